/** The WebAssembly module inside the package `z3-solver`, of which only the synchronous entry points are used. */
declare module "z3-solver/build/z3-built.js" {
  interface Z3Module {
    ccall(name: string, result: "string", types: readonly string[], args: readonly (number | string)[]): string;
    ccall(name: string, result: "void", types: readonly string[], args: readonly (number | string)[]): void;
    _Z3_mk_config(): number;
    _Z3_del_config(config: number): void;
    _Z3_mk_context(config: number): number;
    _Z3_del_context(context: number): void;
    _set_noop_error_handler(context: number): void;
  }
  interface Overrides {
    readonly locateFile: (name: string) => string;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }
  function start(overrides: Overrides): Promise<Z3Module>;
  export = start;
}
