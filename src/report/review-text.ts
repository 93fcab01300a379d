/**
 * Takes a review as it would be posted; gives what a terminal shows of it: the body, then each comment below the lines
 * of the diff that it stands on, as text without Markdown's escapes.
 */
import type { DiffLine, FileDiff } from "../source/index.js";
import { counted, printable, shownPath } from "./printable.js";
import type { PostedComment, ReviewPage } from "./review-html.js";
import { type Style, style } from "./style.js";
import type { TextOptions } from "./text.js";

/** Lines of the diff shown above a comment. */
const contextLines = 4;

export function renderReviewText(page: ReviewPage, options: TextOptions): string {
  const wrap = style(options.color);
  const comments = page.comments.map((comment) => commentText(comment, page.diff, wrap));
  const title = wrap.bold(`${printable(page.title)}: ${counted(page.comments.length, "comment")}`);
  return `${[title, bar(page.body, wrap), ...comments].join("\n\n")}\n`;
}

function commentText(comment: PostedComment, diff: readonly FileDiff[], wrap: Style): string {
  const file = diff.find(({ path }) => path === comment.path);
  const hunk = file?.hunks.find(({ lines }) => lines.some(({ headLine }) => headLine === comment.line));
  const lines = hunk?.lines ?? [];
  const at = lines.findIndex(({ headLine }) => headLine === comment.line);
  const shown = at < 0 ? [] : lines.slice(Math.max(0, at - contextLines + 1), at + 1);
  const place = wrap.bold(`${shownPath(comment.path)}:${comment.line}`);
  return [place, ...shown.map((line) => diffText(line, wrap)), bar(withoutCollapsed(comment.body), wrap)].join("\n");
}

function diffText(line: DiffLine, wrap: Style): string {
  const number = String(line.headLine ?? line.baseLine ?? "").padStart(5);
  const text = printable(line.text.replace(/\r$/u, ""));
  switch (line.kind) {
    case "added":
      return wrap.green(`${number} + ${text}`);
    case "deleted":
      return wrap.red(`${number} - ${text}`);
    case "context":
      return `${number}   ${text}`.trimEnd();
  }
}

/** What a comment has collapsed is for the page; `check --verbose` tells it on a terminal. */
function withoutCollapsed(markdown: string): string {
  return markdown.replace(/^<details>[\s\S]*?^<\/details>\n*/gmu, "");
}

function bar(markdown: string, wrap: Style): string {
  return plainText(markdown)
    .split("\n")
    .map((line) => `${wrap.dim("  │")} ${line}`.trimEnd())
    .join("\n");
}

/** Our Markdown without markers, tags and escapes; fences and code marks stay, since they read well. */
function plainText(markdown: string): string {
  const plain = markdown
    .replace(/^<!--.*-->\n?/gmu, "")
    .replace(/<details><summary>(.*)<\/summary>/gu, "▸ $1")
    .replace(/<\/?(?:details|sub|code)>/gu, "")
    .replace(/\*\*/gu, "")
    .replace(/\\([!-/:-@[-`{-~])/gu, "$1")
    .replace(/&#8203;/gu, "")
    .replace(/&lt;/gu, "<")
    .replace(/&gt;/gu, ">")
    .replace(/&quot;/gu, '"')
    .replace(/&amp;/gu, "&")
    .replace(/\n{3,}/gu, "\n\n");
  return printable(plain).trim();
}
