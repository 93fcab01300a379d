/**
 * Takes the files of a project; tells which functions code of their modules may run, and from where on: what is declared
 * further down has no value yet, and reading it is an error. Names are followed, whatever they are used for. Of files that
 * import each other in a circle any may run first.
 *
 * Soundness: code runs functions without a call, too: getters, `toString`, iterators. Only statements that hold nothing of
 * the kind run none.
 */
import ts from "typescript";
import type { Project, ProjectFile } from "../project.js";
import { aliased } from "./callee.js";

export interface EarlyCode {
  /**
   * Where code of the module may call the function around the node before the declaration is run, or is itself what the
   * node stands in.
   */
  readonly isReadEarly: (node: ts.Node, declaration: ts.Node) => boolean;
  /** A name, in what the function runs, of something that may have no value yet. */
  readonly firstEarlyRead: (node: ts.Node) => ts.Identifier | undefined;
}

/** The functions, classes and objects that are reached, by the place in their own file of what reaches them first. */
type Reached = ReadonlyMap<ts.Node, number>;

export function openEarlyCode(project: Project): EarlyCode {
  const circleOf = circles(project);
  const known = new Map<ProjectFile, Reached>();
  const reachedAround = (file: ProjectFile): Reached => {
    const circle = circleOf(file);
    const found = known.get(file) ?? reachedIn(circle, project);
    for (const one of circle) known.set(one, found);
    return found;
  };
  const isReadEarly = (node: ts.Node, declaration: ts.Node): boolean => {
    const file = project.fileOf(node.getSourceFile());
    const other = project.fileOf(declaration.getSourceFile());
    if (file === undefined || other === undefined || !circleOf(file).has(other)) return false;
    const reached = reachedAround(file);
    let inFunction = false;
    for (let at = node; !ts.isSourceFile(at); at = at.parent) {
      inFunction ||= ts.isFunctionLike(at);
      const from = inFunction ? reached.get(at) : undefined;
      if (from !== undefined && (other !== file || from < declaration.getStart())) return true;
    }
    return !inFunction && (other !== file || node.getStart() < declaration.getStart());
  };
  const firstEarlyRead = (of: ts.Node): ts.Identifier | undefined => {
    const file = project.fileOf(of.getSourceFile());
    if (file === undefined || !isReached(of, reachedAround(file))) return undefined;
    const seen = new Set<ts.Node>([of, of.parent]);
    const visit = (node: ts.Node, checker: ts.TypeChecker): ts.Identifier | undefined => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return undefined;
      if (ts.isIdentifier(node)) {
        for (const declaration of declarationsOf(node, checker)) {
          const owner = project.fileOf(declaration.getSourceFile());
          if (owner === undefined) continue;
          if (comesToBe(declaration) && isReadEarly(node, declaration)) return node;
          if (!holdsFunctions(declaration) || seen.has(declaration)) continue;
          seen.add(declaration);
          const found = visit(declaration, owner.checker);
          if (found !== undefined) return isInside(found, of) ? found : node;
        }
      }
      return ts.forEachChild(node, (child) => visit(child, checker));
    };
    return visit(of, file.checker);
  };
  return { isReadEarly, firstEarlyRead };
}

function isInside(node: ts.Node, of: ts.Node): boolean {
  return node.getSourceFile() === of.getSourceFile() && of.pos <= node.pos && node.end <= of.end;
}

function isReached(node: ts.Node, reached: Reached): boolean {
  return ts.findAncestor(node, (at) => reached.has(at)) !== undefined;
}

/** What code of the modules reaches. Of another file than its own nothing need have been run. */
function reachedIn(circle: ReadonlySet<ProjectFile>, project: Project): Reached {
  const found = new Map<ts.Node, number>();
  const follow = (node: ts.Node, checker: ts.TypeChecker, start: ts.SourceFile, from: number): void => {
    if (ts.isIdentifier(node)) {
      for (const declaration of declarationsOf(node, checker)) {
        const owner = project.fileOf(declaration.getSourceFile());
        if (owner === undefined || !circle.has(owner) || !holdsFunctions(declaration)) continue;
        const place = owner.sourceFile === start ? from : -1;
        if ((found.get(declaration) ?? Number.POSITIVE_INFINITY) <= place) continue;
        found.set(declaration, place);
        follow(declaration, owner.checker, start, from);
      }
    }
    ts.forEachChild(node, (child) => follow(child, checker, start, from));
  };
  for (const { sourceFile, checker } of circle) {
    const statements = (of: ts.SourceFile | ts.ModuleBlock): void => {
      for (const statement of of.statements) {
        if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body))
          statements(statement.body);
        // Of a class the parts that run do so one after the other.
        else
          for (const part of ts.isClassDeclaration(statement) ? partsOf(statement) : [statement])
            if (mayRunFunction(part)) follow(part, checker, sourceFile, part.getStart());
      }
    };
    statements(sourceFile);
  }
  return found;
}

