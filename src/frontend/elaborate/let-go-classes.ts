/**
 * Takes the files of a project; gives the classes that some use hands on as values, or whose prototypes are reached by
 * their objects: code that does not name a class may then write its members, as far as there is such code (see
 * `hidden-writes.ts`). And those that are assigned anew, as TypeScript forbids and JavaScript does.
 *
 * Soundness: harmless are only the uses that are listed. What a package does with a class that it is given (`providers:
 * [Service]`) is not seen: packages are taken to leave it as it is.
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";
import { isLibrary } from "../world/executable-names.js";
import { withoutCasts } from "../world/functions.js";
import { isWritten } from "../world/patterns.js";
import { aliased } from "./callee.js";
import { isTest } from "./hidden-writes.js";

export interface LetGo {
  readonly handedOn: ReadonlySet<ts.Node>;
  readonly assigned: ReadonlySet<ts.Node>;
}

interface Search {
  readonly classes: readonly ts.ClassDeclaration[];
  /** Names that may stand for classes or modules. */
  readonly names: ReadonlySet<string>;
  readonly handedOn: Set<ts.Node>;
  readonly assigned: Set<ts.Node>;
}

export function letGoClasses(files: Iterable<ProjectFile>): LetGo {
  const all = [...files];
  const classes = all.flatMap(({ sourceFile }) => classesIn(sourceFile));
  const own = classes.flatMap(({ name }) => (name === undefined ? [] : [name.text]));
  const names = new Set([...own, "default", ...all.flatMap(({ sourceFile }) => namesBetween(sourceFile))]);
  const search: Search = { classes, names, handedOn: new Set(), assigned: new Set() };
  if (classes.length > 0) for (const { sourceFile, checker } of all) visit(sourceFile, checker, search);
  return search;
}

function classesIn(node: ts.Node): readonly ts.ClassDeclaration[] {
  const found: ts.ClassDeclaration[] = [];
  const seek = (at: ts.Node): void => {
    if (ts.isClassDeclaration(at)) found.push(at);
    ts.forEachChild(at, seek);
  };
  seek(node);
  return found;
}

/** Names under which files may know what another one declares, those of imports and those that exports give. */
export function namesBetween(file: ts.SourceFile): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isImportEqualsDeclaration(statement) || ts.isNamespaceExportDeclaration(statement))
      return [statement.name.text];
    if (ts.isExportDeclaration(statement)) return namesIn(statement.exportClause);
    const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
    const own = clause?.name === undefined ? [] : [clause.name.text];
    return [...own, ...namesIn(clause?.namedBindings)];
  });
}

function namesIn(clause: ts.NamedImportBindings | ts.NamedExportBindings | undefined): readonly string[] {
  if (clause === undefined) return [];
  return ts.isNamespaceImport(clause) || ts.isNamespaceExport(clause)
    ? [clause.name.text]
    : clause.elements.map((e) => e.name.text);
}

function visit(node: ts.Node, checker: ts.TypeChecker, search: Search): void {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
  if (ts.isIdentifier(node) && search.names.has(node.text)) byName(node, checker, search);
  if (node.kind === ts.SyntaxKind.ThisKeyword) {
    const owner = classOfStaticThis(node);
    if (owner !== undefined && !isHarmless(node as ts.Expression, checker)) search.handedOn.add(owner);
  }
  if (ts.isDecorator(node)) {
    const owner = ts.findAncestor(node, ts.isClassDeclaration);
    if (owner !== undefined && isOfProject(node, checker)) search.handedOn.add(owner);
  }
  const reached = ts.isExpression(node) ? reachedBehind(node, checker) : undefined;
  if (reached !== undefined) {
    for (const owner of classesOf(reached, checker, search.classes)) search.handedOn.add(owner);
  }
  ts.forEachChild(node, (child) => visit(child, checker, search));
}

