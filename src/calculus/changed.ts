/**
 * Takes statements; gives the places that they may change: roots, narrowed to fields of records and to positions of
 * arrays that are the same throughout, and what of an array at the end of such a way may change: some of its elements,
 * its length upwards, or anything.
 */
import { invariant } from "../base/index.js";
import {
  type Accessor,
  type Argument,
  type DataTypes,
  dataType,
  type EffectiveContract,
  freeVariables,
  type InPlace,
  type Place,
  type Program,
  type Sort,
  type Statement,
  type Variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { hasOneConstructor } from "./definedness.js";
import { fieldSort, placeOf } from "./place.js";
import { sameTerm } from "./same-term.js";
import { statementsOf } from "./statements-of.js";

type WayStep = Extract<Accessor, { kind: "field" | "index" }>;

/** Of an array: elements change inside and all stay; elements may also be given other values, and come; anything. */
export type Extent = "inside" | "grows" | "whole";

export interface ChangedPart {
  readonly path: readonly WayStep[];
  readonly extent: Extent;
}

export interface ChangedRoot {
  readonly root: Variable;
  /** No path is the beginning of another; the empty path is the whole. */
  readonly parts: readonly ChangedPart[];
}

interface Written {
  readonly place: Place;
  /** Whether the slot gets something else, or its object is changed in place: more comes to it, or anything. */
  readonly how: "slot" | InPlace;
}

export function changedBy(statements: readonly Statement[], program: Program): readonly ChangedRoot[] {
  const written = statements.flatMap((statement) => writtenPlaces(statement, program));
  const roots = new Set(written.map(({ place }) => place.root.name));
  const found = new Map<string, { root: Variable; parts: readonly ChangedPart[] }>();
  for (const each of written) {
    const { root } = each.place;
    const entry = found.get(root.name) ?? { root, parts: [] };
    found.set(root.name, { root, parts: withPart(entry.parts, partOf(each, roots, program.types)) });
  }
  return [...found.values()];
}

function withPart(parts: readonly ChangedPart[], part: ChangedPart): readonly ChangedPart[] {
  const { path } = part;
  const above = parts.find((earlier) => beginsWith(path, earlier.path) && earlier.path.length < path.length);
  if (above !== undefined) return parts;
  const below = parts.filter((earlier) => beginsWith(earlier.path, path));
  // What lies below changes inside what lies here.
  const extents = [part, ...below.filter((earlier) => earlier.path.length === path.length)].map((p) => p.extent);
  const extent = extents.includes("whole") ? "whole" : extents.includes("grows") ? "grows" : "inside";
  return [...parts.filter((earlier) => !below.includes(earlier)), { path, extent }];
}

function writtenPlaces(statement: Statement, program: Program): readonly Written[] {
  const slot = (place: Place): Written => ({ place, how: "slot" });
  return statementsOf(statement).flatMap((part): readonly Written[] => {
    if (part.kind === "assign") return [{ place: part.target, how: part.inPlace ?? "slot" }];
    if (part.kind === "let") return [slot({ root: part.variable, path: [] })];
    if (part.kind === "havoc") return part.variables.map((root) => slot({ root, path: [] }));
    if (part.kind === "order") {
      return [part.positions, part.places, part.result].map((root) => slot({ root, path: [] }));
    }
    if (part.kind !== "call") return [];
    const changed = modifiedArguments(part, program).flatMap(({ place, fields }): readonly Written[] => {
      if (place === undefined) return [];
      if (fields === undefined) return [{ place, how: "rearranges" }];
      return fields.map((step) => ({ place: { ...place, path: [...place.path, step] }, how: "rearranges" }));
    });
    const given = [part.target, part.threw].flatMap((root) => (root === undefined ? [] : [slot({ root, path: [] })]));
    return [...changed, ...given];
  });
}

export interface ModifiedArgument {
  readonly parameter: Variable;
  /** Undefined where the argument is a value that nothing else names. */
  readonly place: Place | undefined;
  /** Of a record: the fields in which it changes, all else stays; undefined where nothing more is known. */
  readonly fields: readonly Extract<Accessor, { kind: "field" }>[] | undefined;
}

/** Soundness: an argument that is a path is changed through it even where no place was noted. */
export function modifiedArguments(
  call: Extract<Statement, { kind: "call" }>,
  program: Program,
): readonly ModifiedArgument[] {
  const contract = program.functions.get(call.callee)?.contract;
  invariant(contract !== undefined, `${call.callee} has a contract`);
  const modified = contract.parameters.flatMap((parameter, i) => {
    const arg: Argument | undefined = call.args[i];
    if (arg === undefined) return [];
    if (arg.place === undefined && !contract.modifies.includes(parameter.name)) return [];
    return [{ parameter, place: arg.place ?? placeOf(arg.value) }];
  });
  // Soundness: one object passed twice changes as it does under either name.
  const isTwice = (root: string | undefined): boolean => modified.filter((m) => m.place?.root.name === root).length > 1;
  return modified.map((m) => {
    const fields = isTwice(m.place?.root.name) ? undefined : changedFields(contract, m.parameter, program.types);
    return { ...m, fields: fields?.map((name) => fieldStep(m.parameter.sort, name, call.span, program.types)) };
  });
}

/** By what the callee is known to do to its arguments (`SharingSummary`), which its body shows whatever is proved of it. */
function changedFields(
  { sharing }: EffectiveContract,
  { name, sort }: Variable,
  types: DataTypes,
): readonly string[] | undefined {
  if (sort.kind !== "data" || !hasOneConstructor(sort, types)) return undefined;
  const steps = sharing.changes
    .filter(({ object }) => object.root === name)
    .map(({ object, slot, deep }) => object.path[0] ?? (deep ? undefined : slot));
  if (steps.length === 0) return undefined;
  const fields = steps.map((step) => (step?.startsWith(".") === true ? step.slice(1) : undefined));
  const known = fields.filter((field) => field !== undefined);
  return known.length < fields.length ? undefined : [...new Set(known)];
}

function fieldStep(sort: Sort, name: string, span: Span, types: DataTypes): Extract<Accessor, { kind: "field" }> {
  const owner = sort.kind === "data" ? dataType(types, sort.name).constructors[0] : undefined;
  invariant(owner !== undefined, "the fields are a record's");
  return { kind: "field", constructor: owner.name, field: name, span };
}

/**
 * Soundness: a position is kept on the way only where its index cannot change meanwhile, and never as its end: the slot
 * one beyond the end is written only if that is reached.
 */
function partOf({ place, how }: Written, changing: ReadonlySet<string>, types: DataTypes): ChangedPart {
  const path: WayStep[] = [];
  let sort: Sort = place.root.sort;
  for (const [i, step] of place.path.entries()) {
    const isLast = i === place.path.length - 1;
    if (step.kind === "field" && hasOneConstructor(sort, types)) {
      path.push(step);
      sort = fieldSort(sort, step.constructor, step.field, types);
    } else if (step.kind === "index" && sort.kind === "array") {
      const fixed = [...freeVariables(step.index).keys()].every((name) => !changing.has(name));
      if (isLast || !fixed) return { path, extent: isLast && how === "slot" ? "grows" : "inside" };
      path.push(step);
      sort = sort.element;
    } else return { path, extent: "whole" };
  }
  return { path, extent: how === "grows" && sort.kind === "array" ? "grows" : "whole" };
}

/** The sort of what the way leads to. */
export function placeSort(root: Sort, path: readonly WayStep[], types: DataTypes): Sort {
  return path.reduce((sort, step) => {
    if (step.kind === "field") return fieldSort(sort, step.constructor, step.field, types);
    invariant(sort.kind === "array", "positions are an array's");
    return sort.element;
  }, root);
}

function beginsWith(path: readonly WayStep[], start: readonly WayStep[]): boolean {
  return start.every((step, i) => {
    const other = path[i];
    if (other === undefined || other.kind !== step.kind) return false;
    if (step.kind === "index") return other.kind === "index" && sameTerm(step.index, other.index);
    return other.kind === "field" && step.field === other.field && step.constructor === other.constructor;
  });
}
