/**
 * Takes functions that claim `x is T`, or `asserts x is T`; gives the claim as a postcondition (SEMANTICS, section 4): it
 * is shown of the body like any other, and callers know it by contract. What T says is told by the parts of the
 * parameter's union that T takes; a T that no part of it has is declined.
 */
import ts from "typescript";
import {
  and,
  bool,
  boolTerm,
  type Clause,
  dataType,
  field,
  implies,
  int,
  is,
  or,
  resultName,
  same,
  string,
  type Term,
  type Variable,
  variable,
} from "../../ir/index.js";
import { spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { memberOfType, memberSort } from "../types/mixed.js";
import { optionOf, someSort, type TypeTable } from "../types/type-table.js";
import type { FunctionSite } from "../world/functions.js";

export function predicateClauses(
  site: FunctionSite,
  parameters: ReadonlyMap<ts.Symbol, Variable>,
  table: TypeTable,
): readonly Clause[] {
  const { checker } = site.file;
  const signature = checker.getSignatureFromDeclaration(site.node);
  const predicate = signature && checker.getTypePredicateOfSignature(signature);
  if (
    signature === undefined ||
    predicate === undefined ||
    site.node.type === undefined ||
    predicate.parameterIndex === undefined
  )
    return [];
  const symbol = signature.parameters[predicate.parameterIndex];
  const parameter = symbol && parameters.get(symbol);
  if (symbol === undefined || parameter === undefined) return [];
  const span = spanIn(site.file, site.node.type);
  const term = variable(parameter.name, parameter.sort, span);
  const asserts = predicate.kind === ts.TypePredicateKind.AssertsIdentifier;
  const claim =
    predicate.type === undefined
      ? assertedTruth(term)
      : has(term, checker.getTypeOfSymbol(symbol), predicate.type, checker, table);
  if (claim === undefined) {
    return unsupported({
      code: "unsupported.type",
      span,
      message: "What this type predicate claims is not told by the parameter's type.",
      hint: "Let the type be one of the members of the parameter's union, or return `boolean`.",
    });
  }
  const text = site.node.type.getText();
  if (asserts) return [{ text, term: claim, span }];
  return [{ text: `\\result ==> ${text}`, term: implies(variable(resultName, bool, span), claim), span }];
}

function assertedTruth(term: Term): Term | undefined {
  return term.sort.kind === "bool" ? term : undefined;
}

/** The value is one of the parts of its type that are of the other type. */
function has(term: Term, from: ts.Type, to: ts.Type, checker: ts.TypeChecker, table: TypeTable): Term | undefined {
  const listed = oneOf(term, to);
  if (listed !== undefined) return listed;
  const parts = from.isUnion() ? from.types : [from];
  if (parts.length === 1 && !checker.isTypeAssignableTo(from, to)) return narrower(term, from, to, checker, table);
  const kept = parts.filter((part) => checker.isTypeAssignableTo(part, to));
  const tests = kept.map((part) => isPart(term, part, checker, table));
  const known = tests.filter((test) => test !== undefined);
  return known.length === 0 || known.length < tests.length ? undefined : or(...known);
}

/** `s is "a" | "b"` of any text or integer: it is one of those that are listed. */
function oneOf(term: Term, to: ts.Type): Term | undefined {
  const parts = to.isUnion() ? to.types : [to];
  if (term.sort.kind === "string" && parts.every((p) => p.isStringLiteral())) {
    return or(...parts.flatMap((p) => (p.isStringLiteral() ? [same(term, string(p.value))] : [])));
  }
  const isListed = parts.every((p) => p.isNumberLiteral() && Number.isSafeInteger(p.value));
  if (term.sort.kind !== "int" || !isListed) return undefined;
  return or(...parts.flatMap((p) => (p.isNumberLiteral() ? [same(term, int(BigInt(p.value)))] : [])));
}

/** `u is User & { email: string }`: the fields of which more is claimed have what is claimed. */
function narrower(term: Term, from: ts.Type, to: ts.Type, checker: ts.TypeChecker, table: TypeTable): Term | undefined {
  const type = term.sort.kind === "data" ? dataType(table.types, term.sort.name) : undefined;
  const [only] = type?.shape === "record" ? type.constructors : [];
  if (only === undefined) return undefined;
  const claims = checker.getPropertiesOfType(to).map((property): Term | undefined => {
    const own = checker.getPropertyOfType(from, property.name);
    const found = only.fields.find((f) => f.name === property.name);
    if (own === undefined || found === undefined) return undefined;
    const [is, claimed] = [checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(property)];
    if (checker.isTypeAssignableTo(is, claimed)) return boolTerm(true);
    return has(field(term, only.name, found.name, found.sort, term.span), is, claimed, checker, table);
  });
  const known = claims.filter((claim) => claim !== undefined);
  return known.length === claims.length ? and(...known) : undefined;
}

/** Soundness: the test tells the part from all other parts of the type that the sort was read from. */
function isPart(term: Term, part: ts.Type, checker: ts.TypeChecker, table: TypeTable): Term | undefined {
  const { types } = table;
  const absent =
    part.flags & ts.TypeFlags.Null ? "null" : part.flags & ts.TypeFlags.Undefined ? "undefined" : undefined;
  const option = optionOf(term.sort, types);
  if (option !== undefined) {
    if (absent !== undefined) return is(term, absent);
    const inner = isPart(field(term, "some", "value", someSort(option), term.span), part, checker, table);
    return inner && and(is(term, "some"), inner);
  }
  if (absent !== undefined) return undefined;
  if (term.sort.kind === "bool") {
    if (!(part.flags & ts.TypeFlags.BooleanLiteral)) return boolTerm(true);
    return same(term, boolTerm(checker.typeToString(part) === "true"));
  }
  if (part.isStringLiteral())
    return term.sort.kind === "string" ? same(term, string(part.value)) : inMember(term, part, checker, table);
  if (part.isNumberLiteral() && term.sort.kind === "int") return same(term, int(BigInt(part.value)));
  if (term.sort.kind !== "data") return boolTerm(true);
  const type = dataType(types, term.sort.name);
  if (type.shape === "mixed") return inMember(term, part, checker, table);
  if (type.shape !== "union" || type.discriminant === undefined) return boolTerm(true);
  const property = checker.getPropertyOfType(part, type.discriminant);
  const tag = property && checker.typeToString(checker.getTypeOfSymbol(property));
  const found = type.constructors.find((c) => JSON.stringify(c.tag) === tag);
  return found && is(term, found.name);
}

function inMember(term: Term, part: ts.Type, checker: ts.TypeChecker, table: TypeTable): Term | undefined {
  const type = term.sort.kind === "data" ? dataType(table.types, term.sort.name) : undefined;
  const name = memberOfType(part);
  const sort = type?.shape === "mixed" && name !== undefined ? memberSort(type, name) : undefined;
  if (name === undefined || sort === undefined) return undefined;
  const inner = isPart(field(term, name, "value", sort, term.span), part, checker, table);
  return inner && and(is(term, name), inner);
}
