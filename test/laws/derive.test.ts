/**
 * Holds the forward pass against two independent accounts of the same programs: what executions do, and the weakest
 * precondition. Small values only, so that all of them can be tried.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { derive, weakestPrecondition } from "../../src/calculus/index.js";
import {
  and,
  type FunctionIR,
  falseTerm,
  implies,
  or,
  type Statement,
  type Term,
  type Value,
} from "../../src/ir/index.js";
import { truth } from "../../src/semantics/index.js";
import type { Span } from "../../src/source/index.js";
import { makeFunction, makeProgram, trusting } from "../unit/calculus/build.js";
import { bounded, type Domain, falsifier, TooMany, valuesOf } from "./brute-force.js";
import { run } from "./execution.js";
import { body, parameters, postcondition, precondition, show } from "./programs.js";

const domain: Domain = { low: -2n, high: 3n, longest: 1 };

function argumentLists(fn: FunctionIR): Value[][] {
  const small: Domain = { low: -1n, high: 1n, longest: 1 };
  return fn.contract.parameters.reduce<Value[][]>(
    (lists, p) => lists.flatMap((list) => [...valuesOf(p.sort, small)].map((value) => [...list, value])),
    [[]],
  );
}

const functions = (options: { loops: boolean; depth: number }): fc.Arbitrary<FunctionIR> =>
  fc
    .record({
      body: body(options),
      ensures: fc.array(postcondition, { maxLength: 2 }),
      requires: fc.array(precondition, { maxLength: 1 }),
      throws: fc.option(fc.array(precondition, { minLength: 1, maxLength: 1 }), { nil: undefined }),
    })
    .map(({ throws, ...rest }) =>
      makeFunction("f", {
        params: parameters,
        result: { kind: "int" },
        modifies: ["s"],
        ...rest,
        ...(throws === undefined ? {} : { throws }),
      }),
    );

/** Whether an obligation fails for the arguments; `at` says of which place. */
function isFalsifiable(fn: FunctionIR, args: readonly Value[], at?: Span): boolean {
  const program = makeProgram([fn]);
  const derivation = derive(fn, program, trusting());
  const entry = new Map(derivation.entry.flatMap((x, i) => (args[i] === undefined ? [] : [[x.name, args[i]]])));
  const about = derivation.obligations.filter(
    (o) => at === undefined || o.span.start === at.start || o.clause?.span.start === at.start,
  );
  try {
    return about.some((o) => falsifier(o, program, domain, entry) !== undefined);
  } catch (error) {
    if (error instanceof TooMany) fc.pre(false);
    throw error;
  }
}

function precede(fn: FunctionIR): Term {
  const { contract } = fn;
  const post = {
    normal: falseTerm,
    return: and(...contract.ensures.map((c) => c.term)),
    throw: or(...(contract.throws ?? []).map((c): Term => ({ kind: "old", of: c.term, sort: c.term.sort }))),
    break: new Map(),
    continue: new Map(),
  };
  const wp = weakestPrecondition(fn.body as Statement, post, makeProgram([fn]));
  return implies(and(...contract.requires.map((c) => c.term)), wp);
}

function namedArguments(fn: FunctionIR, args: readonly Value[]): ReadonlyMap<string, Value> {
  return new Map(fn.contract.parameters.flatMap((p, i) => (args[i] === undefined ? [] : [[p.name, args[i]]])));
}

test("without loops, an obligation fails for an argument exactly if the run breaks something", () => {
  fc.assert(
    fc.property(functions({ loops: false, depth: 2 }), (fn) => {
      for (const args of argumentLists(fn)) {
        const outcome = run(fn, args, makeProgram([fn]));
        expect(isFalsifiable(fn, args), about(fn, args, outcome)).toBe(outcome.kind === "broke");
      }
    }),
    { numRuns: 60 },
  );
});

test("without loops, the weakest precondition is false exactly if the run breaks something", () => {
  fc.assert(
    fc.property(functions({ loops: false, depth: 2 }), (fn) => {
      const wp = bounded(precede(fn), domain);
      for (const args of argumentLists(fn)) {
        const outcome = run(fn, args, makeProgram([fn]));
        const holds = truth(wp, { values: namedArguments(fn, args) }, makeProgram([fn]));
        expect(holds, about(fn, args, outcome)).toBe(outcome.kind !== "broke");
      }
    }),
    { numRuns: 100 },
  );
});

test("with loops, whatever a run breaks is an obligation of that place that fails", () => {
  fc.assert(
    fc.property(functions({ loops: true, depth: 2 }), (fn) => {
      for (const args of argumentLists(fn)) {
        let inDomain = true;
        const outcome = run(fn, args, makeProgram([fn]), (values) => {
          inDomain &&= [...values.values()].every(isInDomain);
        });
        if (inDomain && outcome.kind === "broke") {
          expect(isFalsifiable(fn, args, outcome.at), about(fn, args, outcome)).toBe(true);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("with loops, an obligation fails for an argument exactly if the weakest precondition is false", () => {
  fc.assert(
    fc.property(functions({ loops: true, depth: 1 }), (fn) => {
      const wp = bounded(precede(fn), domain);
      for (const args of argumentLists(fn).slice(0, 12)) {
        const holds = truth(wp, { values: namedArguments(fn, args) }, makeProgram([fn]), { fuel: 3_000_000 });
        if (typeof holds === "boolean") {
          expect(isFalsifiable(fn, args), about(fn, args, holds)).toBe(!holds);
        }
      }
    }),
    { numRuns: 30 },
  );
});

/** Says which program, arguments and outcome a failure is about. */
function about(fn: FunctionIR, args: readonly Value[], outcome: unknown): string {
  const json = JSON.stringify([args, outcome], (_, x) => (typeof x === "bigint" ? Number(x) : x));
  const clauses = [...fn.contract.requires, ...(fn.contract.throws ?? []), ...fn.contract.ensures];
  return `${clauses.map((c) => c.text).join("; ")}\n${fn.body ? show(fn.body) : ""}\n${json}`;
}

function isInDomain(value: Value): boolean {
  if (value.kind === "int") return value.value >= domain.low && value.value <= domain.high;
  if (value.kind === "array") return value.items.length <= domain.longest && value.items.every(isInDomain);
  return true;
}
