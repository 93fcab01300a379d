/**
 * Takes a call of a function with a contract and gives the statement that it is: arguments in order, the places that the
 * callee changes, what is thrown where somebody catches it.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { type Argument, bool, isMutable, type Sort, type Term, type Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { argumentTerm, argumentTerms, byParameter } from "../elaborate/arguments.js";
import { receiverOf, type SetterCall } from "../elaborate/callee.js";
import { elaborate } from "../elaborate/elaborate.js";
import type { PureParameter } from "../syntax/entity.js";
import { unsupported } from "../syntax/refusal.js";
import { oweMark, temporary } from "../types/receive.js";
import { returnsReceiver } from "../types/receiver.js";
import { refinedText } from "../types/refinements.js";
import { optionOf } from "../types/type-table.js";
import { type Body, block, choice, collected, emit, undetermined } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import type { Signature } from "../world/world.js";
import { hasEffects } from "./effects.js";
import { operands, spanOf } from "./expression.js";
import { argumentsOf } from "./inline-arguments.js";
import { lowerTarget, present, type Target } from "./target.js";
import { throwUnknown } from "./throw.js";

/** A call, a read of a getter, which is a call without arguments, or an assignment that runs a setter. */
export type ProjectCall = ts.CallExpression | ts.PropertyAccessExpression | SetterCall;

/** The object that a method runs on, where it speaks of it. */
export function receiverArgument(node: ProjectCall, signature: Signature, body: Body): readonly ts.Expression[] {
  const object = receiverOf(node, signature.site);
  if (object === undefined) return [];
  if (signature.receiver !== undefined) return [object];
  if (!hasEffects(object, body)) return [];
  return unsupported({
    code: "unsupported.evaluation-order",
    span: spanOf(object, body),
    message: "The object of this call is computed with effects.",
    hint: "Give the object a name first.",
  });
}

/** The sort that an argument is to have. */
export function sortAt(i: number, parameters: readonly PureParameter[]): Sort | undefined {
  const rest = parameters.findIndex((p) => p.rest === true);
  const sort = parameters[rest < 0 ? i : Math.min(i, rest)]?.variable.sort;
  return rest >= 0 && i >= rest && sort?.kind === "array" ? sort.element : sort;
}

export function callStatement(
  node: ProjectCall | ts.NewExpression,
  signature: Signature,
  body: Body,
  use: "value" | "statement",
): Expression {
  const span = spanOf(node, body);
  const { receiver } = signature;
  const given = argumentsOf(node);
  const passed = [...(ts.isNewExpression(node) ? [] : receiverArgument(node, signature, body)), ...given];
  const parameters: readonly PureParameter[] =
    receiver === undefined
      ? signature.parameters
      : [{ variable: receiver, fallback: undefined }, ...signature.parameters];
  const wanted = passed.map((_, i) => sortAt(i, parameters));
  const values = byParameter(operands(passed, body, wanted), parameters, signature.site.name, span, body.cx);
  const earlier = new Map<string, Term>();
  const args = parameters.map((parameter, i): Argument => {
    const syntax = values[i];
    const argument = parameter.rest === true ? undefined : passed[i];
    const value = syntax === undefined ? undefined : elaborate(syntax, body.cx, parameter.variable.sort);
    const term = argumentTerm(value, parameter, syntax?.span ?? span, signature.site.name, body.cx, earlier);
    earlier.set(parameter.variable.name, term);
    return argumentFor(term, argument, parameter, signature, syntax?.span ?? span, body);
  });
  const target = signature.result.kind === "unit" ? undefined : undetermined(body, signature.result, span);
  emitCall(signature, args, target, span, body);
  if (target === undefined || use === "statement") return { kind: "undefined", span };
  const [object] = values;
  const isReceiver = receiver !== undefined && returnsReceiver(signature.site.node);
  if (isReceiver && (object?.kind === "name" || object?.kind === "this")) return object;
  return { kind: "name", name: target.name, span };
}

function emitCall(
  signature: Signature,
  args: readonly Argument[],
  target: Variable | undefined,
  span: Span,
  body: Body,
): void {
  const threw = mayBeCaught(signature, body) ? undetermined(body, bool, span) : undefined;
  const call = { kind: "call", callee: signature.site.id, args, span } as const;
  emit(body, { ...call, ...(target === undefined ? {} : { target }), ...(threw === undefined ? {} : { threw }) });
  if (threw !== undefined) {
    const { statements } = collected(body, () => throwUnknown(span, body));
    emit(
      body,
      choice({ kind: "variable", ...threw }, block(statements, span), { kind: "block", body: [], span }, span),
    );
  }
}

