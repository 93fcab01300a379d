/** The guarded calls made for Z3's own module, around functions of JavaScript that throw one thing or another. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { guarded, neededExports, room } from "../../../src/smt/guarded-calls.js";
import { isOfCpp } from "../../../src/smt/z3-module.js";

const file = join(dirname(createRequire(import.meta.url).resolve("z3-solver/build/z3-built.js")), "z3-built.wasm");
const bytes = new Uint8Array(readFileSync(file).length + room);
bytes.set(readFileSync(file), room);
const parts = guarded(bytes);

/** Gives what it imports: a function of JavaScript enters a table only as one that a module exports. */
const reexporting = new WebAssembly.Module(
  Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    // Types: nothing to i32, i32 to nothing, two i32 to nothing, i32 to i32.
    ...[0x01, 19, 4, 0x60, 0, 1, 0x7f, 0x60, 1, 0x7f, 0, 0x60, 2, 0x7f, 0x7f, 0, 0x60, 1, 0x7f, 1, 0x7f],
    ...[0x02, 25, 4, 1, 101, 1, 97, 0, 0, 1, 101, 1, 98, 0, 1, 1, 101, 1, 99, 0, 2, 1, 101, 1, 100, 0, 3],
    ...[0x07, 17, 4, 1, 97, 0, 0, 1, 98, 0, 1, 1, 99, 0, 2, 1, 100, 0, 3],
  ]),
);

let seen: (string | number)[] = [];
beforeEach(() => {
  seen = [];
});

/** `invoke_ii`: a function of an `i32` that gives one, at place 7 of the table. */
function guardedCallOf(called: (x: number) => number): (place: number, x: number) => unknown {
  const { exports } = new WebAssembly.Instance(reexporting, {
    e: {
      a: () => 4096,
      b: (stack: number) => seen.push("restored", stack),
      c: (threw: number, value: number) => seen.push("threw", threw, value),
      d: called,
    },
  });
  const table = new WebAssembly.Table({ element: "anyfunc", initial: parts.size });
  const env = { table, isOfCpp, thrown: WebAssembly.JSTag };
  const calls = new WebAssembly.Instance(new WebAssembly.Module(parts.calls), { env }).exports;
  const { needed, invoke_ii: call } = calls;
  if (!(needed instanceof WebAssembly.Table) || typeof call !== "function") throw new Error("it is not there");
  for (const [i, name] of ["a", "b", "c"].entries()) needed.set(i, exports[name]);
  table.set(7, exports["d"]);
  return (place, x) => call(place, x) as unknown;
}

test("what is made of Z3's module is valid, and small", () => {
  expect(parts.names).toContain("invoke_viiii");
  expect(neededExports).toHaveLength(3);
  expect(WebAssembly.validate(parts.calls)).toBe(true);
  expect(parts.calls.length).toBeLessThan(20_000);
  expect(WebAssembly.validate(parts.module())).toBe(true);
});

test("a call that returns gives what it returns, and nothing else happens", () => {
  expect(guardedCallOf((x) => x + 1)(7, 41)).toBe(42);
  expect(seen).toEqual([]);
});

test("where C++ throws, the stack is restored, that it threw is said, and the call gives nothing", () => {
  class CppException extends Error {
    excPtr = 8;
  }
  const call = guardedCallOf(() => {
    throw new CppException("thrown");
  });
  expect(call(7, 1)).toBe(0);
  expect(seen).toEqual(["restored", 4096, "threw", 1, 0]);
});

test.each([[new RangeError("too deep")], [new Error("aborted")], ["unwind"], [undefined], [Number.POSITIVE_INFINITY]])(
  "anything else that is thrown goes on: %s",
  (thrown) => {
    const call = guardedCallOf(() => {
      throw thrown;
    });
    let caught: unknown = "nothing";
    try {
      call(7, 1);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBe(thrown);
    expect(seen).toEqual(["restored", 4096]);
  },
);

test("a trap goes on", () => {
  expect(() => guardedCallOf((x) => x)(8, 1)).toThrow(WebAssembly.RuntimeError);
});
