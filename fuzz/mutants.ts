/**
 * Takes the text of a program and a function in it; gives its mutants: one operator, constant or variable exchanged, or one
 * statement dropped (DeMillo, Lipton and Sayward, "Hints on test data selection", Computer 11, 1978). Only the function's
 * body changes, never its contract.
 */
import ts from "typescript";

export interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly what: string;
}

const exchanged: Readonly<Record<string, readonly string[]>> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["+"],
  "/": ["*"],
  "%": ["/"],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
  ">": [">=", "<"],
  ">=": [">", "<="],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+=": ["-="],
  "-=": ["+="],
  "??": ["||"],
};

/** Bodies of the functions with a contract: clauses stand above them. */
export function contractedBodies(source: ts.SourceFile): readonly ts.Node[] {
  const bodies: ts.Node[] = [];
  const hasClauses = (node: ts.Node): boolean =>
    /\/\/\s*@/u.test(source.text.slice(node.getFullStart(), node.getStart(source)));
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const holder = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? statementOf(node) : node;
      if (hasClauses(holder)) bodies.push(node.body as ts.Node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return bodies;
}

/** `const f = (x) => …`: the clauses stand above the statement. */
function statementOf(node: ts.Node): ts.Node {
  const statement = node.parent.parent?.parent;
  return statement !== undefined && ts.isVariableStatement(statement) ? statement : node;
}

export function applied(text: string, edits: readonly Mutant[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, e) => now.slice(0, e.start) + e.replacement + now.slice(e.end), text);
}

export function mutantsOf(source: ts.SourceFile, body: ts.Node): readonly Mutant[] {
  const found: Mutant[] = [];
  const names = namesIn(body);
  const add = (node: ts.Node, replacement: string, what: string): void => {
    found.push({ start: node.getStart(source), end: node.getEnd(), replacement, what });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText(source);
      for (const other of exchanged[operator] ?? []) add(node.operatorToken, other, `${operator} becomes ${other}`);
    }
    if (ts.isNumericLiteral(node)) {
      const value = Number(node.text);
      for (const other of [value + 1, value - 1])
        add(node, other < 0 ? `(${other})` : String(other), `${value} becomes ${other}`);
    }
    if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, "false", "true becomes false");
    if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, "true", "false becomes true");
    if (ts.isIdentifier(node) && isRead(node)) {
      for (const other of names) if (other !== node.text) add(node, other, `${node.text} becomes ${other}`);
    }
    if (
      (ts.isExpressionStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node)) &&
      !isOnlyClause(node)
    ) {
      add(node, ";", `dropped: ${node.getText(source).slice(0, 40)}`);
    }
    if (ts.isIfStatement(node)) add(node.expression, "true", "the test becomes true");
    ts.forEachChild(node, visit);
  };
  visit(body);
  return found;
}

/** Names of variables that the function declares. */
function namesIn(body: ts.Node): readonly string[] {
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name))
      found.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(body.parent);
  return [...found];
}

function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBinaryExpression(parent) || ts.isElementAccessExpression(parent)) return true;
  return ts.isReturnStatement(parent) || ts.isCallExpression(parent) || ts.isConditionalExpression(parent);
}

/** A case of a `switch` falls through without its `break`; that is a mutant too, but not the last one's. */
function isOnlyClause(node: ts.Statement): boolean {
  const { parent } = node;
  return ts.isCaseOrDefaultClause(parent) && parent.parent.clauses.at(-1) === parent && ts.isBreakStatement(node);
}
