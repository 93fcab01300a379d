/**
 * Vitest's global set-up: gives the suite a temporary folder of its own, and fails when something is left in it. Whatever
 * a test or what it starts puts there, it takes away again: people run this on machines that they keep.
 */
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Node's, npm's and the tools' own, which are theirs to keep. */
const ofOthers = /^(?:node-compile-cache|v8-compile-cache|npm-|tsx-|biome-)/u;
const names = ["TMPDIR", "TEMP", "TMP"];

export function setup(): () => void {
  const before = names.map((name) => [name, process.env[name]] as const);
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "countercheck-suite-")));
  // Workers are started later and have the environment as it is then.
  for (const name of names) process.env[name] = folder;
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    const left = readdirSync(folder).filter((name) => !ofOthers.test(name));
    rmSync(folder, { recursive: true, force: true });
    if (left.length > 0)
      throw new Error(`the suite left ${left.length} entries in the temporary folder: ${left.join(", ")}`);
  };
}
