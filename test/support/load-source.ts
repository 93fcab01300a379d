/** Gives a program of texts in memory, as the frontend reads it, with what a test wants to know of it. */
import { type Loaded, load } from "../../src/frontend/index.js";
import { type Declined, type FunctionIR, type OverflowMode, showStatement } from "../../src/ir/index.js";
import { memoryFiles, root } from "../unit/frontend/memory-files.js";

export interface LoadOptions {
  readonly overflow?: OverflowMode;
  readonly targets?: readonly string[];
}

export function loadFiles(texts: Readonly<Record<string, string>>, options: LoadOptions = {}): Loaded {
  const targets = options.targets ?? Object.keys(texts).filter((name) => name.endsWith(".ts"));
  return load({ root, files: memoryFiles(texts), targets, overflow: options.overflow ?? "warn", jsdoc: false });
}

export function loadText(text: string, options: LoadOptions = {}): Loaded {
  return loadFiles({ "a.ts": text }, options);
}

/** The function of that name in the text, or the last one. */
export function lowered(text: string, name?: string): FunctionIR {
  const { program } = loadText(text);
  const found = program.targets.flatMap((id) => program.functions.get(id) ?? []);
  const fn = name === undefined ? found.at(-1) : found.find((f) => f.name === name);
  if (fn === undefined) throw new Error(`not lowered: ${JSON.stringify(program.declined, null, 1)}`);
  return fn;
}

export function body(text: string, name?: string): string {
  const fn = lowered(text, name);
  return fn.body === undefined ? "" : showStatement(fn.body);
}

export function declined(text: string, name?: string): Declined {
  const { program } = loadText(text);
  const found = name === undefined ? program.declined.at(-1) : program.declined.find((d) => d.name === name);
  if (found === undefined) throw new Error(`not declined: ${program.targets.join(", ")}`);
  return found;
}

/** The codes of what is said of a function, and the text that each blames. */
export function blamed(text: string, name?: string): string {
  const found = declined(text, name);
  const said = found.diagnostics.map((d) => `${d.code}: ${text.slice(d.span.start, d.span.end)}`);
  return `${found.verdict} ${said.join(" | ")}`;
}
