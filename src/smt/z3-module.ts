/**
 * Takes the folder of `z3-built.wasm`; starts Z3's WebAssembly module. Its build asserts, in every call that C++ makes of
 * itself by way of JavaScript, that the table of functions holds what a mirror of it holds; asking the table was a third of
 * all the time in Z3. Here the table has a mirror of its own.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import startModule, { type Z3Module } from "z3-solver/build/z3-built.js";

export type { Z3Module };

export function startZ3Module(folder: string, said: (text: string) => void): Promise<Z3Module> {
  return startModule({
    locateFile: (name) => join(folder, name),
    instantiateWasm(imports, receive) {
      const module = new WebAssembly.Module(readFileSync(join(folder, "z3-built.wasm")));
      const instance = new WebAssembly.Instance(module, imports);
      for (const part of Object.values(instance.exports)) if (part instanceof WebAssembly.Table) mirrored(part);
      receive(instance, module);
      return instance.exports;
    },
    print: said,
    printErr: said,
  });
}

function mirrored(table: WebAssembly.Table): void {
  const known: unknown[] = [];
  const get = table.get.bind(table);
  const set = table.set.bind(table);
  table.get = (index) => (known[index] ??= get(index));
  table.set = (index, value) => {
    known[index] = undefined;
    set(index, value);
  };
}
