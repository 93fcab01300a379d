/**
 * Takes the parts of a contract; gives it with its hash: a digest of everything a caller may rely on, and of nothing
 * else, so that moving or reformatting a contract changes no key.
 */
import { type Plain, stableHash } from "../../base/index.js";
import type { Clause, EffectiveContract, Sort, Term, Value, Variant } from "../../ir/index.js";
import { changeText, shareText } from "./sharing-summary.js";

export function effectiveContract(parts: Omit<EffectiveContract, "hash">): EffectiveContract {
  return { ...parts, hash: hashOf(parts) };
}

function hashOf(parts: Omit<EffectiveContract, "hash">): string {
  return stableHash({
    parameters: parts.parameters.map((p) => ({ name: p.name, sort: plainSort(p.sort) })),
    result: plainSort(parts.result),
    requires: parts.requires.map(plainClause),
    ensures: parts.ensures.map(plainClause),
    throws: parts.throws?.map(plainClause),
    variant: plainVariant(parts.variant),
    modifies: [...parts.modifies].sort(),
    pure: parts.pure,
    shares: parts.sharing.shares.map(shareText),
    changes: parts.sharing.changes.map(changeText),
    same: parts.sharing.same.map((pair) => [...pair]),
    distinct: parts.distinct.map((pair) => [...pair]),
  });
}

function plainClause(clause: Clause): Plain {
  return plainTerm(clause.term);
}

function plainVariant(variant: Variant | undefined): Plain {
  if (variant === undefined) return null;
  return variant.kind === "partial" ? "partial" : variant.terms.map(plainTerm);
}

function plainSort(sort: Sort): Plain {
  if (sort.kind === "map") return { ...sort, key: plainSort(sort.key), value: plainSort(sort.value) };
  if (sort.kind === "int") return { ...sort, literals: sort.literals?.map(String) };
  if (sort.kind === "opaque") {
    const { signature, ...rest } = sort;
    if (signature === undefined) return rest;
    return { ...rest, takes: signature.parameters.map(plainSort), gives: plainSort(signature.result) };
  }
  return sort.kind === "array" ? { kind: "array", element: plainSort(sort.element) } : { ...sort };
}

/** A term without places. */
export function plainTerm(term: Term): Plain {
  switch (term.kind) {
    case "variable":
      return [term.name, plainSort(term.sort)];
    case "literal":
      return { literal: plainValue(term.value), sort: plainSort(term.sort) };
    case "apply":
      return { apply: term.operator, args: term.args.map(plainTerm), sort: plainSort(term.sort) };
    case "construct":
      return { construct: term.constructor, sort: term.sort.name, args: term.args.map(plainTerm) };
    case "field":
      return { field: term.field, of: plainTerm(term.of), constructor: term.constructor };
    case "is":
      return { is: term.constructor, of: plainTerm(term.of) };
    case "withField":
      return { with: term.field, of: plainTerm(term.of), constructor: term.constructor, value: plainTerm(term.value) };
    case "quantifier":
      return {
        quantifier: term.quantifier,
        binders: term.binders.map((b) => [b.name, plainSort(b.sort)]),
        body: plainTerm(term.body),
      };
    case "tabulate":
      return {
        tabulate: plainTerm(term.length),
        binder: [term.binder.name, plainSort(term.binder.sort)],
        body: plainTerm(term.body),
      };
    case "call":
      return { call: term.function, args: term.args.map(plainTerm) };
    case "old":
      return { old: plainTerm(term.of) };
  }
}

function plainValue(value: Value): Plain {
  switch (value.kind) {
    case "int":
      return `${value.value}`;
    case "real":
      return `${value.numerator}/${value.denominator}`;
    case "double":
      return Object.is(value.value, -0) ? "double -0" : `double ${value.value}`;
    case "bigint":
      return `${value.value}n`;
    case "bool":
      return value.value;
    case "string":
      return { text: value.value };
    case "unit":
      return null;
    case "opaque":
      return { opaque: value.foreign, id: `${value.id}` };
    case "array":
      return value.items.map(plainValue);
    case "map":
      return { map: value.form, of: value.entries.map(([k, v]) => [plainValue(k), plainValue(v)]) };
    case "data":
      return { constructor: value.constructor, type: value.type, fields: value.fields.map(plainValue) };
  }
}
