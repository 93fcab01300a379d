/**
 * Gives what may be the case at a point of the program: which places may hold one object, and which of a variable's parts
 * were changed through another name, so that the value the IR has for them is out of date.
 *
 * Soundness: the IR copies a value where JavaScript copies a reference. The copy is right until the object is written
 * under another name; from then on it is stale, and reading it is refused. Facts are closed when they are made: a new
 * name of an object gets all that was known of the old one.
 */
import type { Span } from "../../source/index.js";
import { bounded, element, meets, type Path, type Region, type Step, startsWith } from "../syntax/sharing-paths.js";
import type { Reference } from "./references.js";

/** One object may be at both places; where not exact, one that lies there or below. */
export interface Fact {
  readonly a: Region;
  readonly b: Region;
  readonly exact: boolean;
  /** Where the object got its second name. */
  readonly span: Span;
}

export interface Stale {
  readonly path: Path;
  readonly fact: Fact;
  /** The name under which it was written. */
  readonly writer: string;
  readonly span: Span;
}

/** An object at or below a place is changed: the slots that get something else, or its content as a whole. */
export interface Write {
  readonly object: Region;
  /** The slot written; undefined: the object's own content in a way that has no slot, such as its length. */
  readonly slot: Step | undefined;
  readonly how: "slot" | "grows" | "rearranges";
  /** Some object there or below. */
  readonly deep: boolean;
}

export interface State {
  readonly facts: ReadonlyMap<string, Fact>;
  readonly stale: ReadonlyMap<string, ReadonlyMap<string, Stale>>;
  /** Borrowed variables that still stand for their place, or where that ended. */
  readonly ended: ReadonlyMap<string, Span>;
}

export const noSharing: State = { facts: new Map(), stale: new Map(), ended: new Map() };

function textOf({ root, path }: Region): string {
  return `${root} ${path.join("")}`;
}

function keyOf(a: Region, b: Region, exact: boolean): string {
  const [x, y] = [textOf(a), textOf(b)];
  return `${x < y ? `${x}|${y}` : `${y}|${x}`}${exact ? "=" : "~"}`;
}

/** Both readings of each fact about the variable: `here` lies in it. */
export function factsOf(state: State, root: string): readonly { here: Path; there: Region; fact: Fact }[] {
  const found: { here: Path; there: Region; fact: Fact }[] = [];
  for (const fact of state.facts.values()) {
    if (fact.a.root === root) found.push({ here: fact.a.path, there: fact.b, fact });
    if (fact.b.root === root) found.push({ here: fact.b.path, there: fact.a, fact });
  }
  return found;
}

function withFact(facts: Map<string, Fact>, a: Region, b: Region, exact: boolean, span: Span): void {
  const [x, y] = [bounded(a.path), bounded(b.path)];
  const whole = exact && !x.cut && !y.cut;
  // A place is itself; two positions of one array are two places.
  if (whole && a.root === b.root && textOf(a) === textOf(b) && !a.path.includes(element)) return;
  const [p, q] = [
    { root: a.root, path: x.path },
    { root: b.root, path: y.path },
  ];
  const key = keyOf(p, q, whole);
  if (!facts.has(key)) facts.set(key, { a: p, b: q, exact: whole, span });
}

/** The place comes to hold what the references say, and all that was known of it. */
function adding(state: State, at: Region, references: readonly Reference[], span: Span): State {
  let { facts } = state;
  for (const r of references) {
    const grown = new Map(facts);
    const place = (rest: Path): Region => ({ root: at.root, path: [...at.path, ...r.at, ...rest] });
    withFact(grown, place([]), r.to, r.exact, span);
    for (const { here, there, fact } of factsOf({ ...state, facts }, r.to.root)) {
      if (!meets(here, r.to.path)) continue;
      const exact = r.exact && fact.exact;
      if (!r.exact) withFact(grown, place([]), there, false, span);
      else if (startsWith(here, r.to.path)) {
        const rest = here.slice(r.to.path.length);
        withFact(grown, place(rest), there, exact, span);
        // An object that the copied part holds twice, the copy holds twice.
        if (there.root === r.to.root && startsWith(there.path, r.to.path)) {
          withFact(grown, place(rest), place(there.path.slice(r.to.path.length)), exact, span);
        }
      } else {
        const rest = r.to.path.slice(here.length);
        withFact(
          grown,
          place([]),
          fact.exact ? { root: there.root, path: [...there.path, ...rest] } : there,
          exact,
          span,
        );
      }
    }
    facts = grown;
  }
  return { ...state, facts };
}

/** The variable gets another object: what was known of it is no more. */
export function bind(state: State, name: string, references: readonly Reference[], span: Span): State {
  if (references.length === 0) return without(state, name, []);
  // The new object may come from the old one.
  const fresh = `${name}'`;
  const grown = adding(without(state, fresh, []), { root: fresh, path: [] }, references, span);
  const cleared = without(grown, name, []);
  const back = (region: Region): Region => (region.root === fresh ? { root: name, path: region.path } : region);
  const facts = new Map<string, Fact>();
  for (const fact of cleared.facts.values()) {
    withFact(facts, back(fact.a), back(fact.b), fact.exact, fact.span);
  }
  return { ...cleared, facts };
}