function byName(name: ts.Identifier, checker: ts.TypeChecker, { handedOn, assigned }: Search): void {
  const { parent } = name;
  if (isDeclaring(parent, name)) return;
  const symbol = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
  if (symbol === undefined) return;
  // `A.B` of a module A is the class B.
  const whole = ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
  const owners = classesBehind(aliased(symbol, checker), checker);
  if (owners.length === 0) return;
  if (isWritten(whole)) for (const owner of owners) assigned.add(owner);
  if (!isHarmless(whole, checker)) for (const owner of owners) handedOn.add(owner);
}

/** Where it is declared, imported or exported by its name. */
export function isDeclaring(parent: ts.Node, name: ts.Identifier): boolean {
  return (
    (ts.isClassDeclaration(parent) && parent.name === name) ||
    ts.isImportClause(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isNamespaceExport(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isImportEqualsDeclaration(parent) ||
    ts.isQualifiedName(parent)
  );
}

/** The class itself, or all classes of the module. */
function classesBehind(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
  seen: Set<ts.Symbol> = new Set(),
): readonly ts.ClassDeclaration[] {
  if (seen.has(symbol)) return [];
  seen.add(symbol);
  const own = (symbol.declarations ?? []).filter(ts.isClassDeclaration);
  if ((symbol.flags & ts.SymbolFlags.ValueModule) === 0) return own;
  const inside = checker.getExportsOfModule(symbol);
  return [...own, ...inside.flatMap((part) => classesBehind(aliased(part, checker), checker, seen))];
}

/** `this` of a static member. */
function classOfStaticThis(node: ts.Node): ts.ClassDeclaration | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const { parent } = at;
    if (ts.isClassLike(parent)) {
      const isStatic = (ts.getCombinedModifierFlags(at as ts.Declaration) & ts.ModifierFlags.Static) !== 0;
      return ts.isClassDeclaration(parent) && (isStatic || ts.isClassStaticBlockDeclaration(at)) ? parent : undefined;
    }
    if (ts.isFunctionLike(at) && !ts.isArrowFunction(at)) return undefined;
  }
  return undefined;
}

const behind: ReadonlySet<string> = new Set(["constructor", "__proto__"]);

/** A decorator is given the class or its prototype; those of packages are taken to leave them as they are. */
function isOfProject(node: ts.Decorator, checker: ts.TypeChecker): boolean {
  const declaration = checker.getResolvedSignature(node)?.declaration;
  if (declaration === undefined) return !isOfPackage(node.expression, checker);
  return !declaration.getSourceFile().isDeclarationFile;
}

/** Where the class of an object is reached through it, and handed on. */
function reachedBehind(node: ts.Expression, checker: ts.TypeChecker): ts.Expression | undefined {
  const object = behindObject(node);
  return object === undefined || isHarmless(node, checker) ? undefined : object;
}

export function isReachedBehind(node: ts.Node, owner: ts.ClassDeclaration, checker: ts.TypeChecker): boolean {
  const object = ts.isExpression(node) ? reachedBehind(node, checker) : undefined;
  return object !== undefined && classesOf(object, checker, [owner]).length > 0;
}

/** The object through which its class or prototype is reached: `o.constructor`, `Object.getPrototypeOf(o)`. */
function behindObject(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node)) return behind.has(node.name.text) ? node.expression : undefined;
  if (ts.isElementAccessExpression(node)) {
    const key = node.argumentExpression;
    return ts.isStringLiteralLike(key) && behind.has(key.text) ? node.expression : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  return node.expression.name.text === "getPrototypeOf" ? node.arguments[0] : undefined;
}

/** Those that the object may be of. */
function classesOf(
  object: ts.Expression,
  checker: ts.TypeChecker,
  classes: readonly ts.ClassDeclaration[],
): readonly ts.Node[] {
  const type = checker.getTypeAtLocation(withoutCasts(object));
  if (type.isUnionOrIntersection()) return classes;
  if (checker.isArrayType(type) || checker.isTupleType(type)) return [];
  const declarations: readonly ts.Node[] = type.symbol?.declarations ?? [];
  const isOther = declarations.length > 0 && declarations.every((d) => ts.isClassLike(d));
  return isOther ? classes.filter((owner) => declarations.includes(owner)) : classes;
}

