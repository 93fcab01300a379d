/**
 * Takes a confirmed counterexample; gives it as findings carry it: the call, what came of it, what makes the clause false,
 * and the path line by line.
 */
import type { Found } from "../counterexample/index.js";
import type { Counterexample } from "../report/index.js";
import { rangeOf, type Sources } from "./place.js";

type Path = NonNullable<Counterexample["path"]>;

export function counterexampleOf(
  { call, paste, arguments: args, outcome, judgement, path }: Found,
  sources: Sources,
): Counterexample {
  const lines = cut(linesOf(path, sources));
  return {
    arguments: args,
    call,
    ...(paste === undefined ? {} : { paste }),
    outcome,
    confirmed: true,
    ...(judgement.because === undefined ? {} : { because: judgement.because }),
    ...(lines.length === 0 ? {} : { path: lines }),
  };
}

/** Steps on one line after each other are told together; a round of a loop begins anew. */
function linesOf(path: Found["path"], sources: Sources): Path {
  const lines: { line: number; text: string }[] = [];
  for (const { span, text, round } of path) {
    const { line } = rangeOf(span, sources);
    const last = lines.at(-1);
    if (last?.line === line && round !== true) last.text = `${last.text}; ${text}`;
    else lines.push({ line, text });
  }
  return lines;
}

/** Nobody reads a longer one. */
const most = { first: 40, last: 20 };

function cut(lines: Path): Path {
  const from = lines.length - most.last;
  const next = lines[most.first];
  if (next === undefined || from <= most.first) return lines;
  const left = { line: next.line, text: `… ${from - most.first} more steps` };
  return [...lines.slice(0, most.first), left, ...lines.slice(from)];
}
