/**
 * Takes expressions of code; gives expressions without effects, in the syntax of clauses. Effects become statements
 * before them, in JavaScript's order of evaluation; an operand that a later operand could change is kept in a temporary.
 * Only the kinds of node listed here are read.
 */
import ts from "typescript";
import { invariant } from "../base/index.js";
import type { BinaryOperator, Expression } from "../contract/index.js";
import { bool, boolTerm, isMutable, type Sort, type Term } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { complement } from "./arithmetic.js";
import { type Body, block, choice, collected, emit, isLiteral, undetermined } from "./body.js";
import { joinSorts, truth } from "./coerce.js";
import { hasEffects, isAssignment } from "./effects.js";
import { condition, elaborate } from "./elaborate.js";
import type { Elaborated } from "./entity.js";
import { both, either } from "./evaluated.js";
import { lowerAssignment } from "./lower-assignment.js";
import { lowerCall } from "./lower-call.js";
import { identifier, propertyAccess } from "./lower-name.js";
import { describe, mismatch } from "./mismatch.js";
import { spanIn } from "./places.js";
import { receive, temporary } from "./receive.js";
import { unsupported } from "./refusal.js";

export function spanOf(node: ts.Node, body: Body): Span {
  return spanIn(body.site.file, node);
}

/** The value of an expression, effects before it. */
export function lowerValue(node: ts.Expression, body: Body, wanted?: Sort): Elaborated {
  return elaborate(toSyntax(node, body, wanted), body.cx, wanted);
}

/** A condition, effects before it. */
export function lowerCondition(node: ts.Expression, body: Body): Term {
  if (ts.isParenthesizedExpression(node)) return lowerCondition(node.expression, body);
  if (!hasEffects(node, body)) return condition(toSyntax(node, body), body.cx);
  const span = spanOf(node, body);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return complement(lowerCondition(node.operand, body), span);
  }
  const operator = ts.isBinaryExpression(node) ? node.operatorToken.kind : undefined;
  if (
    ts.isBinaryExpression(node) &&
    (operator === ts.SyntaxKind.AmpersandAmpersandToken || operator === ts.SyntaxKind.BarBarToken)
  ) {
    const left = lowerCondition(node.left, body);
    if (!hasEffects(node.right, body)) {
      // Nothing happens between the two: the right side owes what it owes where the left one lets it be evaluated.
      const right = condition(toSyntax(node.right, body), body.cx);
      return operator === ts.SyntaxKind.AmpersandAmpersandToken ? both(left, right) : either(left, right);
    }
    return branchedCondition(left, node.right, operator === ts.SyntaxKind.AmpersandAmpersandToken, span, body);
  }
  return truth(lowerValue(node, body), span, body.cx);
}

/** `left && right` where right has effects: they happen only where it is evaluated. */
function branchedCondition(left: Term, right: ts.Expression, isAnd: boolean, span: Span, body: Body): Term {
  const result = undetermined(body, bool, span);
  const target = { root: result, path: [] };
  const { statements } = collected(body, () => {
    const value = lowerCondition(right, body);
    emit(body, { kind: "assign", target, value, span });
  });
  const known = block([{ kind: "assign", target, value: boolTerm(!isAnd), span }], span);
  const evaluated = block(statements, span);
  emit(body, isAnd ? choice(left, evaluated, known, span) : choice(left, known, evaluated, span));
  return { kind: "variable", ...result };
}

/** `wanted` reaches literals whose effects have to be kept in temporaries. */
export function toSyntax(node: ts.Expression, body: Body, wanted?: Sort): Expression {
  const span = spanOf(node, body);
  if (ts.isParenthesizedExpression(node)) return toSyntax(node.expression, body, wanted);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return conversion(node, body, wanted);
  if (ts.isNonNullExpression(node)) return { kind: "nonNull", of: toSyntax(node.expression, body, wanted), span };
  if (isAssignment(node)) return lowerAssignment(node, body, "value");
  if (ts.isNumericLiteral(node)) return { kind: "number", text: node.text, value: Number(node.text), span };
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
  if (ts.isBinaryExpression(node)) return binary(node, body, wanted);
  if (ts.isConditionalExpression(node)) return conditional(node, body, wanted);
  if (ts.isCallExpression(node)) return lowerCall(node, body, "value");
  if (ts.isArrayLiteralExpression(node)) return arrayLiteral(node, body);
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(node, body);
  return refuse(node, body);
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
      message: "A function inside a function is not read yet.",
      hint: "Make it a function of the module, with parameters for what it uses.",
    });
  }
  return unsupported({
    code: "unsupported.expression",
    span: spanOf(node, body),
    message: `\`${words(node)}\` is not read.`,
  });
}

