import type { Span } from "../source/index.js";
import type { CallEvent, Copy, Events, Source, Use, Write } from "./sharing-events.js";
import type { Signature } from "./world.js";

export interface Classes {
  readonly find: (name: string) => string;
  /** A place where the object got a second owner, if it has one. */
  readonly sharedAt: (name: string) => Span | undefined;
  /** A place from which on one object may be held twice by what the variable reaches. */
  readonly tangledAt: (name: string) => Span | undefined;
}

type KnownCall = { readonly event: CallEvent; readonly callee: Signature | undefined };

interface Growing {
  readonly find: (name: string) => string;
  /** Each says whether anything is new. */
  readonly union: (a: string, b: string, span: Span) => boolean;
  readonly tangle: (name: string, span: Span) => boolean;
  readonly isShared: (name: string) => boolean;
  readonly isTangled: (name: string) => boolean;
}

export function shareClasses(events: Events, calls: readonly KnownCall[]): Classes {
  const parent = new Map<string, string>();
  const shared = new Map<string, Span>();
  const tangled = new Map<string, Span>();
  const find = (name: string): string => {
    const up = parent.get(name);
    return up === undefined ? name : find(up);
  };
  const tangle = (name: string, span: Span): boolean => {
    const root = find(name);
    if (tangled.has(root)) return false;
    tangled.set(root, span);
    return true;
  };
  const union = (a: string, b: string, span: Span): boolean => {
    const [x, y] = [find(a), find(b)];
    if (x === y) return false;
    parent.set(y, x);
    shared.set(x, shared.get(x) ?? shared.get(y) ?? span);
    const knot = tangled.get(x) ?? tangled.get(y);
    if (knot !== undefined) tangled.set(x, knot);
    return true;
  };
  const growing: Growing = {
    find,
    union,
    tangle,
    isShared: (name) => shared.has(find(name)),
    isTangled: (name) => tangled.has(find(name)),
  };
  // What seemed a move or a borrow may turn out a copy when classes have grown; they only grow.
  for (let again = true; again; ) {
    again = false;
    for (const { event, callee } of calls) if (applyCall(event, callee, events, growing)) again = true;
    for (const copy of events.copies) if (applyCopy(copy, events, growing)) again = true;
  }
  return { find, sharedAt: (name) => shared.get(find(name)), tangledAt: (name) => tangled.get(find(name)) };
}

function applyCall(event: CallEvent, callee: Signature | undefined, events: Events, classes: Growing): boolean {
  let changed = false;
  for (const group of groupsOfCall(event, callee, events)) {
    const [first] = group;
    if (first === undefined) continue;
    const roots = group.map(classes.find);
    if (event.target !== undefined && group.includes(event.target)) {
      const others = group.filter((name) => name !== event.target).map(classes.find);
      const twice = others.some((root, i) => root !== classes.find(event.target ?? "") && others.indexOf(root) !== i);
      if (twice) changed = classes.tangle(event.target, event.span) || changed;
    }
    for (const root of roots) changed = classes.union(first, root, event.span) || changed;
  }
  return changed;
}

function applyCopy(copy: Copy, events: Events, classes: Growing): boolean {
  // Nobody here writes after the return; see `refuseTangledResult`.
  if (copy.kind === "return") return false;
  let changed = false;
  const roots = copy.sources.map((s) => classes.find(s.root));
  const twice = roots.some((root, i) => roots.indexOf(root) !== i);
  if (twice) changed = classes.tangle(copy.target, copy.span) || changed;
  for (const source of copy.sources) {
    if (copy.kind === "bind" && source.whole && source.root === copy.target) continue;
    if (isMove(source, copy, events) && !classes.isShared(source.root)) {
      if (classes.isTangled(source.root)) changed = classes.tangle(copy.target, copy.span) || changed;
      continue;
    }
    if (isBorrow(copy, events, classes)) continue;
    changed = classes.union(copy.target, source.root, copy.span) || changed;
    if (copy.kind === "store") changed = classes.tangle(copy.target, copy.span) || changed;
  }
  return changed;
}