/** Is nothing written through it, and is it not handed to code of the project under another name? */
export function isHarmless(whole: ts.Expression, checker: ts.TypeChecker): boolean {
  const at = outermost(whole);
  const { parent } = at;
  const isShown = at === whole && isClassType(at, checker);
  // What is done to a class under its own type, or to its prototype, is found by that type (`replaced-methods.ts`).
  if (ts.isPropertyAccessExpression(parent)) return isShown || parent.name.text !== "prototype";
  if (ts.isElementAccessExpression(parent)) {
    if (parent.expression !== at) return true;
    return isNamed(parent.argumentExpression) || (isShown && isWritten(parent));
  }
  if (ts.isNewExpression(parent) && parent.expression === at) return true;
  if (ts.isBinaryExpression(parent)) return isTest(parent.operatorToken.kind);
  if (ts.isExpressionWithTypeArguments(parent) || ts.isTypeOfExpression(parent)) return true;
  if (ts.isExpressionStatement(parent) || ts.isExportAssignment(parent) || ts.isJsxOpeningLikeElement(parent))
    return true;
  if (ts.isJsxClosingElement(parent)) return true;
  return isGivenToPackage(at, checker);
}

function isNamed(key: ts.Expression): boolean {
  return ts.isStringLiteralLike(key) && key.text !== "prototype";
}

function isClassType(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return checker.getTypeAtLocation(node).symbol?.declarations?.some(ts.isClassLike) === true;
}

/** Through parentheses and casts; a member of a cast class is found by its name. */
function outermost(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const isAround =
    ts.isParenthesizedExpression(parent) ||
    ts.isAssertionExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isSatisfiesExpression(parent);
  return isAround ? outermost(parent) : node;
}

/** An argument, or part of one, of a function that is not the project's and of the library only reads. */
function isGivenToPackage(at: ts.Expression, checker: ts.TypeChecker): boolean {
  let node: ts.Node = at;
  while (isPartOfLiteral(node.parent)) node = node.parent;
  const { parent } = node;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  if (parent.expression === node) return false;
  const declaration = checker.getResolvedSignature(parent)?.declaration;
  if (declaration === undefined) return isOfPackage(parent.expression, checker);
  if (isLibrary(declaration)) return isReadByLibrary(parent);
  return declaration.getSourceFile().isDeclarationFile;
}

function isPartOfLiteral(node: ts.Node): boolean {
  return (
    ts.isArrayLiteralExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isSpreadElement(node)
  );
}

/** `bind(Service)` of an import that was not found. */
function isOfPackage(callee: ts.Expression, checker: ts.TypeChecker): boolean {
  let node = withoutCasts(callee);
  while (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) node = withoutCasts(node.expression);
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  return symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 && isUnknown(aliased(symbol, checker));
}

function isUnknown({ declarations }: ts.Symbol): boolean {
  return (declarations ?? []).every((d) => d.getSourceFile().isDeclarationFile);
}

const readers: ReadonlySet<string> = new Set([
  ...["create", "keys", "values", "entries", "hasOwn", "freeze", "isFrozen", "is", "getPrototypeOf"],
  ...["getOwnPropertyNames", "getOwnPropertySymbols", "getOwnPropertyDescriptor", "construct", "ownKeys", "has"],
]);

function isReadByLibrary({ expression: callee }: ts.CallExpression | ts.NewExpression): boolean {
  if (!ts.isPropertyAccessExpression(callee) || !ts.isIdentifier(callee.expression)) return false;
  if (callee.expression.text === "console") return true;
  return (callee.expression.text === "Object" || callee.expression.text === "Reflect") && readers.has(callee.name.text);
}
