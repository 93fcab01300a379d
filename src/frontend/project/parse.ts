/** Takes a file's text; gives its tree, with parent links and without the comments that would silence the checker. */
import ts from "typescript";
import {
  type DeepPart,
  functionAround,
  mayMatterElsewhere,
  namesOutside,
  withoutDeepBrackets,
  withoutDeepParts,
} from "./depth.js";

const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };

/** The library's parent links are made by the binder, in time. */
export function parseLibrary(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, options);
}

/** Undefined where the text is nested more deeply than TypeScript's own parser can follow. */
export function parseSource(path: string, text: string): ts.SourceFile | undefined {
  try {
    const parsed = ts.createSourceFile(path, text, options, true);
    // Soundness: `@ts-ignore`, `@ts-expect-error` and `@ts-nocheck` must hide no type error from us, or a function whose
    // types are wrong would be read as if they were right. TypeScript keeps them in fields of its own on the tree.
    return Object.assign(parsed, { commentDirectives: undefined, checkJsDirective: undefined });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export interface ParsedSource {
  readonly file: ts.SourceFile;
  /** Functions with a part that is nested too deeply, and that is not in the tree. */
  readonly deep: readonly DeepFunction[];
}

export interface DeepFunction extends DeepPart {
  /** The outermost function around it: nothing inside it is read. */
  readonly around: { readonly start: number; readonly end: number };
}

const mostRounds = 20;

/** A tree that every later pass can follow by recursion; undefined where what is too deep is not within functions. */
export function parseFollowed(path: string, text: string): ParsedSource | undefined {
  let parsed = parseSource(path, text);
  const parts: DeepPart[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const paths = parsed === undefined ? [] : deepPaths(parsed);
    if (parsed !== undefined && paths.length === 0) return whereNothingElseIsTouched(parsed, text, parts);
    const shallow = parsed === undefined ? withoutDeepBrackets(text) : withoutDeepParts(parsed, paths);
    if (shallow === undefined || (parsed === undefined && parts.length > 0)) return undefined;
    parts.push(...shallow.parts);
    parsed = parseSource(path, shallow.text);
  }
  return undefined;
}

function whereNothingElseIsTouched(
  file: ts.SourceFile,
  text: string,
  parts: readonly DeepPart[],
): ParsedSource | undefined {
  if (parts.length === 0) return { file, deep: [] };
  // What TypeScript keeps to itself: whether the replaced text parses.
  const faults: unknown = Reflect.get(file, "parseDiagnostics");
  if (!Array.isArray(faults) || faults.length > 0) return undefined;
  const outside = namesOutside(file);
  const deep: DeepFunction[] = [];
  for (const part of parts) {
    const around = functionAround(file, part);
    if (around === undefined || mayMatterElsewhere(text, part, outside)) return undefined;
    deep.push({ ...part, around: { start: around.pos, end: around.end } });
  }
  return { file, deep };
}

const deepest = 600;

/** From the file down to each node that is deeper than is followed, and has all others of its path above. */
function deepPaths(file: ts.SourceFile): readonly (readonly ts.Node[])[] {
  let level: ts.Node[] = [file];
  for (let depth = 0; depth <= deepest; depth++) {
    const below: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void below.push(child));
    if (below.length === 0) return [];
    level = below;
  }
  return level.map((node) => {
    const path: ts.Node[] = [];
    for (let at = node; !ts.isSourceFile(at); at = at.parent) path.push(at);
    return [file, ...path.reverse()];
  });
}
