/**
 * Takes a clause and its place; gives what it belongs to, or why it belongs to nothing. Where a comment both opens a body
 * and stands before the first statement of it, the rules are: a clause that only one of the two can have is that one's;
 * a name that only the inner one binds makes it the inner one's; if the outer one's other clauses stand above it, it is the
 * inner one's; otherwise it is the outer one's.
 */
import ts from "typescript";
import { type ClauseSyntax, type Keyword, keywords, type Target } from "../../contract/index.js";
import type { FunctionNode, Place } from "../syntax/annotations-place.js";
import { isFunctionNode, isLoop } from "../syntax/annotations-place.js";
import type { LoopNode, LoopStatement } from "../syntax/attachments.js";
import {
  callbackLoopIn,
  callsItself,
  functionOf,
  headerNames,
  isBlockCallback,
  loopAround,
  loopOf,
  parameterNames,
  positionNames,
} from "./targets.js";

export type Assignment =
  | { readonly kind: "function"; readonly node: FunctionNode }
  | { readonly kind: "loop"; readonly node: LoopNode }
  | { readonly kind: "statement"; readonly node: ts.Statement }
  | { readonly kind: "member"; readonly node: ts.Node }
  | { readonly kind: "class"; readonly node: ts.ClassLikeDeclaration }
  | { readonly kind: "file" }
  | { readonly kind: "nothing"; readonly why: string };

/** What is known of the other clauses of the file when an ambiguous one is assigned. */
export interface Neighbours {
  /** Functions and loops with a clause that stands above them, or between their header and their body. */
  readonly outside: ReadonlySet<ts.Node>;
  /** Functions and loops with a `decreases` that can only be theirs. */
  readonly measured: ReadonlySet<ts.Node>;
}

export function keywordOf(clause: ClauseSyntax): Keyword {
  return clause.keyword;
}

/** Both readings of a place that opens one thing and precedes another are possible for this clause. */
export function isAmbiguous(clause: ClauseSyntax, place: Place): boolean {
  const targets: readonly Target[] = keywords[keywordOf(clause)];
  const inner = functionOf(place.next) ?? loopOf(place.next);
  if (place.opens === undefined || inner === undefined || targets.includes("any")) return false;
  const fits = (node: ts.Node): boolean => targets.includes(isFunctionNode(node) ? "function" : "loop");
  return fits(place.opens) && fits(inner);
}

export function assign(clause: ClauseSyntax, place: Place, file: ts.SourceFile, known: Neighbours): Assignment {
  const keyword = keywordOf(clause);
  if (place.trailing) return nothing("stands behind code on its line");
  if (place.surroundings === "expression" || place.surroundings === "parameters")
    return nothing("stands inside an expression");
  const owner = keyword === "invariant" ? classAt(place) : undefined;
  if (owner !== undefined) return { kind: "class", node: owner };
  if (isAmbiguous(clause, place)) return assignAmbiguous(clause, place, known);
  const targets: readonly Target[] = keywords[keyword];
  if (targets.includes("file")) {
    const taken = assignToFile(place, file, targets);
    if (taken !== undefined) return taken;
  }
  const func =
    functionOf(place.next) ?? (place.opens !== undefined && isFunctionNode(place.opens) ? place.opens : undefined);
  // Inside a function, what is left out is a statement of it, also where it declares a function.
  if (keyword === "skip" && place.enclosing !== undefined && place.surroundings === "statements")
    return assignToStatement(clause, place);
  if (targets.includes("function") && (func !== undefined || !targets.includes("statement"))) {
    if (func !== undefined && !(targets.includes("statement") && func === place.opens))
      return { kind: "function", node: func };
  }
  const loop = targets.includes("loop") ? loopAt(clause, place, known) : undefined;
  if (loop !== undefined) return { kind: "loop", node: loop };
  if (targets.includes("statement")) return assignToStatement(clause, place);
  return nothing(whyNot(place, targets));
}

