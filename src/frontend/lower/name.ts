/**
 * Takes names and property accesses of code; gives syntax whose names resolve, in code, by the token that stands for
 * the symbol: so that shadowing never matters.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { isMutable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { aliased, getterOf, siteOfSymbol } from "../elaborate/callee.js";
import { onlyReads } from "../elaborate/constant-uses.js";
import { staticField } from "../elaborate/static-constants.js";
import { classOfCaught } from "../elaborate/thrown.js";
import { unsupported } from "../syntax/refusal.js";
import { type CollectionCall, firstOfCollection } from "../types/collections.js";
import type { Body } from "../world/body.js";
import { noteExported } from "../world/other-code.js";
import { callOfProject } from "./call.js";
import { partOfCaught, spanOf, toSyntax } from "./expression.js";

/** Names of JavaScript itself that have a meaning here. */
const globals: ReadonlySet<string> = new Set([
  "Array",
  "Math",
  "Number",
  "Object",
  "NaN",
  "Infinity",
  "undefined",
  "isNaN",
  "isFinite",
  "String",
  "BigInt",
  "Boolean",
  "parseInt",
  "parseFloat",
  "Array",
]);

/** Is the name JavaScript's own, so that no declaration of the project gives it another meaning? */
export function isGlobal(name: string, symbol: ts.Symbol | undefined, body: Body): boolean {
  if (!globals.has(name)) return false;
  return (symbol?.declarations ?? []).every((d) => body.world.project.fileOf(d.getSourceFile()) === undefined);
}

export function symbolOf(node: ts.Identifier, body: Body): ts.Symbol | undefined {
  const { checker } = body.site.file;
  return ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
}

export function identifier(node: ts.Identifier, body: Body): Expression {
  const span = spanOf(node, body);
  const symbol = symbolOf(node, body);
  if (isGlobal(node.text, symbol, body)) {
    if (node.text === "undefined") return { kind: "undefined", span };
    body.tokens.set(`global ${node.text}`, { kind: "global", name: node.text });
    return { kind: "name", name: `global ${node.text}`, span };
  }
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  if (local !== undefined) return { kind: "name", name: local.variable.name, span };
  if (siteOfSymbol(symbol, body) !== undefined) {
    return unsupported({
      code: "unsupported.function-value",
      span,
      message: `\`${node.text}\` is a function, used as a value here.`,
      hint: "Call it.",
    });
  }
  const token = symbol === undefined ? undefined : constantToken(node, symbol, body);
  if (token !== undefined) return { kind: "name", name: token, span };
  if (node.text === "arguments") {
    return unsupported({
      code: "unsupported.name",
      span,
      message: "`arguments` is not read.",
      hint: "Write a rest parameter: `...args: number[]`.",
    });
  }
  return unsupported({
    code: "unsupported.name",
    span,
    message: `\`${node.text}\` stands for something outside the subset.`,
    hint: body.world.hintForName(node, body.site.file) ?? "Pass the value as a parameter.",
  });
}

/** Registers a constant of the module; undefined if the symbol is none. */
function constantToken(
  node: ts.Identifier | ts.PropertyAccessExpression,
  symbol: ts.Symbol,
  body: Body,
): string | undefined {
  const constant = body.world.constant(symbol, body.site.file, spanOf(node, body));
  if (constant === undefined) return undefined;
  const own = aliased(symbol, body.site.file.checker);
  const declaration = own.declarations?.find(ts.isVariableDeclaration);
  const namespace = declaration && namespaceOf(declaration);
  if (namespace !== undefined) refuseOpened(namespace, node, body);
  const field = staticField(own);
  if (field !== undefined) noteExported(field.parent, body);
  const run = declaration ?? field;
  if (run !== undefined) refuseEarlyRead(run, node, body);
  if (constant.value.kind === "term" && isMutable(constant.value.term.sort, body.cx.table.types)) {
    refuseUseAsObject(node, body);
  }
  body.constants.set(aliased(symbol, body.site.file.checker), constant.initializer);
  const token = `constant ${constant.id}`;
  body.tokens.set(token, { kind: "constant", value: constant.value });
  return token;
}

/**
 * Soundness: a constant's value is written out where it is used, so that an object of it would seem to be a new one.
 * So it is only read (`elaborate/constant-uses.ts`).
 */
function refuseUseAsObject(node: ts.Identifier | ts.PropertyAccessExpression, body: Body): void {
  if (onlyReads(node, body.site.file.checker)) return;
  unsupported({
    code: "unsupported.constant",
    span: spanOf(node, body),
    message: "A constant object is read here for the numbers, strings and booleans in it alone, and not passed on.",
    hint: "Read its parts where they are needed, or copy it: `{ ...NAME }`, `[...NAME]`.",
  });
}

