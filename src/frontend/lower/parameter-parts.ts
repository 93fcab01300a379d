/**
 * Takes a parameter that is a pattern, and the default of a parameter; gives the names of the pattern as terms over the
 * argument, and the default as syntax. A default is a value that cannot go wrong: it is evaluated before the function's
 * own obligations begin.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import type { Variable } from "../../ir/index.js";
import { elaborate } from "../elaborate/elaborate.js";
import type { Elaborated } from "../syntax/entity.js";
import { spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { kindOf, type NumberKind } from "../types/number-kind.js";
import type { Body } from "../world/body.js";
import { bindingPattern } from "../world/patterns.js";
import { toSyntax } from "./expression.js";
import type { Marks, ParameterPart } from "./parameters.js";
import { readable, refuseEffects, unpack } from "./pattern.js";

export function partsOf(
  name: ts.BindingPattern,
  argument: Variable,
  marks: Marks,
  learnt: ReadonlyMap<string, NumberKind>,
  body: Body,
): readonly ParameterPart[] {
  const pattern = readable(bindingPattern(name), body);
  refuseEffects(pattern, body);
  const span = spanIn(body.site.file, name);
  const found: ParameterPart[] = [];
  body.tokens.set(argument.name, { kind: "variable", variable: argument });
  const syntax: Expression = { kind: "name", name: argument.name, span };
  unpack(pattern, { kind: "value", syntax }, body, (leaf, part) => {
    const value = elaborate(part, body.cx);
    const symbol = body.site.file.checker.getSymbolAtLocation(leaf);
    refuseOtherKind(leaf, value, marks.kinds.get(leaf.text) ?? learnt.get(leaf.text), body);
    if (symbol === undefined) return;
    const added = { symbol, name: leaf.text, value };
    found.push(added);
    knowPart(added, body);
  });
  return found;
}

/** Soundness: what a field holds is said by its own type; another mark here would be assumed of nothing. */
function refuseOtherKind(leaf: ts.Identifier, value: Elaborated, kind: NumberKind | undefined, body: Body): void {
  const own = value.kind === "term" ? kindOf(value.term.sort) : undefined;
  if (kind === undefined || own === undefined || own === kind || kind === "real") return;
  unsupported({
    code: "unsupported.mark",
    span: spanIn(body.site.file, leaf),
    message: `\`${leaf.text}\` is asked to be of the kind \`${kind}\`; what it is taken from is \`${own}\`.`,
    hint: "Mark the field in its type: `//@ type x double` after it.",
  });
}

/** From here on the name stands for the part. */
export function knowPart({ symbol, name, value }: ParameterPart, body: Body): void {
  if (value.kind !== "term") return;
  const token = `part ${body.tokens.size} ${name}`;
  body.locals.set(symbol, { variable: { name: token, sort: value.term.sort }, owner: undefined, assigned: false });
  body.tokens.set(token, { kind: "constant", value });
}

export function defaultSyntax(node: ts.Expression, body: Body): Expression {
  const wrong = mayGoWrong(node);
  if (wrong === undefined) return toSyntax(node, body);
  return unsupported({
    code: "unsupported.parameter",
    span: spanIn(body.site.file, wrong),
    message: "The default of a parameter is made of values, other parameters and plain arithmetic.",
    hint: "Make the parameter optional, and compute the value in the body.",
  });
}

/** The part that calls, changes, divides or indexes. */
function mayGoWrong(node: ts.Node): ts.Node | undefined {
  if (ts.isExpression(node) && !isPlain(node)) return node;
  return ts.forEachChild(node, mayGoWrong);
}

function isPlain(node: ts.Expression): boolean {
  if (ts.isBinaryExpression(node)) return plainOperators.has(node.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(node)) {
    return node.operator === ts.SyntaxKind.MinusToken || node.operator === ts.SyntaxKind.ExclamationToken;
  }
  return !(
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isPostfixUnaryExpression(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node)
  );
}

const plainOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