/** The loop that follows or is opened: also a call that is one, as `xs.forEach((x) => { … })`. */
function loopAt(clause: ClauseSyntax, place: Place, known: Neighbours): LoopNode | undefined {
  const statement = loopOf(place.next);
  if (statement !== undefined) return statement;
  const outer = place.opens === undefined ? undefined : loopAround(place.opens);
  const inner = callbackLoopIn(place.next);
  if (outer === undefined || inner === undefined) return outer ?? inner;
  const words = wordsOf(clause);
  if ([...positionNames(inner)].some((name) => words.has(name))) return inner;
  return known.outside.has(outer) && isBlockCallback(inner) ? inner : outer;
}

/** The class that an `invariant` stands above, or in, between its members. */
function classAt(place: Place): ts.ClassLikeDeclaration | undefined {
  if (place.surroundings === "class" && ts.isClassLike(place.node)) return place.node;
  return place.next !== undefined && ts.isClassDeclaration(place.next) ? place.next : undefined;
}

function nothing(why: string): Assignment {
  return { kind: "nothing", why };
}

function whyNot(place: Place, targets: readonly Target[]): string {
  if (place.next === undefined && place.opens === undefined) return "has nothing after it in its block";
  const wanted = targets.map((t) => (t === "file" ? "the top of a file" : `a ${t}`)).join(" or ");
  return `belongs to ${wanted}, and stands before something else`;
}

/** `overflow` above the first function of a file is the function's, unless a blank line sets it off as the file's. */
function assignToFile(place: Place, file: ts.SourceFile, targets: readonly Target[]): Assignment | undefined {
  if (place.surroundings !== "file" || !ts.isSourceFile(place.node)) return undefined;
  const func = targets.includes("function") ? functionOf(place.next) : undefined;
  if (func === undefined) return { kind: "file" };
  const first = file.statements[0];
  if (place.next !== first || first === undefined) return undefined;
  const between = file.text.slice(place.position, first.getStart(file));
  return /(?:\r\n|[\r\n])[ \t]*(?:\r\n|[\r\n])/u.test(between) ? { kind: "file" } : undefined;
}

function assignToStatement(clause: ClauseSyntax, place: Place): Assignment {
  const inFunction = place.enclosing !== undefined;
  if (place.next === undefined) return nothing("has nothing after it in its block");
  if (!ts.isStatement(place.next) || !(inFunction || clause.keyword === "skip"))
    return nothing("belongs to a statement of a function");
  return { kind: "statement", node: place.next };
}

function assignAmbiguous(clause: ClauseSyntax, place: Place, known: Neighbours): Assignment {
  const outer = place.opens;
  const inner = functionOf(place.next) ?? loopOf(place.next);
  if (outer === undefined || inner === undefined) return nothing("has nothing after it in its block");
  return asTarget(isInner(clause, outer, inner, known) ? inner : outer);
}

function isInner(clause: ClauseSyntax, outer: ts.Node, inner: ts.Node, known: Neighbours): boolean {
  if (isFunctionNode(outer) && isLoop(inner)) {
    // Only `decreases`: a function that does not call itself needs no measure, its loop does.
    return !known.measured.has(inner) && (known.measured.has(outer) || !callsItself(outer));
  }
  const own = isFunctionNode(inner) ? parameterNames(inner) : isLoop(inner) ? headerNames(inner) : new Set<string>();
  const others = isFunctionNode(outer) ? parameterNames(outer) : isLoop(outer) ? headerNames(outer) : new Set<string>();
  const words = wordsOf(clause);
  if ([...own].some((name) => words.has(name) && !others.has(name))) return true;
  return known.outside.has(outer);
}

/** The names in a clause, without those that the clause binds itself: `sum(c, 0, n, row[c])` says nothing of a loop's c. */
function wordsOf({ text }: ClauseSyntax): ReadonlySet<string> {
  const names = text.match(/(?<![.\w$])[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
  const binding = text.matchAll(/(?<![.\w$])\\?(?:forall|exists|sum|count)\s*\(((?:[^(),=<>&|]+,)+)/gu);
  const bound = new Set([...binding].flatMap(([, list]) => list?.match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? []));
  return new Set(names.filter((name) => !bound.has(name)));
}

export function asTarget(node: FunctionNode | LoopStatement): Assignment {
  return isFunctionNode(node) ? { kind: "function", node } : { kind: "loop", node };
}
