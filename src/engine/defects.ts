/** Gives defects of ours as notices: what is told of them, and never a path of this machine. */
import type { Loaded } from "../frontend/index.js";
import type { FunctionIR } from "../ir/index.js";
import type { Report } from "../report/index.js";
import { rangeOf } from "./place.js";

export function bugNotice(fn: FunctionIR, message: string, { sources }: Loaded): Report["notices"][number] {
  return {
    code: "internal.bug",
    message: `A defect of Countercheck's own, met in \`${fn.name}\`: ${message}`,
    file: fn.span.file,
    line: rangeOf(fn.span, sources).line,
  };
}

/** The message and the names of the functions it came through; never a path of this machine. */
export function described(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frames = [...(error.stack ?? "").matchAll(/\n\s+at (?:async )?([\w.$]+) \(/gu)].slice(0, 6);
  return `${error.message} (${frames.map(([, name]) => name).join(" < ")})`;
}
