/**
 * Takes assignments, `++`, `--`; gives assignment statements on places. A place is a variable and a path; its indices
 * are evaluated once, before the value (ECMA-262, section 13.15.2).
 */
import ts from "typescript";
import { invariant } from "../base/index.js";
import type { Expression } from "../contract/index.js";
import {
  type Accessor,
  arrayGet,
  type DataType,
  dataType,
  field,
  freeVariables,
  intSort,
  isMutable,
  type Place,
  type Sort,
  type Term,
  variable,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type ArithmeticOperator, arithmetic, needed } from "./arithmetic.js";
import { type Body, emit, type Owner } from "./body.js";
import { coerce } from "./coerce.js";
import { assignedIn, hasEffects } from "./effects.js";
import { elaborate } from "./elaborate.js";
import { type Elaborated, ofTerm } from "./entity.js";
import { withoutParentheses } from "./functions.js";
import { keep, lowerValue, spanOf, toSyntax } from "./lower-expression.js";
import { symbolOf } from "./lower-name.js";
import { receive, temporary } from "./receive.js";
import { unsupported } from "./refusal.js";
import { optionOf, someSort } from "./type-table.js";

/** A place that can be written, and what it holds now. */
export interface Target {
  readonly place: Place;
  readonly sort: Sort;
  readonly value: Term;
  readonly owner: Owner | undefined;
  readonly what: string;
}

type AssignmentNode = ts.Expression;

/** The assignment as statements; as a value, what it leaves in the place, or for `x++` what was there before. */
export function lowerAssignment(node: AssignmentNode, body: Body, use: "value" | "statement"): Expression {
  const span = spanOf(node, body);
  if (ts.isBinaryExpression(node)) return binaryAssignment(node, body, use, span);
  invariant(ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node), "an assignment or a step");
  const target = lowerTarget(node.operand, body, []);
  const isPostfix = ts.isPostfixUnaryExpression(node);
  const before = isPostfix && use === "value" ? name(temporary(body, target.value, span).name, span) : undefined;
  const one: Elaborated = { kind: "number", value: 1, span };
  const operator = node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-";
  write(body, target, compute(body, operator, target, one, span, span), span);
  return before ?? readBack(target, body, use, span);
}

function binaryAssignment(node: ts.BinaryExpression, body: Body, use: "value" | "statement", span: Span): Expression {
  const kind = node.operatorToken.kind;
  if (ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left)) {
    return unsupported({
      code: "unsupported.variable",
      span,
      message: "Assignments to patterns are not read yet.",
      hint: "Assign the variables one by one.",
    });
  }
  const disturbed = hasEffects(node.right, body);
  const target = lowerTarget(node.left, body, [node.right]);
  if (kind === ts.SyntaxKind.EqualsToken) {
    write(body, target, lowerValue(node.right, body, target.sort), spanOf(node.right, body), span);
    return readBack(target, body, use, span);
  }
  const operator = compound[kind];
  if (operator === undefined) {
    const text = ts.tokenToString(kind) ?? "";
    return unsupported({
      code: "unsupported.operator",
      span: spanOf(node.operatorToken, body),
      message: `\`${text}\` is not read yet.`,
      hint: "Write the assignment with the operator spelt out.",
    });
  }
  // The old value is read before the right side is evaluated.
  const before = disturbed ? variable(temporary(body, target.value, span).name, target.sort) : target.value;
  const right = lowerValue(node.right, body, target.sort);
  write(
    body,
    target,
    compute(body, operator, { ...target, value: before }, right, spanOf(node.right, body), span),
    span,
  );
  return readBack(target, body, use, span);
}

const compound: Partial<Record<ts.SyntaxKind, ArithmeticOperator>> = {
  [ts.SyntaxKind.PlusEqualsToken]: "+",
  [ts.SyntaxKind.MinusEqualsToken]: "-",
  [ts.SyntaxKind.AsteriskEqualsToken]: "*",
  [ts.SyntaxKind.SlashEqualsToken]: "/",
  [ts.SyntaxKind.PercentEqualsToken]: "%",
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken]: "**",
};

function compute(
  body: Body,
  operator: ArithmeticOperator,
  target: Target,
  right: Elaborated,
  rightSpan: Span,
  span: Span,
): Elaborated {
  return arithmetic(operator, { value: ofTerm(target.value), span }, { value: right, span: rightSpan }, span, body.cx);
}

