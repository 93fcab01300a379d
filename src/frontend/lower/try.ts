/**
 * Takes `try`; emits labelled blocks: an error that is thrown inside leaves the block before the handler, and whatever
 * leaves a `try` with `finally` leaves the block before the finalizer, noting how it goes on after it. A `return`, a jump
 * or a throw of the finalizer's own thereby takes the place of what was on its way (ECMA-262, section 14.15.3).
 * What the engine shows to be absent (a missing element or object, a division by 0) stays owed inside `try`.
 */
import ts from "typescript";
import { int, intSort, type Statement, same, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { classesAskedFor, errorSort } from "../elaborate/thrown.js";
import { unsupported } from "../syntax/refusal.js";
import {
  type Body,
  block,
  choice,
  collected,
  emit,
  type Finalizer,
  freshName,
  type Handler,
  undetermined,
} from "../world/body.js";
import { spanOf } from "./expression.js";
import { lowerStatements } from "./statement.js";
import { throwCaught } from "./throw.js";

export function lowerTry(node: ts.TryStatement, body: Body): void {
  if (node.finallyBlock === undefined) guarded(node, body);
  else finalized(node, node.finallyBlock, body);
}

/** `labelled T { labelled C { body; break T } handler }` */
function guarded(node: ts.TryStatement, body: Body): void {
  const span = spanOf(node, body);
  const clause = node.catchClause;
  if (clause === undefined) {
    emit(body, statementsIn(node.tryBlock, body));
    return;
  }
  const after = freshName(body, "try");
  const handler = openHandler(node, body);
  const tried = statementsIn(node.tryBlock, body);
  body.handlers.pop();
  const done: Statement = { kind: "break", label: after, span };
  const attempted: Statement = { kind: "labelled", label: handler.label, body: block([tried, done], span), span };
  const handled = collected(body, () => {
    bindError(clause, handler.error, body);
    lowerStatements(clause.block.statements, body);
  });
  const all = block([attempted, ...handled.statements], span);
  emit(body, { kind: "labelled", label: after, body: all, span });
}

function openHandler(node: ts.TryStatement, body: Body): Handler {
  const classes = classesAskedFor(node, body);
  const error = undetermined(body, errorSort(classes, body), spanOf(node, body), "error");
  const handler: Handler = { label: freshName(body, "catch"), error, classes };
  body.handlers.push(handler);
  return handler;
}

/** The name of the error stands for what is known of it. */
function bindError(clause: ts.CatchClause, error: Variable, body: Body): void {
  const name = clause.variableDeclaration?.name;
  if (name === undefined) return;
  const symbol = ts.isIdentifier(name) ? body.site.file.checker.getSymbolAtLocation(name) : undefined;
  if (symbol === undefined || body.assigned.has(symbol)) {
    unsupported({
      code: "unsupported.variable",
      span: spanOf(name, body),
      message: "What is caught has one name, which is not assigned.",
      hint: "Write `catch (error)`.",
    });
  }
  body.locals.set(symbol, { variable: error, owner: undefined, assigned: false });
}

/** `how := 0; labelled F { labelled C { try and catch; break F } how := 1 } finalizer; go on as noted` */
function finalized(node: ts.TryStatement, last: ts.Block, body: Body): void {
  const span = spanOf(node, body);
  const finalizer: Finalizer = {
    kind: "finally",
    name: undefined,
    label: freshName(body, "finally"),
    how: { name: freshName(body, "how"), sort: intSort },
    value: body.result.kind === "unit" ? undefined : undetermined(body, body.result, span),
    ways: [],
  };
  const { how, label, ways } = finalizer;
  emit(body, { kind: "let", variable: how, value: int(0n), span });
  const handler = openHandler(node, body);
  body.exits.push(finalizer);
  const { statements: inner } = collected(body, () => guarded(node, body));
  body.handlers.pop();
  const done: Statement = { kind: "break", label, span };
  const attempted: Statement = { kind: "labelled", label: handler.label, body: block([...inner, done], span), span };
  body.exits.pop();
  ways.push(() => throwCaught(handler, span, body));
  const thrown = setHow(how, ways.length, span);
  emit(body, { kind: "labelled", label, body: block([attempted, thrown], span), span });
  lowerStatements(last.statements, body);
  goOn(finalizer, span, body);
}

function setHow(how: Variable, way: number, span: Span): Statement {
  return { kind: "assign", target: { root: how, path: [] }, value: int(BigInt(way)), span };
}

/** Goes to the finalizer; `resume` is what happens after it. */
export function leaveBy(finalizer: Finalizer, resume: () => void, span: Span, body: Body): void {
  finalizer.ways.push(resume);
  emit(body, setHow(finalizer.how, finalizer.ways.length, span));
  emit(body, { kind: "break", label: finalizer.label, span });
}

function goOn({ how, ways }: Finalizer, span: Span, body: Body): void {
  const nothing: Statement = { kind: "block", body: [], span };
  const chain = ways.reduceRight<Statement>((rest, resume, i) => {
    const { statements } = collected(body, resume);
    return choice(same({ kind: "variable", ...how }, int(BigInt(i + 1))), block(statements, span), rest, span);
  }, nothing);
  emit(body, chain);
}

function statementsIn(node: ts.Block, body: Body): Statement {
  const { statements } = collected(body, () => lowerStatements(node.statements, body));
  return block(statements, spanOf(node, body));
}
