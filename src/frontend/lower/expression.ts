/**
 * Takes expressions of code; gives expressions without effects, in the syntax of clauses. Effects become statements
 * before them, in JavaScript's order of evaluation; an operand that a later operand could change is kept in a temporary.
 * Only the kinds of node listed here are read.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import { type BinaryOperator, closedChain, type Expression } from "../../contract/index.js";
import { isMutable, mapEmpty, type Sort } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { bigintOf } from "../elaborate/bigints.js";
import { elaborate } from "../elaborate/elaborate.js";
import { caughtVariable, holdsFields, testOfCaught } from "../elaborate/thrown.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { isBareObject, isDictionary } from "../types/dictionaries.js";
import { brandedPrimitive } from "../types/mixed.js";
import { memberClaimed, memberTaken } from "../types/narrowed.js";
import { temporary } from "../types/receive.js";
import { sortOfType } from "../types/types.js";
import { type Body, isLiteral } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { isAssignment } from "../world/patterns.js";
import { newArray } from "./array-new.js";
import { lowerAssignment } from "./assignment.js";
import { lowerCall } from "./call.js";
import { conditional, lazily } from "./choice.js";
import { lowerConstruction } from "./construct.js";
import { lowerEffect } from "./effect.js";
import { hasEffects } from "./effects.js";
import { arrayLiteral, objectLiteral, template } from "./literals.js";
import { newCollection } from "./maps.js";
import { identifier, propertyAccess } from "./name.js";
import { neverValue } from "./never.js";
import { lowerDelete } from "./objects.js";

export function spanOf(node: ts.Node, body: Body): Span {
  return spanIn(body.site.file, node);
}

/** The value of an expression, effects before it. */
export function lowerValue(node: ts.Expression, body: Body, wanted?: Sort): Elaborated {
  return elaborate(toSyntax(node, body, wanted), body.cx, wanted);
}

/** `wanted` reaches literals whose effects have to be kept in temporaries. */
export function toSyntax(node: ts.Expression, body: Body, wanted?: Sort): Expression {
  const never = neverValue(node, body, wanted);
  if (never !== undefined) return never;
  const syntax = syntaxOf(node, body, wanted);
  const member = memberTaken(node, body);
  return member === undefined ? syntax : { kind: "nonNull", of: syntax, member, span: syntax.span };
}

function syntaxOf(node: ts.Expression, body: Body, wanted?: Sort): Expression {
  const span = spanOf(node, body);
  if (ts.isParenthesizedExpression(node)) {
    const inner = toSyntax(node.expression, body, wanted);
    return endsChain(node) ? closedChain(inner) : inner;
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return conversion(node, body, wanted);
  if (ts.isNonNullExpression(node)) return { kind: "nonNull", of: toSyntax(node.expression, body, wanted), span };
  if (isAssignment(node)) return lowerAssignment(node, body, "value");
  if (ts.isNumericLiteral(node)) return { kind: "number", text: node.text, value: Number(node.text), span };
  if (ts.isBigIntLiteral(node)) return { kind: "bigint", value: bigintOf(node), span };
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: "string", value: node.text, span };
  }
  if (ts.isTemplateExpression(node)) return template(node, body);
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return { kind: "boolean", value: node.kind === ts.SyntaxKind.TrueKeyword, span };
  }
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: "null", span };
  if (node.kind === ts.SyntaxKind.ThisKeyword) return { kind: "this", span };
  if (ts.isIdentifier(node)) return identifier(node, body);
  if (ts.isPropertyAccessExpression(node)) return propertyAccess(node, body);
  if (ts.isElementAccessExpression(node)) {
    refuseOptionalEffects(node, body);
    const [object, index] = twoOperands(node.expression, node.argumentExpression, body);
    return { kind: "index", object, index, optional: node.questionDotToken !== undefined, span };
  }
  if (ts.isPrefixUnaryExpression(node)) return prefix(node, body);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    lowerEffect(node.left, body);
    return toSyntax(node.right, body, wanted);
  }
  if (ts.isDeleteExpression(node)) return lowerDelete(node, body);
  if (ts.isVoidExpression(node)) {
    lowerEffect(node.expression, body);
    return { kind: "undefined", span };
  }
  if (ts.isTypeOfExpression(node)) {
    return { kind: "unary", operator: "typeof", operand: toSyntax(node.expression, body), span };
  }
  if (ts.isBinaryExpression(node)) return binary(node, body, wanted);
  if (ts.isConditionalExpression(node)) return conditional(node, body, wanted);
  if (ts.isNewExpression(node)) {
    const made = lowerConstruction(node, body) ?? newArray(node, body) ?? newCollection(node, body, wanted);
    return made ?? refuse(node, body);
  }
  if (ts.isCallExpression(node)) return lowerCall(node, body, "value");
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(node, body);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(node, body);
  return refuse(node, body);
}

