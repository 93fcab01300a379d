/**
 * Takes a derivation and the answers of its obligations; gives it as an indented text: each law with what it was applied
 * to, and under it its provisos with their answers.
 */
import type { Derivation, FunctionDerivation } from "./derivation.js";
import type { Obligation } from "./obligation.js";

export function showDerivation(derivation: FunctionDerivation, answerOf: (obligation: Obligation) => string): string {
  return showNode(derivation.root, answerOf, "").join("\n");
}

function showNode(node: Derivation, answerOf: (obligation: Obligation) => string, indent: string): readonly string[] {
  const inner = `${indent}  `;
  return [
    `${indent}${node.law}: ${node.title}`,
    ...node.provisos.map((o) => `${inner}- ${o.kind}: ${o.why} [${answerOf(o)}]`),
    ...node.children.flatMap((child) => showNode(child, answerOf, inner)),
  ];
}
