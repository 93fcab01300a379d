/**
 * Gives the constructs and library members that the documentation speaks of, each with how it is recognised in a program:
 * the list of ANNOTATIONS and of the language that people write, not of what happens to work.
 */
import ts from "typescript";

export interface Construct {
  readonly group: string;
  readonly name: string;
  readonly matches: (node: ts.Node, checker: ts.TypeChecker) => boolean;
}

type Match = Construct["matches"];

const kind =
  (...kinds: readonly ts.SyntaxKind[]): Match =>
  (node) =>
    kinds.includes(node.kind);
const operator =
  (...texts: readonly string[]): Match =>
  (node) =>
    ts.isBinaryExpression(node) && texts.includes(node.operatorToken.getText());

type Receiver = "array" | "string" | "Map" | "Set" | "number" | "tuple" | "record";

function receiverOf(node: ts.Expression, checker: ts.TypeChecker): Receiver | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  if (checker.isTupleType(type)) return "tuple";
  if (checker.isArrayType(type)) return "array";
  if (
    type.flags & ts.TypeFlags.StringLike ||
    (type.isUnion() && type.types.every((t) => t.flags & ts.TypeFlags.StringLike))
  )
    return "string";
  if (type.flags & ts.TypeFlags.NumberLike) return "number";
  const name = type.getSymbol()?.name.replace(/^Readonly(?=Map|Set)/u, "");
  if (name === "Map" || name === "Set") return name;
  return checker.getIndexInfosOfType(type).length > 0 ? "record" : undefined;
}

const called =
  (receiver: Receiver, member: string): Match =>
  (node, checker) =>
    ts.isPropertyAccessExpression(node) &&
    node.name.text === member &&
    (receiverOf(node.expression, checker) === receiver ||
      (receiver === "array" && receiverOf(node.expression, checker) === "tuple"));
const global =
  (path: string): Match =>
  (node) =>
    ts.isCallExpression(node) && node.expression.getText() === path;
const made =
  (name: string): Match =>
  (node) =>
    ts.isNewExpression(node) && node.expression.getText() === name;
const forOf =
  (receiver: Receiver): Match =>
  (node, checker) =>
    ts.isForOfStatement(node) && receiverOf(node.expression, checker) === receiver;
const forOfCall =
  (text: string): Match =>
  (node) =>
    ts.isForOfStatement(node) && node.expression.getText().startsWith(`${text}(`);
const labelled = (node: ts.Node): boolean => ts.isBreakOrContinueStatement(node) && node.label !== undefined;
const modifier =
  (word: ts.SyntaxKind): Match =>
  (node) =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => m.kind === word);

function fallsThrough(node: ts.Node): boolean {
  if (!ts.isCaseClause(node) || node.statements.length === 0 || node === node.parent.clauses.at(-1)) return false;
  const last = node.statements.at(-1);
  const inner = last !== undefined && ts.isBlock(last) ? last.statements.at(-1) : last;
  return (
    inner !== undefined &&
    !ts.isBreakStatement(inner) &&
    !ts.isReturnStatement(inner) &&
    !ts.isThrowStatement(inner) &&
    !ts.isContinueStatement(inner)
  );
}

