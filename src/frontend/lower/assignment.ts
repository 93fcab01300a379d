/**
 * Takes assignments, `++`, `--`; gives assignment statements on places. A place is a variable and a path; its indices
 * are evaluated once, before the value (ECMA-262, section 13.15.2).
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { BinaryOperator, Expression } from "../../contract/index.js";
import { isNoneOf, isTrue, mapHas, or, prototypeName, type Statement, type Term, variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type ArithmeticOperator, arithmetic } from "../elaborate/arithmetic.js";
import { type BitSymbol, bits, isBitSymbol } from "../elaborate/bits.js";
import { isSetterCall, setterOf } from "../elaborate/callee.js";
import { condition, elaborate } from "../elaborate/elaborate.js";
import { type Elaborated, ofTerm } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { receive, temporary } from "../types/receive.js";
import { type Body, block, choice, collected, emit } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { assignmentPattern, isPatternTarget, leavesOf, type Pattern } from "../world/patterns.js";
import { callOfProject } from "./call.js";
import { assignedIn, hasEffects } from "./effects.js";
import { lowerValue, spanOf, toSyntax } from "./expression.js";
import { lengthAssignment, lengthStep } from "./length.js";
import { namedTerm, readable, type Source, sourceOf, unpack } from "./pattern.js";
import type { Target } from "./target.js";
import { lowerWritten } from "./written.js";

type AssignmentNode = ts.Expression;

/** The assignment as statements; as a value, what it leaves in the place, or for `x++` what was there before. */
export function lowerAssignment(node: AssignmentNode, body: Body, use: "value" | "statement"): Expression {
  const span = spanOf(node, body);
  if (ts.isBinaryExpression(node)) return binaryAssignment(node, body, use, span);
  invariant(ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node), "an assignment or a step");
  const ofLength = lengthStep(node, body, use);
  if (ofLength !== undefined) return ofLength;
  const target = lowerWritten(node.operand, body, []);
  const isPostfix = ts.isPostfixUnaryExpression(node);
  const before = isPostfix && use === "value" ? name(temporary(body, target.value, span).name, span) : undefined;
  const one: Elaborated = { kind: "number", value: 1, span };
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-";
  write(body, target, compute(body, operator, target, one, span, span), span);
  return before ?? readBack(target, body, use, span);
}

function binaryAssignment(node: ts.BinaryExpression, body: Body, use: "value" | "statement", span: Span): Expression {
  const kind = node.operatorToken.kind;
  if (isPatternTarget(node.left)) return patternAssignment(node, body, use, span);
  const setter = setterOf(node, body);
  if (setter !== undefined && isSetterCall(node, body) && use === "statement")
    return callOfProject(node, setter, body, "statement");
  const disturbed = hasEffects(node.right, body);
  const ofLength = lengthAssignment(node, body, use);
  if (ofLength !== undefined) return ofLength;
  const target = lowerWritten(node.left, body, [node.right]);
  if (kind === ts.SyntaxKind.EqualsToken) {
    write(body, target, lowerValue(node.right, body, target.sort), spanOf(node.right, body), span);
    return readBack(target, body, use, span);
  }
  const test = lazyTest(kind, target, span, body);
  if (test !== undefined) {
    lazyAssignment(node, target, test, span, body);
    return readBack(target, body, use, span);
  }
  // The old value is read before the right side is evaluated.
  const before = disturbed ? variable(temporary(body, target.value, span).name, target.sort) : target.value;
  const value = combined(node, { ...target, value: before }, span, body);
  write(body, target, value, spanOf(node.right, body), span);
  return readBack(target, body, use, span);
}

function combined(node: ts.BinaryExpression, target: Target, span: Span, body: Body): Elaborated {
  const operator = compound[node.operatorToken.kind];
  if (operator !== undefined) {
    const right = lowerValue(node.right, body, target.sort);
    return compute(body, operator, target, right, spanOf(node.right, body), span);
  }
  const text = bitwise[node.operatorToken.kind];
  invariant(text !== undefined, "an operator of assignment");
  const left = namedTerm(target.value, span, body);
  const right = toSyntax(node.right, body);
  const operatorSpan = spanOf(node.operatorToken, body);
  return elaborate({ kind: "binary", operator: text, left, right, operatorSpan, span }, body.cx);
}

const bitwise: Partial<Record<ts.SyntaxKind, BinaryOperator>> = {
  [ts.SyntaxKind.AmpersandEqualsToken]: "&",
  [ts.SyntaxKind.BarEqualsToken]: "|",
  [ts.SyntaxKind.CaretEqualsToken]: "^",
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: "<<",
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ">>",
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ">>>",
};

/** When `??=`, `||=` and `&&=` assign; undefined for other operators. */
function lazyTest(kind: ts.SyntaxKind, target: Target, span: Span, body: Body): Term | undefined {
  const value = namedTerm(target.entry?.ifAny ?? target.value, span, body);
  switch (kind) {
    case ts.SyntaxKind.QuestionQuestionEqualsToken: {
      const right: Expression = { kind: "null", span };
      return condition({ kind: "binary", operator: "==", left: value, right, operatorSpan: span, span }, body.cx);
    }
    case ts.SyntaxKind.BarBarEqualsToken:
      return condition({ kind: "unary", operator: "!", operand: value, span }, body.cx);
    case ts.SyntaxKind.AmpersandAmpersandEqualsToken:
      return condition(value, body.cx);
    default:
      return undefined;
  }
}

