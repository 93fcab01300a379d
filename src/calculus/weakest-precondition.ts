/**
 * Takes an annotated statement and its posts; gives the weakest condition on entry under which it has no hazard, keeps
 * its annotations, terminates, and ends in the posts: `wp(S, Q)`, backward and by substitution, with no state and no path.
 * It is the specification that tests compare `derive` with on small programs; it doubles at each `if`, and leaves
 * overflow and recursion to `derive`.
 * Source: Dijkstra, "A Discipline of Programming" (1976); with exits, King, Morgan, "Exits in the refinement calculus"
 * (FAC 1995); loops by their annotations, Back, von Wright, "Refinement Calculus" (1998), chapter 21.
 */
import { assertNever, invariant } from "../base/index.js";
import {
  and,
  forall,
  implies,
  not,
  or,
  type Program,
  resultName,
  type Statement,
  type Term,
  termsOfStep,
  typeFacts,
  unit,
  use,
  type Variable,
} from "../ir/index.js";
import { changedBy, modifiedArguments } from "./changed.js";
import { argumentMap, definedness } from "./definedness.js";
import type { Exits } from "./exits.js";
import { inState } from "./in-state.js";
import { instantiate } from "./instantiate.js";
import { isBelow } from "./measure.js";
import { owedByWriting, replaced } from "./place.js";

export function weakestPrecondition(statement: Statement, post: Exits, program: Program): Term {
  const wp = (part: Statement, exits: Exits): Term => weakestPrecondition(part, exits, program);
  const defined = (term: Term): Term => and(...definedness(term, program).map((owed) => owed.condition));
  switch (statement.kind) {
    // wp(var x, Q) is: for all x, Q;  wp(var x := E, Q) is Q[x := E] where E is defined
    case "let": {
      const { variable, value } = statement;
      if (value === undefined) return everywhere([variable], post.normal, program);
      return and(defined(value), instantiate(post.normal, new Map([[variable.name, value]])));
    }
    // wp(x := E, Q) is Q[x := E] where E and the way to x are defined
    case "assign": {
      const { target, value } = statement;
      const indices = target.path.flatMap(termsOfStep).map(defined);
      const way = owedByWriting(target, program.types).map((owed) => owed.condition);
      const changed = replaced(use(target.root), target.path, value, program.types);
      const after = instantiate(post.normal, new Map([[target.root.name, changed]]));
      return and(...indices, defined(value), ...way, after);
    }
    // wp(S; T, Q) is wp(S, wp(T, Q))
    case "block":
      return statement.body.reduceRight((normal, part) => wp(part, { ...post, normal }), post.normal);
    // wp(if G then S else T, Q) is (G => wp(S, Q)) and (not G => wp(T, Q)) where G is defined
    case "if": {
      const { condition } = statement;
      const then = implies(condition, wp(statement.then, post));
      return and(defined(condition), then, implies(not(condition), wp(statement.else, post)));
    }
    case "loop":
      return wpLoop(statement, post, program);
    // wp(L: S, Q) is wp(S, Q with break L leading to the normal post)
    case "labelled":
      return wp(statement.body, { ...post, break: new Map(post.break).set(statement.label, post.normal) });
    case "break":
    case "continue":
      return postAt(post[statement.kind], statement.label);
    // wp(return E, Q) is Q.return[\result := E] where E is defined
    case "return": {
      const value = statement.value ?? unit;
      return and(defined(value), instantiate(post.return, new Map([[resultName, value]])));
    }
    case "throw":
      return post.throw;
    case "call":
      return wpCall(statement, post, program);
    // wp({P}, Q) is P and Q
    case "assert":
      return and(defined(statement.clause.term), statement.clause.term, post.normal);
    // wp([P], Q) is P => Q
    case "assume":
      return and(defined(statement.clause.term), implies(statement.clause.term, post.normal));
    // wp(use f(E), Q) is what f requires of E, and: what f ensures of E for some result => Q
    case "use": {
      const { callee, args, span } = statement;
      return wpCall({ kind: "call", callee, args: args.map((value) => ({ value })), span }, post, program);
    }
    // wp(r, p, q := order a, Q) is: for all r, p, q of which is known what is known of an order, Q, where a is defined
    case "order": {
      const { positions, places, result, known } = statement;
      return and(
        defined(statement.array),
        everywhere([positions, places, result], implies(known, post.normal), program),
      );
    }
    // wp(havoc x, Q) is: for all x, Q
    case "havoc":
      return everywhere(statement.variables, post.normal, program);
    default:
      return assertNever(statement);
  }
}

/**
 * wp(while G do S, Q) is the invariant, and for every state that S may lead to and that has the invariant:
 * G => wp(S, invariant and smaller variant), not G => Q.
 */
