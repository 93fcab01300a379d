/**
 * Takes a review as it is posted (Markdown and places) and the diff it stands on; gives one self-contained HTML page
 * that looks like the conversation of a pull request. Nothing is loaded from anywhere; it follows the reader's light or
 * dark setting.
 */
import type { DiffHunk, DiffLine, FileDiff } from "../source/index.js";
import { htmlEscaped, markdownToHtml } from "./html.js";
import { pageStyle } from "./page-style.js";

export interface PostedComment {
  readonly path: string;
  readonly line: number;
  readonly startLine?: number;
  /** Markdown. */
  readonly body: string;
}

export interface ReviewPage {
  readonly title: string;
  readonly base: string;
  readonly head: string;
  readonly diff: readonly FileDiff[];
  /** Markdown. */
  readonly body: string;
  readonly comments: readonly PostedComment[];
}

export function renderReviewHtml(page: ReviewPage): string {
  const files = page.diff.map((file) => fileHtml(file, commentsOn(page, file.path)));
  const lost = page.comments.filter(
    ({ path, line }) => !page.diff.some((file) => file.path === path && has(file, line)),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${htmlEscaped(page.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${htmlEscaped(page.title)}</h1>
<p class="refs"><code>${htmlEscaped(page.base)}</code> ← <code>${htmlEscaped(page.head)}</code></p>
${commentBox("reviewed", markdownToHtml(page.body))}
${files.join("\n")}
${lost.map((comment) => commentBox(`${comment.path}:${comment.line}`, markdownToHtml(comment.body))).join("\n")}
</main>
</body>
</html>
`;
}

function commentsOn(page: ReviewPage, path: string): readonly PostedComment[] {
  return page.comments.filter((comment) => comment.path === path);
}

function has(file: FileDiff, line: number): boolean {
  return file.hunks.some((hunk) => hunk.lines.some(({ headLine }) => headLine === line));
}

function fileHtml(file: FileDiff, comments: readonly PostedComment[]): string {
  const name =
    file.basePath === undefined || file.basePath === file.path ? file.path : `${file.basePath} → ${file.path}`;
  const hunks = file.hunks.map((hunk) => hunkHtml(hunk, comments)).join("\n");
  const none = file.hunks.length === 0 ? '<tr class="hunk"><td></td><td></td><td>no lines changed</td></tr>' : "";
  return `<section class="file"><header><code>${htmlEscaped(name)}</code> <span class="status">${file.status}</span></header>
<table class="diff">${hunks}${none}</table></section>`;
}

function hunkHtml(hunk: DiffHunk, comments: readonly PostedComment[]): string {
  const heading = `@@ -${hunk.baseStart} +${hunk.headStart} @@ ${hunk.heading}`;
  const rows = hunk.lines.map((line) => {
    const here = comments.filter((comment) => comment.line === line.headLine);
    return [lineHtml(line), ...here.map((comment) => commentRow(comment, hunk))].join("\n");
  });
  return [`<tr class="hunk"><td></td><td></td><td>${htmlEscaped(heading)}</td></tr>`, ...rows].join("\n");
}

const marks = { context: " ", added: "+", deleted: "-" } as const;

function lineHtml(line: DiffLine): string {
  const text = `${marks[line.kind]}${line.text.replace(/\r$/u, "")}`;
  const numbers = `<td class="number">${line.baseLine ?? ""}</td><td class="number">${line.headLine ?? ""}</td>`;
  return `<tr class="${line.kind}">${numbers}<td class="code">${htmlEscaped(text)}</td></tr>`;
}

function commentRow(comment: PostedComment, hunk: DiffHunk): string {
  const start = comment.startLine ?? comment.line;
  const replaced = hunk.lines
    .filter(({ headLine }) => headLine !== undefined && headLine >= start && headLine <= comment.line)
    .map(({ text }) => text);
  const where = start === comment.line ? `line ${comment.line}` : `lines ${start} to ${comment.line}`;
  const box = commentBox(`commented on ${where}`, markdownToHtml(comment.body, { replaced }));
  return `<tr class="comment"><td colspan="3">${box}</td></tr>`;
}

function commentBox(did: string, html: string): string {
  return `<article class="box"><header><strong>countercheck</strong> <span class="bot">bot</span> ${htmlEscaped(did)}</header>
<div class="body">${html}</div></article>`;
}
