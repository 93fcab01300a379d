/**
 * Takes a `type x T` clause and its place; gives what it marks. Alone among clauses it may trail its own line, so it is
 * looked for by name: in what ends on the line, in what follows, in the function around.
 */
import ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import { type FunctionNode, isFunctionNode, type Place } from "../syntax/annotations-place.js";
import type { Assignment } from "./assign.js";
import { functionOf, parameterNames } from "./targets.js";

type TypeClause = Extract<ClauseSyntax, { keyword: "type" }>;

export function assignType(clause: TypeClause, place: Place): Assignment {
  const { subject } = clause;
  const generic = subject === "" ? generalOver(clause.type.text.trim(), place) : undefined;
  if (generic !== undefined) return { kind: "function", node: generic };
  const before = place.trailing ? marked(place.prior, subject) : undefined;
  if (before !== undefined) return before;
  const after = place.trailing ? undefined : marked(place.next, subject);
  if (after !== undefined && !(place.opens !== undefined && after.kind === "function")) return after;
  const opened = place.opens !== undefined && isFunctionNode(place.opens) ? place.opens : undefined;
  const around = opened ?? place.enclosing;
  if (after?.kind === "function" && (around === undefined || prefersInner(subject, around, after.node))) return after;
  if (around !== undefined && subject !== "" && place.surroundings !== "expression")
    return { kind: "function", node: around };
  const why =
    subject === "" ? "names nothing, and stands beside no field" : `names \`${subject}\`, which is not beside it`;
  return { kind: "nothing", why };
}

/** `type T` of a type parameter says nothing that the function does not say itself. */
function generalOver(name: string, place: Place): FunctionNode | undefined {
  const next = place.next === undefined ? undefined : functionOf(place.next);
  const opened = place.opens !== undefined && isFunctionNode(place.opens) ? place.opens : undefined;
  return [opened, next, place.enclosing].find((fn) => fn?.typeParameters?.some((p) => p.name.text === name));
}

function prefersInner(subject: string, outer: FunctionNode, inner: FunctionNode): boolean {
  return parameterNames(inner).has(subject) && !parameterNames(outer).has(subject);
}

/** What a statement or member has by that name: itself, a field of its type, a parameter. */
function marked(node: ts.Node | undefined, subject: string): Assignment | undefined {
  if (node === undefined) return undefined;
  const func = functionOf(node);
  if (func !== undefined) return subject === "" ? undefined : { kind: "function", node: func };
  if (isField(node)) return names(node.name, subject) ? { kind: "member", node } : undefined;
  if (ts.isTypeAliasDeclaration(node) && names(node.name, subject)) return { kind: "member", node };
  if (ts.isVariableStatement(node)) return markedVariable(node, subject);
  if (!ts.isTypeAliasDeclaration(node) && !ts.isInterfaceDeclaration(node) && !ts.isClassLike(node)) return undefined;
  const field = subject === "" ? undefined : fieldNamed(node, subject);
  return field === undefined ? undefined : { kind: "member", node: field };
}

function markedVariable(node: ts.VariableStatement, subject: string): Assignment | undefined {
  // Locals belong to their function's own table of marks.
  if (!ts.isSourceFile(node.parent)) return undefined;
  const variable = node.declarationList.declarations.find((d) => names(d.name, subject));
  return variable === undefined ? undefined : { kind: "member", node: variable };
}

function isField(node: ts.Node): node is ts.PropertyDeclaration | ts.PropertySignature {
  return ts.isPropertyDeclaration(node) || ts.isPropertySignature(node);
}

function names(name: ts.Node, subject: string): boolean {
  return subject === "" || name.getText() === subject || `this.${name.getText()}` === subject;
}

function fieldNamed(node: ts.Node, subject: string): ts.Node | undefined {
  if (isField(node) && names(node.name, subject)) return node;
  return ts.forEachChild(node, (child) => fieldNamed(child, subject));
}
