import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { failing, findingOf, parseFailOn, planReview, renderJson, reviewMarker } from "../../../src/report/index.js";
import { commentableLines, inOneHunk, parseUnifiedDiff, sourceFile } from "../../../src/source/index.js";
import {
  clampRefuted,
  diff,
  finding,
  parseRefuted,
  range,
  report,
  sample,
  sources,
  totalUnproven,
  wrong,
} from "./sample.js";

test("comments stand on lines of the diff, a range in one hunk, and carry their finding's marker", () => {
  const plan = planReview(sample, diff, { sources });
  expect(plan.comments.map(({ path, line }) => [path, line])).toEqual([
    ["src/shop.ts", 4],
    ["src/shop.ts", 25],
    ["src/shop.ts", 28],
  ]);
  for (const comment of plan.comments) {
    const file = diff.find(({ path }) => path === comment.path);
    expect(file !== undefined && inOneHunk(file, { start: comment.startLine ?? comment.line, end: comment.line })).toBe(
      true,
    );
    expect(findingOf(comment.body)).toBe(comment.findingId);
  }
  expect(plan.body.startsWith(reviewMarker)).toBe(true);
});

test("whatever the ranges of findings are, no comment leaves the diff", () => {
  const lines = commentableLines(diff[0] ?? { path: "", basePath: "", status: "modified", hunks: [] });
  const anywhere = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(anywhere, anywhere, anywhere, (line, start, length) => {
      const [problem] = clampRefuted.problems;
      if (problem === undefined) throw new Error("the sample has a problem");
      const patch = { title: "x", startLine: start, endLine: start + length, replacement: "x", proved: true };
      const moved = wrong(
        { function: "f", verdict: "refuted", extent: { startLine: line, endLine: line + 3 } },
        { ...problem, range: range(line, 1, 2), patches: [patch] },
      );
      const plan = planReview(report([moved]), diff, { sources });
      expect(plan.comments.length + plan.outside.length).toBe(1);
      for (const comment of plan.comments) {
        expect(lines.has(comment.line) && lines.has(comment.startLine ?? comment.line)).toBe(true);
        expect(comment.startLine === undefined || comment.startLine < comment.line).toBe(true);
        const fits = start === (comment.startLine ?? comment.line) && start + length === comment.line;
        expect(comment.body.includes("```suggestion")).toBe(fits);
      }
    }),
  );
});

test("a refuted function outside the diff is told in the body, whole", () => {
  const outside = { ...clampRefuted, file: "src/other.ts" };
  const plan = planReview(report([outside]), diff, { sources });
  expect(plan.comments).toEqual([]);
  expect(plan.outside).toEqual([outside]);
  expect(plan.body).toContain("clamp(4, 1, 3)");
  expect(plan.body).not.toContain("```suggestion");
});

test("unproven functions get a comment only where they fail the run", () => {
  const all = [{ path: "src/shop.ts", basePath: undefined, status: "added" as const, hunks: diff[0]?.hunks ?? [] }];
  const shown = { ...totalUnproven, ...range(5, 1, 2), problems: [] };
  expect(planReview(report([shown]), all, { sources }).comments).toEqual([]);
  expect(planReview(report([shown]), all, { sources, failOn: ["unproven"] }).comments).toHaveLength(1);
});

test("verified functions alone leave nothing to post", () => {
  expect(planReview(report([finding({ function: "f", verdict: "verified" })]), diff, { sources }).quiet).toBe(true);
  expect(planReview(sample, diff, { sources }).quiet).toBe(false);
});

test("a patch that is not proved is never shown", () => {
  const unproved = parseRefuted.problems.map((p) => ({
    ...p,
    patches: p.patches.map((x) => ({ ...x, proved: false })),
  }));
  const plan = planReview(report([{ ...parseRefuted, patches: [], problems: unproved }]), diff, { sources });
  expect(JSON.stringify(plan)).not.toContain("//@ throws");
});

test("a hostile function name and file cannot break out of a comment", () => {
  const name = "<img src=x>`@owner\n-->\u202e";
  const bad = { ...clampRefuted, function: name, message: name, hint: name };
  const plan = planReview(report([bad]), diff, {
    sources: new Map([["src/shop.ts", sourceFile("src/shop.ts", name)]]),
  });
  const body = plan.comments[0]?.body ?? "";
  expect(body).not.toMatch(/(^|[^`])<img/mu);
  expect(body).not.toMatch(/^-->/mu);
  expect(body).not.toContain("\u202e");
});

test("the list of fail-on words is read strictly, and never stands alone", () => {
  expect(parseFailOn("")).toEqual({ failOn: ["refuted"] });
  expect(parseFailOn("unproven, refuted")).toEqual({ failOn: ["refuted", "unproven"] });
  expect(parseFailOn("never")).toEqual({ failOn: "never" });
  expect(parseFailOn("never,refuted")).toEqual({ unknown: "never" });
  expect(parseFailOn("unproved")).toEqual({ unknown: "unproved" });
});

test("refuted, invalid and vacuous fail unless never; the list adds", () => {
  const names = (failOn: Parameters<typeof failing>[1]) => failing(sample, failOn).map((one) => one.function);
  expect(names("never")).toEqual([]);
  expect(names(["refuted"])).toEqual(["clamp", "never", "parse"]);
  expect(names(["unproven"])).toEqual(["clamp", "total", "never", "parse"]);
  expect(names(["assumption"])).toEqual(["next", "clamp", "percent", "never", "parse"]);
});

test("the JSON report keeps to its schema, which misspelt and missing fields do not", () => {
  const schema = JSON.parse(readFileSync("docs/report.schema.json", "utf8"));
  const valid = new Ajv2020({ strict: true, strictTypes: false, allErrors: true }).compile(schema);
  valid(JSON.parse(renderJson(sample)));
  expect(valid.errors).toBeNull();
  expect(valid(JSON.parse(renderJson(sample).replaceAll('"verdict"', '"verdikt"')))).toBe(false);
  expect(valid(JSON.parse(renderJson(sample).replaceAll('"refuted"', '"broken"')))).toBe(false);
});

test("a diff without the file leaves every finding outside", () => {
  const plan = planReview(sample, parseUnifiedDiff(""), { sources });
  expect(plan.comments).toEqual([]);
  expect(plan.outside.map((one) => one.function)).toEqual(["clamp", "never", "parse"]);
});
