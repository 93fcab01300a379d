/**
 * Takes a function whose body is made of `return`, `if` and `const` alone, without effects; gives the one term that its
 * value is (SEMANTICS, section 5).
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  and,
  arrayGet,
  type Clause,
  int,
  ite,
  type LogicalFunction,
  resolveOld,
  type Sort,
  type Term,
  typeFacts,
  use,
  type Variable,
} from "../../ir/index.js";
import { condition, elaborate } from "../elaborate/elaborate.js";
import { recursiveSum } from "../elaborate/recursive-sums.js";
import { spanOf, toSyntax } from "../lower/expression.js";
import { isExtern, isPureExtern } from "../lower/extern.js";
import { isAsync } from "../lower/function-form.js";
import { knowPart } from "../lower/parameter-parts.js";
import type { ReadParameter } from "../lower/parameters.js";
import { namedTerm, readable, unpack } from "../lower/pattern.js";
import { ofTerm } from "../syntax/entity.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { coerce, settle } from "../types/coerce.js";
import { afterEvaluating, surelyEvaluates } from "../types/evaluated.js";
import { absentOf, optionOf } from "../types/type-table.js";
import type { Body } from "../world/body.js";
import { emptyBody } from "../world/empty-body.js";
import type { FunctionSite } from "../world/functions.js";
import { bindingPattern, isAssignment } from "../world/patterns.js";
import type { World } from "../world/world.js";
import { knowParameter } from "./function-header.js";

/** By its form; whether the calls in it have a meaning too is seen when it is built. */
export function looksLogical(site: FunctionSite): boolean {
  const { body } = site.node;
  if (body === undefined || site.outside !== undefined || isAsync(site.node) || holdsEffects(body)) return false;
  return ts.isBlock(body) ? haveValue(body.statements) : true;
}

/** A function that is marked so and not one term: it is known in clauses by its contract (ANNOTATIONS, `pure`). */
export function isPureByContract(site: FunctionSite): boolean {
  const isMarked = site.clauses.some((c) => c.keyword === "pure");
  return (
    isMarked && !isExtern(site) && site.node.body !== undefined && site.outside === undefined && !isAsync(site.node)
  );
}

/** Of the statements of a function: `switch` and patterns, too. */
function haveValue(statements: readonly ts.Statement[]): boolean {
  return statements.every((s) => {
    if (ts.isBlock(s)) return haveValue(s.statements);
    if (ts.isBreakStatement(s)) return s.label === undefined;
    if (ts.isSwitchStatement(s)) return s.caseBlock.clauses.every((clause) => haveValue(clause.statements));
    if (ts.isIfStatement(s)) {
      return haveValue([s.thenStatement]) && (s.elseStatement === undefined || haveValue([s.elseStatement]));
    }
    return ts.isVariableStatement(s) ? isConst(s) : areLogical([s]);
  });
}

