/**
 * Takes `for…of`; emits a loop over a hidden position, as the array iterator goes (ECMA-262, section 23.1.5): the length
 * is read anew each round.
 */
import ts from "typescript";
import {
  and,
  atMost,
  type Clause,
  int,
  intSort,
  type Term,
  type Variable,
  type Variant,
  variable,
} from "../../ir/index.js";
import { unsupported } from "../syntax/refusal.js";
import { type Body, block, collected, emit, freshName } from "../world/body.js";
import { assignmentPattern, bindingPattern } from "../world/patterns.js";
import { assignLeaves } from "./assignment.js";
import { declareLeaves } from "./declaration.js";
import { spanOf } from "./expression.js";
import { clausesOf } from "./loop.js";
import { readable, type Source } from "./pattern.js";
import { assignedBy } from "./reached-code.js";
import { branch } from "./statement.js";
import { type Traversal, traversalOf } from "./traversal.js";

export function lowerForOf(node: ts.ForOfStatement, name: string | undefined, body: Body): void {
  const span = spanOf(node, body);
  if (node.awaitModifier !== undefined) {
    unsupported({ code: "unsupported.statement", span, message: "`for await` is not read.", hint: "Use `for…of`." });
  }
  const through = traversalOf(node, body);
  refuseRepointed(node, through, body);
  const index: Variable = { name: freshName(body, "i"), sort: intSort };
  emit(body, { kind: "let", variable: index, value: int(0n), span });
  const at = variable(index.name, intSort);
  const label = freshName(body, "loop");
  const element = ts.isVariableDeclarationList(node.initializer) ? node.initializer.declarations[0]?.name : undefined;
  const position = element !== undefined && ts.isIdentifier(element) ? `_${element.text}_idx` : undefined;
  const clauses = clausesOf(node, body, position === undefined ? undefined : { name: position, variable: index });
  body.exits.push({ kind: "loop", name, label, round: undefined });
  const inner = collected(body, () => {
    bindElement(node.initializer, through.element(at), body);
    emit(body, branch(node.statement, body));
  });
  body.exits.pop();
  body.loops.set(node, clauses);
  const statement = block(inner.statements, span);
  const over = spanOf(node.expression, body);
  if (through.root !== undefined) body.iterations.push({ root: through.root, body: statement, span: over });
  emit(body, {
    kind: "loop",
    label,
    prelude: [],
    condition: through.within(at),
    body: statement,
    step: { kind: "assign", target: { root: index, path: [] }, value: through.next(at), span },
    invariants: [bounds(node, through, at, body), ...clauses.invariants],
    variant: clauses.variant ?? measure(through, at, span),
    doneWith: clauses.doneWith,
    span,
  });
}

function bounds(node: ts.ForOfStatement, through: Traversal, at: Term, body: Body): Clause {
  return {
    text: `the position is within ${node.expression.getText(body.site.file.sourceFile)}`,
    term: and(atMost(int(0n), at), through.bound(at)),
    span: spanOf(node.expression, body),
  };
}

function measure(through: Traversal, at: Term, span: Variant["span"]): Variant {
  return {
    kind: "measure",
    terms: [through.left(at)],
    text: "the elements that are left",
    span,
    inferred: true,
  };
}

function bindElement(initializer: ts.ForInitializer, element: Source, body: Body): void {
  if (!ts.isVariableDeclarationList(initializer)) {
    assignLeaves(readable(assignmentPattern(initializer), body), element, body, spanOf(initializer, body));
    return;
  }
  const [declaration] = initializer.declarations;
  const readableFlags = ts.NodeFlags.Const | ts.NodeFlags.Let;
  const isPlain = (initializer.flags & ts.NodeFlags.BlockScoped & ~readableFlags) === 0;
  if (declaration === undefined || !isPlain || (initializer.flags & readableFlags) === 0) {
    unsupported({
      code: "unsupported.variable",
      span: spanOf(initializer, body),
      message: "The variable of `for…of` is declared with `const` or `let`.",
      hint: "Write `const`.",
    });
  }
  declareLeaves(readable(bindingPattern(declaration.name), body), element, body);
}

/** Soundness: JavaScript goes on through the first array where the IR would go through the other. */
function refuseRepointed(node: ts.ForOfStatement, { root }: Traversal, body: Body): void {
  if (root === undefined || !assignedBy(node, body).has(root)) return;
  unsupported({
    code: "unsupported.iteration",
    span: spanOf(node.expression, body),
    message: "The loop gives the variable that it goes through another array.",
    hint: "Give the array a name of its own before the loop.",
  });
}
