/**
 * Takes `throw`, `try` and what is asked of a caught error; gives JavaScript for them with monitors. Errors that the
 * author did not throw (fuel, JavaScript's own) are no matter of handlers and pass them by.
 */
import ts from "typescript";
import { globalNames } from "../../ir/index.js";
import { type ErrorClass, errorClassOf, isNameOfClass, isPlainOptions } from "../elaborate/error-classes.js";
import { isTextOfNever } from "../lower/throw.js";
import { isLibrary, keyText, stringText } from "../world/executable-names.js";
import { refuse, site, spanOf, type Unit } from "../world/executable-unit.js";
import { withoutParentheses } from "../world/functions.js";
import { expression } from "./expressions.js";
import { bound, headed, statements } from "./statements.js";

export function thrown(node: ts.ThrowStatement, unit: Unit): string {
  let made = node.expression;
  while (ts.isParenthesizedExpression(made)) made = made.expression;
  const caught = caughtText(made, unit);
  const at = (error: string): number => site(unit, { kind: "throw", error, span: spanOf(unit, node) });
  if (caught !== undefined) return `throw $m.again(${at("Error")}, ${caught});`;
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made))
    return refuse("a `throw` of something else than an error");
  const of = errorClassOf(made.expression, unit.function.checker) ?? refuse(`an error of ${made.expression.getText()}`);
  const args = (made.arguments ?? []).map((arg) => argumentText(arg, unit)).join(", ");
  const names = namesOf(of, unit).map(stringText).join(", ");
  const native = nativeText(of);
  return `throw $m.thrown(${at(made.expression.getText())}, ${native}, [${names}], ${makingText(of, 0)}(${args}));`;
}

/** Options of an error name what led to it, which nobody reads. */
function argumentText(node: ts.Expression, unit: Unit): string {
  return isPlainOptions(withoutParentheses(node)) ? "(void 0)" : messageText(node, unit);
}

/**
 * What making an error of the class puts into its fields, as a function of the arguments of `new`. Only what
 * `elaborate/error-classes.ts` accepts stands in it: literals, parameters and texts of them.
 */
function makingText({ own, native }: ErrorClass, level: number): string {
  const at = own[level];
  const list = (fields: readonly string[]): string => `({ __proto__: null, ${fields.join(", ")} })`;
  if (at === undefined) return `((message = "") => ${list(["message", `name: ${stringText(native)}`])})`;
  const above = makingText({ shown: "", native, own }, level + 1);
  const names = new Map((at.parameters ?? []).map((p, i) => [p.name.getText(), `$p${level}_${i}`]));
  const value = (node: ts.Expression): string => valueText(node, names, own);
  const parameters = (at.parameters ?? []).map((p) => {
    const name = names.get(p.name.getText()) ?? "";
    return p.initializer === undefined ? name : `${name} = ${value(p.initializer)}`;
  });
  const sets = at.sets.map(({ field, value: given }) => {
    if (given === undefined) return `${keyText(field)}: (void 0)`;
    return `${keyText(field)}: ${ts.isParameter(given) ? names.get(given.name.getText()) : value(given)}`;
  });
  const isHandingOn = at.parameters === undefined;
  const handed = isHandingOn ? "...$all" : at.handed.map((arg) => value(arg)).join(", ");
  const head = isHandingOn ? "...$all" : parameters.join(", ");
  return `((${head}) => ${list([`...${above}(${handed})`, ...sets])})`;
}

function valueText(written: ts.Expression, names: ReadonlyMap<string, string>, own: ErrorClass["own"]): string {
  const node = withoutParentheses(written);
  if (ts.isAsExpression(node)) return valueText(node.expression, names, own);
  if (isPlainOptions(node)) return "(void 0)";
  if (ts.isStringLiteralLike(node)) return stringText(node.text);
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isPrefixUnaryExpression(node)) return `(-${valueText(node.operand, names, own)})`;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return "true";
  if (node.kind === ts.SyntaxKind.FalseKeyword) return "false";
  if (node.kind === ts.SyntaxKind.NullKeyword) return "null";
  if (ts.isIdentifier(node)) {
    return (
      names.get(node.text) ??
      (node.text === "undefined" ? "(void 0)" : refuse(`the name ${node.text} in a class of errors`))
    );
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map((s) => {
      return `$m.textOf(${valueText(s.expression, names, own)}) + ${stringText(s.literal.text)}`;
    });
    return `(${[stringText(node.head.text), ...parts].join(" + ")})`;
  }
  const of =
    isNameOfClass(node) && ts.isPropertyAccessExpression(node) ? node.expression : refuse("a part of an error");
  const named = ts.isIdentifier(of) ? of.text : (own[0]?.declaration.name?.text ?? "");
  return stringText(named);
}

