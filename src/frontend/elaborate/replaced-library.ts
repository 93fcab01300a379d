/**
 * Takes the files of a project; gives a member of JavaScript's library that one of them replaces, if there is one: what
 * the library does is then not known. What is put there only where it is missing (`if (!Array.prototype.at) …`, `??=`)
 * is taken for what is missing, and names that the library does not have are nobody's.
 */
import ts from "typescript";
import type { Project, ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { withoutCasts } from "../world/functions.js";
import { isWritten } from "../world/patterns.js";
import type { ReplacedMember } from "../world/world.js";
import { isPutting, mayWriteHidden } from "./hidden-writes.js";
import { isHarmless } from "./let-go-classes.js";

/** Objects of the library whose members functions are read to use. */
const owners: ReadonlySet<string> = new Set([
  ...["Math", "Number", "Object", "Array", "String", "Boolean", "BigInt", "Map", "Set", "Symbol", "Reflect"],
  ...["Error", "RangeError", "TypeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"],
]);
const globals: ReadonlySet<string> = new Set([...owners, "isNaN", "isFinite", "parseInt", "parseFloat"]);
const globalObjects: ReadonlySet<string> = new Set(["globalThis", "window", "global", "self"]);

export function replacedLibrary(project: Project): ReplacedMember | undefined {
  const handedOn: ReplacedMember[] = [];
  for (const file of project.files.values()) {
    const name = replacedIn(file.sourceFile, file);
    if (name !== undefined) return { name, path: file.path };
    const handed = handedOnIn(file.sourceFile, file);
    if (handed !== undefined) handedOn.push({ name: handed, path: file.path });
  }
  const [first] = handedOn;
  return first !== undefined && mayWriteHidden(project.files.values()) ? first : undefined;
}

/** `put(Math, key, f)`, `const M = Math`: an object of the library that is handed on may be written under another name. */
function handedOnIn(node: ts.Node, file: ProjectFile): string | undefined {
  if (ts.isTypeNode(node)) return undefined;
  if (ts.isIdentifier(node) && owners.has(node.text) && isHandedOn(node, file.checker)) return node.text;
  return ts.forEachChild(node, (child) => handedOnIn(child, file));
}

function isHandedOn(name: ts.Identifier, checker: ts.TypeChecker): boolean {
  const { parent } = name;
  const isPrototype = ts.isPropertyAccessExpression(parent) && parent.name.text === "prototype";
  const whole = isPrototype && parent.expression === name ? parent : name;
  if (isHarmless(whole, checker) || !isOfLibrary(name, checker)) return false;
  let at: ts.Node = whole;
  while (ts.isExpression(at.parent) && withoutCasts(at.parent) === whole) at = at.parent;
  const use = at.parent;
  if (ts.isVariableDeclaration(use)) return ts.isIdentifier(use.name) || /\bprototype\b/u.test(use.name.getText());
  // Constructors are handed on for what they are called for: `{ type: String }`, `map(Number)`.
  const isConstructor = whole === name && name.text !== "Math" && name.text !== "Reflect";
  return !isConstructor || (ts.isCallExpression(use) && isOfProject(use, checker));
}

function isOfProject(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  return checker.getResolvedSignature(call)?.declaration?.getSourceFile().isDeclarationFile !== true;
}

function replacedIn(node: ts.Node, file: ProjectFile): string | undefined {
  return replacedBy(node, file) ?? ts.forEachChild(node, (child) => replacedIn(child, file));
}

function replacedBy(node: ts.Node, { checker }: ProjectFile): string | undefined {
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (!isWritten(node) && !ts.isDeleteExpression(node.parent)) return undefined;
    const key = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
    return replaced(node.expression, key, node, checker) ?? replacedByType(node, key, checker);
  }
  if (ts.isIdentifier(node) && globals.has(node.text) && isWritten(node)) {
    return isOfLibrary(node, checker) ? node.text : undefined;
  }
  // Under `any` nothing says what is written.
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
    const isAny = (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0;
    const made = withoutCasts(node.initializer);
    return isAny && isOwner(made, checker) ? made.getText() : undefined;
  }
  if (!ts.isCallExpression(node) || !isPutting(node)) return undefined;
  const [target, key] = node.arguments;
  if (target === undefined) return undefined;
  const isNamed = ["defineProperty", "set"].includes(node.expression.name.text);
  return replaced(target, isNamed ? key : undefined, node, checker);
}

/** The member of that key, or all of them. */
function replaced(
  written: ts.Expression,
  key: ts.Node | undefined,
  at: ts.Node,
  checker: ts.TypeChecker,
): string | undefined {
  const of = withoutCasts(written);
  const isGlobal = isGlobalObject(of, checker);
  if (!isGlobal && !isOwner(of, checker)) return undefined;
  const name = key === undefined ? undefined : nameOf(key);
  if (name === undefined) return isGlobal ? undefined : of.getText();
  // What every object inherits is found in those that do not have it.
  if (/^Object\b.*\bprototype$/u.test(of.getText())) return `${of.getText()}.${name}`;
  if (isGlobal ? !globals.has(name) : !hasMember(of, name, checker)) return undefined;
  return isOnlyAdded(at, of.getText(), name) ? undefined : `${of.getText()}.${name}`;
}

/** `m.floor = f` of `m: typeof Math`: a function that the library declares. */
function replacedByType(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  key: ts.Node,
  checker: ts.TypeChecker,
): string | undefined {
  const name = nameOf(key);
  const member = name === undefined ? undefined : checker.getSymbolAtLocation(key);
  if (name === undefined || member === undefined || !isOfInterface(member)) return undefined;
  const isFunction = checker.getTypeAtLocation(node).getCallSignatures().length > 0;
  return isFunction && !isOnlyAdded(node, withoutCasts(node.expression).getText(), name) ? node.getText() : undefined;
}

