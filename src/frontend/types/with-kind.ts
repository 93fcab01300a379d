/** Takes a sort made from a value; gives it with the numbers it holds directly of another kind: not those of fields. */
import { dataType, type Sort } from "../../ir/index.js";
import type { Body } from "../world/body.js";
import { mixedOf } from "./mixed.js";
import { joinKinds, kindOf, type NumberKind, sortOfKind } from "./number-kind.js";
import { absentOf, optionOf, someSort } from "./type-table.js";

/** `exactly`: the author's mark; otherwise the wider of both kinds. */
export function withKind(sort: Sort, kind: NumberKind, exactly: boolean, body: Body): Sort {
  const own = kindOf(sort);
  if (own !== undefined) {
    const joined = joinKinds(own, kind);
    return exactly ? sortOfKind(kind) : joined === own ? sort : sortOfKind(joined);
  }
  if (sort.kind === "array") return { kind: "array", element: withKind(sort.element, kind, exactly, body) };
  if (sort.kind === "map") {
    const inside = (part: Sort): Sort => withKind(part, kind, exactly, body);
    return { ...sort, key: inside(sort.key), value: inside(sort.value) };
  }
  const { table } = body.cx;
  const option = optionOf(sort, table.types);
  if (option !== undefined) return table.option(withKind(someSort(option), kind, exactly, body), absentOf(option));
  const mixed = mixedOf(sort, table.types);
  if (mixed !== undefined) {
    const parts = mixed.constructors.flatMap((c) =>
      c.fields.map((f) => [c.name, withKind(f.sort, kind, exactly, body)] as const),
    );
    return table.mixed(parts, mixed.display);
  }
  const type = sort.kind === "data" ? dataType(table.types, sort.name) : undefined;
  if (type?.shape !== "tuple") return sort;
  return table.tuple(
    (type.constructors[0]?.fields ?? []).map((f) => withKind(f.sort, kind, exactly, body)),
    type.display,
  );
}
