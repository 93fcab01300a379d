/**
 * Takes a condition over the parameters of a function; gives it as its author would write it after `//@ requires`, or
 * undefined where something in it has no name in the source.
 */
import { showTerm } from "../../calculus/index.js";
import { and, children, type DataTypes, dataType, implies, type Operator, type Term } from "../../ir/index.js";
import { withOwnBinders } from "../written.js";

/** A longer clause is no help to a reader. */
const longest = 110;

export function conditionText(term: Term, types: DataTypes): string | undefined {
  if (!isWritable(term)) return undefined;
  const text = shown(withOwnBinders(term), types, 0);
  return text.length > longest || /[@?#]\d|\(…\)| is |\$[a-z]?\d/u.test(text) ? undefined : text;
}

/** Both bounds of a thing in one clause, `0 <= i && i < xs.length`, and what is asked under one guard. */
export function inClauses(terms: readonly Term[]): readonly Term[] {
  const groups = new Map<string, { readonly guard: Term | undefined; readonly parts: Term[] }>();
  const known = new Set(terms.map(showTerm));
  for (const term of terms) {
    const [given, part] = term.kind === "apply" && term.operator === "implies" ? term.args : [undefined, term];
    const guard = given === undefined || known.has(showTerm(given)) ? undefined : given;
    const key = guard === undefined ? "" : showTerm(guard);
    const group = groups.get(key) ?? { guard, parts: [] };
    groups.set(key, group);
    if (part !== undefined) group.parts.push(part);
  }
  return [...groups.values()].flatMap(({ guard, parts }) =>
    guard === undefined ? withBothBounds(parts) : [implies(guard, and(...withBothBounds(parts)))],
  );
}

function withBothBounds(terms: readonly Term[]): readonly Term[] {
  const taken = new Set<Term>();
  return terms.flatMap((term) => {
    if (taken.has(term)) return [];
    const [low, value] = argsOfOrder(term);
    const upper = terms.find((other) => {
      const [first] = argsOfOrder(other);
      return other !== term && first !== undefined && value !== undefined && showTerm(first) === showTerm(value);
    });
    if (low?.kind !== "literal" || upper === undefined || taken.has(upper)) return [term];
    taken.add(upper);
    return [and(term, upper)];
  });
}

function argsOfOrder(term: Term): readonly Term[] {
  return term.kind === "apply" && turnedSymbols[term.operator] !== undefined ? term.args : [];
}

function isWritable(term: Term): boolean {
  if (term.kind === "construct" || term.kind === "tabulate" || term.kind === "withField") return false;
  if (term.kind === "apply" && /^(?:data\.|array\.permutation|map\.(?:position|found|keys))/u.test(term.operator))
    return false;
  return children(term).every(isWritable);
}

const strength: Partial<Record<Operator, number>> = { implies: 1, or: 2, and: 3 };
const symbols: Partial<Record<Operator, string>> = { implies: "==>", or: "||", and: "&&" };

function shown(term: Term, types: DataTypes, around: number): string {
  if (term.kind === "quantifier" && term.quantifier === "forall") {
    const body = shown(term.body, types, 0);
    return term.binders.reduceRight(
      (inner, { name }) => `forall(${showTerm(variableNamed(name, term))}, ${inner})`,
      body,
    );
  }
  if (term.kind === "is") return presence(term, types, true) ?? showTerm(term);
  if (term.kind !== "apply") return showTerm(term);
  const own = strength[term.operator];
  if (own !== undefined) {
    const parts =
      term.operator === "and" ? conjunction(term.args, types) : term.args.map((part) => shown(part, types, own + 1));
    const text = parts.join(` ${symbols[term.operator]} `);
    return own < around ? `(${text})` : text;
  }
  const [first, second] = term.args;
  if (term.operator === "not" && first?.kind === "is") return presence(first, types, false) ?? showTerm(term);
  const turned = first?.kind === "literal" && second !== undefined ? turnedSymbols[term.operator] : undefined;
  return turned === undefined || first === undefined || second === undefined
    ? showTerm(term)
    : `${showTerm(second)} ${turned} ${showTerm(first)}`;
}

function variableNamed(name: string, { sort }: Term): Term {
  return { kind: "variable", name, sort };
}

const turnedSymbols: Partial<Record<Operator, string>> = {
  "int.atMost": ">=",
  "real.atMost": ">=",
  "double.atMost": ">=",
  "int.lessThan": ">",
  "real.lessThan": ">",
  "double.lessThan": ">",
};

/** `0 <= i && i < n`, but `i >= 0` by itself. */
function conjunction(parts: readonly Term[], types: DataTypes): readonly string[] {
  return parts.map((part, i) => {
    const [low, value] = argsOfOrder(part);
    const next = parts[i + 1];
    const [follows] = next === undefined ? [] : argsOfOrder(next);
    const isChain = low?.kind === "literal" && value !== undefined && follows !== undefined && mentions(follows, value);
    return isChain ? showTerm(part) : shown(part, types, 4);
  });
}

function mentions(term: Term, part: Term): boolean {
  return showTerm(term) === showTerm(part) || children(term).some((child) => mentions(child, part));
}

/** That a value is there, or absent, in the words of its type. */
function presence(
  { of, constructor: made }: Extract<Term, { kind: "is" }>,
  types: DataTypes,
  holds: boolean,
): string | undefined {
  if (of.sort.kind !== "data") return undefined;
  const { shape, constructors } = dataType(types, of.sort.name);
  if (shape !== "option") return undefined;
  const text = showTerm(of);
  const absent = constructors.flatMap((c) => (c.absent === undefined ? [] : [c]));
  const own = absent.find(({ name }) => name === made);
  if (own !== undefined) return `${text} ${holds ? "===" : "!=="} ${own.absent}`;
  if (!holds) return undefined;
  return absent.map((c) => `${text} !== ${c.absent}`).join(" && ");
}
