/**
 * Takes a call; gives the condition that its arguments are what the callee takes for granted of integers (SEMANTICS,
 * section 1: shown at calls from checked code), and demands it as `overflow` says: to prove, to list, or not at all.
 */
import { and, type FunctionIR, implies, isTrue, type Statement, type Term } from "../ir/index.js";
import { inState, type Values } from "./in-state.js";
import { list, oblige, type Pass } from "./pass.js";
import { sameTerm } from "./same-term.js";
import { calleeName } from "./show-term.js";
import type { State } from "./state.js";
import { quoted } from "./why.js";

export function safeArguments(
  pass: Pass,
  call: Extract<Statement, { kind: "call" }>,
  callee: FunctionIR,
  state: State,
  before: Values,
): Term {
  const safe = safetyOf(pass, callee, before);
  if (isTrue(safe) || pass.function.overflow === "ignore") return safe;
  const name = quoted(calleeName(call.callee));
  const demand = {
    kind: "overflow" as const,
    span: call.span,
    goal: implies(pass.overflowGuard, safe),
    why: `The arguments must be safe integers, which ${name} takes for granted.`,
    text: calleeName(call.callee),
  };
  if (pass.function.overflow === "warn") list(pass, state, demand);
  else oblige(pass, state, demand);
  return safe;
}

/** That the arguments are what the callee takes for granted of integers, as far as the caller's entry does not grant it. */
export function safetyOf(pass: Pass, callee: FunctionIR, before: Values): Term {
  const conditions = callee.entry.flatMap(({ kind, predicate }) => {
    if (kind !== "safe-integers" || predicate.kind !== "runs") return [];
    return conjuncts(inState(predicate.term, before, before)).filter((part) => !isGranted(pass, part));
  });
  return and(...conditions);
}

export function conjuncts(term: Term): readonly Term[] {
  return term.kind === "apply" && term.operator === "and" ? term.args.flatMap(conjuncts) : [term];
}

/** The caller's own entry grants it, or it compares literals and is true. */
function isGranted(pass: Pass, part: Term): boolean {
  return isTrueComparison(part) || pass.granted.some((fact) => sameTerm(fact, part));
}

function isTrueComparison(part: Term): boolean {
  if (part.kind !== "apply" || part.operator !== "int.atMost") return false;
  const [a, b] = part.args;
  if (a?.kind !== "literal" || b?.kind !== "literal") return false;
  return a.value.kind === "int" && b.value.kind === "int" && a.value.value <= b.value.value;
}
