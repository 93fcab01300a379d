/**
 * Takes code that is left out of the model (`havoc`, `skip`, what `autohavoc` meets); emits what is then arbitrary:
 * every variable that the code may change, with all that it may reach, and the ways in which it may leave the function.
 * That it throws nothing, and that its values are of their declared types, is trusted and listed.
 *
 * Soundness: what is not made arbitrary here is taken to be unchanged. Code that writes through a path or calls anything
 * may change every object that one of its names reaches, also by the functions of the same body that it names.
 */
import ts from "typescript";
import { bool, isMutable, type Statement, use, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { siteOfSymbol } from "../elaborate/callee.js";
import { isPrimitive } from "../elaborate/constant-uses.js";
import { isUnread } from "../sharing/kept.js";
import { unsupported } from "../syntax/refusal.js";
import { type Body, block, choice, collected, emit, freshName } from "../world/body.js";
import { isAssignment } from "../world/patterns.js";
import { assignedIn } from "./effects.js";
import { spanOf } from "./expression.js";
import { namesIn, reachedBy } from "./reached-code.js";
import { jump, leave, returnNothing } from "./statement.js";

/** What the code in `node` may change becomes arbitrary. `made` is new, and may keep what the code reaches. */
export function forget(node: ts.Node, body: Body, made?: Variable): void {
  const span = spanOf(node, body);
  const variables = [...(made === undefined ? [] : [made]), ...changedIn(node, body, made)];
  const unread = namesUnread(node, body, made) ? ({ unread: true } as const) : {};
  if (made !== undefined) {
    emit(body, { kind: "let", variable: made, span });
    body.tokens.set(made.name, { kind: "variable", variable: made });
  }
  const havoc = { kind: "havoc", variables, ...unread, text: trustedText(node, body), span } as const;
  emit(body, made === undefined ? havoc : { ...havoc, made });
}

/** A whole statement: its effects, and that it may `return`, `break` or `continue` from inside. */
export function forgetStatement(node: ts.Statement, body: Body): void {
  const span = spanOf(node, body);
  forget(node, body);
  // What comes after a `return` is not reached, whatever it returns.
  if (ts.isReturnStatement(node) || ts.isBreakOrContinueStatement(node)) {
    leaveBy(node, body);
    return;
  }
  for (const way of waysOut(node)) {
    const test: Variable = { name: freshName(body, "t"), sort: bool };
    emit(body, { kind: "let", variable: test, span });
    emit(body, { kind: "havoc", variables: [test], made: test, text: trustedText(node, body), span });
    const { statements } = collected(body, () => leaveBy(way, body));
    const nothing: Statement = { kind: "block", body: [], span };
    emit(body, choice(use(test), block(statements, span), nothing, span));
  }
}

function leaveBy(way: WayOut, body: Body): void {
  if (!ts.isReturnStatement(way)) {
    jump(way, body);
    return;
  }
  const span = spanOf(way, body);
  if (body.result.kind === "unit" || way.expression === undefined) {
    returnNothing(span, body);
    return;
  }
  // `return e` where e is not in the model: any value of the result's sort.
  const made: Variable = { name: freshName(body, "t"), sort: body.result };
  forget(way.expression, body, made);
  leave(use(made), span, body);
}

type WayOut = ts.ReturnStatement | ts.BreakOrContinueStatement;

/** One of each kind: where the exits inside lead out of the statement. */
function waysOut(statement: ts.Statement): readonly WayOut[] {
  const found = new Map<string, WayOut>();
  const visit = (node: ts.Node, inLoop: boolean, inSwitch: boolean, labels: readonly string[]): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node)) found.set(node.expression === undefined ? "return" : "return value", node);
    if (ts.isBreakOrContinueStatement(node)) {
      const inside =
        node.label !== undefined ? labels.includes(node.label.text) : inLoop || (inSwitch && ts.isBreakStatement(node));
      if (!inside) found.set(`${node.kind} ${node.label?.text ?? ""}`, node);
    }
    const loop = inLoop || ts.isIterationStatement(node, false);
    const own = ts.isLabeledStatement(node) ? [...labels, node.label.text] : labels;
    ts.forEachChild(node, (child) => visit(child, loop, inSwitch || ts.isSwitchStatement(node), own));
  };
  visit(statement, false, false, []);
  return [...found.values()];
}

