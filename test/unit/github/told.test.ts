import { expect, test } from "vitest";
import { annotationsOf } from "../../../src/github/annotations.js";
import { cut } from "../../../src/github/workflow.js";
import type { Finding, Report } from "../../../src/report/index.js";

function finding(name: string, verdict: Finding["verdict"], file: string): Finding {
  const range = { line: 3, column: 1, endLine: 3, endColumn: 9 };
  return {
    ...range,
    id: name,
    file,
    function: name,
    verdict,
    code: "postcondition.refuted",
    message: `${name} breaks`,
    problems: [],
    assumptions: [],
    patches: [],
    extent: { startLine: 1, endLine: 5 },
  };
}

function report(findings: readonly Finding[]): Report {
  return { findings } as unknown as Report;
}

test("ten of a kind are shown, those of the diff first, and the rest is counted", () => {
  const many = Array.from({ length: 15 }, (_, index) => finding(`f${index}`, "refuted", "elsewhere.ts"));
  const here = finding("mine", "refuted", "here.ts");
  const { shown, dropped } = annotationsOf(report([...many, here]), ["refuted"], new Set(["here.ts"]));
  expect(shown).toHaveLength(10);
  expect(dropped).toBe(6);
  expect(shown[0]).toMatchObject({ level: "error", file: "here.ts", line: 3 });
});

test("what does not fail the run is a warning, and what is only open is left to the summary", () => {
  const all = [finding("a", "refuted", "a.ts"), finding("b", "unproven", "a.ts"), finding("c", "verified", "a.ts")];
  expect(annotationsOf(report(all), "never", new Set()).shown.map(({ level }) => level)).toEqual(["warning"]);
  expect(annotationsOf(report(all), ["unproven"], new Set()).shown.map(({ level }) => level)).toEqual([
    "error",
    "error",
  ]);
});

test("a summary that is too long is cut at a blank line, in bytes, and says so", () => {
  const block = `${"é".repeat(100)}\n\n`;
  const whole = block.repeat(50);
  const short = cut(whole, 2_000);
  expect(Buffer.byteLength(short)).toBeLessThanOrEqual(2_000);
  expect(short).toMatch(/é\n\nThe rest is left out/);
  expect(cut(block, 2_000)).toBe(block);
  expect(Buffer.byteLength(cut("é".repeat(5_000), 2_001))).toBeLessThanOrEqual(2_001);
});
