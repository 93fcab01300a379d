/**
 * Takes files and the options of each; gives checked programs over them: one a set of flags that changes what types mean,
 * sharing every parsed file, so that a node has one identity. Each import is resolved by the importing file's own
 * configuration. Relies on: TypeScript 6's program and resolver, over our own options and library.
 */
import { posix } from "node:path";
import ts from "typescript";
import { type DeclaredType, withDeclaredTypes } from "./declared-types.js";
import { isDeclarationFile } from "./file-selection.js";
import type { ProjectFiles } from "./files.js";
import { libraryFileName, libraryText } from "./library.js";
import { type DeepFunction, type ParsedSource, parseFollowed, parseLibrary, parseSource } from "./parse.js";
import type { Configurations, ProjectOptions } from "./tsconfig.js";
import type { Workspace } from "./workspace.js";

export interface Programs {
  /** The program that has the file's own flags. */
  readonly programOf: (path: string) => ts.Program;
  /** Absolute paths of all source files that were reached, declaration files and the library left out. */
  readonly reached: readonly string[];
  /** Of each file that was read, what is nested more deeply than it can be followed; undefined: the file as a whole. */
  readonly deep: ReadonlyMap<string, readonly DeepFunction[] | undefined>;
  /** Of each file, the types of its `declare-type` clauses: its tree has them behind the author's text. */
  readonly declared: ReadonlyMap<string, readonly DeclaredType[]>;
  /** Each file to the files that it imports or refers to, as absolute paths. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Surveyed {
  readonly files: ProjectFiles;
  readonly configurations: Configurations;
  readonly workspace: Workspace;
}

export function openPrograms(roots: readonly string[], survey: Surveyed): Programs {
  const deep = new Map<string, readonly DeepFunction[] | undefined>();
  const declared = new Map<string, readonly DeclaredType[]>();
  const imports = new Map<string, Set<string>>();
  const host = compilerHost(survey, { deep, declared, imports });
  const flagsOf = (path: string): string => flagsKey(survey.configurations.optionsOf(path));
  const programs = new Map<string, { readonly program: ts.Program; readonly size: number }>();
  const members = new Map<string, Set<string>>();
  const reached = new Set<string>();
  const join = (path: string): void => {
    const key = flagsOf(path);
    members.set(key, (members.get(key) ?? new Set()).add(path));
  };
  roots.forEach(join);
  // A file that is only imported may have other flags than its importer; then its own program is made as well.
  for (let settled = false; !settled; ) {
    settled = true;
    for (const [key, paths] of [...members]) {
      if (programs.get(key)?.size === paths.size) continue;
      settled = false;
      const first = [...paths][0];
      const options = compilerOptions(survey.configurations.optionsOf(first ?? ""));
      const program = ts.createProgram({ rootNames: [...paths], options, host });
      programs.set(key, { program, size: paths.size });
      for (const path of sourcesOf(program)) {
        reached.add(path);
        if (flagsOf(path) !== key) join(path);
      }
    }
  }
  const programOf = (path: string): ts.Program => {
    const found = programs.get(flagsOf(path));
    if (found === undefined) throw new Error(`no program for ${path}`);
    return found.program;
  };
  return { programOf, reached: [...reached], deep, declared, imports };
}

function sourcesOf(program: ts.Program): readonly string[] {
  return program
    .getSourceFiles()
    .map((file) => file.fileName)
    .filter((name) => /\.[cm]?tsx?$/u.test(name) && !isDeclarationFile(name) && !name.includes("/node_modules/"));
}

function flagsKey(options: ProjectOptions): string {
  return `${options.noUncheckedIndexedAccess} ${options.exactOptionalPropertyTypes}`;
}

/** Our own options, always strict: of the project's, those alone that its authors' types rely on. */
function compilerOptions(options: ProjectOptions): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve,
    strict: true,
    strictNullChecks: true,
    noUncheckedIndexedAccess: options.noUncheckedIndexedAccess,
    exactOptionalPropertyTypes: options.exactOptionalPropertyTypes,
    allowImportingTsExtensions: true,
    allowUnreachableCode: true,
    allowUnusedLabels: true,
    experimentalDecorators: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
    ignoreDeprecations: "6.0",
  };
}

/** What is found out while files are read. */
interface Findings {
  readonly deep: Map<string, readonly DeepFunction[] | undefined>;
  readonly declared: Map<string, readonly DeclaredType[]>;
  readonly imports: Map<string, Set<string>>;
}

