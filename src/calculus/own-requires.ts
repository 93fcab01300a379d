/**
 * Takes a program; gives it with the effective contracts of functions that have none of their own: such a function is
 * known by its meaning, and requires that its meaning has a value. So its callers owe what its body owes, as if it were
 * written out at the call (SEMANTICS, section 5).
 * Soundness: without this a helper that may read past an array would be at fault alone, and its callers verified.
 * A recursive function has no such closed condition, and a tower of helpers a huge one: there its own obligations stand
 * as they are, and callers read "verified, given" it.
 */
import {
  and,
  type Clause,
  children,
  type FunctionIR,
  implies,
  isTrue,
  type LogicalFunction,
  type Program,
  type Term,
  trueTerm,
} from "../ir/index.js";
import { definedness } from "./definedness.js";
import { evaluations } from "./evaluations.js";
import { overflowCondition } from "./overflow.js";
import { conjuncts } from "./safe-arguments.js";
import { sameTerm } from "./same-term.js";
import { showTerm } from "./show-term.js";

/** Nodes in what one function requires; its callers repeat them at each call. */
const largest = 300;

export function withOwnRequires(program: Program): Program {
  const functions = new Map(program.functions);
  const logical = new Map(program.logical);
  // A function that is itself to be judged owes what its body owes.
  const settled = new Set<string>(program.swept);
  const settle = (id: string): void => {
    const fn = functions.get(id);
    const meaning = logical.get(id);
    if (fn === undefined || settled.has(id)) return;
    settled.add(id);
    // What it requires speaks of what its callees require, so that these come first.
    for (const callee of fn.calls) settle(callee);
    if (fn.uncontracted !== true || meaning === undefined || meaning.recursive) return;
    const requires = clausesOf(meaning, fn, { ...program, logical });
    if (requires.reduce((sum, { term }) => sum + sizeOf(term), 0) > largest) return;
    functions.set(id, { ...fn, contract: { ...fn.contract, requires } });
    logical.set(id, { ...meaning, requires: and(meaning.requires, ...requires.map(({ term }) => term)) });
  };
  for (const id of functions.keys()) settle(id);
  return { ...program, functions, logical };
}

/** Leaves out what is so of every array, which the types of parameters say. */
function withoutLengths(term: Term): Term {
  if (isLengthFact(term)) return trueTerm;
  if (term.kind !== "apply") return term;
  const [guard, rest] = term.args;
  if (term.operator === "and") return and(...term.args.map(withoutLengths));
  const isGuarded = term.operator === "implies" && guard !== undefined && rest !== undefined;
  return isGuarded ? implies(guard, withoutLengths(rest)) : term;
}

/** `0 <= a.length` */
function isLengthFact(term: Term): boolean {
  if (term.kind !== "apply" || term.operator !== "int.atMost") return false;
  const [low, high] = term.args;
  const isZero = low?.kind === "literal" && low.value.kind === "int" && low.value.value === 0n;
  return isZero && high?.kind === "apply" && high.operator === "array.length";
}

function sizeOf(term: Term): number {
  return children(term).reduce((sum, child) => sum + sizeOf(child), 1);
}

function clausesOf({ body }: LogicalFunction, { span, overflow }: FunctionIR, program: Program): readonly Clause[] {
  if (body === undefined) return [];
  const conditions = definedness(body, program).map(({ condition }) => condition);
  // Soundness: under `check` its integers stay within bounds wherever it is called, or the caller's verdict is none.
  if (overflow === "check") conditions.push(...overflowIn(body));
  const owed = conditions.flatMap((condition) => conjuncts(withoutLengths(condition))).filter((term) => !isTrue(term));
  const distinct = owed.filter((term, i) => !owed.slice(0, i).some((other) => sameTerm(other, term)));
  return distinct.map((term) => ({ text: showTerm(term), term, span }));
}

function overflowIn(body: Term): readonly Term[] {
  return evaluations(body).flatMap(({ node, under }) => {
    const condition = overflowCondition(node);
    return condition === undefined ? [] : [under(condition)];
  });
}