/** After all cases a message may name the value that is left: there is none, and reaching the place is the hazard. */
function messageText(node: ts.Expression, unit: Unit): string {
  const { checker } = unit.function;
  if (isTextOfNever(node, checker)) return stringText("");
  if (!ts.isTemplateExpression(node)) return expression(node, unit);
  const parts = node.templateSpans.map((s) => `${messageText(s.expression, unit)} + ${stringText(s.literal.text)}`);
  return `(${[stringText(node.head.text), ...parts].join(" + ")})`;
}

/** The classes that an error is of, its own first. */
function namesOf(of: ErrorClass, unit: Unit): readonly string[] {
  const own = of.own.map(({ declaration }) => nameOf(declaration, unit));
  return [...own, of.native, ...(of.native === "Error" ? [] : ["Error"])];
}

function nativeText({ native }: ErrorClass): string {
  return Object.hasOwn(globalNames, native) ? `$g.${native}` : refuse(`an error of ${native}`);
}

function nameOf(declaration: ts.ClassDeclaration, { printing: { errorClasses } }: Unit): string {
  if (!errorClasses.includes(declaration)) errorClasses.push(declaration);
  return `${declaration.name?.text ?? ""}@${errorClasses.indexOf(declaration)}`;
}

function classNamed(node: ts.Expression, unit: Unit): ts.ClassDeclaration | undefined {
  const { checker } = unit.function;
  const symbol = checker.getSymbolAtLocation(node);
  const target =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target?.declarations?.find(ts.isClassDeclaration);
  return declaration === undefined || isLibrary(declaration) ? undefined : declaration;
}

export function tried(node: ts.TryStatement, unit: Unit): string[] {
  unit.count += 1;
  const depth = `$d${unit.count}`;
  const inside = guarded(node, depth, unit);
  const passing = site(unit, { kind: "passing", span: spanOf(unit, node) });
  const last = node.finallyBlock;
  const lines =
    last === undefined
      ? inside
      : [
          ...headed("try", inside),
          ...headed(`catch ($e${unit.count})`, [`throw $m.caught(${passing}, ${depth}, $e${unit.count});`]),
          ...headed("finally", statements(last.statements, unit)),
        ];
  return ["{", ...[`const ${depth} = $m.depth();`, ...lines].map((line) => `  ${line}`), "}"];
}

function guarded(node: ts.TryStatement, depth: string, unit: Unit): readonly string[] {
  const body = statements(node.tryBlock.statements, unit);
  const clause = node.catchClause;
  if (clause === undefined) return ["{", ...body.map((line) => `  ${line}`), "}"];
  unit.count += 1;
  const error = `$e${unit.count}`;
  const at = site(unit, { kind: "caught", span: spanOf(unit, clause) });
  const name = clause.variableDeclaration?.name;
  const arrives = `$m.caught(${at}, ${depth}, ${error})`;
  const first = name === undefined ? `${arrives};` : `const ${bound(name, unit)} = ${arrives};`;
  return [...headed("try", body), ...headed(`catch (${error})`, [first, ...statements(clause.block.statements, unit)])];
}

/** The name of a caught error, whatever type it is taken for. */
function caughtText(written: ts.Expression, unit: Unit): string | undefined {
  let node = written;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) node = node.expression;
  if (!ts.isIdentifier(node)) return undefined;
  const declaration = unit.function.checker.getSymbolAtLocation(node)?.valueDeclaration;
  if (declaration === undefined || !ts.isCatchClause(declaration.parent)) return undefined;
  return ts.isVariableDeclaration(declaration) ? bound(declaration.name, unit) : undefined;
}

/** `e instanceof X`, `e.message`, `e.name`, `String(e)` of a caught error. */
export function askedOfCaught(node: ts.Expression, unit: Unit): string | undefined {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) {
    const error = caughtText(node.left, unit);
    if (error === undefined) return undefined;
    const own = classNamed(node.right, unit);
    const name = own === undefined ? node.right.getText() : nameOf(own, unit);
    return `$m.isOf(${error}, ${stringText(name)})`;
  }
  if (ts.isPropertyAccessExpression(node)) {
    const error = caughtText(node.expression, unit);
    if (error === undefined) return undefined;
    if (node.name.text === "message") return `$m.told(${error})`;
    if (node.name.text === "name") return `$m.named(${error})`;
    return `$m.fieldOf(${error}, ${keyText(node.name.text)})`;
  }
  const [only] = ts.isCallExpression(node) ? node.arguments : [];
  if (!ts.isCallExpression(node) || only === undefined || node.expression.getText() !== "String") return undefined;
  const error = caughtText(only, unit);
  return error === undefined ? undefined : `$m.told(${error})`;
}