function isConst({ declarationList: { declarations, flags } }: ts.VariableStatement): boolean {
  return (flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const && declarations.every((d) => d.initializer);
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
  if (result.kind === "unit") return undefined;
  // The body of an extern says nothing (ANNOTATIONS): it is a function of its arguments, whatever its value.
  const meaning = looksLogical(site) && !isExtern(site) ? builtOf(request) : undefined;
  if (meaning === undefined && !isPureByContract(site) && !isPureExtern(site)) return undefined;
  const { types } = world.table;
  const own = parameters.map((p) => p.variable);
  const all = request.receiver === undefined ? own : [request.receiver, ...own];
  const facts = all.map((p) => typeFacts({ kind: "variable", ...p }, p.sort, types));
  const known: LogicalFunction = {
    id: site.id,
    name: site.name,
    parameters: all,
    result,
    requires: and(...facts, ...requires.map((c) => c.term)),
    ...(meaning === undefined ? {} : { body: meaning }),
    ...(ensures.length === 0 ? {} : { ensures: and(...ensures.map((c) => withoutOld(c.term, all))) }),
    recursive: false,
  };
  const sum = recursiveSum(known, emptyBody(world, site.file).cx);
  return sum === undefined ? known : { ...known, sum };
}

/** The one term that the body is; undefined where it is none after all. */
function builtOf(request: LogicalRequest): Term | undefined {
  const { site, parameters, world } = request;
  const empty = emptyBody(world, site.file);
  const body: Body = { ...empty, cx: { ...empty.cx, receiver: request.receiver } };
  for (const parameter of parameters) knowParameter(parameter, body);
  const taken = parameters.flatMap((p) => p.parts.flatMap(({ value }) => (value.kind === "term" ? [value.term] : [])));
  // Soundness: what a pattern owes is owed where the function begins, also if nothing reads the name.
  const built = attempt(() => evaluatedFirst(taken, valueOfBody(site.node.body, { ...request, body })));
  return "value" in built && body.sink.length === 0 ? built.value : undefined;
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
  const after: After = { end: () => endOfBody(cx), left: undefined };
  return ts.isBlock(node) ? valueOfAll(node.statements, cx, after) : returned(node, cx);
}

function returned(node: ts.Expression, cx: Building): Term {
  const value = elaborate(toSyntax(node, cx.body, cx.result), cx.body.cx, cx.result);
  return coerce(value, cx.result, spanOf(node, cx.body), cx.body.cx);
}

/** What comes after the statements: at their end, and where a `break` leaves the `switch` around them. */
interface After {
  readonly end: () => Term;
  readonly left: (() => Term) | undefined;
}

/** Statements up to the first that surely returns. */
function valueOfAll(statements: readonly ts.Statement[], cx: Building, after: After): Term {
  const [first, ...rest] = statements;
  if (first === undefined) return after.end();
  const next: After = { ...after, end: once(() => valueOfAll(rest, cx, after)) };
  if (ts.isReturnStatement(first) && first.expression !== undefined) return returned(first.expression, cx);
  if (ts.isBlock(first)) return valueOfAll(first.statements, cx, next);
  if (ts.isBreakStatement(first)) return (after.left ?? (() => noValue(first, cx)))();
  if (ts.isSwitchStatement(first)) return valueOfSwitch(first, cx, next.end);
  if (ts.isIfStatement(first)) {
    const test = condition(toSyntax(first.expression, cx.body), cx.body.cx);
    const then = valueOfAll([first.thenStatement], cx, next);
    const otherwise = first.elseStatement === undefined ? next.end() : valueOfAll([first.elseStatement], cx, next);
    return ite(test, then, otherwise);
  }
  if (!ts.isVariableStatement(first)) return noValue(first, cx);
  const values = first.declarationList.declarations.flatMap((declaration) => bind(declaration, cx));
  // Soundness: what a constant owes is owed where it is declared, also if nothing reads it.
  return evaluatedFirst(values, next.end());
}

/** What comes after several branches is read once, and shared. */
function once(work: () => Term): () => Term {
  let known: Term | undefined;
  return () => {
    known ??= work();
    return known;
  };
}

/** The tests in their order, `default` last wherever it stands; each case runs on into the next (ECMA-262, 14.12.4). */
function valueOfSwitch(node: ts.SwitchStatement, cx: Building, end: () => Term): Term {
  const { body } = cx;
  const subject = toSyntax(node.expression, body);
  const { clauses } = node.caseBlock;
  const from = (i: number): Term => {
    const statements = clauses.slice(i).flatMap((clause) => [...clause.statements]);
    return valueOfAll(statements, cx, { end, left: end });
  };
  const last = clauses.findIndex(ts.isDefaultClause);
  const isExhaustive = last < 0 && isLastStatement(node);
  const otherwise = last >= 0 ? from(last) : isExhaustive ? unreachable(node, cx) : end();
  return clauses.reduceRight<Term>((rest, clause, i) => {
    if (ts.isDefaultClause(clause)) return rest;
    const right = toSyntax(clause.expression, body);
    const span = spanOf(clause.expression, body);
    const test: Expression = { kind: "binary", operator: "===", left: subject, right, operatorSpan: span, span };
    return ite(condition(test, body.cx), from(i), rest);
  }, otherwise);
}

/** Nothing follows that could give a value: all cases are there, or the function does not always return one. */
function isLastStatement(node: ts.SwitchStatement): boolean {
  const { parent } = node;
  return ts.isBlock(parent) && ts.isFunctionLike(parent.parent) && parent.statements.at(-1) === node;
}

/** The end of the body, where TypeScript sees that all cases of the switches before it return; else undefined is given. */
function endOfBody(cx: Building): Term {
  const option = optionOf(cx.result, cx.body.cx.table.types);
  return option !== undefined && absentOf(option).includes("undefined")
    ? noValue(cx.site.node, cx)
    : unreachable(cx.site.node, cx);
}

/** Soundness: that no case is missing is owed, as the index of an element of no array. */
function unreachable(node: ts.Node, { result, body }: Building): Term {
  const none: Term = { kind: "apply", operator: "array.literal", args: [], sort: { kind: "array", element: result } };
  return arrayGet(none, int(0n), spanOf(node, body));
}

function evaluatedFirst(values: readonly Term[], result: Term): Term {
  return values.reduceRight(
    (after, value) => (surelyEvaluates(after, value) ? after : afterEvaluating(value, after)),
    result,
  );
}

/** A constant, or the names of a pattern, stand for their values, which are given. */
function bind(node: ts.VariableDeclaration, cx: Building): readonly Term[] {
  const { body } = cx;
  const { initializer } = node;
  if (initializer === undefined) return noValue(node, cx);
  if (ts.isIdentifier(node.name)) {
    const symbol = body.site.file.checker.getSymbolAtLocation(node.name);
    const sort = symbol && cx.sorts.get(symbol);
    if (symbol === undefined || sort === undefined) return noValue(node, cx);
    const span = spanOf(initializer, body);
    const value = coerce(elaborate(toSyntax(initializer, body, sort), body.cx, sort), sort, span, body.cx);
    const name = `local ${body.counter++}`;
    body.locals.set(symbol, { variable: { name, sort }, owner: undefined, assigned: false });
    body.tokens.set(name, { kind: "constant", value: ofTerm(value) });
    return [value];
  }
  const pattern = readable(bindingPattern(node.name), body);
  const whole = settle(elaborate(toSyntax(initializer, body), body.cx), body.cx);
  const found: Term[] = [whole];
  const syntax = namedTerm(whole, spanOf(initializer, body), body);
  unpack(pattern, { kind: "value", syntax }, body, (leaf, part) => {
    const symbol = body.site.file.checker.getSymbolAtLocation(leaf);
    const value = elaborate(part, body.cx);
    if (symbol === undefined || value.kind !== "term") return noValue(leaf, cx);
    knowPart({ symbol, name: leaf.text, value }, body);
    found.push(value.term);
  });
  return found;
}

function noValue(node: ts.Node, cx: Building): never {
  return unsupported({
    code: "unsupported.call",
    span: spanOf(node, cx.body),
    message: `\`${cx.site.name}\` has no value on some path.`,
  });
}
