/**
 * Takes the bytes of Z3's WebAssembly module; gives them with the table of functions as an import, and a second module
 * whose functions are its guarded calls. C++ calls through these wherever something may be thrown, thousands of times a
 * query; Emscripten's are JavaScript, so that each crosses into JavaScript and back, a quarter of all the time in Z3. These
 * stay in WebAssembly and do what Emscripten's do: save the stack pointer, call, and where C++ threw, restore it and say so.
 * What is thrown and not by C++, as when memory is gone, is thrown on.
 */
import { invariant } from "../base/index.js";

/** The functions of the module that the guarded calls need, in the order of their table. */
export const neededExports = ["emscripten_stack_get_current", "_emscripten_stack_restore", "setThrew"] as const;

/** Bytes that must be free before the module. */
export const room = 64;

export interface Guarded {
  /** Z3's module, which imports `env.table`; made in the place of the one given, since it is large. */
  readonly module: () => Uint8Array;
  /** Imports `env.table`, `env.thrown` and `env.isOfCpp`; exports the guarded calls and the table `needed`. */
  readonly calls: Uint8Array;
  /** Names of the guarded calls. */
  readonly names: readonly string[];
  /** Entries of the table. */
  readonly size: number;
}

/** Value types of WebAssembly by their bytes. */
const i32 = 0x7f;
const externref = 0x6f;
const zeros: ReadonlyMap<number, readonly number[]> = new Map([
  [0x7f, [0x41, 0]],
  [0x7e, [0x42, 0]],
  [0x7d, [0x43, 0, 0, 0, 0]],
  [0x7c, [0x44, 0, 0, 0, 0, 0, 0, 0, 0]],
]);

interface Signature {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

interface Reader {
  at: number;
  readonly bytes: Uint8Array;
}

const byte = (reader: Reader): number => {
  const value = reader.bytes[reader.at++];
  invariant(value !== undefined, "the module ends within a section");
  return value;
};

function number(reader: Reader): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const part = byte(reader);
    value += (part & 0x7f) * 2 ** shift;
    if (part < 0x80) return value;
  }
}

function list<T>(reader: Reader, one: () => T): T[] {
  return Array.from({ length: number(reader) }, one);
}

const text = (reader: Reader): string => String.fromCharCode(...list(reader, () => byte(reader)));

/** Of a module that begins in these bytes after the room. */
export function guarded(bytes: Uint8Array): Guarded {
  const sections = sectionsOf(bytes);
  const section = (id: number): Reader => {
    const found = sections.find((s) => s.id === id);
    invariant(found !== undefined, `the module has a section ${id}`);
    return { at: found.from, bytes: bytes.subarray(0, found.to) };
  };
  const table = section(4);
  invariant(number(table) === 1 && byte(table) === 0x70 && byte(table) === 0, "the module has one table of functions");
  const size = number(table);
  const imports = section(2);
  const count = number(imports);
  const entries = imports.bytes.subarray(imports.at);
  const calls = importedCalls(imports, count, signatures(section(1)));
  const imported = encoded(2, [...leb(count + 1), ...entries, ...tableImport(size)]);
  return {
    module: () => withTableImported(bytes, sections, imported),
    calls: Uint8Array.from(callsModule(calls, size)),
    names: [...calls.keys()],
    size,
  };
}

/** What stands before the table moves by what the import takes more; names and such at the end are left out. */
function withTableImported(bytes: Uint8Array, sections: readonly Section[], imported: readonly number[]): Uint8Array {
  const before = sections.slice(
    0,
    sections.findIndex(({ id }) => id === 4),
  );
  const head = before.map(({ id, start, to }) => (id === 2 ? Uint8Array.from(imported) : bytes.slice(start, to)));
  const parts = [bytes.slice(room, room + 8), ...head];
  const behind = sections[before.length]?.to ?? 0;
  const from = behind - parts.reduce((sum, { length }) => sum + length, 0);
  invariant(from >= 0, "there is room before the module");
  let at = from;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes.subarray(from, sections.findLast(({ id }) => id !== 0)?.to);
}

interface Section {
  readonly id: number;
  readonly start: number;
  /** The content, behind the length. */
  readonly from: number;
  readonly to: number;
}

function sectionsOf(bytes: Uint8Array): readonly Section[] {
  const reader: Reader = { at: room + 8, bytes };
  const sections: Section[] = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = byte(reader);
    const length = number(reader);
    sections.push({ id, start, from: reader.at, to: reader.at + length });
    reader.at += length;
  }
  return sections;
}

