/**
 * Gives what a caller is told of a function's sharing: which objects of its arguments it changes, and what may be one
 * object afterwards. Part of the effective contract. Taken together over all exits; a recursive function starts from
 * nothing, and what is found grows until nothing is new.
 */
import {
  type DataTypes,
  dataType,
  isMutable,
  type SharedChange,
  type SharedPlaces,
  type SharingSummary,
  type Sort,
  type Variable,
} from "../../ir/index.js";
import { showRegion } from "../syntax/sharing-paths.js";

export const noSummary: SharingSummary = { shares: [], changes: [], same: [] };

export function shareText({ a, b, exact }: SharedPlaces): string {
  const [x, y] = [showRegion(a), showRegion(b)];
  return `${x < y ? `${x} ${y}` : `${y} ${x}`}${exact ? "" : " below"}`;
}

export function changeText({ object, slot, how, deep }: SharedChange): string {
  return `${showRegion(object)} ${slot ?? ""} ${how}${deep ? " below" : ""}`;
}

export function summaryOf(
  shares: readonly SharedPlaces[],
  changes: readonly SharedChange[],
  same: SharingSummary["same"] = [],
): SharingSummary {
  const byText = <T>(items: readonly T[], text: (item: T) => string): readonly T[] =>
    [...new Map(items.map((item) => [text(item), item])).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, i]) => i);
  return {
    shares: byText(shares, shareText),
    changes: byText(changes, changeText),
    same: byText(same, (pair) => pair.join(" ")),
  };
}

/** Nothing new in the second. */
export function includes(known: SharingSummary, found: SharingSummary): boolean {
  const shares = new Set(known.shares.map(shareText));
  const changes = new Set(known.changes.map(changeText));
  const same = new Set(known.same.map((pair) => pair.join(" ")));
  return (
    found.shares.every((s) => shares.has(shareText(s))) &&
    found.changes.every((c) => changes.has(changeText(c))) &&
    found.same.every((pair) => same.has(pair.join(" ")))
  );
}

export function union(a: SharingSummary, b: SharingSummary): SharingSummary {
  return summaryOf([...a.shares, ...b.shares], [...a.changes, ...b.changes], [...a.same, ...b.same]);
}

function holdsObjects(sort: Sort, types: DataTypes): boolean {
  if (sort.kind === "array") return isMutable(sort.element, types);
  if (sort.kind !== "data") return true;
  return dataType(types, sort.name).constructors.some((c) => c.fields.some((f) => isMutable(f.sort, types)));
}

/** Soundness: of a function whose body is not read, everything it is given may be kept by everything it could be kept by. */
export function unknownSharing(
  parameters: readonly Variable[],
  modifies: readonly string[] | undefined,
  types: DataTypes,
): SharingSummary {
  const names = parameters.filter((p) => isMutable(p.sort, types)).map((p) => p.name);
  const changed = names.filter((name) => modifies === undefined || modifies.includes(name));
  const at = (root: string): SharedPlaces["a"] => ({ root, path: [] });
  // What holds numbers alone has no place for an object.
  const roomy = new Set(parameters.filter((p) => holdsObjects(p.sort, types)).map((p) => p.name));
  const keepers = ["\\result", ...changed.filter((name) => roomy.has(name))];
  const shares = keepers.flatMap((keeper) => names.map((name) => ({ a: at(keeper), b: at(name), exact: false })));
  const changes = changed.map(
    (name): SharedChange => ({ object: at(name), slot: undefined, how: "rearranges", deep: true }),
  );
  return summaryOf(shares, changes);
}
