/**
 * Takes a parsed file; gives each clause of its comments the function, loop, statement or member that it belongs to
 * (ANNOTATIONS, "Where a clause stands"). Relies on: a tree with parent links, of the same text as the source.
 */
import ts from "typescript";
import { type ClauseSyntax, type CommentText, readAnnotations } from "../../contract/index.js";
import type { Diagnostic, SourceFile } from "../../source/index.js";
import { callbackByForm } from "../lower/callback-methods.js";
import { commentsOf } from "../syntax/annotations-comments.js";
import { type FunctionNode, isFunctionNode, type Place, placeAt } from "../syntax/annotations-place.js";
import type { Attachments, LoopNode } from "../syntax/attachments.js";
import { type Assignment, assign, isAmbiguous, keywordOf, type Neighbours } from "./assign.js";
import { misplaced } from "./misplaced.js";
import { functionOf } from "./targets.js";
import { assignType } from "./type.js";

export interface AnnotationOptions {
  /** Read JSDoc tags also in a file without a `//@` clause. */
  readonly jsdoc: boolean;
}

interface Located {
  readonly clause: ClauseSyntax;
  readonly place: Place;
  readonly ambiguous: boolean;
}

export function attachAnnotations(
  sourceFile: ts.SourceFile,
  source: SourceFile,
  options: AnnotationOptions,
): Attachments {
  const comments = commentsOf(sourceFile);
  const { clauses, diagnostics } = readAnnotations(comments, source, options);
  const locate = (start: number): Place => {
    const place = placeAt(sourceFile, start, isTrailing(comments, start));
    // Behind the text stand the types that were declared in it, to which no clause belongs.
    const isBehind = place.next !== undefined && place.next.getStart(sourceFile) >= source.text.length;
    return isBehind ? { ...place, next: undefined } : place;
  };
  const located = clauses.map((clause): Located => {
    const place = locate(clause.comment.start);
    return { clause, place, ambiguous: isAmbiguous(clause, place) };
  });
  const known = neighbours(located, sourceFile);
  const attachments = emptyAttachments();
  for (const item of located) {
    const { clause, place } = item;
    const assignment = clause.keyword === "type" ? assignType(clause, place) : assign(clause, place, sourceFile, known);
    attach(attachments, item, assignment);
  }
  for (const diagnostic of diagnostics) {
    attachments.problems.push({ diagnostic, owner: ownerOf(locate(commentStart(comments, diagnostic.span.start))) });
  }
  return { ...attachments, problems: settleOwners(attachments) };
}

/**
 * A function inside another one that has no clause of its own gets no verdict; what is wrong in it is then said of the
 * outermost one. Every owner is among the functions, if need be with no clause at all, so that no problem is lost.
 */
function settleOwners(attachments: Growing): Attachments["problems"] {
  const { functions, problems } = attachments;
  const settled = problems.map(({ diagnostic, owner }) => {
    const judged = owner === undefined || functions.has(owner) ? owner : outermost(owner);
    if (judged !== undefined && !functions.has(judged)) functions.set(judged, []);
    return { diagnostic, owner: judged };
  });
  return settled.sort((a, b) => a.diagnostic.span.start - b.diagnostic.span.start);
}

function outermost(node: FunctionNode): FunctionNode {
  let found = node;
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) if (isFunctionNode(at)) found = at;
  return found;
}

interface Growing extends Attachments {
  readonly functions: Map<FunctionNode, ClauseSyntax[]>;
  readonly loops: Map<LoopNode, ClauseSyntax[]>;
  readonly statements: Map<ts.Statement, ClauseSyntax[]>;
  readonly classes: Map<ts.ClassLikeDeclaration, ClauseSyntax[]>;
  readonly members: Map<ts.Node, ClauseSyntax>;
  readonly file: ClauseSyntax[];
  readonly problems: { readonly diagnostic: Diagnostic; readonly owner: FunctionNode | undefined }[];
}

function emptyAttachments(): Growing {
  return {
    functions: new Map(),
    loops: new Map(),
    statements: new Map(),
    classes: new Map(),
    members: new Map(),
    file: [],
    problems: [],
  };
}

function attach(into: Growing, item: Located, assignment: Assignment): void {
  const { clause, place } = item;
  switch (assignment.kind) {
    case "function":
      add(into.functions, assignment.node, clause);
      break;
    case "loop":
      add(into.loops, assignment.node, clause);
      break;
    case "statement":
      add(into.statements, assignment.node, clause);
      break;
    case "class":
      add(into.classes, assignment.node, clause);
      break;
    case "file":
      into.file.push(clause);
      if (clause.keyword === "import") {
        const message = "`import` is not read by this version";
        const hint = "Write the import in TypeScript.";
        into.problems.push({
          diagnostic: { code: "unsupported.clause", span: clause.span, message, hint },
          owner: undefined,
        });
      }
      break;
    case "member":
      if (into.members.has(assignment.node)) refuse(into, item, "marks what has a mark already");
      else into.members.set(assignment.node, clause);
      break;
    case "nothing":
      refuse(into, { clause, place }, assignment.why);
      break;
  }
}

function add<K>(map: Map<K, ClauseSyntax[]>, key: K, clause: ClauseSyntax): void {
  const clauses = map.get(key);
  if (clauses === undefined) map.set(key, [clause]);
  else clauses.push(clause);
}

function refuse(into: Growing, item: Pick<Located, "clause" | "place">, why: string): void {
  into.problems.push({ diagnostic: misplaced(item.clause, item.place, why), owner: ownerOf(item.place) });
}

/** The function that a misplaced clause or a mistake in one was most likely meant for. */
export function ownerOf(place: Place): FunctionNode | undefined {
  const after = place.trailing ? undefined : functionOf(place.next);
  const opened = place.opens !== undefined && ts.isFunctionLike(place.opens) ? functionOf(place.opens) : undefined;
  const inside = place.trailing ? functionOf(place.prior) : undefined;
  return opened ?? inside ?? after ?? place.enclosing ?? functionOf(holderOf(place));
}

/** For a comment inside `const f = … (x) => …`, between the parts of the declaration: that declaration. */
function holderOf(place: Place): ts.Node | undefined {
  let at: ts.Node = place.node;
  while (!ts.isSourceFile(at)) {
    if (ts.isVariableStatement(at) || ts.isClassElement(at) || ts.isPropertyAssignment(at)) return at;
    at = at.parent;
  }
  return undefined;
}

function neighbours(located: readonly Located[], file: ts.SourceFile): Neighbours {
  const outside = new Set<ts.Node>();
  const measured = new Set<ts.Node>();
  for (const { clause, place, ambiguous } of located) {
    if (ambiguous || clause.keyword === "type") continue;
    const assignment = assign(clause, place, file, { outside, measured });
    if (assignment.kind !== "function" && assignment.kind !== "loop") continue;
    const body = bodyOf(assignment.node);
    if (body === undefined || place.position < body.getStart(file)) outside.add(assignment.node);
    if (keywordOf(clause) === "decreases") measured.add(assignment.node);
  }
  return { outside, measured };
}

function bodyOf(node: FunctionNode | LoopNode): ts.Node | undefined {
  if (ts.isCallExpression(node)) return callbackByForm(node)?.body;
  return "statement" in node ? node.statement : node.body;
}

function isTrailing(comments: readonly CommentText[], start: number): boolean {
  return comments.find((c) => c.start === start)?.trailing ?? false;
}

function commentStart(comments: readonly CommentText[], position: number): number {
  return comments.find((c) => c.start <= position && position <= c.end)?.start ?? position;
}
