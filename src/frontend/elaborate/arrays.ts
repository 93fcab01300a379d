/**
 * Takes calls of an array's members that take no callback and change nothing; gives their terms, each with JavaScript's
 * meaning of positions (ECMA-262, 23.1.3): below 0 they count from the end, and all are cut to the array. Members that
 * change the array are statements of code (`lower/array-members.ts`).
 */
import type { Expression } from "../../contract/index.js";
import {
  add,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  bool,
  int,
  intSort,
  isMutable,
  ite,
  lessThan,
  type Sort,
  stringSort,
  subtract,
  type Term,
  type Variable,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, fits } from "../types/coerce.js";
import { afterEvaluating } from "../types/evaluated.js";
import { describe, mismatch, outside } from "../types/mismatch.js";
import { unrefined } from "../types/refinements.js";
import { optionOf, someSort } from "../types/type-table.js";
import { needed, type Operand } from "./arithmetic.js";
import { elaborate, operand } from "./elaborate.js";
import { refuseOpaque } from "./equality.js";
import { joinedOf } from "./fold.js";
import { concatenation } from "./literals.js";
import { iterated } from "./maps.js";
import { elementOrAbsent } from "./members.js";

type CallExpression = Extract<Expression, { kind: "call" }>;

/** A member of an array applied to arguments. */
interface Use {
  readonly array: Term;
  readonly element: Sort;
  readonly args: readonly Expression[];
  readonly span: Span;
  readonly cx: Surroundings;
}

const members: Readonly<Record<string, (use: Use) => Elaborated>> = {
  at: elementAt,
  slice: (use) => ofTerm(member(use, "array.slice", [start(use, 0), end(use, 1)], use.array.sort)),
  concat: concatenated,
  toReversed: (use) => ofTerm(member(use, "array.reverse", [], use.array.sort)),
  includes: (use) => ofTerm(member(use, "array.includes", [searched(use), start(use, 1)], bool)),
  indexOf: (use) => ofTerm(member(use, "array.indexOf", [searched(use), start(use, 1)], intSort)),
  lastIndexOf: (use) => ofTerm(member(use, "array.lastIndexOf", [searched(use), last(use, 1)], intSort)),
  with: replacedAt,
  toSpliced: spliced,
  flat: flattened,
  join: joined,
};

/** Members that change their array. */
export const changing: ReadonlySet<string> = new Set([
  "push",
  "pop",
  "shift",
  "unshift",
  "splice",
  "reverse",
  "fill",
  "sort",
  "copyWithin",
]);

/** Undefined where the callee is no member of an array, or one that is read elsewhere. */
export function callOfArray(e: CallExpression, cx: Surroundings): Elaborated | undefined {
  const { callee } = e;
  if (callee.kind !== "member" || callee.optional || e.optional) return undefined;
  const read = Object.hasOwn(members, callee.property) ? members[callee.property] : undefined;
  if (read === undefined && !changing.has(callee.property)) return undefined;
  const object = needed(operand(callee.object, cx), cx);
  if (object.kind !== "term" || object.term.sort.kind !== "array") return undefined;
  if (read === undefined) {
    return outside(
      "unsupported.expression",
      e.span,
      `\`${callee.property}\` changes its array, which has no meaning here.`,
      cx.place === "clause"
        ? "A clause has no effects: say what the array becomes."
        : "Make it a statement of its own.",
    );
  }
  return read({ array: object.term, element: object.term.sort.element, args: e.args, span: e.span, cx });
}

type ArrayMember = "slice" | "reverse" | "includes" | "indexOf" | "lastIndexOf" | "splice" | "join";

function member({ array, span }: Use, operator: `array.${ArrayMember}`, args: readonly Term[], sort: Sort): Term {
  return apply(operator, [array, ...args], sort, span);
}

/** An argument that is there: `undefined` stands for a missing one. */
function argumentAt({ args, cx }: Use, index: number, wanted?: Sort): Operand | undefined {
  const arg = args[index];
  if (arg === undefined) return undefined;
  if (arg.kind === "spread") {
    return outside("unsupported.call", arg.span, "A spread argument is not read here.", "Write the arguments out.");
  }
  const found = operand(arg, cx, wanted);
  return found.value.kind === "absent" && found.value.which === "undefined" ? undefined : found;
}

export function integerOf(of: Operand, cx: Surroundings): Term {
  return coerce(needed(of, cx), intSort, of.span, cx);
}

function start(use: Use, index: number): Term {
  const found = argumentAt(use, index);
  return found === undefined ? int(0n) : integerOf(found, use.cx);
}

function end(use: Use, index: number): Term {
  const found = argumentAt(use, index);
  return found === undefined ? arrayLength(use.array) : integerOf(found, use.cx);
}

/** Where `lastIndexOf` begins. Soundness: an argument that is `undefined` means 0 there, and a missing one the end. */
function last(use: Use, index: number): Term {
  if (use.args[index] === undefined) return subtract(arrayLength(use.array), int(1n));
  return start(use, index);
}

/** The position that `at` and `with` mean, which may lie outside. */
export function counted(array: Term, index: Term): Term {
  const length = arrayLength(array);
  if (index.kind === "literal" && index.value.kind === "int") {
    return index.value.value < 0n ? subtract(length, int(-index.value.value)) : index;
  }
  return ite(lessThan(index, int(0n)), add(length, index), index);
}

function elementAt(use: Use): Elaborated {
  const index = counted(use.array, start(use, 0));
  return ofTerm(elementOrAbsent(use.array, index, use.span, use.cx));
}

