/**
 * Takes a parsed file with `declare-type` clauses; gives its text with these types behind it, and afterwards what is wrong
 * with them. A type that TypeScript does not find stands for its name, in place of an import that leads nowhere; of one
 * that it finds, TypeScript's own type holds, and each of its values has to be one of the declared type.
 * Relies on: what stands behind the author's text moves nothing in it, and no clause belongs to it.
 */
import ts from "typescript";
import { readAnnotations } from "../../contract/index.js";
import { type Diagnostic, type Span, sourceFile as sourceOf } from "../../source/index.js";
import { commentsOf } from "../syntax/annotations-comments.js";
import { libraryText } from "./library.js";

export interface DeclaredType {
  readonly name: string;
  readonly span: Span;
  /** As TypeScript would say it. */
  readonly declaration: string;
  /** The name that it has behind the text; its own name where it stands for a type that is not found. */
  readonly alias: string;
  /** Of the alias in the text: nothing where it could not be put there. */
  readonly start: number;
  readonly end: number;
  readonly fault?: string;
}

export interface WithDeclared {
  readonly text: string;
  readonly declared: readonly DeclaredType[];
}

/** Undefined where nothing is declared so. `isFound` tells of a module specifier whether it leads somewhere. */
export function withDeclaredTypes(
  file: ts.SourceFile,
  path: string,
  isFound: (specifier: string) => boolean,
): WithDeclared | undefined {
  if (!/@\s*declare-type\b/u.test(file.text)) return undefined;
  const { clauses } = readAnnotations(commentsOf(file), sourceOf(path, file.text), { jsdoc: false });
  let text = `${file.text}\n`;
  const declared: DeclaredType[] = [];
  for (const clause of clauses) {
    if (clause.keyword !== "declare-type") continue;
    const { name, span, declaration } = clause;
    const place = placeOf(name, file, isFound);
    const fault =
      place.kind === "fault"
        ? place.why
        : declared.some((other) => other.name === name)
          ? `\`${name}\` is declared twice.`
          : isOneType(declaration)
            ? undefined
            : "This is not one type as TypeScript writes it.";
    if (fault !== undefined || place.kind === "fault") {
      declared.push({
        name,
        span,
        declaration,
        alias: name,
        start: 0,
        end: 0,
        ...(fault === undefined ? {} : { fault }),
      });
      continue;
    }
    const alias = place.kind === "found" ? freeName(name, text) : name;
    if (place.kind === "missing" && place.blank !== undefined) {
      const { start, end } = place.blank;
      text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/gu, " ") + text.slice(end);
    }
    const start = text.length;
    text += `${declaration.replace(/^type [^\s<=]+/u, `type ${alias}`)}\n`;
    declared.push({ name, span, declaration, alias, start, end: text.length });
  }
  return declared.length === 0 ? undefined : { text, declared };
}

