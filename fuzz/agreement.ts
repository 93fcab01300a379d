/**
 * Takes a function, an input and what JavaScript made of it; says whether the reference interpreter and Z3 make the same of
 * it: the value returned, and what the arguments then hold. What is modelled as arbitrary may leave them without an
 * answer, never with another one.
 */
import { derive, type Obligation } from "../src/calculus/index.js";
import {
  type Clause,
  type FunctionIR,
  falseTerm,
  type Program,
  resultName,
  type Value,
  variable,
} from "../src/ir/index.js";
import { type Interpreted, interpret, sameValue, showValue } from "../src/semantics/index.js";
import { type Encoder, openEncoder } from "../src/smt/index.js";
import { pinned } from "./pins.js";
import { furtherRound, unrolled } from "./unrolled.js";
import type { Session } from "./z3-session.js";

export interface Observed {
  readonly args: readonly Value[];
  readonly result: Value;
  /** What the arguments hold in the end. */
  readonly finals: readonly Value[];
}

export type Agreement =
  | { readonly kind: "agreed" }
  /** Z3 has no answer; `why` in a few words. */
  | { readonly kind: "no answer"; readonly why: string }
  /** An operation outside its domain, beyond the safe integers, or a throw: an obligation, not a value. */
  | { readonly kind: "outside"; readonly why: string }
  | { readonly kind: "hit"; readonly text: string };

const mostRounds = 12;
const units = 300_000;

/** `doubts`: ask besides whether the encoding of the input contradicts itself, which costs more than all the rest. */
export function agreement(
  original: FunctionIR,
  observed: Observed,
  program: Program,
  session: Session,
  doubts: boolean,
): Agreement {
  const { fn, meant } = withEnoughRounds(original, observed.args, program);
  switch (meant.kind) {
    case "exhausted":
    case "threw":
      return { kind: "outside", why: meant.kind };
    case "broken":
      return { kind: "outside", why: meant.broken.what };
    case "refused":
      return { kind: "hit", text: `the interpreter refuses the input: ${meant.text}` };
    case "unknown":
      return askSolver(fn, observed, program, session, { isArbitrary: true, doubts });
    case "returned": {
      const other = difference(original, meant, observed, program);
      if (other !== undefined) return { kind: "hit", text: other };
      return askSolver(fn, observed, program, session, { isArbitrary: false, doubts });
    }
  }
}

/** Each loop gets as many rounds as it makes on this input. */
function withEnoughRounds(
  original: FunctionIR,
  args: readonly Value[],
  program: Program,
): { readonly fn: FunctionIR; readonly meant: Interpreted } {
  const rounds = new Map<string, number>();
  for (;;) {
    const fn = unrolled(original, (label) => rounds.get(label) ?? 0);
    const meant = interpret(fn, args, program);
    const missing = meant.kind === "broken" ? meant.broken.clause : undefined;
    if (missing === undefined || !missing.startsWith(furtherRound)) return { fn, meant };
    const label = missing.slice(furtherRound.length);
    const more = (rounds.get(label) ?? 0) + 1;
    if (more > mostRounds) return { fn, meant: { kind: "exhausted" } };
    rounds.set(label, more);
  }
}

function difference(
  fn: FunctionIR,
  meant: Extract<Interpreted, { kind: "returned" }>,
  { result, finals }: Observed,
  program: Program,
): string | undefined {
  const said = (what: string, js: Value, ours: Value): string =>
    `${what}: JavaScript ${showValue(js, program.types)}, the interpreter ${showValue(ours, program.types)}`;
  if (!sameValue(meant.value, result)) return said("the result", result, meant.value);
  for (const [i, { name }] of fn.contract.parameters.entries()) {
    const [js, ours] = [finals[i], meant.finals.get(name)];
    if (js !== undefined && ours !== undefined && !sameValue(js, ours)) return said(`${name} in the end`, js, ours);
  }
  return undefined;
}

/** Unknown functions, and the signs of the zeros that integers are as doubles (SEMANTICS, section 1). */
const unknowns = /\(declare-fun \S+ (?:\([^)]|\(\) Bool\))/u;

function askSolver(
  fn: FunctionIR,
  observed: Observed,
  program: Program,
  session: Session,
  { isArbitrary, doubts }: { readonly isArbitrary: boolean; readonly doubts: boolean },
): Agreement {
  const derivation = derive(onThisInput(fn, observed, program), program, () => ({
    facts: true,
    logical: true,
    recursive: false,
  }));
  const encoder = openEncoder({ types: program.types, logical: program.logical });
  const { text } = encoder.together(derivation.obligations);
  const said = session.ask(text, units);
  if (said === "unsat") {
    const ends = derivation.obligations.filter(({ kind }) => kind === "postcondition");
    return doubts && isContradictory(ends, encoder, session)
      ? { kind: "hit", text: "Z3: the input contradicts the encoding" }
      : { kind: "agreed" };
  }
  if (said === "sat" && !isArbitrary && !unknowns.test(text)) return { kind: "hit", text: "Z3: another value" };
  return { kind: "no answer", why: said === "sat" ? "a model of what is arbitrary" : "gave up" };
}

/** What contradicts itself proves everything. The run has reached one of the ends. */
function isContradictory(ends: readonly Obligation[], encoder: Encoder, session: Session): boolean {
  const nothing = encoder.together(ends.map((end) => ({ ...end, goal: falseTerm })));
  return session.ask(nothing.text, units / 3) === "unsat";
}

/** The function with the input required, and what JavaScript made of it ensured. */
function onThisInput(fn: FunctionIR, { args, result, finals }: Observed, program: Program): FunctionIR {
  const { contract, span } = fn;
  const clause = (text: string, term: Clause["term"]): Clause => ({ text, term, span });
  const inputs = contract.parameters.flatMap(({ name, sort }, i) => {
    const value = args[i];
    return value === undefined ? [] : [pinned(variable(name, sort), value, program.types)];
  });
  const ends = contract.parameters.flatMap(({ name, sort }, i) => {
    const value = finals[i];
    return value === undefined || !contract.modifies.includes(name)
      ? []
      : [clause(`${name} in the end`, pinned(variable(name, sort), value, program.types))];
  });
  return {
    ...fn,
    entry: [
      ...fn.entry,
      ...inputs.map((term) => ({
        kind: "input.types" as const,
        text: "the input",
        predicate: { kind: "runs" as const, term },
        span,
      })),
    ],
    contract: {
      ...contract,
      ensures: [clause("the result", pinned(variable(resultName, contract.result), result, program.types)), ...ends],
    },
  };
}
