/**
 * Takes a body of the IR; shows that every write goes to an object which no other name reaches, and gives which
 * parameters may change and what may be shared afterwards (SEMANTICS, section 2). The analysis ignores the order of
 * statements, but for moves: a local's last use may pass its object on. Where it cannot tell, it refuses (`aliasing`).
 *
 * Soundness: the IR has values, not references. A copy of a reference is a copy of the value there, which is right only
 * while nobody writes the object through either name.
 */
import { type DataTypes, isMutable, type Statement, type Variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { unsupported } from "./refusal.js";
import { type Classes, shareClasses } from "./sharing-classes.js";
import { type CallEvent, type Copy, type Events, eventsOf, type Write } from "./sharing-events.js";
import { optionOf, someSort } from "./type-table.js";
import type { Signature } from "./world.js";

export interface SharingRequest {
  readonly body: Statement;
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  readonly distinct: readonly (readonly [string, string])[];
  readonly iterations: readonly { readonly root: string; readonly body: Statement; readonly span: Span }[];
  readonly signature: (id: string, span: Span) => Signature | undefined;
  /** The function's name. */
  readonly span: Span;
}

export interface Sharing {
  readonly modifies: ReadonlySet<string>;
  readonly groups: readonly (readonly string[])[];
}

export function analyseSharing(request: SharingRequest): Sharing {
  const events = eventsOf(request.body, request.types);
  const calls = events.calls.map((event) => ({ event, callee: request.signature(event.callee, event.span) }));
  const classes = shareClasses(events, calls);
  for (const write of events.writes) {
    const copy = classes.sharedAt(write.root) ?? classes.tangledAt(write.root);
    if (copy !== undefined) refuseAliasing(copy, write.span);
  }
  for (const { event, callee } of calls) if (callee !== undefined) refuseSameArguments(event, callee, classes);
  refuseChangedIteration(request, classes);
  const names = new Set(request.parameters.map((p) => p.name));
  const modifies = new Set(events.writes.map((w) => w.root).filter((root) => names.has(root)));
  refuseSameParameters(request, modifies, events);
  return { modifies, groups: [...groupsOf(request.parameters, classes), ...returnedGroups(events, names, classes)] };
}

/** An argument that the callee changes, or that it wants distinct, shares nothing with another. */
function refuseSameArguments(event: CallEvent, callee: Signature, classes: Classes): void {
  const rootsOf = (name: string): ReadonlySet<string> => {
    const index = callee.parameters.findIndex((p) => p.variable.name === name);
    const arg = event.args[index];
    const place = arg?.argument.place?.root.name;
    const names = [...(arg?.sources ?? []).map((s) => s.root), ...(place === undefined ? [] : [place])];
    return new Set(names.map(classes.find));
  };
  const names = callee.parameters.map((p) => p.variable.name);
  const apart = [
    ...callee.distinct,
    ...[...callee.modifies].flatMap((name) => names.filter((o) => o !== name).map((other) => [name, other] as const)),
  ];
  for (const [a, b] of apart) {
    const others = rootsOf(b);
    if (![...rootsOf(a)].some((root) => others.has(root))) continue;
    unsupported({
      code: "aliasing",
      span: event.span,
      message: `The arguments \`${a}\` and \`${b}\` of \`${callee.site.name}\` may be one object, or parts of one.`,
      hint: "Pass different objects.",
    });
  }
}

/** JavaScript reads each element when its turn comes, as the IR does: writing elements of the very array is no matter. */
function refuseChangedIteration(request: SharingRequest, classes: Classes): void {
  for (const { root, body, span } of request.iterations) {
    const { writes } = eventsOf(body, request.types);
    const isOwn = (w: Write): boolean => w.root === root && w.atElement;
    const write = writes.find((w) => classes.find(w.root) === classes.find(root) && !isOwn(w));
    if (write === undefined) continue;
    unsupported({
      code: "unsupported.iteration",
      span,
      message: "The body of the loop changes the array that the loop goes through.",
      hint: "Iterate by index, with an invariant.",
      labels: [{ span: write.span, text: "changed here" }],
    });
  }
}

/**
 * Two parameters may be one object where a caller can pass one object for both: two arrays, or two records (a record
 * may have more fields than its type says, and one of `length` alone may be an array). Where one of them is changed, `distinct` has to rule that out.
 */
function refuseSameParameters(request: SharingRequest, modifies: ReadonlySet<string>, events: Events): void {
  for (const a of request.parameters) {
    if (!modifies.has(a.name)) continue;
    for (const b of request.parameters) {
      const isApart = request.distinct.some(
        ([x, y]) => (x === a.name && y === b.name) || (x === b.name && y === a.name),
      );
      if (a === b || isApart || !couldBeOne(a, b, request.types)) continue;
      const write = events.writes.find((w) => w.root === a.name);
      unsupported({
        code: "aliasing",
        span: write?.span ?? request.span,
        message: `\`${a.name}\` is changed here, and a caller may pass the same object as \`${b.name}\`.`,
        hint: `Add \`//@ requires distinct(${a.name}, ${b.name})\`.`,
      });
    }
  }
}

function couldBeOne(a: Variable, b: Variable, types: DataTypes): boolean {
  const [x, y] = [shapesOf(a, types), shapesOf(b, types)];
  return x.some((shape) => y.includes(shape));
}

type Shape = "array" | "object" | "map" | "set";

/** What the variable's object may be in JavaScript. A map passes for a record of its `size`. An array has `length` and positions, and may pass for a record of these. */
function shapesOf(v: Variable, types: DataTypes): readonly Shape[] {
  if (!isMutable(v.sort, types)) return [];
  const option = optionOf(v.sort, types);
  const sort = option === undefined ? v.sort : someSort(option);
  if (sort.kind === "map") return [sort.form === "record" ? "object" : sort.form];
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  if (type === undefined || type.shape === "tuple") return ["array"];
  const ofArrays = (name: string): boolean => name === "length" || /^\d+$/u.test(name);
  const passes = type.constructors.every((c) => c.fields.every((f) => f.optional || ofArrays(f.name)));
  const ofMaps = type.constructors.every((c) => c.fields.every((f) => f.optional || f.name === "size"));
  if (type.shape !== "record") return ["object"];
  return [...(passes ? (["array"] as const) : []), ...(ofMaps ? (["map", "set"] as const) : []), "object"];
}

function groupsOf(parameters: readonly Variable[], classes: Classes): readonly (readonly string[])[] {
  const byClass = new Map<string, string[]>();
  for (const { name } of parameters) {
    const root = classes.find(name);
    byClass.set(root, [...(byClass.get(root) ?? []), name]);
  }
  return [...byClass.values()].filter((group) => group.length > 1);
}

/** The result with the parameters that it may hold a part of. */
function returnedGroups(events: Events, names: ReadonlySet<string>, classes: Classes): readonly (readonly string[])[] {
  const kept = new Set<string>();
  for (const copy of events.copies) {
    if (copy.kind !== "return") continue;
    refuseTangledResult(copy, classes);
    const owners = new Set(copy.sources.map((s) => classes.find(s.root)));
    for (const name of names) if (owners.has(classes.find(name))) kept.add(name);
  }
  return kept.size === 0 ? [] : [["\\result", ...[...kept].sort()]];
}

/** Soundness: a caller takes a result for a forest. */
function refuseTangledResult(copy: Copy, classes: Classes): void {
  const roots = copy.sources.map((s) => classes.find(s.root));
  const twice = roots.some((root, i) => roots.indexOf(root) !== i);
  if (twice || copy.sources.some((s) => classes.tangledAt(s.root) !== undefined)) refuseReturn(copy.span);
}

function refuseReturn(span: Span): never {
  return unsupported({
    code: "aliasing",
    span,
    message: "The result may hold one object in two places.",
    hint: "Copy the object, so that each place has its own.",
  });
}

function refuseAliasing(copy: Span, write: Span): never {
  return unsupported({
    code: "aliasing",
    span: copy,
    message: "The object gets a second name here, and is written through one of them.",
    hint: "Write through the one path that owns it, or copy the object.",
    labels: [{ span: write, text: "written here" }],
  });
}
