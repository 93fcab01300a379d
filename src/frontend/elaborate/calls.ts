import type { Expression } from "../../contract/index.js";
import { anySort, dataType, type Sort, type Term } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, type Entity, ofTerm, type PureCallee, type Surroundings } from "../syntax/entity.js";
import { attempt } from "../syntax/refusal.js";
import { refuseInside } from "../types/foreign.js";
import { mismatch, outside } from "../types/mismatch.js";
import { refinedText } from "../types/refinements.js";
import { callOfValue } from "./applications.js";
import { argumentTerms } from "./arguments.js";
import { needed } from "./arithmetic.js";
import { callOfMethod } from "./array-callbacks.js";
import { globalOnArrays } from "./array-globals.js";
import { callOfArray } from "./arrays.js";
import { callGlobal } from "./builtins.js";
import { elaborate, operand, unknownName } from "./elaborate.js";
import { arrayOf, callOfMap } from "./maps.js";
import { refuseSeveral } from "./members.js";
import { callOfObject } from "./objects.js";
import { callOfText } from "./strings.js";
import { builtinWord, callOfBuiltin } from "./sum.js";

/** `Math.abs` as a dotted name, where `Math` is JavaScript's own. */
export function globalName(e: Expression, cx: Surroundings): string | undefined {
  if (e.kind === "name") {
    const entity: Entity | undefined = cx.resolve(e.name);
    return entity?.kind === "global" ? entity.name : undefined;
  }
  if (e.kind !== "member" || e.optional) return undefined;
  const object = globalName(e.object, cx);
  return object === undefined ? undefined : `${object}.${e.property}`;
}

const numberTests = ["isInteger", "isSafeInteger", "isNaN", "isFinite"];

export function call(e: Extract<Expression, { kind: "call" }>, cx: Surroundings, wanted: Sort | undefined): Elaborated {
  const callbacks = callOfMethod(e, wanted, cx);
  if (callbacks !== undefined) return callbacks;
  const global = globalName(e.callee, cx);
  if (global !== undefined) {
    const collected = arrayOf(e, cx);
    if (collected !== undefined) return collected;
    refuseTestOfField(global, e, cx);
    const ofObject = callOfObject(global, e, wanted, cx);
    if (ofObject !== undefined) return ofObject;
    const ofArrays = globalOnArrays(global, e, wanted, cx);
    if (ofArrays !== undefined) return ofArrays;
    return callGlobal(
      global,
      e.args.map((arg) => operand(arg, cx)),
      e.span,
      cx,
    );
  }
  const ofMap = callOfMap(e, cx);
  if (ofMap !== undefined) return ofMap;
  const ofText = callOfText(e, cx);
  if (ofText !== undefined) return ofText;
  const ofArray = callOfArray(e, cx);
  if (ofArray !== undefined) return ofArray;
  const ofMethod = callOfMember(e, cx) ?? callOfValue(e, cx);
  if (ofMethod !== undefined) return ofMethod;
  if (e.callee.kind === "member") refuseUnread(e.callee.object, e.span, cx);
  if (e.callee.kind !== "name" || e.optional) {
    return outside(
      "unsupported.call",
      e.span,
      "Only functions called by name are read.",
      "Write it as a function of its own.",
    );
  }
  const { name } = e.callee;
  const word = builtinWord(e, cx);
  if (word !== undefined) return callOfBuiltin(word, e, cx);
  const entity = cx.resolve(name);
  if (entity === undefined && /^\\?(?:perm|sum|count|distinct)$/u.test(name)) {
    return outside("unsupported.expression", e.span, `\`${name}\` is not read here yet.`);
  }
  if (entity === undefined) return unknownName(name, e.callee.span, cx);
  if (entity.kind === "variable" && isFunctionValue(entity.variable.sort)) {
    return outside("unsupported.call", e.span, `What \`${name}\` does is not known from its type.`, readFunctions);
  }
  if (entity.kind !== "function") return mismatch(cx, e.callee.span, `\`${name}\` is not a function.`);
  return pureCall(entity.id, e, cx);
}

/**
 * Soundness: an unmarked field enters as an integer by assumption, so that a test of it would be true without need.
 */
