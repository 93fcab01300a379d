/**
 * Takes `throw`, `try` and what is asked of a caught error; gives JavaScript for them with monitors. Errors that the
 * author did not throw (fuel, JavaScript's own) are no matter of handlers and pass them by.
 */
import ts from "typescript";
import { expression } from "./executable-expressions.js";
import { globalText, isLibrary, stringText } from "./executable-names.js";
import { bound, headed, statements } from "./executable-statements.js";
import { refuse, site, spanOf, type Unit } from "./executable-unit.js";
import { isTextOfNever } from "./lower-throw.js";

export function thrown(node: ts.ThrowStatement, unit: Unit): string {
  let made = node.expression;
  while (ts.isParenthesizedExpression(made)) made = made.expression;
  const caught = caughtText(made, unit);
  const at = (error: string): number => site(unit, { kind: "throw", error, span: spanOf(unit, node) });
  if (caught !== undefined) return `throw $m.again(${at("Error")}, ${caught});`;
  if (!ts.isNewExpression(made) && !ts.isCallExpression(made))
    return refuse("a `throw` of something else than an error");
  const chain = chainOf(made.expression, unit);
  const [message] = (made.arguments ?? []).map((arg) => messageText(arg, unit));
  if (chain.names.length <= 2 && (made.arguments?.length ?? 0) > 1) return refuse("an error with options");
  const names = chain.names.map(stringText).join(", ");
  return `throw $m.thrown(${at(made.expression.getText())}, new ${chain.native}(${message ?? ""}), [${names}]);`;
}

/** After all cases a message may name the value that is left: there is none, and reaching the place is the hazard. */
function messageText(node: ts.Expression, unit: Unit): string {
  const { checker } = unit.function;
  if (isTextOfNever(node, checker)) return stringText("");
  if (!ts.isTemplateExpression(node)) return expression(node, unit);
  const parts = node.templateSpans.map((s) => `${messageText(s.expression, unit)} + ${stringText(s.literal.text)}`);
  return `(${[stringText(node.head.text), ...parts].join(" + ")})`;
}

interface Chain {
  readonly native: string;
  /** The classes that an error is of, its own first. */
  readonly names: readonly string[];
}

/** A class of JavaScript's, or one of the project that gives such a one another name. */
function chainOf(node: ts.Expression, unit: Unit): Chain {
  const { checker } = unit.function;
  const native = globalText(node, checker);
  if (native !== undefined)
    return { native, names: [node.getText(), ...(node.getText() === "Error" ? [] : ["Error"])] };
  const declaration = ownClass(node, checker);
  const parent = declaration?.heritageClauses?.find((h) => h.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (declaration === undefined || parent === undefined) return refuse(`an error of ${node.getText()}`);
  const above = chainOf(parent.expression, unit);
  return { native: above.native, names: [nameOf(declaration, unit), ...above.names] };
}

function ownClass(node: ts.Expression, checker: ts.TypeChecker): ts.ClassDeclaration | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  const target =
    symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  const declaration = target?.declarations?.find(ts.isClassDeclaration);
  return declaration === undefined || isLibrary(declaration) ? undefined : declaration;
}

function nameOf(declaration: ts.ClassDeclaration, { printing: { errorClasses } }: Unit): string {
  if (!errorClasses.includes(declaration)) errorClasses.push(declaration);
  return `${declaration.name?.text ?? ""}@${errorClasses.indexOf(declaration)}`;
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
    const { checker } = unit.function;
    const own = ownClass(node.right, checker);
    const name = own === undefined ? node.right.getText() : nameOf(own, unit);
    return `$m.isOf(${error}, ${stringText(name)})`;
  }
  if (ts.isPropertyAccessExpression(node)) {
    const error = caughtText(node.expression, unit);
    if (error === undefined) return undefined;
    if (node.name.text === "message") return `$m.told(${error})`;
    return node.name.text === "name" ? `$m.named(${error})` : refuse(`the property ${node.name.text} of an error`);
  }
  const [only] = ts.isCallExpression(node) ? node.arguments : [];
  if (!ts.isCallExpression(node) || only === undefined || node.expression.getText() !== "String") return undefined;
  const error = caughtText(only, unit);
  return error === undefined ? undefined : `$m.told(${error})`;
}
