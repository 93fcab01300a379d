/**
 * Takes clauses and the place where they stand; gives typed clauses. Names resolve as TypeScript resolves them there;
 * before the body runs a parameter is what was passed, inside the body it is what it holds then.
 */
import ts from "typescript";
import type { ClauseSyntax, Expression, TypeSyntax } from "../../contract/index.js";
import {
  apply,
  type Clause,
  freeVariables,
  intSort,
  isMutable,
  type Sort,
  sizeOf,
  type Term,
  type Variant,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { aliased, siteOfSymbol } from "../elaborate/callee.js";
import { condition, elaborate } from "../elaborate/elaborate.js";
import { type Elaborated, type Entity, ofTerm, type Surroundings } from "../syntax/entity.js";
import { ghostNamed } from "../syntax/ghosts.js";
import { invalid, Refusal } from "../syntax/refusal.js";
import { coerce, settle } from "../types/coerce.js";
import { isNumberKind, sortOfKind } from "../types/number-kind.js";
import { sortOfTypeText } from "../types/type-text.js";
import type { Body } from "../world/body.js";
import { isStatic } from "../world/classes.js";
import { isGlobal } from "./name.js";

export interface ClausePlace {
  /** Where names are looked up. */
  readonly location: ts.Node;
  /** Parameters name what was passed (`requires`, `ensures`, `throws`), or what the variable holds now. */
  readonly state: "entry" | "current";
  readonly result?: Sort | undefined;
  /** `\old` has a meaning. */
  readonly old: boolean;
}

export function clauseSurroundings(body: Body, place: ClausePlace): Surroundings {
  const named = (name: string): Entity | undefined => resolveName(name, place.location, place.state, body);
  const resolve = place.old && place.state === "entry" ? (name: string) => passed(named(name), body) : named;
  return {
    ...body.cx,
    place: "clause",
    resolve,
    candidates: () => candidates(body, place),
    result: place.result,
    atEntry: place.old ? (name) => resolveName(name, place.location, "entry", body) : undefined,
    sortOfTypeText: (type) => sortOfBinderType(type, place.location, body),
  };
}

/** After the function has run, a number that a pattern took out of an argument is the one that was passed. */
function passed(entity: Entity | undefined, { cx }: Body): Entity | undefined {
  if (entity?.kind !== "constant" || entity.value.kind !== "term") return entity;
  const { term, discriminantOf } = entity.value;
  if (isMutable(term.sort, cx.table.types) || freeVariables(term).size === 0) return entity;
  const before = (of: Term): Term => ({ kind: "old", of, sort: of.sort });
  const value = ofTerm(before(term));
  return {
    kind: "constant",
    value: discriminantOf === undefined ? value : { ...value, discriminantOf: before(discriminantOf) },
  };
}

/** The members whose values the checker knows. */
function enumMembers(symbol: ts.Symbol, checker: ts.TypeChecker): ReadonlyMap<string, string | number> | undefined {
  const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if ((own.flags & ts.SymbolFlags.Enum) === 0) return undefined;
  const members = (own.declarations ?? []).filter(ts.isEnumDeclaration).flatMap((d) => [...d.members]);
  return new Map(
    members.flatMap((m) => {
      const value = checker.getConstantValue(m);
      return value === undefined || ts.isComputedPropertyName(m.name) ? [] : [[m.name.text, value] as const];
    }),
  );
}

function resolveName(name: string, location: ts.Node, state: ClausePlace["state"], body: Body): Entity | undefined {
  const { checker } = body.site.file;
  const ghost = state === "current" ? ghostNamed(name, location, body) : undefined;
  if (ghost !== undefined) return { kind: "variable", variable: ghost };
  const symbol = checker.resolveName(name, location, ts.SymbolFlags.Value, false);
  if (isGlobal(name, symbol, body)) return { kind: "global", name };
  if (symbol === undefined) return undefined;
  if (state === "current") {
    const local = body.locals.get(symbol);
    if (local !== undefined) return { kind: "variable", variable: local.variable };
  } else {
    const parameter = body.parameters.get(symbol);
    if (parameter !== undefined) return { kind: "variable", variable: parameter };
    const part = body.parts.get(symbol);
    if (part !== undefined) return { kind: "constant", value: part };
  }
  const members = enumMembers(symbol, checker);
  if (members !== undefined) return { kind: "enum", members };
  const site = siteOfSymbol(symbol, body);
  if (site !== undefined) return { kind: "function", id: site.id };
  const span = { file: body.site.file.path, start: location.getStart(), end: location.getEnd() };
  const owner = aliased(symbol, checker).declarations?.find(ts.isClassDeclaration);
  if (owner !== undefined) return { kind: "class", field: (field, at) => staticOf(owner, field, at, body) };
  const constant = body.world.constant(symbol, body.site.file, span);
  if (constant === undefined) return undefined;
  body.constants.set(symbol, constant.initializer);
  return { kind: "constant", value: constant.value };
}

/** `Account.LIMIT` */
function staticOf(owner: ts.ClassDeclaration, name: string, span: Span, body: Body): Elaborated | undefined {
  const { checker } = body.site.file;
  const field = owner.members.find((m) => isStatic(m) && m.name !== undefined && m.name.getText() === name);
  const symbol = field?.name && checker.getSymbolAtLocation(field.name);
  const constant = symbol && body.world.constant(symbol, body.site.file, span);
  if (symbol !== undefined && constant !== undefined) body.constants.set(symbol, constant.initializer);
  return constant?.value;
}

function candidates(body: Body, place: ClausePlace): readonly string[] {
  const variables =
    place.state === "current" ? [...body.locals.keys()] : [...body.parameters.keys(), ...body.parts.keys()];
  return [...variables.map((symbol) => symbol.name), ...body.world.functionNames(body.site.file)];
}

/** The type of a bound or a ghost variable: a kind of number, or a type as TypeScript has it in this place. */
export function sortOfBinderType(type: TypeSyntax, location: ts.Node, body: Body): Sort {
  const text = type.text.trim();
  if (isNumberKind(text)) return sortOfKind(text);
  return sortOfTypeText(type, location, body);
}

type Formula = Extract<ClauseSyntax, { expression: Expression }>;

export function formula(syntax: Formula, cx: Surroundings): Clause {
  return { text: syntax.text, term: condition(syntax.expression, cx), span: syntax.span };
}

export function variantOf(syntax: Extract<ClauseSyntax, { keyword: "decreases" }>, cx: Surroundings): Variant {
  if (syntax.measure === "*") return { kind: "partial", span: syntax.span };
  const terms = syntax.measure.map((part) => measureTerm(part, cx));
  if (terms.length === 0)
    return invalid({ code: "clause.measure", span: syntax.span, message: "The measure is empty." });
  return { kind: "measure", terms, text: syntax.text, span: syntax.span, inferred: false };
}

/** One measure a function or loop; its parts are written in one clause. */
export function secondMeasure(span: Span): Refusal {
  const message = "There is a measure already; write its parts in one clause: `decreases a, b`.";
  return new Refusal("invalid", { code: "clause.measure", span, message });
}

function measureTerm(part: Expression, cx: Surroundings): Term {
  const value = elaborate(part, cx);
  const term = settle(value, cx);
  const { sort } = term;
  const size = sizeOf(term, cx.table.types);
  if (size !== undefined) return size;
  if (sort.kind === "int") return coerce(value, intSort, part.span, cx);
  if (sort.kind === "bigint") return apply("bigint.toInt", [term], intSort);
  return invalid({
    code: "clause.measure",
    span: part.span,
    message: "A measure is an integer that gets smaller and stays at least 0.",
    hint: sort.kind === "real" || sort.kind === "double" ? "Use `Math.floor` of it, as a real." : undefined,
  });
}

/** What is said of a keyword that this version does not read. */
export function declined(syntax: ClauseSyntax): { code: "unsupported.clause"; span: Span; message: string } {
  return { code: "unsupported.clause", span: syntax.span, message: `\`${syntax.keyword}\` has no meaning here.` };
}
