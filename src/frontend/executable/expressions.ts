/**
 * Takes an expression of the source; gives JavaScript for it with monitors, printed anew from a whitelist of syntax
 * kinds. Compound expressions come in parentheses of their own. What is not listed is refused.
 * Relies on the monitor's functions (`counterexample/runtime-text.ts`), which keep JavaScript's order of evaluation.
 */
import ts from "typescript";
import { bigintOf } from "../elaborate/bigints.js";
import { collectionForm, firstOfCollection } from "../types/collections.js";
import { makesDictionary } from "../types/dictionaries.js";
import { isElementTested, isKeptAndTested } from "../types/tested-for-absence.js";
import {
  constantText,
  enumKey,
  fieldText,
  globalText,
  isField,
  isLibrary,
  keyText,
  stringText,
  writtenKey,
} from "../world/executable-names.js";
import { refuse, site, spanOf, type Unit } from "../world/executable-unit.js";
import { assignment, step } from "./assignments.js";
import { call, elementsText, helperCall, made, projectCall } from "./calls.js";
import { chainText } from "./chain.js";
import { dictionaryText, type Printer } from "./dictionaries.js";
import { functionText, nestedName } from "./functions.js";
import { askedOfCaught } from "./throws.js";

export function expression(node: ts.Expression, unit: Unit): string {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return expression(node.expression, unit);
  }
  if (ts.isTypeAssertionExpression(node)) return expression(node.expression, unit);
  const there = unit.present.get(node);
  if (there !== undefined) return there;
  const asked = askedOfCaught(node, unit);
  if (asked !== undefined) return asked;
  const chain = ts.isNonNullExpression(node) ? undefined : chainText(node, unit);
  if (chain !== undefined) return chain;
  if (ts.isBigIntLiteral(node)) return `${bigintOf(node)}n`;
  if (ts.isNumericLiteral(node)) return numberText(Number(node.text));
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return stringText(node.text);
  if (ts.isTemplateExpression(node)) return template(node, unit);
  if (ts.isIdentifier(node)) return identifier(node, unit);
  const ofDictionary = dictionaryText(node, printer(unit), unit);
  if (ofDictionary !== undefined) return ofDictionary;
  if (ts.isPropertyAccessExpression(node)) return propertyAccess(node, unit);
  if (ts.isElementAccessExpression(node)) return elementAccess(node, unit);
  if (ts.isCallExpression(node)) return call(node, unit);
  if (ts.isNewExpression(node)) return made(node, unit);
  if (ts.isBinaryExpression(node)) return binary(node, unit);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node, unit);
  if (ts.isPostfixUnaryExpression(node)) return step(node, unit);
  if (ts.isVoidExpression(node)) return `(void ${expression(node.expression, unit)})`;
  if (ts.isTypeOfExpression(node)) return `(typeof ${expression(node.expression, unit)})`;
  if (ts.isNonNullExpression(node)) return present(node, unit);
  if (ts.isArrayLiteralExpression(node)) return `[${node.elements.map((e) => item(e, unit)).join(", ")}]`;
  if (ts.isObjectLiteralExpression(node)) return `({ ${node.properties.map((p) => entry(p, unit)).join(", ")} })`;
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return functionText(node, unit);
  if (ts.isConditionalExpression(node)) {
    const parts = [node.condition, node.whenTrue, node.whenFalse].map((part) => expression(part, unit));
    return `(${parts[0]} ? ${parts[1]} : ${parts[2]})`;
  }
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return "true";
    case ts.SyntaxKind.FalseKeyword:
      return "false";
    case ts.SyntaxKind.NullKeyword:
      return "null";
    case ts.SyntaxKind.ThisKeyword:
      return unit.printed.has("this") ? "$this" : refuse("`this`");
    default:
      return refuse(describe(node));
  }
}

function printer(unit: Unit): Printer {
  return { value: (node) => expression(node, unit), elements: (node) => elementsText(node, unit) };
}

/** A syntax kind in words: `ArrowFunction` to "arrow function". */
export function describe(node: ts.Node): string {
  return (ts.SyntaxKind[node.kind] ?? "syntax").replace(/(?<=[a-z])[A-Z]/g, (c) => ` ${c.toLowerCase()}`).toLowerCase();
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return "(1 / 0)";
  return String(value);
}

