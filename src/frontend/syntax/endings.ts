/** Takes statements of code; says whether control surely does not run past their end. */
import ts from "typescript";

export function endsAbruptly(statements: readonly ts.Statement[]): boolean {
  const last = statements.at(-1);
  return last !== undefined && isAbrupt(last);
}

function isAbrupt(node: ts.Statement): boolean {
  if (
    ts.isBreakStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isThrowStatement(node)
  ) {
    return true;
  }
  if (ts.isBlock(node)) return endsAbruptly(node.statements);
  if (ts.isSwitchStatement(node)) return isClosed(node);
  if (ts.isTryStatement(node)) {
    const { tryBlock, catchClause, finallyBlock } = node;
    if (finallyBlock !== undefined && isAbrupt(finallyBlock)) return true;
    return isAbrupt(tryBlock) && (catchClause === undefined || isAbrupt(catchClause.block));
  }
  return (
    ts.isIfStatement(node) &&
    node.elseStatement !== undefined &&
    isAbrupt(node.thenStatement) &&
    isAbrupt(node.elseStatement)
  );
}

/** Some case always matches, each leaves, and none by `break`. */
function isClosed(node: ts.SwitchStatement): boolean {
  const { clauses } = node.caseBlock;
  const breaks = (part: ts.Node): boolean =>
    ts.isBreakStatement(part) || ts.forEachChild(part, (child) => (breaks(child) ? true : undefined)) === true;
  const last = clauses.at(-1);
  return (
    clauses.some(ts.isDefaultClause) &&
    !clauses.some(breaks) &&
    clauses.every((c) => (c.statements.length === 0 && c !== last) || endsAbruptly(c.statements))
  );
}
