/**
 * Takes a function whose body is made of `return`, `if` and `const` alone, without effects; gives the one term that its
 * value is (SEMANTICS, section 5).
 */
import ts from "typescript";
import {
  and,
  type Clause,
  ite,
  type LogicalFunction,
  resolveOld,
  type Sort,
  type Term,
  typeFacts,
  use,
  type Variable,
} from "../ir/index.js";
import type { Body } from "./body.js";
import { coerce } from "./coerce.js";
import { isAssignment } from "./effects.js";
import { condition, elaborate } from "./elaborate.js";
import { emptyBody } from "./empty-body.js";
import { ofTerm } from "./entity.js";
import { afterEvaluating, surelyEvaluates } from "./evaluated.js";
import { isAsync } from "./function-form.js";
import { knowParameter } from "./function-header.js";
import type { FunctionSite } from "./functions.js";
import { spanOf, toSyntax } from "./lower-expression.js";
import type { ReadParameter } from "./parameters.js";
import { attempt, unsupported } from "./refusal.js";
import type { World } from "./world.js";

/** By its form; whether the calls in it have a meaning too is seen when it is built. */
export function looksLogical(site: FunctionSite): boolean {
  const { body } = site.node;
  if (body === undefined || site.outside !== undefined || isAsync(site.node) || holdsEffects(body)) return false;
  return ts.isBlock(body) ? areLogical(body.statements) : true;
}

export function areLogical(statements: readonly ts.Statement[]): boolean {
  return statements.every((s) => {
    if (ts.isReturnStatement(s)) return s.expression !== undefined;
    if (ts.isBlock(s)) return areLogical(s.statements);
    if (ts.isIfStatement(s)) {
      return areLogical([s.thenStatement]) && (s.elseStatement === undefined || areLogical([s.elseStatement]));
    }
    if (!ts.isVariableStatement(s)) return false;
    const { declarations, flags } = s.declarationList;
    const isConst = (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
    return isConst && declarations.every((d) => ts.isIdentifier(d.name) && d.initializer !== undefined);
  });
}

function holdsEffects(node: ts.Node): boolean {
  if (isAssignment(node)) return true;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return holdsEffects(node.body) || (ts.isBlock(node.body) && !areLogical(node.body.statements));
  }
  if (ts.isFunctionLike(node)) return true;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    if (["push", "set", "add", "delete", "clear"].includes(node.expression.name.text)) return true;
  }
  let found = false;
  ts.forEachChild(node, (child) => {
    found ||= holdsEffects(child);
  });
  return found;
}

export interface LogicalRequest {
  readonly site: FunctionSite;
  readonly world: World;
  readonly parameters: readonly ReadParameter[];
  /** `this` of a method or getter, its first parameter. */
  readonly receiver: Variable | undefined;
  readonly result: Sort;
  readonly requires: readonly Clause[];
  readonly ensures: readonly Clause[];
  /** Sorts of the locals, as lowering the body found them. */
  readonly sorts: ReadonlyMap<ts.Symbol, Sort>;
}

/** Undefined where the body has no such meaning after all. */
export function buildLogical(request: LogicalRequest): LogicalFunction | undefined {
  const { site, parameters, result, requires, ensures, world } = request;
  if (!looksLogical(site) || result.kind === "unit") return undefined;
  const empty = emptyBody(world, site.file);
  const body: Body = { ...empty, cx: { ...empty.cx, receiver: request.receiver } };
  for (const parameter of parameters) knowParameter(parameter, body);
  const taken = parameters.flatMap((p) => p.parts.flatMap(({ value }) => (value.kind === "term" ? [value.term] : [])));
  // Soundness: what a pattern owes is owed where the function begins, also if nothing reads the name.
  const built = attempt(() => evaluatedFirst(taken, valueOfBody(site.node.body, { ...request, body })));
  if (!("value" in built) || body.sink.length > 0) return undefined;
  const { types } = world.table;
  const own = parameters.map((p) => p.variable);
  const all = request.receiver === undefined ? own : [request.receiver, ...own];
  const facts = all.map((p) => typeFacts({ kind: "variable", ...p }, p.sort, types));
  return {
    id: site.id,
    name: site.name,
    parameters: all,
    result,
    requires: and(...facts, ...requires.map((c) => c.term)),
    body: built.value,
    ...(ensures.length === 0 ? {} : { ensures: and(...ensures.map((c) => withoutOld(c.term, all))) }),
    recursive: false,
  };
}

/** Nothing changes, so that what was is. */
function withoutOld(term: Term, parameters: readonly Variable[]): Term {
  return resolveOld(term, new Map(parameters.map((p) => [p.name, use(p)])));
}

interface Building extends LogicalRequest {
  readonly body: Body;
}

function valueOfBody(node: ts.ConciseBody | undefined, cx: Building): Term {
  if (node === undefined) return noValue(cx.site.node, cx);
  return ts.isBlock(node) ? valueOfAll(node.statements, cx) : returned(node, cx);
}

function returned(node: ts.Expression, cx: Building): Term {
  const value = elaborate(toSyntax(node, cx.body, cx.result), cx.body.cx, cx.result);
  return coerce(value, cx.result, spanOf(node, cx.body), cx.body.cx);
}

/** Statements up to the first that surely returns. */
function valueOfAll(statements: readonly ts.Statement[], cx: Building): Term {
  const [first, ...rest] = statements;
  if (first === undefined) return noValue(cx.site.node, cx);
  if (ts.isReturnStatement(first) && first.expression !== undefined) return returned(first.expression, cx);
  if (ts.isBlock(first)) return valueOfAll([...first.statements, ...rest], cx);
  if (ts.isIfStatement(first)) {
    const test = condition(toSyntax(first.expression, cx.body), cx.body.cx);
    const then = valueOfAll([first.thenStatement, ...rest], cx);
    const otherwise = valueOfAll(first.elseStatement === undefined ? rest : [first.elseStatement, ...rest], cx);
    return ite(test, then, otherwise);
  }
  if (!ts.isVariableStatement(first)) return noValue(first, cx);
  const values = first.declarationList.declarations.map((declaration) => bind(declaration, cx));
  // Soundness: what a constant owes is owed where it is declared, also if nothing reads it.
  return evaluatedFirst(values, valueOfAll(rest, cx));
}

function evaluatedFirst(values: readonly Term[], result: Term): Term {
  return values.reduceRight(
    (after, value) => (surelyEvaluates(after, value) ? after : afterEvaluating(value, after)),
    result,
  );
}

/** A constant stands for its value, which is given. */
function bind(node: ts.VariableDeclaration, cx: Building): Term {
  const { body } = cx;
  const symbol = body.site.file.checker.getSymbolAtLocation(node.name);
  const sort = symbol && cx.sorts.get(symbol);
  if (symbol === undefined || sort === undefined || node.initializer === undefined) {
    return noValue(node, cx);
  }
  const span = spanOf(node.initializer, body);
  const value = coerce(elaborate(toSyntax(node.initializer, body, sort), body.cx, sort), sort, span, body.cx);
  const name = `local ${body.counter++}`;
  body.locals.set(symbol, { variable: { name, sort }, owner: undefined, assigned: false });
  body.tokens.set(name, { kind: "constant", value: ofTerm(value) });
  return value;
}

function noValue(node: ts.Node, cx: Building): never {
  return unsupported({
    code: "unsupported.call",
    span: spanOf(node, cx.body),
    message: `\`${cx.site.name}\` has no value on some path.`,
  });
}
