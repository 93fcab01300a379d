/**
 * Gives canonical names: every variable, type, function and unknown is numbered in order of first use, so that nothing
 * of the source's names or places is in a query. Keeps the declarations of sorts, dependencies first.
 */
import { invariant } from "../base/index.js";
import { type DataTypes, dataType } from "../ir/index.js";
import { mapParts, partSort } from "./maps.js";
import { type MapPart, type SmtMap, type SmtSort, sortKey } from "./node.js";
import { hasHidden, smtSort } from "./sorts.js";

export interface Names {
  readonly constant: (name: string) => string;
  readonly function: (id: string) => string;
  readonly unknown: (key: string) => string;
  readonly sort: (sort: SmtSort) => string;
  readonly constructor: (type: string, index: number) => string;
  readonly field: (type: string, index: number, field: number) => string;
  readonly pair: (element: SmtSort) => string;
  readonly map: (of: SmtMap) => string;
  readonly unit: () => string;
  /** Declarations of all sorts named so far. */
  readonly sortDeclarations: () => readonly string[];
}

/** What a name of a variable, or of a sort, is followed by to name a part of it. */
export const partSuffix: Readonly<Record<"whole" | "length" | "items" | MapPart, string>> = {
  whole: "",
  length: "n",
  items: "a",
  size: "n",
  keys: "k",
  places: "p",
  values: "v",
};

export function canonicalNames(types: DataTypes): Names {
  const constant = numbering("v");
  const functions = numbering("f");
  const unknown = numbering("u");
  const data = numbering("D");
  const pairs = numbering("A");
  const maps = numbering("M");
  const declared = new Set<string>();
  const lines: string[] = [];

  /** Declares the sort once, after the sorts that it is made of, and together with those that it is made of in turn. */
  const declare = (of: SmtSort): void => {
    if (declared.has(sortKey(of))) return;
    const group = [...together(of, types).values()];
    for (const member of group) declared.add(sortKey(member));
    for (const member of group) partsOf(member, types).forEach(sort);
    const heads = group.map((member) => `(${nameOf(member)} 0)`);
    const handled = group.length > 1 ? group.flatMap((member) => (member.kind === "array" ? [member] : [])) : [];
    for (const member of handled) lines.push(`(declare-sort ${nameOf(member)}h 0)`);
    const constructors = group.map((member) =>
      handled.some((array) => array === member) ? handleConstructor(nameOf(member)) : constructorsOf(member),
    );
    lines.push(`(declare-datatypes (${heads.join(" ")}) (${constructors.join(" ")}))`);
    for (const member of handled) lines.push(...handleLines(nameOf(member), member.element));
  };

  /**
   * Soundness: where data holds arrays of itself, Z3 (5.1) finds cycles through elements of arrays that are equal by
   * assumption, and forgets the assumption: it then takes what can be satisfied for a contradiction. So the data holds a
   * handle of a sort of its own, which stands for the elements, and of which Z3 looks for no cycles.
   */
  const handleConstructor = (name: string): string => `((${name}c (${name}n Int) (${name}s ${name}h)))`;

  const handleLines = (name: string, element: SmtSort): readonly string[] => {
    const items = sort({ kind: "items", element });
    const open = `${name}o`;
    const close = `${name}w`;
    return [
      `(declare-fun ${open} (${name}h) ${items})`,
      `(declare-fun ${close} (${items}) ${name}h)`,
      `(assert (forall ((q0 ${items})) (! (= (${open} (${close} q0)) q0) :pattern ((${close} q0)))))`,
      `(assert (forall ((q0 ${name}h)) (! (= (${close} (${open} q0)) q0) :pattern ((${open} q0)))))`,
      `(define-fun ${name}a ((q0 ${name})) ${items} (${open} (${name}s q0)))`,
      `(define-fun ${name}m ((q0 Int) (q1 ${items})) ${name} (${name}c q0 (${close} q1)))`,
    ];
  };

  const nameOf = (of: SmtSort): string => {
    if (of.kind === "data") return data(of.name);
    if (of.kind === "map") return maps(sortKey(of));
    return of.kind === "array" ? pairs(sortKey(of.element)) : "U";
  };

  const constructorsOf = (of: SmtSort): string => {
    if (of.kind === "unit") return "((Um))";
    if (of.kind === "array") {
      const name = nameOf(of);
      return `((${name}m (${name}n Int) (${name}a ${sort({ kind: "items", element: of.element })})))`;
    }
    if (of.kind === "map") {
      const name = nameOf(of);
      const parts = mapParts.map((part) => ` (${name}${partSuffix[part]} ${sort(partSort(of, part))})`);
      return `((${name}m${parts.join("")}))`;
    }
    invariant(of.kind === "data", "only data types have constructors");
    const constructors = dataType(types, of.name).constructors.map((c, i) => {
      const fields = c.fields.map((f, j) => ` (${field(of.name, i, j)} ${sort(smtSort(f.sort))})`);
      return `(${constructorName(of.name, i)}${fields.join("")})`;
    });
    const last = dataType(types, of.name).constructors.length;
    const hidden = hasHidden(of.name, types) ? ` (${constructorName(of.name, last)})` : "";
    return `(${constructors.join(" ")}${hidden})`;
  };

  const constructorName = (type: string, index: number): string => `${data(type)}c${index}`;
  const field = (type: string, index: number, position: number): string =>
    `${constructorName(type, index)}f${position}`;

  const pair = (element: SmtSort): string => {
    const of: SmtSort = { kind: "array", element };
    declare(of);
    return nameOf(of);
  };

  const map = (of: SmtMap): string => {
    declare(of);
    return nameOf(of);
  };

  const sort = (of: SmtSort): string => {
    switch (of.kind) {
      case "plain":
        return of.text;
      case "unit":
      case "data":
      case "array": {
        const name = nameOf(of);
        declare(of);
        return name;
      }
      case "items":
        return `(Array ${of.index === undefined ? "Int" : sort(of.index)} ${sort(of.element)})`;
      case "map":
        return map(of);
    }
  };

  const withData = (type: string, name: string): string => {
    declare({ kind: "data", name: type });
    return name;
  };

  return {
    constant,
    function: functions,
    unknown,
    sort,
    constructor: (type, index) => withData(type, constructorName(type, index)),
    field: (type, index, position) => withData(type, field(type, index, position)),
    pair,
    map,
    unit: () => {
      sort({ kind: "unit" });
      return "Um";
    },
    sortDeclarations: () => lines,
  };
}

