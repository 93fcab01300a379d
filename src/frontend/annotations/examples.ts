/**
 * Takes the `example` clauses of a function; gives each as the arguments of its one call of the function, and what it
 * says of that call's result.
 */
import type { ClauseSyntax, Expression } from "../../contract/index.js";
import {
  and,
  type Example,
  freeVariables,
  implies,
  resultName,
  type Sort,
  same,
  type Term,
  use,
} from "../../ir/index.js";
import { argumentTerms } from "../elaborate/arguments.js";
import { condition } from "../elaborate/elaborate.js";
import { clauseSurroundings } from "../lower/clauses.js";
import type { ReadParameter } from "../lower/parameters.js";
import { attempt, invalid, type Refusal } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import type { FunctionSite } from "../world/functions.js";

type Call = Extract<Expression, { kind: "call" }>;
type ExampleSyntax = Extract<ClauseSyntax, { expression: Expression }>;

export function examplesOf(
  site: FunctionSite,
  parameters: readonly ReadParameter[],
  result: Sort,
  body: Body,
  faults: Refusal[],
): readonly Example[] {
  return site.clauses.flatMap((syntax) => {
    if (syntax.keyword !== "example") return [];
    const read = attempt(() => exampleOf(syntax, site, parameters, result, body));
    if ("value" in read) return [read.value];
    faults.push(read.refusal);
    return [];
  });
}

function exampleOf(
  syntax: ExampleSyntax,
  site: FunctionSite,
  parameters: readonly ReadParameter[],
  result: Sort,
  body: Body,
): Example {
  const calls: Call[] = [];
  const expression = withResult(syntax.expression, site.name.split(".").at(-1) ?? site.name, calls);
  const [call, second] = calls;
  const fault = (message: string): never =>
    invalid({ code: "clause.type", span: syntax.span, message, hint: `Write \`//@ example ${site.name}(2) === 4\`.` });
  if (call === undefined || second !== undefined) return fault("An example calls the function once.");
  const cx = clauseSurroundings(body, { location: site.node, state: "entry", result, old: false });
  const args = argumentTerms(call.args, parameters, site.name, call.span, cx);
  const says = condition(expression, cx);
  const named = [...args, says].flatMap((term) => [...freeVariables(term).keys()]).filter((n) => n !== resultName);
  if (named.length > 0) return fault("An example speaks of values that are written out.");
  // Of other arguments it says nothing.
  const given = and(...parameters.map(({ variable }, i) => sameAs(use(variable), args[i])));
  return { args, clause: { text: syntax.text, term: implies(given, says), span: syntax.span } };
}

function sameAs(parameter: Term, arg: Term | undefined): Term {
  return arg === undefined ? and() : same(parameter, arg);
}

/** The expression with the call of the function as its result. */
function withResult(e: Expression, name: string, calls: Call[]): Expression {
  const inner = (part: Expression): Expression => withResult(part, name, calls);
  switch (e.kind) {
    case "call":
      if (e.callee.kind === "name" && e.callee.name === name) {
        calls.push(e);
        return { kind: "result", span: e.span };
      }
      return { ...e, callee: inner(e.callee), args: e.args.map(inner) };
    case "binary":
      return { ...e, left: inner(e.left), right: inner(e.right) };
    case "unary":
      return { ...e, operand: inner(e.operand) };
    case "member":
      return { ...e, object: inner(e.object) };
    case "index":
      return { ...e, object: inner(e.object), index: inner(e.index) };
    case "nonNull":
      return { ...e, of: inner(e.of) };
    default:
      return e;
  }
}
