/** Takes a file's text; gives its tree, with parent links and without the comments that would silence the checker. */
import ts from "typescript";

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

const deepest = 600;

/** Every later pass walks the tree by recursion. A path from the root that is longer than this is not followed. */
export function isTooDeep(file: ts.SourceFile): boolean {
  let level: ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true;
    const below: ts.Node[] = [];
    for (const node of level) ts.forEachChild(node, (child) => void below.push(child));
    level = below;
  }
  return false;
}
