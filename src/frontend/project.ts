/**
 * Takes a workspace and the files of interest; gives these and all that they import as checked TypeScript with clauses
 * attached (DESIGN, "Reading a real repository"). Relies on: the injected file system alone.
 */
import { posix } from "node:path";
import ts from "typescript";
import { type Diagnostic, type FileSystem, type SourceFile, sourceFile } from "../source/index.js";
import { attachAnnotations } from "./annotations/annotations.js";
import { type DeclaredType, declaredFaults } from "./project/declared-types.js";
import { selectFile } from "./project/file-selection.js";
import { type ProjectFiles, projectFiles } from "./project/files.js";
import type { DeepFunction } from "./project/parse.js";
import { lazily, syntaxProblems, type TypeProblem, typeProblems } from "./project/problems.js";
import { openPrograms, type Programs } from "./project/program.js";
import { type Configurations, configurations } from "./project/tsconfig.js";
import { workspace } from "./project/workspace.js";
import type { Attachments } from "./syntax/attachments.js";

export type { TypeProblem } from "./project/problems.js";

export interface ProjectRequest {
  /** Absolute path of the workspace root. */
  readonly root: string;
  readonly files: FileSystem;
  /** Paths relative to the root. */
  readonly targets: readonly string[];
  readonly jsdoc: boolean;
}

/** A source file of the workspace: a target, or something that a target imports. Declaration files are not among them. */
export interface ProjectFile {
  /** Relative to the root. */
  readonly path: string;
  readonly target: boolean;
  readonly sourceFile: ts.SourceFile;
  /** The checker of the program that has this file's own compiler options. */
  readonly checker: ts.TypeChecker;
  readonly source: SourceFile;
  readonly attachments: Attachments;
  /** As the project has it; our checker has strict null checks always on. */
  readonly strictNullChecks: boolean;
  readonly exactOptionalPropertyTypes: boolean;
  readonly syntaxProblems: readonly TypeProblem[];
  /** Parts of functions that are nested too deeply: the tree has others in their place, the text has them. */
  readonly deep: readonly DeepFunction[];
  /** The types of `declare-type` clauses that stand for names which TypeScript does not find. */
  readonly trustedTypes: readonly DeclaredType[];
  /** Computed at the first call. Nothing is silenced by `@ts-expect-error` and the like. */
  readonly typeProblems: () => readonly TypeProblem[];
}

export interface Project {
  readonly files: ReadonlyMap<string, ProjectFile>;
  /** The file that a node's source file belongs to; undefined for libraries and declaration files. */
  readonly fileOf: (sourceFile: ts.SourceFile) => ProjectFile | undefined;
  /** Of files: unreadable, not UTF-8, too large, syntax errors. */
  readonly notices: readonly Diagnostic[];
  /** Targets with a clause that were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Relative path -> SHA-256 of the text, or "absent" for a failed look-up. */
  readonly readSet: ReadonlyMap<string, string>;
  /**
   * Each file to those whose declarations it can see: what it imports or refers to, and every file that is no module.
   * Relative paths; one step, not the closure.
   */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  /** The module specifier behind a name whose import was not found, for "package and importer" in a message. */
  readonly unresolvedImport: (name: ts.Identifier, checker: ts.TypeChecker) => string | undefined;
}

export function openProject(request: ProjectRequest): Project {
  const root = request.root.replace(/(?<=.)\/+$/u, "");
  const files = projectFiles(root, request.files);
  const chosen = chooseTargets(request.targets, files);
  const packages = workspace(files);
  const configs = configurations(files, packages.packageFolder);
  const programs = openPrograms(chosen.paths, { files, configurations: configs, workspace: packages });
  const targets = new Set(chosen.paths);
  const found = new Map<string, ProjectFile>();
  for (const path of programs.reached) {
    const file = projectFile(path, targets.has(path), request, { files, configs, programs });
    if (file !== undefined) found.set(file.path, file);
  }
  const notices = [
    ...chosen.notices,
    ...deepNotices(programs, files, targets),
    ...syntaxNotices(found),
    ...typeNotices(found, programs, files),
  ];
  return {
    files: found,
    fileOf: (file) => found.get(files.relative(file.fileName)),
    notices,
    leftOut: chosen.leftOut,
    readSet: files.readSet,
    imports: importsOf(found, programs.imports, files),
    unresolvedImport,
  };
}

function importsOf(
  found: ReadonlyMap<string, ProjectFile>,
  imports: ReadonlyMap<string, ReadonlySet<string>>,
  files: ProjectFiles,
): ReadonlyMap<string, readonly string[]> {
  const scripts = [...found.values()]
    .filter(({ sourceFile: file }) => !ts.isExternalModule(file))
    .map(({ path }) => path);
  const seenBy = new Map([...imports].map(([from, to]) => [files.relative(from), [...to].map(files.relative)]));
  return new Map([...found.keys()].map((path) => [path, [...new Set([...(seenBy.get(path) ?? []), ...scripts])]]));
}

interface Chosen {
  readonly paths: readonly string[];
  readonly notices: readonly Diagnostic[];
  readonly leftOut: Readonly<Record<string, number>>;
}

