/**
 * `npm run fuzz:soundness [-- --runs n --mutants n --seed n --only text]`: every fixture that is verified is run on n random inputs
 * within its recorded assumptions, none of which may break its contract; and of each fixture's mutants none that some run
 * breaks may be verified. Prints a table and every hit; the exit code is 1 if there is one.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { withOwnRequires } from "../src/calculus/index.js";
import { openReplayer } from "../src/counterexample/index.js";
import { type CheckRequest, check, nodeFileSystem, type Services } from "../src/engine/index.js";
import { load } from "../src/frontend/index.js";
import type { Program } from "../src/ir/index.js";
import type { Finding } from "../src/report/index.js";
import { openSolver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { random } from "./adversary.js";
import { type Runs, runsOf } from "./contract-runs.js";
import { type Mutant, mutantsOf } from "./mutants.js";
import { options } from "./options.js";

const fixtures = resolve(import.meta.dirname, "..", "fixtures", "programs");
const { runs, mutants, seed, only } = options({ runs: 10_000, mutants: 6, seed: 1, only: "" });

await setup();
const services: Services = {
  solver: openSolver({ workerFile: z3WorkerFile, jobs: 2 }),
  bank: undefined,
  replayer: openReplayer({ childFile: replayFile, jobs: 2 }),
  progress: { working: () => {} },
  now: () => performance.now(),
};
const hits: string[] = [];
const total = { functions: 0, judged: 0, discarded: 0, undecided: 0, mutants: 0, proved: 0 };

const files = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && path.includes(only))
  .sort();

function requestFor(root: string, target: string): CheckRequest {
  const files = nodeFileSystem();
  return {
    root,
    files,
    targets: [target],
    overflow: "warn",
    jsdoc: false,
    limit: 1,
    replay: false,
    retry: false,
    suggest: false,
  };
}

interface Checked {
  readonly program: Program;
  readonly verified: readonly Finding[];
}

/** What is proved of a file; nothing is run, so that a proof is all that speaks for a function. */
async function checked(root: string, target: string): Promise<Checked> {
  const request = requestFor(root, target);
  const report = await check(request, services);
  const program = withOwnRequires(load(request).program);
  return { program, verified: report.findings.filter(({ verdict }) => verdict === "verified") };
}

function runsOfFinding({ file, function: name }: Finding, program: Program, count: number): Runs | undefined {
  const fn = [...program.functions.values()].find((f) => f.name === name && f.span.file === file);
  return fn === undefined ? undefined : runsOf(fn, program, count, seed);
}

async function fixture(target: string): Promise<void> {
  const { program, verified } = await checked(fixtures, target);
  for (const finding of verified) {
    const found = runsOfFinding(finding, program, runs);
    if (found === undefined) continue;
    total.functions += 1;
    total.judged += found.judged;
    total.discarded += found.discarded;
    total.undecided += found.undecided;
    for (const text of found.breaks) hits.push(`${target} ${finding.function}, verified: ${text}`);
    if (found.discarded > found.judged + found.undecided) {
      hits.push(`${target} ${finding.function}: over half of its runs leave the safe integers (${found.discarded})`);
    }
  }
  await mutated(target);
}

/** Round by round, one mutant of each function of the file at once: a function knows another by its contract alone. */
async function mutated(target: string): Promise<void> {
  const text = readFileSync(join(fixtures, target), "utf8");
  const source = ts.createSourceFile(target, text, ts.ScriptTarget.Latest, true);
  const next = random(seed);
  const chosen = contracted(source).map((body) => shuffled(mutantsOf(source, body), next).slice(0, mutants));
  const rounds = Math.max(0, ...chosen.map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    const edits = chosen.flatMap((list) => list[round] ?? []);
    total.mutants += edits.length;
    await mutatedFile(target, text, edits);
  }
}

async function mutatedFile(target: string, text: string, edits: readonly Mutant[]): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), "countercheck-mutants-"));
  try {
    mkdirSync(dirname(join(root, target)), { recursive: true });
    for (const file of readdirSync(dirname(join(fixtures, target)))) {
      if (file.endsWith(".ts") && file !== target.split("/").at(-1)) {
        writeFileSync(join(root, dirname(target), file), readFileSync(join(fixtures, dirname(target), file), "utf8"));
      }
    }
    writeFileSync(join(root, target), applied(text, edits));
    const { program, verified } = await checked(root, target);
    total.proved += verified.length;
    for (const finding of verified) {
      const found = runsOfFinding(finding, program, Math.min(runs, 1000));
      for (const broken of found?.breaks ?? []) {
        hits.push(
          `${target} ${finding.function}, mutated (${edits.map((e) => e.what).join("; ")}), verified: ${broken}`,
        );
      }
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Bodies of the functions with a contract: clauses stand above them. */
function contracted(source: ts.SourceFile): readonly ts.Node[] {
  const bodies: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
      const above = source.text.slice(node.getFullStart(), node.getStart(source));
      if (node.body !== undefined && /\/\/\s*@/u.test(above)) bodies.push(node.body);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return bodies;
}

function shuffled<T>(list: readonly T[], next: () => number): readonly T[] {
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

function applied(text: string, edits: readonly Mutant[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, e) => now.slice(0, e.start) + e.replacement + now.slice(e.end), text);
}

for (const file of files) await fixture(file);
await services.solver.close();
await services.replayer.close();
console.log(
  `${files.length} files, ${total.functions} verified functions: ${total.judged} runs judged, ${total.discarded} left the safe integers, ` +
    `${total.undecided} undecided; ${total.mutants} mutants, ${total.proved} functions of mutated files verified; seed ${seed}.`,
);
for (const hit of hits) console.log(`HIT ${hit}`);
console.log(hits.length === 0 ? "No hit." : `${hits.length} hits.`);
process.exitCode = hits.length === 0 ? 0 : 1;