function write(body: Body, target: Target, value: Elaborated, valueSpan: Span, span: Span = valueSpan): void {
  const term = receive(body, value, { sort: target.sort, owner: target.owner, what: target.what }, valueSpan);
  emit(body, { kind: "assign", target: target.place, value: term, span });
}

function name(text: string, span: Span): Expression {
  return { kind: "name", name: text, span };
}

/** The value of an assignment as an expression. */
function readBack(target: Target, body: Body, use: "value" | "statement", span: Span): Expression {
  if (use === "statement") return { kind: "undefined", span };
  if (target.place.path.length === 0) return name(target.place.root.name, span);
  return name(temporary(body, target.value, span).name, span);
}

/** The place that an expression names. `later`: what is evaluated before the place is read or written. */
export function lowerTarget(node: ts.Expression, body: Body, later: readonly ts.Expression[]): Target {
  const inner = withoutParentheses(node);
  if (ts.isNonNullExpression(inner))
    return present(lowerTarget(inner.expression, body, later), spanOf(inner, body), body);
  if (ts.isIdentifier(inner)) return variableTarget(inner, body);
  if (ts.isElementAccessExpression(inner) && inner.questionDotToken === undefined) {
    return elementTarget(inner, body, later);
  }
  if (ts.isPropertyAccessExpression(inner) && inner.questionDotToken === undefined) {
    const object = lowerTarget(inner.expression, body, later);
    refuseDisturbed(object, later, spanOf(inner, body), body);
    return fieldTarget(object, inner.name.text, spanOf(inner, body), body, inner.expression);
  }
  return unsupported({
    code: "unsupported.expression",
    span: spanOf(inner, body),
    message: "Only variables, their elements and their fields are written.",
  });
}

/**
 * Soundness: effects between finding an object and writing it might put another object in its place, or give its
 * variable another one.
 */
function refuseDisturbed(object: Target, later: readonly ts.Expression[], span: Span, body: Body): void {
  const inside = object.place.path.length > 0 && later.some((node) => hasEffects(node, body));
  if (!inside && !later.some((node) => isRepointed(object.place.root.name, node, body))) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span,
    message: inside
      ? "The value written has effects, and the place lies inside an object."
      : "The value written gives the variable another object.",
    hint: "Compute the value in a statement before.",
  });
}

function isRepointed(root: string, node: ts.Expression, body: Body): boolean {
  const symbols = assignedIn(node, body.site.file.checker);
  return [...symbols].some((symbol) => body.locals.get(symbol)?.variable.name === root);
}

function variableTarget(node: ts.Identifier, body: Body): Target {
  const symbol = symbolOf(node, body);
  const local = symbol === undefined ? undefined : body.locals.get(symbol);
  if (local === undefined) {
    return unsupported({
      code: "unsupported.constant",
      span: spanOf(node, body),
      message: `\`${node.text}\` is no parameter and no local of the function; it cannot be written here.`,
    });
  }
  const { sort, name: root } = local.variable;
  return {
    place: { root: local.variable, path: [] },
    sort,
    value: variable(root, sort, spanOf(node, body)),
    owner: local.owner,
    what: `\`${node.text}\``,
  };
}

function elementTarget(node: ts.ElementAccessExpression, body: Body, later: readonly ts.Expression[]): Target {
  const span = spanOf(node, body);
  const all = [node.argumentExpression, ...later];
  const object = present(lowerTarget(node.expression, body, all), spanOf(node.expression, body), body);
  refuseDisturbed(object, all, span, body);
  const syntax = toSyntax(node.argumentExpression, body);
  const disturbed = later.some((expression) => hasEffects(expression, body));
  const index = elaborate(disturbed ? keep(syntax, body) : syntax, body.cx);
  if (object.sort.kind === "data") return tupleTarget(object, index, span, body);
  if (object.sort.kind !== "array") {
    return unsupported({ code: "unsupported.expression", span, message: "Only elements of arrays are written." });
  }
  const plain = coerce(needed({ value: index, span: syntax.span }, body.cx), intSort, syntax.span, body.cx);
  const at = frozen(plain, syntax.span, body);
  const accessor: Accessor = { kind: "index", index: at, span };
  return {
    place: { root: object.place.root, path: [...object.place.path, accessor] },
    sort: object.sort.element,
    value: arrayGet(object.value, at, span),
    owner: object.owner,
    what: "the element",
  };
}

