import { expect, test } from "vitest";
import { selectChanged } from "../../../src/engine/selection.js";
import type { Program } from "../../../src/ir/index.js";
import { sourceFile } from "../../../src/source/index.js";

const text = [
  "interface Point { x: number }", // 1
  "", // 2
  "// what f does", // 3
  "//@ ensures true", // 4
  "function f() {}", // 5
  "", // 6
  "//@ ensures true", // 7
  "function g() { f(); }", // 8
  "", // 9
  "//@ ensures true", // 10
  "function h() {}", // 11
].join("\n");
const source = sourceFile("a.ts", text);
const sources = new Map([["a.ts", source]]);

function fn(name: string, lines: readonly [number, number], calls: readonly string[] = []) {
  const start = source.lineStarts[lines[0] - 1] ?? 0;
  const end = (source.lineStarts[lines[1]] ?? text.length + 1) - 1;
  return [
    `a.ts#${name}`,
    { id: `a.ts#${name}`, calls: calls.map((c) => `a.ts#${c}`), extent: { file: "a.ts", start, end } },
  ];
}

const program = {
  functions: new Map([fn("f", [4, 5]), fn("g", [7, 8], ["f"]), fn("h", [10, 11])] as [string, unknown][]),
  declined: [],
  unmarked: [],
  targets: ["a.ts#f", "a.ts#g", "a.ts#h"],
} as unknown as Program;

const read = {
  sources,
  readSet: new Map([
    ["a.ts", "hash"],
    ["settings.json", "hash"],
    ["gone.ts", "absent"],
  ]),
  imports: new Map([["a.ts", []]]),
};

const selected = (...ranges: readonly [number, number][]): string[] => {
  const changed = new Map([["a.ts", ranges.map(([start, end]) => ({ start, end }))]]);
  return [...selectChanged(program, read, changed)].map((id) => id.slice(5));
};

test("without a change every target is selected", () => {
  expect([...selectChanged(program, read, undefined)]).toHaveLength(3);
});

test("a touched function is selected with its callers", () => {
  expect(selected([5, 5])).toEqual(["f", "g"]);
  expect(selected([8, 8])).toEqual(["g"]);
  expect(selected([4, 4])).toEqual(["f", "g"]);
});

test("a line outside every function can be what any of them reads", () => {
  expect(selected([1, 1])).toEqual(["f", "g", "h"]);
});

test("blank lines and ordinary comments outside functions select nothing", () => {
  expect(selected([2, 3])).toEqual([]);
  expect(selected([9, 11])).toEqual(["h"]);
});

test("a file that was consulted but is no source selects everything; one that nobody read, nothing", () => {
  const of = (file: string): number => selectChanged(program, read, new Map([[file, [{ start: 1, end: 1 }]]])).size;
  expect(["settings.json", "gone.ts", "new.ts", "packages/b/tsconfig.lib.json"].map(of)).toEqual([3, 3, 3, 3]);
  expect(["README.md", "package-lock.json", "docs/a.yaml"].map(of)).toEqual([0, 0, 0]);
});

test("a line outside every function concerns the functions of the files that see it, and no others", () => {
  const two = {
    ...program,
    functions: new Map<string, unknown>([
      ...program.functions,
      ["b.ts#k", { id: "b.ts#k", calls: [], extent: { file: "b.ts", start: 0, end: 4 } }],
    ]),
    targets: [...program.targets, "b.ts#k"],
  } as unknown as Program;
  const files = new Map([...sources, ["b.ts", sourceFile("b.ts", "f();\n")]]);
  const select = (imports: readonly string[]): boolean =>
    selectChanged(
      two,
      { ...read, sources: files, imports: new Map([["b.ts", imports]]) },
      new Map([["a.ts", [{ start: 1, end: 1 }]]]),
    ).has("b.ts#k");
  expect(select(["a.ts"])).toBe(true);
  expect(select([])).toBe(false);
});