/** Joined as strings; the parts are numbers, strings or booleans, or objects whose own text nobody redefines. */
function template(node: ts.TemplateExpression, unit: Unit): string {
  const parts = node.templateSpans.map((s) => `${expression(s.expression, unit)} + ${stringText(s.literal.text)}`);
  return `(${[stringText(node.head.text), ...parts].join(" + ")})`;
}

export function identifier(node: ts.Identifier, unit: Unit): string {
  const { checker } = unit.function;
  return constantText(node, checker) ?? reference(valueSymbol(node, checker), node.text, unit);
}

/** What the name stands for; in `{ x }` the variable, not the property. */
function valueSymbol(node: ts.Identifier, checker: ts.TypeChecker): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(node.parent) && node.parent.name === node) {
    return checker.getShorthandAssignmentValueSymbol(node.parent);
  }
  return checker.getSymbolAtLocation(node);
}

function reference(symbol: ts.Symbol | undefined, name: string, unit: Unit): string {
  if (symbol === undefined) return refuse(`the name ${name}`);
  const declaration = symbol.valueDeclaration;
  if (declaration !== undefined && ts.isFunctionDeclaration(declaration))
    return functionReference(declaration, name, unit);
  const local = unit.function.names.get(symbol);
  const printed = local === undefined ? undefined : unit.printed.get(local);
  if (printed !== undefined) return printed;
  const constant = constantOf(symbol, unit);
  return constant === undefined ? refuse(`the name ${name}`) : expression(constant, unit);
}

function functionReference(node: ts.FunctionDeclaration, name: string, unit: Unit): string {
  if (!ts.isSourceFile(node.parent) && !ts.isModuleBlock(node.parent)) return nestedName(name);
  const helper = [...unit.function.inlined.values()].find((h) => h.node === node);
  return helper === undefined ? refuse(`the function ${name}`) : unit.printing.helperName(helper, unit);
}

function constantOf(symbol: ts.Symbol, unit: Unit): ts.Expression | undefined {
  const { checker, constants } = unit.function;
  const found = constants.get(symbol);
  if (found !== undefined || (symbol.flags & ts.SymbolFlags.Alias) === 0) return found;
  return constants.get(checker.getAliasedSymbol(symbol));
}

function propertyAccess(node: ts.PropertyAccessExpression, unit: Unit): string {
  const helper = unit.function.inlined.get(node);
  if (helper !== undefined) return helperCall(node, helper, [], unit);
  const getter = unit.function.calls.get(node);
  if (getter !== undefined) return projectCall(node, getter, unit);
  const { checker } = unit.function;
  const first = firstOfCollection(node, checker);
  if (first !== undefined) return `$m.view(${stringText(first.method)}, ${expression(first.object, unit)})[0]`;
  const known = constantText(node, checker) ?? globalText(node, checker);
  if (known !== undefined) return known;
  const symbol = checker.getSymbolAtLocation(node.name);
  const declared = symbol?.valueDeclaration;
  const member = declared !== undefined && ts.isEnumMember(declared) ? checker.getConstantValue(declared) : undefined;
  if (member !== undefined) return typeof member === "number" ? `(${member})` : stringText(member);
  const constant = symbol === undefined ? undefined : constantOf(symbol, unit);
  if (constant !== undefined) return expression(constant, unit);
  const object = expression(node.expression, unit);
  if (isLength(node, checker)) return `${object}.length`;
  if (node.name.text === "size" && collectionForm(typeOf(node.expression, checker)) !== undefined) {
    return `$m.size(${object})`;
  }
  if (!isField(symbol)) return refuse(`the property ${node.name.text}`);
  return `${object}${fieldText(node.name)}`;
}

/** The length of an array or a string. */
function isLength(node: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  if (node.name.text !== "length") return false;
  return (
    checker.getSymbolAtLocation(node.name)?.declarations?.every(isLibrary) ?? isArrayLike(node.expression, checker)
  );
}

export function typeOf(node: ts.Expression, checker: ts.TypeChecker): ts.Type {
  return checker.getNonNullableType(checker.getTypeAtLocation(node));
}