function refuseTestOfField(global: string, e: Extract<Expression, { kind: "call" }>, cx: Surroundings): void {
  const [arg] = e.args;
  if (!numberTests.includes(global.replace("Number.", "")) || arg === undefined || !isThroughField(arg)) return;
  const value = needed({ value: elaborate(arg, cx), span: arg.span }, cx);
  if (value.kind !== "term" || value.term.sort.kind !== "int") return;
  outside(
    "unsupported.mark",
    e.span,
    "The field is an integer by assumption, so that the test says nothing.",
    "Mark the field `//@ type x double`.",
  );
}

/** A number that is read out of a record, at whatever depth. */
function isThroughField(e: Expression): boolean {
  switch (e.kind) {
    case "member":
      return e.property !== "length";
    case "index":
      return isThroughField(e.object);
    case "unary":
      return isThroughField(e.operand);
    case "nonNull":
    case "old":
      return isThroughField(e.of);
    default:
      return false;
  }
}

/** What to write where a function that is passed is not read. */
export const readFunctions =
  "Let it take and give numbers, strings, booleans or values of a type parameter, or leave the function without a contract: it is then read at each call, with the function that is passed there. With `//@ autohavoc` it is taken to change all that it may reach.";

function isFunctionValue(sort: Sort): boolean {
  return sort.kind === "opaque" && sort.foreign === "function";
}

/** `when.getTime()` */
function refuseUnread(object: Expression, span: Span, cx: Surroundings): void {
  const found = attempt(() => needed(operand(object, cx), cx));
  const sort = "value" in found && found.value.kind === "term" ? found.value.term.sort : undefined;
  if (sort?.kind === "opaque" && sort.foreign !== undefined) refuseInside(sort.name, span);
}

/** Soundness: what a generic function means is known of its own type parameters, compared as it compares them. */
function refuseOtherTypes(
  value: Elaborated | undefined,
  to: Sort,
  { name, bare }: PureCallee,
  span: Span,
  cx: Surroundings,
): void {
  if (!anySort(to, cx.table.types, (part) => part.kind === "opaque")) return;
  const text = (sort: Sort): string => (bare === true ? refinedText(sort).replaceAll("(==)", "") : refinedText(sort));
  if (value?.kind === "term" && text(value.term.sort) === text(to)) return;
  outside(
    "unsupported.call",
    span,
    `\`${name}\` is generic: in a clause it is read of type parameters of the same names only.`,
    "Write out what it says.",
  );
}

function pureCall(id: string, e: Extract<Expression, { kind: "call" }>, cx: Surroundings): Elaborated {
  const callee = cx.pureCallee(id, e.span);
  const args = argumentTerms(e.args, callee.parameters, callee.name, e.span, cx, (value, parameter) =>
    refuseOtherTypes(value, parameter.variable.sort, callee, e.span, cx),
  );
  return ofTerm({ kind: "call", function: id, args, sort: resultOf(callee, args), span: e.span });
}

/** Of a type parameter, as the caller has it: compared or not. */
function resultOf({ bare, result }: PureCallee, args: readonly Term[]): Sort {
  if (bare !== true || result.kind !== "opaque") return result;
  const same = args.find(({ sort }) => sort.kind === "opaque" && sort.name === result.name);
  return same?.sort ?? result;
}

/** `account.covers(5)`: a method of a class of the project, as a function of its object. */
function callOfMember(e: Extract<Expression, { kind: "call" }>, cx: Surroundings): Elaborated | undefined {
  if (e.callee.kind !== "member" || e.callee.optional || e.optional) return undefined;
  const object = elaborate(e.callee.object, cx);
  if (object.kind !== "term" || object.term.sort.kind !== "data") return undefined;
  const found = cx.memberOf(object.term.sort.name, e.callee.property);
  if (found === "several") {
    const { display } = dataType(cx.table.types, object.term.sort.name);
    return refuseSeveral(e.callee.property, display, e.span);
  }
  if (found === undefined || found.getter) return undefined;
  const callee = cx.pureCallee(found.id, e.span);
  const speaks = callee.parameters[0]?.variable.name === "this";
  const own = speaks ? callee.parameters.slice(1) : callee.parameters;
  const args = argumentTerms(e.args, own, callee.name, e.span, cx);
  return ofTerm({
    kind: "call",
    function: found.id,
    args: speaks ? [object.term, ...args] : args,
    sort: callee.result,
    span: e.span,
  });
}
