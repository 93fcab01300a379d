import { expect, test } from "vitest";
import { clauseLoss, headline, renderReviewHtml, renderText } from "../../../src/report/index.js";
import { parseUnifiedDiff, sourceFile } from "../../../src/source/index.js";
import { clampRefuted, finding, range, report } from "./sample.js";

const plain = { color: false, width: 60 };

test("the caret stands under what is meant, with tabs and wide characters before it", () => {
  const source = new Map([["src/shop.ts", sourceFile("src/shop.ts", '\tconst a = "漢字"; a[9]')]]);
  const [problem] = clampRefuted.problems;
  const shown = {
    ...clampRefuted,
    problems: problem === undefined ? [] : [{ ...problem, range: range(1, 18, 22), related: [] }],
  };
  const lines = renderText(report([shown]), source, plain).split("\n");
  expect(lines[1]).toBe('1 |   const a = "漢字"; a[9]');
  expect(lines[2]).toBe(`  | ${" ".repeat(20)}^^^^`);
});

test("a long line is cut around what is meant", () => {
  const text = `${"a".repeat(300)}HERE${"b".repeat(300)}`;
  const source = new Map([["src/shop.ts", sourceFile("src/shop.ts", text)]]);
  const [problem] = clampRefuted.problems;
  const shown = {
    ...clampRefuted,
    problems: problem === undefined ? [] : [{ ...problem, range: range(1, 301, 305), related: [] }],
  };
  const lines = renderText(report([shown]), source, plain).split("\n");
  expect(lines[1]?.length).toBeLessThanOrEqual(60);
  const at = lines[1]?.indexOf("HERE") ?? -1;
  expect(lines[2]).toBe(`  |${" ".repeat(at - 3)}^^^^`);
});

test("a finding's first line is path, line, column, code, message", () => {
  const [first] = renderText(report([clampRefuted]), new Map(), plain).split("\n");
  expect(first).toMatch(/^src\/shop\.ts:4:13: postcondition\.refuted `clamp\(4, 1, 3\)` returns 4/u);
});

test("an assumption of many functions is printed once", () => {
  const assumptions = [{ kind: "input.types", text: "inputs have their declared types" }];
  const findings = ["f", "g", "h"].map((name) => finding({ function: name, verdict: "verified", assumptions }));
  const text = renderText(report(findings), new Map(), plain);
  expect(text.match(/declared types/gu)).toHaveLength(1);
  expect(text).toContain("inputs have their declared types: 3 functions");
});

test("the arguments of a long call are listed by name", () => {
  const [problem] = clampRefuted.problems;
  const example = problem?.counterexample;
  if (problem === undefined || example === undefined) throw new Error("the sample has a counterexample");
  const long = { ...problem, counterexample: { ...example, call: `clamp(${"1".repeat(80)}, 1, 3)` } };
  expect(renderText(report([{ ...clampRefuted, problems: [long] }]), new Map(), plain)).toContain(
    "\n             hi = 3\n",
  );
  expect(renderText(report([clampRefuted]), new Map(), plain)).not.toContain("hi = 3");
});

test("control sequences of a source never reach the terminal", () => {
  const bad = { ...clampRefuted, message: "\u001b[2J\u0007boo" };
  const text = renderText(report([{ ...bad, problems: [] }]), new Map(), plain);
  expect([...text].filter((c) => c < " " && c !== "\n")).toEqual([]);
  expect(text).toContain("\\u{1b}[2J\\u{7}boo");
});

test("the headline says what a verdict rests on", () => {
  const verified = finding({ function: "f", verdict: "verified" });
  expect(headline(verified)).toBe("verified");
  expect(headline({ ...verified, exactOnly: "f(0.5)" })).toBe("verified for exact arithmetic");
  expect(headline({ ...verified, arithmetic: "exact reals" })).toBe("proved if rounding is ignored");
  expect(headline({ ...verified, given: ["g (refuted)"] })).toBe("verified, given g (refuted)");
  expect(headline({ ...verified, partial: true })).toBe("verified, if it returns");
});

test("fewer clauses than before are told, as many or more are not", () => {
  const two = "//@ requires a\n  // @ensures b\nfunction f() {}";
  expect(clauseLoss("a.ts", two, "//@ requires a\nfunction f() {}")?.message).toBe("2 contract clauses before, 1 now");
  expect(clauseLoss("a.ts", two, two)).toBeUndefined();
  expect(clauseLoss("a.ts", undefined, two)).toBeUndefined();
});

test("the review page holds nothing of the pull request as markup, and loads nothing", () => {
  const hostile = "</td><script>alert(1)</script><img src=x onerror=y>";
  const diff = parseUnifiedDiff(
    `diff --git a/x.ts b/x.ts\n--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@ ${hostile}\n-a\n+${hostile}\n`,
  );
  const comments = [{ path: "x.ts", line: 1, body: `${hostile}\n\n\`\`\`suggestion\n${hostile}\n\`\`\`` }];
  const html = renderReviewHtml({ title: hostile, base: hostile, head: hostile, diff, body: hostile, comments });
  expect(html).not.toMatch(/<script|<img/u);
  expect(html).not.toMatch(/(?:src|href)=["']/u);
  expect(html.match(/&lt;script&gt;/gu)?.length).toBeGreaterThanOrEqual(8);
});
