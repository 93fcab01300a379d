/**
 * Gives canonical names: every variable, type, function and unknown is numbered in order of first use, so that nothing
 * of the source's names or places is in a query. Keeps the declarations of sorts, dependencies first.
 */
import { invariant } from "../base/index.js";
import { type DataTypes, dataType } from "../ir/index.js";
import { mapParts, partSort } from "./maps.js";
import { type MapPart, type SmtMap, type SmtSort, sortKey } from "./node.js";
import { smtSort } from "./sorts.js";

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
  const open = new Set<string>();
  const lines: string[] = [];

  /** Declares the sort once, after the sorts that it is made of. */
  const declare = (key: string, parts: readonly SmtSort[], line: () => string): void => {
    if (declared.has(key)) return;
    invariant(!open.has(key), `the data type ${key} contains itself`);
    open.add(key);
    for (const part of parts) sort(part);
    open.delete(key);
    declared.add(key);
    lines.push(line());
  };

  const constructorName = (type: string, index: number): string => `${data(type)}c${index}`;
  const field = (type: string, index: number, position: number): string =>
    `${constructorName(type, index)}f${position}`;

  const declareData = (name: string): void => {
    const type = dataType(types, name);
    const parts = type.constructors.flatMap((c) => c.fields.map((f) => smtSort(f.sort)));
    declare(sortKey({ kind: "data", name }), parts, () => {
      const constructors = type.constructors.map((c, i) => {
        const fields = c.fields.map((f, j) => ` (${field(name, i, j)} ${sort(smtSort(f.sort))})`);
        return `(${constructorName(name, i)}${fields.join("")})`;
      });
      return `(declare-datatypes ((${data(name)} 0)) ((${constructors.join(" ")})))`;
    });
  };

  const pair = (element: SmtSort): string => {
    const name = pairs(sortKey(element));
    declare(sortKey({ kind: "array", element }), [element], () => {
      const items = sort({ kind: "items", element });
      return `(declare-datatypes ((${name} 0)) (((${name}m (${name}n Int) (${name}a ${items})))))`;
    });
    return name;
  };

  const map = (of: SmtMap): string => {
    const name = maps(sortKey(of));
    declare(sortKey(of), [of.key, of.value], () => {
      const parts = mapParts.map((part) => ` (${name}${partSuffix[part]} ${sort(partSort(of, part))})`);
      return `(declare-datatypes ((${name} 0)) (((${name}m${parts.join("")}))))`;
    });
    return name;
  };

  const sort = (of: SmtSort): string => {
    switch (of.kind) {
      case "plain":
        return of.text;
      case "unit":
        declare(sortKey(of), [], () => "(declare-datatypes ((U 0)) (((Um))))");
        return "U";
      case "data": {
        const name = data(of.name);
        declareData(of.name);
        return name;
      }
      case "array":
        return pair(of.element);
      case "items":
        return `(Array ${of.index === undefined ? "Int" : sort(of.index)} ${sort(of.element)})`;
      case "map":
        return map(of);
    }
  };

  const withData = (type: string, name: string): string => {
    declareData(type);
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