/** A node's kind in words: `TypeOfExpression` is "type of expression". */
export function words(node: ts.Node): string {
  const name = ts.SyntaxKind[node.kind] ?? "syntax";
  return name.replace(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
}

/** Operands from left to right; a value that a later operand's effects could change is kept. */
export function operands(
  nodes: readonly ts.Expression[],
  body: Body,
  wanted?: readonly (Sort | undefined)[],
): readonly Expression[] {
  return nodes.map((node, i) => {
    const syntax = toSyntax(node, body, wanted?.[i]);
    const disturbed = nodes.slice(i + 1).some((later) => hasEffects(later, body));
    return disturbed ? keep(syntax, body, wanted?.[i]) : syntax;
  });
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

/** `as const` says nothing new; another `as` is read where it only widens. */
function conversion(node: ts.AsExpression | ts.SatisfiesExpression, body: Body, wanted: Sort | undefined): Expression {
  const { checker } = body.site.file;
  const from = checker.getTypeAtLocation(node.expression);
  const to = checker.getTypeFromTypeNode(node.type);
  const widens =
    ts.isSatisfiesExpression(node) || ts.isConstTypeReference(node.type) || checker.isTypeAssignableTo(from, to);
  if (widens && !(from.flags & ts.TypeFlags.Any)) return toSyntax(node.expression, body, wanted);
  return unsupported({
    code: "unsupported.conversion",
    span: spanOf(node, body),
    message: "`as` claims a type that TypeScript does not see.",
    hint: "Test the value, so that the claim is shown.",
  });
}

function template(node: ts.TemplateExpression, body: Body): Expression {
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

/** `left op right` where evaluating right has effects: they become a branch. */
function lazily(
  node: ts.BinaryExpression,
  operator: "&&" | "||" | "??",
  body: Body,
  wanted: Sort | undefined,
): Expression {
  const span = spanOf(node, body);
  const syntax = toSyntax(node.left, body, wanted);
  const left = elaborate(syntax, body.cx, wanted);
  const isBool = left.kind === "term" && left.term.sort.kind === "bool";
  if (operator !== "??" && !isBool)
    return mismatch(body.cx, span, `\`${operator}\` with effects is read on booleans only.`);
  const leftSyntax: Expression =
    left.kind === "term" && left.term.kind !== "literal" ? keepAny(left.term, syntax, body) : syntax;
  const kept = elaborate(leftSyntax, body.cx, wanted);
  const absent: Expression = { kind: "null", span };
  const test: Term =
    operator === "??"
      ? complement(
          elaborateTruth(
            { kind: "binary", operator: "==", left: leftSyntax, right: absent, operatorSpan: span, span },
            body,
          ),
          span,
        )
      : truth(kept, span, body.cx);
  const present: Expression =
    operator === "??" ? { kind: "nonNull", of: leftSyntax, span: leftSyntax.span } : leftSyntax;
  const evaluateRight = (): Elaborated => lowerValue(node.right, body, wanted);
  const takeLeft = (): Elaborated => elaborate(present, body.cx, wanted);
  return operator === "&&"
    ? joined(test, evaluateRight, takeLeft, node.right, node.left, span, body, wanted)
    : joined(test, takeLeft, evaluateRight, node.left, node.right, span, body, wanted);
}

function keepAny(term: Term, syntax: Expression, body: Body): Expression {
  if (isMutable(term.sort, body.cx.table.types)) return keep(syntax, body);
  return { kind: "name", name: temporary(body, term, syntax.span).name, span: syntax.span };
}

function elaborateTruth(e: Expression, body: Body): Term {
  return truth(elaborate(e, body.cx), e.span, body.cx);
}

function conditional(node: ts.ConditionalExpression, body: Body, wanted: Sort | undefined): Expression {
  const span = spanOf(node, body);
  if (!hasEffects(node.whenTrue, body) && !hasEffects(node.whenFalse, body)) {
    return {
      kind: "conditional",
      condition: conditionSyntax(node.condition, body),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name; nobody awaits it.
      then: toSyntax(node.whenTrue, body, wanted),
      else: toSyntax(node.whenFalse, body, wanted),
      span,
    };
  }
  const test = lowerCondition(node.condition, body);
  const then = (): Elaborated => lowerValue(node.whenTrue, body, wanted);
  const otherwise = (): Elaborated => lowerValue(node.whenFalse, body, wanted);
  return joined(test, then, otherwise, node.whenTrue, node.whenFalse, span, body, wanted);
}

/** The condition of `?:` as syntax; one with effects is evaluated before. */
function conditionSyntax(node: ts.Expression, body: Body): Expression {
  if (!hasEffects(node, body)) return toSyntax(node, body);
  const test = temporary(body, lowerCondition(node, body), spanOf(node, body));
  return { kind: "name", name: test.name, span: spanOf(node, body) };
}

/** An `if` that leaves the value of the branch taken in a temporary. */
function joined(
  test: Term,
  then: () => Elaborated,
  otherwise: () => Elaborated,
  thenNode: ts.Expression,
  otherwiseNode: ts.Expression,
  span: Span,
  body: Body,
  wanted: Sort | undefined,
): Expression {
  const first = collected(body, then);
  const second = collected(body, otherwise);
  const sort = joinSorts(first.value, second.value, body.cx) ?? wanted;
  if (sort === undefined) {
    const [a, b] = [describe(first.value, body.cx), describe(second.value, body.cx)];
    return mismatch(body.cx, span, `The branches are ${a} and ${b}.`);
  }
  const result = undetermined(body, sort, span);
  const assigned = (value: Elaborated, node: ts.Expression) =>
    collected(body, () => {
      const at = spanOf(node, body);
      const term = receive(body, value, { sort: result.sort, what: "the value" }, at);
      emit(body, { kind: "assign", target: { root: result, path: [] }, value: term, span: at });
    }).statements;
  const thenBlock = block([...first.statements, ...assigned(first.value, thenNode)], span);
  const elseBlock = block([...second.statements, ...assigned(second.value, otherwiseNode)], span);
  emit(body, choice(test, thenBlock, elseBlock, span));
  return { kind: "name", name: result.name, span };
}

function arrayLiteral(node: ts.ArrayLiteralExpression, body: Body): Expression {
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

function objectLiteral(node: ts.ObjectLiteralExpression, body: Body): Expression {
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
