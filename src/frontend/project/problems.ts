/** Takes a program and a file; gives what TypeScript has against it, in words that fit our reading of the file. */
import ts from "typescript";

/** What TypeScript has against a file, at its place. */
export interface TypeProblem {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** TypeScript's number of the message. */
  readonly code: number;
}

export function syntaxProblems(program: ts.Program, file: ts.SourceFile): readonly TypeProblem[] {
  return program.getSyntacticDiagnostics(file).map(problem);
}

export function typeProblems(program: ts.Program, file: ts.SourceFile): readonly TypeProblem[] {
  try {
    return program.getSemanticDiagnostics(file).map(problem);
  } catch (error) {
    // Types that are nested without end exhaust the checker's stack: then nothing in the file can be relied on.
    if (!(error instanceof RangeError)) throw error;
    return [
      { start: 0, end: file.end, message: "The types of this file are nested too deeply to be checked.", code: 0 },
    ];
  }
}

function problem(diagnostic: ts.Diagnostic): TypeProblem {
  const start = diagnostic.start ?? 0;
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
  // Advice about compiler options is about options that are not read here.
  const message = text.replace(/ Do you need to (?:change your target library|install type definitions)[\s\S]*$/u, "");
  return { start, end: start + (diagnostic.length ?? 0), message, code: diagnostic.code };
}

/** The value, computed at the first call and kept. */
export function lazily<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
