/**
 * Takes a position in a comment; gives what stands around it: the statement or member that follows in the same list, the
 * function or loop whose body it opens, the function it is in. Relies on: parent links in the tree.
 */
import ts from "typescript";
import type { LoopStatement } from "./attachments.js";

export type FunctionNode = ts.FunctionLikeDeclaration;

export type Surroundings = "file" | "statements" | "class" | "object" | "type" | "parameters" | "expression";

export interface Place {
  readonly position: number;
  readonly surroundings: Surroundings;
  /** What follows in the same list of statements, members or properties. */
  readonly next: ts.Node | undefined;
  /** What ends before it on the same line, in the same list. */
  readonly prior: ts.Node | undefined;
  /** Whose body it opens: it is before the first statement of the body, or between the header and the body. */
  readonly opens: FunctionNode | LoopStatement | undefined;
  /** The innermost function around it. */
  readonly enclosing: FunctionNode | undefined;
  /** The innermost node around it. */
  readonly node: ts.Node;
  /**
   * A finished piece of code stands before it on its line. Behind a word like `export`, a header or the brace that opens
   * a body it trails nothing: formatters move such comments to the next line and back.
   */
  readonly trailing: boolean;
}

export function placeAt(sourceFile: ts.SourceFile, position: number, trailing: boolean): Place {
  const node = innermost(sourceFile, position);
  const common = { position, node, enclosing: enclosingFunction(node), prior: undefined, opens: undefined, trailing };
  if (afterModifiers(node, position)) {
    return {
      ...common,
      enclosing: enclosingFunction(node.parent),
      surroundings: listOf(node.parent),
      next: node,
      trailing: false,
    };
  }
  const body = bodyAfter(node, position);
  if (body !== undefined) {
    const opens = isFunctionNode(node) || isLoop(node) ? node : undefined;
    return {
      ...common,
      surroundings: "statements",
      // What trails `=>` is moved behind the expression by some formatters, so that there it does trail code.
      trailing: trailing && ts.isArrowFunction(node) && !ts.isBlock(body),
      // Before a block in braces it stands before the first statement inside, where formatters move it.
      next: ts.isBlock(body) ? body.statements[0] : asStatement(body),
      opens,
    };
  }
  const list = listIn(node, position);
  if (list === undefined) {
    const inParameters = isFunctionNode(node) && node.parameters.pos <= position && position <= node.parameters.end + 1;
    return { ...common, surroundings: inParameters ? "parameters" : "expression", next: undefined };
  }
  const before = countEndingBefore(list, position);
  const next = list.slice(before, before + 2).find((item) => item.getStart(sourceFile) > position);
  const opens = before === 0 && ts.isBlock(node) ? ownerOfBody(node) : undefined;
  const behind = trailing && before > 0;
  const line = (at: number): number => sourceFile.getLineAndCharacterOfPosition(at).line;
  const last = list[before - 1];
  const prior = last !== undefined && line(last.end) === line(position) ? last : undefined;
  return { ...common, surroundings: listOf(node), next, prior, opens, trailing: behind };
}

function innermost(sourceFile: ts.SourceFile, position: number): ts.Node {
  let node: ts.Node = sourceFile.statements[countEndingBefore(sourceFile.statements, position)] ?? sourceFile;
  if (node.getStart(sourceFile) > position) return sourceFile;
  for (;;) {
    const inside: ts.Node | undefined = ts.forEachChild(node, (child) =>
      child.getStart(sourceFile) <= position && position < child.end ? child : undefined,
    );
    if (inside === undefined) return node;
    node = inside;
  }
}

/** How many of a list end at or before the position, by halving: a file can have thousands, and each clause asks. */
function countEndingBefore(list: readonly ts.Node[], position: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const isBefore = (list[middle]?.end ?? position) <= position;
    [low, high] = isBefore ? [middle + 1, high] : [low, middle];
  }
  return low;
}

/** `export`, `default`, `async`, `declare`, decorators: between them and what they belong to. */
function afterModifiers(node: ts.Node, position: number): boolean {
  if (ts.isExportAssignment(node)) return position < node.expression.getStart();
  if (!ts.canHaveModifiers(node) && !ts.canHaveDecorators(node)) return false;
  const modifiers = (node as { readonly modifiers?: ts.NodeArray<ts.ModifierLike> }).modifiers ?? [];
  const last = modifiers.filter((m) => m.end <= position).at(-1);
  return last !== undefined && isBlank(node.getSourceFile().text.slice(last.end, position));
}

function isBlank(text: string): boolean {
  return /^(?:\s|\/\/[^\r\n\u2028\u2029]*(?=[\r\n\u2028\u2029])|\/\*[\s\S]*?\*\/)*$/u.test(text);
}

/** The body or branch that begins right after the position. `pos` of a node is the end of the token before it. */
function bodyAfter(node: ts.Node, position: number): ts.Node | undefined {
  return bodiesOf(node).find((body) => body.pos <= position && position < body.getStart());
}

function bodiesOf(node: ts.Node): readonly ts.Node[] {
  if (isFunctionNode(node)) return node.body === undefined ? [] : [node.body];
  if (ts.isIterationStatement(node, false) || ts.isLabeledStatement(node)) return [node.statement];
  if (ts.isIfStatement(node)) {
    return node.elseStatement === undefined ? [node.thenStatement] : [node.thenStatement, node.elseStatement];
  }
  return [];
}

function asStatement(node: ts.Node): ts.Node | undefined {
  return ts.isStatement(node) ? node : undefined;
}

function listIn(node: ts.Node, position: number): readonly ts.Node[] | undefined {
  if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node)) return node.statements;
  if (ts.isCaseClause(node) || ts.isDefaultClause(node)) {
    return node.statements.pos <= position ? node.statements : undefined;
  }
  if (ts.isClassLike(node) || ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) {
    return node.members.pos <= position ? node.members.filter((m) => !ts.isSemicolonClassElement(m)) : undefined;
  }
  // Behind the last statement of a case there is nothing that a clause could belong to.
  if (ts.isCaseBlock(node)) return [];
  return ts.isObjectLiteralExpression(node) ? node.properties : undefined;
}

function listOf(node: ts.Node): Surroundings {
  if (ts.isSourceFile(node)) return "file";
  if (ts.isModuleBlock(node)) return "file";
  if (ts.isClassLike(node)) return "class";
  if (ts.isObjectLiteralExpression(node)) return "object";
  if (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node)) return "type";
  return ts.isBlock(node) || ts.isCaseBlock(node) || ts.isCaseOrDefaultClause(node) ? "statements" : "expression";
}

function ownerOfBody(block: ts.Block): FunctionNode | LoopStatement | undefined {
  const parent = block.parent;
  if (isFunctionNode(parent) && parent.body === block) return parent;
  return isLoop(parent) && parent.statement === block ? parent : undefined;
}

function enclosingFunction(node: ts.Node): FunctionNode | undefined {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) if (isFunctionNode(at)) return at;
  return undefined;
}

export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node)
  );
}

export function isLoop(node: ts.Node): node is LoopStatement {
  return ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node) || ts.isForOfStatement(node);
}
