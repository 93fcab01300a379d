/**
 * Takes elaborated values; gives the strings that JavaScript makes of them (ECMA-262, section 7.1.17), and numbers of
 * strings. Objects and exact reals have no text here.
 */
import { apply, doubleSort, int, intSort, is, ite, string, stringSort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { unwrap } from "../types/coerce.js";
import { describe, outside } from "../types/mismatch.js";
import { byMember, memberCases, mixedOf } from "../types/mixed.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { numberOfBig } from "./bigints.js";

/** `String(x)`, `${x}`, `"" + x`. */
export function toText(value: Elaborated, span: Span, cx: Surroundings): Term {
  if (value.kind === "number") return { ...string(String(value.value)), span };
  if (value.kind === "absent") return { ...string(value.which), span };
  const { term } = value;
  switch (term.sort.kind) {
    case "string":
      return term;
    case "bool":
      return ite(term, string("true"), string("false"));
    case "int":
      return apply("string.ofInt", [term], stringSort, span);
    case "bigint":
      return apply("string.ofInt", [apply("bigint.toInt", [term], intSort)], stringSort, span);
    case "double":
      return apply("string.ofDouble", [term], stringSort, span);
    default:
      return textOfMixed(term, span, cx) ?? textOfOption(term, span, cx);
  }
}

function textOfMixed(term: Term, span: Span, cx: Surroundings): Term | undefined {
  const { types } = cx.table;
  if (mixedOf(term.sort, types) === undefined) return undefined;
  const cases = memberCases(term, span, types);
  return byMember(cases.map((c) => ({ ...c, value: toText(ofTerm(c.value), span, cx) })));
}

function textOfOption(term: Term, span: Span, cx: Surroundings): Term {
  const option = optionOf(term.sort, cx.table.types);
  if (option === undefined) {
    return outside(
      "unsupported.conversion",
      span,
      `The text of ${describe(ofTerm(term), cx)} is not read.`,
      "Use strings, integers, doubles or booleans in text.",
    );
  }
  const inside = toText(ofTerm(unwrap(term, option, span)), span, cx);
  return absentOf(option).reduce<Term>((rest, which) => ite(is(term, which), string(which), rest), inside);
}

/** `Number(x)` and `+x`. */
export function toNumber(value: Elaborated, span: Span, cx: Surroundings): Elaborated {
  if (value.kind === "number") return value;
  if (value.kind === "absent") return { kind: "number", value: value.which === "null" ? 0 : Number.NaN, span };
  const { term } = value;
  switch (term.sort.kind) {
    case "int":
    case "real":
    case "double":
      return value;
    case "bigint":
      return numberOfBig(term, span);
    case "bool":
      return ofTerm(apply("ite", [term, int(1n), int(0n)], intSort, span));
    case "string":
      if (term.kind === "literal" && term.value.kind === "string") {
        return { kind: "number", value: Number(term.value.value), span };
      }
      return ofTerm(apply("string.toNumber", [term], doubleSort, span));
    default:
      return outside(
        "unsupported.conversion",
        span,
        `${describe(value, cx)} is not converted to a number.`.replace(/^a/u, "A"),
        "Test that it is there, and convert a string, a boolean or a number.",
      );
  }
}