const statements: Readonly<Record<string, Match>> = {
  "`const`": (n) => ts.isVariableDeclarationList(n) && (n.flags & ts.NodeFlags.Const) !== 0,
  "`let`": (n) => ts.isVariableDeclarationList(n) && (n.flags & ts.NodeFlags.Let) !== 0,
  "destructuring an object": (n) => ts.isObjectBindingPattern(n) && !ts.isParameter(n.parent),
  "destructuring an array": (n) => ts.isArrayBindingPattern(n) && !ts.isParameter(n.parent),
  "destructuring parameter": (n) => ts.isParameter(n) && !ts.isIdentifier(n.name),
  "destructuring assignment": (n) =>
    ts.isBinaryExpression(n) &&
    n.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    (ts.isArrayLiteralExpression(n.left) || ts.isObjectLiteralExpression(n.left)),
  "rest in a pattern": (n) => ts.isBindingElement(n) && n.dotDotDotToken !== undefined,
  "`+=`, `-=`, `*=`": operator("+=", "-=", "*="),
  "`/=`, `%=`, `**=`": operator("/=", "%=", "**="),
  "`&&=`, `||=`, `??=`": operator("&&=", "||=", "??="),
  "`++`, `--`": (n) =>
    (ts.isPrefixUnaryExpression(n) || ts.isPostfixUnaryExpression(n)) &&
    (n.operator === ts.SyntaxKind.PlusPlusToken || n.operator === ts.SyntaxKind.MinusMinusToken),
  "`if`": kind(ts.SyntaxKind.IfStatement),
  "`switch`": kind(ts.SyntaxKind.SwitchStatement),
  "`switch` with fall-through": fallsThrough,
  "`while`": kind(ts.SyntaxKind.WhileStatement),
  "`do…while`": kind(ts.SyntaxKind.DoStatement),
  "`for`": kind(ts.SyntaxKind.ForStatement),
  "`for…of` over an array": forOf("array"),
  "`for…of` over a string": forOf("string"),
  "`for…of` over a Map": forOf("Map"),
  "`for…of` over a Set": forOf("Set"),
  "`for…of` over `Object.keys`": forOfCall("Object.keys"),
  "`for…of` over `Object.values`": forOfCall("Object.values"),
  "`for…of` over `Object.entries`": forOfCall("Object.entries"),
  "`for…in`": kind(ts.SyntaxKind.ForInStatement),
  "labelled `break`": (n) => labelled(n) && ts.isBreakStatement(n),
  "labelled `continue`": (n) => labelled(n) && ts.isContinueStatement(n),
  "early `return`": (n) =>
    ts.isReturnStatement(n) &&
    ts.findAncestor(n.parent, (a) => ts.isIfStatement(a) || ts.isIterationStatement(a, false)) !== undefined,
  "`throw`": kind(ts.SyntaxKind.ThrowStatement),
  "`try`…`catch`": (n) => ts.isTryStatement(n) && n.catchClause !== undefined,
  "`finally`": (n) => ts.isTryStatement(n) && n.finallyBlock !== undefined,
  "`var`": (n) => ts.isVariableDeclarationList(n) && (n.flags & ts.NodeFlags.BlockScoped) === 0,
};

const expressions: Readonly<Record<string, Match>> = {
  "`?:`": kind(ts.SyntaxKind.ConditionalExpression),
  "`&&`, `||`": operator("&&", "||"),
  "`??`": operator("??"),
  "`===`, `!==`": operator("===", "!=="),
  "`==`, `!=`": operator("==", "!="),
  "`**`": operator("**"),
  "`%`": operator("%"),
  "`/`": operator("/"),
  "`| & ^ ~`": (n, c) =>
    operator("|", "&", "^")(n, c) || (ts.isPrefixUnaryExpression(n) && n.operator === ts.SyntaxKind.TildeToken),
  "`<< >> >>>`": operator("<<", ">>", ">>>"),
  comma: operator(","),
  "spread in an array": (n) => ts.isSpreadElement(n) && ts.isArrayLiteralExpression(n.parent),
  "spread in an object": kind(ts.SyntaxKind.SpreadAssignment),
  "spread in a call": (n) => ts.isSpreadElement(n) && ts.isCallExpression(n.parent),
  "template literal": kind(ts.SyntaxKind.TemplateExpression),
  "optional chaining": kind(ts.SyntaxKind.QuestionDotToken),
  "non-null `!`": kind(ts.SyntaxKind.NonNullExpression),
  "`as`": (n) => ts.isAsExpression(n) && !ts.isConstTypeReference(n.type),
  "`as const`": (n) => ts.isAsExpression(n) && ts.isConstTypeReference(n.type),
  "`satisfies`": kind(ts.SyntaxKind.SatisfiesExpression),
  "`typeof`": kind(ts.SyntaxKind.TypeOfExpression),
  "`in`": operator("in"),
  "`instanceof`": operator("instanceof"),
  "`delete`": kind(ts.SyntaxKind.DeleteExpression),
};

const functions: Readonly<Record<string, Match>> = {
  "nested function": (n) => ts.isFunctionDeclaration(n) && !ts.isSourceFile(n.parent),
  "arrow function": kind(ts.SyntaxKind.ArrowFunction),
  "default parameter": (n) => ts.isParameter(n) && n.initializer !== undefined,
  "optional parameter": (n) => ts.isParameter(n) && n.questionToken !== undefined,
  "rest parameter": (n) => ts.isParameter(n) && n.dotDotDotToken !== undefined,
  "function as a parameter": (n) => ts.isParameter(n) && n.type !== undefined && ts.isFunctionTypeNode(n.type),
  method: kind(ts.SyntaxKind.MethodDeclaration),
  "static method": (n, c) => ts.isMethodDeclaration(n) && modifier(ts.SyntaxKind.StaticKeyword)(n, c),
  getter: kind(ts.SyntaxKind.GetAccessor),
  setter: kind(ts.SyntaxKind.SetAccessor),
  constructor: kind(ts.SyntaxKind.Constructor),
  "`new` of a class of the project": (n) =>
    ts.isNewExpression(n) && !/^(?:Map|Set|Array|[A-Z]\w*Error|Error)$/u.test(n.expression.getText()),
  recursion: (n) =>
    ts.isCallExpression(n) &&
    ts.findAncestor(n, (a) => ts.isFunctionDeclaration(a) && a.name?.text === n.expression.getText()) !== undefined,
  "generic function": (n) => ts.isFunctionLike(n) && (n.typeParameters?.length ?? 0) > 0,
  "type predicate": kind(ts.SyntaxKind.TypePredicate),
  "`async` without `await`": modifier(ts.SyntaxKind.AsyncKeyword),
  generator: (n) => ts.isFunctionDeclaration(n) && n.asteriskToken !== undefined,
};