/** Of each file those that it imports, at run time and perhaps by others, and that import it; itself among them. */
function circles(project: Project): (file: ProjectFile) => ReadonlySet<ProjectFile> {
  const imported = new Map<ProjectFile, readonly ProjectFile[]>();
  const importsOf = (file: ProjectFile): readonly ProjectFile[] => {
    const found = imported.get(file) ?? importedAtRunTime(file, project);
    imported.set(file, found);
    return found;
  };
  const reach = new Map<ProjectFile, ReadonlySet<ProjectFile>>();
  const reachOf = (file: ProjectFile): ReadonlySet<ProjectFile> => {
    const found = reach.get(file) ?? reachable(file, importsOf);
    reach.set(file, found);
    return found;
  };
  const known = new Map<ProjectFile, ReadonlySet<ProjectFile>>();
  return (file) => {
    const circle =
      known.get(file) ?? new Set([file, ...[...reachOf(file)].filter((other) => reachOf(other).has(file))]);
    for (const one of circle) known.set(one, circle);
    return circle;
  };
}

function reachable(from: ProjectFile, next: (file: ProjectFile) => readonly ProjectFile[]): ReadonlySet<ProjectFile> {
  const found = new Set<ProjectFile>();
  const waiting = [...next(from)];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    waiting.push(...next(file));
  }
  return found;
}

/** An import of types alone is left out when the program is built. */
function importedAtRunTime({ sourceFile, checker }: ProjectFile, project: Project): readonly ProjectFile[] {
  return sourceFile.statements.flatMap((statement) => {
    const specifier = importedFrom(statement);
    if (specifier === undefined || isOfTypes(statement, checker)) return [];
    const declarations = checker.getSymbolAtLocation(specifier)?.declarations ?? [];
    return declarations.flatMap((d) => project.fileOf(d.getSourceFile()) ?? []);
  });
}

function importedFrom(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return statement.moduleSpecifier;
  const reference = ts.isImportEqualsDeclaration(statement) ? statement.moduleReference : undefined;
  return reference !== undefined && ts.isExternalModuleReference(reference) ? reference.expression : undefined;
}

function isOfTypes(statement: ts.Statement, checker: ts.TypeChecker): boolean {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause: clause } = statement;
    return statement.isTypeOnly || (clause !== undefined && ts.isNamedExports(clause) && areTypes(clause, checker));
  }
  const clause = ts.isImportDeclaration(statement) ? statement.importClause : undefined;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { name, namedBindings: named } = clause;
  if (name !== undefined && !isType(name, checker)) return false;
  return named === undefined || (ts.isNamedImports(named) && named.elements.length > 0 && areTypes(named, checker));
}

function areTypes(named: ts.NamedImports | ts.NamedExports, checker: ts.TypeChecker): boolean {
  return named.elements.every((element) => element.isTypeOnly || isType(element.name, checker));
}

function isType(name: ts.Node, checker: ts.TypeChecker): boolean {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol !== undefined && (aliased(symbol, checker).flags & ts.SymbolFlags.Value) === 0;
}

function declarationsOf(node: ts.Identifier, checker: ts.TypeChecker): readonly ts.Declaration[] {
  const symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  return (symbol && aliased(symbol, checker).declarations) ?? [];
}

function holdsFunctions(declaration: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isModuleDeclaration(declaration) ||
    ts.isVariableDeclaration(declaration)
  );
}

/** Has no value before it is run: a function has, and a constant enum is written out. */
function comesToBe(declaration: ts.Node): boolean {
  if (ts.isVariableDeclaration(declaration)) {
    const { parent } = declaration.parent;
    return ts.isVariableStatement(parent) && (ts.isSourceFile(parent.parent) || ts.isModuleBlock(parent.parent));
  }
  if (ts.isEnumDeclaration(declaration))
    return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Const) === 0;
  return ts.isClassDeclaration(declaration);
}

function partsOf(node: ts.ClassDeclaration): readonly ts.Node[] {
  return [...(node.modifiers ?? []), ...(node.heritageClauses ?? []), ...node.members];
}

/** Declaring a function or a type runs none, nor does what literals, names and arithmetic on numbers are made of. */
function mayRunFunction(node: ts.Node): boolean {
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return false;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isImportEqualsDeclaration(node)) return false;
  if (ts.isFunctionLike(node) && !ts.isClassStaticBlockDeclaration(node)) {
    return node.name !== undefined && ts.isComputedPropertyName(node.name) && mayRunFunction(node.name.expression);
  }
  if (ts.isPropertyDeclaration(node) && !isStatic(node)) return false;
  const runs =
    ts.isCallExpression(node) ||
    ts.isNewExpression(node) ||
    ts.isTaggedTemplateExpression(node) ||
    ts.isDecorator(node) ||
    ts.isForOfStatement(node) ||
    ts.isTemplateSpan(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isSpreadElement(node) ||
    ts.isSpreadAssignment(node) ||
    ts.isObjectBindingPattern(node) ||
    ts.isArrayBindingPattern(node) ||
    ts.isBinaryExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isPostfixUnaryExpression(node) ||
    ts.isAwaitExpression(node);
  return runs || ts.forEachChild(node, (child) => (mayRunFunction(child) ? true : undefined)) === true;
}

function isStatic(node: ts.PropertyDeclaration): boolean {
  return node.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
}
