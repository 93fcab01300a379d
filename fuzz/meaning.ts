/**
 * `npm run fuzz:meaning [-- --programs n --seed n --tape text]`: generated programs of the subset with inputs; what the real
 * JavaScript function computes, what the reference interpreter computes of its IR, and what Z3 says of its encoding on those
 * inputs must be one value. What is modelled as arbitrary may leave Z3 without an answer, never with another.
 */
import { stripTypeScriptTypes } from "node:module";
import vm from "node:vm";
import fc from "fast-check";
import { derive, withOwnRequires } from "../src/calculus/index.js";
import { load } from "../src/frontend/index.js";
import type { FunctionIR, Program, Value } from "../src/ir/index.js";
import { type Answered, proveFunction } from "../src/prove/index.js";
import { fromObserved, interpret, sameValue, showValue, type Tagged } from "../src/semantics/index.js";
import { type Encoder, openEncoder, openSolver } from "../src/smt/index.js";
import { setup } from "../test/support/build-parts.js";
import { z3WorkerFile } from "../test/support/parts.js";
import { filesOf } from "../test/unit/engine/files.js";
import { options } from "./options.js";
import { type GeneratedProgram, programOf, typeText } from "./programs.js";
import { type Given, pinned } from "./shapes.js";

const { programs: wanted, seed } = options({ programs: 2000, seed: 1 });
const perFile = 25;

await setup();
const solver = openSolver({ workerFile: z3WorkerFile, jobs: 2 });

const count = { agreed: 0, unanswered: 0, declined: 0, outside: 0 };
const declinedBy = new Map<string, number>();
const unansweredBy = new Map<string, number>();
const hits: string[] = [];

interface Case {
  readonly name: string;
  readonly program: GeneratedProgram;
  readonly value: Given;
  readonly text: string;
}

function runText(name: string, program: GeneratedProgram): string {
  const header = program.parameters.map((p) => `${p.name}: ${typeText(p.shape)}`).join(", ");
  return `function ${name}(${header}): ${typeText(program.result)} {\n  ${program.body}\n}`;
}

/** The author's function, run; undefined where it throws. */
function computed(name: string, program: GeneratedProgram): { readonly value: Given } | undefined {
  const text = stripTypeScriptTypes(runText(name, program));
  const args = structuredClone(program.parameters.map((p) => p.value));
  try {
    const run: unknown = vm.runInThisContext(`(${text})`);
    if (typeof run !== "function") throw new Error(`no function: ${text}`);
    return { value: structuredClone(run(...args)) as Given };
  } catch (error) {
    if (error instanceof SyntaxError) throw error;
    return undefined;
  }
}

function contracted(name: string, program: GeneratedProgram, value: Given): string {
  const marks = [
    ...program.parameters.filter((p) => p.shape === "double").map((p) => p.name),
    ...program.doubles,
    ...(program.result === "double" ? ["\\result"] : []),
  ];
  return [
    "//@ overflow check",
    ...marks.map((mark) => `//@ type ${mark} double`),
    ...program.parameters.map((p) => `//@ requires ${pinned(p.name, p.value, p.shape)}`),
    `//@ ensures ${pinned("\\result", value, program.result)}`,
    `export ${runText(name, program)}`,
  ].join("\n");
}

