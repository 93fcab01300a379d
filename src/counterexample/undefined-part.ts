/**
 * Takes a clause that has no value in a run; gives the part of it that is to blame and why, in words: `items[\\result]` reads
 * index -1 of an array of length 0. Undefined where none of what the clause owes is false there.
 * Soundness: what is given is an obligation of the clause, evaluated false on actual values; a run that breaks one breaks
 * the annotation as it would by a clause that is false (SEMANTICS, sections 6 and 7).
 */
import { definedness, showTerm } from "../calculus/index.js";
import type { Term } from "../ir/index.js";
import { type Environment, evaluate, truth } from "../semantics/index.js";
import type { JudgedProgram } from "./judging.js";

const fuel = 20_000;

export function undefinedPart(clause: Term, environment: Environment, program: JudgedProgram): string | undefined {
  const broken = definedness(clause, program).find(
    ({ condition }) => truth(condition, environment, program, { fuel }) === false,
  );
  return broken && reason(broken.kind, broken.node, environment, program);
}

function reason(kind: string, node: Term, environment: Environment, program: JudgedProgram): string {
  const text = `\`${showTerm(node)}\``;
  switch (kind) {
    case "index":
      return `${text} ${placeText(node, environment, program) ?? "reads outside of it for some of the values in its range"}`;
    case "division":
      return `${text} divides by zero`;
    case "absent":
      return node.kind === "field" ? `\`${showTerm(node.of)}\` is absent` : `there is no ${text}`;
    case "precondition":
      return `${text} is outside of what ${calleeText(node)} requires`;
    default:
      return `${text} has no value`;
  }
}

function calleeText(node: Term): string {
  return node.kind === "call" ? `\`${node.function.slice(node.function.lastIndexOf("#") + 1)}\`` : "it";
}

function placeText(node: Term, environment: Environment, program: JudgedProgram): string | undefined {
  if (node.kind !== "apply") return undefined;
  const [of, at] = node.args.map((arg) => evaluate(arg, environment, program, { fuel }));
  if (at?.kind !== "int") return undefined;
  if (of?.kind === "array") return `reads index ${at.value} of an array of length ${of.items.length}`;
  return of?.kind === "string" ? `reads index ${at.value} of a text of length ${of.value.length}` : undefined;
}