/** A call with values that are known: each is passed as far as the function takes it, and none is changed. */
export function callWithValues(
  signature: Signature,
  values: readonly Expression[],
  target: Variable | undefined,
  span: Span,
  body: Body,
): void {
  if (signature.modifies.size > 0 || signature.receiver !== undefined) {
    unsupported({
      code: "unsupported.call",
      span,
      message: `\`${signature.site.name}\` changes what it is given.`,
      hint: `Call it in an arrow function: \`(x) => ${signature.site.name}(x)\`.`,
    });
  }
  const { parameters, site } = signature;
  const taken = parameters.some((p) => p.rest === true) ? values : values.slice(0, parameters.length);
  const terms = argumentTerms(taken, parameters, site.name, span, body.cx);
  const args = parameters.flatMap((parameter, i): readonly Argument[] => {
    const term = terms[i];
    return term === undefined ? [] : [argumentFor(term, undefined, parameter, signature, span, body)];
  });
  emitCall(signature, args, target, span, body);
}

/** The callee may throw, and a `try` stands around the call. */
function mayBeCaught({ site }: Signature, body: Body): boolean {
  return body.handlers.length > 0 && site.clauses.some((clause) => clause.keyword === "throws");
}

function argumentFor(
  term: Term,
  node: ts.Expression | undefined,
  parameter: PureParameter,
  signature: Signature,
  span: Span,
  body: Body,
): Argument {
  const { sort, name } = parameter.variable;
  oweMark(body, term, sort, `the argument \`${name}\``, span);
  if (!signature.modifies.has(name)) return { value: term };
  refuseMovingPlace(node, span, body);
  const found = changedPlace(term, node, parameter, signature, span, body);
  // Where the callee takes no absent value, it changes what is inside: that it is there is owed.
  const isLike = refinedText(found.sort) === refinedText(sort) || optionOf(sort, body.cx.table.types) !== undefined;
  const place = isLike ? found : present(found, span, body);
  if (refinedText(place.sort) !== refinedText(sort)) {
    unsupported({
      code: "unsupported.conversion",
      span,
      message: `\`${signature.site.name}\` changes \`${name}\`, whose type is not exactly that of the argument.`,
      hint: "Give both the same mark.",
    });
  }
  return { value: place.value, place: place.place };
}

/**
 * Soundness: the place is read off the argument a second time, so that nothing may have happened in between.
 */
function refuseMovingPlace(node: ts.Expression | undefined, span: Span, body: Body): void {
  const call = node?.parent;
  if (node === undefined || call === undefined || ts.isIdentifier(withoutParentheses(node))) return;
  const others = ts.isCallExpression(call) ? call.arguments : [node];
  const inner = withoutParentheses(node);
  const isPath =
    ts.isElementAccessExpression(inner) || ts.isPropertyAccessExpression(inner) || ts.isNonNullExpression(inner);
  if (!isPath || !others.some((arg) => hasEffects(arg, body))) return;
  unsupported({
    code: "unsupported.evaluation-order",
    span,
    message: "This argument is changed by the call, and another argument has effects.",
    hint: "Compute the arguments in statements before.",
  });
}

/** Where the changed value is afterwards: the argument's own place, or a temporary for a value just made. */
function changedPlace(
  term: Term,
  node: ts.Expression | undefined,
  parameter: PureParameter,
  signature: Signature,
  span: Span,
  body: Body,
): Target {
  const { name } = parameter.variable;
  const inner = node === undefined ? undefined : withoutParentheses(node);
  const isPath =
    inner !== undefined &&
    (ts.isIdentifier(inner) ||
      ts.isElementAccessExpression(inner) ||
      ts.isPropertyAccessExpression(inner) ||
      inner.kind === ts.SyntaxKind.ThisKeyword ||
      ts.isNonNullExpression(inner));
  if (inner !== undefined && isPath) {
    return lowerTarget(inner, body, []);
  }
  const isMade = parameter.rest === true || term.kind === "construct" || term.kind === "variable";
  if (!isMutable(term.sort, body.cx.table.types) || !isMade) {
    if (term.kind !== "apply" || term.operator !== "array.literal") {
      return unsupported({
        code: "unsupported.call",
        span,
        message: `\`${signature.site.name}\` changes \`${name}\`; the argument has to be a variable or a path.`,
        hint: "Give the value a name first.",
      });
    }
  }
  const made = temporary(body, term, span);
  const value: Term = { kind: "variable", ...made };
  return { place: { root: made, path: [] }, sort: made.sort, value, owner: undefined, what: `\`${name}\`` };
}
