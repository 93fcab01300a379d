/**
 * Takes calls of function values, by a name or a path, `f(x)` and `options.test(x)`; gives what they return as a term.
 * What is taken for granted of such a function is recorded (`world/assumptions.ts`).
 */
import type { Expression } from "../../contract/index.js";
import type { FunctionSignature, Sort, Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { attempt } from "../syntax/refusal.js";
import { coerce, fits } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { optionOf, someSort } from "../types/type-table.js";
import { needed } from "./arithmetic.js";
import { elaborate } from "./elaborate.js";

export interface FunctionValue {
  /** Where the function may be absent, that it is there is owed. */
  readonly of: Term;
  readonly signature: FunctionSignature;
}

/** The function value that the expression is, if it is one that can be called. */
export function functionValueOf(e: Expression, cx: Surroundings): FunctionValue | undefined {
  if (e.kind !== "name" && e.kind !== "member" && e.kind !== "index" && e.kind !== "nonNull") return undefined;
  if (e.kind === "name" && cx.resolve(e.name)?.kind !== "variable" && cx.resolve(e.name)?.kind !== "constant") {
    return undefined;
  }
  const found = attempt(() => elaborate(e, cx));
  if (!("value" in found) || found.value.kind !== "term") return undefined;
  const { sort } = found.value.term;
  const option = optionOf(sort, cx.table.types);
  const inner: Sort = option === undefined ? sort : someSort(option);
  if (inner.kind !== "opaque" || inner.signature === undefined) return undefined;
  const value = needed({ value: found.value, span: e.span }, cx);
  return value.kind === "term" ? { of: value.term, signature: inner.signature } : undefined;
}

export function callOfValue(e: Extract<Expression, { kind: "call" }>, cx: Surroundings): Elaborated | undefined {
  if (e.optional || (e.callee.kind === "member" && e.callee.optional)) return undefined;
  const called = functionValueOf(e.callee, cx);
  if (called === undefined) return undefined;
  const { parameters } = called.signature;
  if (e.args.length !== parameters.length) {
    return mismatch(cx, e.span, `The function takes ${parameters.length} arguments, not ${e.args.length}.`);
  }
  const given = e.args.map((arg, i) => ({ value: elaborate(arg, cx, parameters[i]), span: arg.span }));
  return application(called, given, e.span, cx);
}

/** With as many arguments as the function takes; more are left out. */
export function application(
  { of, signature }: FunctionValue,
  given: readonly { readonly value: Elaborated; readonly span: Span }[],
  span: Span,
  cx: Surroundings,
): Elaborated {
  // Soundness: where its value is not used, no term is left that tells of it.
  cx.appliesValue?.();
  const args = signature.parameters.map((to, i): Term => {
    const value = given[i]?.value ?? { kind: "absent", which: "undefined", span };
    const term = coerce(value, to, given[i]?.span ?? span, cx);
    if (!fits(term, to, cx)) refusePromise(given[i]?.span ?? span);
    return term;
  });
  if (args.length === 0) refuseWithoutArguments(span, cx);
  return ofTerm({ kind: "apply", operator: "function.apply", args: [of, ...args], sort: signature.result, span });
}

/** Soundness: such a function is there to give something else each time: a clock, a counter, a die. */
function refuseWithoutArguments(span: Span, cx: Surroundings): void {
  const hint = "Pass what it gives as a parameter.";
  outside(
    "unsupported.call",
    span,
    `The function takes nothing: what it gives may be ${cx.place === "code" ? "new each time" : "another each time"}.`,
    hint,
  );
}

function refusePromise(span: Span): void {
  outside(
    "unsupported.conversion",
    span,
    "Nothing shows here that this is one of the values that the function takes.",
    "Give it a name of exactly that type first.",
  );
}