export function isArrayLike(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = typeOf(node, checker);
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** The array, its index, and the site to watch where a missing element is a hazard. */
export function elementAccess(node: ts.ElementAccessExpression, unit: Unit): string {
  const array = expression(node.expression, unit);
  const index = expression(node.argumentExpression, unit);
  if (isFieldByName(node, unit.function.checker)) return `${array}[${index}]`;
  return readElement(node, array, index, unit);
}

/** `o[k]` where the type of k lists names, each one that a run may use. */
export function isFieldByName(node: ts.ElementAccessExpression, checker: ts.TypeChecker): boolean {
  const object = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  return (
    namesListed(node.argumentExpression, checker) &&
    (object.flags & ts.TypeFlags.Object) !== 0 &&
    !isArrayLike(node.expression, checker)
  );
}

/** Does the type of a key list names, none of which has a meaning of JavaScript's own? */
function namesListed(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const key = checker.getTypeAtLocation(node);
  const parts = key.isUnion() ? key.types : [key];
  const texts = parts.map((part) => {
    return part.isStringLiteral() || part.isNumberLiteral() ? keyText(String(part.value)) : undefined;
  });
  return texts.every((text) => text !== undefined);
}

export function readElement(node: ts.ElementAccessExpression, array: string, index: string, unit: Unit): string {
  const span = spanOf(unit, node);
  const watched = unit.hazards.has(span, ["array.get", "string.get"]) && !mayBeAbsent(node, unit.function.checker);
  return watched ? `$m.get(${site(unit, { kind: "index", span })}, ${array}, ${index})` : `$m.at(${array}, ${index})`;
}

/** No hazard where the type says undefined, or the read is an operand of `??`, `=== undefined` (SEMANTICS, section 3). */
function mayBeAbsent(node: ts.ElementAccessExpression, checker: ts.TypeChecker): boolean {
  const array = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  const element = checker.getIndexTypeOfType(checker.getApparentType(array), ts.IndexKind.Number);
  if (element === undefined || includesUndefined(element)) return true;
  const wanted = checker.getContextualType(node);
  if (wanted !== undefined && includesUndefined(wanted)) return true;
  let inner: ts.Node = node;
  while (ts.isParenthesizedExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  if (isKeptAndTested(node, checker) || isElementTested(node, checker)) return true;
  const isChain = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
  if (isChain) return parent.expression === inner && parent.questionDotToken !== undefined;
  if (!ts.isBinaryExpression(parent)) return false;
  const operator = parent.operatorToken.kind;
  if (operator === ts.SyntaxKind.QuestionQuestionToken) return parent.left === inner;
  const other = parent.left === inner ? parent.right : parent.left;
  return equalities.has(operator) && isAbsentLiteral(other, checker);
}

export function includesUndefined(type: ts.Type): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0);
}

const equalities: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);

function isAbsentLiteral(node: ts.Expression, checker: ts.TypeChecker): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || constantText(node, checker) === "(void 0)";
}

const plainOperators: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: "+",
  [ts.SyntaxKind.MinusToken]: "-",
  [ts.SyntaxKind.AsteriskToken]: "*",
  [ts.SyntaxKind.AsteriskAsteriskToken]: "**",
  [ts.SyntaxKind.SlashToken]: "/",
  [ts.SyntaxKind.PercentToken]: "%",
  [ts.SyntaxKind.LessThanToken]: "<",
  [ts.SyntaxKind.LessThanEqualsToken]: "<=",
  [ts.SyntaxKind.GreaterThanToken]: ">",
  [ts.SyntaxKind.GreaterThanEqualsToken]: ">=",
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: "===",
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: "!==",
  [ts.SyntaxKind.EqualsEqualsToken]: "==",
  [ts.SyntaxKind.ExclamationEqualsToken]: "!=",
  [ts.SyntaxKind.AmpersandAmpersandToken]: "&&",
  [ts.SyntaxKind.BarBarToken]: "||",
  [ts.SyntaxKind.QuestionQuestionToken]: "??",
  [ts.SyntaxKind.AmpersandToken]: "&",
  [ts.SyntaxKind.BarToken]: "|",
  [ts.SyntaxKind.CaretToken]: "^",
  [ts.SyntaxKind.LessThanLessThanToken]: "<<",
  [ts.SyntaxKind.GreaterThanGreaterThanToken]: ">>",
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken]: ">>>",
};

function binary(node: ts.BinaryExpression, unit: Unit): string {
  if (node.operatorToken.kind === ts.SyntaxKind.CommaToken) {
    return `(${expression(node.left, unit)}, ${expression(node.right, unit)})`;
  }
  const operator = plainOperators[node.operatorToken.kind];
  if (operator === undefined) return assignment(node, unit);
  return operation(operator, expression(node.left, unit), expression(node.right, unit), node, unit);
}

