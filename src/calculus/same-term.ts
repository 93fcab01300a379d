/**
 * Takes two terms; gives whether they are one text, spans aside. Shared nodes are known by identity.
 */
import { children, type Term, type Value } from "../ir/index.js";

export function sameTerm(a: Term, b: Term): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.sort.kind !== b.sort.kind || !sameHead(a, b)) return false;
  const left = children(a);
  const right = children(b);
  return left.length === right.length && left.every((child, i) => isSame(child, right[i]));
}

function isSame(a: Term, b: Term | undefined): boolean {
  return b !== undefined && sameTerm(a, b);
}

function sameHead(a: Term, b: Term): boolean {
  if (a.kind === "variable" && b.kind === "variable") return a.name === b.name;
  if (a.kind === "literal" && b.kind === "literal") return sameValue(a.value, b.value);
  if (a.kind === "apply" && b.kind === "apply") return a.operator === b.operator;
  if (a.kind === "construct" && b.kind === "construct") {
    return a.constructor === b.constructor && a.sort.name === b.sort.name;
  }
  if ((a.kind === "field" && b.kind === "field") || (a.kind === "withField" && b.kind === "withField")) {
    return a.constructor === b.constructor && a.field === b.field;
  }
  if (a.kind === "is" && b.kind === "is") return a.constructor === b.constructor;
  if (a.kind === "call" && b.kind === "call") return a.function === b.function;
  if (a.kind === "quantifier" && b.kind === "quantifier") {
    return a.quantifier === b.quantifier && JSON.stringify(a.binders) === JSON.stringify(b.binders);
  }
  if (a.kind === "tabulate" && b.kind === "tabulate") {
    return JSON.stringify(a.binder) === JSON.stringify(b.binder);
  }
  return a.kind === "old" && b.kind === "old";
}

function sameValue(a: Value, b: Value): boolean {
  if (a.kind === "real" && b.kind === "real") return a.numerator === b.numerator && a.denominator === b.denominator;
  if (a.kind === "unit" && b.kind === "unit") return true;
  if ("value" in a && "value" in b) return a.kind === b.kind && Object.is(a.value, b.value);
  return false;
}
