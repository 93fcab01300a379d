/**
 * Gives the generic passes over terms: children, rebuilding, substitution, free variables.
 * All memoise by identity, so that a DAG is walked once a node. Binders introduced by programs and by `typeFacts` are
 * never the names of program variables ("#n" or the author's bound names, which the frontend makes unique), so that
 * substitution of closed-over variables cannot capture; `substitute` checks it.
 */
import { assertNever, invariant } from "../base/index.js";
import type { Accessor } from "./statement.js";
import type { Term, Variable } from "./term.js";

export function children(term: Term): readonly Term[] {
  switch (term.kind) {
    case "variable":
    case "literal":
      return [];
    case "apply":
    case "construct":
    case "call":
      return term.args;
    case "field":
    case "is":
    case "old":
      return [term.of];
    case "withField":
      return [term.of, term.value];
    case "quantifier":
      return [term.body];
    case "tabulate":
      return [term.length, term.body];
    default:
      return assertNever(term);
  }
}

/** The variables that a node binds. They are bound in the last of its children alone. */
export function binders(term: Term): readonly Variable[] {
  if (term.kind === "quantifier") return term.binders;
  return term.kind === "tabulate" ? [term.binder] : [];
}

/** The same node over new children, which must be as many as before; the node itself where none changed. */
export function withChildren(term: Term, parts: readonly Term[]): Term {
  if (children(term).every((child, i) => child === parts[i])) return term;
  const part = (i: number): Term => {
    const found = parts[i];
    invariant(found !== undefined, "a node keeps its number of children");
    return found;
  };
  switch (term.kind) {
    case "variable":
    case "literal":
      return term;
    case "apply":
    case "construct":
    case "call":
      return { ...term, args: parts };
    case "field":
    case "is":
    case "old":
      return { ...term, of: part(0) };
    case "withField":
      return { ...term, of: part(0), value: part(1) };
    case "quantifier":
      return { ...term, body: part(0) };
    case "tabulate":
      return { ...term, length: part(0), body: part(1) };
    default:
      return assertNever(term);
  }
}

/** Replaces free variables by name. `old` nodes are left as they are: resolve them first where they can occur. */
export function substitute(term: Term, replacement: ReadonlyMap<string, Term>): Term {
  const memo = new Map<Term, Term>();
  const walk = (node: Term): Term => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = rewrite(node);
    memo.set(node, result);
    return result;
  };
  const rewrite = (node: Term): Term => {
    if (node.kind === "variable") return replacement.get(node.name) ?? node;
    if (node.kind === "old") return node;
    if (binders(node).some((b) => replacement.has(b.name))) {
      const inner = new Map(replacement);
      for (const b of binders(node)) inner.delete(b.name);
      const body = children(node).length - 1;
      return withChildren(
        node,
        children(node).map((child, i) => (i === body ? substitute(child, inner) : walk(child))),
      );
    }
    return withChildren(node, children(node).map(walk));
  };
  return walk(term);
}

/** Replaces `old(e)` by `e` with its free variables read from the entry state; bound variables keep their meaning. */
export function resolveOld(term: Term, entry: ReadonlyMap<string, Term>): Term {
  const memo = new Map<Term, Term>();
  const walk = (node: Term): Term => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result =
      node.kind === "old" ? substitute(walk(node.of), entry) : withChildren(node, children(node).map(walk));
    memo.set(node, result);
    return result;
  };
  return walk(term);
}

/** Free variables in order of first occurrence, left to right. */
export function freeVariables(term: Term): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>();
  const seen = new Set<Term>();
  const walk = (node: Term, bound: ReadonlySet<string>): void => {
    if (bound.size === 0) {
      if (seen.has(node)) return;
      seen.add(node);
    }
    if (node.kind === "variable") {
      if (!bound.has(node.name) && !found.has(node.name)) found.set(node.name, { name: node.name, sort: node.sort });
      return;
    }
    const own = binders(node);
    const inner = own.length === 0 ? bound : new Set([...bound, ...own.map((b) => b.name)]);
    const parts = children(node);
    parts.forEach((child, i) => {
      walk(child, i === parts.length - 1 ? inner : bound);
    });
  };
  walk(term, new Set());
  return found;
}

/** The term inside a step of a place, which the statement evaluates. */
export function termsOfStep(step: Accessor): readonly Term[] {
  if (step.kind === "field") return [];
  return [step.kind === "index" ? step.index : step.key];
}
