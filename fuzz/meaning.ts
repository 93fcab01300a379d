/**
 * `npm run fuzz:meaning [-- --programs n --from n --seed n --jobs n]`: generated programs of the subset with inputs; what
 * the real JavaScript function computes, what the reference interpreter computes of its IR, and what Z3 says of its
 * encoding on those inputs must be one value. What is modelled as arbitrary may leave Z3 without an answer, never with
 * another. Program i of a seed is the same whatever is asked for besides, so that a long run can go on where it was ended.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Line } from "./meaning-chunk.js";
import { options } from "./options.js";

const { programs, from, seed, jobs } = options({ programs: 2000, from: 0, seed: 1, jobs: 2 });
/** Programs of one process, since Z3 gives no memory back. */
const perChunk = 1000;
/** The exit code of `meaning-chunk.ts` where Z3 ran out of stack or memory. */
const trapped = 75;
/** A program that takes longer is left out, and the process with it. */
const longest = 60_000;

const counts = new Map<Line["found"]["kind"], number>();
const reasons = new Map<string, number>();
const hits: string[] = [];
/** On record at once, since a long run may be ended before it can say all. */
const hit = (text: string): void => {
  hits.push(text);
  console.error(`HIT ${text}\n`);
};
const add = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);

function count({ at, found, text }: Line): void {
  add(counts, found.kind);
  if (found.kind === "hit") hit(`program ${at}: ${found.text}\n${text ?? ""}`);
  else if (found.kind !== "agreed") add(reasons, `${found.kind}: ${found.why}`);
}

/** Runs the programs in a process; gives the first one that has no line, if the process ended before it. */
function chunk(first: number, end: number): Promise<number> {
  const file = join(import.meta.dirname, "meaning-chunk.ts");
  const resolver = join(import.meta.dirname, "..", "scripts", "resolve-ts.ts");
  const child = spawn(
    process.execPath,
    ["--no-warnings", "--import", resolver, file, "--seed", `${seed}`, "--from", `${first}`, "--to", `${end}`],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let next = first;
  let said = "";
  child.stderr.on("data", (data) => {
    said = `${said}${data}`.slice(-2000);
  });
  let net = setTimeout(() => child.kill("SIGKILL"), longest);
  createInterface({ input: child.stdout }).on("line", (text) => {
    clearTimeout(net);
    net = setTimeout(() => child.kill("SIGKILL"), longest);
    const line = JSON.parse(text) as Line;
    next = line.at + 1;
    count(line);
  });
  return new Promise((settle) => {
    child.on("close", (code, signal) => {
      clearTimeout(net);
      if (code !== 0 && code !== trapped && signal === null) hit(`program ${next}: the process ended: ${said}`);
      settle(code === 0 ? end : next);
    });
  });
}

async function chunks(waiting: number[]): Promise<void> {
  for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
    const end = Math.min(from + programs, first + perChunk);
    for (let at = first; at < end; ) {
      const reached = await chunk(at, end);
      if (reached < end) count({ at: reached, found: { kind: "no answer", why: "the process did not end" } });
      at = reached < end ? reached + 1 : end;
    }
    // What a long run has come to is on record wherever it is ended.
    if (programs > perChunk) console.error(`to ${end}: ${summary()} ${hits.length} hits.`);
  }
}

function summary(): string {
  const of = (kind: Line["found"]["kind"]): number => counts.get(kind) ?? 0;
  const done = [...counts.values()].reduce((a, b) => a + b, 0);
  return (
    `${done} programs from ${from}: ${of("agreed")} with one value in JavaScript, the interpreter and Z3; ` +
    `${of("no answer")} where Z3 has no answer; ${of("outside")} outside an operation's domain or the safe integers; ` +
    `${of("declined")} declined; seed ${seed}.`
  );
}

const firsts = Array.from({ length: Math.ceil(programs / perChunk) }, (_, i) => from + i * perChunk);
await Promise.all(Array.from({ length: jobs }, () => chunks(firsts)));
console.log(summary());
const common = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40);
for (const [what, n] of common) console.log(`  ${n} × ${what}`);
console.log(hits.length === 0 ? "No hit." : `${hits.length} hits.`);
process.exitCode = hits.length === 0 ? 0 : 1;