function chooseTargets(targets: readonly string[], files: ProjectFiles): Chosen {
  const paths: string[] = [];
  const notices: Diagnostic[] = [];
  const leftOut: Record<string, number> = {};
  for (const target of targets) {
    const path = posix.join(files.root, target);
    const reading = files.read(path);
    const notice = (code: Diagnostic["code"], message: string): void => {
      notices.push({ code, span: { file: target, start: 0, end: 0 }, message });
    };
    if (reading.kind === "absent") notice("file.unreadable", `${target} cannot be read`);
    if (reading.kind === "outside") notice("file.outside", `${target} leads outside the workspace`);
    if (reading.kind === "not UTF-8") notice("file.encoding", `${target} is not UTF-8 text`);
    if (reading.kind !== "text") continue;
    const selection = selectFile(target, reading);
    if (selection.kind === "chosen") paths.push(path);
    if (selection.kind !== "left out" || !selection.holdsClause) continue;
    leftOut[selection.reason] = (leftOut[selection.reason] ?? 0) + 1;
    if (selection.reason === "over 1 MB") notice("file.too-large", `${target} is over 1 MB and was left out`);
  }
  return { paths, notices, leftOut };
}

interface Opened {
  readonly files: ProjectFiles;
  readonly configs: Configurations;
  readonly programs: Programs;
}

function projectFile(path: string, target: boolean, request: ProjectRequest, opened: Opened): ProjectFile | undefined {
  const program = opened.programs.programOf(path);
  const parsed = program.getSourceFile(path);
  if (parsed === undefined) return undefined;
  const relative = opened.files.relative(path);
  const deep = opened.programs.deep.get(path) ?? [];
  const declared = opened.programs.declared.get(path) ?? [];
  const isAsWritten = deep.length === 0 && declared.length === 0;
  const text = isAsWritten ? parsed.text : (opened.files.readText(path) ?? parsed.text);
  const source = sourceFile(relative, text);
  const attachments = lazily(() => attachAnnotations(parsed, source, { jsdoc: request.jsdoc }));
  const syntax = lazily(() => syntaxProblems(program, parsed));
  const checker = lazily(() => program.getTypeChecker());
  return {
    path: relative,
    target,
    sourceFile: parsed,
    source,
    deep,
    strictNullChecks: opened.configs.optionsOf(path).strictNullChecks,
    exactOptionalPropertyTypes: opened.configs.optionsOf(path).exactOptionalPropertyTypes,
    get checker() {
      return checker();
    },
    get attachments() {
      return attachments();
    },
    get syntaxProblems() {
      return syntax();
    },
    trustedTypes: declared.filter((type) => type.fault === undefined && type.alias === type.name),
    typeProblems: lazily(() => {
      const shadowing = declared.filter((type) => isGlobal(type, parsed, checker()));
      return [
        ...typeProblems(program, parsed).filter(({ start }) => start < text.length),
        // Soundness: in place of a type that TypeScript finds nothing may stand.
        ...shadowing.map(({ name }) => ({
          start: 0,
          end: text.length,
          message: `\`declare-type ${name}\` stands in place of a global type of that name.`,
          code: 0,
        })),
      ];
    }),
  };
}

function isGlobal({ name, alias, fault }: DeclaredType, file: ts.SourceFile, checker: ts.TypeChecker): boolean {
  if (fault !== undefined || alias !== name) return false;
  const found = checker.resolveName(name, undefined, ts.SymbolFlags.Type, false);
  return (found?.declarations ?? []).some((declaration) => declaration.getSourceFile() !== file);
}

function typeNotices(
  found: ReadonlyMap<string, ProjectFile>,
  programs: Programs,
  files: ProjectFiles,
): readonly Diagnostic[] {
  return [...programs.declared].flatMap(([path, declared]) => {
    const file = found.get(files.relative(path));
    if (file?.target !== true) return [];
    const problems = typeProblems(programs.programOf(path), file.sourceFile);
    const spans = declared.map((type) => ({ ...type, span: { ...type.span, file: file.path } }));
    return declaredFaults(spans, file.sourceFile, file.checker, problems);
  });
}

function deepNotices(programs: Programs, files: ProjectFiles, targets: ReadonlySet<string>): readonly Diagnostic[] {
  return [...programs.deep]
    .filter(([path, deep]) => deep === undefined && targets.has(path))
    .map(([path]) => ({
      code: "file.syntax" as const,
      span: { file: files.relative(path), start: 0, end: 0 },
      message: `${files.relative(path)} is nested too deeply to be read, so that none of its functions has a verdict.`,
    }));
}

function syntaxNotices(files: ReadonlyMap<string, ProjectFile>): readonly Diagnostic[] {
  return [...files.values()].flatMap((file): readonly Diagnostic[] => {
    const first = file.target ? file.syntaxProblems[0] : undefined;
    if (first === undefined) return [];
    const span = { file: file.path, start: first.start, end: first.end };
    return [{ code: "file.syntax", span, message: `The file does not parse: ${first.message}` }];
  });
}

/** Through aliases and re-exports there is no way back to a module that was not found, so the name's own import is asked. */
function unresolvedImport(name: ts.Identifier, checker: ts.TypeChecker): string | undefined {
  for (const declaration of checker.getSymbolAtLocation(name)?.declarations ?? []) {
    const statement = ts.findAncestor(declaration, ts.isImportDeclaration);
    const specifier = statement?.moduleSpecifier;
    if (specifier === undefined || !ts.isStringLiteral(specifier)) continue;
    if (checker.getSymbolAtLocation(specifier) === undefined) return specifier.text;
  }
  return undefined;
}
