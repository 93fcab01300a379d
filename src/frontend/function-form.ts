/**
 * Takes a function as it stands in its file; gives what is wrong with it as a whole: annotations without a place, what
 * TypeScript reports, forms that are not read.
 */
import ts from "typescript";
import { declined } from "./clauses.js";
import type { FunctionSite } from "./functions.js";
import { spanIn } from "./places.js";
import { Refusal, unsupported } from "./refusal.js";

/** Annotations that found no place, and what TypeScript has against the function. */
export function faultsOfFile(site: FunctionSite): Refusal[] {
  const { attachments } = site.file;
  const invalid = attachments.problems
    .filter((problem) => problem.owner === site.node)
    .map((problem) => new Refusal("invalid", problem.diagnostic));
  const { file } = site;
  const { start, end } = spanIn(file, site.declaration);
  const problems = [...file.syntaxProblems, ...file.typeProblems()].filter((p) => p.start < end && p.end > start);
  const typed = problems.map((problem) => {
    const span = { file: file.path, start: problem.start, end: problem.end };
    return new Refusal("unsupported", { code: "typescript.error", span, message: `TypeScript: ${problem.message}` });
  });
  return [...invalid, ...typed];
}

/** What the function is as a whole. */
export function refuseForm(site: FunctionSite): void {
  const { node, file } = site;
  const refuse = (message: string, hint?: string): never =>
    unsupported({ code: "unsupported.function", span: spanIn(file, site.nameNode), message, hint });
  if (site.outside !== undefined) refuse(site.outside);
  if (node.asteriskToken !== undefined) refuse("Generators are not read yet.");
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) refuse("Asynchronous functions are not read yet.");
  if (node.typeParameters !== undefined)
    refuse("Generic functions are not read yet.", "Write it for the concrete type.");
  for (const clause of site.clauses) {
    const read = ["requires", "ensures", "throws", "decreases", "type", "verify", "pure", "overflow", "contract"];
    if (!read.includes(clause.keyword)) unsupported(declined(clause));
  }
}