/**
 * The value is a local's own object, named here for the last time, in the loop in which the local was declared: its
 * object changes hands. A variable of an enclosing loop would come by again.
 */
function isMove(source: Source, copy: Copy, events: Events): boolean {
  if (!source.whole || events.declared.get(source.root) !== copy.loop || source.root === copy.target) return false;
  return (events.uses.get(source.root) ?? []).filter((use) => use.position >= copy.position).length === 1;
}

/**
 * A local that only reads, see `lastRead`, while nothing that it might be a part of is written or moved.
 */
function isBorrow(copy: Copy, events: Events, classes: Growing): boolean {
  const end = lastRead(copy, events);
  if (end === undefined) return false;
  const owners = new Set(copy.sources.map((s) => classes.find(s.root)));
  const isWithin = ({ position }: { readonly position: number }): boolean =>
    position >= copy.position && position <= end;
  // Soundness: what is moved meanwhile is written under another name.
  const moves = events.copies.some(
    (c) => c !== copy && isWithin(c) && c.sources.some((s) => owners.has(classes.find(s.root)) && isMove(s, c, events)),
  );
  const isHit = (w: Write): boolean => copy.sources.some((s) => !isBeside(s, w, classes));
  return !moves && !events.writes.some((w) => isWithin(w) && isHit(w));
}

/**
 * Where a local is read for the last time that is declared here, never written nor passed on, and copied only into others
 * like it: `for (const row of m) { const cell = row[0]; … }`. Undefined where it is not like that.
 */
function lastRead(copy: Copy, events: Events): number | undefined {
  const { target } = copy;
  if (copy.kind !== "bind" || events.declared.get(target) !== copy.loop) return undefined;
  const binds = events.copies.filter((c) => c.kind !== "return" && c.target === target);
  const isWritten = events.writes.some((w) => w.root === target);
  const isPassed = events.calls.some((c) => c.target === target || c.args.some((a) => holds(a.sources, target)));
  if (binds.length !== 1 || isWritten || isPassed) return undefined;
  const ends = [copy.position, ...(events.uses.get(target) ?? []).map((use) => reach(use, copy.loop, events))];
  for (const inner of events.copies.filter((c) => holds(c.sources, target))) {
    const end = inner.position > copy.position ? lastRead(inner, events) : undefined;
    if (end === undefined) return undefined;
    ends.push(end);
  }
  return Math.max(...ends);
}

function holds(sources: readonly Source[], root: string): boolean {
  return sources.some((s) => s.root === root);
}

/** The write changes another object, or another part of one forest than the source lies in: the paths part at a field. */
function isBeside(source: Source, write: Write, classes: Growing): boolean {
  if (source.root !== write.root) return classes.find(source.root) !== classes.find(write.root);
  return source.path.some((name, i) => write.path[i] !== undefined && write.path[i] !== name);
}

/** The last position at which a use may come by again: the end of the outermost loop around it, inside the given one. */
function reach(use: Use, within: number, events: Events): number {
  let end = use.position;
  for (let loop = use.loop; loop !== within; ) {
    const range = events.loops.get(loop);
    if (range === undefined) return Number.POSITIVE_INFINITY;
    end = range.end;
    loop = range.parent;
  }
  return end;
}

/** What a call may leave shared, in the caller's names. A result that nobody names shares nothing. */
function groupsOfCall(event: CallEvent, callee: Signature | undefined, events: Events): readonly (readonly string[])[] {
  const target = event.target !== undefined && events.uses.has(event.target) ? [event.target] : [];
  const everything = event.args.flatMap((a) => a.sources.map((s) => s.root));
  if (callee === undefined) return [[...target, ...everything]];
  return callee.sharing.map((group) =>
    group.flatMap((name) => {
      if (name === "\\result") return target;
      const index = callee.parameters.findIndex((p) => p.variable.name === name);
      return (event.args[index]?.sources ?? []).map((s) => s.root);
    }),
  );
}
