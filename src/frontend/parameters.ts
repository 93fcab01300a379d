/**
 * Takes a function's parameters and clauses; gives each parameter's sort and default, and the sort of the result.
 * A parameter's kind of number comes from its mark, else from the clauses and the tests of the body, else it is `int`
 * (SEMANTICS, section 1).
 */
import ts from "typescript";
import type { ClauseSyntax, Expression } from "../contract/index.js";
import type { Sort, Variable } from "../ir/index.js";
import { parameterSymbol } from "./classes.js";
import { coerce } from "./coerce.js";
import { elaborate } from "./elaborate.js";
import type { Elaborated, PureParameter, Surroundings } from "./entity.js";
import { type FunctionSite, withoutParentheses } from "./functions.js";
import type { VariableNames } from "./names.js";
import { isNumberKind, joinKinds, kindOfLiteral, type NumberKind } from "./number-kind.js";
import { spanIn } from "./places.js";
import { invalid, unsupported } from "./refusal.js";
import { markInType } from "./type-marks.js";
import { absentOf, optionOf, someSort } from "./type-table.js";
import { sortOfType, type TypeReader } from "./types.js";

export interface Marks {
  /** By the name that the mark says; `\result` too. */
  readonly kinds: ReadonlyMap<string, NumberKind>;
  /** Some mark says `real`: rounding is then ignored on the author's word. */
  readonly real: boolean;
}

/** The `type` clauses of the function and of the statements in it. */
export function marksOf(site: FunctionSite): Marks {
  const kinds = new Map<string, NumberKind>();
  const { statements } = site.file.attachments;
  const inside = [...statements].filter(([node]) => node.pos >= site.node.pos && node.end <= site.node.end);
  const clauses: readonly ClauseSyntax[] = [...site.clauses, ...inside.flatMap(([, found]) => found)];
  const names = namesIn(site.node);
  for (const clause of clauses) {
    if (clause.keyword !== "type") continue;
    const text = clause.type.text.trim();
    if (text === "(==)" || text === "==") continue;
    if (!isNumberKind(text)) {
      unsupported({
        code: "unsupported.mark",
        span: clause.type.span,
        message: `The mark \`${text}\` is none of int, nat, real, double.`,
      });
    }
    const subject = clause.subject === "result" && !names.has("result") ? "\\result" : clause.subject;
    if (subject !== "\\result" && !names.has(subject)) {
      invalid({
        code: "clause.unknown-name",
        span: clause.span,
        message: `The function has no \`${subject}\` to mark.`,
      });
    }
    kinds.set(subject, text);
  }
  return { kinds, real: [...kinds.values()].includes("real") };
}