function isOneType(declaration: string): boolean {
  // What would begin a comment could hide the rest.
  if (/\/[/*]/u.test(declaration)) return false;
  const parsed = ts.createSourceFile("type.ts", declaration, ts.ScriptTarget.ESNext);
  const faults: unknown = Reflect.get(parsed, "parseDiagnostics");
  const [only] = parsed.statements;
  const isOne = parsed.statements.length === 1 && only !== undefined && ts.isTypeAliasDeclaration(only);
  return isOne && Array.isArray(faults) && faults.length === 0;
}

function freeName(name: string, text: string): string {
  let free = `${name}$declared`;
  while (text.includes(free)) free += "$";
  return free;
}

type PlaceOfName =
  | { readonly kind: "found" }
  | { readonly kind: "missing"; readonly blank?: { readonly start: number; readonly end: number } }
  | { readonly kind: "fault"; readonly why: string };

function placeOf(name: string, file: ts.SourceFile, isFound: (specifier: string) => boolean): PlaceOfName {
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      const { importClause: clause, moduleSpecifier: from } = statement;
      const bindings = clause?.namedBindings;
      const isNamespace = bindings !== undefined && ts.isNamespaceImport(bindings) && bindings.name.text === name;
      const element =
        bindings !== undefined && ts.isNamedImports(bindings)
          ? bindings.elements.find((e) => e.name.text === name)
          : undefined;
      if (clause?.name?.text !== name && !isNamespace && element === undefined) continue;
      if (!ts.isStringLiteral(from) || isFound(from.text)) return { kind: "found" };
      if (element !== undefined && bindings !== undefined)
        return { kind: "missing", blank: elementRange(element, file) };
      if (clause?.name?.text === name && bindings === undefined) {
        return { kind: "missing", blank: { start: statement.getStart(file), end: statement.end } };
      }
      return { kind: "fault", why: `\`${name}\` is imported beside other names; give it an import of its own.` };
    }
    const isNamed =
      (ts.isTypeAliasDeclaration(statement) ||
        ts.isInterfaceDeclaration(statement) ||
        ts.isClassDeclaration(statement) ||
        ts.isEnumDeclaration(statement)) &&
      statement.name?.text === name;
    if (isNamed) return { kind: "found" };
  }
  return isOfLibrary(name) ? { kind: "found" } : { kind: "missing" };
}

/** With the comma behind it, or the one before it. */
function elementRange(
  element: ts.ImportSpecifier,
  file: ts.SourceFile,
): { readonly start: number; readonly end: number } {
  const start = element.getStart(file);
  const behind = /^\s*,/u.exec(file.text.slice(element.end));
  return { start, end: element.end + (behind?.[0].length ?? 0) };
}

function isOfLibrary(name: string): boolean {
  return [...libraryText.matchAll(/\b(?:interface|type|class|enum)\s+([\w$]+)/gu)].some(([, found]) => found === name);
}

/** What is wrong with them, at the clause; and what TypeScript has against the text behind the author's. */
export function declaredFaults(
  declared: readonly DeclaredType[],
  file: ts.SourceFile,
  checker: ts.TypeChecker,
  problems: readonly { readonly start: number; readonly message: string }[],
): readonly Diagnostic[] {
  return declared.flatMap(({ name, alias, span, start, end, fault }): readonly Diagnostic[] => {
    if (fault !== undefined) return [{ code: "clause.type", span, message: fault }];
    const own = problems.find((p) => start <= p.start && p.start < end);
    if (own !== undefined) return [{ code: "clause.type", span, message: own.message }];
    if (alias === name) return [];
    return differs(name, alias, span, file, checker);
  });
}

function differs(
  name: string,
  alias: string,
  span: Span,
  file: ts.SourceFile,
  checker: ts.TypeChecker,
): readonly Diagnostic[] {
  const symbol = (of: string): ts.Symbol | undefined => {
    const found = checker.resolveName(of, file.endOfFileToken, ts.SymbolFlags.Type, false);
    return found !== undefined && found.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(found) : found;
  };
  const [known, said] = [symbol(name), symbol(alias)];
  const nothing = {
    code: "clause.type",
    span,
    message: `TypeScript finds \`${name}\`, and not what type it is.`,
  } as const;
  if (known === undefined || said === undefined) return [nothing];
  if (takesTypes(known) || takesTypes(said)) {
    return [
      {
        code: "unsupported.clause",
        span,
        message: `TypeScript finds the generic type \`${name}\`, with which \`declare-type\` is not compared.`,
        hint: "Leave the clause out: TypeScript's type holds.",
      },
    ];
  }
  const [type, wanted] = [checker.getDeclaredTypeOfSymbol(known), checker.getDeclaredTypeOfSymbol(said)];
  if (type.flags & ts.TypeFlags.Any) return [nothing];
  if (checker.isTypeAssignableTo(type, wanted)) return [];
  return [
    {
      code: "clause.type",
      span,
      message: `\`${name}\` is found by TypeScript, and its values are not all of the type that \`declare-type\` says; TypeScript's type holds.`,
      hint: "Leave the clause out, or let it say what is true of each value.",
    },
  ];
}

function takesTypes(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (d) =>
      (ts.isTypeAliasDeclaration(d) || ts.isInterfaceDeclaration(d) || ts.isClassDeclaration(d)) &&
      (d.typeParameters?.length ?? 0) > 0,
  );
}
