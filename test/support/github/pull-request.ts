/**
 * Gives a model of one repository with one pull request, on a real git repository: its diff, its head that can move, its
 * reviews and comments with the lines they stand on now, and what a token may do.
 * Relies on: GitHub's documented rules for review comments (PLATFORM.md, section 1.1): a line must lie inside a hunk,
 * a range inside one hunk, a body within 65,536 characters, and a comment whose line is gone has `line` null.
 */
import { checkOut, commitTree, createRepository, type Files, git, gitBytes, gitMaybe, mergeCommit } from "./git.js";

export interface Hunk {
  readonly headLines: ReadonlySet<number>;
  readonly baseLines: ReadonlySet<number>;
}

export interface ChangedFile {
  readonly filename: string;
  readonly previous: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed";
  readonly sha: string;
  /** Absent where GitHub leaves it out: binary files and very large diffs. */
  readonly patch: string | undefined;
}

export interface Comment {
  readonly id: number;
  readonly reviewId: number;
  readonly author: string;
  body: string;
  readonly path: string;
  readonly commit: string;
  readonly side: "LEFT" | "RIGHT";
  readonly line: number;
  readonly startLine: number | undefined;
  readonly inReplyTo: number | undefined;
}

export interface Review {
  readonly id: number;
  readonly author: string;
  body: string;
  readonly state: "COMMENTED" | "PENDING" | "APPROVED" | "CHANGES_REQUESTED";
  readonly commit: string;
}

export interface Token {
  readonly text: string;
  readonly login: string;
  readonly pullRequests: "none" | "read" | "write";
  readonly contents: "none" | "read";
}

export interface CommentDraft {
  readonly path: string;
  readonly body: string;
  readonly line?: number;
  readonly side?: string;
  readonly start_line?: number;
  readonly start_side?: string;
}

export interface PullRequestModel {
  readonly folder: string;
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  readonly base: () => string;
  readonly head: () => string;
  readonly merge: () => string;
  readonly reviews: Review[];
  readonly comments: Comment[];
  token: Token;
  /** Commits a new head; comments whose lines it changes become outdated. */
  push(files: Files): string;
  /** Commits on the base branch, so that the merge commit is no longer the head's tree. */
  pushBase(files: Files): string;
  files(): readonly ChangedFile[];
  diffOf(from: string, to: string): readonly ChangedFile[];
  /** What is wrong with a comment's place, in GitHub's words. */
  misplaced(draft: CommentDraft): string | undefined;
  /** The line in today's head, or null once outdated. */
  lineNow(comment: Comment): number | null;
  addReview(body: string, event: Review["state"], commit: string, drafts: readonly CommentDraft[]): Review;
  addComment(draft: CommentDraft, commit: string, reviewId: number, inReplyTo?: number): Comment;
  blob(sha: string): Buffer | undefined;
  contents(ref: string, path: string): { readonly sha: string; readonly bytes: Buffer } | undefined;
  /** Whether it is one of the pull request's. */
  isCommit(sha: string): boolean;
  exists(sha: string): boolean;
  checkOut(into: string, what: "merge" | "base" | "head", history?: "shallow" | "full"): void;
}

export interface PullRequestOptions {
  readonly folder: string;
  readonly base: Files;
  readonly head: Files;
  readonly owner?: string;
  readonly name?: string;
  readonly number?: number;
}

const defaultToken: Token = {
  text: "ghs_loopback",
  login: "github-actions[bot]",
  pullRequests: "write",
  contents: "read",
};

function hunksOf(patch: string): Hunk[] {
  const hunks: { headLines: Set<number>; baseLines: Set<number> }[] = [];
  let base = 0;
  let head = 0;
  for (const line of patch.split("\n")) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    const hunk = hunks.at(-1);
    if (header !== null) {
      base = Number(header[1]);
      head = Number(header[2]);
      hunks.push({ headLines: new Set(), baseLines: new Set() });
    } else if (line.startsWith("+")) hunk?.headLines.add(head++);
    else if (line.startsWith("-")) hunk?.baseLines.add(base++);
    else if (line.startsWith(" ")) {
      hunk?.headLines.add(head++);
      base++;
    }
  }
  return hunks;
}

const statuses = { A: "added", D: "removed", M: "modified", R: "renamed" } as const;

function changedFiles(folder: string, from: string, to: string): ChangedFile[] {
  const raw = git(folder, "diff", "--raw", "-z", "--no-abbrev", "-M", from, to).split("\0");
  const files: ChangedFile[] = [];
  for (let i = 0; i + 1 < raw.length; ) {
    const [, , oldSha = "", newSha = "", letter = "M"] = (raw[i++] ?? "").split(" ");
    const first = raw[i++] ?? "";
    const filename = letter.startsWith("R") ? (raw[i++] ?? "") : first;
    const status = statuses[letter.charAt(0) as keyof typeof statuses] ?? "modified";
    const text = git(folder, "diff", "-M", from, to, "--", first, filename);
    const start = text.indexOf("\n@@ ");
    files.push({
      filename,
      previous: status === "renamed" ? first : undefined,
      status,
      sha: status === "removed" ? oldSha : newSha,
      patch: start < 0 ? undefined : text.slice(start + 1),
    });
  }
  return files;
}

