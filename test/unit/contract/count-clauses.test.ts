/** The cheap count of clauses against what is and is not one. */
import { expect, test } from "vitest";
import { countClauses } from "../../../src/contract/index.js";

test.each<[number, string]>([
  [2, "//@ requires x\n// @ensures y\nfunction f() {}"],
  [0, "const s = \"//@ requires x\"; const t = '//@ requires x';"],
  [0, "const t = `\n//@ requires x\n`;"],
  [1, "const t = `a${`b${1}`}\n`; //@ requires x"],
  [1, "const t = `${{ a: 1 }.a}//@ requires y`; //@ requires x"],
  [0, "/*\n//@ requires x\n*/"],
  [1, "const r = /[/`'\"]/; //@ requires x"],
  [1, "const q = a / b; //@ requires x\n/* / */"],
  [1, "const s = 'it\\'s'; //@ requires x"],
  [0, "// @ts-ignore\n//@ unknown word\n// @deprecated"],
  [1, "//@ ensures a &&\n//@   b"],
  [1, "if (x) return /`/.test(y); //@ requires x"],
])("counts %i", (count, text) => {
  expect(countClauses(text)).toBe(count);
});

test("a long file is counted in linear time", () => {
  const text = "//@ ensures x\nconst a = `${b}` + '\"' / 2;\n".repeat(20_000);
  expect(countClauses(text)).toBe(20_000);
});
