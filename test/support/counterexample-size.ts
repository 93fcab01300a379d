/**
 * Takes counterexamples as reports carry them; gives how much there is to read in them: the longest array, the largest
 * integer by its absolute value, the longest string.
 */
import ts from "typescript";
import type { Counterexample } from "../../src/report/index.js";

export interface CounterexampleSize {
  /** Undefined where there is none. */
  readonly array: number | undefined;
  readonly integer: number | undefined;
  readonly string: number | undefined;
}

export function sizeOfCounterexample({ arguments: args }: Counterexample): CounterexampleSize {
  const arrays: number[] = [];
  const integers: number[] = [];
  const strings: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isArrayLiteralExpression(node)) arrays.push(node.elements.length);
    else if (ts.isStringLiteral(node)) strings.push(node.text.length);
    else if (ts.isBigIntLiteral(node)) integers.push(Number(node.text.slice(0, -1)));
    else if (ts.isNumericLiteral(node) && Number.isInteger(Number(node.text))) integers.push(Number(node.text));
    // A key is none of the values.
    if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  for (const { text } of args) visit(ts.createSourceFile("a.ts", `(${text})`, ts.ScriptTarget.ES2022, true));
  const most = (list: readonly number[]) => (list.length === 0 ? undefined : Math.max(...list));
  return { array: most(arrays), integer: most(integers), string: most(strings) };
}
