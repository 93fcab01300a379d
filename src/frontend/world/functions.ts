/**
 * Takes a file of the project; gives the functions in it that can have an IR: declarations of the module, constants that
 * are functions, methods of the module's classes. What else has a contract is named as outside the subset.
 */
import ts from "typescript";
import type { ClauseSyntax } from "../../contract/index.js";
import type { ProjectFile } from "../project.js";
import type { TypeArguments } from "../types/types.js";
import { clausesOfMember } from "./class-invariants.js";

export interface FunctionSite {
  /** `path#name` or `path#Class.name`. */
  readonly id: string;
  readonly name: string;
  readonly node: ts.FunctionLikeDeclaration;
  /** What a symbol is declared by: the declaration, or the constant that holds the function. */
  readonly symbolNode: ts.Node;
  /** What a finding points at. */
  readonly nameNode: ts.Node;
  /** The whole statement or member, where clauses stand above. */
  readonly declaration: ts.Node;
  readonly file: ProjectFile;
  readonly clauses: readonly ClauseSyntax[];
  readonly contracted: boolean;
  /** Why it is outside the subset as a whole: where it stands. */
  readonly outside: string | undefined;
  /** Of a generic function for the types of some call: what its type parameters stand for. See `lower/instances.ts`. */
  readonly typeArguments?: TypeArguments;
}

/** Clauses that make a function one to give a verdict on. */
const contractKeywords: ReadonlySet<ClauseSyntax["keyword"]> = new Set([
  "requires",
  "ensures",
  "throws",
  "decreases",
  "verify",
  "pure",
  "refine",
  "example",
  "modifies",
  "extern",
]);

export function functionsOf(file: ProjectFile): readonly FunctionSite[] {
  const sites: FunctionSite[] = [];
  const taken = new Map<string, number>();
  const add = (
    name: string,
    node: ts.FunctionLikeDeclaration,
    nameNode: ts.Node,
    declaration: ts.Node,
    outside?: string,
    symbolNode: ts.Node = node,
  ): void => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    const clauses = [...(file.attachments.functions.get(node) ?? []), ...clausesOfMember(node, file)];
    sites.push({
      id: `${file.path}#${name}${count === 1 ? "" : `~${count}`}`,
      name,
      node,
      symbolNode,
      nameNode,
      declaration,
      file,
      clauses,
      contracted: clauses.some((c) => contractKeywords.has(c.keyword)),
      outside,
    });
  };
  const isExternDeclaration = (node: ts.FunctionLikeDeclaration): boolean =>
    (file.attachments.functions.get(node) ?? []).some((c) => c.keyword === "extern");
  for (const statement of file.sourceFile.statements) collect(statement, add, isExternDeclaration);
  const known = new Set<ts.Node>(sites.map((s) => s.node));
  for (const node of file.attachments.functions.keys()) {
    if (known.has(node)) continue;
    const outside = isOfModule(node)
      ? undefined
      : "Only functions of the module and methods of its classes are read; this one may see variables of others.";
    add(nameInObject(node) ?? nameOf(node), node, node.name ?? node, node, outside);
  }
  return sites;
}

/** Inside an expression of the module, an argument or an object: it sees what every function of the module sees. */
function isOfModule(node: ts.FunctionLikeDeclaration): boolean {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node) && !ts.isMethodDeclaration(node)) return false;
  return ts.findAncestor(node.parent, (at) => ts.isFunctionLike(at) || ts.isClassLike(at)) === undefined;
}

/** `api.add` of `const api = { add() {} }`. */
function nameInObject(node: ts.FunctionLikeDeclaration): string | undefined {
  const member = ts.isMethodDeclaration(node) ? node : node.parent;
  if (!ts.isMethodDeclaration(member) && !ts.isPropertyAssignment(member)) return undefined;
  const owner = member.parent.parent;
  const name = member.name.getText();
  return ts.isVariableDeclaration(owner) && ts.isIdentifier(owner.name) ? `${owner.name.text}.${name}` : name;
}

