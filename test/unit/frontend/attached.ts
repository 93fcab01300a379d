/** Gives what is attached to what in a text, as lines that a test can compare. */
import ts from "typescript";
import { type ClauseSyntax, printClause } from "../../../src/contract/index.js";
import { type AnnotationOptions, attachAnnotations } from "../../../src/frontend/annotations/annotations.js";
import { nameOf } from "../../../src/frontend/annotations/targets.js";
import { parseSource } from "../../../src/frontend/project/parse.js";
import type { Attachments } from "../../../src/frontend/syntax/attachments.js";
import { sourceFile } from "../../../src/source/index.js";

export function attachmentsOf(text: string, options: AnnotationOptions = { jsdoc: false }): Attachments {
  const parsed = parseSource("a.tsx", text);
  if (parsed === undefined) throw new Error("the text does not parse");
  return attachAnnotations(parsed, sourceFile("a.tsx", text), options);
}

/** `f: //@ requires x`; loops, statements and members are named by their first words. */
export function attached(text: string, options: AnnotationOptions = { jsdoc: false }): readonly string[] {
  const found = attachmentsOf(text, options);
  const many = <N extends ts.Node>(map: ReadonlyMap<N, readonly ClauseSyntax[]>, name: (node: N) => string) =>
    [...map].flatMap(([node, clauses]) => clauses.map((clause) => `${name(node)}: ${printClause(clause)}`));
  return [
    ...many(found.functions, functionName),
    ...many(found.loops, firstWords),
    ...many(found.statements, firstWords),
    ...[...found.members].map(([node, clause]) => `${firstWords(node)}: ${printClause(clause)}`),
    ...found.file.map((clause) => `file: ${printClause(clause)}`),
    ...found.problems.map(
      ({ diagnostic, owner }) => `${owner ? functionName(owner) : "nothing"}! ${diagnostic.message}`,
    ),
  ];
}

function functionName(node: ts.FunctionLikeDeclaration): string {
  return nameOf(node) ?? "(anonymous)";
}

/** The same however the text is laid out. */
function firstWords(node: ts.Node): string {
  const text = ts.isLabeledStatement(node) ? node.label.text : node.getText().replace(/\/\/.*$/gmu, "");
  return text
    .replace(/[\s;,{}()]+/gu, " ")
    .trim()
    .slice(0, 11)
    .trim();
}
