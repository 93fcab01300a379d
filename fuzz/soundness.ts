/**
 * `npm run fuzz:soundness [-- --runs n --mutants n --seed n --only text --from path --jobs n]`: every fixture that is verified is run on
 * n random inputs within its recorded assumptions, none of which may break its contract; and of each fixture's mutants (all
 * of them, or n of each function) none that some run breaks may be verified. Prints the counts and every hit; the exit
 * code is 1 if there is one.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setup } from "../test/support/build-parts.js";
import { options } from "./options.js";
import type { FileLine } from "./soundness-file.js";

const fixtures = resolve(import.meta.dirname, "..", "fixtures", "programs");
const { runs, mutants, mutantRuns, seed, only, from, every, jobs } = options({
  runs: 10_000,
  mutants: 0,
  mutantRuns: 400,
  seed: 1,
  only: "",
  /** Of the files in order, the first to look at: a long run that was ended goes on there. */
  from: "",
  every: 1,
  jobs: 2,
});
/** A file that takes longer is a hit: nothing is left out in silence. */
const longest = 1_800_000;

const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && path.includes(only) && path >= from)
  .sort()
  .filter((_, i) => i % every === seed % every);

const hits: string[] = [];
/** On record at once, since a long run may be ended before it can say all. */
const hit = (text: string): void => {
  hits.push(text);
  console.error(`HIT ${text}`);
};
const counted = ["functions", "judged", "discarded", "undecided", "mutants", "broken", "modelled", "asked"] as const;
const total = new Map<(typeof counted)[number], number>();

function file(target: string): Promise<void> {
  const resolver = join(import.meta.dirname, "..", "scripts", "resolve-ts.ts");
  const child = spawn(
    process.execPath,
    [
      ...["--no-warnings", "--import", resolver, join(import.meta.dirname, "soundness-file.ts")],
      ...["--target", target, "--runs", `${runs}`, "--mutants", `${mutants}`, "--seed", `${seed}`],
      ...["--mutantRuns", `${mutantRuns}`],
    ],
    { stdio: ["ignore", "pipe", "pipe"], timeout: longest },
  );
  let said = "";
  let complained = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  child.stderr.on("data", (data) => {
    complained = `${complained}${data}`.slice(-2000);
  });
  return new Promise((settle) => {
    child.on("close", (code, signal) => {
      if (code === 0) count(target, JSON.parse(said) as FileLine);
      else hit(`${target}: the process ended with ${signal ?? code}: ${complained}`);
      settle();
    });
  });
}

function count(target: string, line: FileLine): void {
  for (const key of counted) total.set(key, (total.get(key) ?? 0) + line[key]);
  for (const text of line.hits) hit(`${target} ${text}`);
}

function summary(done: number): string {
  const of = (key: (typeof counted)[number]): number => total.get(key) ?? 0;
  return (
    `${done} files, ${of("functions")} verified functions: ${of("judged")} runs judged, ${of("discarded")} left the safe ` +
    `integers, ${of("undecided")} undecided; ${of("mutants")} mutants, ${of("broken")} of them broken by a run: ` +
    `${of("modelled")} with a model against them, ${of("asked")} given to the checker; seed ${seed}.`
  );
}

await setup();
const waiting = [...files];
let done = 0;
const work = async (): Promise<void> => {
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    await file(target);
    done += 1;
    // What a long run has come to is on record wherever it is ended.
    if (files.length > 50) console.error(`${target}: ${summary(done)} ${hits.length} hits.`);
  }
};
await Promise.all(Array.from({ length: jobs }, work));
console.log(summary(done));
console.log(hits.length === 0 ? "No hit." : `${hits.length} hits.`);
process.exitCode = hits.length === 0 ? 0 : 1;
