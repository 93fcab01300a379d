/**
 * Gives the ways to refuse an expression: a fault in a clause is the annotation's (`invalid`), the same fault in code is
 * a conversion of JavaScript that the subset leaves out (`unsupported`).
 */
import type { Sort } from "../../ir/index.js";
import type { Code, Span } from "../../source/index.js";
import type { Elaborated, Surroundings } from "../syntax/entity.js";
import { invalid, unsupported } from "../syntax/refusal.js";
import { displayOf } from "./type-table.js";

export function mismatch(cx: Surroundings, span: Span, message: string, hint?: string): never {
  if (cx.place === "clause") return invalid({ code: "clause.type", span, message, hint });
  return unsupported({ code: "unsupported.conversion", span, message, hint });
}

/** Outside the subset, in clauses as in code. */
export function outside(code: Code, span: Span, message: string, hint?: string): never {
  return unsupported({ code, span, message, hint });
}

/** What a value is, in the author's words. */
export function describe(value: Elaborated, cx: Surroundings): string {
  if (value.kind === "number") return "a number";
  if (value.kind === "absent") return value.which;
  return describeSort(value.term.sort, cx);
}

export function describeSort(sort: Sort, cx: Surroundings): string {
  const text = displayOf(sort, cx.table.types);
  if (sort.kind === "int" || sort.kind === "real" || sort.kind === "double") return `a number (${text})`;
  if (sort.kind === "bool") return "a boolean";
  if (sort.kind === "string") return "a string";
  return `of type ${text}`;
}
