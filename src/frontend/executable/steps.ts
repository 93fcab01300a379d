/**
 * Takes statements of the function at work; gives the monitor calls by which a run that is followed writes down its path:
 * what variables hold after a statement, how a condition came out, where it left. Other runs pass them by.
 * Relies on: what a block declares before a statement has its value there; where a call made it otherwise, the followed run
 * ends unlike the one that it follows, and has no path to show.
 */
import ts from "typescript";
import type { PathPlace } from "../../ir/index.js";
import { parameterSymbol } from "../world/classes.js";
import { spanOf, type Unit } from "../world/executable-unit.js";

interface Seen {
  readonly shown: string;
  readonly text: string;
}

/** After a statement that may have changed something. */
export function changedStep(node: ts.Statement, unit: Unit): readonly string[] {
  if (!isFollowed(unit)) return [];
  return [stepLine(node, "changed", [...declaredBy(node, unit), ...inScope(node, unit)], unit)];
}

/** At the beginning of a round, with what the loop's head declares. */
export function roundStep(node: ts.ForStatement | ts.ForOfStatement, unit: Unit): readonly string[] {
  const { initializer } = node;
  if (!isFollowed(unit) || initializer === undefined) return [];
  const own = declaredBy(initializer, unit);
  return own.length === 0 ? [] : [stepLine(node, "round", own, unit, headText(node))];
}

/** At a `return`, a `throw`, a case of a `switch`: before anything in it is evaluated. */
export function reachedStep(node: ts.Node, unit: Unit): readonly string[] {
  return isFollowed(unit) ? [stepLine(node, "reached", [], unit, headText(node))] : [];
}

/** A condition, which keeps its value. */
export function testedText(node: ts.Expression, printed: string, unit: Unit): string {
  if (!isFollowed(unit) || node.kind === ts.SyntaxKind.TrueKeyword) return printed;
  const span = spanOf(unit, node);
  return `$m.tested(${placed(unit, { what: "tested", names: [], text: oneLine(node), span })}, ${printed})`;
}

/** Functions that have no contract are steps of those that call them. */
function isFollowed(unit: Unit): boolean {
  return unit.function === unit.owner;
}

function stepLine(
  node: ts.Node,
  what: "changed" | "round" | "reached",
  seen: readonly Seen[],
  unit: Unit,
  text = "",
): string {
  const once = [...new Map(seen.map((one) => [one.text, one])).values()];
  const names = once.map(({ shown }) => shown);
  const at = placed(unit, { what, names, text, span: spanOf(unit, node) });
  return `if ($m.follows()) $m.step(${at}, [${once.map((one) => one.text).join(", ")}]);`;
}

function placed({ printing }: Unit, place: PathPlace): number {
  return printing.steps.push(place) - 1;
}

/** Up to the body of what has one. */
function headText(node: ts.Node): string {
  if (ts.isCaseClause(node)) return `case ${oneLine(node.expression)}`;
  return ts.isDefaultClause(node) ? "default" : oneLine(node);
}

const longest = 60;

function oneLine(node: ts.Node): string {
  const text = node.getText().replace(/\s+/gu, " ").replace(/;$/u, "");
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** Of a long function the nearest: a text with all at each statement would be as long as its square. */
const mostSeen = 16;
const furthest = 60;

/** What is declared before the node in the blocks around it, the nearest first, the parameters included. */
function inScope(node: ts.Node, unit: Unit): readonly Seen[] {
  const found: Seen[] = [];
  for (let at = node; at !== unit.function.node; at = at.parent) {
    const { parent } = at;
    if (ts.isBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
      const end = ts.isStatement(at) ? parent.statements.indexOf(at) : -1;
      const before = parent.statements.slice(Math.max(0, end - furthest), end);
      for (const statement of before.toReversed()) {
        if (found.length < mostSeen) found.push(...declaredBy(statement, unit));
      }
    }
    const initializer = ts.isForStatement(parent) || ts.isForOfStatement(parent) ? parent.initializer : undefined;
    if (initializer !== undefined && at !== initializer) found.push(...declaredBy(initializer, unit));
    if (ts.isFunctionLike(parent)) found.push(...parent.parameters.flatMap((p) => namesOf(p.name, unit)));
    if (ts.isSourceFile(parent)) break;
  }
  return unit.printed.has("this") ? [...found, { shown: "this", text: "$this" }] : found;
}

function declaredBy(node: ts.Node, unit: Unit): readonly Seen[] {
  if (ts.isVariableStatement(node)) return declaredBy(node.declarationList, unit);
  return ts.isVariableDeclarationList(node) ? node.declarations.flatMap((d) => namesOf(d.name, unit)) : [];
}

function namesOf(name: ts.BindingName, unit: Unit): readonly Seen[] {
  if (!ts.isIdentifier(name))
    return name.elements.flatMap((e) => (ts.isOmittedExpression(e) ? [] : namesOf(e.name, unit)));
  const { checker, names } = unit.function;
  const symbol = ts.isParameter(name.parent)
    ? parameterSymbol(name.parent, checker)
    : checker.getSymbolAtLocation(name);
  const known = symbol === undefined ? undefined : names.get(symbol);
  const text = known === undefined ? undefined : unit.printed.get(known);
  return text === undefined ? [] : [{ shown: name.text, text }];
}
