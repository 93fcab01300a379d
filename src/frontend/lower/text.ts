/** Takes calls of members of strings, numbers and booleans in code; gives them as syntax, operands in order. */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import type { Body } from "../world/body.js";
import { operands, spanOf } from "./expression.js";

/** `s.indexOf(t)`: a member of a string, a number or a boolean, whose object is evaluated before the arguments. */
export function callOfTextMember(node: ts.CallExpression, callee: ts.Expression, body: Body): Expression | undefined {
  if (!ts.isPropertyAccessExpression(callee) || !isScalar(callee.expression, body.site.file.checker)) return undefined;
  const optional = callee.questionDotToken !== undefined;
  const [object, ...args] = operands([callee.expression, ...node.arguments], body);
  if (object === undefined) return undefined;
  const span = spanOf(callee, body);
  const propertySpan = spanOf(callee.name, body);
  const member: Expression = { kind: "member", object, property: callee.name.text, propertySpan, optional, span };
  return { kind: "call", callee: member, args, optional: false, span: spanOf(node, body) };
}

function isScalar(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const { StringLike, NumberLike, BooleanLike } = ts.TypeFlags;
  const parts = type.isUnion() ? type.types : [type];
  return parts.length > 0 && parts.every((p) => (p.flags & (StringLike | NumberLike | BooleanLike)) !== 0);
}
