/**
 * Takes a function's IR; gives where in the source its operations stand, by operator: the printer watches exactly those
 * places whose hazards the calculus knows, so that a run never blames what nobody owes.
 */
import { assertNever } from "../../base/index.js";
import { children, type Statement, type Term, termsOfStep } from "../../ir/index.js";
import type { Span } from "../../source/index.js";

export interface HazardSpans {
  /** Does an operation of one of these names stand exactly there? */
  has(span: Span, operators: readonly string[]): boolean;
  /** Does an assertion that owes this? */
  asserted(owes: "exhaustive" | "prototype", span: Span): boolean;
}

export function hazardSpans(body: Statement | undefined): HazardSpans {
  const operators = new Map<string, Set<string>>();
  const asserted = new Set<string>();
  const seen = new Set<Term>();
  const add = (span: Span, operator: string): void => {
    const key = keyOf(span);
    operators.set(key, (operators.get(key) ?? new Set<string>()).add(operator));
  };
  const term = (node: Term): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "apply" && node.span !== undefined) add(node.span, node.operator);
    children(node).forEach(term);
  };
  if (body !== undefined) {
    walk(body, (statement) => {
      termsOf(statement).forEach(term);
      for (const span of readsOnTheWay(statement)) add(span, "array.get");
      if (statement.kind === "assert") asserted.add(`${statement.owes} ${keyOf(statement.span)}`);
    });
  }
  return {
    has: (span, names) => names.some((name) => operators.get(keyOf(span))?.has(name) === true),
    asserted: (owes, span) => asserted.has(`${owes} ${keyOf(span)}`),
  };
}

/** Soundness: what was not read is not run, and what it does to the rest is not known. */
export function leavesOut(body: Statement): boolean {
  let found = false;
  walk(body, (statement) => {
    found ||= statement.kind === "havoc";
  });
  return found;
}

function keyOf(span: Span): string {
  return `${span.file}:${span.start}:${span.end}`;
}

function walk(statement: Statement, visit: (statement: Statement) => void): void {
  visit(statement);
  switch (statement.kind) {
    case "block":
      for (const part of statement.body) walk(part, visit);
      return;
    case "if":
      walk(statement.then, visit);
      walk(statement.else, visit);
      return;
    case "loop":
      for (const part of statement.prelude) walk(part, visit);
      walk(statement.body, visit);
      walk(statement.step, visit);
      return;
    case "labelled":
      walk(statement.body, visit);
      return;
    default:
      return;
  }
}

/** In `m[r][c] = v` the element `m[r]` is read. */
function readsOnTheWay(statement: Statement): readonly Span[] {
  if (statement.kind !== "assign" || statement.ghost === true) return [];
  return statement.target.path.slice(0, -1).flatMap((step) => (step.kind === "index" ? [step.span] : []));
}

/** Terms of code; those of clauses are never watched. */
function termsOf(statement: Statement): readonly Term[] {
  switch (statement.kind) {
    case "let":
      // What is proof-only is not in the text.
      return statement.value === undefined || statement.ghost === true ? [] : [statement.value];
    case "return":
      return statement.value === undefined ? [] : [statement.value];
    case "assign":
      if (statement.ghost === true) return [];
      return [statement.value, ...statement.target.path.flatMap(termsOfStep)];
    case "if":
    case "loop":
      return [statement.condition];
    case "call":
      return statement.args.map((arg) => arg.value);
    case "order":
      return [statement.array, statement.comparison.term];
    case "block":
    case "labelled":
    case "break":
    case "continue":
    case "throw":
    case "assert":
    case "assume":
    case "use":
    case "havoc":
      return [];
    default:
      return assertNever(statement);
  }
}
