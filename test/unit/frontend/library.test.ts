/** Our small library against TypeScript's own: no name in it that the real one does not have. */
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { libraryFileName, libraryText } from "../../../src/frontend/project/library.js";
import { parseLibrary } from "../../../src/frontend/project/parse.js";

const realFolder = dirname(ts.getDefaultLibFilePath({}));

function checkerOver(text: string, lib: "ours" | "real"): { program: ts.Program; file: ts.SourceFile } {
  const file = ts.createSourceFile("/probe.ts", text, ts.ScriptTarget.ESNext);
  const host: ts.CompilerHost = {
    getSourceFile: (name) => {
      if (name === "/probe.ts") return file;
      if (lib === "ours") return name === libraryFileName ? parseLibrary(name, libraryText) : undefined;
      const content = ts.sys.readFile(name);
      return content === undefined ? undefined : ts.createSourceFile(name, content, ts.ScriptTarget.ESNext);
    },
    getDefaultLibFileName: () => (lib === "ours" ? libraryFileName : join(realFolder, "lib.esnext.d.ts")),
    getDefaultLibLocation: () => realFolder,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    fileExists: (name) => lib === "real" && ts.sys.fileExists(name),
    readFile: (name) => (lib === "real" ? ts.sys.readFile(name) : undefined),
  };
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ESNext, strict: true, types: [] };
  return { program: ts.createProgram({ rootNames: ["/probe.ts"], options, host }), file };
}

test("the library has no errors of its own", () => {
  const { program } = checkerOver("", "ours");
  const library = program.getSourceFile(libraryFileName);
  const all = [
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(library),
    ...program.getSemanticDiagnostics(library),
  ];
  expect(all.map((d) => ts.flattenDiagnosticMessageText(d.messageText, " "))).toEqual([]);
});

test("every interface and every member of it is TypeScript's own", () => {
  const real = checkerOver("export {};", "real");
  const checker = real.program.getTypeChecker();
  const missing: string[] = [];
  for (const statement of parseLibrary(libraryFileName, libraryText).statements) {
    if (!ts.isInterfaceDeclaration(statement)) continue;
    // The console is the platform's; it is declared so that calling it is an effect, not a type error.
    if (statement.name.text === "Console") continue;
    const symbol = checker.resolveName(statement.name.text, real.file, ts.SymbolFlags.Interface, false);
    if (symbol === undefined) {
      missing.push(statement.name.text);
      continue;
    }
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    for (const member of statement.members) {
      const name = member.name !== undefined && ts.isIdentifier(member.name) ? member.name.text : undefined;
      if (name !== undefined && type.getProperty(name) === undefined) missing.push(`${statement.name.text}.${name}`);
    }
  }
  expect(missing).toEqual([]);
});

test("what type-checks with it has the type that the real library gives", () => {
  const probe = `
export const a = [1, 2].map((x) => String(x)).filter((s) => s !== "1").reduce((n, s) => n + s.length, 0);
export const b = Object.entries({ x: 1 }).map(([k, v]) => [k, v] as const);
export const c = new Map([["a", 1]]).get("a");
export const d = [..."ab"].at(0)?.toUpperCase();
export const e = (x: readonly (number | undefined)[]) => x.filter((y): y is number => y !== undefined);
export const f = Array.from(new Set([1, 2]), (x) => x * 2);
export const g = [[1], [2]].flat();
export const h = Object.freeze({ a: 1 });
export async function i() { return (await Promise.all([Promise.resolve(1), "a"]))[0]; }
export const j = (p: Partial<Record<"a" | "b", number>>): Required<Pick<typeof p, "a">> => ({ a: p.a ?? 0 });
export const k = [3, 1].toSorted((x, y) => x - y).findLast((x) => x > 1);
export const l = new RangeError("x", { cause: 1 }).message;
export function* m() { yield 1; }
export const n = [...m()];
export const o = [1, "a"].every((x) => typeof x === "string");
export const p = "a-b".split("-").concat(["c"]).slice(1).join();
`;
  const types = (lib: "ours" | "real"): readonly string[] => {
    const { program, file } = checkerOver(probe, lib);
    const checker = program.getTypeChecker();
    const module = checker.getSymbolAtLocation(file);
    const errors = program.getSemanticDiagnostics(file).map((d) => ts.flattenDiagnosticMessageText(d.messageText, " "));
    const printed = (module === undefined ? [] : checker.getExportsOfModule(module)).map(
      (s) =>
        `${s.name}: ${checker.typeToString(checker.getTypeOfSymbol(s), undefined, ts.TypeFormatFlags.NoTruncation)}`,
    );
    return [...errors, ...printed];
  };
  expect(types("ours")).toEqual(types("real"));
});
