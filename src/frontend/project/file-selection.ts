/**
 * Takes a target's path and content; gives whether its functions are looked at, or the reason why not (DESIGN, "Reading a
 * real repository"). What is left out is counted where it holds a clause, so that nothing annotated is skipped in silence.
 */
import { countClauses } from "../../contract/index.js";

export type LeftOutReason = ".d.ts" | "node_modules" | "@generated" | "over 1 MB";

export type Selection =
  | { readonly kind: "chosen" }
  | { readonly kind: "left out"; readonly reason: LeftOutReason; readonly holdsClause: boolean }
  /** No TypeScript source at all. */
  | { readonly kind: "foreign" };

const mostBytes = 1024 * 1024;

export function selectFile(path: string, file: { readonly text: string; readonly bytes: number }): Selection {
  if (!/\.(?:ts|tsx|mts|cts)$/u.test(path)) return { kind: "foreign" };
  const reason = reasonToLeaveOut(path, file);
  if (reason === undefined) return { kind: "chosen" };
  return { kind: "left out", reason, holdsClause: countClauses(file.text) > 0 };
}

function reasonToLeaveOut(
  path: string,
  file: { readonly text: string; readonly bytes: number },
): LeftOutReason | undefined {
  if (isDeclarationFile(path)) return ".d.ts";
  if (path.split("/").includes("node_modules")) return "node_modules";
  if (file.bytes > mostBytes) return "over 1 MB";
  return firstLines(file.text, 5).includes("@generated") ? "@generated" : undefined;
}

/** `x.d.ts`, `x.d.mts`, `x.d.css.ts`. */
export function isDeclarationFile(path: string): boolean {
  return /\.d(?:\.[^/.]+)?\.[cm]?ts$/u.test(path);
}

function firstLines(text: string, count: number): string {
  return text
    .slice(0, 4000)
    .split(/\r\n|[\r\n]/u, count)
    .join("\n");
}
