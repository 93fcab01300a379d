/**
 * A process of `fuzz/soundness.ts`: takes a file of the fixtures; runs its verified functions on random inputs, and of the
 * mutants of its functions finds those that some run breaks and asks whether they are verified. Prints one line of JSON.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { derive } from "../src/calculus/index.js";
import { openReplayer } from "../src/counterexample/index.js";
import { type CheckRequest, nodeFileSystem, overlay, type Services } from "../src/engine/index.js";
import { load } from "../src/engine/load.js";
import { checkProgram } from "../src/engine/program.js";
import type { Loaded } from "../src/frontend/index.js";
import { type FunctionIR, type Program, type Value, variable } from "../src/ir/index.js";
import { openEncoder, openSolver } from "../src/smt/index.js";
import { replayFile, z3WorkerFile } from "../test/support/parts.js";
import { random } from "./adversary.js";
import { type Break, type Input, inputsOf, runsOf } from "./contract-runs.js";
import { applied, contractedBodies, type Mutant, mutantsOf } from "./mutants.js";
import { options } from "./options.js";
import { pinned } from "./pins.js";

export interface FileLine {
  readonly hits: readonly string[];
  readonly functions: number;
  readonly judged: number;
  readonly discarded: number;
  readonly undecided: number;
  readonly mutants: number;
  /** Mutants that some run breaks. */
  readonly broken: number;
  /** Of these, how many Z3 has a model for, so that nothing proves them. */
  readonly modelled: number;
  /** The rest, on which all of the checker was asked. */
  readonly asked: number;
}

const fixtures = resolve(import.meta.dirname, "..", "fixtures", "programs");
const { runs, mutants, seed, target, mutantRuns } = options({
  runs: 10_000,
  mutants: 0,
  seed: 1,
  target: "",
  mutantRuns: 400,
});

const services: Services = {
  solver: openSolver({ workerFile: z3WorkerFile, jobs: 1 }),
  bank: undefined,
  replayer: openReplayer({ childFile: replayFile, jobs: 1 }),
  progress: { working: () => {} },
  now: () => performance.now(),
};
const hits: string[] = [];
const total = { functions: 0, judged: 0, discarded: 0, undecided: 0, mutants: 0, broken: 0, modelled: 0, asked: 0 };
/** Inputs of a function, for all its mutants: their contract is the same, and mostly the sorts of what it speaks of. */
const inputs = new Map<string, readonly Input[]>();
const inputKey = ({ id, contract }: FunctionIR): string => `${id} ${JSON.stringify(contract.parameters)}`;

function inputsFor(fn: FunctionIR, program: Program): readonly Input[] {
  const key = inputKey(fn);
  const known = inputs.get(key) ?? [...inputsOf(fn, program, mutantRuns, seed)];
  inputs.set(key, known);
  return known;
}

/** What each function runs as before it is changed. */
const unchanged = new Map<string, string | undefined>();

/** Nothing is run by the checker itself, so that a proof is all that speaks for a function. */
function requestFor(text: string, limit: number): CheckRequest {
  const files = overlay(nodeFileSystem(), new Map([[join(fixtures, target), text]]));
  const base = { root: fixtures, files, targets: [target], overflow: "warn" as const, jsdoc: false, limit };
  return { ...base, replay: false, retry: false, suggest: false };
}

async function verifiedOf(loaded: Loaded, ids: ReadonlySet<string>, request: CheckRequest): Promise<readonly string[]> {
  const { findings } = await checkProgram(loaded, ids, request, services);
  return [...findings].filter(([, { verdict }]) => verdict === "verified").map(([id]) => id);
}

