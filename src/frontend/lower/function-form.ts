/**
 * Takes a function as it stands in its file; gives what is wrong with it as a whole: annotations without a place, what
 * TypeScript reports, forms that are not read.
 */
import ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import { spanIn } from "../syntax/places.js";
import { Refusal, unsupported } from "../syntax/refusal.js";
import type { FunctionSite } from "../world/functions.js";
import { declined } from "./clauses.js";
import { isExtern, refuseMember } from "./extern.js";

/** Annotations that found no place, and what TypeScript has against the function. */
export function faultsOfFile(site: FunctionSite): Refusal[] {
  const { attachments } = site.file;
  const invalid = attachments.problems
    .filter((problem) => problem.owner === site.node)
    .map((problem) => new Refusal("invalid", problem.diagnostic));
  const { file } = site;
  const { start, end } = spanIn(file, site.declaration);
  const problems = [...file.syntaxProblems, ...file.typeProblems()].filter((p) => p.start < end && p.end > start);
  // What is missing at its end is told where the next thing begins.
  const [first] = file.syntaxProblems;
  if (problems.length === 0 && first !== undefined && isBroken(site.declaration)) problems.push(first);
  const typed = problems.map((problem) => {
    const span = { file: file.path, start: problem.start, end: problem.end };
    return new Refusal("unsupported", { code: "typescript.error", span, message: `TypeScript: ${problem.message}` });
  });
  return [...invalid, ...deepParts(site), ...typed];
}

/** Did the parser put something into it that does not stand in the file, or leave something out? */
function isBroken(node: ts.Node): boolean {
  if ((node.flags & ts.NodeFlags.ThisNodeHasError) !== 0) return true;
  return ts.forEachChild(node, (child) => (isBroken(child) ? true : undefined)) === true;
}

/** Where the tree is not what stands in the file, in this function or in one around it: nothing else is said of it. */
export function deepParts({ file, declaration }: FunctionSite): Refusal[] {
  const { start, end } = spanIn(file, declaration);
  return file.deep
    .filter(({ around }) => around.start < end && around.end > start)
    .map((part) => {
      const line = /\r?\n/u.exec(file.source.text.slice(part.start, part.end))?.index ?? part.end - part.start;
      return new Refusal("unsupported", {
        code: "unsupported.expression",
        span: { file: file.path, start: part.start, end: part.start + Math.max(line, 1) },
        message: `Hundreds of ${part.construct} stand one in the other here, more than can be followed.`,
        hint: "Name parts of it, put parts into functions with contracts of their own, or go through an array.",
      });
    });
}

const read: ReadonlySet<ClauseSyntax["keyword"]> = new Set<ClauseSyntax["keyword"]>([
  "requires",
  "ensures",
  "throws",
  "example",
  "modifies",
  "decreases",
  "type",
  "verify",
  "pure",
  "extern",
  "overflow",
  "autohavoc",
  "contract",
]);

/** `refine`, or a body that says it is still to be written. */
function refuseDerived(site: FunctionSite): void {
  const clause = site.clauses.find((c) => c.keyword === "refine");
  if (clause === undefined && !isStub(site.node.body)) return;
  unsupported({
    code: "unsupported.refine",
    span: clause?.span ?? spanIn(site.file, site.nameNode),
    message: "The body is still to be derived from the contract, which this version does not do.",
    hint: "Write the body.",
  });
}

/** `throw new Error("not implemented")` alone, or "TODO". */
function isStub(body: ts.ConciseBody | undefined): boolean {
  if (body === undefined || !ts.isBlock(body)) return false;
  const [only, ...more] = body.statements;
  if (only === undefined || more.length > 0 || !ts.isThrowStatement(only) || !ts.isNewExpression(only.expression)) {
    return false;
  }
  const [message] = only.expression.arguments ?? [];
  const text = message !== undefined && ts.isStringLiteralLike(message) ? message.text : "";
  return /^\s*(?:(?:this is |it is )?not (?:yet )?implemented|todo\b)/iu.test(text);
}

/** What follows a statement is lowered and proved inside it, so that a body's length is the depth of what is made of it. */
const longest = 1000;

function refuseLength(site: FunctionSite): void {
  const count = site.node.body === undefined ? 0 : statementsIn(site.node.body);
  if (count <= longest) return;
  unsupported({
    code: "unsupported.function",
    span: spanIn(site.file, site.nameNode),
    message: `The function has ${count} statements, and ${longest} at most are read.`,
    hint: "Split it into functions with contracts of their own.",
  });
}

function statementsIn(node: ts.Node): number {
  let count = ts.isStatement(node) && !ts.isBlock(node) ? 1 : 0;
  ts.forEachChild(node, (child) => {
    count += statementsIn(child);
  });
  return count;
}

/** What the function is as a whole. */
export function refuseForm(site: FunctionSite): void {
  const { node, file } = site;
  const refuse = (message: string, hint?: string): never =>
    unsupported({ code: "unsupported.function", span: spanIn(file, site.nameNode), message, hint });
  if (site.outside !== undefined) {
    refuse(site.outside, ts.isSetAccessor(node) ? "Write a method that takes the value." : undefined);
  }
  if (node.asteriskToken !== undefined) refuse("Generators are not read yet.", "Return an array of what it yields.");
  if (isAsync(node) && node.body !== undefined && holdsAwait(node.body)) {
    refuse(
      "An asynchronous function is read where it awaits nothing.",
      "Put what it computes into a function of its own.",
    );
  }
  refuseMember(site);
  if (!isExtern(site)) {
    refuseDerived(site);
    refuseLength(site);
  }
  for (const clause of site.clauses) {
    if (!read.has(clause.keyword)) unsupported(declined(clause));
  }
}

/** Its result is the value that the promise resolves to; an error that it throws is a rejection. */
export function isAsync(node: ts.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword);
}

function holdsAwait(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) return true;
  return ts.forEachChild(node, (child) => (holdsAwait(child) ? true : undefined)) === true;
}
