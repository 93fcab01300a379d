/**
 * Takes a `for…of` with `havoc` above it; emits a loop of which only the body is read: how many rounds there are, and
 * what each of them is given, is arbitrary. That going through the values ends without an error is trusted and listed,
 * as of everything that `havoc` leaves out; what the body owes is owed.
 */
import ts from "typescript";
import {
  add,
  atMost,
  int,
  intSort,
  isMutable,
  lessThan,
  subtract,
  type Variable,
  type Variant,
  variable,
} from "../../ir/index.js";
import { unsupported } from "../syntax/refusal.js";
import { type Body, block, collected, emit, freshName } from "../world/body.js";
import { isAssignment } from "../world/patterns.js";
import { declareArbitraryIn } from "./declaration.js";
import { assignedIn, hasEffects } from "./effects.js";
import { spanOf } from "./expression.js";
import { clausesOf } from "./loop.js";
import { branch } from "./statement.js";
import { forget, writesVariable } from "./unknown-code.js";

type Declaring = ts.ForOfStatement & { readonly initializer: ts.VariableDeclarationList };

export function declaresRounds(node: ts.Statement): node is Declaring {
  return (
    ts.isForOfStatement(node) && node.awaitModifier === undefined && ts.isVariableDeclarationList(node.initializer)
  );
}

export function lowerArbitraryRounds(node: Declaring, body: Body): void {
  const span = spanOf(node, body);
  const rounds: Variable = { name: freshName(body, "n"), sort: intSort };
  const done: Variable = { name: freshName(body, "i"), sort: intSort };
  forget(node.expression, body, rounds);
  emit(body, { kind: "let", variable: done, value: int(0n), span });
  const label = freshName(body, "loop");
  const clauses = clausesOf(node, body, undefined);
  const [at, end] = [variable(done.name, intSort), variable(rounds.name, intSort)];
  body.exits.push({ kind: "loop", name: undefined, label, round: undefined });
  const inner = collected(body, () => {
    declareArbitraryIn(node.initializer, node.expression, body);
    refuseChanges(node, body);
    emit(body, branch(node.statement, body));
  });
  body.exits.pop();
  body.loops.set(node, clauses);
  const variant: Variant = {
    kind: "measure",
    terms: [subtract(end, at)],
    text: "the rounds that are left",
    span,
    inferred: true,
  };
  emit(body, {
    kind: "loop",
    label,
    prelude: [],
    condition: lessThan(at, end),
    body: block(inner.statements, span),
    step: { kind: "assign", target: { root: done, path: [] }, value: add(at, int(1n)), span },
    invariants: [{ text: "rounds are counted", term: atMost(int(0n), at), span }, ...clauses.invariants],
    variant: clauses.variant ?? variant,
    doneWith: clauses.doneWith,
    span,
  });
}

/**
 * Soundness: what a round is given may be a part of what is gone through, which the model does not know; so that where it
 * is an object, the body must neither write an object nor keep one.
 */
function refuseChanges(node: Declaring, body: Body): void {
  const { types } = body.cx.table;
  const symbols = node.initializer.declarations.flatMap((declaration) => symbolsOf(declaration.name, body));
  const holdsObject = (symbol: ts.Symbol): boolean => {
    const local = body.locals.get(symbol);
    return local !== undefined && isMutable(local.variable.sort, types);
  };
  if (!symbols.some(holdsObject)) return;
  const kept = [...assignedIn(node.statement, body.site.file.checker)].some(holdsObject);
  if (!kept && !changesObjects(node.statement, body)) return;
  unsupported({
    code: "unsupported.iteration",
    span: spanOf(node, body),
    message: "The loop changes or keeps objects, and what it goes through is not in the model.",
    hint: "Take `havoc` away.",
  });
}

function symbolsOf(name: ts.BindingName, body: Body): readonly ts.Symbol[] {
  if (ts.isIdentifier(name)) {
    const symbol = body.site.file.checker.getSymbolAtLocation(name);
    return symbol === undefined ? [] : [symbol];
  }
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? symbolsOf(element.name, body) : []));
}

/** Beyond giving variables other values: by writing a part, by a call with effects, or by handing out what it has. */
function changesObjects(node: ts.Node, body: Body): boolean {
  if (ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isFunctionLike(node)) return true;
  if (ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isDeleteExpression(node)) return true;
  if (isAssignment(node) && !writesVariable(node)) return true;
  if (ts.isCallLikeExpression(node) && (!ts.isCallExpression(node) || hasEffects(node, body))) return true;
  return ts.forEachChild(node, (child) => (changesObjects(child, body) ? true : undefined)) === true;
}
