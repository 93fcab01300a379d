/**
 * Takes `new C(…)` of a class of the project, and constructors; emits what makes the object: the fields' first values in the
 * order of their declarations, what parameter properties hold, then the constructor's own statements (ECMA-262, section
 * 15.7.14). A constructor with a contract is a function whose result is the object.
 * Soundness: a field that is not given a value yet holds any value of its type in the IR; TypeScript's strict property
 * initialisation reports a constructor that reads it, or ends, before it has one.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Expression } from "../../contract/index.js";
import { type DataSort, dataType, type Sort, type Term, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { aliased } from "../elaborate/callee.js";
import { ofSite } from "../elaborate/inline-callee.js";
import { unsupported } from "../syntax/refusal.js";
import { receive } from "../types/receive.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { classSort } from "../types/types.js";
import { type Body, block, collected, emit, freshName, undetermined } from "../world/body.js";
import { type FieldNode, fieldName, fieldNodes, isExtending, parameterSymbol } from "../world/classes.js";
import { replacingObject } from "../world/decorators.js";
import type { FunctionSite } from "../world/functions.js";
import { callStatement } from "./call-statement.js";
import { lowerValue, spanOf } from "./expression.js";
import { inlineConstructor } from "./inline.js";
import { classArgumentsOf, instanceAt, withArguments } from "./instances.js";
import { lowerStatement } from "./statement.js";

/** Undefined where what is made is no object of a class of the project. */
export function lowerConstruction(node: ts.NewExpression, body: Body): Expression | undefined {
  const owner = classMade(node, body);
  if (owner === undefined) return undefined;
  const span = spanOf(node, body);
  if (isExtending(owner)) {
    return unsupported({
      code: "unsupported.class",
      span,
      message: "A class that extends another is not read.",
      hint: "Hold the other object in a field.",
    });
  }
  const named = constructorOf(owner, body);
  if (named === undefined) return withoutConstructor(node, owner, span, body);
  const site = instanceAt(node, named, body);
  const callee = ofSite(site);
  if (callee !== undefined) return inlineConstructor(node, callee, owner, body);
  body.used.add(site.id);
  body.calls.set(node, site.id);
  return callStatement(node, body.world.signature(site, span), body, "value");
}

/** The class of the project that is made. */
export function classMade(node: ts.NewExpression, body: Pick<Body, "site" | "world">): ts.ClassDeclaration | undefined {
  const { checker } = body.site.file;
  if (!ts.isIdentifier(node.expression)) return undefined;
  const symbol = checker.getSymbolAtLocation(node.expression);
  const declaration = symbol && aliased(symbol, checker).valueDeclaration;
  if (declaration === undefined || !ts.isClassDeclaration(declaration)) return undefined;
  // One that is assigned anew makes other objects.
  if (body.world.isOpened(declaration)) return undefined;
  return body.world.project.fileOf(declaration.getSourceFile()) === undefined ? undefined : declaration;
}

function constructorOf(owner: ts.ClassDeclaration, body: Body): FunctionSite | undefined {
  const node = owner.members.find((m) => ts.isConstructorDeclaration(m) && m.body !== undefined);
  return node && body.world.siteOf(node);
}

function withoutConstructor(node: ts.NewExpression, owner: ts.ClassDeclaration, span: Span, body: Body): Expression {
  const file = body.world.project.fileOf(owner.getSourceFile());
  invariant(file !== undefined, "the class is the project's");
  const type = body.site.file.checker.getTypeAtLocation(node);
  const sorts = classArgumentsOf(type, owner, span, body);
  const world = sorts === undefined ? body.world : withArguments(body.world, sorts);
  const inner: Body = { ...body, world, site: { file }, cx: { ...body.cx, receiver: undefined } };
  const { value: made } = collected(inner, () => {
    inner.sink = body.sink;
    return newObject(owner, span, inner);
  });
  body.counter = inner.counter;
  return { kind: "name", name: made.name, span };
}

/** Declares the object with its fields' first values; its parameters are bound already. */
export function newObject(owner: ts.ClassLikeDeclaration, span: Span, body: Body): Variable {
  const sort = classSort(owner, span, body.world.reader(body.site.file));
  if (sort === undefined) {
    return unsupported({ code: "unsupported.class", span, message: "The class has no fields that are read." });
  }
  const [made] = dataType(body.cx.table.types, sort.name).constructors;
  invariant(made !== undefined, "a record has one constructor");
  refuseDecorated(owner, body);
  const nodes = new Map(fieldNodes(owner).flatMap((member) => named(member)));
  for (const member of fieldNodes(owner)) refuseLostValue(member, made.fields, body);
  const values = new Map<string, Term>();
  // Values are computed in the order of the declarations, whatever the order of the sort.
  for (const [name, member] of nodes) {
    const field = made.fields.find((f) => f.name === name);
    if (field !== undefined) values.set(name, firstValue(member, field.sort, span, body));
  }
  const args = made.fields.map((field) => {
    const value = values.get(field.name);
    invariant(value !== undefined, "each field has a declaration");
    return value;
  });
  return declared(sort, { kind: "construct", sort, constructor: made.name, args, span }, span, body);
}

/** Soundness: a decorator of a field may give it another value, one of a class may make another class of it. */
function refuseDecorated(owner: ts.ClassLikeDeclaration, body: Body): void {
  const decorator = replacingObject(owner, fieldNodes(owner).filter(ts.isPropertyDeclaration), body.site.file.checker);
  if (decorator === undefined) return;
  unsupported({
    code: "unsupported.class",
    span: spanOf(decorator, body),
    message: `What the decorator \`${decorator.expression.getText()}\` makes of the object is not known.`,
    hint: "Give the fields their values in the constructor, or let the decorator return nothing.",
  });
}