/** Arrays among the arguments give their elements, others themselves. */
function concatenated(use: Use): Elaborated {
  const parts = use.args.map((arg) => {
    const { value } = operand(arg, use.cx, use.element);
    const isArray = value.kind === "term" && value.term.sort.kind === "array";
    const isTuple =
      value.kind === "term" && value.term.sort.kind === "data" && isTupleSort(value.term.sort.name, use.cx);
    if (isTuple) {
      return outside("unsupported.call", arg.span, "A tuple is not read as an array here.", "Write its elements out.");
    }
    return { value, isSpread: isArray, span: arg.span };
  });
  const whole = { value: ofTerm(use.array), isSpread: true, span: use.span };
  return concatenation([whole, ...parts], use.element, use.span, use.cx);
}

function isTupleSort(name: string, cx: Surroundings): boolean {
  return cx.table.types.get(name)?.shape === "tuple";
}

/** The value looked for, compared as JavaScript compares scalars. */
function searched(use: Use): Term {
  if (use.cx.place === "code") refuseOpaque(use.element, use.span, use.cx);
  const found = argumentAt(use, 0, use.element);
  if (found === undefined || !isScalar(use.element, use.cx)) {
    return outside(
      "unsupported.identity",
      use.span,
      found === undefined
        ? "What is looked for is missing."
        : "Searching an array of objects compares identities, which have no meaning here.",
      "Compare a field that tells the elements apart.",
    );
  }
  return coerce(found.value, use.element, found.span, use.cx);
}

function isScalar(sort: Sort, cx: Surroundings): boolean {
  const option = optionOf(sort, cx.table.types);
  if (option !== undefined) return isScalar(someSort(option), cx);
  return ["bool", "int", "bigint", "real", "double", "string", "opaque"].includes(sort.kind);
}

/** `a.with(i, v)` throws where i lies outside, so that reading there is owed. */
function replacedAt(use: Use): Elaborated {
  const value = argumentAt(use, 1, use.element);
  if (value === undefined) return mismatch(use.cx, use.span, "`with` takes an index and a value.");
  const index = counted(use.array, start(use, 0));
  const read = arrayGet(use.array, index, use.span);
  const term = coerce(value.value, use.element, value.span, use.cx);
  const sort = fits(term, use.element, use.cx) ? use.array.sort : unrefined(use.array.sort);
  return ofTerm(afterEvaluating(read, { ...arraySet(use.array, index, term), sort } as Term));
}

function spliced(use: Use): Elaborated {
  const inserted = insertedInto(use.element, use.args.slice(2), use.span, use.cx);
  const count = use.args.length < 2 ? arrayLength(use.array) : start(use, 1);
  const from = use.args.length === 0 ? arrayLength(use.array) : start(use, 0);
  return ofTerm(member(use, "array.splice", [from, count, inserted], unrefined(use.array.sort)));
}

/** The array of the values that are put in. */
function insertedInto(element: Sort, args: readonly Expression[], span: Span, cx: Surroundings): Term {
  const items = args.map((arg) => partOf(arg, element, cx));
  const value = concatenation(items, element, span, cx);
  if (value.kind === "term") return value.term;
  return mismatch(cx, span, `These are ${describe(value, cx)}, where elements are wanted.`);
}

export function partOf(e: Expression, element: Sort | undefined, cx: Surroundings) {
  if (e.kind !== "spread") return { value: elaborate(e, cx, element), isSpread: false, span: e.span };
  const collected = iterated(e.of, cx);
  if (collected !== undefined) return { value: ofTerm(collected), isSpread: true, span: e.span };
  const wanted: Sort | undefined = element === undefined ? undefined : { kind: "array", element };
  return { value: needed(operand(e.of, cx, wanted), cx), isSpread: true, span: e.span };
}

/** One level: the arrays of the array, one behind the other. */
function flattened(use: Use): Elaborated {
  const { array, element, cx, span } = use;
  const depth = argumentAt(use, 0);
  const one = depth === undefined ? undefined : integerOf(depth, cx);
  const isOne = one === undefined || (one.kind === "literal" && one.value.kind === "int" && one.value.value === 1n);
  if (!isOne || element.kind !== "array" || element.element.kind === "array") {
    return outside(
      "unsupported.call",
      span,
      "`flat` is read by one level, of an array of arrays of other values.",
      "Write a loop that pushes the elements.",
    );
  }
  if (cx.place === "code" && isMutable(element.element, cx.table.types)) {
    return outside(
      "aliasing",
      span,
      "The objects in the arrays would have a second owner in the result.",
      "Write `flatMap((part) => part)`, which is followed.",
    );
  }
  const index: Variable = { name: cx.freshBinder("k"), sort: intSort };
  const range = { low: int(0n), high: arrayLength(array), index };
  return ofTerm(joinedOf(range, arrayGet(array, variable(index.name, intSort)), cx).value);
}

function joined(use: Use): Elaborated {
  if (use.element.kind !== "string") {
    return outside(
      "unsupported.call",
      use.span,
      "`join` is read on arrays of strings.",
      "Make strings of the elements.",
    );
  }
  const separator = argumentAt(use, 0, stringSort);
  const text: Term =
    separator === undefined
      ? { kind: "literal", value: { kind: "string", value: "," }, sort: stringSort }
      : coerce(separator.value, stringSort, separator.span, use.cx);
  return ofTerm(member(use, "array.join", [text], stringSort));
}
