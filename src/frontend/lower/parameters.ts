/**
 * Takes a function's parameters and clauses; gives each parameter's sort and default, and the sort of the result.
 * A parameter's kind of number comes from its mark, else from the clauses and the tests of the body, else it is `int`
 * (SEMANTICS, section 1).
 */
import ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import { freeVariables, isMutable, type Sort, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { elaborate } from "../elaborate/elaborate.js";
import type { Elaborated, PureParameter } from "../syntax/entity.js";
import { spanIn } from "../syntax/places.js";
import { attempt, invalid, type Refusal, unsupported } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { learntKinds } from "../types/learnt-kinds.js";
import { isNumberKind, joinKinds, kindOf, kindOfLiteral, type NumberKind } from "../types/number-kind.js";
import { markInType } from "../types/type-marks.js";
import { absentOf, optionOf, someSort } from "../types/type-table.js";
import { sortOfType, type TypeReader } from "../types/types.js";
import type { Body } from "../world/body.js";
import { parameterSymbol } from "../world/classes.js";
import type { FunctionSite } from "../world/functions.js";
import type { VariableNames } from "../world/names.js";
import { defaultSyntax, partsOf } from "./parameter-parts.js";

export interface Marks {
  /** By the name that the mark says; `\result` too. */
  readonly kinds: ReadonlyMap<string, NumberKind>;
  /** Some mark says `real`: rounding is then ignored on the author's word. */
  readonly real: boolean;
}

/** The `type` clauses of the function and of the statements in it. */
export function marksOf(site: FunctionSite): Marks {
  const kinds = new Map<string, NumberKind>();
  const { statements } = site.file.attachments;
  const inside = [...statements].filter(([node]) => node.pos >= site.node.pos && node.end <= site.node.end);
  const clauses: readonly ClauseSyntax[] = [...site.clauses, ...inside.flatMap(([, found]) => found)];
  const names = namesIn(site.node);
  for (const clause of clauses) {
    if (clause.keyword !== "type") continue;
    const text = clause.type.text.trim();
    const isTypeParameter = site.node.typeParameters?.some((p) => p.name.text === text) === true;
    if (text === "(==)" || text === "==" || (clause.subject === "" && isTypeParameter)) continue;
    if (!isNumberKind(text)) {
      unsupported({
        code: "unsupported.mark",
        span: clause.type.span,
        message: `The mark \`${text}\` is none of int, nat, real, double.`,
      });
    }
    const subject = clause.subject === "result" && !names.has("result") ? "\\result" : clause.subject;
    if (subject !== "\\result" && !names.has(subject)) {
      invalid({
        code: "clause.unknown-name",
        span: clause.span,
        message: `The function has no \`${subject}\` to mark.`,
      });
    }
    kinds.set(subject, text);
  }
  return { kinds, real: [...kinds.values()].includes("real") };
}

function namesIn(node: ts.Node): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: ts.Node): void => {
    if ((ts.isParameter(at) || ts.isVariableDeclaration(at)) && ts.isIdentifier(at.name)) found.add(at.name.text);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

export interface ReadParameter extends PureParameter {
  readonly symbol: ts.Symbol;
  /** The author's; of a pattern, the name that its argument has in the IR. */
  readonly name: string;
  readonly node: ts.ParameterDeclaration;
  /** What a pattern takes out of the argument, in order. */
  readonly parts: readonly ParameterPart[];
}

export interface ParameterPart {
  readonly symbol: ts.Symbol;
  readonly name: string;
  /** Over the parameters. */
  readonly value: Elaborated;
}

/** `bodyWith` gives the state in which a default or a pattern is read, where the parameters before are known. */
export function readParameters(
  site: FunctionSite,
  marks: Marks,
  names: VariableNames,
  reader: TypeReader,
  bodyWith: (earlier: readonly ReadParameter[]) => Body,
): readonly ReadParameter[] {
  const learnt = learntKinds(site);
  const found: ReadParameter[] = [];
  for (const node of site.node.parameters) {
    const span = spanIn(site.file, node);
    const symbol = parameterSymbol(node, reader.checker);
    if (symbol === undefined || (ts.isIdentifier(node.name) && node.name.text === "this")) {
      return unsupported({
        code: "unsupported.parameter",
        span,
        message: "A `this` parameter is not read: what a function is called on is known of methods of classes alone.",
        hint: "Pass the object as a parameter.",
      });
    }
    const name = ts.isIdentifier(node.name) ? node.name.text : (names.get(symbol) ?? symbol.name);
    const body = bodyWith(found);
    const fallback = node.initializer && defaultSyntax(node.initializer, body);
    const plain = fallback && attempt(() => elaborate(fallback, body.cx));
    const mark = marks.kinds.get(name) ?? markInType(node.type, reader.checker, reader.project);
    const kind = mark ?? joinKinds(learnt.get(name) ?? "int", kindOfDefault(plain));
    const read = sortOfType(typeOfParameter(node, symbol, reader.checker), kind, span, reader);
    const sort = node.initializer === undefined ? read : neverUndefined(read, reader);
    const variable: Variable = { name: names.get(symbol) ?? name, sort };
    const fitted = fallback && elaborate(fallback, body.cx, sort);
    if (fitted !== undefined) {
      coerce(fitted, sort, span, body.cx);
      refuseKept(fitted, sort, span, body);
    }
    const rest = node.dotDotDotToken === undefined ? {} : ({ rest: true } as const);
    const parts = ts.isIdentifier(node.name) ? [] : partsOf(node.name, variable, marks, learnt, body);
    found.push({ symbol, name, node, variable, fallback: fitted, parts, ...rest });
  }
  return found;
}

export function typeOfParameter(
  node: ts.ParameterDeclaration,
  symbol: ts.Symbol | undefined,
  checker: ts.TypeChecker,
): ts.Type {
  return symbol === undefined || ts.isIdentifier(node.name)
    ? checker.getTypeAtLocation(node.name)
    : checker.getTypeOfSymbol(symbol);
}

/** Soundness: a default that names an object would be a second name of it, which callers and entry know nothing of. */
function refuseKept(value: Elaborated, sort: Sort, span: Span, { cx }: Body): void {
  if (value.kind !== "term" || !isMutable(sort, cx.table.types) || freeVariables(value.term).size === 0) return;
  unsupported({
    code: "unsupported.parameter",
    span,
    message: "A default that makes an object of another parameter is not read.",
    hint: "Make the parameter optional, and test it for `undefined` in the body.",
  });
}

/** With a default, the parameter inside the function is never undefined. */
function neverUndefined(sort: Sort, reader: TypeReader): Sort {
  const option = optionOf(sort, reader.table.types);
  if (option === undefined) return sort;
  const rest = absentOf(option).filter((which) => which !== "undefined");
  return rest.length === 0 ? someSort(option) : reader.table.option(someSort(option), rest);
}

function kindOfDefault(read: { readonly value: Elaborated } | { readonly refusal: Refusal } | undefined): NumberKind {
  const value = read !== undefined && "value" in read ? read.value : undefined;
  if (value?.kind === "number") return kindOfLiteral(value.value);
  return (value?.kind === "term" ? kindOf(value.term.sort) : undefined) ?? "int";
}
