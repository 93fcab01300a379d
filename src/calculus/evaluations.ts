/**
 * Takes a term; gives its nodes in the order in which JavaScript evaluates them, each with what is known when it is:
 * the guards of `and`, `or`, `implies` and `ite` to its left, the binders around it, and whether it stands under `old`.
 * Source: Darvas, Mehta, Rudich, "Efficient well-definedness checking" (IJCAR 2008), the left-to-right reading.
 */
import {
  and,
  atMost,
  bool,
  children,
  forall,
  implies,
  int,
  isTrue,
  lessThan,
  not,
  type Term,
  trueTerm,
  type Variable,
  variable,
} from "../ir/index.js";
import { sameTerm } from "./same-term.js";

type Scope =
  | { readonly kind: "guard"; readonly condition: Term; readonly outer: Scope | undefined }
  | { readonly kind: "binders"; readonly binders: readonly Variable[]; readonly outer: Scope | undefined }
  | { readonly kind: "old"; readonly outer: Scope | undefined };

export interface Evaluation {
  readonly node: Term;
  /** The closed statement that the condition holds whenever the node is evaluated. */
  readonly under: (condition: Term) => Term;
}

/**
 * A node that was evaluated before under fewer guards is left out, so that shared parts (`a?.b?.c`) cost no more than
 * their number.
 */
export function evaluations(term: Term): readonly Evaluation[] {
  const found: Evaluation[] = [];
  const seen = new Map<Term, (Scope | undefined)[]>();
  const visit = (node: Term, scope: Scope | undefined): void => {
    if (node.kind === "variable" || node.kind === "literal") return;
    const scopes = seen.get(node) ?? [];
    if (scopes.some((earlier) => covers(earlier, scope))) return;
    seen.set(node, [...scopes, scope]);
    visitParts(node, scope, visit);
    found.push({
      node,
      under: (condition) => (isGivenElement(node, condition, scope) ? trueTerm : close(condition, scope)),
    });
  };
  visit(term, undefined);
  return found;
}

type Visit = (node: Term, scope: Scope | undefined) => void;

function visitParts(node: Term, scope: Scope | undefined, visit: Visit): void {
  if (node.kind === "tabulate") {
    visit(node.length, scope);
    visit(node.body, elementScope(node, scope));
    return;
  }
  if (node.kind !== "apply") {
    const inner = scopeWithin(node, scope);
    for (const child of children(node)) visit(child, inner);
    return;
  }
  const guarded = (condition: Term, outer: Scope | undefined): Scope => ({ kind: "guard", condition, outer });
  const [first, second, third] = node.args;
  switch (node.operator) {
    case "and":
    case "or": {
      let inner = scope;
      for (const part of node.args) {
        visit(part, inner);
        inner = guarded(node.operator === "and" ? part : not(part), inner);
      }
      return;
    }
    case "implies":
      if (first !== undefined) visit(first, scope);
      if (first !== undefined && second !== undefined) visit(second, guarded(first, scope));
      return;
    case "ite":
      if (first === undefined || second === undefined || third === undefined) return;
      visit(first, scope);
      visit(second, guarded(first, scope));
      visit(third, guarded(not(first), scope));
      return;
    default:
      for (const part of node.args) visit(part, scope);
  }
}

function scopeWithin(node: Term, outer: Scope | undefined): Scope | undefined {
  if (node.kind === "quantifier") return { kind: "binders", binders: node.binders, outer };
  return node.kind === "old" ? { kind: "old", outer } : outer;
}

/** Inside an array's elements: the index is in its range. */
function elementScope(node: Extract<Term, { kind: "tabulate" }>, outer: Scope | undefined): Scope {
  const index = variable(node.binder.name, node.binder.sort);
  const condition = and(atMost(int(0n), index), lessThan(index, node.length));
  return { kind: "guard", condition, outer: { kind: "binders", binders: [node.binder], outer } };
}

/** Whether all that holds in the earlier scope holds in the later one; `old` changes the state, so that it ends the search. */
function covers(earlier: Scope | undefined, later: Scope | undefined): boolean {
  let scope = later;
  while (scope !== earlier) {
    if (scope === undefined || scope.kind === "old") return false;
    scope = scope.outer;
  }
  return true;
}

/** `a[k]` owes `0 <= k < length`, which is the very guard under which a method gives its function the element. */
function isGivenElement(node: Term, condition: Term, scope: Scope | undefined): boolean {
  const isElement = node.kind === "apply" && node.operator === "array.get";
  return isElement && scope?.kind === "guard" && sameTerm(scope.condition, condition);
}

function close(condition: Term, scope: Scope | undefined): Term {
  let closed = condition;
  for (let at = scope; at !== undefined && !isTrue(closed); at = at.outer) {
    if (at.kind === "guard") closed = implies(at.condition, closed);
    else if (at.kind === "binders") closed = forall(at.binders, closed);
    else closed = { kind: "old", of: closed, sort: bool };
  }
  return closed;
}