/** `(a?.b).c`: the parentheses end the chain, so that `.c` is of a value that may be absent. */
function endsChain(node: ts.ParenthesizedExpression): boolean {
  if (!ts.isOptionalChain(withoutParentheses(node))) return false;
  const { parent } = node;
  if (ts.isNonNullExpression(parent)) return true;
  const isOf =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  return isOf && parent.expression === node;
}

/** Soundness: the index of `a?.[i++]` is evaluated only where the object is there. */
function refuseOptionalEffects(node: ts.ElementAccessExpression, body: Body): void {
  if (!ts.isOptionalChain(node) || !hasEffects(node.argumentExpression, body)) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span: spanOf(node.argumentExpression, body),
    message: "Whether this index is evaluated depends on `?.`, and it has effects.",
    hint: "Compute the index in a statement before.",
  });
}

function refuse(node: ts.Node, body: Body): never {
  if (ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isClassExpression(node)) {
    return unsupported({
      code: "unsupported.function-value",
      span: spanOf(node, body),
      message: "A function is not read as a value here.",
      hint: "Write a loop, or give the function a name and call it.",
    });
  }
  return unsupported({
    code: "unsupported.expression",
    span: spanOf(node, body),
    message: `\`${words(node)}\` is not read.`,
    hint: ts.isRegularExpressionLiteral(node)
      ? "Use the members of strings (`includes`, `startsWith`, `indexOf`), or a loop over the characters."
      : undefined,
  });
}