export function openPullRequest(options: PullRequestOptions): PullRequestModel {
  const { folder, owner = "octo-org", name = "shop", number = 7 } = options;
  createRepository(folder);
  let base = commitTree(folder, "main", undefined, options.base);
  let head = commitTree(folder, "topic", base, options.head);
  let merge = "";
  let nextId = 1001;
  const reviews: Review[] = [];
  const comments: Comment[] = [];

  function refresh(): void {
    merge = mergeCommit(folder, base, head);
    git(folder, "update-ref", `refs/pull/${number}/merge`, merge);
    git(folder, "update-ref", `refs/pull/${number}/head`, head);
  }
  refresh();

  const model: PullRequestModel = {
    folder,
    owner,
    name,
    number,
    base: () => base,
    head: () => head,
    merge: () => merge,
    reviews,
    comments,
    token: defaultToken,
    push(files) {
      head = commitTree(folder, "topic", head, files);
      refresh();
      return head;
    },
    pushBase(files) {
      base = commitTree(folder, "main", base, files);
      refresh();
      return base;
    },
    files: () => changedFiles(folder, git(folder, "merge-base", base, head), head),
    diffOf: (from, to) => changedFiles(folder, git(folder, "merge-base", from, to), to),
    misplaced(draft) {
      const file = model.files().find(({ filename }) => filename === draft.path);
      if (file?.patch === undefined) return "Path could not be resolved";
      if (draft.line === undefined) return "Line could not be resolved";
      const side = draft.side === "LEFT" ? "baseLines" : "headLines";
      const hunks = hunksOf(file.patch);
      const hunk = hunks.find((candidate) => candidate[side].has(draft.line ?? 0));
      if (hunk === undefined) return "Line could not be resolved: line must be part of the diff";
      if (draft.start_line === undefined) return undefined;
      if (draft.start_line >= draft.line) return "start_line must precede the end line.";
      const startSide = (draft.start_side ?? draft.side) === "LEFT" ? "baseLines" : "headLines";
      return hunk[startSide].has(draft.start_line)
        ? undefined
        : "start_line must be part of the same hunk as the line.";
    },
    lineNow(comment) {
      const file = model.files().find(({ filename }) => filename === comment.path);
      if (file?.patch === undefined) return null;
      const now = movedLine(folder, comment, head);
      const side = comment.side === "LEFT" ? "baseLines" : "headLines";
      return now !== null && hunksOf(file.patch).some((hunk) => hunk[side].has(now)) ? now : null;
    },
    addReview(body, state, commit, drafts) {
      const review: Review = { id: nextId++, author: model.token.login, body, state, commit };
      reviews.push(review);
      for (const draft of drafts) model.addComment(draft, commit, review.id);
      return review;
    },
    addComment(draft, commit, reviewId, inReplyTo) {
      const comment: Comment = {
        id: nextId++,
        reviewId,
        author: model.token.login,
        body: draft.body,
        path: draft.path,
        commit,
        side: draft.side === "LEFT" ? "LEFT" : "RIGHT",
        line: draft.line ?? 0,
        startLine: draft.start_line,
        inReplyTo,
      };
      comments.push(comment);
      return comment;
    },
    blob: (sha) => gitMaybe(folder, "cat-file", "blob", sha),
    contents(ref, path) {
      const sha = gitMaybe(folder, "rev-parse", "--verify", `${ref}:${path}`)?.toString("utf8").trim();
      const bytes = sha === undefined ? undefined : gitMaybe(folder, "cat-file", "blob", sha);
      return sha === undefined || bytes === undefined ? undefined : { sha, bytes };
    },
    exists: (sha) => gitMaybe(folder, "cat-file", "-e", `${sha}^{commit}`) !== undefined,
    isCommit: (sha) => gitMaybe(folder, "merge-base", "--is-ancestor", sha, head) !== undefined,
    checkOut(into, what, history = "shallow") {
      const ref = { merge: `refs/pull/${number}/merge`, base: "refs/heads/main", head: `refs/pull/${number}/head` }[
        what
      ];
      checkOut(folder, ref, into, history);
    },
  };
  return model;
}

/** Follows a head-side line from the comment's commit to another one; null where the line itself was changed. */
function movedLine(folder: string, comment: Comment, head: string): number | null {
  if (comment.side === "LEFT" || comment.commit === head) return comment.line;
  const diff = gitBytes(folder, "diff", "-U0", comment.commit, head, "--", comment.path).toString("utf8");
  let shift = 0;
  for (const match of diff.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)) {
    const count = Number(match[2] ?? "1");
    // A pure insertion is reported after line `start`.
    const start = Number(match[1]) + (count === 0 ? 1 : 0);
    if (comment.line < start) break;
    if (comment.line < start + count) return null;
    shift += Number(match[3] ?? "1") - count;
  }
  return comment.line + shift;
}
