/**
 * Takes what follows a comment; gives the function or loop that it declares, through labels, parentheses, `export` and
 * overloads (ANNOTATIONS, "Where a clause stands").
 */
import ts from "typescript";
import { callbackByForm } from "../lower/callback-methods.js";
import { type FunctionNode, isFunctionNode, isLoop } from "../syntax/annotations-place.js";
import type { LoopNode, LoopStatement } from "../syntax/attachments.js";

/** The function that a statement, member or property declares, if it declares just one. */
export function functionOf(node: ts.Node | undefined): FunctionNode | undefined {
  if (node === undefined) return undefined;
  if (isFunctionNode(node)) return implementationOf(node);
  if (ts.isVariableStatement(node)) {
    const [only, ...more] = node.declarationList.declarations;
    return only !== undefined && more.length === 0 ? functionIn(only.initializer) : undefined;
  }
  if (ts.isExportAssignment(node)) return functionIn(node.expression);
  if (ts.isPropertyDeclaration(node) || ts.isPropertyAssignment(node)) return functionIn(node.initializer);
  return undefined;
}

function functionIn(expression: ts.Expression | undefined): FunctionNode | undefined {
  let inner = expression;
  while (
    inner !== undefined &&
    (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner) || ts.isSatisfiesExpression(inner))
  ) {
    inner = inner.expression;
  }
  return inner !== undefined && (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) ? inner : undefined;
}

/** Of overloads, the declaration that has the body; a declaration that has none at all stands for itself. */
function implementationOf(node: FunctionNode): FunctionNode {
  if (node.body !== undefined) return node;
  const siblings = siblingsOf(node);
  const after = siblings.slice(siblings.indexOf(node) + 1);
  for (const sibling of after) {
    const same = isFunctionNode(sibling) && sibling.kind === node.kind && nameOf(sibling) === nameOf(node);
    if (!same) break;
    if (sibling.body !== undefined) return sibling;
  }
  return node;
}

function siblingsOf(node: ts.Node): readonly ts.Node[] {
  const parent = node.parent;
  if (ts.isClassLike(parent)) return parent.members;
  return ts.isSourceFile(parent) || ts.isBlock(parent) || ts.isModuleBlock(parent) ? parent.statements : [];
}

export function loopOf(node: ts.Node | undefined): LoopStatement | undefined {
  let inner = node;
  while (inner !== undefined && ts.isLabeledStatement(inner)) inner = inner.statement;
  return inner !== undefined && isLoop(inner) ? inner : undefined;
}

/** The loop whose body a comment opens: of a function that a method of arrays is given, the call. */
export function loopAround(opened: FunctionNode | LoopStatement): LoopNode | undefined {
  if (isLoop(opened)) return opened;
  const call = opened.parent;
  return ts.isCallExpression(call) && callbackByForm(call) === opened ? call : undefined;
}

/** The outermost call of a method with a function in a statement, outside other functions. */
export function callbackLoopIn(node: ts.Node | undefined): ts.CallExpression | undefined {
  if (
    node === undefined ||
    !(ts.isExpressionStatement(node) || ts.isVariableStatement(node) || ts.isReturnStatement(node))
  )
    return undefined;
  const find = (inner: ts.Node): ts.CallExpression | undefined => {
    if (ts.isFunctionLike(inner)) return undefined;
    if (ts.isCallExpression(inner) && callbackByForm(inner) !== undefined) return inner;
    return ts.forEachChild(inner, find);
  };
  return find(node);
}

/** What clauses may call the position in a call with a function: `_x_idx`. */
export function positionNames(call: ts.CallExpression): ReadonlySet<string> {
  const names = callbackByForm(call)?.parameters.flatMap((p) => boundNames(p.name)) ?? [];
  return new Set(names.map((name) => `_${name}_idx`));
}

export function isBlockCallback(call: ts.CallExpression): boolean {
  const fn = callbackByForm(call);
  return fn !== undefined && ts.isBlock(fn.body);
}

/** The name of a function as the source has it, from the variable or property that holds it if need be. */
export function nameOf(node: FunctionNode): string | undefined {
  return ts.isConstructorDeclaration(node) ? "constructor" : nameNodeOf(node)?.getText();
}

export function nameNodeOf(node: FunctionNode): ts.Node | undefined {
  return node.name ?? (ts.isConstructorDeclaration(node) ? undefined : nameOfHolder(node.parent));
}

function nameOfHolder(holder: ts.Node): ts.Node | undefined {
  if (ts.isParenthesizedExpression(holder) || ts.isAsExpression(holder) || ts.isSatisfiesExpression(holder)) {
    return nameOfHolder(holder.parent);
  }
  const named = ts.isVariableDeclaration(holder) || ts.isPropertyDeclaration(holder) || ts.isPropertyAssignment(holder);
  return named ? holder.name : undefined;
}

/** The names that a function's parameters bind. */
export function parameterNames(node: FunctionNode): ReadonlySet<string> {
  return new Set(node.parameters.flatMap((p) => boundNames(p.name)));
}

/** The names that a loop's header binds. */
export function headerNames(loop: LoopStatement): ReadonlySet<string> {
  const initializer = ts.isForStatement(loop) || ts.isForOfStatement(loop) ? loop.initializer : undefined;
  if (initializer === undefined || !ts.isVariableDeclarationList(initializer)) return new Set();
  return new Set(initializer.declarations.flatMap((d) => boundNames(d.name)));
}

function boundNames(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((e) => (ts.isBindingElement(e) ? boundNames(e.name) : []));
}

/** Whether the function calls itself by its name. */
export function callsItself(node: FunctionNode): boolean {
  const name = nameOf(node);
  const visit = (inner: ts.Node): boolean => {
    if (ts.isCallExpression(inner)) {
      const callee = inner.expression;
      const called = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
      if (called.getText() === name) return true;
    }
    return ts.forEachChild(inner, (child) => visit(child) || undefined) ?? false;
  };
  return name !== undefined && node.body !== undefined && visit(node.body);
}
