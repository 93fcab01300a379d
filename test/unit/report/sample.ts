/** A report by hand that has every verdict and every qualification of one, with the sources and the diff it speaks of. */
import type { Finding, Problem, Report } from "../../../src/report/index.js";
import { parseUnifiedDiff, sourceFile } from "../../../src/source/index.js";

const shopText = `import { rate } from "./rate";

//@ requires lo <= hi
//@ ensures lo <= \\result && \\result <= hi
export function clamp(x: number, lo: number, hi: number): number {
  if (x < lo) return lo;
  return x;
}

//@ ensures \\result >= 0
export function total(prices: number[]): number {
\tlet sum = 0;
\tfor (const price of prices) sum += price;
\treturn sum;
}

//@ ensures \\result === x / 100
export function percent(x: number): number {
  return x / 100;
}

//@ requires n > 0
//@ requires n < 0
export function never(n: number): number {
  return n;
}

export function parse(text: string): number {
  if (text === "") throw new RangeError("empty");
  return text.length;
}
`;

const otherText = `//@ ensures \\result > x
export function next(x: number): number {
  return x + 1;
}
`;

export const sources = new Map([
  ["src/shop.ts", sourceFile("src/shop.ts", shopText)],
  ["src/other.ts", sourceFile("src/other.ts", otherText)],
]);

export const diff = parseUnifiedDiff(`diff --git a/src/shop.ts b/src/shop.ts
index 1111111..2222222 100644
--- a/src/shop.ts
+++ b/src/shop.ts
@@ -2,7 +2,7 @@ import { rate } from "./rate";
 
 //@ requires lo <= hi
 //@ ensures lo <= \\result && \\result <= hi
 export function clamp(x: number, lo: number, hi: number): number {
   if (x < lo) return lo;
-  return Math.min(x, hi);
+  return x;
 }
@@ -25,7 +25,7 @@ export function never(n: number): number {
   return n;
 }
 
 export function parse(text: string): number {
-  if (text === "") return 0;
+  if (text === "") throw new RangeError("empty");
   return text.length;
 }
`);

export function range(line: number, column: number, endColumn: number, endLine = line) {
  return { line, column, endLine, endColumn };
}

export function finding(over: Partial<Finding> & Pick<Finding, "function" | "verdict">): Finding {
  const base = {
    id: over.function,
    file: "src/shop.ts",
    code: "function.verified" as const,
    message: `${over.function} keeps its contract.`,
    problems: [],
    assumptions: [],
    patches: [],
    extent: { startLine: over.line ?? 1, endLine: over.line ?? 1 },
    ...range(1, 1, 2),
  };
  return { ...base, ...over };
}

/** A finding whose own fields are those of its first problem, as the engine makes it. */
export function wrong(
  over: Pick<Finding, "function" | "verdict" | "extent"> & Partial<Finding>,
  first: Problem,
  ...rest: readonly Problem[]
): Finding {
  const { range: place, related: _related, detail: _detail, ...told } = first;
  return finding({ ...told, ...place, ...over, problems: [first, ...rest] });
}

export function report(findings: readonly Finding[], over: Partial<Report> = {}): Report {
  const count = (verdict: Finding["verdict"]): number => findings.filter((one) => one.verdict === verdict).length;
  return {
    version: 1,
    findings,
    totals: {
      verified: count("verified"),
      refuted: count("refuted"),
      unproven: count("unproven"),
      vacuous: count("vacuous"),
      unsupported: count("unsupported"),
      invalid: count("invalid"),
      generated: count("generated"),
      notChecked: over.notChecked?.length ?? 0,
    },
    solver: { started: 1, queries: 24, seconds: 0.4 },
    bank: { hits: 3, misses: 21 },
    seconds: 1.25,
    notices: [],
    notChecked: [],
    counts: { files: 2, functions: 9, contracted: findings.length, readable: 1 },
    ...over,
  };
}