const types: Readonly<Record<string, Match>> = {
  enum: (n, c) =>
    ts.isTypeReferenceNode(n) && ((c.getSymbolAtLocation(n.typeName)?.flags ?? 0) & ts.SymbolFlags.Enum) !== 0,
  "`readonly`": (n, c) =>
    modifier(ts.SyntaxKind.ReadonlyKeyword)(n, c) ||
    (ts.isTypeOperatorNode(n) && n.operator === ts.SyntaxKind.ReadonlyKeyword),
  tuple: kind(ts.SyntaxKind.TupleType),
  "`Record`": (n) => ts.isTypeReferenceNode(n) && n.typeName.getText() === "Record",
  "`bigint`": kind(ts.SyntaxKind.BigIntKeyword),
  "`T | undefined`, `T | null`": (n) =>
    ts.isUnionTypeNode(n) &&
    n.types.some(
      (t) =>
        t.kind === ts.SyntaxKind.UndefinedKeyword ||
        (ts.isLiteralTypeNode(t) && t.literal.kind === ts.SyntaxKind.NullKeyword),
    ),
  "union of primitives": (n) =>
    ts.isUnionTypeNode(n) &&
    n.types.some((t) => t.kind === ts.SyntaxKind.StringKeyword) &&
    n.types.some((t) => t.kind === ts.SyntaxKind.NumberKeyword),
  "string-literal union": (n) =>
    ts.isUnionTypeNode(n) && n.types.every((t) => ts.isLiteralTypeNode(t) && ts.isStringLiteral(t.literal)),
  intersection: kind(ts.SyntaxKind.IntersectionType),
};

const members = (receiver: Receiver, title: string, names: string): Readonly<Record<string, Match>> =>
  Object.fromEntries(names.split(" ").map((name) => [`\`${title}.${name}\``, called(receiver, name)]));
const globals = (names: string): Readonly<Record<string, Match>> =>
  Object.fromEntries(names.split(" ").map((name) => [`\`${name}\``, global(name)]));

const groups: Readonly<Record<string, Readonly<Record<string, Match>>>> = {
  Statements: statements,
  Expressions: expressions,
  "Functions and classes": functions,
  Types: types,
  Numbers: globals(
    "Math.floor Math.ceil Math.round Math.trunc Math.abs Math.min Math.max Math.sign Math.sqrt Math.imul Number.isInteger Number.isSafeInteger Number.isNaN Number.isFinite Number String parseInt",
  ),
  Arrays: {
    ...members(
      "array",
      "array",
      "length at concat entries every fill filter find findIndex findLast findLastIndex flat flatMap forEach includes indexOf join lastIndexOf map pop push reduce reverse shift slice some sort splice toReversed toSorted unshift with",
    ),
    ...globals("Array.from Array.isArray"),
    "`new Array(n).fill(x)`": (n) => ts.isCallExpression(n) && /^new Array\b.*\.fill$/u.test(n.expression.getText()),
  },
  Strings: {
    ...members(
      "string",
      "string",
      "length at charAt charCodeAt codePointAt concat endsWith includes indexOf lastIndexOf localeCompare padEnd padStart repeat slice split startsWith substring toLowerCase toUpperCase trim trimEnd trimStart",
    ),
    "`string[i]`": (n, c) => ts.isElementAccessExpression(n) && receiverOf(n.expression, c) === "string",
    "comparison of strings": (n, c) =>
      operator("<", "<=", ">", ">=")(n, c) && ts.isBinaryExpression(n) && receiverOf(n.left, c) === "string",
  },
  "Map and Set": {
    "`new Map`": made("Map"),
    "`new Set`": made("Set"),
    ...members("Map", "map", "get set has delete clear size keys values entries forEach"),
    ...members("Set", "set", "add has delete clear size forEach"),
  },
  Objects: globals("Object.keys Object.values Object.entries Object.fromEntries Object.assign Object.hasOwn Object.is"),
};

export const constructs: readonly Construct[] = Object.entries(groups).flatMap(([group, list]) =>
  Object.entries(list).map(([name, matches]) => ({ group, name, matches })),
);
