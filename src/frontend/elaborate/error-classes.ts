/**
 * Takes a class of errors; gives what making one does: which class of JavaScript's it stands for, what its constructor
 * hands to the class above, and what each of its fields is given, as the author wrote it.
 *
 * Soundness: only classes are described whose making can neither fail nor have effects, and whose `instanceof` is what
 * their declaration says: fields with constants and parameters, a constructor that hands on and keeps its parameters.
 */
import ts from "typescript";
import { withoutParentheses } from "../world/functions.js";

const natives: ReadonlySet<string> = new Set([
  "Error",
  "RangeError",
  "TypeError",
  "SyntaxError",
  "ReferenceError",
  "EvalError",
  "URIError",
]);

export interface ErrorClass {
  /** As the author names it. */
  readonly shown: string;
  readonly native: string;
  /** Its own classes, itself first; none for a class of JavaScript's. */
  readonly own: readonly OwnErrorClass[];
}

export interface OwnErrorClass {
  readonly symbol: ts.Symbol;
  readonly declaration: ts.ClassDeclaration;
  /** Of the constructor; undefined where the class has none and hands its arguments on. */
  readonly parameters: readonly ts.ParameterDeclaration[] | undefined;
  readonly handed: readonly ts.Expression[];
  /** In turn; a later one wins. */
  readonly sets: readonly FieldSet[];
  /** No class can stand below it. */
  readonly last: boolean;
}

export interface FieldSet {
  readonly field: string;
  /** Undefined: the field is there, and nothing is put into it. */
  readonly value: ts.Expression | ts.ParameterDeclaration | undefined;
}

/** Undefined for what is no such class. */
export function errorClassOf(written: ts.Expression, checker: ts.TypeChecker): ErrorClass | undefined {
  const node = withoutParentheses(written);
  if (!ts.isIdentifier(node)) return undefined;
  if (isNativeError(node, checker)) return { shown: node.text, native: node.text, own: [] };
  const symbol = checker.getSymbolAtLocation(node);
  const target =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target?.declarations?.find(ts.isClassDeclaration);
  if (target === undefined || declaration === undefined || target.declarations?.length !== 1) return undefined;
  return ownClass(target, declaration, node.text, checker);
}

export function isNativeError(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  if (!natives.has(node.text)) return false;
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.every((d) => d.getSourceFile().hasNoDefaultLib || d.getSourceFile().isDeclarationFile);
}

/** The classes above a class of errors, itself first, by their symbols. */
function ownClass(
  symbol: ts.Symbol,
  declaration: ts.ClassDeclaration,
  shown: string,
  checker: ts.TypeChecker,
): ErrorClass | undefined {
  const parent = declaration.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  const above = parent && errorClassOf(parent.expression, checker);
  const isHarmless = declaration.members.every((m) => isPlainMember(m, symbol, checker));
  if (
    above === undefined ||
    above.own.some(({ last }) => last) ||
    !isHarmless ||
    (ts.getDecorators(declaration) ?? []).length > 0
  )
    return undefined;
  const constructors = declaration.members.filter(ts.isConstructorDeclaration).filter((c) => c.body !== undefined);
  const [made] = constructors;
  const sets = [...propertiesOf(declaration), ...(made?.parameters ?? []).flatMap(fieldOfParameter), ...stepsOf(made)];
  // A field that is declared again is undefined anew, or it is not: that depends on how the program is built.
  const names = new Set(sets.map(({ field }) => field));
  const declared = sets.filter(({ value }) => value === undefined).map(({ field }) => field);
  const again = above.own.some(({ sets: earlier }) => earlier.some(({ field }) => declared.includes(field)));
  // A member in the place of a field from above: which of the two is found depends on how the program is built, too.
  const members = declaration.members.flatMap((m) =>
    (ts.isMethodDeclaration(m) || ts.isGetAccessorDeclaration(m)) && ts.isIdentifier(m.name) ? [m.name.text] : [],
  );
  const hidden = above.own.some(({ sets: earlier }) => earlier.some(({ field }) => members.includes(field)));
  if (again || hidden || ["message", "stack", "cause"].some((name) => declared.includes(name)) || names.has("stack")) {
    return undefined;
  }
  const last = namesItsPrototype(made);
  const own: OwnErrorClass = { symbol, declaration, parameters: made?.parameters, handed: handedBy(made), sets, last };
  return { shown, native: above.native, own: [own, ...above.own] };
}

const notOverridden: ReadonlySet<string> = new Set(["name", "message", "stack", "cause", "toString", "constructor"]);

function isPlainMember(member: ts.ClassElement, leaf: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isPropertyDeclaration(member)) {
    const isNamed = ts.isIdentifier(member.name) || ts.isPrivateIdentifier(member.name);
    const isStatic = member.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
    return isNamed && (member.initializer === undefined || isConstant(member.initializer)) && !isStatic;
  }
  // What no `throw` runs: methods and getters, but for those that tell what an error is.
  if (ts.isMethodDeclaration(member) || ts.isGetAccessorDeclaration(member)) {
    return ts.isIdentifier(member.name) && !notOverridden.has(member.name.text);
  }
  if (ts.isSemicolonClassElement(member)) return true;
  if (!ts.isConstructorDeclaration(member)) return false;
  const parametersPlain = member.parameters.every(
    (p) =>
      ts.isIdentifier(p.name) &&
      p.dotDotDotToken === undefined &&
      (p.initializer === undefined || isConstant(p.initializer)),
  );
  return parametersPlain && (member.body?.statements ?? []).every((s) => isPlainStatement(s, leaf, checker));
}