/** The variables of the function that executing the code may give another value, or whose objects it may change. */
function changedIn(node: ts.Node, body: Body, made: Variable | undefined): readonly Variable[] {
  const { checker } = body.site.file;
  const { parts, bodies } = reachedBy(node, body);
  const assigned = new Set(parts.flatMap((part) => [...assignedIn(part, checker)]));
  const mentioned = new Set(parts.flatMap((part) => [...namesIn(part, checker)]));
  const { types } = body.cx.table;
  const locals = new Map(bodies.flatMap((b) => [...b.locals]));
  // An object that is assigned gets a second name, here or in the module.
  const holds = [...assigned].some((symbol) => {
    const declared = symbol.valueDeclaration;
    if (declared === undefined) return true;
    const isInside = parts.some((part) => ts.findAncestor(declared, (above) => above === part) !== undefined);
    return !isInside && !isPrimitive(checker.getTypeOfSymbolAtLocation(symbol, declared));
  });
  const reaches = parts.some(mayReach) || holds || mayHold(made, body);
  const found = new Map<string, Variable>();
  for (const [symbol, { variable }] of locals) {
    const isReached = reaches && mentioned.has(symbol) && isMutable(variable.sort, types);
    if (assigned.has(symbol) || isReached) found.set(variable.name, variable);
  }
  const receivers = bodies.flatMap((b) => b.cx.receiver ?? []);
  if (reaches && parts.some(holdsThis)) for (const receiver of receivers) found.set(receiver.name, receiver);
  return [...found.values()];
}

/** Soundness: an object that the code gives may be a part of one that it names, and is written under the new name. */
function mayHold(made: Variable | undefined, body: Body): boolean {
  return made !== undefined && isMutable(made.sort, body.cx.table.types);
}

/** Whether the code may change objects through a value of which nothing is read. */
function namesUnread(node: ts.Node, body: Body, made: Variable | undefined): boolean {
  const { checker } = body.site.file;
  const { parts, bodies } = reachedBy(node, body);
  if (!parts.some(mayReach) && !mayHold(made, body)) return false;
  const mentioned = new Set(parts.flatMap((part) => [...namesIn(part, checker)]));
  const locals = bodies.flatMap((b) => [...b.locals]);
  return locals.some(([symbol, { variable }]) => mentioned.has(symbol) && isUnread(variable.sort, body.cx.table.types));
}

function holdsThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword) return true;
  return ts.forEachChild(node, (child) => (holdsThis(child) ? true : undefined)) === true;
}

/** Whether the code may change an object: by a call, an iteration, or a write that is not to a variable. */
function mayReach(node: ts.Node): boolean {
  const calls =
    ts.isCallLikeExpression(node) ||
    ts.isAwaitExpression(node) ||
    ts.isYieldExpression(node) ||
    ts.isDeleteExpression(node) ||
    ts.isForOfStatement(node) ||
    ts.isSpreadElement(node) ||
    ts.isTemplateExpression(node);
  if (calls || (isAssignment(node) && !writesVariable(node))) return true;
  return ts.forEachChild(node, (child) => (mayReach(child) ? true : undefined)) === true;
}

export function writesVariable(node: ts.Node): boolean {
  const target = ts.isBinaryExpression(node)
    ? node.left
    : ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)
      ? node.operand
      : undefined;
  return target !== undefined && ts.isIdentifier(target);
}

/** What is trusted, with what the functions called in it require: it is shown nowhere. */
function trustedText(node: ts.Node, body: Body): string {
  const line = node.getText().split(/\r\n|\n/u)[0] ?? "";
  const shown = line.length > 60 ? `${line.slice(0, 57)}…` : line;
  const owed = [...new Set(requiring(node, body))].map((name) => `\`${name}\``);
  const met = owed.length === 0 ? "" : `, and what ${owed.join(", ")} requires holds there`;
  return `\`${shown}\` ends without an error, with values of the declared types, and changes only what it names${met}`;
}

/** Functions with a `requires` that the code calls. */
function requiring(node: ts.Node, body: Body): readonly string[] {
  const site = ts.isCallExpression(node)
    ? siteOfSymbol(body.site.file.checker.getSymbolAtLocation(node.expression), body)
    : undefined;
  const own = site?.clauses.some(({ keyword }) => keyword === "requires") === true ? [site.name] : [];
  const inside: string[] = [];
  ts.forEachChild(node, (child) => {
    inside.push(...requiring(child, body));
  });
  return [...own, ...inside];
}

export function refuseKey(key: string, span: Span): never {
  return unsupported({
    code: "unsupported.clause",
    span,
    message: `The statement calls nothing named \`${key}\`.`,
    hint: "Write the name of the called function, or `havoc` alone.",
  });
}
