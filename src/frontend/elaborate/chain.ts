/**
 * Takes fields, elements and calls with `?.` in the expression that they are of; gives their values: where the object of
 * the first `?.` is undefined or null, the whole chain is undefined and nothing right of it is evaluated (ECMA-262,
 * section 13.3.9); else the chain goes on with that object.
 */
import type { Expression } from "../../contract/index.js";
import type { Elaborated, Surroundings } from "../syntax/entity.js";
import { outside } from "../types/mismatch.js";
import { withNames } from "./callback.js";
import { optionalPart } from "./choice.js";
import { maybeAbsent } from "./elaborate.js";

type Link = Extract<Expression, { kind: "member" | "index" | "call" }>;

/** What stands for the object that is there; no name of the source is written so. */
const there = "?.";

/** `read` gives the value of the chain's rest. Undefined where the expression has no `?.` in its way. */
export function chain(
  e: Expression,
  cx: Surroundings,
  read: (rest: Expression, cx: Surroundings) => Elaborated,
): Elaborated | undefined {
  const link = isLink(e) ? firstOptional(e) : undefined;
  if (link === undefined) return undefined;
  if (link.kind === "call") {
    return outside("unsupported.function-value", link.span, "A function that may be absent is not read as a value.");
  }
  const { object } = link;
  return optionalPart(maybeAbsent(object, cx), object.span, e.span, cx, ({ value, span }) =>
    read(goingOn(e, link, { kind: "name", name: there, span }), withNames(new Map([[there, value]]), cx)),
  );
}

function isLink(e: Expression): e is Link {
  return e.kind === "member" || e.kind === "index" || e.kind === "call";
}

/** The leftmost link of the chain that is written with `?.`. */
function firstOptional(e: Expression): Link | undefined {
  const before = objectOf(e);
  if (before === undefined) return undefined;
  return firstOptional(before) ?? (isLink(e) && e.optional ? e : undefined);
}

/** What a link of a chain is of; `!` goes on with the chain. */
function objectOf(e: Expression): Expression | undefined {
  switch (e.kind) {
    case "member":
    case "index":
      return e.object;
    case "call":
      return e.callee;
    case "nonNull":
      return e.of;
    default:
      return undefined;
  }
}

function goingOn(e: Expression, link: Expression, object: Expression): Expression {
  const before = (part: Expression): Expression => (e === link ? object : goingOn(part, link, object));
  switch (e.kind) {
    case "member":
    case "index":
      return { ...e, object: before(e.object), optional: e.optional && e !== link };
    case "call":
      return { ...e, callee: before(e.callee) };
    case "nonNull":
      return { ...e, of: before(e.of) };
    default:
      return e;
  }
}
