/**
 * Takes an obligation that is not proved, in a function with loops; gives the next step: which loop hides what is needed,
 * which variables must be spoken of, and the clause with the loop's counter in place of its bound, which is most often what
 * is missing. Relies on: what is found for loops has been tried already; nothing here is proved, and it is said so; what
 * some run shows to be false before a round is not named.
 */
import { type Obligation, sameTerm, showTerm, statementsOf } from "../calculus/index.js";
import { randomInputs } from "../counterexample/index.js";
import { traces } from "../infer/index.js";
import {
  children,
  type FunctionIR,
  type Program,
  resultName,
  type Statement,
  type Term,
  withChildren,
} from "../ir/index.js";
import { type Environment, truth } from "../semantics/index.js";
import { traceInputs } from "./loops.js";
import { rangeOf, type Sources, textOf } from "./place.js";

type Loop = Extract<Statement, { kind: "loop" }>;

export function loopHint(
  obligation: Obligation,
  fn: FunctionIR,
  program: Program,
  sources: Sources,
): string | undefined {
  const { span } = obligation;
  const loops = fn.body === undefined ? [] : statementsOf(fn.body).filter((s) => s.kind === "loop");
  const before = loops.filter((loop) => loop.span.file === span.file && loop.span.start < span.start);
  // The last that ended before the place, or that the place is in; not one inside it.
  const outer = before.filter((loop) => !before.some((other) => other !== loop && isInside(loop, other)));
  const loop = outer.at(-1);
  if (loop === undefined || !/^(?:for|while|do)\b/u.test(textOf(loop.span, sources))) return undefined;
  const changed = changedIn(loop);
  if (changed.length === 0) return undefined;
  const names = changed.map((name) => `\`${name}\``).join(", ");
  const { line } = rangeOf(loop.span, sources);
  const say = `Say above the loop in line ${line}, with \`//@ invariant\`, what holds of ${names} before each round`;
  const seems = candidate(obligation, loop, sources);
  return seems === undefined || isSeenFalse(obligation, loop, fn, program, sources)
    ? `${say}.`
    : `${say}; it seems to need \`//@ invariant ${seems}\`.`;
}

function isInside(loop: Loop, other: Loop): boolean {
  return other.span.start <= loop.span.start && loop.span.end <= other.span.end;
}

const mostNames = 4;

/** The author's variables that it changes and does not make itself. */
function changedIn(loop: Loop): readonly string[] {
  const inside = [...statementsOf(loop.body), ...statementsOf(loop.step)];
  const made = new Set(inside.flatMap((s) => (s.kind === "let" ? [s.variable.name] : [])));
  const written = inside.flatMap((s) => {
    if (s.kind === "assign") return [s.target.root.name];
    return s.kind === "call" && s.target !== undefined ? [s.target.name] : [];
  });
  const own = written.filter((name) => !made.has(name) && !name.startsWith("$"));
  return [...new Set(own.map((name) => name.replace(/[$@'?].*$/u, "")))].slice(0, mostNames);
}

/** `forall(k, 0 <= k && k < i ==> best >= xs[k])` of a clause about all k below the bound of `i`, and what is returned. */
function candidate({ clause, span }: Obligation, { condition }: Loop, sources: Sources): string | undefined {
  if (clause === undefined || condition.kind !== "apply" || !/lessThan|atMost/u.test(condition.operator))
    return undefined;
  const [counter, bound] = condition.args.map(showTerm);
  if (counter === undefined || bound === undefined || !/^[A-Za-z_$][\w$]*$/u.test(counter)) return undefined;
  const returned = returnedName(span, sources);
  const text = returned === undefined ? clause.text : clause.text.replaceAll("\\result", returned);
  const said = withoutCapture(text, counter);
  const isWord = /^\w+$/u.test(bound);
  const places = new RegExp(isWord ? `\\b${bound}\\b` : bound.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"), "gu");
  const seems = said.replace(places, counter);
  return seems === said || seems.includes("\\result") ? undefined : seems;
}

/** `best` of `return best;` */
function returnedName(span: Obligation["span"], sources: Sources): string | undefined {
  return /^return ([A-Za-z_$][\w$]*);?$/u.exec(textOf(span, sources))?.[1];
}

/** Whether some run comes to the loop's head in a state in which what seems to be needed is false. */
function isSeenFalse(
  { clause, span }: Obligation,
  { condition, label }: Loop,
  fn: FunctionIR,
  program: Program,
  sources: Sources,
): boolean {
  const [counter, bound] = condition.kind === "apply" ? condition.args : [];
  if (clause === undefined || counter === undefined || bound === undefined) return true;
  const returned = returnedName(span, sources);
  const inputs = [...randomInputs(fn, program, [], seed, runs), ...traceInputs(fn, program)];
  const states = traces(fn, inputs, program).get(label) ?? [];
  return states.some(({ values, entry }) => {
    const own = [...values.keys()].find((name) => name.replace(/[$@'?].*$/u, "") === returned);
    const local = own === undefined ? undefined : values.get(own);
    const environment: Environment = {
      values: local === undefined ? values : new Map(values).set(resultName, local),
      entry,
    };
    return truth(withCounter(clause.term, bound, counter), environment, program, { fuel }) === false;
  });
}

const fuel = 4_000;
const seed = 4;
const runs = 200;

function withCounter(term: Term, bound: Term, counter: Term): Term {
  if (sameTerm(term, bound)) return counter;
  return withChildren(
    term,
    children(term).map((part) => withCounter(part, bound, counter)),
  );
}

/** Bound variables that are called as the counter is get another name. */
function withoutCapture(text: string, counter: string): string {
  const name = counter.replace(/\$/gu, "\\$");
  if (!new RegExp(`\\b(?:forall|exists|sum|count)\\(${name}\\b`, "u").test(text)) return text;
  const free = ["k", "j", "m", "p", "q"].find((each) => !new RegExp(`\\b${each}\\b`, "u").test(text)) ?? `${counter}1`;
  return text.replace(new RegExp(`\\b${name}\\b`, "gu"), free);
}
