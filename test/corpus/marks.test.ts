import { expect, test } from "vitest";
import type { Finding, Report } from "../../src/report/index.js";
import { differences, readMarks } from "./marks.js";

function reportOf(...findings: Partial<Finding>[]): Report {
  return { findings: findings.map((f) => ({ file: "a.ts", problems: [], ...f })), notChecked: [] } as unknown as Report;
}

const at = (startLine: number): Pick<Finding, "extent"> => ({ extent: { startLine, endLine: startLine + 3 } });
const text = "// expect: refuted index.refuted\n//@ ensures true\nfunction f() {}\n";
const confirmed = { call: "f()", arguments: [], outcome: "", confirmed: true };
const refuted = { ...at(2), verdict: "refuted", code: "index.refuted", counterexample: confirmed } as const;

test("a mark is met by verdict and code", () => {
  expect(differences("a.ts", text, reportOf(refuted))).toEqual([]);
  expect(differences("a.ts", text, reportOf({ ...refuted, code: "write.refuted" }))).toHaveLength(1);
  expect(differences("a.ts", text, reportOf({ ...refuted, verdict: "verified" }))).toHaveLength(1);
});

test("refuted counts only if a run confirmed it", () => {
  const unconfirmed = { ...refuted, counterexample: { ...confirmed, confirmed: false } };
  expect(differences("a.ts", text, reportOf(unconfirmed))).toHaveLength(1);
});

test("a missing finding and an unmarked one are both differences", () => {
  expect(differences("a.ts", text, reportOf())).toHaveLength(1);
  expect(differences("a.ts", "\n//@ ensures true\n", reportOf(refuted))).toHaveLength(1);
});

test("a gap allows to say less, never more, and is an error once it is closed", () => {
  const known = `// gap(not built)\n${text}`;
  const shifted = { ...refuted, ...at(3) };
  expect(differences("a.ts", known, reportOf({ ...shifted, verdict: "unproven" }))).toEqual([]);
  expect(differences("a.ts", known, reportOf({ ...shifted, verdict: "verified" }))).toHaveLength(1);
  expect(differences("a.ts", known, reportOf(shifted))).toHaveLength(1);
});

test("a problem is looked for on the line below its mark", () => {
  const marked =
    "// expect: unproven\n//@ ensures true\nfunction f() {\n  // expect-at: index.unproven\n  return xs[i];\n}\n";
  const problem = (line: number) => ({ code: "index.unproven", range: { line } }) as Finding["problems"][number];
  const of = (line: number) => reportOf({ ...at(2), verdict: "unproven", problems: [problem(line)] });
  expect(differences("a.ts", marked, of(5))).toEqual([]);
  expect(differences("a.ts", marked, of(3))).toHaveLength(1);
});

test("a mark that cannot be read is an error, not a comment", () => {
  expect(() => readMarks("// expect refuted\n")).toThrow("cannot be read");
});
