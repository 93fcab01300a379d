/**
 * Gives the connectives that keep every partial operation which JavaScript would evaluate: where a result is known
 * without its operands, what the operands owe is still owed.
 * Soundness: the simplifying builders of the IR drop operands; `o.p!.q > 0 && false` would lose what `o.p` owes.
 */
import { apply, bool, children, isFalse, isTrue, type Operator, same, type Term } from "../../ir/index.js";

const partial: ReadonlySet<Operator> = new Set<Operator>([
  "int.floorDivide",
  "int.truncateDivide",
  "int.ceilDivide",
  "int.roundDivide",
  "int.remainder",
  "int.rootFloor",
  "int.rootCeiling",
  "int.power",
  "real.divide",
  "real.toInt",
  "double.toInt",
  "array.get",
  "map.get",
  "map.found",
  "array.set",
  "array.truncate",
  "array.repeat",
  "array.minimum",
  "array.maximum",
  "string.get",
  "string.unit",
  "string.codePoint",
  "string.pointWidth",
  "string.repeat",
]);

/** Can evaluating the node go wrong, its parts aside? */
export function isPartial(term: Term): boolean {
  if (term.kind === "field" || term.kind === "withField" || term.kind === "call") return true;
  return term.kind === "apply" && partial.has(term.operator);
}

/** Can evaluating the term go wrong? */
export function isTotal(term: Term): boolean {
  return !isPartial(term) && children(term).every(isTotal);
}

/** Is the part, this very node, evaluated whenever the term is? */
export function surelyEvaluates(term: Term, part: Term): boolean {
  if (term === part) return true;
  if (term.kind === "quantifier") return false;
  const isLazy =
    term.kind === "tabulate" || (term.kind === "apply" && ["and", "or", "implies", "ite"].includes(term.operator));
  return (isLazy ? children(term).slice(0, 1) : children(term)).some((child) => surelyEvaluates(child, part));
}

/** The result, after the term has been evaluated for nothing. */
export function afterEvaluating(term: Term, result: Term): Term {
  if (isTotal(term)) return result;
  return apply("ite", [same(term, term), result, result], result.sort);
}

/** `a && b`, b evaluated where a holds. */
export function both(a: Term, b: Term): Term {
  if (isTrue(a)) return b;
  return isFalse(a) || isTrue(b) ? a : apply("and", [a, b], bool);
}

/** `a || b`, b evaluated where a does not hold. */
export function either(a: Term, b: Term): Term {
  if (isFalse(a)) return b;
  return isTrue(a) || isFalse(b) ? a : apply("or", [a, b], bool);
}

/** `a ==> b`, b evaluated where a holds. */
export function follows(a: Term, b: Term): Term {
  if (isTrue(a)) return b;
  return isFalse(a) ? apply("not", [a], bool) : apply("implies", [a, b], bool);
}
