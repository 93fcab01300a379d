/** Takes template, array and object literals of code; gives them as syntax, parts with effects evaluated in order. */
import ts from "typescript";
import type { Expression } from "../contract/index.js";
import type { Span } from "../source/index.js";
import type { Body } from "./body.js";
import { operands, spanOf, words } from "./lower-expression.js";
import { unsupported } from "./refusal.js";

export function template(node: ts.TemplateExpression, body: Body): Expression {
  const parts = operands(
    node.templateSpans.map((s) => s.expression),
    body,
  );
  const head: Expression = { kind: "string", value: node.head.text, span: spanOf(node.head, body) };
  return node.templateSpans.reduce<Expression>((text, part, i) => {
    const value = parts[i];
    if (value === undefined) return text;
    // Only strings are read inside a template: of other values JavaScript makes text, and `+` refuses them.
    const joined = plus(text, value, spanOf(part, body));
    if (part.literal.text === "") return joined;
    return plus(
      joined,
      { kind: "string", value: part.literal.text, span: spanOf(part.literal, body) },
      spanOf(part, body),
    );
  }, head);
}

function plus(left: Expression, right: Expression, span: Span): Expression {
  return { kind: "binary", operator: "+", left, right, operatorSpan: span, span };
}

export function arrayLiteral(node: ts.ArrayLiteralExpression, body: Body): Expression {
  for (const element of node.elements) {
    if (ts.isSpreadElement(element) || ts.isOmittedExpression(element)) {
      unsupported({
        code: "unsupported.expression",
        span: spanOf(element, body),
        message: ts.isSpreadElement(element) ? "Spread is not read yet." : "Arrays with holes are not read.",
        hint: "Push the elements one by one.",
      });
    }
  }
  return { kind: "array", items: operands(node.elements, body), span: spanOf(node, body) };
}

export function objectLiteral(node: ts.ObjectLiteralExpression, body: Body): Expression {
  const parts = node.properties.map((property) => {
    const span = spanOf(property, body);
    if (ts.isShorthandPropertyAssignment(property) && property.objectAssignmentInitializer === undefined) {
      return { name: property.name.text, value: property.name, span };
    }
    if (ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))) {
      return { name: property.name.text, value: property.initializer, span };
    }
    return unsupported({
      code: "unsupported.expression",
      span,
      message: `\`${words(property)}\` is not read.`,
      hint: "Write each field as `name: value`.",
    });
  });
  const values = operands(
    parts.map((p) => p.value),
    body,
  );
  const properties = parts.flatMap(({ name, span }, i) => {
    const value = values[i];
    return value === undefined ? [] : [{ name, value, span }];
  });
  return { kind: "object", properties, span: spanOf(node, body) };
}
