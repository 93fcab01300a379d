import fc from "fast-check";
import { expect, test } from "vitest";
import { htmlEscaped, markdownToHtml } from "../../../src/report/html.js";
import { codeSpan, escaped, fenced, joinedBlocks, prose, suggestion } from "../../../src/report/markdown.js";
import { printable, shortened, shownPath } from "../../../src/report/printable.js";

/** Text made of what means something to Markdown, HTML, GitHub or a terminal. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(..."`*_{}[]()#+-.!|<>~@\\&:/$^= \n\r\t;'\"0aZ"),
      fc.constantFrom(
        "```",
        "````",
        "<!--",
        "-->",
        "</details>",
        "<script>",
        "https://",
        "www.",
        "@team",
        "#12",
        "&lt;",
      ),
      fc.constantFrom("\u001b[31m", "\u202e", "\u0000", "\ud800", "😀", "::error::x", "GH-7"),
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(""));

/** What a reader sees of our Markdown. */
function seen(markdown: string): string {
  return markdownToHtml(markdown)
    .replace(/<[^>]*>/gu, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll("\u200b", "");
}

const flat = (text: string): string => printable(text.replace(/[\r\n\t]+/gu, " ")).trim();

test("escaped text is read as it was written", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(seen(escaped(`x${text}x`))).toBe(flat(`x${text}x`));
    }),
  );
});

test("a code span shows its text and nothing else of it", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(text.trim() !== "");
      const html = markdownToHtml(codeSpan(`x${text}x`));
      expect(html).toBe(`<p><code>${htmlEscaped(flat(`x${text}x`))}</code></p>`);
    }),
  );
});

test("no escaped text mentions, links, refers or opens a tag", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const markdown = escaped(text);
      expect(markdown).not.toMatch(/@\w/u);
      expect(markdown).not.toMatch(/:\/\//u);
      expect(markdown).not.toMatch(/#\d(?!203;)|[<>]/u);
      expect(markdown).not.toMatch(/\bwww\./iu);
      expect(markdown).not.toContain("\n");
    }),
  );
});

test("no fence is closed from inside, and what is fenced stays one block", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const block of [fenced(text, "ts"), suggestion(text)]) {
        const fence = /^`+/u.exec(block)?.[0] ?? "";
        const inside = block.split("\n").slice(1, -1);
        expect(inside.some((line) => line.trimStart().startsWith(fence))).toBe(false);
        expect(block.endsWith(`\n${fence}`)).toBe(true);
      }
    }),
  );
});

test("prose keeps quoted code as code, and the rest literal", () => {
  expect(prose("`f(-1)` throws <b> @you")).toBe("`f(-1)` throws &lt;b&gt; @&#8203;you");
  expect(prose("an odd ` stays")).toBe("an odd \\` stays");
});

test("a suggestion keeps tabs and carriage returns, and drops only the last line break", () => {
  expect(suggestion("\ta\r\n\tb\r\n")).toBe("```suggestion\n\ta\r\n\tb\n```");
  expect(suggestion("const f = ````x````;")).toBe("`````suggestion\nconst f = ````x````;\n`````");
});

test("text for a terminal has no control characters, direction marks or lone surrogates", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (text) => {
      expect(printable(text)).not.toMatch(/[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u);
      expect(printable(text).isWellFormed()).toBe(true);
    }),
  );
});

test("a path is no command to the runner's log", () => {
  expect(shownPath("::error::x.ts")).toBe("./::error::x.ts");
  expect(shownPath("##[error]x.ts")).toBe("./##[error]x.ts");
  expect(shownPath("src/a\nb.ts")).toBe("src/a b.ts");
});

test("shortened text ends on a whole character", () => {
  expect(shortened("ab😀cd", 4)).toBe("ab…");
  expect(shortened("abcd", 4)).toBe("abcd");
});

test("long bodies are cut between blocks, within the limit, and say how much is missing", () => {
  const blocks = Array.from({ length: 100 }, (_, i) => `${i} ${"x".repeat(90)}`);
  const cut = joinedBlocks(blocks, 1_000);
  expect(cut.length).toBeLessThanOrEqual(1_000);
  const whole = cut.split("\n\n");
  expect(whole.slice(0, -1)).toEqual(blocks.slice(0, whole.length - 1));
  expect(whole.at(-1)).toMatch(new RegExp(`^_${100 - (whole.length - 1)} more parts are left out`, "u"));
});