function isOfInterface({ declarations }: ts.Symbol): boolean {
  return (declarations ?? []).some((d) => isLibrary(d) && ts.isInterfaceDeclaration(d.parent));
}

function nameOf(key: ts.Node): string | undefined {
  return ts.isIdentifier(key) && ts.isPropertyAccessExpression(key.parent)
    ? key.text
    : ts.isStringLiteralLike(key)
      ? key.text
      : undefined;
}

/** `Math`, `Array`, `Array.prototype`, `globalThis.Math` */
function isOwner(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (isLibraryObject(node, checker)) return true;
  const isPrototype = ts.isPropertyAccessExpression(node) && node.name.text === "prototype";
  return isPrototype && isLibraryObject(withoutCasts(node.expression), checker);
}

function isLibraryObject(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node)) return owners.has(node.text) && isOfLibrary(node, checker);
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return false;
  const name = nameOf(ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression);
  return name !== undefined && owners.has(name) && isGlobalObject(withoutCasts(node.expression), checker);
}

/** `globalThis`, or a variable that holds it. */
function isGlobalObject(node: ts.Expression, checker: ts.TypeChecker): boolean {
  if (!ts.isIdentifier(node)) return false;
  if (globalObjects.has(node.text)) return true;
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return false;
  const made = declaration.initializer && withoutCasts(declaration.initializer);
  return made !== undefined && ts.isIdentifier(made) && globalObjects.has(made.text);
}

function isOfLibrary(node: ts.Identifier, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.length > 0 && declarations.some(isLibrary);
}

function hasMember(of: ts.Expression, name: string, checker: ts.TypeChecker): boolean {
  const type = checker.getTypeAtLocation(of);
  const found = checker.getPropertyOfType(type, name)?.declarations ?? [];
  return (type.flags & ts.TypeFlags.Any) !== 0 || found.some(isLibrary);
}

/** Put there by `??=` or `||=`, or where a test around has found it missing. */
function isOnlyAdded(at: ts.Node, of: string, name: string): boolean {
  const { parent } = at;
  const added = [ts.SyntaxKind.QuestionQuestionEqualsToken, ts.SyntaxKind.BarBarEqualsToken];
  if (ts.isBinaryExpression(parent) && added.includes(parent.operatorToken.kind)) return true;
  for (let node = at; !ts.isSourceFile(node); node = node.parent) {
    const { parent: around } = node;
    if (ts.isIfStatement(around) && around.thenStatement === node && tellsMissing(around.expression, of, name))
      return true;
  }
  return false;
}

/** `!X.name`, `X.name === undefined`, `typeof X.name !== "function"`, `!("name" in X)`, `!Object.hasOwn(X, "name")` */
function tellsMissing(written: ts.Expression, of: string, name: string): boolean {
  const test = withoutCasts(written);
  if (ts.isPrefixUnaryExpression(test))
    return test.operator === ts.SyntaxKind.ExclamationToken && tellsPresent(test.operand, of, name);
  if (!ts.isBinaryExpression(test)) return false;
  const { left, right, operatorToken } = test;
  const tells = (side: ts.Expression): boolean => tellsMissing(side, of, name);
  switch (operatorToken.kind) {
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return tells(left) || tells(right);
    case ts.SyntaxKind.BarBarToken:
      return tells(left) && tells(right);
    case ts.SyntaxKind.EqualsEqualsToken:
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return /^(?:undefined|null|"undefined"|'undefined'|void 0)$/u.test(right.getText()) && isMember(left, of, name);
    case ts.SyntaxKind.ExclamationEqualsToken:
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return /^["']function["']$/u.test(right.getText()) && ts.isTypeOfExpression(left) && isMember(left, of, name);
    default:
      return false;
  }
}

function tellsPresent(written: ts.Expression, of: string, name: string): boolean {
  const test = withoutCasts(written);
  if (isMember(test, of, name)) return true;
  if (ts.isBinaryExpression(test))
    return test.operatorToken.kind === ts.SyntaxKind.InKeyword && isNamed(test.left, name) && isText(test.right, of);
  if (!ts.isCallExpression(test) || !ts.isPropertyAccessExpression(test.expression)) return false;
  const { expression: owner, name: method } = test.expression;
  const [first, second] = test.arguments;
  if (method.text === "hasOwn") return isText(first, of) && isNamed(second, name);
  return method.text === "hasOwnProperty" && isText(owner, of) && isNamed(first, name);
}

/** `X.name`, its `typeof`, or the name alone where it is a global. */
function isMember(written: ts.Expression, of: string, name: string): boolean {
  const node = withoutCasts(written);
  if (ts.isTypeOfExpression(node)) return isMember(node.expression, of, name);
  if (ts.isIdentifier(node)) return node.text === name && globalObjects.has(of);
  if (ts.isPropertyAccessExpression(node)) return node.name.text === name && isText(node.expression, of);
  return ts.isElementAccessExpression(node) && isNamed(node.argumentExpression, name) && isText(node.expression, of);
}

function isNamed(node: ts.Expression | undefined, name: string): boolean {
  return node !== undefined && ts.isStringLiteralLike(node) && node.text === name;
}

function isText(node: ts.Expression | undefined, text: string): boolean {
  return node !== undefined && withoutCasts(node).getText() === text;
}
