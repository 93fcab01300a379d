/**
 * Gives the fixture programs as the frontend lowers them, each function with the outcome that its mark expects.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { withOwnRequires } from "../../src/calculus/index.js";
import { nodeFileSystem } from "../../src/engine/node-file-system.js";
import { type Loaded, load } from "../../src/frontend/index.js";
import type { FunctionIR } from "../../src/ir/index.js";

export const fixturesFolder = join(import.meta.dirname, "..", "..", "fixtures", "programs");

export interface FixtureFunction {
  readonly fn: FunctionIR;
  readonly verdict: string;
  readonly code: string | undefined;
}

export interface Fixtures {
  readonly loaded: Loaded;
  readonly functions: readonly FixtureFunction[];
}

export function loadFixtures(): Fixtures {
  const targets = readdirSync(fixturesFolder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts"))
    .sort();
  const read = load({ root: fixturesFolder, files: nodeFileSystem(), targets, overflow: "warn", jsdoc: false });
  const loaded = { ...read, program: withOwnRequires(read.program) };
  const functions = loaded.program.targets.flatMap((id) => {
    const fn = loaded.program.functions.get(id);
    const text = fn && loaded.sources.get(fn.span.file)?.text.slice(0, fn.span.start);
    const mark =
      text === undefined ? undefined : [...text.matchAll(/^[ \t]*\/\/ expect: (\w+)(?: ([\w.]+))?/gm)].at(-1);
    return fn === undefined || mark === undefined ? [] : [{ fn, verdict: mark[1] ?? "", code: mark[2] }];
  });
  return { loaded, functions };
}
