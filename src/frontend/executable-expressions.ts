/**
 * Takes an expression of the source; gives JavaScript for it with monitors, printed anew from a whitelist of syntax
 * kinds. Compound expressions come in parentheses of their own. What is not listed is refused.
 * Relies on the monitor's functions (`counterexample/runtime-text.ts`), which keep JavaScript's order of evaluation.
 */
import ts from "typescript";
import type { InlineCallee } from "./body.js";
import { receiverOf } from "./callee.js";
import { type CollectionCall, collectionCall, collectionForm, collectionMade } from "./collections.js";
import { arrayCall, newArrayText } from "./executable-arrays.js";
import { assignment, step } from "./executable-assignments.js";
import { madeText } from "./executable-construct.js";
import { functionText, nestedName } from "./executable-functions.js";
import { constantText, fieldText, globalText, isField, isLibrary, keyText, stringText } from "./executable-names.js";
import { isText, textCall } from "./executable-text.js";
import { askedOfCaught } from "./executable-throws.js";
import { refuse, site, spanOf, takesThis, type Unit } from "./executable-unit.js";
import { takesReceiver } from "./receiver.js";
import { isKeptAndTested } from "./tested-for-absence.js";

/** Methods of arrays that take a function; `$m.method` has each. */
const callbackMethods: ReadonlySet<string> = new Set([
  "every",
  "filter",
  "find",
  "findIndex",
  "findLast",
  "findLastIndex",
  "map",
  "reduce",
  "reduceRight",
  "some",
  "sort",
  "toSorted",
]);

export function expression(node: ts.Expression, unit: Unit): string {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    return expression(node.expression, unit);
  }
  if (ts.isTypeAssertionExpression(node)) return expression(node.expression, unit);
  const asked = askedOfCaught(node, unit);
  if (asked !== undefined) return asked;
  if (ts.isNumericLiteral(node)) return numberText(Number(node.text));
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return stringText(node.text);
  if (ts.isTemplateExpression(node)) return template(node, unit);
  if (ts.isIdentifier(node)) return identifier(node, unit);
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

function identifier(node: ts.Identifier, unit: Unit): string {
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
  if (!ts.isSourceFile(node.parent)) return nestedName(name);
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
  if (getter !== undefined) return projectCall(node, getter, () => [], unit);
  const { checker } = unit.function;
  const known = constantText(node, checker) ?? globalText(node, checker);
  if (known !== undefined) return known;
  const symbol = checker.getSymbolAtLocation(node.name);
  const declared = symbol?.valueDeclaration;
  const member = declared !== undefined && ts.isEnumMember(declared) ? checker.getConstantValue(declared) : undefined;
  if (member !== undefined) return typeof member === "number" ? `(${member})` : stringText(member);
  const constant = symbol === undefined ? undefined : constantOf(symbol, unit);
  if (constant !== undefined) return expression(constant, unit);
  const dot = node.questionDotToken === undefined ? "." : "?.";
  const object = expression(node.expression, unit);
  if (isLength(node, checker)) return `${object}${dot}length`;
  if (node.name.text === "size" && collectionForm(typeOf(node.expression, checker)) !== undefined) {
    if (dot === "?.") return refuse("an optional size");
    return `$m.size(${object})`;
  }
  if (!isField(symbol)) return refuse(`the property ${node.name.text}`);
  return `${object}${fieldText(node.name, dot)}`;
}

/** The length of an array or a string. */
function isLength(node: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  if (node.name.text !== "length") return false;
  return (
    checker.getSymbolAtLocation(node.name)?.declarations?.every(isLibrary) ?? isArrayLike(node.expression, checker)
  );
}

function typeOf(node: ts.Expression, checker: ts.TypeChecker): ts.Type {
  return checker.getNonNullableType(checker.getTypeAtLocation(node));
}