/** The sorts of which a sort is directly made, those that need a declaration. */
function partsOf(of: SmtSort, types: DataTypes): readonly SmtSort[] {
  const through = (sort: SmtSort): SmtSort => (sort.kind === "items" ? through(sort.element) : sort);
  if (of.kind === "array") return [through(of.element)];
  if (of.kind === "map") return [through(of.key), through(of.value)];
  if (of.kind !== "data") return [];
  return dataType(types, of.name).constructors.flatMap((c) => c.fields.map((f) => through(smtSort(f.sort))));
}

/** The sorts that are made of the sort, and of which it is made; itself first. */
function together(of: SmtSort, types: DataTypes): ReadonlyMap<string, SmtSort> {
  const reach = (from: SmtSort): ReadonlyMap<string, SmtSort> => {
    const found = new Map<string, SmtSort>();
    const visit = (sort: SmtSort): void => {
      for (const part of partsOf(sort, types)) {
        if (found.has(sortKey(part))) continue;
        found.set(sortKey(part), part);
        visit(part);
      }
    };
    visit(from);
    return found;
  };
  const inside = [...reach(of)].filter(([key, part]) => key !== sortKey(of) && reach(part).has(sortKey(of)));
  return new Map([[sortKey(of), of], ...inside]);
}

function numbering(prefix: string): (key: string) => string {
  const known = new Map<string, string>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const name = `${prefix}${known.size}`;
    known.set(key, name);
    return name;
  };
}
