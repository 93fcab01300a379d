/**
 * Takes the members of a Set that take another Set; gives their terms, with the elements in JavaScript's order (ECMA-262,
 * sections 24.2.4.5 to 24.2.4.17).
 */
import {
  and,
  apply,
  arrayGet,
  atMost,
  forall,
  implies,
  int,
  intSort,
  ite,
  lessThan,
  type MapSort,
  mapHas,
  mapKeys,
  mapSize,
  not,
  type Operator,
  type Term,
  variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Surroundings } from "../syntax/entity.js";
import type { SetMethod } from "../types/collections.js";

type SetTerm = Term & { readonly sort: MapSort };

export function ofTwoSets(method: SetMethod, a: SetTerm, b: SetTerm, span: Span, cx: Surroundings): Term {
  const made = (operator: Operator, x: Term, y: Term): Term => apply(operator, [x, y], a.sort, span);
  switch (method) {
    case "union":
      return made("map.merge", a, b);
    case "difference":
      return made("map.without", a, b);
    case "symmetricDifference":
      return made("map.merge", made("map.without", a, b), made("map.without", b, a));
    case "intersection":
      // The smaller one is gone through.
      return ite(atMost(mapSize(a), mapSize(b)), made("map.restrict", a, b), made("map.restrict", b, a));
    case "isSubsetOf":
      return everyOf(a, (key) => mapHas(b, key), cx);
    case "isSupersetOf":
      return everyOf(b, (key) => mapHas(a, key), cx);
    case "isDisjointFrom":
      return everyOf(a, (key) => not(mapHas(b, key)), cx);
  }
}

function everyOf(set: SetTerm, holds: (key: Term) => Term, cx: Surroundings): Term {
  const index = { name: cx.freshBinder("at"), sort: intSort };
  const at = variable(index.name, index.sort);
  const inRange = and(atMost(int(0n), at), lessThan(at, mapSize(set)));
  return forall([index], implies(inRange, holds(arrayGet(mapKeys(set), at))));
}
