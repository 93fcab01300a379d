/**
 * Takes a body of the IR; follows what may share an object from statement to statement, loops to a fixed point, and
 * refuses where a value is read that was changed under another name. Gives what is shared at the exits and what objects
 * of the arguments are changed: those that lay at a place when the function was called, however they are reached later.
 */
import { assertNever } from "../../base/index.js";
import {
  type DataTypes,
  isMutable,
  type SharedChange,
  type SharedPlaces,
  type Statement,
  type Term,
  termsOfStep,
  type Variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { element, type Path, pathOf, type Region, startsWith } from "../syntax/sharing-paths.js";
import {
  type CallArgument,
  type CalleeSharing,
  callArguments,
  changesByCall,
  keptByCall,
  refuseIndistinct,
  refuseSeenTwice,
} from "./calls.js";
import { endedBorrow, type Fault, SharingFault, staleRead, writtenBeyond } from "./faults.js";
import { beyondName, type Reading, type Reference, readsOf, referencesOf, toBeyond } from "./references.js";
import {
  bind,
  covers,
  gain,
  hitsOf,
  join,
  noSharing,
  parted,
  refreshed,
  type State,
  staleAt,
  store,
  type Write,
  written,
} from "./state.js";

export interface FlowRequest {
  readonly body: Statement;
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  /** Variables that stand for a place. */
  readonly borrows: ReadonlyMap<string, { readonly root: string; readonly path: Path }>;
  /** Arrays that a `for…of` goes through, by the body of the loop. */
  readonly iterations: readonly { readonly root: string; readonly body: Statement; readonly span: Span }[];
  readonly callee: (id: string, span: Span) => CalleeSharing;
  readonly givesBeyond: (callee: string) => boolean;
}

export interface FlowResult {
  readonly shares: readonly SharedPlaces[];
  readonly changes: readonly SpannedChange[];
}

export type SpannedChange = SharedChange & { readonly span: Span };

/** The object of a parameter as it was on entry: a name that nobody reads. */
const entryName = (name: string): string => `${name}@`;
type Flow = State | undefined;

interface Walk extends FlowRequest {
  readonly reading: Reading;
  readonly entries: ReadonlyMap<string, string>;
  readonly waiting: Map<string, State[]>;
  readonly active: { readonly region: Region; readonly span: Span }[];
  readonly shares: SharedPlaces[];
  readonly changes: SpannedChange[];
}

export function followSharing(request: FlowRequest): FlowResult {
  const { types, borrows } = request;
  const placeOf = (name: string): Region => {
    const borrow = borrows.get(name);
    if (borrow === undefined) return { root: name, path: [] };
    const base = placeOf(borrow.root);
    return { root: base.root, path: [...base.path, ...borrow.path] };
  };
  const own = request.parameters.filter((p) => isMutable(p.sort, types) && !borrows.has(p.name));
  const walk: Walk = {
    ...request,
    reading: { types, placeOf, givesBeyond: request.givesBeyond },
    entries: new Map(own.map((p) => [entryName(p.name), p.name])),
    waiting: new Map(),
    active: [],
    shares: [],
    changes: [],
  };
  let state = noSharing;
  for (const { name } of own) {
    const to = { root: entryName(name), path: [] };
    state = bind(state, name, [{ at: [], to, exact: true }], request.body.span);
  }
  const end = follow(request.body, state, walk);
  if (end !== undefined) leave(end, request.body.span, walk);
  return { shares: walk.shares, changes: walk.changes };
}

function follow(s: Statement, state: State, walk: Walk): Flow {
  switch (s.kind) {
    case "let":
      return s.value === undefined
        ? bind(state, s.variable.name, [], s.span)
        : bound(s.variable, s.value, s.span, state, walk);
    case "assign":
      return assigned(s, state, walk);
    case "block": {
      let flow: Flow = state;
      for (const part of s.body) flow = flow && follow(part, flow, walk);
      return flow;
    }
    case "if": {
      read(s.condition, s.span, state, walk);
      return joined([follow(s.then, state, walk), follow(s.else, state, walk)]);
    }
    case "loop":
      return looped(s, state, walk);
    case "labelled": {
      const end = follow(s.body, state, walk);
      return joined([end, ...arrivals(`break ${s.label}`, walk)]);
    }
    case "break":
    case "continue":
      depart(`${s.kind} ${s.label}`, state, walk);
      return undefined;
    case "return": {
      let exit = state;
      if (s.value !== undefined) {
        read(s.value, s.span, state, walk);
        exit = bind(state, "\\result", referencesOf(s.value, walk.reading), s.span);
      }
      leave(exit, s.span, walk);
      return undefined;
    }
    case "throw":
      leave(state, s.span, walk);
      return undefined;
    case "call":
      return called(s, state, walk);
    case "assert":
    case "assume":
      read(s.clause.term, s.clause.span, state, walk);
      return state;
    case "use":
      for (const arg of s.args) read(arg, s.span, state, walk);
      return state;
    case "order":
      read(s.comparison.term, s.span, state, walk);
      return bound(s.result, s.value, s.span, state, walk);
    case "havoc":
      return havocked(s, state, walk);
    default:
      return assertNever(s);
  }
}

function joined(flows: readonly Flow[]): Flow {
  return join(flows.flatMap((flow) => flow ?? []));
}

function depart(exit: string, state: State, { waiting }: Walk): void {
  waiting.set(exit, [...(waiting.get(exit) ?? []), state]);
}

function arrivals(exit: string, { waiting }: Walk): readonly State[] {
  const states = waiting.get(exit) ?? [];
  waiting.delete(exit);
  return states;
}

function read(term: Term, span: Span, state: State, walk: Walk): void {
  for (const { region, name } of readsOf(term, walk.reading)) readRegion(region, name, span, state, walk);
}

/** Soundness: every value that the IR uses was right, or is refused here. */
function readRegion(region: Region, name: string, span: Span, state: State, walk: Walk): void {
  const ended = walk.borrows.has(name) ? state.ended.get(name) : undefined;
  if (ended !== undefined) throw new SharingFault(endedBorrow(name, ended, span));
  const stale = staleAt(state, region);
  if (stale !== undefined) throw new SharingFault(staleRead(region.root, name, stale, span));
}

/** A variable gets its value. */
function bound(variable: Variable, value: Term, span: Span, state: State, walk: Walk): State {
  read(value, span, state, walk);
  const { name } = variable;
  if (!walk.borrows.has(name))
    return repointed(bind(state, name, referencesOf(value, walk.reading), span), name, span, walk);
  // The borrow begins anew; what was borrowed from what it stood for before ends.
  const { ended } = repointed(state, name, span, walk);
  return { ...state, ended: new Map([...ended].filter(([borrowed]) => borrowed !== name)) };
}

/** Borrows of what the variable held end. */
function repointed(state: State, name: string, span: Span, walk: Walk): State {
  const ended = new Map(state.ended);
  const comesFrom = (borrowed: string): boolean => {
    const root = walk.borrows.get(borrowed)?.root;
    return root !== undefined && (root === name || comesFrom(root));
  };
  for (const borrowed of walk.borrows.keys())
    if (comesFrom(borrowed) && !ended.has(borrowed)) ended.set(borrowed, span);
  return ended.size === state.ended.size ? state : { ...state, ended };
}

function assigned(s: Extract<Statement, { kind: "assign" }>, state: State, walk: Walk): State {
  const { types } = walk;
  const { root, path } = s.target;
  const isParameter = walk.parameters.some((p) => p.name === root.name);
  const steps = pathOf(s.target, types);
  const inPlace = s.inPlace ?? (steps.length === 0 && isParameter ? "rearranges" : undefined);
  if (steps.length === 0 && inPlace === undefined && !walk.borrows.has(root.name)) {
    return bound(root, s.value, s.span, state, walk);
  }
  read(s.value, s.span, state, walk);
  for (const term of path.flatMap(termsOfStep)) read(term, s.span, state, walk);
  const base = walk.reading.placeOf(root.name);
  const place: Region = { root: base.root, path: [...base.path, ...steps] };
  const references = referencesOf(s.value, walk.reading);
  if (inPlace !== undefined) {
    readRegion(place, root.name, s.span, state, walk);
    const more = gain(state, place, withoutOwn(references, place), s.span);
    const slot = inPlace === "grows" ? undefined : element;
    const after = write({ object: place, slot, how: inPlace, deep: false }, root.name, s.span, more, walk);
    return s.leaves === undefined ? after : parted(after, s.leaves.name, place);
  }
  const object = place.path.slice(0, -1);
  readWay({ root: place.root, path: object }, root.name, s.span, state, walk);
  const held = store(state, place, references, s.span);
  const change: Write = {
    object: { root: place.root, path: object },
    slot: place.path.at(-1),
    how: "slot",
    deep: false,
  };
  return write(change, root.name, s.span, held, walk);
}

/** The way to an object is read, not what lies in it. */
function readWay(region: Region, name: string, span: Span, state: State, walk: Walk): void {
  const ended = walk.borrows.has(name) ? state.ended.get(name) : undefined;
  if (ended !== undefined) throw new SharingFault(endedBorrow(name, ended, span));
  for (const stale of state.stale.get(region.root)?.values() ?? []) {
    if (startsWith(region.path, stale.path)) throw new SharingFault(staleRead(region.root, name, stale, span));
  }
}

/** What an object that is changed in place held before, it holds once more. */
function withoutOwn(references: readonly Reference[], place: Region): readonly Reference[] {
  const seen = new Set<string>();
  return references.filter(({ at, to, exact }) => {
    const path = [...place.path, ...at];
    const isOwn = exact && to.root === place.root && to.path.length === path.length && startsWith(to.path, path);
    const key = path.join("");
    if (!isOwn || seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

function write(change: Write, writer: string, span: Span, state: State, walk: Walk): State {
  refuseIterated(change, span, walk);
  for (const hit of hitsOf(state, change)) {
    const { object, ...rest } = hit.write;
    if (object.root === beyondName) throw new SharingFault(writtenBeyond(hit.fact.span, span));
    const name = walk.entries.get(object.root);
    if (name !== undefined) walk.changes.push({ ...rest, object: { root: name, path: object.path }, span });
  }
  const after = written(state, change, writer, span, (name) => walk.entries.has(name));
  const ended = new Map(after.ended);
  for (const name of walk.borrows.keys()) {
    const place = walk.reading.placeOf(name);
    if (place.root === change.object.root && isRepointed(place.path, change) && !ended.has(name)) ended.set(name, span);
  }
  return { ...after, ended };
}

/** Some slot on the path may hold another object after the change. */
function isRepointed(path: Path, { object, slot, how, deep }: Write): boolean {
  if (deep) return path.length > object.path.length && startsWith(path, object.path);
  return how !== "grows" && startsWith(path, slot === undefined ? object.path : [...object.path, slot]);
}

/** A body that changes the size or the order of what it goes through (SEMANTICS, section 3). */
function refuseIterated({ object, how, deep }: Write, span: Span, walk: Walk): void {
  for (const { region, span: iterated } of walk.active) {
    const isArray = region.root === object.root && startsWith(region.path, object.path);
    const isItself = region.path.length === object.path.length && how !== "slot";
    if (!isArray || !(deep || isItself)) continue;
    const fault: Fault = {
      code: "unsupported.iteration",
      span: iterated,
      message: "The body of the loop changes the array that the loop goes through.",
      hint: "Iterate by index, with an invariant, or over a copy: `[...xs]`.",
      labels: [{ span, text: "changed here" }],
      involved: [],
    };
    throw new SharingFault(fault);
  }
}

function looped(s: Extract<Statement, { kind: "loop" }>, state: State, walk: Walk): Flow {
  const iteration = walk.iterations.find(({ body }) => body === s.body);
  let head = state;
  for (;;) {
    let flow: Flow = head;
    for (const { term, span } of s.invariants) read(term, span, head, walk);
    if (s.variant?.kind === "measure") for (const term of s.variant.terms) read(term, s.span, head, walk);
    for (const part of s.prelude) flow = flow && follow(part, flow, walk);
    if (flow === undefined) return joined(arrivals(`break ${s.label}`, walk));
    read(s.condition, s.span, flow, walk);
    if (iteration !== undefined) {
      walk.active.push({ region: walk.reading.placeOf(iteration.root), span: iteration.span });
    }
    const end = follow(s.body, flow, walk);
    if (iteration !== undefined) walk.active.pop();
    const round = joined([end, ...arrivals(`continue ${s.label}`, walk)]);
    const again = round && follow(s.step, round, walk);
    const breaks = arrivals(`break ${s.label}`, walk);
    if (again === undefined || covers(head, again)) return joined([flow, ...breaks]);
    head = join([head, again]) ?? head;
  }
}

function called(s: Extract<Statement, { kind: "call" }>, state: State, walk: Walk): State {
  for (const { value, place } of s.args) {
    read(value, s.span, state, walk);
    if (place === undefined) continue;
    const base = walk.reading.placeOf(place.root.name);
    const region = { root: base.root, path: [...base.path, ...pathOf(place, walk.types)] };
    readRegion(region, place.root.name, s.span, state, walk);
  }
  const callee = walk.callee(s.callee, s.span);
  const args = callArguments(s, callee, walk.reading, new Set(walk.parameters.map((p) => p.name)));
  refuseIndistinct(args, callee, state, s.span);
  const changes = changesByCall(args, callee);
  for (const change of changes) refuseSeenTwice(change, args, callee, state, s.span);
  const { result, gained } = keptByCall([...args, { parameter: beyondName, references: [toBeyond] }], callee);
  let after = state;
  for (const { at, reference } of gained) after = gain(after, at, [reference], s.span);
  for (const { change, by } of changes) after = write(change, rootName(by), s.span, after, walk);
  if (s.target !== undefined) {
    const { name } = s.target;
    after = repointed(bind(after, name, result.references, s.span), name, s.span, walk);
    for (const { a, b, exact } of result.twice) {
      const to = { root: name, path: b };
      after = gain(after, { root: name, path: a }, [{ at: [], to, exact }], s.span);
    }
  }
  if (callee.throws) leave(after, s.span, walk);
  return after;
}

/** The variable that the author passed. */
function rootName({ references, parameter }: CallArgument): string {
  return references[0]?.to.root ?? parameter;
}

/** Soundness: unknown code may change all that it reaches, and keep any of it in any other and in what it makes. */
function havocked({ variables, made, span }: Extract<Statement, { kind: "havoc" }>, state: State, walk: Walk): State {
  const reached = variables
    .filter((v) => v.name !== made?.name && isMutable(v.sort, walk.types))
    .map((v) => ({ name: v.name, region: walk.reading.placeOf(v.name) }));
  const references = reached.map(({ region }): Reference => ({ at: [], to: region, exact: false }));
  let after = state;
  for (const { name, region } of reached) {
    const change: Write = { object: region, slot: undefined, how: "rearranges", deep: true };
    after = repointed(write(change, name, span, after, walk), name, span, walk);
  }
  for (const { region } of reached) after = gain(after, region, references, span);
  // Whatever they hold, the IR takes it for arbitrary.
  after = refreshed(after, new Set(reached.map(({ region }) => region.root)));
  if (made === undefined) return after;
  const kept = isMutable(made.sort, walk.types) ? references : [];
  return repointed(bind(after, made.name, kept, span), made.name, span, walk);
}

/** Soundness: the caller knows each argument by the value that its parameter has here. */
function leave(state: State, span: Span, walk: Walk): void {
  const own = [...walk.entries.values(), "\\result"];
  const names = new Set([...own, beyondName]);
  for (const name of own) {
    const stale = staleAt(state, { root: name, path: [] });
    if (stale !== undefined) throw new SharingFault(staleRead(name, name, stale, span));
  }
  for (const { a, b, exact } of state.facts.values()) {
    const [x, y] = [named(a, walk), named(b, walk)];
    if (!names.has(x.root) || !names.has(y.root)) continue;
    const isEntry = walk.entries.has(a.root) || walk.entries.has(b.root);
    const same = x.root === y.root && x.path.join("") === y.path.join("");
    // An argument's object is itself.
    if (!(isEntry && same && exact)) walk.shares.push({ a: x, b: y, exact });
  }
}

function named(region: Region, { entries }: Walk): Region {
  return { root: entries.get(region.root) ?? region.root, path: region.path };
}
