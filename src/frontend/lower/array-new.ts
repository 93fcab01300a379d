/**
 * Takes `new Array(…)` of code; gives the array it makes. `new Array(n)` alone has holes, and is read only where `fill`
 * closes them at once.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { filledArray } from "../elaborate/array-globals.js";
import { unsupported } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { operands, spanOf } from "./expression.js";
import { isGlobal, symbolOf } from "./name.js";

/** Undefined where the constructor is not JavaScript's `Array`. */
export function newArray(node: ts.NewExpression, body: Body): Expression | undefined {
  if (!isArrayConstructor(node.expression, body)) return undefined;
  const span = spanOf(node, body);
  const args = node.arguments ?? [];
  if (args.length === 1 || args.some(ts.isSpreadElement)) {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: "An array of a length alone has holes.",
      hint: "Write `new Array(n).fill(x)`, or push the elements.",
    });
  }
  return { kind: "array", items: operands(args, body), span };
}

/** `new Array(n).fill(x)`, with or without `new`. */
export function newFilledArray(node: ts.CallExpression, callee: ts.Expression, body: Body): Expression | undefined {
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "fill" || node.arguments.length !== 1) {
    return undefined;
  }
  const made = withoutParentheses(callee.expression);
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made)) return undefined;
  const [length, another] = made.arguments ?? [];
  if (!isArrayConstructor(made.expression, body) || length === undefined || another !== undefined) return undefined;
  const span = spanOf(node, body);
  body.tokens.set(filledArray, { kind: "global", name: filledArray });
  const name: Expression = { kind: "name", name: filledArray, span: spanOf(made.expression, body) };
  return { kind: "call", callee: name, args: operands([length, ...node.arguments], body), optional: false, span };
}

function isArrayConstructor(node: ts.Expression, body: Body): boolean {
  return ts.isIdentifier(node) && node.text === "Array" && isGlobal("Array", symbolOf(node, body), body);
}
