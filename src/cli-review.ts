/**
 * The command `review`: two revisions of a local repository in; the review that the bot would post, as text or as a
 * page; the exit code. Without `--head` the working tree is reviewed as it stands.
 */
import { realpathSync } from "node:fs";
import path from "node:path";
import { interruptedCode, tellLeftOut } from "./cli-check.js";
import {
  deliver,
  exitCodeOf,
  type Place,
  placeOf,
  rendered,
  runEngine,
  type Setting,
  sourcesOf,
  textOptions,
  writeReport,
} from "./cli-run.js";
import { type Selection, selectFiles } from "./file-selection.js";
import type { GitRepository } from "./git.js";
import {
  clauseLoss,
  planReview,
  type Report,
  type ReviewPage,
  renderReviewHtml,
  renderReviewText,
} from "./report/index.js";
import { revisionFiles } from "./revision-files.js";
import { changedLines, type FileDiff, type FileSystem, parseUnifiedDiff } from "./source/index.js";
import { UsageProblem } from "./usage-problem.js";

interface Range {
  /** Commit that the change starts from: the merge base. */
  readonly base: string;
  /** Undefined: the working tree. */
  readonly head: string | undefined;
}

export async function runReview(setting: Setting): Promise<number> {
  const place = placeOf(setting);
  if (place.git === undefined) {
    throw new UsageProblem("usage.repository", "this folder lies in no git repository", { place: setting.world.cwd });
  }
  const range = rangeOf(place.git, setting);
  const diff = parseUnifiedDiff(place.git.diff(range.base, range.head));
  const disk = place.engine.nodeFileSystem;
  const files = range.head === undefined ? disk : revisionFiles(place.git, range.head, disk);
  const selection = selectAt(place, files, range);
  const asked = {
    files,
    targets: selection.files,
    changed: new Map(diff.map((file) => [file.path, changedLines(file)])),
  };
  const ended = await runEngine(asked, place, setting);
  if (ended.kind === "interrupted") return interruptedCode;
  const base = revisionFiles(place.git, range.base, disk);
  const report = withNotices(ended.report, clauseLosses(diff, base, files, place.root));
  show(report, { diff, files, range }, place, setting);
  tellLeftOut(selection, setting);
  return exitCodeOf(report, setting, place.configuration);
}

function rangeOf(git: GitRepository, { options }: Setting): Range {
  const base = commitOf(git, options.base ?? "HEAD");
  const head = options.head === undefined ? undefined : commitOf(git, options.head);
  const start = git.mergeBase(base, head ?? commitOf(git, "HEAD"));
  if (start === undefined) {
    throw new UsageProblem(
      "usage.revision",
      `${options.base} and ${options.head ?? "HEAD"} have no common history here`,
    );
  }
  return { base: start, head };
}

function commitOf(git: GitRepository, revision: string): string {
  const commit = git.commit(revision);
  if (commit === undefined) throw new UsageProblem("usage.revision", `git knows no commit "${revision}"`);
  return commit;
}

/** Every file to check at the head: what a change touches may be called from anywhere. */
function selectAt(place: Place, files: FileSystem, { head }: Range): Selection {
  const git = place.git;
  const listed = git === undefined || head === undefined ? git : { ...git, files: () => [...git.tree(head).keys()] };
  return selectFiles({ ...place, cwd: place.root, args: [], files, git: listed });
}

function clauseLosses(diff: readonly FileDiff[], base: FileSystem, head: FileSystem, root: string): Report["notices"] {
  const text = (files: FileSystem, file: string): string | undefined => {
    const bytes = files.readFile(path.join(root, file));
    return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
  };
  return diff.flatMap((file) => {
    if (file.basePath === undefined || !/\.(?:[cm]?ts|tsx)$/u.test(file.path)) return [];
    const after = file.status === "deleted" ? undefined : text(head, file.path);
    const loss = clauseLoss(file.path, text(base, file.basePath), after);
    return loss === undefined ? [] : [loss];
  });
}

function withNotices(report: Report, notices: Report["notices"]): Report {
  return { ...report, notices: [...report.notices, ...notices] };
}

interface Change {
  readonly diff: readonly FileDiff[];
  readonly files: FileSystem;
  readonly range: Range;
}

function show(report: Report, change: Change, place: Place, setting: Setting): void {
  const { options, world } = setting;
  const sources = sourcesOf(report, change.files, place.root);
  const failOn = options.failOn ?? place.configuration.failOn;
  const plan = planReview(report, change.diff, { sources, ...(failOn === undefined ? {} : { failOn }) });
  const page: ReviewPage = {
    title: `Review of ${options.head ?? "the working tree"} against ${options.base ?? ""}`,
    base: change.range.base.slice(0, 12),
    head: change.range.head?.slice(0, 12) ?? "working tree",
    diff: change.diff,
    body: plan.body,
    comments: plan.comments,
  };
  if (options.html !== undefined) {
    const file = path.resolve(world.cwd, options.html);
    writeReport(file, renderReviewHtml(page));
    world.stderr.write(`review written to ${realpathSync(file)}\n`);
  }
  const text =
    options.format === "text"
      ? renderReviewText(page, textOptions(setting))
      : rendered(report, sources, place, setting);
  if (options.html === undefined || options.output !== undefined || options.format !== "text") deliver(text, setting);
}
