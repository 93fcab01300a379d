/**
 * Takes a function's parameters and what it changes; gives the ways in which a caller can pass one object for several of
 * them, each a case of its own to prove: there one parameter stands for all (SEMANTICS, section 2). Parameters that
 * `distinct` keeps apart, and sharing of objects that nobody changes, make no case.
 */
import { type DataTypes, isMutable, type Sort, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { unsupported } from "../syntax/refusal.js";
import { refinedText } from "../types/refinements.js";
import { isApart } from "./parameters.js";

export interface SamePlan {
  /** In words: `a` and `b` are the same array. */
  readonly text: string;
  /** Each merged parameter, with the one that stands for it. */
  readonly standing: ReadonlyMap<string, Variable>;
}

interface Merging {
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  readonly distinct: readonly (readonly [string, string])[];
  /** Names of the parameters that are changed. */
  readonly changed: ReadonlySet<string>;
  readonly span: Span;
}

/** More than these are no longer worth proving one by one. */
const mostCases = 7;

type Class = readonly Variable[];

export function sameCases(request: Merging): readonly SamePlan[] {
  const { distinct, changed } = request;
  const groups = new Map<string, Variable[]>();
  for (const p of request.parameters) {
    if (!isMutable(p.sort, request.types)) continue;
    const key = refinedText(p.sort);
    groups.set(key, [...(groups.get(key) ?? []), p]);
  }
  let plans: readonly (readonly Class[])[] = [[]];
  for (const group of groups.values()) {
    const isOpen = group.some((a) => changed.has(a.name) && group.some((b) => a !== b && !isApart(a, b, distinct)));
    if (!isOpen) continue;
    // There are more ways than are ever proved.
    if (group.length > 4) return tooMany(request);
    const ways = partitions(group).filter((classes) => classes.every((c) => isCase(c, request)));
    plans = plans.flatMap((plan) => ways.map((classes) => [...plan, ...classes.filter((c) => c.length > 1)]));
    if (plans.length > mostCases + 1) return tooMany(request);
  }
  return plans.filter((plan) => plan.length > 0).map((plan) => planOf(plan, request.types));
}

/** A class of one, or one that a caller can pass one object for, where that matters. */
function isCase(members: Class, { distinct, changed }: Merging): boolean {
  if (members.length === 1) return true;
  const apart = members.some((a, i) => members.slice(i + 1).some((b) => isApart(a, b, distinct)));
  return !apart && members.some(({ name }) => changed.has(name));
}

/** All ways to put the items into classes. */
function partitions(items: Class): readonly (readonly Class[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return [[]];
  return partitions(rest).flatMap((classes) => [
    [[first], ...classes],
    ...classes.map((c, i) => classes.map((other, k) => (k === i ? [first, ...c] : other))),
  ]);
}

function planOf(plan: readonly Class[], types: DataTypes): SamePlan {
  const standing = new Map<string, Variable>();
  for (const [first, ...others] of plan) {
    if (first !== undefined) for (const { name } of others) standing.set(name, first);
  }
  const texts = plan.map((members) => {
    const names = members.map(({ name }) => `\`${name}\``);
    const last = names.at(-1) ?? "";
    return `${names.slice(0, -1).join(", ")} and ${last} are the same ${kindOf(members[0]?.sort, types)}`;
  });
  return { text: texts.join(", "), standing };
}

function kindOf(sort: Sort | undefined, types: DataTypes): string {
  if (sort?.kind === "array") return "array";
  if (sort?.kind === "map") return sort.form === "record" ? "object" : sort.form;
  return sort?.kind === "data" && types.get(sort.name)?.shape === "tuple" ? "array" : "object";
}

function tooMany({ span, parameters, changed }: Merging): never {
  const [a, b] = parameters.filter((p) => changed.has(p.name)).concat(parameters);
  return unsupported({
    code: "aliasing",
    span,
    message: "A caller may pass one object for several of the parameters, in too many ways to prove each.",
    hint: `Say which are different: \`//@ requires distinct(${a?.name ?? "a"}, ${b?.name ?? "b"})\`.`,
  });
}
