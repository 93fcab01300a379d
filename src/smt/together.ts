/**
 * Takes several denied obligations with their contexts; gives assertions that have a model exactly if one of them does:
 * facts common to all, definitions once, and a disjunction in which each case carries the rest of its own facts.
 * Soundness: a fact that was assumed after an obligation is never in reach of it. A definition is asserted for all cases
 * only if it is the only one of its variable and all that mentions the variable comes after it.
 */
import type { Context, Fact } from "../calculus/index.js";
import type { Expressions } from "./expressions.js";
import type { Node } from "./node.js";
import type { EncodedFact } from "./slice.js";
import type { Symbols } from "./symbols.js";

export interface Case {
  readonly context: Context | undefined;
  /** Path and negated goal. */
  readonly denied: Node;
}

export interface Tools {
  readonly encodeFact: (fact: Fact) => EncodedFact;
  readonly symbols: (node: Node) => Symbols;
  readonly x: Expressions;
}

export function alternatives(cases: readonly Case[], tools: Tools): readonly Node[] {
  const { encodeFact, x } = tools;
  const shared = commonContext(cases.map((c) => c.context));
  const open = contextsAfter(shared, cases);
  const common = spine(shared);
  const free = freeDefinitions(open, common, cases, tools);
  const guards = new Map<Context, Node>();
  // Older contexts stand before newer ones, so that what a guard builds on is there.
  for (const context of open) {
    const fact = encodeFact(context.fact).node;
    const before = context.before === undefined ? undefined : guards.get(context.before);
    const earlier = before ?? x.literal({ kind: "bool", value: true });
    guards.set(context, free.has(context) ? earlier : x.and(earlier, fact));
  }
  const denials = cases.map((c) => {
    const guard = c.context === undefined ? undefined : guards.get(c.context);
    return guard === undefined ? c.denied : x.and(guard, c.denied);
  });
  const known = common.map((c) => encodeFact(c.fact).node);
  const definitions = open.filter((c) => free.has(c)).map((c) => encodeFact(c.fact).node);
  return [x.or(...denials), ...known, ...definitions];
}

/** The longest context that all the others extend. */
function commonContext(contexts: readonly (Context | undefined)[]): Context | undefined {
  const [first, ...rest] = contexts;
  let common = first;
  for (const context of rest) {
    let a = common;
    let b = context;
    while (a !== b) {
      if (a !== undefined && (b === undefined || a.length >= b.length)) a = a.before;
      else b = b?.before;
    }
    common = a;
  }
  return common;
}

/** From the oldest context to this one. */
function spine(context: Context | undefined): readonly Context[] {
  const found: Context[] = [];
  for (let at = context; at !== undefined; at = at.before) found.push(at);
  return found.reverse();
}

/** Every context between the common one and a case's, once, parents first, in the order of the cases. */
function contextsAfter(shared: Context | undefined, cases: readonly Case[]): readonly Context[] {
  const found = new Set<Context>();
  for (const c of cases) {
    const fresh: Context[] = [];
    for (let at = c.context; at !== undefined && at !== shared && !found.has(at); at = at.before) fresh.push(at);
    for (const context of fresh.reverse()) found.add(context);
  }
  return [...found];
}

function freeDefinitions(
  open: readonly Context[],
  common: readonly Context[],
  cases: readonly Case[],
  tools: Tools,
): ReadonlySet<Context> {
  const defining = new Map<string, Context>();
  const barred = new Set<string>();
  for (const context of open) {
    const name = tools.encodeFact(context.fact).defines;
    if (name === undefined) continue;
    if (defining.has(name)) barred.add(name);
    defining.set(name, context);
  }
  const mention = (node: Node, at: Context | undefined): void => {
    for (const name of tools.symbols(node).variables) {
      const definition = defining.get(name);
      if (definition !== undefined && !isAfter(at, definition)) barred.add(name);
    }
  };
  for (const context of [...common, ...open]) mention(tools.encodeFact(context.fact).node, context);
  for (const c of cases) mention(c.denied, c.context);
  return new Set([...defining].filter(([name]) => !barred.has(name)).map(([, context]) => context));
}

/** `context` is `earlier`, or extends it. */
function isAfter(context: Context | undefined, earlier: Context): boolean {
  let at = context;
  while (at !== undefined && at.length > earlier.length) at = at.before;
  return at === earlier;
}
