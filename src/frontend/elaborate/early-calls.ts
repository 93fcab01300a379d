/**
 * Takes a file of a module; tells which of its functions code of the module may call, and from where on: a constant that
 * is declared further down has no value yet, and reading it is an error. Names are followed, whatever they are used for.
 * Calls from other files come when this one has run, but where files import each other in a circle.
 */
import ts from "typescript";
import type { ProjectFile } from "../project.js";

/** The functions, classes and objects that are reached, by the place of the first statement that reaches them. */
export type EarlyCalls = ReadonlyMap<ts.Node, number>;

export function earlyCalls({ sourceFile, checker }: ProjectFile): EarlyCalls {
  const found = new Map<ts.Node, number>();
  const follow = (node: ts.Node, from: number): void => {
    if (ts.isIdentifier(node)) {
      for (const declaration of checker.getSymbolAtLocation(node)?.declarations ?? []) {
        if (declaration.getSourceFile() !== sourceFile || found.has(declaration)) continue;
        if (!holdsFunctions(declaration)) continue;
        found.set(declaration, from);
        follow(declaration, from);
      }
    }
    ts.forEachChild(node, (child) => follow(child, from));
  };
  const statements = (of: ts.SourceFile | ts.ModuleBlock): void => {
    for (const statement of of.statements) {
      if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body))
        statements(statement.body);
      // Of a class the parts that run do so one after the other.
      else
        for (const part of ts.isClassDeclaration(statement) ? partsOf(statement) : [statement])
          if (calls(part)) follow(part, part.getStart());
    }
  };
  statements(sourceFile);
  return found;
}

/**
 * Where code of the module may call the function around the node before the declaration is run, or is itself what the
 * node stands in.
 */
export function isReadEarly(node: ts.Node, declaration: ts.Node, early: EarlyCalls): boolean {
  let inFunction = false;
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    inFunction ||= ts.isFunctionLike(at);
    const from = inFunction ? early.get(at) : undefined;
    if (from !== undefined && from < declaration.getStart()) return true;
  }
  return !inFunction && node.getStart() < declaration.getStart();
}

function holdsFunctions(declaration: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isModuleDeclaration(declaration) ||
    ts.isVariableDeclaration(declaration)
  );
}

function partsOf(node: ts.ClassDeclaration): readonly ts.Node[] {
  return [...(node.modifiers ?? []), ...(node.heritageClauses ?? []), ...node.members];
}

/** Does running the statement run a function? Declaring one does not. */
function calls(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || (ts.isFunctionLike(node) && !ts.isClassStaticBlockDeclaration(node))) return false;
  if (ts.isPropertyDeclaration(node) && !isStatic(node)) return false;
  const isCall =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isDecorator(node) ||
    ts.isForOfStatement(node);
  return isCall || ts.forEachChild(node, (child) => (calls(child) ? true : undefined)) === true;
}

function isStatic(node: ts.PropertyDeclaration): boolean {
  return node.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
}
