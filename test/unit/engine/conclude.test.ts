import { expect, test } from "vitest";
import { conclude, declinedFinding, type Examined, verdictOf } from "../../../src/engine/conclude.js";
import type { Declined, FunctionIR } from "../../../src/ir/index.js";
import type { Problem } from "../../../src/report/index.js";
import { type Code, sourceFile } from "../../../src/source/index.js";

const text = "//@ ensures \\result > 0\nfunction f() {\n  return 0;\n}\n";
const sources = new Map([["a.ts", sourceFile("a.ts", text)]]);
const span = (start: number, end: number) => ({ file: "a.ts", start, end });
const fn = {
  id: "a.ts#f",
  name: "f",
  span: span(33, 34),
  extent: span(0, text.length - 1),
  usesReals: false,
} as FunctionIR;

const range = { line: 1, column: 5, endLine: 1, endColumn: 10 };
const problem = (code: Code): Problem => ({ code, message: code, range, patches: [], clause: "\\result > 0" });
const refuted = (code: Code) => ({ problem: problem(code), kind: "contract" as const });

const examined = (more: Partial<Examined> = {}): Examined => ({
  function: fn,
  refuted: [],
  vacuous: [],
  unproven: [],
  assumptions: [],
  given: [],
  partial: false,
  exactOnly: undefined,
  fromBank: false,
  derivation: undefined,
  ...more,
});

test("the gravest verdict stands, and every problem is told", () => {
  const unproven = [problem("index.unproven")];
  const vacuous = [problem("requires.vacuous")];
  expect(verdictOf(examined())).toBe("verified");
  expect(verdictOf(examined({ unproven }))).toBe("unproven");
  expect(verdictOf(examined({ unproven, vacuous }))).toBe("vacuous");
  const all = examined({ unproven, vacuous, refuted: [refuted("postcondition.refuted")] });
  const finding = conclude(all, sources);
  expect(finding.verdict).toBe("refuted");
  expect(finding.code).toBe("postcondition.refuted");
  expect(finding.clause).toBe("\\result > 0");
  expect(finding.kind).toBe("contract");
  expect(finding.problems.map(({ code }) => code)).toEqual([
    "postcondition.refuted",
    "requires.vacuous",
    "index.unproven",
  ]);
});

test("a verified function is told at its name, with what it rests on", () => {
  const assumptions = [{ kind: "safe-integers", text: "x is a safe integer" }];
  const finding = conclude(examined({ assumptions, given: ["g (refuted)"], partial: true }), sources);
  expect(finding).toMatchObject({ verdict: "verified", line: 2, column: 10, code: "function.verified", partial: true });
  expect(finding.assumptions).toEqual(assumptions);
  expect(finding.given).toEqual(["g (refuted)"]);
  expect(finding.extent).toEqual({ startLine: 1, endLine: 4 });
});

test("rounding is said of proofs alone", () => {
  const real = { ...fn, usesReals: true };
  expect(conclude(examined({ function: real, exactOnly: "f(0.1)" }), sources)).toMatchObject({
    arithmetic: "exact reals",
    exactOnly: "f(0.1)",
  });
  const broken = conclude(examined({ function: real, refuted: [refuted("postcondition.refuted")] }), sources);
  expect(broken.arithmetic).toBeUndefined();
});

test("a finding keeps its identity when the function moves, and changes it with the code", () => {
  const moved = { ...fn, span: span(40, 41), extent: span(7, 50) };
  expect(conclude(examined({ function: moved }), sources).id).toBe(conclude(examined(), sources).id);
  expect(conclude(examined({ unproven: [problem("index.unproven")] }), sources).id).not.toBe(
    conclude(examined(), sources).id,
  );
});

test("what the frontend declines is a finding with its diagnostics", () => {
  const declined: Declined = {
    id: "a.ts#f",
    name: "f",
    verdict: "unsupported",
    diagnostics: [{ code: "index.unproven", span: span(42, 48), message: "not modelled", hint: "write it so" }],
    span: fn.span,
    extent: fn.extent,
    calls: [],
  };
  expect(declinedFinding(declined, sources)).toMatchObject({ verdict: "unsupported", line: 3, hint: "write it so" });
});
