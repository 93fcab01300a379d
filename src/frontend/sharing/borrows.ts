/**
 * Takes a body of the IR and variables that are to stand for the place they were bound to (`const u = users[i]`); gives
 * the body in which each mention of such a variable is the place, with its indices frozen where it was bound
 * (SEMANTICS, section 2). A read and a write through the variable is then one of the owner.
 * Relies on `flow`: no slot on the way is re-pointed while the variable is in use.
 */
import { assertNever, invariant } from "../../base/index.js";
import {
  type Accessor,
  type Clause,
  children,
  type DataTypes,
  isMutable,
  type Place,
  type Statement,
  substitute,
  type Term,
  type Variable,
  withChildren,
} from "../../ir/index.js";
import { isWrapper, type Path, pathOf } from "../syntax/sharing-paths.js";

/** What a variable may stand for: a path from another, as such, in an option, or where a test says that it is there. */
export interface Borrow {
  readonly root: string;
  readonly path: Path;
}

/** Variables that are bound once to a place, and to nothing else. */
export function borrowable(body: Statement, types: DataTypes): ReadonlyMap<string, Borrow> {
  const found = new Map<string, Borrow>();
  const spoilt = new Set<string>();
  forEachStatement(body, (s) => {
    if (s.kind === "let") {
      const { name, sort } = s.variable;
      const place = s.value && isMutable(sort, types) ? placeIn(s.value, types) : undefined;
      if (place === undefined || found.has(name)) spoilt.add(name);
      else found.set(name, { root: place.root.name, path: pathOf(place, types) });
    }
    if (s.kind === "assign" && s.target.path.length === 0 && s.inPlace === undefined) spoilt.add(s.target.root.name);
    if (s.kind === "call" && s.target !== undefined) spoilt.add(s.target.name);
  });
  return new Map([...found].filter(([name]) => !spoilt.has(name)));
}

function forEachStatement(s: Statement, visit: (s: Statement) => void): void {
  visit(s);
  if (s.kind === "block") for (const part of s.body) forEachStatement(part, visit);
  if (s.kind === "labelled") forEachStatement(s.body, visit);
  if (s.kind === "if") for (const part of [s.then, s.else]) forEachStatement(part, visit);
  if (s.kind === "loop") for (const part of [...s.prelude, s.body, s.step]) forEachStatement(part, visit);
}

/** The place of a path from a variable; of an option that holds one where it holds anything. */
function placeIn(term: Term, types: DataTypes): Place | undefined {
  if (term.kind === "construct" && isWrapper(term.sort, types)) {
    const [held] = term.args;
    return held && placeIn(held, types);
  }
  if (term.kind !== "apply" || term.operator !== "ite") return placeOf(term);
  const [, first, second] = term.args;
  const [some, other] = [first, second].filter((branch) => branch !== undefined && !isAbsent(branch, types));
  return some === undefined || other !== undefined ? undefined : placeIn(some, types);
}

function isAbsent(term: Term, types: DataTypes): boolean {
  return term.kind === "construct" && isWrapper(term.sort, types) && term.args.length === 0;
}

function placeOf(term: Term): Place | undefined {
  if (term.kind === "variable") return { root: { name: term.name, sort: term.sort }, path: [] };
  const span = term.span ?? { file: "", start: 0, end: 0 };
  if (term.kind === "field") {
    const of = placeOf(term.of);
    const step: Accessor = { kind: "field", constructor: term.constructor, field: term.field, span };
    return of && { ...of, path: [...of.path, step] };
  }
  if (term.kind !== "apply") return undefined;
  const [object, at] = term.args;
  const of = object && placeOf(object);
  if (of === undefined || at === undefined) return undefined;
  if (term.operator === "array.get") return { ...of, path: [...of.path, { kind: "index", index: at, span }] };
  return term.operator === "map.get" ? { ...of, path: [...of.path, { kind: "key", key: at, span }] } : undefined;
}