function compilerHost(survey: Surveyed, { deep, declared, imports }: Findings): ts.CompilerHost {
  const { files } = survey;
  const sources = new Map<string, ts.SourceFile | undefined>();
  const sourceAt = (path: string): ts.SourceFile | undefined => {
    if (!sources.has(path)) sources.set(path, read(path));
    return sources.get(path);
  };
  const read = (path: string): ts.SourceFile | undefined => {
    if (path === libraryFileName) return parseLibrary(path, libraryText);
    const text = files.readText(path);
    if (text === undefined || text.length > mostCharacters) return undefined;
    const parsed = withTypes(path, parseFollowed(path, text));
    deep.set(path, parsed?.deep);
    for (const { fileName } of parsed?.file.referencedFiles ?? [])
      note(path, posix.resolve(posix.dirname(path), fileName));
    return parsed?.file;
  };
  const resolve = resolver(survey);
  const withTypes = (path: string, parsed: ParsedSource | undefined): ParsedSource | undefined => {
    const isFound = (specifier: string): boolean => resolve(specifier, path) !== undefined;
    const whole = parsed && withDeclaredTypes(parsed.file, path, isFound);
    if (whole === undefined) return parsed;
    declared.set(path, whole.declared);
    const file = parseSource(path, whole.text);
    return file && parsed && { ...parsed, file };
  };
  const note = (from: string, to: string): void => {
    imports.set(from, (imports.get(from) ?? new Set()).add(to));
  };
  const resolveAndNote = (specifier: string, from: string): ts.ResolvedModuleFull | undefined => {
    const found = resolve(specifier, from);
    if (found !== undefined) note(from, found.resolvedFileName);
    return found;
  };
  return {
    getSourceFile: sourceAt,
    getDefaultLibFileName: () => libraryFileName,
    getDefaultLibLocation: () => posix.dirname(libraryFileName),
    getCurrentDirectory: () => files.root,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => undefined,
    fileExists: (path) => path === libraryFileName || files.fileExists(path),
    readFile: files.readText,
    directoryExists: files.directoryExists,
    getDirectories: () => [],
    realpath: files.realPath,
    resolveModuleNameLiterals: (literals, containingFile) =>
      literals.map((literal) => ({ resolvedModule: resolveAndNote(literal.text, containingFile) })),
    resolveTypeReferenceDirectiveReferences: (references) =>
      references.map(() => ({ resolvedTypeReferenceDirective: undefined })),
  };
}

const mostCharacters = 4 * 1024 * 1024;

/** By `paths` and the file's own neighbours; then the workspace's packages as source; then what is installed. */
function resolver(survey: Surveyed): (specifier: string, from: string) => ts.ResolvedModuleFull | undefined {
  const { files, configurations, workspace } = survey;
  const caches = new Map<ProjectOptions, ts.ModuleResolutionCache>();
  const moduleHost: ts.ModuleResolutionHost = {
    fileExists: files.fileExists,
    readFile: files.readText,
    // Every folder counts as there, so that each file that is looked for in vain enters the read set by its name.
    directoryExists: () => true,
    realpath: files.realPath,
    getCurrentDirectory: () => files.root,
    useCaseSensitiveFileNames: true,
  };
  return (specifier, from) => {
    const options = configurations.optionsOf(from);
    const cache = caches.get(options) ?? ts.createModuleResolutionCache(files.root, (name) => name);
    caches.set(options, cache);
    const all = { ...compilerOptions(options), ...options.resolution };
    const found = ts.resolveModuleName(specifier, from, all, moduleHost, cache).resolvedModule;
    const isSource = found !== undefined && isOwnSource(found.resolvedFileName);
    if (isSource || specifier.startsWith(".") || specifier.startsWith("/")) return declared(found);
    const path = workspace.resolve(specifier, posix.dirname(from), {
      conditions: options.resolution.customConditions ?? [],
      outputOf: (folder) => configurations.optionsIn(folder) ?? { outDirs: [], rootDir: undefined },
    });
    if (path === undefined) return declared(found);
    return { resolvedFileName: path, extension: posix.extname(path), isExternalLibraryImport: false };
  };
}

function isOwnSource(path: string): boolean {
  return /\.[cm]?tsx?$/u.test(path) && !isDeclarationFile(path) && !path.includes("/node_modules/");
}

/** JavaScript has no types that could be believed: such an import counts as not found. */
function declared(found: ts.ResolvedModuleFull | undefined): ts.ResolvedModuleFull | undefined {
  return found !== undefined && /\.[cm]?js$|\.jsx$/u.test(found.resolvedFileName) ? undefined : found;
}
