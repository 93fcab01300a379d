/**
 * Takes the folder of `z3-built.wasm`; starts Z3's WebAssembly module, with guarded calls of our own where the engine has
 * what they take (`guarded-calls.ts`).
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import startModule, { type Z3Module } from "z3-solver/build/z3-built.js";
import { type Guarded, guarded, neededExports, room } from "./guarded-calls.js";

export type { Z3Module };

export function startZ3Module(folder: string, said: (text: string) => void): Promise<Z3Module> {
  return startModule({
    locateFile: (name) => join(folder, name),
    instantiateWasm(imports, receive) {
      const bytes = withRoom(join(folder, "z3-built.wasm"));
      const own = withOwnCalls(guarded(bytes), imports);
      const { instance, module } = own ?? withGivenCalls(bytes.subarray(room), imports);
      receive(instance, module);
      return instance.exports;
    },
    print: said,
    printErr: said,
  });
}

/** The file behind as many bytes as `guarded` wants. */
function withRoom(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(room + fstatSync(file).size);
    for (let at = room; at < bytes.length; ) {
      const read = readSync(file, bytes.subarray(at));
      if (read === 0) throw new Error("the file of Z3 has become shorter");
      at += read;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

interface Instantiated {
  readonly instance: WebAssembly.Instance;
  readonly module: WebAssembly.Module;
}

/** Undefined where exceptions of JavaScript cannot be caught in WebAssembly. */
function withOwnCalls(parts: Guarded, imports: WebAssembly.Imports): Instantiated | undefined {
  const { JSTag: thrown } = WebAssembly;
  if (thrown === undefined || !WebAssembly.validate(parts.calls)) return undefined;
  const table = new WebAssembly.Table({ element: "anyfunc", initial: parts.size });
  const guards = new WebAssembly.Instance(new WebAssembly.Module(parts.calls), { env: { table, thrown, isOfCpp } });
  const calls = Object.fromEntries(parts.names.map((name) => [name, guards.exports[name]]));
  const module = new WebAssembly.Module(parts.module());
  const instance = new WebAssembly.Instance(module, { ...imports, env: { ...imports["env"], ...calls, table } });
  const { needed } = guards.exports;
  if (!(needed instanceof WebAssembly.Table)) throw new Error("the guarded calls have no table");
  for (const [i, name] of neededExports.entries()) needed.set(i, instance.exports[name]);
  return { instance, module };
}

/** As Emscripten tells its exceptions from others: theirs alone know where the thrown object lies. */
export function isOfCpp(error: unknown): number {
  return typeof error === "object" && error !== null && "excPtr" in error ? 1 : 0;
}

/**
 * Emscripten's own calls assert, each time, that the table of functions holds what a mirror of it holds; asking the table
 * was a third of all the time in Z3. Here it has a mirror of its own.
 */
function withGivenCalls(bytes: Uint8Array, imports: WebAssembly.Imports): Instantiated {
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, imports);
  for (const part of Object.values(instance.exports)) if (part instanceof WebAssembly.Table) mirrored(part);
  return { instance, module };
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