function isPlainStatement(node: ts.Statement, leaf: ts.Symbol, checker: ts.TypeChecker): boolean {
  return ts.isExpressionStatement(node) && isPlainStep(node.expression, leaf, checker);
}

function isPlainStep(node: ts.Expression, leaf: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword) return node.arguments.every(isHandedOn);
    return isPrototypeSet(node, leaf, checker);
  }
  return fieldWritten(node) !== undefined && ts.isBinaryExpression(node) && isConstant(node.right);
}

/** `this.x = …` */
function fieldWritten(node: ts.Expression): string | undefined {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  const { left } = node;
  const isOwn = ts.isPropertyAccessExpression(left) && left.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn ? left.name.text : undefined;
}

/** `Object.setPrototypeOf(this, X.prototype)` in X, as written for old targets: it says again what holds already. */
function isPrototypeSet(node: ts.CallExpression, leaf: ts.Symbol, checker: ts.TypeChecker): boolean {
  const [self, prototype, more] = node.arguments;
  const callee = node.expression;
  const isSet =
    ts.isPropertyAccessExpression(callee) &&
    callee.getText() === "Object.setPrototypeOf" &&
    (checker.getSymbolAtLocation(callee)?.declarations ?? []).every((d) => d.getSourceFile().isDeclarationFile);
  if (!isSet || self?.kind !== ts.SyntaxKind.ThisKeyword || more !== undefined) return false;
  if (prototype === undefined || !ts.isPropertyAccessExpression(prototype) || prototype.name.text !== "prototype")
    return false;
  const of = prototype.expression;
  return ts.isMetaProperty(of) || (ts.isIdentifier(of) && checker.getSymbolAtLocation(of) === leaf);
}

/** Soundness: such a step in a class makes errors of the classes below errors of this one alone. */
function namesItsPrototype(made: ts.ConstructorDeclaration | undefined): boolean {
  return (made?.body?.statements ?? []).some((s) => {
    const call = ts.isExpressionStatement(s) && ts.isCallExpression(s.expression) ? s.expression : undefined;
    const prototype = call?.arguments[1];
    return (
      call?.expression.kind !== ts.SyntaxKind.SuperKeyword &&
      prototype !== undefined &&
      ts.isPropertyAccessExpression(prototype) &&
      !ts.isMetaProperty(prototype.expression)
    );
  });
}

/** Literals, names, and texts of names: turning these into text runs no code of the program. */
export function isConstant(written: ts.Expression): boolean {
  const node = withoutParentheses(written);
  if (ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) || ts.isIdentifier(node)) return true;
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  if ([TrueKeyword, FalseKeyword, NullKeyword].includes(node.kind)) return true;
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  }
  if (ts.isAsExpression(node)) return isConstant(node.expression);
  if (isNameOfClass(node)) return true;
  return ts.isTemplateExpression(node) && node.templateSpans.every((s) => isConstant(s.expression));
}

/** `new.target.name`, `this.constructor.name`, `NotFound.name`. */
export function isNameOfClass(node: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "name") return false;
  const of = node.expression;
  if (ts.isMetaProperty(of)) return true;
  if (ts.isIdentifier(of)) return /^\p{Lu}/u.test(of.text);
  return (
    ts.isPropertyAccessExpression(of) &&
    of.name.text === "constructor" &&
    of.expression.kind === ts.SyntaxKind.ThisKeyword
  );
}

/** An argument of `super`: a constant, or `{ cause }` with one. */
function isHandedOn(node: ts.Expression): boolean {
  return isConstant(node) || isPlainOptions(node);
}

export function isPlainOptions(node: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(node) && node.properties.every((p) => causeOf(p) !== undefined);
}

/** What `{ cause: e }` names: what led to the error, which is not read. */
export function causeOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isShorthandPropertyAssignment(property)) return property.name.text === "cause" ? property.name : undefined;
  const isCause = ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === "cause";
  return isCause && isConstant(property.initializer) ? property.initializer : undefined;
}

function propertiesOf(declaration: ts.ClassDeclaration): readonly FieldSet[] {
  return declaration.members.flatMap((member) => {
    if (!ts.isPropertyDeclaration(member)) return [];
    const isDeclared = member.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) === true;
    return isDeclared ? [] : [{ field: member.name.getText(), value: member.initializer }];
  });
}

function fieldOfParameter(parameter: ts.ParameterDeclaration): readonly FieldSet[] {
  return ts.isParameterPropertyDeclaration(parameter, parameter.parent)
    ? [{ field: parameter.name.getText(), value: parameter }]
    : [];
}

function stepsOf(made: ts.ConstructorDeclaration | undefined): readonly FieldSet[] {
  return (made?.body?.statements ?? []).flatMap((s) => {
    const step = ts.isExpressionStatement(s) ? s.expression : undefined;
    const field = step && fieldWritten(step);
    return field === undefined || step === undefined || !ts.isBinaryExpression(step)
      ? []
      : [{ field, value: step.right }];
  });
}

function handedBy(made: ts.ConstructorDeclaration | undefined): readonly ts.Expression[] {
  const calls = (made?.body?.statements ?? []).flatMap((s) =>
    ts.isExpressionStatement(s) && ts.isCallExpression(s.expression) ? [s.expression] : [],
  );
  return calls.find((c) => c.expression.kind === ts.SyntaxKind.SuperKeyword)?.arguments ?? [];
}
