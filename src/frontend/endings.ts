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
  return (
    ts.isIfStatement(node) &&
    node.elseStatement !== undefined &&
    isAbrupt(node.thenStatement) &&
    isAbrupt(node.elseStatement)
  );
}
