/**
 * Takes calls of JavaScript's own functions that make or read whole arrays: `Array.of`, `new Array(n).fill(x)`,
 * `Math.max(...xs)`, `structuredClone`; gives their terms.
 */
import type { Expression } from "../../contract/index.js";
import { apply, arrayLength, int, isMutable, ite, lessThan, type Sort, type Term } from "../../ir/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce, settle } from "../types/coerce.js";
import { mismatch, outside } from "../types/mismatch.js";
import { isArray } from "../types/mixed.js";
import { unrefined } from "../types/refinements.js";
import { needed } from "./arithmetic.js";
import { integerOf, partOf } from "./arrays.js";
import { callGlobal } from "./builtins.js";
import { maybeAbsent, operand } from "./elaborate.js";
import { concatenation } from "./literals.js";

/** The name under which code calls `new Array(n).fill(x)` of the array it makes. */
export const filledArray = "Array.filled";

type CallExpression = Extract<Expression, { kind: "call" }>;

export function globalOnArrays(
  name: string,
  e: CallExpression,
  wanted: Sort | undefined,
  cx: Surroundings,
): Elaborated | undefined {
  switch (name) {
    case "Array.of": {
      const element = wanted?.kind === "array" ? wanted.element : undefined;
      const parts = e.args.map((arg) => partOf(arg, element, cx));
      return concatenation(parts, element, e.span, cx);
    }
    case "Array.isArray": {
      const [arg] = e.args;
      if (arg === undefined || e.args.length > 1) return mismatch(cx, e.span, "`Array.isArray` takes one value.");
      return ofTerm(isArray(maybeAbsent(arg, cx), arg.span, cx));
    }
    case filledArray:
      return filled(e, wanted, cx);
    case "Math.max":
    case "Math.min":
      return e.args.some((arg) => arg.kind === "spread") ? extreme(name, e, cx) : undefined;
    default:
      return e.args.some((arg) => arg.kind === "spread")
        ? outside("unsupported.call", e.span, "Spread arguments are not read here.", "Write the arguments out.")
        : undefined;
  }
}

/** Soundness: all slots get the one value, so that an object would be shared. */
function filled(e: CallExpression, wanted: Sort | undefined, cx: Surroundings): Elaborated {
  const [count, value] = e.args;
  if (count === undefined || value === undefined) return mismatch(cx, e.span, "A length and a value are wanted.");
  const length = integerOf(operand(count, cx), cx);
  const element = wanted?.kind === "array" ? wanted.element : undefined;
  const item = operand(value, cx, element);
  const plain = element === undefined ? settle(item.value, cx) : coerce(item.value, element, item.span, cx);
  if (isMutable(plain.sort, cx.table.types)) {
    return outside(
      "aliasing",
      e.span,
      "All elements would be one object.",
      "Make one for each element: `Array.from({ length: n }, () => [])`.",
    );
  }
  return ofTerm(apply("array.repeat", [plain, length], { kind: "array", element: unrefined(plain.sort) }, e.span));
}

/**
 * `Math.max(...xs)` is -Infinity of no numbers, which is no integer and no real: owed by the operator. Beside a single
 * number an empty array counts for nothing.
 */
function extreme(name: "Math.max" | "Math.min", e: CallExpression, cx: Surroundings): Elaborated {
  const parts = e.args.map((arg) => partOf(arg, undefined, cx));
  const singles = parts
    .filter((p) => !p.isSpread)
    .map(({ value, span }) => ({ value: needed({ value, span }, cx), span }));
  const arrays = parts.filter((p) => p.isSpread);
  const of = (array: Elaborated): Term => {
    const sort = array.kind === "term" && array.term.sort.kind === "array" ? array.term.sort.element : undefined;
    if (array.kind !== "term" || (sort?.kind !== "int" && sort?.kind !== "real")) {
      return outside("unsupported.call", e.span, `\`${name}\` of a spread is read on arrays of integers and reals.`);
    }
    const operator = name === "Math.max" ? "array.maximum" : "array.minimum";
    return apply(operator, [array.term], unrefined(sort), e.span);
  };
  const [only] = arrays;
  if (singles.length === 0) {
    const whole = arrays.length === 1 && only !== undefined ? only.value : concatenation(parts, undefined, e.span, cx);
    return ofTerm(of(whole));
  }
  const first = callGlobal(name, singles, e.span, cx);
  return arrays.reduce<Elaborated>((known, part) => {
    const term = of(part.value);
    const array = term.kind === "apply" ? term.args[0] : undefined;
    const both = callGlobal(
      name,
      [
        { value: known, span: e.span },
        { value: ofTerm(term), span: part.span },
      ],
      e.span,
      cx,
    );
    const joined = settle(both, cx);
    if (array === undefined) return both;
    return ofTerm(ite(lessThan(int(0n), arrayLength(array)), joined, coerce(known, joined.sort, e.span, cx)));
  }, first);
}
