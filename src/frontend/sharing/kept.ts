/**
 * Takes a body of the IR; gives it with what code outside the model may change later: an object that was once in its
 * reach may be kept there, and any later call of such code may write it (SEMANTICS, section 5: a call that is havoced, or
 * `extern` without `modifies`, may change every mutable thing reachable from module state).
 * Soundness: without it `keep(a); poke();` would leave `a` as it was. The order of statements is ignored, since loops and
 * callers may come by again.
 * What is passed on unread (`Sort` of kind opaque) may be or hold any object of the caller, so that code outside the model
 * that is given such a value has all parameters in its reach.
 */
import {
  anySort,
  type DataTypes,
  freeVariables,
  isMutable,
  type Sort,
  type Statement,
  type Term,
  type Variable,
} from "../../ir/index.js";

/** What a function does with objects beyond the model, directly or by what it calls. */
export interface Beyond {
  /** It may leave its arguments, or a part of them, where code outside the model finds them. */
  readonly keeps: boolean;
  /** It may run code outside the model that changes what was left there. */
  readonly pokes: boolean;
}

export const nothingBeyond: Beyond = { keeps: false, pokes: false };

export interface Kept {
  readonly body: Statement;
  readonly beyond: Beyond;
}

export function withKept(
  body: Statement,
  parameters: readonly Variable[],
  types: DataTypes,
  beyondOf: (callee: string) => Beyond,
): Kept {
  const kept = new Map<string, Variable>();
  let pokes = false;
  const keep = (v: Variable): void => {
    if (isMutable(v.sort, types)) kept.set(v.name, v);
  };
  const visit = (s: Statement): void => {
    if (s.kind === "havoc") {
      for (const v of s.unread === true ? [...s.variables, ...parameters] : s.variables) keep(v);
      pokes = true;
    }
    if (s.kind === "call") {
      const { keeps, pokes: writes } = beyondOf(s.callee);
      pokes ||= writes;
      if (!keeps) return;
      if (s.args.some(({ value }) => isUnread(value.sort, types))) for (const v of parameters) keep(v);
      for (const { value, place } of s.args) for (const v of ownersOf(value, place?.root, types)) keep(v);
      if (s.target !== undefined) keep(s.target);
    }
  };
  eachStatement(body, visit);
  const beyond = { keeps: kept.size > 0, pokes };
  if (kept.size === 0 || !pokes) return { body, beyond };
  return { body: changed(body, [...kept.values()], beyondOf), beyond };
}

/** May a value of the sort be or hold an object that the model has by another name, or by none? */
export function isUnread(sort: Sort, types: DataTypes): boolean {
  return anySort(sort, types, (part) => part.kind === "opaque" && part.foreign !== "symbol");
}

/** The variables whose objects, or parts of them, the argument may be. */
function ownersOf(value: Term, root: Variable | undefined, types: DataTypes): readonly Variable[] {
  if (!isMutable(value.sort, types)) return root === undefined ? [] : [root];
  const free = [...freeVariables(value).values()];
  return root === undefined ? free : [...free, root];
}

function changed(s: Statement, kept: readonly Variable[], beyondOf: (callee: string) => Beyond): Statement {
  const inner = (part: Statement): Statement => changed(part, kept, beyondOf);
  switch (s.kind) {
    case "havoc": {
      const known = new Set(s.variables.map(({ name }) => name));
      return { ...s, variables: [...s.variables, ...kept.filter(({ name }) => !known.has(name))] };
    }
    case "call": {
      if (!beyondOf(s.callee).pokes) return s;
      const text = "what was passed to code outside the model is changed by no more than such code";
      return { kind: "block", body: [s, { kind: "havoc", variables: kept, text, span: s.span }], span: s.span };
    }
    case "block":
      return { ...s, body: s.body.map(inner) };
    case "if": {
      // biome-ignore lint/suspicious/noThenProperty: the IR calls the branch by its name; nobody awaits it.
      return { ...s, then: inner(s.then), else: inner(s.else) };
    }
    case "loop":
      return { ...s, prelude: s.prelude.map(inner), body: inner(s.body), step: inner(s.step) };
    case "labelled":
      return { ...s, body: inner(s.body) };
    default:
      return s;
  }
}

function eachStatement(s: Statement, visit: (s: Statement) => void): void {
  visit(s);
  switch (s.kind) {
    case "block":
      for (const part of s.body) eachStatement(part, visit);
      return;
    case "if":
      eachStatement(s.then, visit);
      eachStatement(s.else, visit);
      return;
    case "loop":
      for (const part of [...s.prelude, s.body, s.step]) eachStatement(part, visit);
      return;
    case "labelled":
      eachStatement(s.body, visit);
      return;
    default:
      return;
  }
}