type Add = (
  name: string,
  node: ts.FunctionLikeDeclaration,
  nameNode: ts.Node,
  declaration: ts.Node,
  outside?: string,
  symbolNode?: ts.Node,
) => void;

function collect(
  statement: ts.Statement,
  add: Add,
  isExternDeclaration: (node: ts.FunctionLikeDeclaration) => boolean,
): void {
  if (ts.isFunctionDeclaration(statement)) {
    if (statement.body !== undefined || isExternDeclaration(statement))
      add(nameOf(statement), statement, statement.name ?? statement, statement);
    return;
  }
  if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) collectConstant(declaration, statement, add);
    return;
  }
  if (ts.isClassDeclaration(statement)) for (const member of statement.members) collectMember(member, statement, add);
  if (ts.isModuleDeclaration(statement)) collectNamespace(statement, add, isExternDeclaration);
}

/** Functions of `namespace N { … }` are functions of the module by longer names. */
function collectNamespace(
  node: ts.ModuleDeclaration,
  add: Add,
  isExternDeclaration: (node: ts.FunctionLikeDeclaration) => boolean,
): void {
  const isAmbient = node.modifiers?.some((m) => m.kind === ts.SyntaxKind.DeclareKeyword) === true;
  if (isAmbient || node.body === undefined || !ts.isIdentifier(node.name)) return;
  const inside: Add = (name, ...rest) => add(`${node.name.text}.${name}`, ...rest);
  if (ts.isModuleBlock(node.body)) {
    for (const statement of node.body.statements) collect(statement, inside, isExternDeclaration);
  } else if (ts.isModuleDeclaration(node.body)) collectNamespace(node.body, inside, isExternDeclaration);
}

function collectConstant(declaration: ts.VariableDeclaration, statement: ts.VariableStatement, add: Add): void {
  const { initializer, name } = declaration;
  if (initializer === undefined || !ts.isIdentifier(name)) return;
  const inner = withoutParentheses(initializer);
  if (!ts.isArrowFunction(inner) && !ts.isFunctionExpression(inner)) return;
  const isConst = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  const outside = isConst ? undefined : "A function in a variable may be replaced; write `const`.";
  add(name.text, inner, name, statement, outside, declaration);
}

function collectMember(member: ts.ClassElement, owner: ts.ClassDeclaration, add: Add): void {
  const inherits = owner.heritageClauses?.some((h) => h.token === ts.SyntaxKind.ExtendsKeyword) === true;
  const name = `${owner.name?.text ?? "default"}.${member.name?.getText() ?? "constructor"}`;
  const extended = inherits ? "Classes that extend another are not read." : undefined;
  if (ts.isMethodDeclaration(member) && member.body !== undefined) {
    add(name, member, member.name, member, extended);
  } else if (ts.isGetAccessor(member) && member.body !== undefined) {
    add(name, member, member.name, member, extended);
  } else if (ts.isConstructorDeclaration(member) && member.body !== undefined) {
    add(name, member, member, member, extended);
  } else if (ts.isSetAccessor(member) && member.body !== undefined) {
    add(`${name}=`, member, member.name, member, extended);
  } else if (ts.isPropertyDeclaration(member) && member.initializer !== undefined) {
    const inner = withoutParentheses(member.initializer);
    if (ts.isArrowFunction(inner) || ts.isFunctionExpression(inner)) {
      add(name, inner, member.name, member, "Functions in fields are not read yet; write a method.");
    }
  }
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  const name = node.name?.getText();
  if (name !== undefined) return name;
  return node.modifiers?.some((m) => m.kind === ts.SyntaxKind.DefaultKeyword) ? "default" : "(anonymous)";
}

export function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ? withoutParentheses(node.expression) : node;
}

/** What is written between the parentheses, `as`, `satisfies` and `!` around it. */
export function withoutCasts(node: ts.Expression): ts.Expression {
  const isAround =
    ts.isParenthesizedExpression(node) ||
    ts.isAssertionExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node);
  return isAround ? withoutCasts(node.expression) : node;
}
