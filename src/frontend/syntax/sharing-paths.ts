/**
 * Gives paths inside values as the sharing analysis sees them: fields by name, all positions of an array (and all entries
 * of a map) as one. An option or a mixed union is no object of its own and has no step. Long paths are cut, and then stand for all below.
 */
import type { Accessor, DataTypes, Place, Sort } from "../../ir/index.js";

/** `.name` or `[]`. */
export type Step = string;
export type Path = readonly Step[];
export const element: Step = "[]";

export interface Region {
  readonly root: string;
  readonly path: Path;
}

const longest = 4;

export function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, i) => step === path[i]);
}

/** One of them is at or below the other. */
export function meets(a: Path, b: Path): boolean {
  return a.length <= b.length ? startsWith(b, a) : startsWith(a, b);
}

/** A path of bounded length; whether it was cut. */
export function bounded(path: Path): { readonly path: Path; readonly cut: boolean } {
  return path.length <= longest ? { path, cut: false } : { path: path.slice(0, longest), cut: true };
}

export function fieldStep(name: string): Step {
  return `.${name}`;
}

/** An option or a mixed union: what it holds is the value itself. */
export function isWrapper(sort: Sort, types: DataTypes): boolean {
  const shape = sort.kind === "data" ? types.get(sort.name)?.shape : undefined;
  return shape === "option" || shape === "mixed";
}

/** Soundness: the value inside an option or a mixed union is that one's own object. */
export function pathOf({ root, path }: Place, types: DataTypes): Path {
  let sort: Sort | undefined = root.sort;
  const steps: Step[] = [];
  for (const step of path) {
    if (step.kind !== "field") steps.push(element);
    else if (sort === undefined || !isWrapper(sort, types)) steps.push(fieldStep(step.field));
    sort = sort && sortAfter(sort, step, types);
  }
  return steps;
}

function sortAfter(sort: Sort, step: Accessor, types: DataTypes): Sort | undefined {
  if (step.kind === "index") return sort.kind === "array" ? sort.element : undefined;
  if (step.kind === "key") return sort.kind === "map" ? sort.value : undefined;
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  return type?.constructors.find((c) => c.name === step.constructor)?.fields.find((f) => f.name === step.field)?.sort;
}

export function showRegion({ root, path }: Region): string {
  return `${root}${path.join("")}`;
}