/** A node's kind in words: `TypeOfExpression` is "type of expression". */
export function words(node: ts.Node): string {
  const name = ts.SyntaxKind[node.kind] ?? "syntax";
  return name.replace(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
}

/**
 * Operands from left to right; a value that a later operand's effects could change is kept, by `kept` where it says how.
 */
export function operands(
  nodes: readonly ts.Expression[],
  body: Body,
  wanted?: readonly (Sort | undefined)[],
  kept?: (syntax: Expression, operand: number) => Expression | undefined,
): readonly Expression[] {
  const lastWithEffects = nodes.findLastIndex((node) => hasEffects(node, body));
  return nodes.map((node, i) => {
    const inner = ts.isSpreadElement(node) ? node.expression : node;
    const syntax = toSyntax(inner, body, inner === node ? wanted?.[i] : undefined);
    const disturbed = i < lastWithEffects;
    if (inner === node) return disturbed ? (kept?.(syntax, i) ?? keep(syntax, body, wanted?.[i])) : syntax;
    const spread: Expression = { kind: "spread", of: syntax, span: spanOf(node, body) };
    return disturbed ? { ...spread, of: spreadNow(spread, body) } : spread;
  });
}

/** Soundness: a spread takes the elements when its turn comes, whatever later operands do to the array. */
function spreadNow(spread: Expression, body: Body): Expression {
  const { span } = spread;
  const value = elaborate({ kind: "array", items: [spread], span }, body.cx);
  if (value.kind !== "term") return spread;
  return { kind: "name", name: temporary(body, value.term, span).name, span };
}

function twoOperands(
  first: ts.Expression,
  second: ts.Expression,
  body: Body,
  wanted?: Sort,
): readonly [Expression, Expression] {
  const [left, right] = operands([first, second], body, [wanted, wanted]);
  invariant(left !== undefined && right !== undefined, "two operands give two");
  return [left, right];
}

/** The expression's value as it is now, whatever happens later. */
export function keep(syntax: Expression, body: Body, wanted?: Sort): Expression {
  const value = elaborate(syntax, body.cx, wanted);
  if (isLiteral(value) || value.kind !== "term") return syntax;
  // A temporary is given its value once, before it is named.
  if (syntax.kind === "name" && /^\$[a-z]+\d+$/u.test(syntax.name)) return syntax;
  if (isMutable(value.term.sort, body.cx.table.types)) {
    // A reference to an object is the same whatever happens to the object, as long as its variable is not re-pointed.
    if (syntax.kind === "name" && isNeverAssigned(syntax.name, body)) return syntax;
    return unsupported({
      code: "unsupported.evaluation-order",
      span: syntax.span,
      message: "This object is taken before an operand that may change it.",
      hint: "Give the parts names, one statement each.",
    });
  }
  const variable = temporary(body, value.term, syntax.span);
  return { kind: "name", name: variable.name, span: syntax.span };
}

function isNeverAssigned(name: string, body: Body): boolean {
  for (const local of body.locals.values()) if (local.variable.name === name) return !local.assigned;
  return name.startsWith("$");
}

/** What is known of a caught error, by the name of a field of its record. */
export function partOfCaught(node: ts.Expression, property: string, span: Span, body: Body): Expression {
  const caught = caughtVariable(node, body);
  invariant(caught !== undefined, "a name of what was caught");
  body.tokens.set(caught.name, { kind: "variable", variable: caught });
  const object: Expression = { kind: "name", name: caught.name, span };
  return { kind: "member", object, property, propertySpan: span, optional: false, span };
}

/** `e instanceof X`: where the fields of X are known, whether there are any. */
function caughtIs(node: ts.Expression, test: string, span: Span, body: Body): Expression {
  const part = partOfCaught(node, test, span, body);
  const caught = caughtVariable(node, body);
  if (caught === undefined || !holdsFields(test, caught.sort, body)) return part;
  const right: Expression = { kind: "undefined", span };
  return { kind: "binary", operator: "!==", left: part, right, operatorSpan: span, span };
}

/** `as const` says nothing new; another `as` is read where it only widens, or names a member of a mixed union. */
function conversion(node: ts.AsExpression | ts.SatisfiesExpression, body: Body, wanted: Sort | undefined): Expression {
  // What is thrown is an error, in every function that is read.
  if (caughtVariable(node.expression, body) !== undefined) return toSyntax(node.expression, body, wanted);
  const { checker } = body.site.file;
  const from = checker.getTypeAtLocation(node.expression);
  const to = checker.getTypeFromTypeNode(node.type);
  const made = dictionaryMade(node.expression, to, body);
  if (made !== undefined) return made;
  const widens =
    ts.isSatisfiesExpression(node) || ts.isConstTypeReference(node.type) || checker.isTypeAssignableTo(from, to);
  if (widens && !(from.flags & ts.TypeFlags.Any)) return toSyntax(node.expression, body, wanted);
  // A brand is nothing at run time.
  const primitive = brandedPrimitive(to);
  if (primitive !== undefined && checker.isTypeAssignableTo(from, primitive) && !(from.flags & ts.TypeFlags.Any)) {
    return toSyntax(node.expression, body, wanted);
  }
  const member = memberClaimed(from, to, checker);
  if (member !== undefined) {
    return { kind: "nonNull", of: toSyntax(node.expression, body, wanted), member, span: spanOf(node, body) };
  }
  return unsupported({
    code: "unsupported.conversion",
    span: spanOf(node, body),
    message: "`as` claims a type that TypeScript does not see.",
    hint: "Test the value, so that the claim is shown.",
  });
}

/** `{} as Record<string, T>`, `Object.create(null) as …`: what is made has no type of its own. */
function dictionaryMade(node: ts.Expression, to: ts.Type, body: Body): Expression | undefined {
  const { checker } = body.site.file;
  const inner = withoutParentheses(node);
  const isEmpty = ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
  if (!isDictionary(to, checker) || !(isEmpty || isBareObject(inner, checker))) return undefined;
  const span = spanOf(node, body);
  const sort = sortOfType(to, "int", span, body.world.reader(body.site.file));
  if (sort.kind !== "map") return undefined;
  const token = `made ${body.counter++}`;
  body.tokens.set(token, { kind: "constant", value: ofTerm(mapEmpty(sort, span)) });
  return { kind: "name", name: token, span };
}

function prefix(node: ts.PrefixUnaryExpression, body: Body): Expression {
  const span = spanOf(node, body);
  const operand = (): Expression => toSyntax(node.operand, body);
  switch (node.operator) {
    case ts.SyntaxKind.MinusToken:
      return { kind: "unary", operator: "-", operand: operand(), span };
    case ts.SyntaxKind.PlusToken:
      return { kind: "unary", operator: "+", operand: operand(), span };
    case ts.SyntaxKind.ExclamationToken:
      return { kind: "unary", operator: "!", operand: operand(), span };
    case ts.SyntaxKind.TildeToken:
      return { kind: "unary", operator: "~", operand: operand(), span };
    default:
      return refuse(node, body);
  }
}

const binaryOperators: ReadonlySet<string> = new Set<BinaryOperator>([
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "<",
  "<=",
  ">",
  ">=",
  "===",
  "!==",
  "==",
  "!=",
  "&&",
  "||",
  "??",
  "in",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
]);

function binary(node: ts.BinaryExpression, body: Body, wanted: Sort | undefined): Expression {
  const span = spanOf(node, body);
  const test = testOfCaught(node, body);
  if (test !== undefined) return caughtIs(node.left, test, span, body);
  const operator = ts.tokenToString(node.operatorToken.kind) ?? "";
  if (!binaryOperators.has(operator)) {
    return unsupported({
      code: "unsupported.operator",
      span: spanOf(node.operatorToken, body),
      message: `\`${operator}\` is not read.`,
    });
  }
  const isLazy = operator === "&&" || operator === "||" || operator === "??";
  if (isLazy && hasEffects(node.right, body)) return lazily(node, operator, body, wanted);
  const [left, right] = twoOperands(node.left, node.right, body, isLazy ? wanted : undefined);
  return {
    kind: "binary",
    operator: operator as BinaryOperator,
    left,
    right,
    operatorSpan: spanOf(node.operatorToken, body),
    span,
  };
}