/** The right side is evaluated, and the place written, only where the test says so. */
function lazyAssignment(node: ts.BinaryExpression, target: Target, test: Term, span: Span, body: Body): void {
  const { statements } = collected(body, () => {
    write(body, target, lowerValue(node.right, body, target.sort), spanOf(node.right, body), span);
  });
  emit(body, choice(test, block(statements, span), { kind: "block", body: [], span }, span));
}

/** `({ a, b } = o)`, `[a, b] = [b, a]`: the right side is evaluated first, then each part is stored in turn. */
function patternAssignment(node: ts.BinaryExpression, body: Body, use: "value" | "statement", span: Span): Expression {
  if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken || use === "value") {
    return unsupported({
      code: "unsupported.variable",
      span,
      message: "The value of an assignment to a pattern is not read.",
      hint: "Write the assignment as a statement of its own.",
    });
  }
  const pattern = readable(assignmentPattern(node.left), body);
  refuseEffectsInTargets(pattern, body);
  const variables = new Set(
    [...assignedIn(node, body.site.file.checker)].flatMap((s) => body.locals.get(s)?.variable.name ?? []),
  );
  const fields = new Set(
    leavesOf(pattern)
      .map(withoutParentheses)
      .filter((leaf) => !ts.isIdentifier(leaf))
      .map(lastField),
  );
  assignLeaves(pattern, sourceOf(node.right, pattern, body, { variables, fields }), body, span);
  return { kind: "undefined", span };
}

function lastField(leaf: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(leaf) ? leaf.name.text : undefined;
}

/** Soundness: parts of a target are evaluated when its turn comes, between the reads of others. */
function refuseEffectsInTargets(pattern: Pattern<ts.Expression>, body: Body): void {
  const found = leavesOf(pattern).find((leaf) => hasEffects(leaf, body));
  if (found === undefined) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span: spanOf(found, body),
    message: "This target has effects of its own.",
    hint: "Compute its parts in statements before.",
  });
}

/** Stores the parts of the source where the leaves say, left to right. */
export function assignLeaves(pattern: Pattern<ts.Expression>, source: Source, body: Body, span: Span): void {
  unpack(pattern, source, body, (leaf, syntax) => {
    const target = lowerWritten(leaf, body, []);
    write(body, target, elaborate(syntax, body.cx, target.sort), syntax.span, span);
  });
}

const compound: Partial<Record<ts.SyntaxKind, ArithmeticOperator | BitSymbol>> = {
  [ts.SyntaxKind.PlusEqualsToken]: "+",
  [ts.SyntaxKind.MinusEqualsToken]: "-",
  [ts.SyntaxKind.AsteriskEqualsToken]: "*",
  [ts.SyntaxKind.SlashEqualsToken]: "/",
  [ts.SyntaxKind.PercentEqualsToken]: "%",
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: "**",
  [ts.SyntaxKind.AmpersandEqualsToken]: "&",
  [ts.SyntaxKind.BarEqualsToken]: "|",
  [ts.SyntaxKind.CaretEqualsToken]: "^",
  [ts.SyntaxKind.LessThanLessThanEqualsToken]: "<<",
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken]: ">>",
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken]: ">>>",
};

function compute(
  body: Body,
  operator: ArithmeticOperator | BitSymbol,
  target: Target,
  right: Elaborated,
  rightSpan: Span,
  span: Span,
): Elaborated {
  const [left, second] = [
    { value: ofTerm(target.value), span },
    { value: right, span: rightSpan },
  ];
  if (isBitSymbol(operator)) return bits(operator, left, second, span, body.cx);
  return arithmetic(operator, left, second, span, body.cx);
}

function write(body: Body, target: Target, value: Elaborated, valueSpan: Span, span: Span = valueSpan): void {
  const term = receive(body, value, { sort: target.sort, owner: target.owner, what: target.what }, valueSpan);
  if (target.entry !== undefined) owePrototype(target.entry, target.place.path.at(-1)?.span ?? span, body);
  if (target.choices === undefined) emit(body, { kind: "assign", target: target.place, value: term, span });
  else emit(body, chosen(target.choices, variable(temporary(body, term, valueSpan).name, term.sort), span));
}

/** The value goes to the place that the key names; that it is one of them is owed where its kind is told. */
function chosen(choices: NonNullable<Target["choices"]>, value: Term, span: Span): Statement {
  return choices
    .slice(0, -1)
    .reduceRight<Statement>(
      (rest, { test, place }) => choice(test, { kind: "assign", target: place, value, span }, rest, span),
      assignTo(choices.at(-1), value, span),
    );
}

function assignTo(last: NonNullable<Target["choices"]>[number] | undefined, value: Term, span: Span): Statement {
  invariant(last !== undefined, "a key names some field");
  return { kind: "assign", target: last.place, value, span };
}

/** Assigning to `__proto__` where the object has no such property of its own makes none. */
function owePrototype({ of, key }: NonNullable<Target["entry"]>, span: Span, body: Body): void {
  const isBare = of.kind === "variable" && body.bare.has(of.name);
  const condition = isNoneOf(key, [prototypeName]);
  if (isBare || isTrue(condition)) return;
  const text = "The key that is written must not be `__proto__`, which sets the prototype.";
  emit(body, {
    kind: "assert",
    clause: { text, term: or(condition, mapHas(of, key)), span },
    owes: "prototype",
    span,
  });
}

export function name(text: string, span: Span): Expression {
  return { kind: "name", name: text, span };
}

/** The value of an assignment as an expression. */
function readBack(target: Target, body: Body, use: "value" | "statement", span: Span): Expression {
  if (use === "statement") return { kind: "undefined", span };
  if (target.place.path.length === 0) return name(target.place.root.name, span);
  return name(temporary(body, target.value, span).name, span);
}
