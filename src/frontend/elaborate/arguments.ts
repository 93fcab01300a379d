/**
 * Takes the arguments of a call and the callee's parameters; gives a term for each parameter: a missing or undefined
 * argument is the parameter's default, and what a rest parameter takes is one new array (ECMA-262, section 10.2.11).
 */
import type { Expression } from "../../contract/index.js";
import { is, ite, substitute, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Elaborated, PureParameter, Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { elaborate } from "./elaborate.js";

/** What each parameter is given, as it is written; what a rest parameter takes as an array. */
export function byParameter(
  args: readonly Expression[],
  parameters: readonly PureParameter[],
  callee: string,
  span: Span,
  cx: Surroundings,
): readonly (Expression | undefined)[] {
  const place = parameters.findIndex((p) => p.rest === true);
  const fixed = place < 0 ? parameters.length : place;
  const spread = args.slice(0, fixed).find((arg) => arg.kind === "spread");
  if (spread !== undefined) refuseSpread(spread.span);
  if (place < 0 && args.length > fixed) return mismatch(cx, span, `\`${callee}\` takes ${fixed} arguments.`);
  return parameters.map((_, i) => (i < fixed ? args[i] : { kind: "array", items: args.slice(fixed), span }));
}

export function refuseSpread(span: Span): never {
  return outside(
    "unsupported.call",
    span,
    "A spread argument is read where a rest parameter takes it.",
    "Write the arguments out.",
  );
}

/** The terms of all arguments; `seen` is told of each value before it is fitted to its parameter. */
export function argumentTerms(
  args: readonly Expression[],
  parameters: readonly PureParameter[],
  callee: string,
  span: Span,
  cx: Surroundings,
  seen: (value: Elaborated | undefined, parameter: PureParameter) => void = () => {},
): readonly Term[] {
  const earlier = new Map<string, Term>();
  return byParameter(args, parameters, callee, span, cx).map((arg, i) => {
    const parameter = parameters[i];
    if (parameter === undefined) return mismatch(cx, span, `\`${callee}\` takes fewer arguments.`);
    const value = arg && elaborate(arg, cx, parameter.variable.sort);
    seen(value, parameter);
    const term = argumentTerm(value, parameter, arg?.span ?? span, callee, cx, earlier);
    earlier.set(parameter.variable.name, term);
    return term;
  });
}

/** The value that the callee sees. `earlier`: those of the parameters before, which a default may name. */
export function argumentTerm(
  value: Elaborated | undefined,
  parameter: PureParameter,
  span: Span,
  callee: string,
  cx: Surroundings,
  earlier: ReadonlyMap<string, Term>,
): Term {
  const { sort, name } = parameter.variable;
  const fallback = parameter.fallback && withArguments(parameter.fallback, earlier);
  if (value === undefined || (value.kind === "absent" && value.which === "undefined")) {
    if (fallback !== undefined) return coerce(fallback, sort, span, cx);
    const option = optionOf(sort, cx.table.types);
    if (value === undefined && option !== undefined && absentOf(option).includes("undefined")) {
      return coerce({ kind: "absent", which: "undefined", span }, sort, span, cx);
    }
    if (value === undefined) return mismatch(cx, span, `\`${callee}\` also needs its argument \`${name}\`.`);
  }
  const option = value.kind === "term" ? optionOf(value.term.sort, cx.table.types) : undefined;
  const mayBeMissing = option !== undefined && absentOf(option).includes("undefined");
  if (fallback === undefined || value.kind !== "term" || !mayBeMissing) return coerce(value, sort, span, cx);
  return ite(is(value.term, "undefined"), coerce(fallback, sort, span, cx), coerce(value, sort, span, cx));
}

function withArguments(fallback: Elaborated, earlier: ReadonlyMap<string, Term>): Elaborated {
  return fallback.kind === "term" ? { ...fallback, term: substitute(fallback.term, earlier) } : fallback;
}
