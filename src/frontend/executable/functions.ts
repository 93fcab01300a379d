/**
 * Takes functions without a contract of their own; gives JavaScript for them, with the monitors of the function that calls
 * them: nested functions and arrows where they stand, functions of a module beside it. Their calls are no events.
 */
import ts from "typescript";
import { takesReceiver } from "../types/receiver.js";
import type { InlineCallee } from "../world/body.js";
import { localName, refuse, type Unit } from "../world/executable-unit.js";
import type { LoweredFunction } from "../world/lowered.js";
import { nameVariables } from "../world/names.js";
import { expression } from "./expressions.js";
import { bound, returned, statements } from "./statements.js";

/** Of a function declared inside another. */
export function nestedName(name: string): string {
  return /^[\w$]+$/u.test(name) ? `$n_${name}` : refuse(`the name ${name}`);
}

export function nestedFunctionLines(node: ts.FunctionDeclaration, body: ts.Block, unit: Unit): string[] {
  const name = nestedName(node.name?.text ?? refuse("a function without a name"));
  return [`function ${name}${parametersAndBody(node, body, unit)}`];
}

/** An arrow or a function expression. */
export function functionText(node: ts.ArrowFunction | ts.FunctionExpression, unit: Unit): string {
  if (ts.isFunctionExpression(node)) return `(function ${parametersAndBody(node, node.body, unit)})`;
  const inner: Unit = { ...unit, nested: true, makes: false, temporaries: [] };
  return `(${parameterList(node, inner)} => ${bodyText(node.body, inner)})`;
}

/** The text after the name of a function of a module, with the monitors of the function for which it is printed. */
export function helperBody(helper: InlineCallee, owner: LoweredFunction, unit: Unit): string {
  const { node, file } = helper;
  const names = nameVariables(node, file.checker);
  const lowered: LoweredFunction = {
    ...owner,
    node,
    checker: file.checker,
    names,
    ir: { ...owner.ir, span: { ...owner.ir.span, file: file.path } },
  };
  const printed = new Map([...names.values()].map((name) => [name, localName(name)]));
  const takesThis = helper.site !== undefined && takesReceiver(helper.site);
  if (takesThis) printed.set("this", "$this");
  if (node.body === undefined) return refuse(`${helper.name}, which has no body`);
  return parametersAndBody(
    node,
    node.body,
    { ...unit, function: lowered, printed, count: 0 },
    takesThis ? { first: ["$this"] } : {},
  );
}

interface Around {
  /** Parameters before the function's own. */
  readonly first?: readonly string[];
  /** Lines before and after its statements: of a constructor, which gives the object that it makes. */
  readonly made?: { readonly before: string; readonly after: string };
}

export function parametersAndBody(
  node: ts.FunctionLikeDeclaration,
  body: ts.ConciseBody,
  unit: Unit,
  { first = [], made }: Around = {},
): string {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const isAsync = modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync || node.asteriskToken !== undefined) return refuse("an asynchronous function or a generator");
  const inner: Unit = { ...unit, nested: true, makes: made !== undefined, temporaries: [] };
  const text = ts.isBlock(body) ? bodyText(body, inner, made) : `{ ${returned(body, body, inner)} }`;
  return `${parameterList(node, inner, first)} ${text}`;
}

function parameterList(node: ts.FunctionLikeDeclaration, unit: Unit, first: readonly string[] = []): string {
  const parts = node.parameters.map((p) => {
    const rest = p.dotDotDotToken === undefined ? "" : "...";
    const fallback = p.initializer === undefined ? "" : ` = ${expression(p.initializer, unit)}`;
    return `${rest}${bound(p.name, unit)}${fallback}`;
  });
  return `(${[...first, ...parts].join(", ")})`;
}

function bodyText(body: ts.ConciseBody, unit: Unit, made?: Around["made"]): string {
  if (!ts.isBlock(body)) {
    const value = expression(body, unit);
    if (unit.temporaries.length === 0) return `(${value})`;
    return `{ let ${unit.temporaries.join(", ")}; return ${value}; }`;
  }
  const own = statements(body.statements, unit);
  const lines = made === undefined ? own : [made.before, ...own, made.after];
  const temporaries = unit.temporaries.length === 0 ? [] : [`let ${unit.temporaries.join(", ")};`];
  return ["{", ...[...temporaries, ...lines].map((line) => `  ${line}`), "}"].join("\n");
}
