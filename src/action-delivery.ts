/**
 * Brings a report to where people look: a review on the pull request, else annotations; the job summary, the outputs and
 * the report file; and the exit code. What GitHub refuses is told in the log in one line, and the findings stand all the
 * same.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "./action-main.js";
import {
  annotationsOf,
  type Change,
  failureProblem,
  type GitHubClient,
  type Posted,
  postReview,
  relocate,
} from "./github/index.js";
import {
  defaultFailOn,
  type FailOn,
  failing,
  planReview,
  type Report,
  renderJson,
  renderMarkdown,
  renderText,
  totalsText,
  verdictOrder,
} from "./report/index.js";
import { type SourceFile, sourceFile } from "./source/index.js";

export interface Delivery {
  readonly run: Run;
  readonly client: GitHubClient;
  readonly change: Change | undefined;
  readonly failOn: FailOn | undefined;
  readonly report: Report;
}

export async function deliver({ run, client, change, failOn = defaultFailOn, report }: Delivery): Promise<number> {
  const { workflow } = run;
  const lines = new Map([...(change?.files ?? [])].map(([file, one]) => [file, one.lines]));
  const atHead = relocate(report, lines);
  const sources = sourcesOf(run, change, atHead);
  workflow.info(renderText(atHead, sources, { color: false, width: 120 }));
  const posted = await review(run, client, change, failOn, atHead, sources);
  if (posted === undefined) {
    workflow.annotate(annotationsOf(atHead, failOn, new Set(change?.diff.map(({ path: file }) => file))));
  }
  await workflow.summary(renderMarkdown(atHead, { sources }));
  const failed = failing(report, failOn).length;
  const broken = isBroken(report);
  setOutputs(run, atHead, failed > 0 || broken, posted?.url);
  workflow.info(`${totalsText(report)}; ${failed} of them fail this run`);
  return broken ? 3 : failed > 0 ? 1 : 0;
}

/** What was posted; undefined where this run cannot or may not comment. */
async function review(
  { workflow, context: { event }, inputs }: Run,
  client: GitHubClient,
  change: Change | undefined,
  failOn: FailOn,
  report: Report,
  sources: ReadonlyMap<string, SourceFile>,
): Promise<Posted | undefined> {
  if (event.kind !== "pull request" || !inputs.comment) return undefined;
  const plan = planReview(report, change?.diff ?? [], { sources, failOn });
  const posted = await postReview(client, event, plan);
  if (!posted.ok) {
    workflow.problem(failureProblem(posted.failure, "the review could not be posted"));
    return undefined;
  }
  const { headMoved, refused, writes, url } = posted.value;
  if (headMoved) {
    const message = "the pull request has moved on since this run began: its review is left to the newer run";
    workflow.problem({ code: "github.head-moved", message });
    return undefined;
  }
  for (const { path: file, line } of refused) {
    const message = `GitHub refused the comment at ${file}:${line}; the review's body tells it`;
    workflow.problem({ code: "github.comment-refused", message });
  }
  workflow.info(writes === 0 ? "the review stands as it is: nothing was written" : `review: ${url ?? ""}`);
  return posted.value;
}

/** Texts as the head has them, and as they are checked out where the head has not touched them. */
function sourcesOf(run: Run, change: Change | undefined, report: Report): ReadonlyMap<string, SourceFile> {
  const disk = run.parts.loadEngine().nodeFileSystem;
  const files = new Set(report.findings.map(({ file }) => file));
  return new Map(
    [...files].flatMap((file) => {
      const bytes = disk.readFile(path.join(run.root, file));
      const text = change?.files.get(file)?.headText ?? (bytes && new TextDecoder().decode(bytes));
      return text === undefined ? [] : [[file, sourceFile(file, text)] as const];
    }),
  );
}

function isBroken({ notices, findings }: Report): boolean {
  const problems = findings.flatMap((finding) => finding.problems);
  return [...notices, ...problems].some(({ code }) => code === "internal.bug");
}

function setOutputs({ workflow, context }: Run, report: Report, failed: boolean, url: string | undefined): void {
  workflow.output("conclusion", failed ? "failure" : "success");
  for (const verdict of verdictOrder) workflow.output(verdict, report.totals[verdict]);
  workflow.output("not-checked", report.totals.notChecked);
  const file = path.join(context.temporary, "countercheck", "report.json");
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, renderJson(report));
  workflow.output("report-path", file);
  workflow.output("review-url", url ?? "");
}
