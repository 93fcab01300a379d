/**
 * Takes what a node owes; gives the sentence that says so in the user's terms.
 */
import type { Term } from "../ir/index.js";
import type { Owed } from "./definedness.js";
import { calleeName, showTerm } from "./show-term.js";

const longest = 60;

/** Source-like text in backquotes, cut where it would fill the line; a sentence that quotes already stays as it is. */
export function quoted(text: string): string {
  if (text.includes("`")) return text;
  return `\`${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}\``;
}

export function whyOwed(owed: Owed): string {
  const { node } = owed;
  switch (owed.kind) {
    case "overflow":
      if (node.kind === "apply" && /^int\.(?:\w*Root|root\w*|isSquare)$/u.test(node.operator))
        return `${argument(node, node.args.length - 1)} must stay below 2^52, from which on its root may be rounded to another integer.`;
      return node.kind === "apply" && node.operator === "int.roundDivide"
        ? `${argument(node, 0)} must stay within ±2^52, beyond which the quotient may be rounded across a half.`
        : `${quoted(showTerm(node))} must stay within ±(2^53 - 1).`;
    case "index":
      return `The index ${argument(node, 1)} must lie inside ${argument(node, 0)}.`;
    case "write":
      return `Writing at ${argument(node, 1)} must not leave a gap in ${argument(node, 0)}.`;
    case "division":
      return `The divisor ${argument(node, 1)} must not be 0.`;
    case "integral":
      return node.kind === "apply" && node.operator === "int.power"
        ? `The exponent ${argument(node, 1)} must not be negative, since the value is an integer.`
        : `${argument(node, 0)} must be an integer.`;
    case "absent":
      return whyPresent(node);
    case "prototype":
      return `${argument(node, 1)} must be a key of ${argument(node, 0)}, or no name that objects have from Object.prototype.`;
    case "range":
      return whyInRange(node);
    case "precondition":
      return `The call ${quoted(showTerm(node))} must satisfy what ${calledName(node)} requires.`;
    case "recursion.decreases":
      return whySmaller(calledName(node));
    default:
      return `${quoted(showTerm(node))} must have a value.`;
  }
}

/** The sentence that a recursive call must come closer to its end. */
export function whySmaller(callee: string): string {
  return `The measure must become smaller, and not start below 0, in the recursive call of ${callee}.`;
}

function whyInRange(node: Term): string {
  const operator = node.kind === "apply" ? node.operator : undefined;
  if (operator === "string.repeat") return `The count ${argument(node, 1)} must not be negative.`;
  if (operator === "array.truncate") return `Assigning ${argument(node, 1)} to \`length\` must not lengthen the array.`;
  if (operator === "array.repeat") return `The length ${argument(node, 1)} must be from 0 to 2^32 - 1.`;
  if (operator === "bigint.power") return `The exponent ${argument(node, 1)} must not be negative.`;
  if (operator === "bigint.toNumber") {
    return `${argument(node, 0)} must be within ±(2^53 - 1), beyond which its number is rounded.`;
  }
  if (operator === "int.rootFloor" || operator === "int.rootCeiling")
    return `${argument(node, 0)} must not be negative: its root is no number.`;
  return `${argument(node, 0)} must not be empty here.`;
}

function whyPresent(node: Term): string {
  if (node.kind !== "field" && node.kind !== "withField") return `${quoted(showTerm(node))} must have a value.`;
  const of = quoted(showTerm(node.of));
  if (node.of.kind === "field" && node.of.field.startsWith("instanceof ")) {
    return `What was caught must be an ${quoted(node.of.field.slice("instanceof ".length))} here.`;
  }
  return node.constructor === "some" ? `${of} must not be absent here.` : `${of} must be a ${node.constructor} here.`;
}

function argument(node: Term, i: number): string {
  const arg = node.kind === "apply" ? node.args[i] : undefined;
  return quoted(arg === undefined ? showTerm(node) : showTerm(arg));
}

function calledName(node: Term): string {
  return node.kind === "call" ? quoted(calleeName(node.function)) : "it";
}
