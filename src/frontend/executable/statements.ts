/**
 * Takes statements of the source; gives JavaScript lines for them with monitors, printed anew from a whitelist of
 * syntax kinds. Bodies are always blocks; a clause stands as a snapshot before its statement or at the loop's head.
 */
import ts from "typescript";
import { freeVariables } from "../../ir/index.js";
import type { LoopStatement } from "../syntax/attachments.js";
import { parameterSymbol } from "../world/classes.js";
import { keyText } from "../world/executable-names.js";
import { refuse, seeClause, site, snapshot, spanOf, temporary, type Unit } from "../world/executable-unit.js";
import { assignmentPattern, bindingPattern, type Pattern } from "../world/patterns.js";
import { assignedText } from "./assignments.js";
import { describe, expression } from "./expressions.js";
import { nestedFunctionLines } from "./functions.js";
import { elementSource, printable, type TextSource, textSource, unpackText, wholeText } from "./patterns.js";
import { changedStep, reachedStep, roundStep, testedText } from "./steps.js";
import { thrown, tried } from "./throws.js";

export function statements(list: readonly ts.Statement[], unit: Unit): string[] {
  return list.flatMap((node) => [...assertions(node, unit), ...statement(node, unit)]);
}

function assertions(node: ts.Statement, unit: Unit): string[] {
  const found = unit.function.assertions.get(node) ?? [];
  return found.flatMap(({ kind, clause }) => {
    const see = seeClause(unit, kind, clause);
    // Soundness: an assumption that is not watched could be false in the run that refutes.
    if (see === undefined && kind === "assume") return refuse("an `assume` over what is not in the text");
    return see === undefined ? [] : [`${see};`];
  });
}

