/**
 * Takes the Markdown that this folder writes; gives HTML for a page of ours. It knows only what we write (paragraphs,
 * lists, tables, fences, collapsed sections, code, bold), and every other character is shown as it stands, so that no
 * text of a pull request becomes markup. Relies on: GitHub Flavored Markdown, the parts named in `markdown.ts`.
 */

export interface HtmlOptions {
  /** What a suggestion would replace: the lines that the comment stands on. */
  readonly replaced?: readonly string[];
}

export function htmlEscaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export function markdownToHtml(markdown: string, options: HtmlOptions = {}): string {
  const lines = markdown.split("\n");
  const html: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const block = readBlock(lines, at, options);
    if (block.html !== "") html.push(block.html);
    at = block.next;
  }
  return html.join("\n");
}

/** A line that starts with as many backticks and goes on with more of them is a code span. */
const fenceLine = /^(`{3,})(\w*)$/u;

interface Block {
  readonly html: string;
  readonly next: number;
}

function readBlock(lines: readonly string[], at: number, options: HtmlOptions): Block {
  const line = lines[at] ?? "";
  if (line.trim() === "" || /^<!--.*-->$/u.test(line)) return { html: "", next: at + 1 };
  const fence = fenceLine.exec(line);
  if (fence !== null) return readFence(lines, at, fence[1] ?? "", fence[2] ?? "", options);
  const summary = /^<details><summary>(.*)<\/summary>$/u.exec(line)?.[1];
  if (summary !== undefined) return { html: `<details><summary>${inline(summary)}</summary>`, next: at + 1 };
  if (line === "</details>") return { html: line, next: at + 1 };
  if (line.startsWith("## ")) return { html: `<h2>${inline(line.slice(3))}</h2>`, next: at + 1 };
  if (line.startsWith("- ")) return readList(lines, at);
  if (line.startsWith("| ")) return readTable(lines, at);
  return readParagraph(lines, at);
}

function runOf(lines: readonly string[], at: number, belongs: (line: string) => boolean): readonly string[] {
  let end = at;
  while (end < lines.length && belongs(lines[end] ?? "")) end += 1;
  return lines.slice(at, end);
}

function readList(lines: readonly string[], at: number): Block {
  const items = runOf(lines, at, (line) => line.startsWith("- "));
  const html = items.map((item) => `<li>${inline(item.slice(2))}</li>`).join("");
  return { html: `<ul>${html}</ul>`, next: at + items.length };
}

function readTable(lines: readonly string[], at: number): Block {
  const rows = runOf(lines, at, (line) => line.startsWith("| "));
  const cells = (row: string, tag: string): string =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/u)
      .map((cell) => `<${tag}>${inline(cell.trim().replaceAll("\\|", "|"))}</${tag}>`)
      .join("");
  const [head = "", , ...body] = rows;
  const rest = body.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return { html: `<table><tr>${cells(head, "th")}</tr>${rest}</table>`, next: at + rows.length };
}

function readParagraph(lines: readonly string[], at: number): Block {
  const text = runOf(lines, at, (line) => line.trim() !== "" && !fenceLine.test(line));
  return { html: `<p>${inline(text.join("\n"))}</p>`, next: at + Math.max(1, text.length) };
}

function readFence(lines: readonly string[], at: number, fence: string, language: string, options: HtmlOptions): Block {
  const body = runOf(lines, at + 1, (line) => line !== fence);
  const next = at + body.length + 2;
  if (language === "suggestion") return { html: suggestionHtml(body, options.replaced ?? []), next };
  const shown = language === "diff" ? body.map(diffLineHtml).join("\n") : htmlEscaped(body.join("\n"));
  return { html: `<pre><code>${shown}</code></pre>`, next };
}

function diffLineHtml(line: string): string {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "deleted" : undefined;
  return kind === undefined ? htmlEscaped(line) : `<span class="${kind}">${htmlEscaped(line)}</span>`;
}

function suggestionHtml(added: readonly string[], removed: readonly string[]): string {
  const lines = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  const body = lines.map((line) => diffLineHtml(line.replace(/\r$/u, ""))).join("\n");
  return `<div class="suggestion"><div class="suggestion-title">Suggested change</div><pre><code>${body}</code></pre></div>`;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#8203": "\u200b" };

/** Code spans, bold, whole-paragraph emphasis, our own tags, escapes and entities; all else literal. */
function inline(text: string): string {
  const emphasis = /^_(.*)_$/su.exec(text)?.[1];
  if (emphasis !== undefined) return `<em>${htmlEscaped(emphasis)}</em>`;
  const parts = withCodeSpans(text);
  let bold = false;
  const html = parts.map((part) => {
    if (part.code) return `<code>${htmlEscaped(part.text)}</code>`;
    return part.text.replace(/\\([!-/:-@[-`{-~])|&(#?\w+);|\*\*|<\/?(?:sub|code)>|["&'<>]/gu, (whole, char, entity) => {
      if (char !== undefined) return htmlEscaped(char);
      if (entity !== undefined) return htmlEscaped(entities[entity] ?? whole);
      if (whole === "**") {
        bold = !bold;
        return bold ? "<strong>" : "</strong>";
      }
      return whole.length > 1 ? whole : htmlEscaped(whole);
    });
  });
  return `${html.join("")}${bold ? "</strong>" : ""}`;
}

/** Parts at backtick runs: a run opens a span if a run of the same length follows; a backslash before it is an escape. */
function withCodeSpans(text: string): readonly { readonly text: string; readonly code: boolean }[] {
  const runs = [...text.matchAll(/`+/gu)].map((match) => ({ start: match.index, length: match[0].length }));
  const parts: { text: string; code: boolean }[] = [];
  let at = 0;
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i];
    if (open === undefined || open.start < at || text[open.start - 1] === "\\") continue;
    const close = runs.slice(i + 1).find(({ length }) => length === open.length);
    if (close === undefined) continue;
    parts.push({ text: text.slice(at, open.start), code: false });
    const body = text.slice(open.start + open.length, close.start);
    const edged = body.startsWith(" ") && body.endsWith(" ") && body.trim() !== "";
    parts.push({ text: edged ? body.slice(1, -1) : body, code: true });
    at = close.start + close.length;
  }
  return [...parts, { text: text.slice(at), code: false }];
}
