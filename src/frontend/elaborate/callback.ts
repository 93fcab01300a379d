/**
 * Takes a function that is an argument, as an arrow function or by name; gives what it returns for given arguments, as
 * an elaborated value. The body is read anew for each application, its parameters standing for the arguments.
 */
import type { Expression } from "../../contract/index.js";
import type { Sort, Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, settle, truth } from "../types/coerce.js";
import { afterEvaluating, surelyEvaluates } from "../types/evaluated.js";
import { mismatch, outside } from "../types/mismatch.js";
import { application, type FunctionValue, functionValueOf } from "./applications.js";
import { argumentTerm } from "./arguments.js";
import { elaborate } from "./elaborate.js";

export interface Callback {
  readonly span: Span;
  /** The author's name of a parameter, to call a bound variable by. */
  readonly parameter: (index: number) => string | undefined;
  readonly apply: (args: readonly Elaborated[], wanted?: Sort) => Elaborated;
}

export function callbackOf(e: Expression | undefined, callee: string, span: Span, cx: Surroundings): Callback {
  if (e === undefined) return mismatch(cx, span, `\`${callee}\` takes a function.`);
  if (e.kind === "lambda") return lambda(e, cx);
  const entity = e.kind === "name" ? cx.resolve(e.name) : undefined;
  if (entity?.kind === "function") return byName(entity.id, e.span, cx);
  const passed = functionValueOf(e, cx);
  if (passed !== undefined) return ofValue(passed, e.span, cx);
  return outside(
    "unsupported.function-value",
    e.span,
    `\`${callee}\` is given something other than a function that is written here or has a meaning in logic.`,
    "Write an arrow function with an expression for its body.",
  );
}

type Lambda = Extract<Expression, { kind: "lambda" }>;

function lambda(e: Lambda, cx: Surroundings): Callback {
  return {
    span: e.span,
    parameter: (index) => e.parameters[index]?.name,
    apply: (args, wanted) => {
      const bound = new Map(
        e.parameters.map((p, i): [string, Elaborated] => [
          p.name,
          args[i] ?? { kind: "absent", which: "undefined", span: p.span },
        ]),
      );
      return elaborate(e.body, withNames(bound, cx), wanted);
    },
  };
}

/**
 * Names that stand for values. Soundness: under `\\old` a value would be read in another state, so that only bound
 * variables and literals have names there.
 */
export function withNames(bound: ReadonlyMap<string, Elaborated>, cx: Surroundings): Surroundings {
  const resolve = (name: string): Entity | undefined => {
    const value = bound.get(name);
    return value === undefined ? cx.resolve(name) : { kind: "constant", value };
  };
  const { atEntry } = cx;
  const entry = (name: string): Entity | undefined => {
    const value = bound.get(name);
    if (value === undefined) return atEntry?.(name);
    return value.kind !== "term" || value.bound === true ? { kind: "constant", value } : undefined;
  };
  return {
    ...cx,
    resolve,
    atEntry: atEntry && entry,
    candidates: () => [...cx.candidates(), ...bound.keys()],
  };
}

/** Every parameter that the function has is given an argument, as JavaScript does: a second one gets the index. */
function byName(id: string, span: Span, cx: Surroundings): Callback {
  const callee = cx.pureCallee(id, span);
  if (callee.parameters.some((p) => p.rest === true)) {
    return outside(
      "unsupported.function-value",
      span,
      `\`${callee.name}\` takes all its arguments: index and array, too.`,
      "Pass an arrow function that calls it.",
    );
  }
  return {
    span,
    parameter: (index) => callee.parameters[index]?.variable.name,
    apply: (args) => {
      const given: Term[] = [];
      const earlier = new Map<string, Term>();
      for (const [i, p] of callee.parameters.entries()) {
        const term = argumentTerm(args[i], p, span, callee.name, cx, earlier);
        earlier.set(p.variable.name, term);
        given.push(term);
      }
      return ofTerm({ kind: "call", function: id, args: given, sort: callee.result, span });
    },
  };
}

/** `const name = value` and what comes after: what the value owes is owed there, also if nothing reads it. */
export function letIn(e: Extract<Expression, { kind: "let" }>, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const value = elaborate(e.value, cx);
  const body = elaborate(e.body, withNames(new Map([[e.name, value]]), cx), wanted);
  if (value.kind !== "term" || body.kind !== "term") return body;
  if (surelyEvaluates(body.term, value.term)) return body;
  return ofTerm(afterEvaluating(value.term, body.term));
}

/** Soundness: that it looks at no more arguments than its type names is recorded; JavaScript gives it the index, too. */
function ofValue(called: FunctionValue, span: Span, cx: Surroundings): Callback {
  return {
    span,
    parameter: () => undefined,
    apply: (args) =>
      application(
        called,
        args.map((value) => ({ value, span })),
        span,
        cx,
      ),
  };
}

/** A predicate's answer as a boolean: in code by JavaScript's truthiness. */
export function asTruth(callback: Callback, args: readonly Elaborated[], cx: Surroundings): Term {
  return truth(callback.apply(args), callback.span, cx);
}

/** The value as a term, of the wanted sort where there is one. */
export function asTerm(
  callback: Callback,
  args: readonly Elaborated[],
  wanted: Sort | undefined,
  cx: Surroundings,
): Term {
  const value = callback.apply(args, wanted);
  if (wanted !== undefined && value.kind !== "term") return coerce(value, wanted, callback.span, cx);
  return settle(value, cx);
}