function statement(node: ts.Statement, unit: Unit): string[] {
  if (ts.isBlock(node)) return block(statements(node.statements, unit));
  if (ts.isEmptyStatement(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return [];
  if (ts.isFunctionDeclaration(node)) {
    return node.body === undefined ? [] : nestedFunctionLines(node, node.body, unit);
  }
  if (ts.isVariableStatement(node)) return [`${declarations(node.declarationList, unit)};`, ...changedStep(node, unit)];
  if (ts.isExpressionStatement(node)) return [`${expression(node.expression, unit)};`, ...changedStep(node, unit)];
  if (ts.isIfStatement(node)) return branch(node, unit);
  if (ts.isReturnStatement(node)) return [...reachedStep(node, unit), returned(node, node.expression, unit)];
  if (ts.isThrowStatement(node)) return [...reachedStep(node, unit), thrown(node, unit)];
  if (ts.isTryStatement(node)) return tried(node, unit);
  if (ts.isSwitchStatement(node)) return choice(node, unit);
  if (ts.isLabeledStatement(node)) return labelled(node, unit);
  if (ts.isBreakStatement(node)) {
    const jump = node.label === undefined ? "break;" : `break ${labelName(node.label)};`;
    return [...doneAt(loopLeftBy(node), unit).map((see) => `${see};`), jump];
  }
  if (ts.isContinueStatement(node))
    return [node.label === undefined ? "continue;" : `continue ${labelName(node.label)};`];
  const loop = loopOf(node);
  if (loop === undefined) return refuse(describe(node));
  const { before, lines } = looped(loop, unit);
  return [...before, ...lines];
}

function block(lines: readonly string[]): string[] {
  return ["{", ...lines.map((line) => `  ${line}`), "}"];
}

/** A body in braces, after a header. */
export function headed(header: string, lines: readonly string[]): string[] {
  return [`${header} {`, ...lines.map((line) => `  ${line}`), "}"];
}

function body(node: ts.Statement, unit: Unit): string[] {
  return ts.isBlock(node) ? statements(node.statements, unit) : statements([node], unit);
}

function branch(node: ts.IfStatement, unit: Unit): string[] {
  const then = headed(`if (${condition(node.expression, unit)})`, body(node.thenStatement, unit));
  return node.elseStatement === undefined ? then : [...then, ...headed("else", body(node.elseStatement, unit))];
}

function condition(node: ts.Expression, unit: Unit): string {
  return testedText(node, expression(node, unit), unit);
}

function declarations(list: ts.VariableDeclarationList, unit: Unit): string {
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  const keyword = isVar ? "var" : (list.flags & ts.NodeFlags.Let) === 0 ? "const" : "let";
  if ((list.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) return refuse("`using`");
  const parts = list.declarations.flatMap((d): readonly string[] => {
    if (!ts.isIdentifier(d.name)) return patternParts(d.name, d.initializer, unit);
    const name = bound(d.name, unit);
    if (d.initializer === undefined) return [name];
    const span = spanOf(unit, d);
    const value = expression(d.initializer, unit);
    // `const rest: never = s` after all cases: reaching it is the hazard.
    if (!unit.hazards.asserted("exhaustive", span)) return [`${name} = ${value}`];
    return [`${name} = ($m.reach(${site(unit, { kind: "exhaustive", span })}), ${value})`];
  });
  return `${keyword} ${parts.join(", ")}`;
}

/** Declarators for a pattern; the steps between them are values of names that nobody reads. */
function patternParts(name: ts.BindingPattern, initializer: ts.Expression | undefined, unit: Unit): readonly string[] {
  if (initializer === undefined) return refuse("a pattern without a value");
  const pattern = printable(bindingPattern(name));
  const { before, source } = textSource(initializer, pattern, unit);
  return [...before.map((step) => unread(step, unit)), ...leafParts(pattern, source, unit)];
}

export function leafParts(pattern: Pattern<ts.Identifier>, source: TextSource, unit: Unit): readonly string[] {
  const printed = new Set([...unit.printed.values()]);
  const steps = unpackText(pattern, source, unit, (leaf, value) => `${bound(leaf, unit)} = ${value}`);
  return steps.map((step) => (printed.has(step.slice(0, step.indexOf(" "))) ? step : unread(step, unit)));
}

function unread(step: string, unit: Unit): string {
  return `$n${++unit.count} = (${step})`;
}

/** A name that is declared, or the pattern of a parameter. */
export function bound(node: ts.BindingName, unit: Unit): string {
  if (ts.isIdentifier(node)) {
    const { checker } = unit.function;
    const symbol = ts.isParameter(node.parent)
      ? parameterSymbol(node.parent, checker)
      : checker.getSymbolAtLocation(node);
    const name = symbol === undefined ? undefined : unit.function.names.get(symbol);
    return (name === undefined ? undefined : unit.printed.get(name)) ?? refuse(`the name ${node.text}`);
  }
  const elements = node.elements.map((e) => (ts.isOmittedExpression(e) ? "" : boundElement(e, unit)));
  return ts.isArrayBindingPattern(node) ? `[${elements.join(", ")}]` : `{ ${elements.join(", ")} }`;
}

function boundElement(node: ts.BindingElement, unit: Unit): string {
  if (node.dotDotDotToken !== undefined) return refuse("a rest pattern");
  const fallback = node.initializer === undefined ? "" : ` = ${expression(node.initializer, unit)}`;
  const target = `${bound(node.name, unit)}${fallback}`;
  if (ts.isArrayBindingPattern(node.parent)) return target;
  const key = node.propertyName ?? (ts.isIdentifier(node.name) ? node.name : refuse("a pattern without a key"));
  return `${keyText(key)}: ${target}`;
}

export function returned(node: ts.Node, value: ts.Expression | undefined, unit: Unit): string {
  if (unit.nested)
    return value === undefined ? `return${unit.makes ? " $this" : ""};` : `return ${expression(value, unit)};`;
  const { ir } = unit.function;
  const exit = site(unit, {
    kind: "exit",
    function: ir.id,
    parameters: ir.contract.parameters,
    result: ir.contract.result,
    span: spanOf(unit, node),
  });
  const text = value === undefined ? (unit.makes ? "$this" : "(void 0)") : expression(value, unit);
  return `return $m.exit(${exit}, ${text}, [${unit.parameters.join(", ")}]);`;
}

function choice(node: ts.SwitchStatement, unit: Unit): string[] {
  const clauses = node.caseBlock.clauses.flatMap((clause) => {
    const header = ts.isCaseClause(clause) ? `case ${expression(clause.expression, unit)}:` : "default:";
    return [
      header,
      ...[...reachedStep(clause, unit), ...statements(clause.statements, unit)].map((line) => `  ${line}`),
    ];
  });
  const span = spanOf(unit, node);
  const hasDefault = node.caseBlock.clauses.some(ts.isDefaultClause);
  if (!hasDefault && unit.hazards.asserted("exhaustive", span)) {
    clauses.push(`default: $m.reach(${site(unit, { kind: "exhaustive", span })});`);
  }
  return headed(`switch (${expression(node.expression, unit)})`, clauses);
}

function labelName(node: ts.Identifier): string {
  return `$l_${node.text.replace(/[^A-Za-z0-9_$]/g, (c) => `$${c.charCodeAt(0)}`)}`;
}

function labelled(node: ts.LabeledStatement, unit: Unit): string[] {
  const loop = loopOf(node.statement);
  const name = labelName(node.label);
  if (loop === undefined) return headed(`${name}:`, statements([node.statement], unit));
  const { before, lines } = looped(loop, unit);
  return [...before, `${name}:`, ...lines];
}

function loopOf(node: ts.Statement): LoopStatement | undefined {
  const isLoop =
    ts.isWhileStatement(node) || ts.isDoStatement(node) || ts.isForStatement(node) || ts.isForOfStatement(node);
  return isLoop ? node : undefined;
}

interface Looped {
  /** Lines that stand before a label. */
  readonly before: readonly string[];
  readonly lines: readonly string[];
}

function looped(node: LoopStatement, unit: Unit): Looped {
  const begin = `$m.reach(${site(unit, { kind: "loop", span: spanOf(unit, node) })});`;
  if (ts.isWhileStatement(node)) {
    const head = headOf(node, condition(node.expression, unit), unit);
    return { before: [begin], lines: headed(`while (${head})`, body(node.statement, unit)) };
  }
  if (ts.isDoStatement(node)) {
    // The heads at which a round follows; the IR's last head, where the loop ends, is not watched.
    const heads = headClauses(node, unit).map((see) => `${see};`);
    const lines = headed("do", ["$m.tick();", ...heads, ...body(node.statement, unit)]);
    const last = lines.pop();
    const test = condition(node.expression, unit);
    const done = doneAt(node, unit);
    const ending = done.length === 0 ? test : `(${test} || (${[...done, "false"].join(", ")}))`;
    return { before: [begin], lines: [...lines, `${last} while (${ending});`] };
  }
  return ts.isForStatement(node) ? counted(node, begin, unit) : traversed(node, begin, unit);
}

function counted(node: ts.ForStatement, begin: string, unit: Unit): Looped {
  const { initializer } = node;
  const first =
    initializer === undefined
      ? ""
      : ts.isVariableDeclarationList(initializer)
        ? declarations(initializer, unit)
        : expression(initializer, unit);
  const test = node.condition === undefined ? "true" : expression(node.condition, unit);
  const next = node.incrementor === undefined ? "" : expression(node.incrementor, unit);
  const header = `for (${first}; ${headOf(node, test, unit)}; ${next})`;
  return { before: [begin], lines: headed(header, [...roundStep(node, unit), ...body(node.statement, unit)]) };
}

/**
 * `for…of` over an array, by the index that the IR names too; JavaScript's iterator reads the length each time. Over a
 * string, by the position of each code point.
 */
function traversed(node: ts.ForOfStatement, begin: string, unit: Unit): Looped {
  if (node.awaitModifier !== undefined) return refuse("`for await`");
  const hidden = hiddenIndex(node, unit);
  const index = hidden ?? `$k${++unit.count}`;
  const array = `$s${++unit.count}`;
  const inner: Unit = hidden === undefined ? unit : { ...unit, printed: new Map(unit.printed).set(hidden, hidden) };
  const { over, form, element } = elementSource(node, array, index, unit);
  const before = [
    begin,
    `const ${array} = ${form === undefined || form === "text" ? expression(over, unit) : `$m.content(${expression(over, unit)})`};`,
  ];
  const head = headOf(node, `(${index} < ${array}.length)`, inner);
  const next = form === "text" ? `${index} += $m.width(${array}, ${index})` : `${index}++`;
  const first = [`${elementText(node.initializer, element, unit)};`, ...roundStep(node, unit)];
  const lines = [...first, ...body(node.statement, inner)];
  return { before, lines: headed(`for (let ${index} = 0; ${head}; ${next})`, lines) };
}

function elementText(initializer: ts.ForInitializer, element: TextSource, unit: Unit): string {
  if (!ts.isVariableDeclarationList(initializer)) {
    const pattern = printable(assignmentPattern(initializer));
    return `(${unpackText(pattern, element, unit, (leaf, value) => assignedText(leaf, value, unit)).join(", ")})`;
  }
  const [declared] = initializer.declarations;
  if (declared === undefined) return refuse("a `for…of` without a variable");
  const keyword = (initializer.flags & ts.NodeFlags.Let) === 0 ? "const" : "let";
  const pattern = printable(bindingPattern(declared.name));
  if (pattern.kind === "leaf") return `${keyword} ${bound(pattern.leaf, unit)} = ${wholeText(element)}`;
  const name = temporary(unit);
  const [before, source]: readonly [readonly string[], TextSource] =
    element.kind === "parts"
      ? [[], element]
      : [[unread(`${name} = ${element.text}`, unit)], { ...element, text: name }];
  return `${keyword} ${[...before, ...leafParts(pattern, source, unit)].join(", ")}`;
}

/** The index that the frontend's own invariant or measure of a `for…of` names; no variable of the source is called so. */
function hiddenIndex(node: LoopStatement, unit: Unit): string | undefined {
  const known = unit.function.loops.get(node);
  const measure = known?.variant?.kind === "measure" ? known.variant.terms : [];
  const clauses = [...(known?.invariants ?? []), ...(known?.doneWith ?? [])];
  const terms = [...clauses.map((clause) => clause.term), ...measure];
  const names = terms.flatMap((term) => [...freeVariables(term).keys()]);
  return names.find((name) => /^\$i\d+$/.test(name) && !unit.printed.has(name));
}

/** Fuel, then the loop's clauses, then its test; where that ends the loop, what holds at its end. */
function headOf(node: LoopStatement, test: string, unit: Unit): string {
  const done = doneAt(node, unit);
  const ending = done.length === 0 ? test : `(${test} || (${[...done, "false"].join(", ")}))`;
  return ["$m.tick()", ...headClauses(node, unit), ending].join(" && ");
}

/** Snapshots for what the author says of the loop's end. */
function doneAt(node: LoopStatement | undefined, unit: Unit): readonly string[] {
  const clauses = node === undefined ? [] : (unit.function.loops.get(node)?.doneWith ?? []);
  return clauses.flatMap((clause) => seeClause(unit, "done_with", clause) ?? []);
}

/** The loop that a `break` ends. Where a `finally` would still come in between, what it sees is not the loop's end. */
function loopLeftBy(node: ts.BreakStatement): LoopStatement | undefined {
  for (let at: ts.Node = node.parent; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isTryStatement(at) && at.finallyBlock !== undefined) return undefined;
    if (node.label === undefined && ts.isSwitchStatement(at)) return undefined;
    const loop = ts.isStatement(at) ? loopOf(at) : undefined;
    const label = ts.isLabeledStatement(at.parent) ? at.parent.label.text : undefined;
    if (loop !== undefined && (node.label === undefined || label === node.label.text)) return loop;
  }
  return undefined;
}

/** Snapshots for the invariants, then for the author's measure. */
function headClauses(node: LoopStatement, unit: Unit): readonly string[] {
  const clauses = unit.function.loops.get(node);
  const seen = (clauses?.invariants ?? []).flatMap((clause) => seeClause(unit, "invariant", clause) ?? []);
  const variant = clauses?.variant;
  if (variant?.kind !== "measure" || variant.inferred) return seen;
  const see = snapshot(unit, variant.terms, (variables) => ({
    kind: "variant",
    variant,
    variables,
    span: variant.span,
  }));
  return see === undefined ? seen : [...seen, see];
}