function isArrayLike(node: ts.Expression, checker: ts.TypeChecker): boolean {
  const type = typeOf(node, checker);
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/** The array, its index, and the site to watch where a missing element is a hazard. */
export function elementAccess(node: ts.ElementAccessExpression, unit: Unit): string {
  if (ts.isOptionalChain(node)) return refuse("an optional element");
  const array = expression(node.expression, unit);
  const index = expression(node.argumentExpression, unit);
  return readElement(node, array, index, unit);
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
  if (isKeptAndTested(node, checker)) return true;
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

function call(node: ts.CallExpression, unit: Unit): string {
  if (node.questionDotToken !== undefined) return refuse("an optional call");
  if (ts.isOptionalChain(node)) return textCall(node, unit) ?? refuse("an optional call");
  const { checker, calls } = unit.function;
  const args = (): string[] =>
    node.arguments.map((arg) => (ts.isSpreadElement(arg) ? refuse("a spread argument") : expression(arg, unit)));
  const helper = unit.function.inlined.get(node);
  if (helper !== undefined) return helperCall(node, helper, args(), unit);
  const callee = calls.get(node);
  if (callee !== undefined) return projectCall(node, callee, args, unit);
  const text = textCall(node, unit);
  if (text !== undefined) return text;
  const ofArray = arrayCall(node, unit, (arg) => item(arg, unit));
  if (ofArray !== undefined) return ofArray;
  const own = globalText(node.expression, checker) ?? globalPredicate(node.expression, checker);
  if (own !== undefined) return `${own}(${args().join(", ")})`;
  const collection = collectionCall(node, checker);
  if (collection !== undefined) return collectionText(collection, args(), unit);
  return methodWithCallback(node, unit) ?? refuse(`a call of ${node.expression.getText()}`);
}

/** `xs.map(f)`, `Array.from({ length: n }, f)`. */
function methodWithCallback(node: ts.CallExpression, unit: Unit): string | undefined {
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: object, name } = node.expression;
  const { checker } = unit.function;
  const args = (): string => node.arguments.map((arg) => callbackText(arg, unit)).join(", ");
  if (ts.isIdentifier(object) && isLibraryName(object, "Array", checker)) {
    const [only, ...more] = node.arguments;
    if (name.text === "from" && only !== undefined && more.length === 0) return `[...${elementsText(only, unit)}]`;
    if (name.text !== "from" || node.arguments.length !== 2) return undefined;
    const at = site(unit, { kind: "range", span: spanOf(unit, node) });
    return `$m.from(${String(at)}, ${args()})`;
  }
  if (!callbackMethods.has(name.text) || !isArrayLike(object, checker)) return undefined;
  const array = expression(object, unit);
  if (node.arguments.length === 1 && name.text.startsWith("reduce")) {
    // Without a start the first element is it, which an empty array does not have.
    const at = site(unit, { kind: "index", span: spanOf(unit, node) });
    return `$m.fold(${at}, ${stringText(name.text)}, ${array}, ${args()})`;
  }
  return `$m.method(${stringText(name.text)}, ${array}, ${args()})`;
}

/** A function of a project by its name is called with what it takes. */
function callbackText(node: ts.Expression, unit: Unit): string {
  const symbol = ts.isIdentifier(node) ? unit.function.checker.getSymbolAtLocation(node) : undefined;
  const id = symbol === undefined ? undefined : unit.function.passed.get(symbol);
  return id === undefined ? expression(node, unit) : unit.printing.functionName(id);
}

function isLibraryName(node: ts.Identifier, name: string, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return node.text === name && declarations.length > 0 && declarations.every(isLibrary);
}

/** A function of a module is printed beside the function at work; others stand in the text where they are declared. */
function helperCall(
  node: ts.CallExpression | ts.PropertyAccessExpression,
  helper: InlineCallee,
  args: readonly string[],
  unit: Unit,
): string {
  if (helper.site !== undefined && takesReceiver(helper.site)) {
    const object = receiverOf(node, helper.site) ?? refuse("a method without its object");
    return `${unit.printing.helperName(helper, unit)}(${[expression(object, unit), ...args].join(", ")})`;
  }
  if (!ts.isCallExpression(node)) return refuse("a getter of no object");
  if (helper.scope === undefined && !isPassed(node, unit))
    return `${unit.printing.helperName(helper, unit)}(${args.join(", ")})`;
  let callee: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  const name = ts.isIdentifier(callee) ? identifier(callee, unit) : refuse("a call of a function value");
  return `${name}(${args.join(", ")})`;
}

/** The callee is a parameter, whatever function it was passed. */
function isPassed(node: ts.CallExpression, unit: Unit): boolean {
  const declaration = unit.function.checker.getSymbolAtLocation(node.expression)?.valueDeclaration;
  return declaration !== undefined && ts.isParameter(declaration);
}

/** What is gone through, as an array: a Map's entries, a Set's elements, a string's code points. */
function elementsText(node: ts.Expression, unit: Unit): string {
  const text = expression(node, unit);
  if (isText(typeOf(node, unit.function.checker))) return `$m.points(${text})`;
  return collectionForm(typeOf(node, unit.function.checker)) === undefined ? text : `$m.content(${text})`;
}

/** A Map's or Set's own method, whatever a property of that name would be. */
function collectionText({ form, method, object }: CollectionCall, args: readonly string[], unit: Unit): string {
  if (method === "keys" || method === "values" || method === "entries") {
    return `$m.view(${stringText(method)}, ${expression(object, unit)})`;
  }
  if (method === "forEach") return refuse(`a call of ${method}`);
  return `$m.collection(${[stringText(form), stringText(method), expression(object, unit), ...args].join(", ")})`;
}

function made(node: ts.NewExpression, unit: Unit): string {
  const args = (): string[] => (node.arguments ?? []).map((arg) => expression(arg, unit));
  const id = unit.function.calls.get(node);
  if (id !== undefined) return constructorCall(node, id, args, unit);
  const object = madeText(node, args, unit);
  if (object !== undefined) return object;
  const form = collectionMade(node, unit.function.checker);
  if (form === undefined) return newArrayText(node, unit, (arg) => item(arg, unit));
  const [content, ...more] = node.arguments ?? [];
  if (more.length > 0) return refuse("more than one argument of a Map or Set");
  const list = content === undefined ? "[]" : elementsText(content, unit);
  return `$m.made(${stringText(form)}, ${list})`;
}

/** The global functions convert their argument; on numbers they are those of Number. */
function globalPredicate(node: ts.Expression, checker: ts.TypeChecker): string | undefined {
  if (!ts.isIdentifier(node) || (node.text !== "isNaN" && node.text !== "isFinite")) return undefined;
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary) ? `$g.Number_${node.text}` : undefined;
}