/** The place gets another object; known of one slot alone where no position is on the way. */
export function store(state: State, at: Region, references: readonly Reference[], span: Span): State {
  const grown = adding(state, { root: `${at.root}'`, path: at.path }, references, span);
  const cleared = at.path.includes(element) ? grown : without(grown, at.root, at.path);
  const back = (region: Region): Region => (region.root === `${at.root}'` ? { ...region, root: at.root } : region);
  const facts = new Map<string, Fact>();
  for (const fact of cleared.facts.values()) withFact(facts, back(fact.a), back(fact.b), fact.exact, fact.span);
  return { ...cleared, facts };
}

/** More is held by the place than before. */
export function gain(state: State, at: Region, references: readonly Reference[], span: Span): State {
  return references.length === 0 ? state : adding(state, at, references, span);
}

/** Nothing is known any more of what lies at the path of the variable or below. */
function without(state: State, name: string, path: Path): State {
  const gone = (region: Region): boolean => region.root === name && startsWith(region.path, path);
  const facts = new Map([...state.facts].filter(([, fact]) => !gone(fact.a) && !gone(fact.b)));
  const old = state.stale.get(name);
  if (old === undefined) return { ...state, facts };
  const kept = new Map([...old].filter(([, stale]) => !startsWith(stale.path, path)));
  const stale = new Map(state.stale);
  if (kept.size === 0) stale.delete(name);
  else stale.set(name, kept);
  return { ...state, facts, stale };
}

/**
 * The variable has got an element, which has left the array: they have one object no more.
 * Soundness: only where no object is known to lie in the array, and in what that lies in, at two places; with the element
 * gone from one, it could still be at the other.
 */
export function parted(state: State, name: string, array: Region): State {
  const slot: Region = { root: array.root, path: [...array.path, element] };
  const isInside = ({ root, path }: Region): boolean => root === slot.root && meets(path, slot.path);
  const facts = [...state.facts];
  if (facts.some(([, { a, b }]) => isInside(a) && isInside(b))) return state;
  const isElement = (region: Region): boolean => textOf(region) === textOf(slot);
  const isOwn = (region: Region): boolean => region.root === name && region.path.length === 0;
  const kept = facts.filter(
    ([, { a, b, exact }]) => !(exact && ((isOwn(a) && isElement(b)) || (isOwn(b) && isElement(a)))),
  );
  return { ...state, facts: new Map(kept) };
}

export interface Hit {
  /** What is changed, under the other name. */
  readonly write: Write;
  readonly fact: Fact;
}

/** What a write under one name changes under others. */
export function hitsOf(state: State, write: Write): readonly Hit[] {
  const { object, deep } = write;
  const found: Hit[] = [];
  const hit = (there: Region, isDeep: boolean, fact: Fact): void => {
    const { path, cut } = bounded(there.path);
    found.push({ write: { ...write, object: { root: there.root, path }, deep: isDeep || cut }, fact });
  };
  for (const { here, there, fact } of factsOf(state, object.root)) {
    if (startsWith(object.path, here)) {
      const rest = object.path.slice(here.length);
      hit(fact.exact ? { root: there.root, path: [...there.path, ...rest] } : there, deep || !fact.exact, fact);
    } else if (deep && startsWith(here, object.path)) hit(there, true, fact);
  }
  return found;
}

/** Where the variable's value is out of date after a write under another name. */
export function stalePath({ object, slot, deep }: Write): Path {
  return deep || slot === undefined ? object.path : [...object.path, slot];
}

/** The state after the write, as far as other names are concerned. `isEntry`: such names are never read. */
export function written(
  state: State,
  write: Write,
  writer: string,
  span: Span,
  isEntry: (name: string) => boolean,
): State {
  const stale = new Map(state.stale);
  for (const hit of hitsOf(state, write)) {
    const { root } = hit.write.object;
    if (isEntry(root)) continue;
    const { path } = bounded(stalePath(hit.write));
    const known = new Map(stale.get(root));
    const key = path.join("");
    if (!known.has(key)) known.set(key, { path, fact: hit.fact, writer, span });
    stale.set(root, known);
  }
  return { ...state, stale };
}

/** The variables' values are right again, whatever they are. */
export function refreshed(state: State, names: ReadonlySet<string>): State {
  return { ...state, stale: new Map([...state.stale].filter(([name]) => !names.has(name))) };
}

export function staleAt(state: State, { root, path }: Region): Stale | undefined {
  for (const stale of state.stale.get(root)?.values() ?? []) if (meets(stale.path, path)) return stale;
  return undefined;
}

export function join(states: readonly State[]): State | undefined {
  const [first, ...others] = states;
  if (first === undefined) return undefined;
  return others.reduce((a, b) => {
    const stale = new Map(a.stale);
    for (const [name, entries] of b.stale) stale.set(name, new Map([...(stale.get(name) ?? []), ...entries]));
    return { facts: new Map([...a.facts, ...b.facts]), stale, ended: new Map([...a.ended, ...b.ended]) };
  }, first);
}

/** Everything in the second is in the first. */
export function covers(a: State, b: State): boolean {
  const facts = [...b.facts.keys()].every((key) => a.facts.has(key));
  const ended = [...b.ended.keys()].every((key) => a.ended.has(key));
  return (
    facts &&
    ended &&
    [...b.stale].every(([name, entries]) => [...entries.keys()].every((k) => a.stale.get(name)?.has(k)))
  );
}
