/** Which comments are clauses, and what is said of those that nearly are. */
import { expect, test } from "vitest";
import { printClause } from "../../../src/contract/index.js";
import { positionAt } from "../../../src/source/index.js";
import { read } from "./read.js";

const printed = (lines: readonly string[], options = { jsdoc: false }): readonly string[] =>
  read(lines, options).clauses.map(printClause);

const faults = (...lines: readonly string[]): readonly (readonly [string, string, string | undefined])[] => {
  const { diagnostics, textAt } = read(lines);
  return diagnostics.map((d) => [d.code, textAt(d.span), d.hint]);
};

test.each([
  "//@ requires x > 0",
  "// @ requires x > 0",
  "// @requires x > 0",
  "//@requires x > 0",
  "//@requires x>0  ",
  "//\t@\trequires x > 0",
])("%j is a precondition", (line) => {
  expect(printed([line])).toEqual(["//@ requires x > 0"]);
});

test.each([
  "// @ts-ignore",
  "//@ts-expect-error wrong",
  "//@ts-nocheck",
  "//@ sourceMappingURL=a.js.map",
  "//@sourceURL=a.js",
  "//@jsx h",
  "// @jsxImportSource preact",
  "// @flow strict",
  "// @deprecated use g",
  "// @param x the number",
  "// @vitest-environment node",
  "// requires x > 0",
  "/// @requires x",
  "// mail me @ home dot org",
  "// @Type(() => Item)",
])("%j is no clause and no mistake", (line) => {
  expect(read([line])).toMatchObject({ clauses: [], diagnostics: [] });
});

test.each([
  ["//@ requres x > 0", "requres", "write `//@ requires x > 0`"],
  ["//@ Ensures x > 0", "Ensures", "write `//@ ensures x > 0`"],
  ["// @Requires x > 0", "Requires", "write `//@ requires x > 0`"],
  ["// @invarient i >= 0", "invarient", "write `//@ invariant i >= 0`"],
  ["//@ precondition x", "precondition", undefined],
  ["//@ ensrues x", "ensrues", "write `//@ ensures x`"],
  ["// @ asert x", "asert", "write `//@ assert x`"],
])("%j is an unknown clause", (line, blamed, hint) => {
  const [fault] = faults(line);
  expect(fault?.slice(0, 2)).toEqual(["annotation.unknown", blamed]);
  if (hint !== undefined) expect(fault?.[2]).toBe(hint);
});

test("a clause in a block comment is told to be a line", () => {
  const rule = ["annotation.block-comment", "requires x > 0", "write it as a line of its own: `//@ requires x > 0`"];
  expect(faults("/*@ requires x > 0 */")).toEqual([rule]);
  expect(faults("/* @ requires x > 0 */")).toEqual([rule]);
  expect(faults("/* //@ requires x > 0 */")).toEqual([rule]);
  expect(faults("/** //@ requires x > 0 */")).toEqual([rule]);
  expect(faults("/* @vite-ignore */", "/*@__PURE__*/", "/* @type {import('x')} */")).toEqual([]);
});

test("a clause goes on over lines that are indented behind the mark", () => {
  const { clauses, textAt, file } = read(["//@ ensures a ||", "//@   b &&", "// @    c", "//@ requires d"]);
  expect(clauses.map(printClause)).toEqual(["//@ ensures a || b && c", "//@ requires d"]);
  const [first] = clauses;
  expect(
    first?.keyword === "ensures" && first.expression.kind === "binary" && textAt(first.expression.right.span),
  ).toBe("b &&\n// @    c");
  expect(first && positionAt(file, first.comment.end)).toEqual({ line: 3, column: 10 });
});

test("a further line needs a clause directly above it", () => {
  expect(printed(["//@ requires a", "", "//@   ensures b"])).toEqual(["//@ requires a", "//@ ensures b"]);
  expect(printed(["// a remark", "//@   ensures b"])).toEqual(["//@ ensures b"]);
});

test("the further lines of a wrong clause are not clauses of their own", () => {
  expect(faults("//@ requier a", "//@   && b")).toHaveLength(1);
});

