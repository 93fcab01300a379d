/**
 * Takes calls of functions that were passed, by a name or a path; gives them in the syntax of clauses, their arguments
 * evaluated in order. What they return is a term (`elaborate/applications.ts`); that they change nothing is recorded.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { type FunctionValue, functionValueOf } from "../elaborate/applications.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import { invariantsOf } from "../world/class-invariants.js";
import { hasEffects } from "./effects.js";
import { operands, spanOf, toSyntax } from "./expression.js";

/** `f(x)`, `options.test(x)`: a function that was passed. */
export function callOfFunctionValue(
  node: ts.CallExpression,
  callee: ts.Expression,
  body: Body,
): Expression | undefined {
  if (!isPlace(callee) || ts.isOptionalChain(node) || hasEffects(callee, body)) return undefined;
  const { signature } = attemptedValue(callee, body) ?? {};
  if (signature === undefined) return undefined;
  refuseInsideInvariant(node, body);
  const wanted = [undefined, ...signature.parameters];
  const [of, ...args] = operands([callee, ...node.arguments], body, wanted);
  if (of === undefined) return undefined;
  return { kind: "call", callee: of, args, optional: false, span: spanOf(node, body) };
}

/** Soundness: what is called may come back to the object, which may not be as its class says just then (SEMANTICS, section 4). */
function refuseInsideInvariant(node: ts.CallExpression, body: Body): void {
  const { file } = body.site;
  const { receiver, table } = body.cx;
  const known = receiver?.sort.kind === "data" ? table.classes.get(receiver.sort.name) : undefined;
  const around = [node, ...[...body.parameters.keys()].flatMap((symbol) => symbol.declarations ?? [])];
  const owners = [
    ...(known === undefined || known === "several" ? [] : [known.owner]),
    ...around.flatMap((at) => ts.findAncestor(at, ts.isClassLike) ?? []),
  ];
  if (
    owners.every((owner) => invariantsOf(owner, body.world.project.fileOf(owner.getSourceFile()) ?? file).length === 0)
  ) {
    return;
  }
  unsupported({
    code: "unsupported.call",
    span: spanOf(node, body),
    message: "A function that is passed is called inside a class with an invariant, which it may find broken.",
    hint: "Return what is to be passed to the function, and call it outside the class.",
  });
}

function attemptedValue(callee: ts.Expression, body: Body): FunctionValue | undefined {
  const found = attempt(() => functionValueOf(toSyntax(callee, body), body.cx));
  return "value" in found ? found.value : undefined;
}

function isPlace(node: ts.Expression): boolean {
  if (ts.isNonNullExpression(node)) return isPlace(node.expression);
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}