const types = { kind: "input.types", text: "inputs have their declared types" };
const safe = { kind: "safe-integers", text: "integers in the input are within ±(2^53 - 1)" };

export const clampRefuted = wrong(
  { function: "clamp", verdict: "refuted", kind: "contract", extent: { startLine: 3, endLine: 8 } },
  {
    code: "postcondition.refuted",
    message: "`clamp(4, 1, 3)` returns 4, and `lo <= \\result && \\result <= hi` does not hold.",
    hint: "Correct the body, or the clause if it says more than was meant.",
    clause: "lo <= \\result && \\result <= hi",
    range: range(4, 13, 43),
    related: [{ range: range(7, 3, 12), text: "returned here" }],
    counterexample: {
      arguments: [
        { name: "x", text: "4" },
        { name: "lo", text: "1" },
        { name: "hi", text: "3" },
      ],
      call: "clamp(4, 1, 3)",
      outcome: "returned 4",
      confirmed: true,
      because: "`\\result` is 4, `hi` is 3",
      path: [
        { line: 9, text: "x < lo is false" },
        { line: 10, text: "return x" },
      ],
    },
    patches: [],
  },
);

export const parseRefuted = wrong(
  { function: "parse", verdict: "refuted", kind: "contract", extent: { startLine: 28, endLine: 31 } },
  {
    code: "throw.undeclared",
    message: '`parse("")` throws RangeError and no clause allows it.',
    range: range(29, 20, 51),
    counterexample: {
      arguments: [{ name: "text", text: '""' }],
      call: 'parse("")',
      outcome: "threw RangeError: empty",
      confirmed: true,
    },
    patches: [
      {
        title: "Declare the throw",
        startLine: 28,
        endLine: 28,
        replacement: '//@ throws text === ""\nexport function parse(text: string): number {',
        proved: true,
      },
      {
        title: "Require that it cannot happen",
        startLine: 28,
        endLine: 28,
        replacement: '//@ requires !(text === "")\nexport function parse(text: string): number {',
        proved: true,
      },
    ],
  },
);

export const neverVacuous = wrong(
  { function: "never", verdict: "vacuous", extent: { startLine: 22, endLine: 26 } },
  {
    code: "requires.vacuous",
    message: "No input can satisfy `n > 0` and `n < 0`.",
    clause: "n > 0",
    range: range(22, 14, 19),
    related: [{ range: range(23, 14, 19), text: "contradicts" }],
    patches: [],
  },
);

export const totalUnproven = wrong(
  { function: "total", verdict: "unproven", extent: { startLine: 10, endLine: 15 }, assumptions: [types, safe] },
  {
    code: "postcondition.unproven",
    message: "Not proved: `\\result >= 0` holds when `total` returns",
    hint: "Strengthen a loop invariant or a precondition, or add an `assert` on the way to the goal.",
    clause: "\\result >= 0",
    obligation: "`\\result >= 0` holds when `total` returns",
    range: range(14, 2, 13),
    detail: "return: the invariant does not say enough\na state in which it would fail:\n  sum = -1",
    patches: [],
  },
);

export const sample: Report = report(
  [
    finding({
      function: "next",
      verdict: "verified",
      file: "src/other.ts",
      ...range(2, 17, 21),
      assumptions: [types, safe],
      exactOnly: "next(9007199254740992)",
      derivation: "assignment at line 3\n  postcondition: proved",
    }),
    clampRefuted,
    totalUnproven,
    finding({
      function: "percent",
      verdict: "verified",
      ...range(18, 17, 24),
      arithmetic: "exact reals",
      partial: true,
      given: ["rate (refuted)"],
      assumptions: [types, { kind: "callee", text: "contract of rate (refuted)" }],
      fromBank: true,
    }),
    neverVacuous,
    parseRefuted,
  ],
  {
    notChecked: [{ file: "src/marked.ts", function: "left", line: 12 }],
    notices: [{ code: "file.syntax", message: "`}` expected.", file: "src/broken.ts", line: 3 }],
  },
);
