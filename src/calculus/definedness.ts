/**
 * Takes a node of a term; gives what it owes where its parts are defined: a hazard's kind and its condition. The partial
 * operators are those marked (p) in `ir/operator.ts` and `ir/term.ts`, and `int.power`, whose value for a negative
 * exponent is no integer. `definedness` reads a whole term, left to right under its guards.
 */
import { invariant } from "../base/index.js";
import {
  and,
  apply,
  arrayLength,
  atMost,
  bigint,
  bool,
  type DataTypes,
  dataType,
  inheritedNames,
  int,
  intSort,
  is,
  isNoneOf,
  isTrue,
  lessThan,
  mapHas,
  not,
  or,
  type Program,
  realOf,
  type Sort,
  safeInteger,
  same,
  type Term,
  trueTerm,
} from "../ir/index.js";
import { evaluations } from "./evaluations.js";
import { instantiate } from "./instantiate.js";
import type { ObligationKind } from "./obligation.js";

/** `condition` is closed over guards and binders; it may hold `old`. */
export interface Owed {
  readonly kind: ObligationKind;
  readonly condition: Term;
  readonly node: Term;
}

/** What the conditions speak of. */
type Named = Pick<Program, "types" | "logical">;

/** All that a term owes, in order of evaluation. */
export function definedness(term: Term, program: Named): readonly Owed[] {
  return evaluations(term).flatMap(({ node, under }) => {
    const own = ownCondition(node, program);
    if (own === undefined) return [];
    const condition = under(own.condition);
    return isTrue(condition) ? [] : [{ kind: own.kind, condition, node }];
  });
}

export interface OwnCondition {
  readonly kind: ObligationKind;
  readonly condition: Term;
}

export function ownCondition(node: Term, program: Named): OwnCondition | undefined {
  switch (node.kind) {
    case "apply":
      return operatorCondition(node);
    case "field":
    case "withField":
      return presence(node.of, node.constructor, program.types);
    case "call":
      return { kind: "precondition", condition: logicalRequires(node, program) };
    default:
      return undefined;
  }
}

function operatorCondition(node: Extract<Term, { kind: "apply" }>): OwnCondition | undefined {
  const [first, second] = node.args;
  if (first === undefined) return undefined;
  switch (node.operator) {
    case "array.get":
      return second && { kind: "index", condition: readable(first, second) };
    case "map.found":
      return second && { kind: "prototype", condition: or(isNoneOf(second, inheritedNames), mapHas(first, second)) };
    case "map.get":
      return second && { kind: "absent", condition: mapHas(first, second) };
    case "array.set":
      return second && { kind: "write", condition: writable(first, second) };
    case "array.truncate":
      return second && { kind: "range", condition: and(atLeastZero(second), atMost(second, arrayLength(first))) };
    case "array.repeat":
      return second && { kind: "range", condition: and(atLeastZero(second), lessThan(second, int(2n ** 32n))) };
    case "array.minimum":
    case "array.maximum":
      return { kind: "range", condition: lessThan(int(0n), arrayLength(first)) };
    case "string.get":
    case "string.unit":
    case "string.codePoint":
    case "string.pointWidth":
      return second && { kind: "index", condition: insideText(first, second) };
    case "string.repeat":
      return second && { kind: "range", condition: atLeastZero(second) };
    case "int.floorDivide":
    case "int.truncateDivide":
    case "int.ceilDivide":
    case "int.roundDivide":
    case "int.remainder":
      return second && { kind: "division", condition: notZero(second, int(0n)) };
    case "int.rootFloor":
    case "int.rootCeiling":
      return { kind: "range", condition: atLeastZero(first) };
    case "bigint.divide":
    case "bigint.remainder":
      return second && { kind: "division", condition: notZero(second, bigint(0n)) };
    case "bigint.power":
      return second && { kind: "range", condition: apply("bigint.atMost", [bigint(0n), second], bool) };
    case "bigint.toNumber":
      return { kind: "range", condition: safeInteger(apply("bigint.toInt", [first], intSort)) };
    case "real.divide":
      return second && { kind: "division", condition: notZero(second, realOf(0)) };
    case "int.power":
      return second && { kind: "integral", condition: atLeastZero(second) };
    case "real.toInt":
      return { kind: "integral", condition: apply("real.isInteger", [first], bool) };
    case "double.toInt":
      return { kind: "integral", condition: apply("double.isInteger", [first], bool) };
    default:
      return undefined;
  }
}

/** `0 <= index < length` */
export function readable(array: Term, index: Term): Term {
  return and(atLeastZero(index), lessThan(index, arrayLength(array)));
}

function insideText(text: Term, index: Term): Term {
  const length = apply("string.length", [text], { kind: "int", nat: true });
  return and(atLeastZero(index), lessThan(index, length));
}

/** `0 <= index <= length`: at the length the array grows by one. */
export function writable(array: Term, index: Term): Term {
  return and(atLeastZero(index), atMost(index, arrayLength(array)));
}

/** The value must be made by the constructor, where its type has another. */
export function presence(of: Term, ctor: string, types: DataTypes): OwnCondition | undefined {
  return hasOneConstructor(of.sort, types) ? undefined : { kind: "absent", condition: is(of, ctor) };
}

export function hasOneConstructor(sort: Sort, types: DataTypes): boolean {
  invariant(sort.kind === "data", "a field belongs to a data sort");
  return dataType(types, sort.name).constructors.length === 1;
}

function logicalRequires(call: Extract<Term, { kind: "call" }>, program: Named): Term {
  const callee = program.logical.get(call.function);
  invariant(callee !== undefined, `${call.function} has a logical symbol`);
  return instantiate(callee.requires, argumentMap(callee.parameters, call.args));
}

export function argumentMap(
  parameters: readonly { readonly name: string }[],
  args: readonly Term[],
): ReadonlyMap<string, Term> {
  invariant(parameters.length === args.length, "a call has an argument a parameter");
  return new Map(parameters.flatMap((p, i) => (args[i] === undefined ? [] : [[p.name, args[i]] as const])));
}

function atLeastZero(term: Term): Term {
  return term.kind === "literal" && term.value.kind === "int" && term.value.value >= 0n
    ? trueTerm
    : atMost(int(0n), term);
}

function notZero(term: Term, zero: Term): Term {
  if (term.kind === "literal") {
    if (term.value.kind === "int" && term.value.value !== 0n) return trueTerm;
    if (term.value.kind === "real" && term.value.numerator !== 0n) return trueTerm;
  }
  return not(same(term, zero));
}