test.each([
  ["//@ ensures x => y", 14, "=>", "write `==>` for “implies”"],
  ["//@ ensures x = y", 14, "=", "write `===` to compare"],
  ["//@ ensures x and y", 14, "and", "write `&&`"],
  ["//@ ensures x or y", 14, "or", "write `||`"],
  ["//@ ensures not x", 12, "not", "write `!`"],
  ["//@ ensures (x <=> y)", 15, "<=>", "write `<==>` for “if and only if”"],
  ["//@ ensures x ≤ y", 14, "≤", "write `<=`"],
  ["//@ ensures x > 0;", 17, ";", "leave out the `;`"],
  ["//@ ensures 0 <= x < 3", 19, "<", "write `0 <= x && x < 3`"],
  ["//@ ensures \\reslt > 0", 12, "\\reslt", "write `\\result`"],
  ["//@ ensures i++ > 0", 13, "++", "a clause has no effects: write the value, for example `x + 1`"],
  ["//@ ensures a ==> b ? c : d", 14, "==>", "add parentheses"],
  ["//@ ensures a ?? b || c", 19, "||", "add parentheses"],
  ["//@ ensures -a ** 2 > 0", 15, "**", "add parentheses"],
  ["//@ type x: nat", 10, ": nat", "write `//@ type x nat`"],
  ["//@ type nat x", 13, "x", "write `//@ type x nat`"],
  ["//@ type x Nat", 11, "Nat", "write `nat`"],
  ["//@ overflow chek", 13, "chek", "write `//@ overflow check`"],
  ["//@ verify please", 11, "please", "write `//@ verify` alone, and other text in a comment of its own"],
  ["//@ decreases []", 14, "[]", undefined],
  ["//@ ensures \\forall(i, i < j, j)", 28, ",", "write `forall(i, j, …)`, the variables first"],
])("%j is wrong at column %i", (line, column, blamed, hint) => {
  const { diagnostics, textAt } = read([line]);
  expect(diagnostics).toHaveLength(1);
  const [fault] = diagnostics;
  expect(fault?.code).toBe("annotation.syntax");
  expect(fault && textAt(fault.span)).toBe(blamed);
  expect(fault?.span.start).toBe(column);
  if (hint !== undefined) expect(fault?.hint).toBe(hint);
});

test("names of Object.prototype have no hint of their own", () => {
  expect(faults("//@ ensures x constructor")).toEqual([["annotation.syntax", "constructor", undefined]]);
});

test("a mistake on a further line is blamed there", () => {
  const { diagnostics, file } = read(["//@ ensures x &&", "//@   y = 3"]);
  expect(diagnostics.map((d) => positionAt(file, d.span.start))).toEqual([{ line: 2, column: 9 }]);
});

test("a clause that ends too early is blamed at its last character", () => {
  expect(faults("//@ requires", "//@ ensures (x").map(([, blamed]) => blamed)).toEqual(["s", "x"]);
});

test("keywords of later versions keep their word", () => {
  const { clauses, diagnostics } = read([
    "//@ modifies a, b",
    "//@ example f(2) === 4",
    "//@ ghost let x = 3",
    "//@ extern",
  ]);
  expect(clauses.map((c) => c.keyword)).toEqual(["modifies", "example", "ghost", "extern"]);
  expect(diagnostics).toEqual([]);
});

test("measures are one, several or none", () => {
  expect(printed(["//@ decreases n", "//@ decreases m, n", "//@ decreases [m, n - 1]", "//@ decreases *"])).toEqual([
    "//@ decreases n",
    "//@ decreases m, n",
    "//@ decreases m, n - 1",
    "//@ decreases *",
  ]);
});

test("marks name a variable, the result, a type parameter or nothing", () => {
  const { clauses } = read(["//@ type x nat", "//@ type \\result real", "//@ type T (==)", "//@ type double"]);
  expect(clauses.map((c) => c.keyword === "type" && [c.subject, c.type.text])).toEqual([
    ["x", "nat"],
    ["\\result", "real"],
    ["T", "(==)"],
    ["", "double"],
  ]);
});

test("JSDoc tags are clauses only beside a clause or by configuration", () => {
  const comment = "/** @requires x > 0 */";
  expect(printed([comment])).toEqual([]);
  expect(printed([comment, "//@ pure"])).toEqual(["//@ requires x > 0", "//@ pure"]);
  expect(printed([comment], { jsdoc: true })).toEqual(["//@ requires x > 0"]);
});

test("what JSDoc itself means by a tag stays documentation", () => {
  const jsdoc = { jsdoc: true };
  expect(printed(["/** @requires lodash */", "/** @requires module:foo/bar */"], jsdoc)).toEqual([]);
  expect(printed(["/** @throws {RangeError} if the index is negative */"], jsdoc)).toEqual([]);
  expect(printed(["/** @throws {RangeError} index < 0 */"], jsdoc)).toEqual(["//@ throws index < 0"]);
  expect(printed(["/** @param x > 0 */", "/** @pure but not simple */"], jsdoc)).toEqual(["//@ pure"]);
});
