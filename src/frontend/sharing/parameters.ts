/**
 * Takes what a function changes in its parameters; says which of them a caller may pass one object for. Parameters of one
 * type are a case of their own to prove (`cases`); where types differ and one object may have both, `distinct`
 * has to rule that out.
 */
import { anySort, type DataTypes, isMutable, type MapSort, type Sort, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { unsupported } from "../syntax/refusal.js";
import { element, fieldStep } from "../syntax/sharing-paths.js";
import { isOfAnyType } from "../types/foreign.js";
import { mixedOf } from "../types/mixed.js";
import { refinedText } from "../types/refinements.js";
import { optionOf, someSort } from "../types/type-table.js";
import type { SpannedChange } from "./flow.js";

interface Parameters {
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  readonly distinct: readonly (readonly [string, string])[];
  readonly span: Span;
}

export function refuseUnlikeParameters(request: Parameters, changes: readonly SpannedChange[]): void {
  const { parameters, types, distinct } = request;
  for (const a of parameters) {
    const own = changes.filter(({ object }) => object.root === a.name);
    for (const b of parameters) {
      const isCase = refinedText(a.sort) === refinedText(b.sort);
      if (a === b || isCase || isApart(a, b, distinct) || !couldBeOne(a, b, types)) continue;
      const seen = own.find(({ object, slot }) => has(b.sort, object.path[0] ?? slot ?? element, types));
      if (seen === undefined) continue;
      unsupported({
        code: "aliasing",
        span: seen.span,
        message: `\`${a.name}\` is changed here, and a caller may pass the same object as \`${b.name}\`.`,
        hint: `Add \`//@ requires distinct(${a.name}, ${b.name})\`.`,
      });
    }
  }
}

export function isApart(a: Variable, b: Variable, distinct: Parameters["distinct"]): boolean {
  return distinct.some(([x, y]) => (x === a.name && y === b.name) || (x === b.name && y === a.name));
}

function present(sort: Sort, types: DataTypes): Sort {
  const option = optionOf(sort, types);
  return option === undefined ? sort : someSort(option);
}

/** A part of that name. A record that only has a length may be an array. */
function has(sort: Sort, slot: string, types: DataTypes): boolean {
  const inner = present(sort, types);
  if ((inner.kind === "map" && inner.form === "record") || inner.kind === "opaque") return true;
  const parts = mixedOf(inner, types)?.constructors.flatMap((c) => c.fields);
  if (parts !== undefined) return parts.some((f) => isMutable(f.sort, types) && has(f.sort, slot, types));
  if (inner.kind !== "data") return slot === element || slot === fieldStep("length");
  const names = (types.get(inner.name)?.constructors ?? []).flatMap((c) => c.fields.map((f) => fieldStep(f.name)));
  return (
    names.includes(slot) ||
    (slot === element && names.some((name) => name === ".length" || name === ".size" || /^\.\d+$/u.test(name)))
  );
}

function couldBeOne(a: Variable, b: Variable, types: DataTypes): boolean {
  const [x, y] = [shapesOf(a.sort, types), shapesOf(b.sort, types)];
  const [p, q] = [present(a.sort, types), present(b.sort, types)];
  // Nothing looks into a value of a type that is not read.
  if (q.kind === "opaque" && q.foreign !== undefined) return false;
  // What a type parameter stands for may be any type, but none that holds it.
  if (q.kind === "opaque") return !anySort(p, types, (s) => s.kind === "opaque" && s.name === q.name);
  // What one holds the other cannot: that they may both be empty is recorded.
  if (p.kind === "array" && q.kind === "array") return isLike(p.element, q.element, types);
  return x.some((shape) => y.includes(shape));
}

/** Some value may be of both sorts. */
function isLike(a: Sort, b: Sort, types: DataTypes): boolean {
  if (a.kind === "array" && b.kind === "array") return isLike(a.element, b.element, types);
  // A type parameter may stand for any type.
  const isOpen = (sort: Sort): boolean => present(sort, types).kind === "opaque";
  if (isOpen(a) || isOpen(b)) return true;
  const own = kindsOf(b, types);
  if ([...own, ...kindsOf(a, types)].includes("opaque")) return true;
  return kindsOf(a, types).some((kind) => own.includes(kind));
}

function kindsOf(sort: Sort, types: DataTypes): readonly string[] {
  if (sort.kind === "int" || sort.kind === "real" || sort.kind === "double") return ["number"];
  if (sort.kind === "map") return [sort.form === "record" ? "object" : sort.form];
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  if (type === undefined) return [sort.kind];
  if (type.shape === "option") return ["absent", ...kindsOf(someSort(type), types)];
  if (type.shape === "mixed") return type.constructors.flatMap((c) => c.fields.flatMap((f) => kindsOf(f.sort, types)));
  return [type.shape === "tuple" ? "array" : "object"];
}

type Shape = "array" | "object" | "map" | "set";

/** What an object of the sort may be in JavaScript. A map passes for a record of its `size`, an array for one of `length` and positions. */
function shapesOf(of: Sort, types: DataTypes): readonly Shape[] {
  if (!isMutable(of, types)) return [];
  const sort = present(of, types);
  const mixed = mixedOf(sort, types);
  if (mixed !== undefined) return mixed.constructors.flatMap((c) => c.fields.flatMap((f) => shapesOf(f.sort, types)));
  if (sort.kind === "map") return sort.form === "record" ? shapesOfDictionary(sort, types) : [sort.form];
  const type = sort.kind === "data" ? types.get(sort.name) : undefined;
  if (type === undefined || type.shape === "tuple") return ["array"];
  const ofArrays = (name: string): boolean => name === "length" || /^\d+$/u.test(name);
  const passes = type.constructors.every((c) => c.fields.every((f) => f.optional || ofArrays(f.name)));
  const ofMaps = type.constructors.every((c) => c.fields.every((f) => f.optional || f.name === "size"));
  if (type.shape !== "record") return ["object"];
  return [...(passes ? (["array"] as const) : []), ...(ofMaps ? (["map", "set"] as const) : []), "object"];
}

/** TypeScript takes an array for a dictionary of numbers, and every object for a `Record<string, any>`. */
function shapesOfDictionary({ key, value }: MapSort, types: DataTypes): readonly Shape[] {
  const inner = present(value, types);
  const type = inner.kind === "data" ? types.get(inner.name) : undefined;
  if (type !== undefined && isOfAnyType(type)) return ["object", "array", "map", "set"];
  return key.kind === "string" ? ["object"] : ["object", "array"];
}
