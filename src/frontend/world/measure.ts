/**
 * Takes the condition of a loop; gives the measure that its form suggests: the distance of what is compared. It is a
 * guess, proved like any other; where it fails the loop has no measure.
 */
import ts from "typescript";
import { add, int, subtract, type Term, type Variable, type Variant } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { spanIn } from "../syntax/places.js";
import type { Body } from "./body.js";
import type { FunctionSite } from "./functions.js";

export function inferredMeasure(condition: Term, span: Span): Variant | undefined {
  const distance = distanceIn(condition);
  if (distance === undefined) return undefined;
  return { kind: "measure", terms: [distance], text: "the distance that the condition compares", span, inferred: true };
}

/** The first comparison of integers that a conjunction holds; `x !== y` says nothing of which is larger. */
function distanceIn(condition: Term): Term | undefined {
  if (condition.kind !== "apply") return undefined;
  const [low, high] = condition.args;
  switch (condition.operator) {
    case "and":
      return condition.args.map(distanceIn).find((found) => found !== undefined);
    case "int.lessThan":
      return low && high && subtract(high, low);
    case "int.atMost":
      return low && high && add(subtract(high, low), int(1n));
    default:
      return undefined;
  }
}

/**
 * The measure that recursion suggests: a parameter that every call of the function in itself passes less a positive
 * literal. A guess, proved like any other.
 */
export function inferredRecursionMeasure(
  site: FunctionSite,
  body: Body,
  parameters: readonly Variable[],
): Variant | undefined {
  const calls = [...body.calls].flatMap(([node, id]) => (id === site.id && ts.isCallExpression(node) ? [node] : []));
  if (calls.length === 0) return undefined;
  const index = parameters.findIndex((p, i) => {
    const name = site.node.parameters[i]?.name.getText();
    return p.sort.kind === "int" && calls.every((call) => isLess(call.arguments[i], name));
  });
  const found = parameters[index];
  if (found === undefined) return undefined;
  const { file } = site;
  const span = spanIn(file, site.nameNode);
  return {
    kind: "measure",
    terms: [{ kind: "variable", ...found }],
    text: `\`${found.name}\`, which every recursive call passes smaller`,
    span,
    inferred: true,
  };
}

/** `n - 1` */
function isLess(argument: ts.Expression | undefined, name: string | undefined): boolean {
  return (
    argument !== undefined &&
    ts.isBinaryExpression(argument) &&
    argument.operatorToken.kind === ts.SyntaxKind.MinusToken &&
    ts.isIdentifier(argument.left) &&
    argument.left.text === name &&
    ts.isNumericLiteral(argument.right) &&
    Number(argument.right.text) > 0
  );
}
