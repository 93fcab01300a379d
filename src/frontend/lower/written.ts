/**
 * Takes the left side of an assignment; gives its target: the place that it names, or for `o[k]` where the type of k lists
 * names the several fields of which the key says one.
 */
import ts from "typescript";
import { dataType, same } from "../../ir/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { elaborate } from "../elaborate/elaborate.js";
import { listedNames, nameAs } from "../elaborate/members.js";
import { unsupported } from "../syntax/refusal.js";
import { settle } from "../types/coerce.js";
import { byMember } from "../types/mixed.js";
import { refinedText } from "../types/refinements.js";
import type { Body } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { hasEffects } from "./effects.js";
import { keep, spanOf, toSyntax } from "./expression.js";
import { fieldTarget, frozen, lowerTarget, present, refuseDisturbed, type Target } from "./target.js";

/** A target of an assignment: a place, or the one of several fields that a key names. */
export function lowerWritten(node: ts.Expression, body: Body, later: readonly ts.Expression[]): Target {
  const inner = withoutParentheses(node);
  const isElement = ts.isElementAccessExpression(inner) && inner.questionDotToken === undefined;
  return (isElement ? namedTarget(inner, body, later) : undefined) ?? lowerTarget(node, body, later);
}

/**
 * `o[k] = v`. Soundness: only what is assigned as a whole may be one of several places; what is written inside one, or
 * bound to one, needs to know which it is.
 */
function namedTarget(
  node: ts.ElementAccessExpression,
  body: Body,
  later: readonly ts.Expression[],
): Target | undefined {
  const { checker } = body.site.file;
  const keyType = checker.getTypeAtLocation(node.argumentExpression);
  const isList = (keyType.isUnion() ? keyType.types : [keyType]).every(
    (t) => t.isStringLiteral() || t.isNumberLiteral(),
  );
  const of = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  if (!isList || checker.isArrayType(of) || checker.isTupleType(of)) return undefined;
  const span = spanOf(node, body);
  const all = [node.argumentExpression, ...later];
  const object = present(lowerTarget(node.expression, body, all), spanOf(node.expression, body), body);
  const type = object.sort.kind === "data" ? dataType(body.cx.table.types, object.sort.name) : undefined;
  if (type?.shape !== "record") return undefined;
  refuseDisturbed(object, all, span, body);
  const syntax = toSyntax(node.argumentExpression, body);
  const disturbed = later.some((expression) => hasEffects(expression, body));
  const given = needed(
    { value: elaborate(disturbed ? keep(syntax, body) : syntax, body.cx), span: syntax.span },
    body.cx,
  );
  const named = settle(given, body.cx);
  const names = listedNames(named) ?? [];
  const key = frozen(named, syntax.span, body);
  const targets = names.map((name) => ({
    test: same(key, nameAs(key, name)),
    target: fieldTarget(object, name, span, body),
  }));
  const [first] = targets;
  if (first === undefined) return undefined;
  const { sort } = first.target;
  // Soundness: what is promised of one field is promised of each, since the value is received once.
  if (!targets.every(({ target }) => refinedText(target.sort) === refinedText(sort))) {
    return unsupported({
      code: "unsupported.expression",
      span,
      message: "The fields that this key may name are of different types.",
      hint: "Write each field by its name.",
    });
  }
  const value = byMember(targets.map(({ test, target }) => ({ test, value: target.value })));
  if (value === undefined) return undefined;
  const choices = targets.map(({ test, target }) => ({ test, place: target.place }));
  return { ...first.target, value, what: "the field", choices };
}