function signatures(reader: Reader): readonly Signature[] {
  return list(reader, () => {
    invariant(byte(reader) === 0x60, "all types are of functions");
    return { parameters: list(reader, () => byte(reader)), results: list(reader, () => byte(reader)) };
  });
}

function importedCalls(reader: Reader, count: number, types: readonly Signature[]): ReadonlyMap<string, Signature> {
  const calls = new Map<string, Signature>();
  for (let i = 0; i < count; i++) {
    const [module, name, kind] = [text(reader), text(reader), byte(reader)];
    if (kind === 2) {
      // A memory: whether it has a largest size, and its sizes.
      const bounded = (byte(reader) & 1) === 1;
      for (let sizes = bounded ? 2 : 1; sizes > 0; sizes--) number(reader);
      continue;
    }
    invariant(kind === 0, "functions and memory are all that the module imports");
    const type = types[number(reader)];
    if (module !== "env" || !name.startsWith("invoke_")) continue;
    invariant(type?.parameters[0] === i32 && type.results.length < 2, `${name} takes the place of a function first`);
    calls.set(name, type);
  }
  return calls;
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(Math.floor(value / 0x80))];
}

const encoded = (id: number, content: readonly number[]): number[] => [id, ...leb(content.length), ...content];
const vector = (items: readonly (readonly number[])[]): number[] => [...leb(items.length), ...items.flat()];
const named = (name: string): number[] => vector([...name].map((c) => [c.charCodeAt(0)]));
const imported = (name: string, ...what: number[]): number[] => [...named("env"), ...named(name), ...what];
const tableImport = (size: number): number[] => imported("table", 1, 0x70, 0, ...leb(size));

/** Imports first, so that `isOfCpp` is function 0, Z3's table is table 0 and the needed functions are table 1. */
function callsModule(calls: ReadonlyMap<string, Signature>, size: number): readonly number[] {
  const types: string[] = [];
  const typeOf = (parameters: readonly number[], results: readonly number[]): number => {
    const type = [0x60, ...vector(parameters.map((p) => [p])), ...vector(results.map((r) => [r]))].join(" ");
    if (!types.includes(type)) types.push(type);
    return types.indexOf(type);
  };
  const imports = vector([
    tableImport(size),
    imported("isOfCpp", 0, ...leb(typeOf([externref], [i32]))),
    imported("thrown", 4, 0, ...leb(typeOf([externref], []))),
  ]);
  const functions = vector([...calls.values()].map(({ parameters, results }) => leb(typeOf(parameters, results))));
  const exports = vector([
    [...named("needed"), 1, 1],
    ...[...calls.keys()].map((name, i) => [...named(name), 0, ...leb(i + 1)]),
  ]);
  const bodies = vector(
    [...calls.values()].map((signature) => {
      const body = guardedCall(signature, typeOf);
      return [...leb(body.length), ...body];
    }),
  );
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...encoded(1, vector(types.map((type) => type.split(" ").map(Number)))),
    ...encoded(2, imports),
    ...encoded(3, functions),
    ...encoded(4, vector([[0x70, 0, ...leb(neededExports.length)]])),
    ...encoded(7, exports),
    ...encoded(10, bodies),
  ];
}

/** The first parameter is the function's place in the table, the others are its arguments. */
function guardedCall(
  { parameters, results }: Signature,
  typeOf: (parameters: readonly number[], results: readonly number[]) => number,
): readonly number[] {
  const stack = leb(parameters.length);
  const get = (local: readonly number[]): number[] => [0x20, ...local];
  const call = (table: number, type: number): number[] => [0x11, ...leb(type), table];
  const needed = (name: (typeof neededExports)[number], type: number): number[] => [
    ...[0x41, neededExports.indexOf(name)],
    ...call(1, type),
  ];
  const [result] = results;
  return [
    ...vector([[1, i32]]),
    ...needed("emscripten_stack_get_current", typeOf([], [i32])),
    ...[0x21, ...stack],
    ...[0x06, result ?? 0x40],
    ...parameters.slice(1).flatMap((_, i) => get(leb(i + 1))),
    ...get([0]),
    ...call(0, typeOf(parameters.slice(1), results)),
    // Caught is what JavaScript threw, and C++ throws by JavaScript.
    ...[0x07, 0],
    ...[0x10, 0],
    ...get(stack),
    ...needed("_emscripten_stack_restore", typeOf([i32], [])),
    ...[0x45, 0x04, 0x40, 0x09, 1, 0x0b],
    ...[0x41, 1, 0x41, 0],
    ...needed("setThrew", typeOf([i32, i32], [])),
    ...(result === undefined ? [] : (zeros.get(result) ?? [])),
    ...[0x0b, 0x0b],
  ];
}