/** Soundness: an index that is read from an object must not follow what is written to the place: `a[a[0]] = 1`. */
function frozen(index: Term, span: Span, body: Body): Term {
  const { types } = body.cx.table;
  if (![...freeVariables(index).values()].some((v) => isMutable(v.sort, types))) return index;
  return { kind: "variable", ...temporary(body, index, span) };
}

function tupleTarget(object: Target, index: Elaborated, span: Span, body: Body): Target {
  if (index.kind !== "number") {
    return unsupported({ code: "unsupported.expression", span, message: "A position of a tuple is a number literal." });
  }
  return fieldTarget(object, String(index.value), span, body);
}

/** Into the value of an option: owed where it may be absent. */
function present(target: Target, span: Span, body: Body): Target {
  const option = optionOf(target.sort, body.cx.table.types);
  if (option === undefined) return target;
  const sort = someSort(option);
  const accessor: Accessor = { kind: "field", constructor: "some", field: "value", span };
  return {
    ...target,
    place: { root: target.place.root, path: [...target.place.path, accessor] },
    sort,
    value: field(target.value, "some", "value", sort, span),
  };
}

function fieldTarget(outer: Target, name: string, span: Span, body: Body, of?: ts.Expression): Target {
  const object = present(outer, span, body);
  const type = object.sort.kind === "data" ? dataType(body.cx.table.types, object.sort.name) : undefined;
  if (object.sort.kind === "array" && name === "length") {
    return unsupported({
      code: "unsupported.statement",
      span,
      message: "Assigning `length` is not read yet.",
      hint: "Build a new array.",
    });
  }
  const having = type?.constructors.flatMap((c) => {
    const found = c.fields.find((f) => f.name === name);
    return found === undefined ? [] : [{ constructor: c.name, sort: found.sort }];
  });
  const narrowed = type && of && memberByType(of, type, body);
  const [only, another] = (having ?? []).filter((h) => narrowed === undefined || h.constructor === narrowed);
  if (type === undefined || only === undefined || another !== undefined) {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: `The field \`${name}\` cannot be written here.`,
      hint: "Build a new object with the field changed.",
    });
  }
  const accessor: Accessor = { kind: "field", constructor: only.constructor, field: name, span };
  return {
    place: { root: object.place.root, path: [...object.place.path, accessor] },
    sort: only.sort,
    value: field(object.value, only.constructor, name, only.sort, span),
    // A field's kind of number is its own.
    owner: type.shape === "tuple" ? object.owner : undefined,
    what: `\`${name}\``,
  };
}

/**
 * The member of the union that TypeScript takes the object for, as a choice among several that have the field: that it
 * is this one is owed where it is written.
 */
function memberByType(of: ts.Expression, type: DataType, body: Body): string | undefined {
  const { checker } = body.site.file;
  const property = type.discriminant && checker.getPropertyOfType(checker.getTypeAtLocation(of), type.discriminant);
  if (!property) return undefined;
  const text = checker.typeToString(checker.getTypeOfSymbol(property));
  return type.constructors.find((c) => JSON.stringify(c.tag) === text)?.name;
}

/** `a.push(v)`: the place takes the longer array; its value is the new length. */
export function lowerPush(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  body: Body,
  use: "value" | "statement",
): Expression {
  const span = spanOf(node, body);
  const object = lowerTarget(callee.expression, body, node.arguments);
  refuseDisturbed(object, node.arguments, span, body);
  const target = present(object, span, body);
  const { sort } = target;
  if (sort.kind !== "array" || node.arguments.some(ts.isSpreadElement)) {
    return unsupported({ code: "unsupported.call", span, message: "`push` is read on arrays, with plain arguments." });
  }
  // All arguments are evaluated before the first is stored.
  const kept = node.arguments.length > 1;
  const terms = node.arguments.map((arg) => {
    const value = lowerValue(arg, body, sort.element);
    const at = spanOf(arg, body);
    const term = receive(body, value, { sort: sort.element, owner: target.owner, what: "the element" }, at);
    return kept ? variable(temporary(body, term, at).name, term.sort) : term;
  });
  for (const term of terms) {
    const value: Term = { kind: "apply", operator: "array.push", args: [target.value, term], sort, span };
    emit(body, { kind: "assign", target: target.place, value, span });
  }
  if (use === "statement") return { kind: "undefined", span };
  const length: Term = {
    kind: "apply",
    operator: "array.length",
    args: [target.value],
    sort: { kind: "int", nat: true },
    span,
  };
  return name(temporary(body, length, span).name, span);
}
