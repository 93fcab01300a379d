/**
 * Takes a call inside the component at work; gives the condition that the callee's measure at the arguments lies below
 * the caller's at entry, over program variables. Source: Morgan, "Programming from Specifications" (1994), chapter 13,
 * recursion with a variant; Nipkow, "Hoare logics for recursive procedures and unbounded nondeterminism" (CSL 2002).
 */
import type { FunctionIR, Term } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { argumentMap } from "./definedness.js";
import { instantiate } from "./instantiate.js";
import { isBelow } from "./measure.js";
import type { Pass } from "./pass.js";

export type RecursionMeasure =
  /** Not a call inside the component. */
  | { readonly kind: "none" }
  /** Partial correctness is asked for: the contract is known as "if it returns". */
  | { readonly kind: "partial" }
  /** One of the two has no measure: nothing is known of the call, and termination is not shown. */
  | { readonly kind: "unmeasured" }
  | { readonly kind: "below"; readonly condition: Term };

export function recursionMeasure(pass: Pass, callee: string, args: readonly Term[]): RecursionMeasure {
  if (!pass.knowledge(callee).recursive) return { kind: "none" };
  const own = pass.function.contract.variant;
  if (own?.kind === "partial") return { kind: "partial" };
  const target = calleeOf(pass, callee)?.contract;
  if (own === undefined || target?.variant?.kind !== "measure") return { kind: "unmeasured" };
  const map = argumentMap(target.parameters, args);
  const next = target.variant.terms.map((term) => instantiate(term, map));
  const before = own.terms.map((of): Term => ({ kind: "old", of, sort: of.sort }));
  return { kind: "below", condition: isBelow(next, before) };
}

/** The function at work stands for itself: a measure may have been sought for it that the program does not have. */
export function calleeOf(pass: Pass, id: string): FunctionIR | undefined {
  return id === pass.function.id ? pass.function : pass.program.functions.get(id);
}

export function recordUnmeasured(pass: Pass, span: Span): void {
  pass.unmeasured.push({ span, what: "recursion" });
}