/** An operation on two printed operands, watched for what the IR's operation at that place owes. */
export function operation(operator: string, left: string, right: string, node: ts.Expression, unit: Unit): string {
  const span = spanOf(unit, node);
  if (operator === "/" || operator === "%") {
    const name = operator === "/" ? "quotient" : "remainder";
    if (!hasHazard(node, divisions, unit)) return `(${left} ${operator} ${right})`;
    const isRounded = operator === "/" && hasHazard(node, ["int.roundDivide"], unit);
    const dividend = isRounded ? `$m.halved(${site(unit, { kind: "overflow", span })}, ${left})` : left;
    return `$m.${name}(${site(unit, { kind: "division", span })}, ${dividend}, ${right})`;
  }
  if (operator === "**" && unit.hazards.has(span, ["bigint.power"])) {
    return `$m.power(${site(unit, { kind: "range", span })}, ${left}, ${right})`;
  }
  return integer(`(${left} ${operator} ${right})`, node, unit);
}

const divisions = [
  "bigint.divide",
  "bigint.remainder",
  "real.divide",
  "int.remainder",
  "int.floorDivide",
  "int.truncateDivide",
  "int.ceilDivide",
  "int.roundDivide",
];

/** Outside doubles a divisor must not be 0. The IR may have made one operation of `Math.floor(a / b)`. */
function hasHazard(node: ts.Expression, operators: readonly string[], unit: Unit): boolean {
  if (unit.hazards.has(spanOf(unit, node), operators)) return true;
  let outer: ts.Node = node.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isCallExpression(outer) && unit.hazards.has(spanOf(unit, outer), operators);
}

const integerOperations = ["int.add", "int.subtract", "int.multiply", "int.power", "int.negate"];

/** The value of an integer operation, watched for leaving the safe integers. */
export function integer(text: string, node: ts.Expression, unit: Unit): string {
  const span = spanOf(unit, node);
  if (!unit.hazards.has(span, integerOperations)) return text;
  return `$m.integer(${site(unit, { kind: "overflow", span })}, ${text})`;
}

function prefix(node: ts.PrefixUnaryExpression, unit: Unit): string {
  switch (node.operator) {
    case ts.SyntaxKind.PlusPlusToken:
    case ts.SyntaxKind.MinusMinusToken:
      return step(node, unit);
    case ts.SyntaxKind.MinusToken:
      return integer(`(-${expression(node.operand, unit)})`, node, unit);
    case ts.SyntaxKind.PlusToken:
      return `(+${expression(node.operand, unit)})`;
    case ts.SyntaxKind.ExclamationToken:
      return `(!${expression(node.operand, unit)})`;
    case ts.SyntaxKind.TildeToken:
      return `(~${expression(node.operand, unit)})`;
  }
}

function present(node: ts.NonNullExpression, unit: Unit): string {
  const value = expression(node.expression, unit);
  if (ts.isElementAccessExpression(node.expression)) return value;
  return `$m.present(${site(unit, { kind: "absent", span: spanOf(unit, node) })}, ${value})`;
}

export function item(node: ts.Expression, unit: Unit): string {
  if (ts.isOmittedExpression(node)) return refuse("a hole in an array");
  return ts.isSpreadElement(node) ? `...${elementsText(node.expression, unit)}` : expression(node, unit);
}

function entry(node: ts.ObjectLiteralElementLike, unit: Unit): string {
  const { checker } = unit.function;
  const named = ts.isPropertyAssignment(node) ? (writtenKey(node.name) ?? enumKey(node.name, checker)) : undefined;
  if (ts.isPropertyAssignment(node) && named === undefined && ts.isComputedPropertyName(node.name)) {
    if (namesListed(node.name.expression, checker))
      return `[${expression(node.name.expression, unit)}]: ${expression(node.initializer, unit)}`;
    if (!makesDictionary(node.parent, checker)) return refuse("a computed key");
    return `[$m.key(${expression(node.name.expression, unit)})]: ${expression(node.initializer, unit)}`;
  }
  if (ts.isPropertyAssignment(node)) {
    return `${keyText(named ?? node.name)}: ${expression(node.initializer, unit)}`;
  }
  if (ts.isShorthandPropertyAssignment(node)) return `${keyText(node.name)}: ${identifier(node.name, unit)}`;
  if (ts.isSpreadAssignment(node)) return `...${expression(node.expression, unit)}`;
  return refuse(describe(node));
}
