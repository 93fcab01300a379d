/**
 * Takes a function with its `example` clauses; gives what is wrong with them. An example whose function is evaluated to
 * what it says is settled; any other is run, and only a run makes it refuted.
 */
import { refute } from "../counterexample/index.js";
import type { Example, FunctionIR, Program, Value } from "../ir/index.js";
import type { Problem } from "../report/index.js";
import { evaluate, interpret, truth } from "../semantics/index.js";
import { problem } from "./problems.js";
import type { Bench } from "./program.js";
import { counterexampleOf } from "./told-run.js";

export interface ExampleProblems {
  readonly refuted: readonly { readonly problem: Problem; readonly kind: "contract" }[];
  readonly unproven: readonly Problem[];
}

export async function examplesTried(fn: FunctionIR, bench: Bench): Promise<ExampleProblems> {
  const refuted: { problem: Problem; kind: "contract" }[] = [];
  const unproven: Problem[] = [];
  for (const example of fn.examples ?? []) {
    const args = valuesOf(example, bench.loaded.program);
    if (args !== undefined && holds(fn, example, args, bench.loaded.program)) continue;
    const found = args === undefined ? undefined : await broken(fn, example, args, bench);
    if (found !== undefined) refuted.push({ problem: found, kind: "contract" });
    else unproven.push(unsettled(example, bench));
  }
  return { refuted, unproven };
}

function valuesOf({ args }: Example, program: Program): readonly Value[] | undefined {
  const values = args.map((arg) => evaluate(arg, { values: new Map() }, program));
  const known = values.filter((value): value is Value => value.kind !== "unknown");
  return known.length === values.length ? known : undefined;
}

function holds(fn: FunctionIR, { clause }: Example, args: readonly Value[], program: Program): boolean {
  const plain = { ...fn, contract: { ...fn.contract, ensures: [clause] } };
  const ran = interpret(plain, args, program);
  if (ran.kind !== "returned") return false;
  const entry = new Map(fn.contract.parameters.flatMap(({ name }, i) => pair(name, args[i])));
  const values = new Map([...entry, ...ran.finals, ["\\result", ran.value] as const]);
  for (const [name, value] of entry) values.set(name, value);
  return truth(clause.term, { values, entry }, program) === true;
}

function pair(name: string, value: Value | undefined): [string, Value][] {
  return value === undefined ? [] : [[name, value]];
}

async function broken(
  fn: FunctionIR,
  { clause }: Example,
  args: readonly Value[],
  bench: Bench,
): Promise<Problem | undefined> {
  if (!bench.request.replay) return undefined;
  const alone = { ...fn, contract: { ...fn.contract, ensures: [clause] } };
  const { program, sources } = bench.loaded;
  const { replayer } = bench.services;
  const found = await refute({ fn: alone, program, replayer, candidates: [args], fuzz: false });
  const first = found.kind === "refuted" ? found.found[0] : undefined;
  if (first === undefined || first.judgement.clause?.text !== clause.text) return undefined;
  const counterexample = counterexampleOf(first, sources);
  const message = `\`${first.call}\` ${first.outcome}, which breaks the example \`${clause.text}\`.`;
  return problem("example.refuted", message, clause.span, sources, { counterexample, clause: clause.text });
}

function unsettled({ clause }: Example, bench: Bench): Problem {
  const message = `Not settled: the example \`${clause.text}\`.`;
  return problem("example.unproven", message, clause.span, bench.loaded.sources, { clause: clause.text });
}