async function fixture(text: string): Promise<void> {
  const request = requestFor(text, 1);
  const loaded = await load(request);
  const { program } = loaded;
  for (const id of await verifiedOf(loaded, new Set(program.targets), request)) {
    const fn = program.functions.get(id);
    if (fn === undefined) continue;
    const found = runsOf(fn, program, inputsOf(fn, program, runs, seed), {
      count: runs,
      seed,
      breaks: 3,
      undecided: 300,
    });
    total.functions += 1;
    total.judged += found.judged;
    total.discarded += found.discarded;
    total.undecided += found.undecided;
    if (found.stopped !== undefined) hits.push(`${fn.name}, verified: ${found.stopped}`);
    for (const broken of found.breaks) hits.push(`${fn.name}, verified: ${broken.text}`);
    if (found.discarded > found.judged + found.undecided)
      hits.push(`${fn.name}: over half of its runs leave the safe integers (${found.discarded})`);
  }
  for (const [id, fn] of program.functions) unchanged.set(id, fn.executable?.text);
}

/** Round by round, one mutant of each function of the file at once: a function knows another by its contract alone. */
async function mutated(text: string): Promise<void> {
  const source = ts.createSourceFile(target, text, ts.ScriptTarget.Latest, true);
  const next = random(seed);
  const chosen = contractedBodies(source).map((body) => {
    const list = shuffled(mutantsOf(source, body), next);
    return mutants === 0 ? list : list.slice(0, mutants);
  });
  const rounds = Math.max(0, ...chosen.map((list) => list.length));
  for (let round = 0; round < rounds; round++)
    await mutatedFile(
      text,
      chosen.flatMap((list) => list[round] ?? []),
    );
}

async function mutatedFile(text: string, edits: readonly Mutant[]): Promise<void> {
  total.mutants += edits.length;
  const request = requestFor(applied(text, edits), 0.3);
  const loaded = await load(request);
  const { program } = loaded;
  const broken = new Map<string, Break>();
  for (const [id, fn] of program.functions) {
    const isMutant = fn.executable !== undefined && fn.executable.text !== unchanged.get(id);
    if (!unchanged.has(id) || !isMutant || fn.uncontracted === true) continue;
    const [first] = runsOf(fn, program, inputsFor(fn, program), {
      count: mutantRuns,
      seed,
      breaks: 1,
      undecided: 10,
    }).breaks;
    if (first !== undefined) broken.set(id, first);
  }
  total.broken += broken.size;
  const asked = new Set<string>();
  for (const [id, found] of broken) {
    const fn = program.functions.get(id);
    if (fn !== undefined && !(await hasModel(fn, found, program))) asked.add(id);
    else total.modelled += 1;
  }
  total.asked += asked.size;
  const what = edits.map((e) => e.what).join("; ");
  for (const id of await verifiedOf(loaded, asked, request))
    hits.push(`${id}, mutated (${what}), verified: ${broken.get(id)?.text ?? ""}`);
}

/**
 * What is owed on the very input on which a run breaks the contract has a model against it: it does not follow, and so
 * nothing that is owed of all inputs does. Quick, and enough; where Z3 finds none, the checker is asked.
 */
async function hasModel(fn: FunctionIR, { args, shared }: Break, program: Program): Promise<boolean> {
  if (shared || fn.usesReals) return false;
  const input = fn.contract.parameters.flatMap(({ name, sort }, i) => {
    const value: Value | undefined = args[i];
    return value === undefined || !isPinned(value) ? [] : [pinned(variable(name, sort), value, program.types)];
  });
  const granted = input.map((term) => {
    return {
      kind: "input.types" as const,
      text: "the input",
      predicate: { kind: "runs" as const, term },
      span: fn.span,
    };
  });
  const known = () => ({ facts: true, logical: true, recursive: false });
  const derivation = derive({ ...fn, entry: [...fn.entry, ...granted] }, program, known);
  const encoder = openEncoder({ types: program.types, logical: program.logical });
  const query = encoder.together(derivation.obligations);
  const { kind } = await services.solver.ask({ ...query, readout: [] }, { rlimit: 200_000, model: true });
  return kind === "model";
}

function isPinned(value: Value): boolean {
  return value.kind !== "opaque";
}

function shuffled<T>(list: readonly T[], next: () => number): readonly T[] {
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

const text = readFileSync(join(fixtures, target), "utf8");
await fixture(text);
await mutated(text);
await services.solver.close();
await services.replayer.close();
const line: FileLine = { ...total, hits };
console.log(JSON.stringify(line));
