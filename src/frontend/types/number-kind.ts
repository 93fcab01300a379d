/**
 * Gives the kinds of number that TypeScript's one `number` may stand for (SEMANTICS, section 1), and the sorts that
 * differ from a given one in nothing else.
 */
import { doubleSort, intSort, natSort, realSort, type Sort } from "../../ir/index.js";

export type NumberKind = "int" | "nat" | "real" | "double";

export function sortOfKind(kind: NumberKind): Sort {
  switch (kind) {
    case "int":
      return intSort;
    case "nat":
      return natSort;
    case "real":
      return realSort;
    case "double":
      return doubleSort;
  }
}

/** The kind of a numeric sort; `nat` counts as `int`. */
export function kindOf(sort: Sort): "int" | "real" | "double" | undefined {
  return sort.kind === "int" || sort.kind === "real" || sort.kind === "double" ? sort.kind : undefined;
}

/** What holds values of both kinds: an integer is a real, and with a double everything is computed in doubles. */
export function joinKinds(a: NumberKind, b: NumberKind): NumberKind {
  if (a === "double" || b === "double") return "double";
  if (a === "real" || b === "real") return "real";
  return a === b ? a : "int";
}

export function isNumberKind(text: string): text is NumberKind {
  return text === "int" || text === "nat" || text === "real" || text === "double";
}

/** A literal's kind by its value alone. */
export function kindOfLiteral(value: number): NumberKind {
  if (!Number.isFinite(value)) return "double";
  return Number.isInteger(value) ? "int" : "real";
}