/** A constructor with a contract: its call is an event like others. */
function constructorCall(node: ts.NewExpression, id: string, args: () => readonly string[], unit: Unit): string {
  if (unit.printing.lowered(id) === undefined) return refuse("a constructor without a body");
  const at = site(unit, { kind: "call", callee: id, span: spanOf(unit, node) });
  return `$m.call(${[String(at), unit.printing.functionName(id), ...args()].join(", ")})`;
}

function projectCall(
  node: ts.CallExpression | ts.PropertyAccessExpression,
  id: string,
  args: () => readonly string[],
  unit: Unit,
): string {
  const callee = unit.printing.lowered(id);
  if (callee === undefined) return refuse(`a call of ${node.expression.getText()}, which has no body here`);
  const receiver: string[] = [];
  if (takesThis(callee)) {
    const target = ts.isCallExpression(node) ? node.expression : node;
    if (!ts.isPropertyAccessExpression(target)) return refuse("a method without its object");
    receiver.push(expression(target.expression, unit));
  }
  const name = unit.printing.functionName(id);
  const at = site(unit, { kind: "call", callee: id, span: spanOf(unit, node) });
  return `$m.call(${[String(at), name, ...receiver, ...args()].join(", ")})`;
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
    if (!dividesExactly(node, unit)) return `(${left} ${operator} ${right})`;
    return `$m.${name}(${site(unit, { kind: "division", span })}, ${left}, ${right})`;
  }
  return integer(`(${left} ${operator} ${right})`, node, unit);
}

const divisions = ["real.divide", "int.remainder", "int.floorDivide", "int.truncateDivide", "int.ceilDivide"];

/** Outside doubles a divisor must not be 0. The IR may have made one operation of `Math.floor(a / b)`. */
function dividesExactly(node: ts.Expression, unit: Unit): boolean {
  if (unit.hazards.has(spanOf(unit, node), divisions)) return true;
  let outer: ts.Node = node.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isCallExpression(outer) && unit.hazards.has(spanOf(unit, outer), divisions);
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
  if (ts.isOptionalChain(node.parent)) return refuse("`!` inside an optional chain");
  const value = expression(node.expression, unit);
  if (ts.isElementAccessExpression(node.expression)) return value;
  return `$m.present(${site(unit, { kind: "absent", span: spanOf(unit, node) })}, ${value})`;
}

function item(node: ts.Expression, unit: Unit): string {
  if (ts.isOmittedExpression(node)) return refuse("a hole in an array");
  return ts.isSpreadElement(node) ? `...${elementsText(node.expression, unit)}` : expression(node, unit);
}

function entry(node: ts.ObjectLiteralElementLike, unit: Unit): string {
  if (ts.isPropertyAssignment(node)) return `${keyText(node.name)}: ${expression(node.initializer, unit)}`;
  if (ts.isShorthandPropertyAssignment(node)) return `${keyText(node.name)}: ${identifier(node.name, unit)}`;
  if (ts.isSpreadAssignment(node)) return `...${expression(node.expression, unit)}`;
  return refuse(describe(node));
}
