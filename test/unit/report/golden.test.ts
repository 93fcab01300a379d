import { test } from "vitest";
import {
  planReview,
  type ReviewPage,
  renderJson,
  renderMarkdown,
  renderReviewHtml,
  renderReviewText,
  renderText,
} from "../../../src/report/index.js";
import { expectGolden } from "../../support/golden.js";
import { diff, report, sample, sources } from "./sample.js";

const plan = planReview(sample, diff, { sources });
const page: ReviewPage = { title: "Review of shop", base: "1111111", head: "2222222", diff, ...plan };

test("a report as text", () => {
  expectGolden("report/sample.txt", renderText(sample, sources, { color: false, width: 100 }));
});

test("a report as text, verbose and in colour", () => {
  expectGolden("report/sample-verbose.txt", renderText(sample, sources, { color: true, width: 60, verbose: true }));
});

test("a report as JSON", () => {
  expectGolden("report/sample.json", renderJson(sample));
});

test("a report as a page of Markdown", () => {
  expectGolden("report/sample.md", renderMarkdown(sample, { sources }));
});

test("a review as it is posted", () => {
  const comments = plan.comments.map(
    ({ path, startLine, line, body }) => `### ${path} ${startLine ?? line}–${line}\n\n${body}`,
  );
  expectGolden("report/review.md", `${[plan.body, ...comments].join("\n\n")}\n`);
});

test("a review on a terminal", () => {
  expectGolden("report/review.txt", renderReviewText(page, { color: false, width: 100 }));
});

test("a review as a page", () => {
  expectGolden("report/review.html", renderReviewHtml(page));
});

test("a run without contracts says how to begin", () => {
  const empty = report([], { counts: { files: 40, functions: 214, contracted: 0, readable: 148 } });
  expectGolden("report/no-contracts.txt", renderText(empty, new Map()));
});
