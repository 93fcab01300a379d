/**
 * Takes a call and what is known of its callee; gives what it changes and keeps in the caller's names, and refuses
 * arguments that share what the callee changes: it was proved of arguments that are forests and do not overlap.
 */
import { invariant } from "../../base/index.js";
import type { SharedPlace, SharingSummary, Statement, Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { meets, type Path, type Region, startsWith } from "../syntax/sharing-paths.js";
import { SharingFault } from "./faults.js";
import { isSamePath, type Reading, type Reference, referencesOf } from "./references.js";
import { factsOf, hitsOf, type State, type Write } from "./state.js";

export interface CalleeSharing {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly summary: SharingSummary;
  readonly distinct: readonly (readonly [string, string])[];
  /** Pairs of parameters of which it was proved, too, that they may be one object. */
  readonly cases: readonly (readonly [string, string])[];
  readonly throws: boolean;
}

export interface CallArgument {
  readonly parameter: string;
  readonly value: Term;
  readonly references: readonly Reference[];
  /** The parameter that it is, or that stands for the one it is. */
  readonly own: string | undefined;
}

export function callArguments(
  call: Extract<Statement, { kind: "call" }>,
  callee: CalleeSharing,
  reading: Reading,
  parameters: ReadonlySet<string>,
): readonly CallArgument[] {
  invariant(call.args.length === callee.parameters.length, "a call has an argument for each parameter");
  return call.args.map(({ value }, i) => ({
    parameter: callee.parameters[i] ?? `${i}`,
    value,
    references: referencesOf(value, reading),
    own: value.kind === "variable" && parameters.has(value.name) ? reading.placeOf(value.name).root : undefined,
  }));
}

type Passed = Pick<CallArgument, "parameter" | "references">;

/** What is below the place in the caller's variables: there, or at that suffix of it. */
interface Found {
  readonly suffix: Path;
  readonly region: Region;
  readonly exact: boolean;
}

function findPlace({ root, path }: SharedPlace, args: readonly Passed[]): readonly Found[] {
  const references = args.find(({ parameter }) => parameter === root)?.references ?? [];
  return references.flatMap(({ at, to, exact }): readonly Found[] => {
    if (startsWith(path, at)) {
      const rest = path.slice(at.length);
      return [{ suffix: [], region: exact ? { root: to.root, path: [...to.path, ...rest] } : to, exact }];
    }
    return startsWith(at, path) ? [{ suffix: at.slice(path.length), region: to, exact }] : [];
  });
}

export interface ChangeByCall {
  readonly change: Write;
  readonly by: CallArgument;
}

export function changesByCall(args: readonly CallArgument[], callee: CalleeSharing): readonly ChangeByCall[] {
  return callee.summary.changes.flatMap((change) => {
    const by = args.find(({ parameter }) => parameter === change.object.root);
    if (by === undefined) return [];
    return findPlace(change.object, args).flatMap(({ suffix, region, exact }): readonly ChangeByCall[] => {
      // The object changed is one that the argument was just made of, unless more may be meant.
      if (suffix.length > 0 && !change.deep) return [];
      return [{ change: { ...change, object: region, deep: change.deep || !exact }, by }];
    });
  });
}

/** Soundness: what is changed through one argument must not be seen through another, nor twice through one. */
export function refuseSeenTwice(
  { change, by }: ChangeByCall,
  args: readonly CallArgument[],
  callee: CalleeSharing,
  state: State,
  span: Span,
): void {
  const elsewhere = hitsOf(state, change).map((hit) => hit.write);
  for (const other of args) {
    const isSame = other !== by && isProvedOfSame(by, other, callee);
    const seen = other === by || isSame ? elsewhere : [change, ...elsewhere];
    if (!other.references.some(({ to }) => seen.some((w) => sees(to, w)))) continue;
    refuseArguments(by, other, callee, span, other === by);
  }
}

function sees(region: Region, { object, deep }: Write): boolean {
  if (region.root !== object.root) return false;
  return startsWith(object.path, region.path) || (deep && startsWith(region.path, object.path));
}

function isProvedOfSame(a: CallArgument, b: CallArgument, { cases }: CalleeSharing): boolean {
  const names = [a.parameter, b.parameter];
  if (!cases.some((pair) => pair.every((name) => names.includes(name)))) return false;
  return isSamePath(a.value, b.value) || (a.own !== undefined && a.own === b.own);
}

/** `requires distinct(a, b)`: shown where nothing says that they may be one object, or parts of one. */
export function refuseIndistinct(args: readonly CallArgument[], callee: CalleeSharing, state: State, span: Span): void {
  for (const [a, b] of callee.distinct) {
    const [x, y] = [a, b].map((name) => args.find(({ parameter }) => parameter === name));
    if (x === undefined || y === undefined) continue;
    const overlap = x.references.some((r) => y.references.some((s) => mayMeet(r.to, s.to, state)));
    if (overlap) refuseArguments(x, y, callee, span, false);
  }
}

function mayMeet(a: Region, b: Region, state: State): boolean {
  if (a.root === b.root && meets(a.path, b.path)) return true;
  return factsOf(state, a.root).some(
    ({ here, there }) => meets(here, a.path) && there.root === b.root && meets(there.path, b.path),
  );
}

function refuseArguments(a: CallArgument, b: CallArgument, callee: CalleeSharing, span: Span, twice: boolean): never {
  const involved = [...a.references, ...b.references].map((r) => r.to.root);
  throw new SharingFault({
    code: "aliasing",
    span,
    message: twice
      ? `\`${callee.name}\` changes what the argument \`${a.parameter}\` may hold in two places.`
      : `The arguments \`${a.parameter}\` and \`${b.parameter}\` of \`${callee.name}\` may be one object, or parts of one.`,
    hint: twice ? "Copy the object, so that each place has its own." : "Pass different objects.",
    labels: [],
    involved,
  });
}

export interface Kept {
  readonly result: {
    readonly references: readonly Reference[];
    readonly twice: readonly { readonly a: Path; readonly b: Path; readonly exact: boolean }[];
  };
  /** What places of the arguments hold more. */
  readonly gained: readonly { readonly at: Region; readonly reference: Reference }[];
}

export function keptByCall(args: readonly Passed[], { summary }: CalleeSharing): Kept {
  const references: Reference[] = [];
  const twice: { a: Path; b: Path; exact: boolean }[] = [];
  const gained: { at: Region; reference: Reference }[] = [];
  for (const { a, b, exact } of summary.shares) {
    if (a.root === "\\result" && b.root === "\\result") twice.push({ a: a.path, b: b.path, exact });
    else if (a.root === "\\result" || b.root === "\\result") {
      const [own, other] = a.root === "\\result" ? [a, b] : [b, a];
      for (const found of findPlace(other, args)) {
        references.push({ at: [...own.path, ...found.suffix], to: found.region, exact: exact && found.exact });
      }
    } else {
      for (const x of findPlace(a, args)) for (const y of findPlace(b, args)) gained.push(pairOf(x, y, exact));
    }
  }
  return { result: { references, twice }, gained };
}

function pairOf(x: Found, y: Found, exact: boolean): Kept["gained"][number] {
  const whole = exact && x.exact && y.exact && (x.suffix.length === 0 || y.suffix.length === 0);
  const below = (of: Found, other: Found): Region =>
    whole ? { root: of.region.root, path: [...of.region.path, ...other.suffix] } : of.region;
  return { at: below(x, y), reference: { at: [], to: below(y, x), exact: whole } };
}
