/**
 * Holds that formatting changes no verdict: each formatter's text of the fixtures is read as the very program that the
 * text as it stands is. Where meaning, printed function and clauses are the same, so are obligations, runs and verdicts,
 * which the corpus test holds to their marks.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withOwnRequires } from "../../src/calculus/index.js";
import { fingerprint, meaningOf } from "../../src/engine/fingerprint.js";
import { nodeFileSystem } from "../../src/engine/node-file-system.js";
import { load } from "../../src/frontend/index.js";
import type { FunctionIR } from "../../src/ir/index.js";
import { formatters } from "../support/formatters.js";

const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "programs");
const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".ts"))
  .sort();
const work = mkdtempSync(join(tmpdir(), "countercheck-formatted-"));
/** No span lies in it, so that positions count for nothing. */
const nowhere = { file: "", start: 0, end: 0 };
let unformatted: readonly string[];

/** A line for each function and notice: what it is called and a hash of its whole meaning, or why it is not read. */
function meanings(root: string): readonly string[] {
  const request = { root, files: nodeFileSystem(), targets: files, overflow: "warn", jsdoc: false } as const;
  const { program: read, notices } = load(request);
  const program = withOwnRequires(read);
  return [
    ...[...program.functions].map(([id, fn]) => `${id} ${fingerprint(meaningOf(unquoted(fn), program), nowhere)}`),
    ...program.declined.map((d) => `${d.id} ${d.verdict} ${d.diagnostics.map(({ code }) => code).join(" ")}`),
    ...program.unmarked.map(({ id }) => `${id} not checked`),
    ...notices.map(({ code, span }) => `${span.file} ${code}`),
  ].sort();
}

/** Without the source that the path of a run quotes. */
function unquoted(fn: FunctionIR): FunctionIR {
  const { executable } = fn;
  if (executable === undefined) return fn;
  return { ...fn, executable: { ...executable, steps: executable.steps.map((step) => ({ ...step, text: "" })) } };
}

beforeAll(() => {
  unformatted = meanings(fixtures);
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

test("the fixtures have meanings to compare", () => {
  expect(unformatted.length).toBeGreaterThan(1_000);
});

test.each([...formatters()])(
  "%s",
  async (name, format) => {
    const root = join(work, name.replaceAll(/\W+/gu, "-"));
    const formatted = await format(files.map((file) => readFileSync(join(fixtures, file), "utf8")));
    for (const [i, file] of files.entries()) {
      const target = join(root, file);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, formatted[i] ?? "");
    }
    expect(meanings(root)).toEqual(unformatted);
  },
  120_000,
);