function tagged(value: Given): Tagged {
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "number") {
    if (Number.isFinite(value) && !Object.is(value, -0)) return value;
    return { $: "number", is: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return (value as readonly Given[]).map(tagged);
  return { $: "object", of: Object.entries(value).map(([name, part]) => [name, tagged(part)] as const) };
}

function read(value: Given, sort: FunctionIR["contract"]["result"], program: Program): Value {
  const found = fromObserved(tagged(value), sort, program.types);
  if (found.kind === "mismatch") throw new Error(found.problem);
  return found.value;
}

async function checkCase(one: Case, program: Program): Promise<void> {
  const fn = [...program.functions.values()].find((f) => f.name === one.name);
  if (fn === undefined) {
    const why = program.declined.find((d) => d.name === one.name)?.diagnostics[0];
    count.declined += 1;
    const key = `${why?.code ?? "unread"}: ${why?.message ?? ""}`;
    declinedBy.set(key, (declinedBy.get(key) ?? 0) + 1);
    return;
  }
  const hit = (text: string): void => {
    hits.push(`${text}\n${one.text}`);
  };
  const args = one.program.parameters.map((p, i) => {
    const sort = fn.contract.parameters[i]?.sort;
    if (sort === undefined) throw new Error("a parameter without a sort");
    return read(p.value, sort, program);
  });
  const meant = interpret(fn, args, program);
  // An operation outside its domain, or beyond the safe integers: an obligation, which is not the question here.
  const isOutside = meant.kind === "broken" && meant.broken.what !== "postcondition";
  if (isOutside || meant.kind === "threw" || meant.kind === "exhausted") {
    count.outside += 1;
    return;
  }
  if (meant.kind === "broken" || meant.kind === "refused") {
    hit(`the interpreter says ${JSON.stringify(meant, (_, v) => (typeof v === "bigint" ? String(v) : v))}`);
    return;
  }
  if (meant.kind === "returned") {
    let js: Value;
    try {
      js = read(one.value, fn.contract.result, program);
    } catch (error) {
      hit(`JavaScript's value is none of the result's sort: ${String(error)}`);
      return;
    }
    if (!sameValue(meant.value, js)) {
      hit(`JavaScript: ${showValue(js, program.types)}, the interpreter: ${showValue(meant.value, program.types)}`);
      return;
    }
  }
  await askSolver(fn, program, meant.kind === "unknown", hit);
}

async function askSolver(
  fn: FunctionIR,
  program: Program,
  isArbitrary: boolean,
  hit: (text: string) => void,
): Promise<void> {
  const known = () => ({ facts: true, logical: true, recursive: false });
  const derivation = derive(fn, program, known);
  const encoder = openEncoder({ types: program.types, logical: program.logical });
  const budget = { query: 1_500_000, total: 15_000_000 };
  const limits = { ...budget, aside: budget };
  const services = { solver, bank: undefined, build: "fuzz", own: new Set<string>() };
  const proof = await proveFunction(derivation, encoder, services, limits);
  if (proof.probes.some(({ status }) => status === "contradictory")) {
    hit("Z3: the inputs contradict the encoding");
    return;
  }
  const open = proof.obligations.filter(({ answer }) => answer.kind !== "proved");
  if (open.length === 0) {
    count.agreed += 1;
    return;
  }
  const model = open.find(({ answer }) => answer.kind === "model");
  if (model !== undefined && !isArbitrary && !holdsUnknown(open, encoder))
    hit(`Z3: another value (${model.obligation.why})`);
  else {
    count.unanswered += 1;
    const key = model === undefined ? (open[0]?.answer.kind ?? "") : "a model of what is arbitrary";
    unansweredBy.set(key, (unansweredBy.get(key) ?? 0) + 1);
  }
}

/** Some operation is modelled as an arbitrary value: a query declares a function that nothing defines. */
function holdsUnknown(open: readonly Answered[], encoder: Encoder): boolean {
  return open.some(({ obligation }) =>
    /\(declare-fun \S+ \([^)]/u.test(encoder.obligation(obligation, { slice: false }).text),
  );
}

function casesOf(tapes: readonly (readonly number[])[], first: number): readonly Case[] {
  return tapes.flatMap((tape, i) => {
    const program = programOf(tape);
    const name = `f${first + i}`;
    const run = computed(name, program);
    if (run === undefined) {
      count.outside += 1;
      return [];
    }
    return [{ name, program, value: run.value, text: contracted(name, program, run.value) }];
  });
}

const tapes = fc.sample(fc.array(fc.nat(0xffff), { minLength: 150, maxLength: 150 }), { seed, numRuns: wanted });
for (let first = 0; first < tapes.length; first += perFile) {
  const cases = casesOf(tapes.slice(first, first + perFile), first);
  const text = cases.map((c) => c.text).join("\n\n");
  const files = filesOf({ "a.ts": text }, "/fuzz");
  const request = { root: "/fuzz", files, targets: ["a.ts"], overflow: "check", jsdoc: false } as const;
  const program = withOwnRequires(load(request).program);
  for (const one of cases) await checkCase(one, program);
}
await solver.close();
const show = (counts: ReadonlyMap<string, number>): string =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 25)
    .map(([what, n]) => `  ${n} × ${what}`)
    .join("\n");
console.log(
  `${wanted} programs: ${count.agreed} with one value in JavaScript, the interpreter and Z3; ${count.unanswered} where Z3 has no answer; ` +
    `${count.outside} outside an operation's domain or the safe integers; ${count.declined} declined; seed ${seed}.`,
);
if (unansweredBy.size > 0) console.log(`No answer:\n${show(unansweredBy)}`);
if (declinedBy.size > 0) console.log(`Declined:\n${show(declinedBy)}`);
for (const hit of hits) console.log(`HIT ${hit}\n`);
console.log(hits.length === 0 ? "No hit." : `${hits.length} hits.`);
process.exitCode = hits.length === 0 ? 0 : 1;
