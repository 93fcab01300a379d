/**
 * Takes statements; gives the places that they may change: roots, narrowed to fields where every way to a change begins
 * with the fields of records. A change below an index or a union counts as one of the whole array or union.
 */
import { invariant } from "../base/index.js";
import type { Accessor, Argument, DataTypes, Place, Program, Sort, Statement, Variable } from "../ir/index.js";
import { hasOneConstructor } from "./definedness.js";
import { fieldSort, placeOf } from "./place.js";
import { statementsOf } from "./statements-of.js";

type FieldStep = Extract<Accessor, { kind: "field" }>;

export interface ChangedRoot {
  readonly root: Variable;
  /** No path is the beginning of another; the empty path is the whole. */
  readonly paths: readonly (readonly FieldStep[])[];
}

export function changedBy(statements: readonly Statement[], program: Program): readonly ChangedRoot[] {
  const found = new Map<string, { root: Variable; paths: (readonly FieldStep[])[] }>();
  for (const place of statements.flatMap((statement) => writtenPlaces(statement, program))) {
    const entry = found.get(place.root.name) ?? { root: place.root, paths: [] };
    const path = fieldPrefix(place, program.types);
    if (!entry.paths.some((earlier) => beginsWith(path, earlier))) {
      entry.paths = [...entry.paths.filter((earlier) => !beginsWith(earlier, path)), path];
    }
    found.set(place.root.name, entry);
  }
  return [...found.values()];
}

function writtenPlaces(statement: Statement, program: Program): readonly Place[] {
  return statementsOf(statement).flatMap((part): readonly Place[] => {
    if (part.kind === "assign") return [part.target];
    if (part.kind === "let") return [{ root: part.variable, path: [] }];
    if (part.kind === "havoc") return part.variables.map((root) => ({ root, path: [] }));
    if (part.kind !== "call") return [];
    const changed = modifiedArguments(part, program).flatMap(({ place }) => place ?? []);
    return part.target === undefined ? changed : [...changed, { root: part.target, path: [] }];
  });
}

export interface ModifiedArgument {
  readonly parameter: Variable;
  /** Undefined where the argument is a value that nothing else names. */
  readonly place: Place | undefined;
}

/** Soundness: an argument that is a path is changed through it even where no place was noted. */
export function modifiedArguments(
  call: Extract<Statement, { kind: "call" }>,
  program: Program,
): readonly ModifiedArgument[] {
  const contract = program.functions.get(call.callee)?.contract;
  invariant(contract !== undefined, `${call.callee} has a contract`);
  return contract.parameters.flatMap((parameter, i) => {
    const arg: Argument | undefined = call.args[i];
    if (arg === undefined) return [];
    if (arg.place === undefined && !contract.modifies.includes(parameter.name)) return [];
    return [{ parameter, place: arg.place ?? placeOf(arg.value) }];
  });
}

function fieldPrefix(place: Place, types: DataTypes): readonly FieldStep[] {
  const prefix: FieldStep[] = [];
  let sort: Sort = place.root.sort;
  for (const step of place.path) {
    if (step.kind !== "field" || !hasOneConstructor(sort, types)) break;
    prefix.push(step);
    sort = fieldSort(sort, step.constructor, step.field, types);
  }
  return prefix;
}

/** The sort of what the fields lead to. */
export function placeSort(root: Sort, path: readonly FieldStep[], types: DataTypes): Sort {
  return path.reduce((sort, step) => fieldSort(sort, step.constructor, step.field, types), root);
}

function beginsWith(path: readonly FieldStep[], start: readonly FieldStep[]): boolean {
  return start.every((step, i) => step.field === path[i]?.field && step.constructor === path[i].constructor);
}
