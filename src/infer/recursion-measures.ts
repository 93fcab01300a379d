/**
 * Takes a function and the calls in it of its own component; gives measures that the arguments suggest, the likeliest
 * first. Source: the size-change principle (Lee, Jones, Ben-Amram, POPL 2001), for one function and syntactic changes.
 */
import { statementsOf } from "../calculus/index.js";
import {
  arrayLength,
  children,
  type DataTypes,
  type FunctionIR,
  type Statement,
  sizeOf,
  subtract,
  type Term,
  use,
  type Variable,
} from "../ir/index.js";
import { distinct, type Measure } from "./loop-measures.js";

/** Arguments of every call or `use` of one of `callees`, in statements and in terms. */
export function callsOf(fn: FunctionIR, callees: ReadonlySet<string>): readonly (readonly Term[])[] {
  if (fn.body === undefined) return [];
  return statementsOf(fn.body).flatMap((statement) => [
    ...(statement.kind === "call" && callees.has(statement.callee) ? [statement.args.map(({ value }) => value)] : []),
    ...(statement.kind === "use" && callees.has(statement.callee) ? [statement.args] : []),
    ...termsOf(statement).flatMap((term) => callTerms(term, callees)),
  ]);
}

function termsOf(statement: Statement): readonly Term[] {
  switch (statement.kind) {
    case "let":
    case "return":
      return statement.value === undefined ? [] : [statement.value];
    case "assign":
      return [statement.value];
    case "if":
    case "loop":
      return [statement.condition];
    case "call":
      return statement.args.map(({ value }) => value);
    default:
      return [];
  }
}

function callTerms(term: Term, callees: ReadonlySet<string>): readonly (readonly Term[])[] {
  const inner = children(term).flatMap((child) => callTerms(child, callees));
  return term.kind === "call" && callees.has(term.function) ? [...inner, term.args] : inner;
}

type Change = "smaller" | "same" | "larger" | "unknown";

/** The calls must be of functions that have the same measure at the same parameters: itself, or partners alike. */
export function recursionMeasures(
  fn: FunctionIR,
  calls: readonly (readonly Term[])[],
  types: DataTypes,
): readonly Measure[] {
  const { parameters } = fn.contract;
  const sizes = parameters.map((p, i) => ({ size: sizeOf(use(p), types), changes: calls.map((args) => args[i]) }));
  // Structural recursion: the argument is another value than the parameter in every call.
  const structural = sizes.flatMap(({ size, changes }, i) =>
    size !== undefined && changes.every((arg) => arg?.kind !== "variable" || arg.name !== parameters[i]?.name)
      ? [[size]]
      : [],
  );
  const changes = parameters.map((parameter, i) => calls.map((args) => changeOf(parameter, args[i])));
  const integers = parameters.filter((p) => p.sort.kind === "int");
  const changeIn = (parameter: Variable): readonly Change[] => changes[parameters.indexOf(parameter)] ?? [];
  const single = integers.filter((p) => changeIn(p).every((c) => c === "smaller"));
  const pairs = integers.flatMap((p) => integers.filter((q) => q !== p).map((q) => [p, q] as const));
  const gaps = pairs.filter(([low, high]) => narrows(changeIn(low), changeIn(high)));
  const tuples = pairs.filter(([p, q]) => descends(changeIn(p), changeIn(q)));
  const arrays = parameters.filter((p) => p.sort.kind === "array");
  const ends = arrays.flatMap((a) =>
    integers.filter((i) => changeIn(i).includes("larger")).map((i) => subtract(arrayLength(use(a)), use(i))),
  );
  const shrinking = arrays.filter((a) => changeIn(a).every((c) => c !== "same"));
  const moving = integers.filter((p) => changeIn(p).includes("unknown"));
  return distinct([
    ...structural,
    ...single.map((p) => [use(p)]),
    ...gaps.map(([low, high]) => [subtract(use(high), use(low))]),
    ...tuples.map(([p, q]) => [use(p), use(q)]),
    ...ends.map((term) => [term]),
    ...shrinking.map((a) => [arrayLength(use(a))]),
    ...moving.map((p) => [use(p)]),
    ...pairs.filter(([p, q]) => moving.includes(p) && moving.includes(q)).map(([p, q]) => [subtract(use(q), use(p))]),
  ]);
}

/** The interval loses at one end at least in every call, and grows at none. */
function narrows(low: readonly Change[], high: readonly Change[]): boolean {
  return low.every((change, i) => {
    const other = high[i];
    const kept = (change === "larger" || change === "same") && (other === "smaller" || other === "same");
    return kept && (change === "larger" || other === "smaller");
  });
}

/** Lexicographically: the first falls, or stays while the second falls. */
function descends(first: readonly Change[], second: readonly Change[]): boolean {
  return (
    first.every((change, i) => change === "smaller" || (change === "same" && second[i] === "smaller")) &&
    first.includes("same")
  );
}

function changeOf(parameter: Variable, arg: Term | undefined): Change {
  if (arg?.kind === "variable") return arg.name === parameter.name ? "same" : "unknown";
  if (arg?.kind !== "apply") return "unknown";
  const [of, by] = arg.args;
  if (of?.kind !== "variable" || of.name !== parameter.name || by?.kind !== "literal" || by.value.kind !== "int") {
    return "unknown";
  }
  const amount = by.value.value;
  switch (arg.operator) {
    case "int.subtract":
      return amount > 0n ? "smaller" : amount < 0n ? "larger" : "same";
    case "int.add":
      return amount > 0n ? "larger" : amount < 0n ? "smaller" : "same";
    case "int.floorDivide":
    case "int.truncateDivide":
      return amount > 1n ? "smaller" : "unknown";
    default:
      return "unknown";
  }
}