function named(member: FieldNode): readonly (readonly [string, FieldNode])[] {
  const name = fieldName(member);
  return name === undefined ? [] : [[name.text, member]];
}

/** A field that is left out of the sort may still compute something. */
function refuseLostValue(member: FieldNode, fields: readonly { readonly name: string }[], body: Body): void {
  const name = fieldName(member)?.text;
  if (fields.some((f) => f.name === name) || !ts.isPropertyDeclaration(member) || member.initializer === undefined)
    return;
  unsupported({
    code: "unsupported.class",
    span: spanOf(member, body),
    message: "A field with a first value is of a type that is not read.",
    hint: "Give it a type of the subset.",
  });
}

function firstValue(member: FieldNode, sort: Sort, span: Span, body: Body): Term {
  const what = `the field \`${member.name.getText()}\``;
  if (ts.isParameter(member)) {
    const symbol = parameterSymbol(member, body.site.file.checker);
    const local = symbol && body.locals.get(symbol);
    if (local === undefined) refuseKeptFunction(member, body);
    const value = { kind: "term", term: { kind: "variable", ...local.variable } as Term } as const;
    return receive(body, value, { sort, what }, spanOf(member, body));
  }
  const { initializer } = member;
  if (initializer === undefined) return unset(sort, span, body);
  if (holdsThis(initializer)) {
    unsupported({
      code: "unsupported.class",
      span: spanOf(initializer, body),
      message: "A field's first value speaks of `this`.",
      hint: "Give it the value in the constructor.",
    });
  }
  return receive(body, lowerValue(initializer, body, sort), { sort, what }, spanOf(initializer, body));
}

/** A function that is written out where it is called has no value that a field could hold. */
function refuseKeptFunction(member: ts.ParameterDeclaration, body: Body): never {
  return unsupported({
    code: "unsupported.function-value",
    span: spanOf(member, body),
    message: `The function that is passed for \`${member.name.getText()}\` is kept in a field, where it is not read.`,
    hint: "Pass it to the method that calls it.",
  });
}

/** `undefined` where the type has it; else whatever the constructor gives it before it is read. */
function unset(sort: Sort, span: Span, body: Body): Term {
  const option = optionOf(sort, body.cx.table.types);
  const absent = option !== undefined && absentOf(option).includes("undefined");
  if (absent && sort.kind === "data") return { kind: "construct", sort, constructor: "undefined", args: [] };
  return { kind: "variable", ...undetermined(body, sort, span, "f") };
}

function holdsThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  return ts.forEachChild(node, (child) => (holdsThis(child) ? true : undefined)) === true;
}

function declared(sort: DataSort, value: Term, span: Span, body: Body): Variable {
  const variable: Variable = { name: freshName(body, "o"), sort };
  emit(body, { kind: "let", variable, value, span });
  body.tokens.set(variable.name, { kind: "variable", variable });
  return variable;
}

/** The constructor's own statements on the object; every `return` ends them. */
export function runConstructor(node: ts.ConstructorDeclaration, object: Variable, body: Body): void {
  const { body: statements } = node;
  invariant(statements !== undefined, "a constructor without a body is refused before");
  const span = spanOf(statements, body);
  refuseEarlyCalls(node, body);
  refuseOtherObject(statements, body);
  const label = freshName(body, "made");
  const inner: Body = {
    ...body,
    cx: { ...body.cx, receiver: object },
    result: { kind: "unit" },
    returnsTo: { target: undefined, label },
  };
  const { statements: lowered } = collected(inner, () => {
    for (const statement of statements.statements) lowerStatement(statement, inner);
  });
  body.counter = inner.counter;
  emit(body, { kind: "labelled", label, body: block(lowered, span), span });
}

/** Soundness: an object that a constructor returns takes the place of the one it makes. */
function refuseOtherObject(statements: ts.Block, body: Body): void {
  const visit = (at: ts.Node): void => {
    if (ts.isFunctionLike(at) || ts.isClassLike(at)) return;
    if (ts.isReturnStatement(at) && at.expression !== undefined) {
      unsupported({
        code: "unsupported.class",
        span: spanOf(at, body),
        message: "The constructor returns a value, which may take the place of the object.",
        hint: "Write a function that makes the object.",
      });
    }
    ts.forEachChild(at, visit);
  };
  visit(statements);
}

/** Soundness: a method called on an object in the making may read a field that has no value yet. */
function refuseEarlyCalls(node: ts.ConstructorDeclaration, body: Body): void {
  const visit = (at: ts.Node): void => {
    const isOwn = at.kind === ts.SyntaxKind.ThisKeyword;
    const isField = ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at;
    const symbol = isField
      ? body.site.file.checker.getSymbolAtLocation((at.parent as ts.PropertyAccessExpression).name)
      : undefined;
    if (isOwn && ((symbol?.flags ?? 0) & ts.SymbolFlags.Property) === 0) {
      unsupported({
        code: "unsupported.class",
        span: spanOf(at, body),
        message: "The object is used before it is made: in the constructor only its fields are read and written.",
        hint: "Call the method after the object is made.",
      });
    }
    ts.forEachChild(at, visit);
  };
  if (node.body !== undefined) visit(node.body);
}