/** `standing`: variables that stand for another from the start. */
export function resolveBorrows(
  body: Statement,
  names: ReadonlySet<string>,
  standing: ReadonlyMap<string, Variable>,
  types: DataTypes,
): Statement {
  if (names.size === 0 && standing.size === 0) return body;
  const terms = new Map<string, Term>([...standing].map(([name, v]) => [name, { kind: "variable", ...v }]));
  let count = 0;

  const term = (t: Term): Term => substitute(renamed(t, standing), terms);
  const clause = (c: Clause): Clause => ({ ...c, term: term(c.term) });
  const place = ({ root, path }: Place): Place => {
    const steps = path.map((step): Accessor => {
      if (step.kind === "index") return { ...step, index: term(step.index) };
      return step.kind === "key" ? { ...step, key: term(step.key) } : step;
    });
    const of = terms.get(root.name);
    return of === undefined ? { root, path: steps } : joined(of, steps, types);
  };
  const freeze = (value: Term, out: Statement[], span: Statement["span"]): Term => {
    if (value.kind === "literal") return value;
    count += 1;
    const variable: Variable = { name: `$at${count}`, sort: value.sort };
    out.push({ kind: "let", variable, value, span });
    return { kind: "variable", ...variable };
  };
  const bind = (s: Extract<Statement, { kind: "let" }>, value: Term): Statement => {
    const out: Statement[] = [];
    const frozen = frozenTerm(value, (index) => freeze(index, out, s.span));
    terms.set(s.variable.name, frozen);
    // What the way owes, it owes here.
    return { kind: "block", body: [...out, { ...s, value: frozen }], span: s.span };
  };
  const resolve = (s: Statement): Statement => {
    switch (s.kind) {
      case "let": {
        const value = s.value && term(s.value);
        if (value === undefined) return s;
        return names.has(s.variable.name) ? bind(s, value) : { ...s, value };
      }
      case "assign":
        return { ...s, target: place(s.target), value: term(s.value) };
      case "block":
        return { ...s, body: s.body.map(resolve) };
      case "if": {
        const condition = term(s.condition);
        // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
        return { ...s, condition, then: resolve(s.then), else: resolve(s.else) };
      }
      case "loop": {
        const invariants = s.invariants.map(clause);
        const variant = s.variant?.kind === "measure" ? { ...s.variant, terms: s.variant.terms.map(term) } : s.variant;
        const prelude = s.prelude.map(resolve);
        const parts = {
          prelude,
          condition: term(s.condition),
          body: resolve(s.body),
          step: resolve(s.step),
          invariants,
        };
        return variant === undefined ? { ...s, ...parts } : { ...s, ...parts, variant };
      }
      case "labelled":
        return { ...s, body: resolve(s.body) };
      case "return":
        return s.value === undefined ? s : { ...s, value: term(s.value) };
      case "call": {
        const args = s.args.map((arg) =>
          arg.place === undefined ? { value: term(arg.value) } : { value: term(arg.value), place: place(arg.place) },
        );
        return { ...s, args };
      }
      case "assert":
      case "assume":
        return { ...s, clause: clause(s.clause) };
      case "use":
        return { ...s, args: s.args.map(term) };
      case "order": {
        const comparison = { ...s.comparison, term: term(s.comparison.term) };
        return { ...s, array: term(s.array), comparison, value: term(s.value), known: term(s.known) };
      }
      case "havoc": {
        // Soundness: what a borrowed variable reaches is its owner's.
        const owners = s.variables.map((v) => (terms.has(v.name) ? place({ root: v, path: [] }).root : v));
        return { ...s, variables: owners };
      }
      case "break":
      case "continue":
      case "throw":
        return s;
      default:
        return assertNever(s);
    }
  };
  return resolve(body);
}

/** Soundness: of a parameter that another stands for, nothing is left, in what is said of the entry either. */
export function renamed(term: Term, standing: ReadonlyMap<string, Variable>): Term {
  if (standing.size === 0) return term;
  const memo = new Map<Term, Term>();
  const walk = (t: Term): Term => {
    const known = memo.get(t);
    if (known !== undefined) return known;
    const other = t.kind === "variable" ? standing.get(t.name) : undefined;
    const result = other === undefined ? withChildren(t, children(t).map(walk)) : { ...t, name: other.name };
    memo.set(t, result);
    return result;
  };
  return walk(term);
}

/** The value with its indices and tests as they are now. */
function frozenTerm(value: Term, freeze: (index: Term) => Term): Term {
  if (value.kind === "construct") return { ...value, args: value.args.map((arg) => frozenTerm(arg, freeze)) };
  if (value.kind === "field") return { ...value, of: frozenTerm(value.of, freeze) };
  if (value.kind !== "apply") return value;
  const [first, second, third] = value.args;
  if (value.operator === "ite" && first && second && third) {
    return { ...value, args: [freeze(first), frozenTerm(second, freeze), frozenTerm(third, freeze)] };
  }
  const isPart = value.operator === "array.get" || value.operator === "map.get";
  if (!isPart || first === undefined || second === undefined) return value;
  return { ...value, args: [frozenTerm(first, freeze), freeze(second)] };
}

/** The place, further on from what the term stands for. */
function joined(of: Term, steps: readonly Accessor[], types: DataTypes): Place {
  const [step, ...rest] = steps;
  if (
    of.kind === "construct" &&
    step?.kind === "field" &&
    step.constructor === of.constructor &&
    isWrapper(of.sort, types)
  ) {
    const [held] = of.args;
    invariant(held !== undefined, "what is written through holds something");
    return joined(held, rest, types);
  }
  if (of.kind === "apply" && of.operator === "ite") {
    const some = of.args.slice(1).find((branch) => !isAbsent(branch, types));
    invariant(some !== undefined, "a borrow stands for a place");
    return joined(some, steps, types);
  }
  const base = placeOf(of);
  invariant(base !== undefined, "a borrow stands for a place");
  return { root: base.root, path: [...base.path, ...steps] };
}
