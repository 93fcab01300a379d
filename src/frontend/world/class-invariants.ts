/**
 * Takes class invariants; gives them as clauses of the functions that they bind: required and ensured by public methods, ensured by
 * constructors, and of every class-typed parameter and result of a function with a contract (SEMANTICS, section 4).
 * Soundness: an invariant is required like any other clause, and so shown at every call from checked code, inside the class too;
 * nothing rests on fields being private.
 */
import ts from "typescript";
import type { ClauseSyntax, Expression } from "../../contract/index.js";
import type { Project, ProjectFile } from "../project.js";
import { classOf, isStatic } from "./classes.js";

export type InvariantSyntax = Extract<ClauseSyntax, { readonly expression: Expression }>;

export function invariantsOf(owner: ts.ClassLikeDeclaration, file: ProjectFile): readonly InvariantSyntax[] {
  const clauses = file.attachments.classes.get(owner) ?? [];
  return clauses.filter((c): c is InvariantSyntax => "expression" in c);
}

/** What they add to the clauses of a member of the class. */
export function clausesOfMember(member: ts.Node, file: ProjectFile): readonly ClauseSyntax[] {
  const owner = member.parent;
  if (!ts.isClassLike(owner) || isStatic(member) || isPrivate(member)) return [];
  const invariants = invariantsOf(owner, file).filter((c) => !speaksOf(c, member));
  const ensured = invariants.map((c): ClauseSyntax => ({ ...c, keyword: "ensures" }));
  if (ts.isConstructorDeclaration(member)) return ensured;
  if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member)) return [];
  const required = invariants.map((c): ClauseSyntax => ({ ...c, keyword: "requires" }));
  // What reads alone keeps what holds.
  return ts.isGetAccessor(member) ? required : [...required, ...ensured];
}

function isPrivate(member: ts.Node): boolean {
  if (ts.isClassElement(member) && member.name !== undefined && ts.isPrivateIdentifier(member.name)) return true;
  return (
    ts.canHaveModifiers(member) && (ts.getModifiers(member) ?? []).some((m) => m.kind === ts.SyntaxKind.PrivateKeyword)
  );
}

/** An invariant that is told with the help of a member cannot be required by it. */
function speaksOf(clause: ClauseSyntax, member: ts.Node): boolean {
  const name = ts.isClassElement(member) ? member.name?.getText() : undefined;
  return name !== undefined && new RegExp(`\\.${name}(?![\\w$])`, "u").test(clause.text);
}

/** Of the class that a parameter or result is declared to be an object of. */
export function invariantsOfType(type: ts.Type, project: Project): readonly InvariantSyntax[] {
  const owner = classOf(type, project);
  const file = owner && project.fileOf(owner.getSourceFile());
  return owner === undefined || file === undefined ? [] : invariantsOf(owner, file);
}
