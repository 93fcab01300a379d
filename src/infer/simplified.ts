/**
 * Takes a condition; gives one that says the same with literals worked in: `true === P` is P, `x.of === x.of` is true, a
 * field of a literal is the value given. Substitution leaves many such behind, and candidates are read off the form.
 */
import { sameTerm } from "../calculus/index.js";
import {
  and,
  children,
  type DataTypes,
  dataType,
  falseTerm,
  implies,
  isFalse,
  isTrue,
  ite,
  not,
  or,
  type Term,
  trueTerm,
  withChildren,
} from "../ir/index.js";

export function simplified(term: Term, types: DataTypes): Term {
  const memo = new Map<Term, Term>();
  const walk = (node: Term): Term => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = node.kind === "old" ? node : step(withChildren(node, children(node).map(walk)), types);
    memo.set(node, result);
    return result;
  };
  return walk(term);
}

function step(node: Term, types: DataTypes): Term {
  if (node.kind === "field" && node.of.kind === "construct" && node.of.constructor === node.constructor) {
    const made = dataType(types, node.of.sort.name).constructors.find(({ name }) => name === node.constructor);
    return node.of.args[made?.fields.findIndex(({ name }) => name === node.field) ?? -1] ?? node;
  }
  if (node.kind === "is" && node.of.kind === "construct") {
    return node.of.constructor === node.constructor ? trueTerm : falseTerm;
  }
  if (node.kind === "quantifier") return isTrue(node.body) || isFalse(node.body) ? node.body : node;
  if (node.kind !== "apply") return node;
  const [first, second, third] = node.args;
  switch (node.operator) {
    case "not":
      return first === undefined ? node : not(first);
    case "and":
      return and(...node.args);
    case "or":
      return or(...node.args);
    case "implies":
      return first === undefined || second === undefined ? node : implication(first, second);
    case "ite":
      return first === undefined || second === undefined || third === undefined ? node : ite(first, second, third);
    case "iff":
    case "same":
      return first === undefined || second === undefined ? node : equality(node, first, second);
    default:
      return node;
  }
}

function implication(condition: Term, conclusion: Term): Term {
  return isFalse(conclusion) ? not(condition) : implies(condition, conclusion);
}

function equality(node: Term, first: Term, second: Term): Term {
  if (isTrue(first)) return second;
  if (isTrue(second)) return first;
  if (isFalse(first)) return not(second);
  if (isFalse(second)) return not(first);
  if (sameTerm(first, second)) return trueTerm;
  if (isInteger(first) && isInteger(second)) return first.value.value === second.value.value ? trueTerm : falseTerm;
  return node;
}

function isInteger(term: Term): term is Extract<Term, { kind: "literal" }> & { value: { kind: "int"; value: bigint } } {
  return term.kind === "literal" && term.value.kind === "int";
}