function wpLoop(loop: Extract<Statement, { kind: "loop" }>, post: Exits, program: Program): Term {
  const holds = and(...loop.invariants.map((clause) => clause.term));
  const measure = loop.variant?.kind === "measure" ? loop.variant.terms : [];
  const start = measure.map((term, i): Variable => ({ name: `measure'${loop.label}'${i}`, sort: term.sort }));
  const smaller = measure.length === 0 ? and() : isBelow(measure, start.map(use));
  const again = weakestPrecondition(loop.step, { ...post, normal: and(holds, smaller) }, program);
  const after = (loop.doneWith ?? []).flatMap(({ term }) => [
    ...definedness(term, program).map((owed) => owed.condition),
    term,
  ]);
  const done = and(...after, post.normal);
  const round = weakestPrecondition(
    loop.body,
    {
      ...post,
      normal: again,
      continue: new Map(post.continue).set(loop.label, again),
      break: new Map(post.break).set(loop.label, done),
    },
    program,
  );
  const decided = and(
    ...definedness(loop.condition, program).map((owed) => owed.condition),
    implies(loop.condition, round),
    implies(not(loop.condition), done),
  );
  const prelude: Statement = { kind: "block", body: loop.prelude, span: loop.span };
  const head = weakestPrecondition(prelude, { ...post, normal: decided }, program);
  const fromHead = instantiate(head, new Map(start.flatMap((v, i) => pair(v.name, measure[i]))));
  const defined = [holds, ...measure].flatMap((term) => definedness(term, program).map((owed) => owed.condition));
  const changed = changedBy([...loop.prelude, loop.body, loop.step], program).map(({ root }) => root);
  return and(holds, everywhere(changed, and(...defined, implies(holds, fromHead)), program));
}

function wpCall(call: Extract<Statement, { kind: "call" }>, post: Exits, program: Program): Term {
  const callee = program.functions.get(call.callee)?.contract;
  invariant(callee !== undefined, `${call.callee} has a contract`);
  const values = call.args.map(({ value }) => value);
  const before = argumentMap(callee.parameters, values);
  const at = (terms: readonly { readonly term: Term }[]): Term[] =>
    terms.map(({ term }) => inState(term, before, before));
  const after = new Map(before);
  const binders: Variable[] = [];
  const changes = new Map<string, Term>();
  const some = (name: string, variable: Variable): Term => {
    const binder = { name: `${name}'${call.span.start}`, sort: variable.sort };
    binders.push(binder);
    after.set(name, use(binder));
    return use(binder);
  };
  for (const { parameter, place } of modifiedArguments(call, program)) {
    const value = some(parameter.name, parameter);
    if (place === undefined) continue;
    const root = changes.get(place.root.name) ?? use(place.root);
    changes.set(place.root.name, replaced(root, place.path, value, program.types));
  }
  const result = some(resultName, { name: resultName, sort: callee.result });
  if (call.target !== undefined) changes.set(call.target.name, result);
  const facts = binders.map((binder) => typeFacts(use(binder), binder.sort, program.types));
  const ensured = callee.ensures.map(({ term }) => inState(term, after, before));
  const throwing = or(...at(callee.throws ?? []));
  const threw = call.threw && some(call.threw.name, call.threw);
  if (call.threw !== undefined && threw !== undefined) changes.set(call.threw.name, threw);
  const known =
    threw === undefined ? and(...ensured) : and(implies(threw, throwing), implies(not(threw), and(...ensured)));
  return and(
    ...values.flatMap((value) => definedness(value, program).map((owed) => owed.condition)),
    ...at(callee.requires),
    threw === undefined ? implies(throwing, post.throw) : and(),
    forall(binders, implies(and(...facts, known), instantiate(post.normal, changes))),
  );
}

/** For all values of the variables that fit their sorts. */
function everywhere(variables: readonly Variable[], term: Term, program: Program): Term {
  if (variables.length === 0) return term;
  const binders = variables.map((v): Variable => ({ name: `${v.name}'`, sort: v.sort }));
  const renamed = instantiate(term, new Map(variables.flatMap((v, i) => pair(v.name, binders[i] && use(binders[i])))));
  const facts = binders.map((binder) => typeFacts(use(binder), binder.sort, program.types));
  return forall(binders, implies(and(...facts), renamed));
}

function pair(name: string, term: Term | undefined): [string, Term][] {
  return term === undefined ? [] : [[name, term]];
}

function postAt(posts: ReadonlyMap<string, Term>, label: string): Term {
  const post = posts.get(label);
  invariant(post !== undefined, `the exit to ${label} leads somewhere`);
  return post;
}
