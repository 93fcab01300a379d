import { expect, test } from "vitest";
import { fingerprint, meaningOf } from "../../../src/engine/fingerprint.js";
import { add, type FunctionIR, intSort, type Program, variable } from "../../../src/ir/index.js";

const home = { file: "a.ts", start: 100, end: 200 };

test("moving a function within its file changes nothing; a place moved within the function does", () => {
  const at = (start: number) => ({ span: { file: "a.ts", start, end: start + 5 } });
  const moved = { file: "a.ts", start: 150, end: 250 };
  expect(fingerprint(at(110), home)).toBe(fingerprint(at(160), moved));
  expect(fingerprint(at(110), home)).not.toBe(fingerprint(at(111), home));
});

test("values that differ have different fingerprints", () => {
  const values = [
    0,
    -0,
    1,
    1n,
    "1",
    true,
    null,
    Number.NaN,
    [],
    [1],
    [[1]],
    {},
    { a: 1 },
    { b: 1 },
    new Map([["a", 1]]),
  ];
  expect(new Set(values.map((v) => fingerprint(v, home))).size).toBe(values.length);
});

test("a term that shares its parts is hashed in linear time", () => {
  let term = variable("x", intSort);
  for (let i = 0; i < 300; i++) term = add(term, term);
  expect(fingerprint(term, home)).toMatch(/^[0-9a-f]{64}$/u);
});

test("the meaning of a function holds what it names, transitively", () => {
  const record = (name: string, sort: unknown) => ({ name, constructors: [{ name, fields: [{ name: "x", sort }] }] });
  const program = {
    types: new Map([
      ["Outer", record("Outer", { kind: "data", name: "Inner" })],
      ["Inner", record("Inner", { kind: "int" })],
      ["Other", record("Other", { kind: "int" })],
    ]),
    logical: new Map([
      ["g", { id: "g", body: { kind: "call", function: "h", args: [] } }],
      ["h", { id: "h" }],
      ["i", {}],
    ]),
    functions: new Map([["k", { contract: { hash: "k" } }]]),
  } as unknown as Program;
  const fn = {
    calls: ["k"],
    contract: { result: { kind: "data", name: "Outer" } },
    body: { kind: "call", function: "g", args: [] },
  } as unknown as FunctionIR;
  const meaning = meaningOf(fn, program);
  expect([...meaning.types.keys()]).toEqual(["Inner", "Outer"]);
  expect([...meaning.logical.keys()]).toEqual(["g", "h"]);
  expect([...meaning.contracts.keys()]).toEqual(["k"]);
});
