/**
 * Takes obligations and probes; gives canonical queries whose unsatisfiability is what was asked: an obligation holds if
 * `facts and path and not goal` has no model. Goals are walked before facts, so that names are numbered from the goal.
 * Relies on facts being guarded by their paths and on definitions being in single-assignment form (`calculus`).
 */
import { hashText, invariant } from "../base/index.js";
import type { Context, Fact, Obligation, Probe } from "../calculus/index.js";
import { bool, type Term } from "../ir/index.js";
import { abstractTexts } from "./abstract-texts.js";
import { type Bounds, boundsOf } from "./bounds.js";
import { withChains } from "./chains.js";
import { withClosedForms } from "./closed-forms.js";
import { contradict } from "./evident.js";
import { withFoldParts } from "./fold-parts.js";
import type { Node } from "./node.js";
import { divisionAxioms, openDivisions } from "./opaque-division.js";
import { type Printed, print, withAxioms } from "./print.js";
import { coreName } from "./protocol.js";
import { withDataAxioms } from "./recursive.js";
import { type EncodedFact, slice } from "./slice.js";
import type { Query } from "./solver.js";
import { recursiveDataMark } from "./strategy.js";
import { symbolReader } from "./symbols.js";
import { withTextAxioms } from "./text-axioms.js";
import type { Theory } from "./theory.js";
import { alternatives } from "./together.js";
import { translator } from "./translate.js";

/** Changes with every change of meaning or text; part of each key of the bank. */
export const encoderVersion = "6";

export interface Encoder {
  /** The negation of one obligation. With `slice`, without the facts that cannot matter. */
  obligation(obligation: Obligation, options: { readonly slice: boolean }): Query;
  /** Whether an obligation follows from its facts by form alone: no query is needed. */
  evident(obligation: Obligation): boolean;
  /**
   * The negation of the conjunction of all, each under its own facts only. With `tracked`, the facts of these clauses stand
   * under indicators, and the answer names those of a core (by their places in the list).
   */
  together(obligations: readonly Obligation[], tracked?: readonly Term[]): Query;
  /** The facts and the path themselves: a model is what is hoped for. */
  probe(side: Probe["before"]): Query;
  /** The negation of one obligation with all its facts, asking for a small model. */
  bounded(obligation: Obligation, bounds: Bounds): Query;
}

