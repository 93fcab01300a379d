/**
 * Takes a symbol of a module; gives the constant that it is: a primitive, or a literal that nobody writes, passes on or
 * exports (SEMANTICS, section 4). Anything else of a module is refused where it is used.
 */
import ts from "typescript";
import { isMutable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { Project, ProjectFile } from "../project.js";
import type { Elaborated } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import type { TypeTable } from "../types/type-table.js";
import { isLibrary } from "../world/executable-names.js";
import { withoutParentheses } from "../world/functions.js";
import { aliased } from "./callee.js";
import { isPrimitive, onlyReads, refersTo } from "./constant-uses.js";
import { isConstantField, staticField } from "./static-constants.js";

export interface Constant {
  /** `path#NAME`. */
  readonly id: string;
  readonly value: Elaborated;
  readonly initializer: ts.Expression;
}

export interface ConstantReader {
  readonly project: Project;
  readonly table: TypeTable;
  /** Elaborates an expression of the module, without locals. */
  readonly evaluate: (node: ts.Expression, type: ts.TypeNode | undefined, file: ProjectFile) => Elaborated;
}

/** Undefined where the symbol is no variable of a module of the project. */
export function readConstant(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
  span: Span,
  reader: ConstantReader,
): Constant | undefined {
  const own = staticField(symbol);
  if (own !== undefined) return ofClass(own, span, reader);
  const declaration = aliased(symbol, checker).declarations?.find(ts.isVariableDeclaration);
  const file = declaration && reader.project.fileOf(declaration.getSourceFile());
  if (declaration === undefined || file === undefined || !isOfModule(declaration)) return undefined;
  const name = declaration.name.getText();
  const isConst = (declaration.parent.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const;
  const unfrozen = declaration.initializer && frozen(declaration.initializer, checker);
  const initializer = unfrozen ?? declaration.initializer;
  if (!isConst || initializer === undefined || !isLiteral(initializer)) {
    return unsupported({
      code: "unsupported.constant",
      span,
      message: `\`${name}\` is state of the module, which may change or is computed.`,
      hint: "Pass it as a parameter.",
    });
  }
  const value = reader.evaluate(initializer, declaration.type, { ...pick(file), checker });
  if (unfrozen === undefined && value.kind === "term" && isMutable(value.term.sort, reader.table.types))
    refuseUnlessFrozen(declaration, name, span, checker);
  return { id: `${file.path}#${name}`, value, initializer };
}

/** `static readonly LIMIT = 5`. Objects are left out: who reads one could pass it on. */
function ofClass(field: ts.PropertyDeclaration, span: Span, reader: ConstantReader): Constant | undefined {
  const file = reader.project.fileOf(field.getSourceFile());
  const { initializer } = field;
  if (file === undefined || initializer === undefined) return undefined;
  const isKnown = isLiteral(initializer) && isPrimitive(file.checker.getTypeAtLocation(initializer));
  if (!isKnown || !isConstantField(field, isLiteral, reader.project)) {
    return unsupported({
      code: "unsupported.constant",
      span,
      message: `The static field \`${field.name.getText()}\` may change, or is computed.`,
      hint: "Make it `static readonly` with a literal, or pass it as a parameter.",
    });
  }
  const name = `${field.parent.name?.text ?? "class"}.${field.name.getText()}`;
  return { id: `${file.path}#${name}`, value: reader.evaluate(initializer, field.type, file), initializer };
}

function pick(file: ProjectFile): Omit<ProjectFile, "checker"> {
  const { path, target, sourceFile, source, deep, attachments, syntaxProblems, typeProblems, trustedTypes } = file;
  const { strictNullChecks, exactOptionalPropertyTypes } = file;
  const options = { strictNullChecks, exactOptionalPropertyTypes };
  return {
    path,
    target,
    sourceFile,
    source,
    deep,
    attachments,
    syntaxProblems,
    typeProblems,
    trustedTypes,
    ...options,
  };
}

function isOfModule(declaration: ts.VariableDeclaration): boolean {
  if (!ts.isVariableDeclarationList(declaration.parent)) return false;
  const around = declaration.parent.parent.parent;
  return ts.isSourceFile(around) || ts.isModuleBlock(around);
}

/** The literal in `Object.freeze(literal)` whose parts are primitives or frozen, too: nobody ever changes it. */
function frozen(node: ts.Expression, checker: ts.TypeChecker): ts.Expression | undefined {
  const call = withoutParentheses(node);
  const [literal, ...more] = ts.isCallExpression(call) ? call.arguments : [];
  if (!ts.isCallExpression(call) || literal === undefined || more.length > 0) return undefined;
  const callee = withoutParentheses(call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "freeze") return undefined;
  const declarations = checker.getSymbolAtLocation(callee.expression)?.declarations ?? [];
  const isObject = ts.isIdentifier(callee.expression) && callee.expression.text === "Object";
  if (!isObject || declarations.length === 0 || !declarations.every(isLibrary)) return undefined;
  return isFlat(literal, checker) ? literal : undefined;
}

function isFlat(literal: ts.Expression, checker: ts.TypeChecker): boolean {
  const inner = withoutParentheses(literal);
  if (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) return isFlat(inner.expression, checker);
  const parts = ts.isArrayLiteralExpression(inner)
    ? inner.elements
    : ts.isObjectLiteralExpression(inner)
      ? inner.properties.flatMap((p) => (ts.isPropertyAssignment(p) ? [p.initializer] : []))
      : [];
  return parts.every((part) => isPrimitive(checker.getTypeAtLocation(part)));
}

/** Literals, and arithmetic on literals and names of other constants. */
function isLiteral(node: ts.Expression): boolean {
  const inner = withoutParentheses(node);
  if (ts.isNumericLiteral(inner) || ts.isBigIntLiteral(inner) || ts.isStringLiteralLike(inner)) return true;
  if ([ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(inner.kind))
    return true;
  if (ts.isIdentifier(inner)) return true;
  if (ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner)) return isLiteral(inner.expression);
  if (ts.isPrefixUnaryExpression(inner)) return inner.operator === ts.SyntaxKind.MinusToken && isLiteral(inner.operand);
  if (ts.isBinaryExpression(inner)) return isLiteral(inner.left) && isLiteral(inner.right);
  if (ts.isArrayLiteralExpression(inner)) return inner.elements.every(isLiteral);
  if (ts.isPropertyAccessExpression(inner)) return ts.isIdentifier(inner.expression);
  if (ts.isNewExpression(inner)) return isCollectionOfLiterals(inner);
  if (!ts.isObjectLiteralExpression(inner)) return false;
  return inner.properties.every((p) => ts.isPropertyAssignment(p) && isLiteral(p.initializer));
}

/** `new Set(["a", "b"])`, `new Map([["a", 1]])` */
function isCollectionOfLiterals(node: ts.NewExpression): boolean {
  const name = ts.isIdentifier(node.expression) ? node.expression.text : "";
  const [first, more] = node.arguments ?? [];
  const isMade = (name === "Set" || name === "Map") && first !== undefined && more === undefined;
  return isMade && ts.isArrayLiteralExpression(withoutParentheses(first)) && isLiteral(first);
}

/**
 * Soundness: the object is the literal only while nobody can write it. So every use in its file is a direct read, and no
 * other file can reach it.
 */
function refuseUnlessFrozen(
  declaration: ts.VariableDeclaration,
  name: string,
  span: Span,
  checker: ts.TypeChecker,
): void {
  const file = declaration.getSourceFile();
  const statement = declaration.parent.parent;
  const isExported =
    (ts.isVariableStatement(statement) &&
      statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true) ||
    !ts.isExternalModule(file);
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const isRead = (node: ts.Identifier): boolean => {
    if (ts.isExportSpecifier(node.parent)) return false;
    if (isOfType(node) || (symbol !== undefined && !refersTo(node, symbol, checker))) return true;
    return onlyReads(node, checker);
  };
  let escapes = isExported;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name && node !== declaration.name && !isRead(node)) escapes = true;
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (!escapes) return;
  unsupported({
    code: "unsupported.constant",
    span,
    message: `\`${name}\` is an object that other code may change.`,
    hint: "Keep it unexported and only read its parts, write `Object.freeze(…)` around it, or pass it as a parameter.",
  });
}

/** A name of types, or `typeof NAME` in one: nothing of either runs. */
function isOfType(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeAliasDeclaration(parent) || ts.isInterfaceDeclaration(parent)) return parent.name === node;
  return ts.isTypeReferenceNode(parent) || ts.isTypeQueryNode(parent);
}