function namesIn(node: ts.Node): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: ts.Node): void => {
    if ((ts.isParameter(at) || ts.isVariableDeclaration(at)) && ts.isIdentifier(at.name)) found.add(at.name.text);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

export interface ReadParameter extends PureParameter {
  readonly symbol: ts.Symbol;
  readonly name: string;
}

export function readParameters(
  site: FunctionSite,
  marks: Marks,
  names: VariableNames,
  reader: TypeReader,
  constant: (node: ts.Expression) => { readonly syntax: Expression; readonly cx: Surroundings },
): readonly ReadParameter[] {
  const learnt = learntKinds(site);
  return site.node.parameters.map((node): ReadParameter => {
    const span = spanIn(site.file, node);
    const symbol = parameterSymbol(node, reader.checker);
    if (!ts.isIdentifier(node.name) || symbol === undefined || node.dotDotDotToken || node.name.text === "this") {
      return unsupported({
        code: "unsupported.parameter",
        span,
        message: "Rest parameters and patterns are not read yet.",
        hint: "Name each parameter.",
      });
    }
    const name = node.name.text;
    const value = node.initializer === undefined ? undefined : constant(node.initializer);
    const fallback = value && elaborate(value.syntax, value.cx);
    const mark = marks.kinds.get(name) ?? markInType(node.type, reader.checker, reader.project);
    const kind = mark ?? joinKinds(learnt.get(name) ?? "int", kindOfDefault(fallback));
    const read = sortOfType(reader.checker.getTypeAtLocation(node.name), kind, span, reader);
    const sort = node.initializer === undefined ? read : neverUndefined(read, reader);
    const variable: Variable = { name: names.get(symbol) ?? name, sort };
    const fitted = value && elaborate(value.syntax, value.cx, sort);
    if (value !== undefined && fitted !== undefined) coerce(fitted, sort, span, value.cx);
    return { symbol, name, variable, fallback: fitted };
  });
}

/** With a default, the parameter inside the function is never undefined. */
function neverUndefined(sort: Sort, reader: TypeReader): Sort {
  const option = optionOf(sort, reader.table.types);
  if (option === undefined) return sort;
  const rest = absentOf(option).filter((which) => which !== "undefined");
  return rest.length === 0 ? someSort(option) : reader.table.option(someSort(option), rest);
}

function kindOfDefault(value: Elaborated | undefined): NumberKind {
  return value?.kind === "number" ? kindOfLiteral(value.value) : "int";
}

/** Kinds that tests and clauses ask of unmarked parameters, by name. */
export function learntKinds(site: FunctionSite): ReadonlyMap<string, NumberKind> {
  const found = new Map<string, NumberKind>();
  const learn = (name: string, kind: NumberKind): void => {
    found.set(name, joinKinds(found.get(name) ?? kind, kind));
  };
  if (site.node.body !== undefined) learnFromCode(site.node.body, learn);
  for (const clause of site.clauses) {
    if ("expression" in clause) learnFromClause(clause.expression, learn);
    if (clause.keyword === "decreases" && clause.measure !== "*")
      for (const e of clause.measure) learnFromClause(e, learn);
  }
  return found;
}

type Learn = (name: string, kind: NumberKind) => void;

const doubleTests = /^(?:Number\.(?:isInteger|isSafeInteger|isNaN|isFinite)|isNaN|isFinite|Object\.is)$/u;

/** `Number.isInteger(n)`, `Object.is(n, -0)`, `n === NaN`: they tell doubles apart that no integer is. */
function learnFromCode(node: ts.Node, learn: Learn): void {
  if (ts.isCallExpression(node) && doubleTests.test(globalName(node.expression))) {
    for (const argument of node.arguments) {
      const root = rootOf(argument);
      if (root !== undefined) learn(root, "double");
    }
  }
  if (ts.isBinaryExpression(node)) {
    const sides = [node.left, node.right];
    if (sides.some((s) => ts.isIdentifier(s) && s.text === "NaN")) {
      for (const side of sides) {
        const root = rootOf(side);
        if (root !== undefined && root !== "NaN") learn(root, "double");
      }
    }
  }
  ts.forEachChild(node, (child) => learnFromCode(child, learn));
}

/** `Number.isInteger`, however it is spaced or put in parentheses. */
export function globalName(callee: ts.Expression): string {
  const node = withoutParentheses(callee);
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? `${globalName(node.expression)}.${node.name.text}` : "";
}

/** The variable whose element, or which itself, the expression is. */
function rootOf(node: ts.Expression): string | undefined {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) return rootOf(node.expression);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return rootOf(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return rootOf(node.operand);
  if (ts.isElementAccessExpression(node)) return rootOf(node.expression);
  return ts.isIdentifier(node) ? node.text : undefined;
}

function learnFromClause(e: Expression, learn: Learn): void {
  if (e.kind === "call" && doubleTests.test(dotted(e.callee))) {
    for (const argument of e.args) {
      const root = clauseRoot(argument);
      if (root !== undefined) learn(root, "double");
    }
  }
  if (e.kind === "binary" && arithmetic.has(e.operator)) {
    const numbers = flatNumbers(e);
    if (numbers.some((n) => n.kind === "number" && kindOfLiteral(n.value) === "real")) {
      for (const n of numbers) {
        const root = clauseRoot(n);
        if (root !== undefined && n.kind !== "result") learn(root, "real");
      }
    }
    if (numbers.some((n) => n.kind === "name" && n.name === "NaN")) {
      for (const n of numbers) if (n.kind === "name" && n.name !== "NaN") learn(n.name, "double");
    }
  }
  for (const part of parts(e)) learnFromClause(part, learn);
}

const arithmetic: ReadonlySet<string> = new Set(["+", "-", "*", "<", "<=", ">", ">=", "===", "!=="]);

/** The operands of arithmetic and comparison, as far as they are joined by these. */
function flatNumbers(e: Expression): readonly Expression[] {
  if (e.kind === "binary" && arithmetic.has(e.operator)) return [...flatNumbers(e.left), ...flatNumbers(e.right)];
  if (e.kind === "unary" && (e.operator === "-" || e.operator === "+")) return flatNumbers(e.operand);
  return [e];
}

function dotted(e: Expression): string {
  if (e.kind === "name") return e.name;
  return e.kind === "member" ? `${dotted(e.object)}.${e.property}` : "";
}

function clauseRoot(e: Expression): string | undefined {
  if (e.kind === "name") return e.name;
  if (e.kind === "result") return "\\result";
  if (e.kind === "index") return clauseRoot(e.object);
  if (e.kind === "unary") return clauseRoot(e.operand);
  return e.kind === "nonNull" || e.kind === "old" ? clauseRoot(e.of) : undefined;
}

function parts(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case "old":
    case "nonNull":
      return [e.of];
    case "unary":
      return [e.operand];
    case "binary":
      return [e.left, e.right];
    case "conditional":
      return [e.condition, e.then, e.else];
    case "member":
      return [e.object];
    case "index":
      return [e.object, e.index];
    case "call":
      return [e.callee, ...e.args];
    case "array":
      return e.items;
    case "object":
      return e.properties.map((p) => p.value);
    case "quantifier":
    case "lambda":
      return [e.body];
    case "let":
      return [e.value, e.body];
    default:
      return [];
  }
}