/** Of arrays in data that holds itself (`names.ts`): they have axioms, too. */
const handles = /^\(declare-sort /mu;

type WeakerForms = Pick<Query, "abstract" | "adding" | "dividing">;

/** An encoder keeps what it has read, so that a function's obligations share the work on their common facts. */
export function openEncoder(theory: Theory): Encoder {
  const translate = translator(theory.types, theory.logical);
  const symbols = symbolReader();
  const { x } = translate;
  const known = new Map<Fact, EncodedFact>();

  const encodeFact = (fact: Fact): EncodedFact => {
    const found = known.get(fact);
    if (found !== undefined) return found;
    const encoded = newFact(fact);
    known.set(fact, encoded);
    return encoded;
  };
  const newFact = (fact: Fact): EncodedFact => {
    if (fact.kind === "assume") return { node: translate.term(fact.fact), defines: undefined };
    const { name, sort } = fact.variable;
    const value = translate.term(fact.value);
    invariant(!symbols(value).variables.has(name), `the definition of ${name} holds itself`);
    return { node: x.identical(translate.constant(name, sort), value), defines: name };
  };
  const factsOf = (context: Context | undefined): readonly EncodedFact[] => factList(context).map(encodeFact);
  const denied = (o: Obligation): readonly Node[] => [x.not(translate.term(o.goal)), translate.term(o.path)];

  const query = (
    assertions: readonly Node[],
    sliced: boolean,
    named: ReadonlyMap<string, number> = new Map(),
  ): Query => {
    const yes = x.literal({ kind: "bool", value: true });
    const needed = [...new Set(assertions)].filter((a) => a !== yes);
    const all = withDataAxioms(needed, translate);
    const printed = withCore(print(all, theory, translate), named);
    const marked = all.length > needed.length || handles.test(printed.text);
    const text = marked ? `${recursiveDataMark}\n${printed.text}` : printed.text;
    let forms: WeakerForms | undefined;
    const weaker = (): WeakerForms => (forms ??= abstraction(needed, text, named));
    // Most queries are worded to be looked up or kept, and few of them asked.
    return {
      ...printed,
      text,
      hash: hashText(text),
      sliced,
      ...(named.size > 0 && { tracked: true }),
      get abstract() {
        return weaker().abstract;
      },
      get adding() {
        return weaker().adding;
      },
      get dividing() {
        return weaker().dividing;
      },
    };
  };

  /**
   * A form that may be easier to prove: with what follows by induction, recursive functions unfolded by axioms, strings as
   * abstract texts. Models are looked for without, since each quantifier more makes them harder to find.
   */
  const abstraction = (assertions: readonly Node[], text: string, named: ReadonlyMap<string, number>): WeakerForms => {
    const recursive = /\(define-funs?-rec /.test(text);
    const known = withClosedForms(assertions, theory.logical, translate);
    const chained = withChains(known, x);
    const all = withDataAxioms(chained, translate);
    const adding = { ...inParts(known, named), ...dividing(all, text, named) };
    if (/\(str\./.test(text)) {
      const texts = abstractTexts(x, withAxioms(all, translate));
      if (texts !== undefined) {
        const printed = withCore(print(texts, theory, translate, "limited"), named);
        return { ...adding, abstract: withTextAxioms(printed.text) };
      }
    }
    const isStronger = chained.length > assertions.length || chained.some((node, i) => node !== assertions[i]);
    if (!recursive && !isStronger) return adding;
    return { ...adding, abstract: withCore(print(all, theory, translate, "limited"), named).text };
  };

  /** Where something is divided by what is no literal; definitions of folds and functions are looked into, too. */
  const dividing = (
    all: readonly Node[],
    text: string,
    named: ReadonlyMap<string, number>,
  ): Pick<WeakerForms, "dividing"> => {
    if (!/\((?:mod|div) /u.test(text)) return {};
    const divisions = openDivisions(x);
    const printed = withCore(print([...all, ...divisionAxioms(x)], theory, translate, "limited", divisions.of), named);
    return divisions.met() ? { dividing: printed.text } : {};
  };

  const inParts = (assertions: readonly Node[], named: ReadonlyMap<string, number>): Pick<WeakerForms, "adding"> => {
    const parts = withFoldParts(assertions, theory.logical, translate);
    if (parts === assertions) return {};
    const all = withDataAxioms(withChains(parts, x), translate);
    return { adding: withCore(print(all, theory, translate, "adding"), named).text };
  };

  /** Asked for again when an answer is looked up, asked and kept. */
  const made = { whole: new Map<Obligation, Query>(), sliced: new Map<Obligation, Query>() };
  const wholeQuery = (obligation: Obligation): Query => {
    const facts = factsOf(obligation.context);
    return query([...denied(obligation), ...facts.map((f) => f.node)], false);
  };
  const slicedQuery = (obligation: Obligation): Query => {
    const roots = denied(obligation);
    const all = factsOf(obligation.context);
    const facts = slice(all, roots, symbols);
    return facts.length === all.length
      ? once(made.whole, obligation, wholeQuery)
      : query([...roots, ...facts.map((f) => f.node)], true);
  };

  return {
    obligation(obligation, options) {
      return options.slice ? once(made.sliced, obligation, slicedQuery) : once(made.whole, obligation, wholeQuery);
    },
    evident(obligation) {
      return contradict([...denied(obligation), ...factsOf(obligation.context).map((f) => f.node)]);
    },
    together(obligations, tracked = []) {
      const cases = obligations.map((o) => ({ context: o.context, denied: x.and(...[...denied(o)].reverse()) }));
      const places = new Map(tracked.map((term, i) => [term, i]));
      const underIndicator = (fact: Fact): EncodedFact => {
        const place = fact.kind === "assume" && fact.clause ? places.get(fact.clause.term) : undefined;
        if (place === undefined) return encodeFact(fact);
        const indicator = translate.constant(indicatorName(place), bool);
        return { node: x.implies(indicator, encodeFact(fact).node), defines: undefined };
      };
      const named = new Map(tracked.map((_, i) => [indicatorName(i), i]));
      return query(alternatives(cases, { encodeFact: underIndicator, symbols, x }), false, named);
    },
    probe(side) {
      const facts = factsOf(side.context).map((f) => f.node);
      return query([translate.term(side.path), ...facts], false);
    },
    bounded(obligation, bounds) {
      const facts = factsOf(obligation.context).map((f) => f.node);
      return query([...denied(obligation), ...facts, ...boundsOf(bounds, theory.types, translate)], false);
    },
  };
}

/** No name of a program. */
function indicatorName(place: number): string {
  return `fact#${place}`;
}

/** With the indicators that occur asserted, each under the name by which a core tells its place. */
function withCore(printed: Printed, named: ReadonlyMap<string, number>): Printed {
  if (named.size === 0) return printed;
  const asserted = [...printed.names].flatMap(([canonical, name]) => {
    const place = named.get(name);
    return place === undefined ? [] : [`(assert (! ${canonical} :named ${coreName(place)}))\n`];
  });
  return { ...printed, text: printed.text + asserted.join("") };
}

function once(known: Map<Obligation, Query>, obligation: Obligation, make: (obligation: Obligation) => Query): Query {
  const found = known.get(obligation);
  if (found !== undefined) return found;
  const fresh = make(obligation);
  known.set(obligation, fresh);
  return fresh;
}

/** The facts of a context in program order. */
export function factList(context: Context | undefined): readonly Fact[] {
  const facts: Fact[] = [];
  for (let at = context; at !== undefined; at = at.before) facts.push(at.fact);
  return facts.reverse();
}

export function encodeObligation(obligation: Obligation, theory: Theory, options: { readonly slice: boolean }): Query {
  return openEncoder(theory).obligation(obligation, options);
}

export function encodeTogether(obligations: readonly Obligation[], theory: Theory): Query {
  return openEncoder(theory).together(obligations);
}

export function encodeProbe(
  side: { readonly context: Context | undefined; readonly path: Term },
  theory: Theory,
): Query {
  return openEncoder(theory).probe(side);
}

export function encodeBounded(obligation: Obligation, theory: Theory, bounds: Bounds): Query {
  return openEncoder(theory).bounded(obligation, bounds);
}
