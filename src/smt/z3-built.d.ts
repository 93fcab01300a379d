/**
 * The WebAssembly module inside the package `z3-solver`, of which only the synchronous entry points are used, and what of
 * WebAssembly it takes to start it: the library of types that has the rest is the browsers'.
 */
declare module "z3-solver/build/z3-built.js" {
  namespace start {
    interface Z3Module {
      ccall(name: string, result: "string", types: readonly string[], args: readonly (number | string)[]): string;
      ccall(name: string, result: "void", types: readonly string[], args: readonly (number | string)[]): void;
      _Z3_mk_config(): number;
      _Z3_del_config(config: number): void;
      _Z3_mk_context(config: number): number;
      _Z3_del_context(context: number): void;
      _set_noop_error_handler(context: number): void;
    }
  }
  interface Overrides {
    readonly locateFile: (name: string) => string;
    /** Gives the module its instance, and the exports to who asks. */
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => object;
    readonly print: (text: string) => void;
    readonly printErr: (text: string) => void;
  }
  function start(overrides: Overrides): Promise<start.Z3Module>;
  export = start;
}

declare namespace WebAssembly {
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
  class Table {
    constructor(descriptor: { readonly element: "anyfunc"; readonly initial: number });
    get(index: number): unknown;
    set(index: number, value?: unknown): void;
  }
  class RuntimeError extends Error {}
  function validate(bytes: Uint8Array): boolean;
  /** Stands for whatever JavaScript throws; not every engine has it. */
  const JSTag: object | undefined;
}