/** `Color.Red`: the value that the member stands for. */
function enumMember(node: ts.PropertyAccessExpression, body: Body): string | number | undefined {
  const { checker } = body.site.file;
  const declaration = checker.getSymbolAtLocation(node.name)?.valueDeclaration;
  if (declaration === undefined || !ts.isEnumMember(declaration)) return undefined;
  refuseOpened(declaration.parent, node, body);
  refuseEarlyRead(declaration.parent, node, body);
  return checker.getConstantValue(declaration);
}

/** Soundness: an enum and a namespace are objects, and a type that hides what they are lets them be written. */
function refuseOpened(of: ts.EnumDeclaration | ts.ModuleDeclaration, node: ts.Expression, body: Body): void {
  if (!body.world.isOpened(of)) {
    noteExported(of, body);
    return;
  }
  unsupported({
    code: "unsupported.constant",
    span: spanOf(node, body),
    message: `The members of \`${of.name.text}\` may be written, under a type that does not say what it is.`,
    hint: "Use it by its own type alone.",
  });
}

function namespaceOf(declaration: ts.VariableDeclaration): ts.ModuleDeclaration | undefined {
  const around = declaration.parent.parent.parent;
  return around !== undefined && ts.isModuleBlock(around) ? around.parent : undefined;
}

/** Soundness: before its declaration is run, a constant has no value, and reading it throws. */
function refuseEarlyRead(
  of: ts.VariableDeclaration | ts.PropertyDeclaration | ts.EnumDeclaration,
  node: ts.Expression,
  body: Body,
): void {
  const isInlined = ts.isEnumDeclaration(of) && (ts.getCombinedModifierFlags(of) & ts.ModifierFlags.Const) !== 0;
  if (isInlined || !body.world.isReadEarly(node, of)) return;
  unsupported({
    code: "unsupported.constant",
    span: spanOf(node, body),
    message: `\`${of.name.getText()}\` may have no value yet: code of the module further up may come here.`,
    hint: `Declare \`${of.name.getText()}\` further up.`,
  });
}

/** A static field, read through the name of the class that declares it. */
function isFieldOf(symbol: ts.Symbol, owner: ts.Symbol, checker: ts.TypeChecker): boolean {
  const field = staticField(symbol);
  return field !== undefined && aliased(owner, checker).declarations?.includes(field.parent) === true;
}

/** `money.RATE` of `import * as money`, `Account.LIMIT`. */
function constantOfModule(node: ts.PropertyAccessExpression, body: Body): string | undefined {
  const { checker } = body.site.file;
  const owner = ts.isIdentifier(node.expression) ? checker.getSymbolAtLocation(node.expression) : undefined;
  const symbol = checker.getSymbolAtLocation(node.name);
  if (owner === undefined || symbol === undefined) return undefined;
  const isModule = (aliased(owner, checker).flags & ts.SymbolFlags.ValueModule) !== 0;
  return isModule || isFieldOf(symbol, owner, checker) ? constantToken(node, symbol, body) : undefined;
}

/** Soundness: what stands right of a `?.` is done only where the object is there. */
export function refuseInChain(span: Span): never {
  return unsupported({
    code: "unsupported.evaluation-order",
    span,
    message: "Whether this is done depends on `?.`, and it calls a function or changes something.",
    hint: "Test the object in an `if` before.",
  });
}

/** As `[...m.keys()].at(0)`. */
function firstElement({ object, method }: CollectionCall, span: Span, body: Body): Expression {
  const called = (of: Expression, property: string, args: readonly Expression[]): Expression => {
    const callee: Expression = { kind: "member", object: of, property, propertySpan: span, optional: false, span };
    return { kind: "call", callee, args, optional: false, span };
  };
  const all: Expression = { kind: "spread", of: called(toSyntax(object, body), method, []), span };
  return called({ kind: "array", items: [all], span }, "at", [{ kind: "number", text: "0", value: 0, span }]);
}

export function propertyAccess(node: ts.PropertyAccessExpression, body: Body): Expression {
  const span = spanOf(node, body);
  const getter = getterOf(node, body);
  if (getter !== undefined) {
    if (ts.isOptionalChain(node)) refuseInChain(span);
    return callOfProject(node, getter, body, "value");
  }
  const first = firstOfCollection(node, body.site.file.checker);
  if (first !== undefined) return firstElement(first, span, body);
  const constant = enumMember(node, body);
  if (typeof constant === "string") return { kind: "string", value: constant, span };
  if (typeof constant === "number") return { kind: "number", text: String(constant), value: constant, span };
  const token = constantOfModule(node, body);
  if (token !== undefined) return { kind: "name", name: token, span };
  const isOfError = node.name.text === "message" || node.name.text === "name";
  const of = isOfError ? undefined : classOfCaught(node.expression, body);
  return {
    kind: "member",
    object: of === undefined ? toSyntax(node.expression, body) : partOfCaught(node.expression, of, span, body),
    property: node.name.text,
    propertySpan: spanOf(node.name, body),
    optional: node.questionDotToken !== undefined,
    span,
  };
}
