/**
 * Array members against JavaScript itself: the reference meaning and the encoded operator give what JavaScript computes,
 * on short arrays, positions on both sides of both ends, NaN and both zeros.
 */
import { afterAll, expect, test } from "vitest";
import {
  and,
  apply,
  bool,
  boolTerm,
  double,
  doubleSort,
  int,
  intSort,
  not,
  type Operator,
  type Sort,
  same,
  string,
  stringSort,
  type Term,
  variable,
} from "../../src/ir/index.js";
import { evaluate } from "../../src/semantics/index.js";
import { encodeObligation, openSolver } from "../../src/smt/index.js";
import { z3WorkerFile } from "../support/parts.js";
import { define, noTheory, obligation } from "../unit/smt/obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const ints: Sort = { kind: "array", element: intSort };
const doubles: Sort = { kind: "array", element: doubleSort };
const texts: Sort = { kind: "array", element: stringSort };
const whole = (value: number): Term => int(BigInt(value));
const list = (values: readonly number[]): Term => apply("array.literal", values.map(whole), ints);
const reals = (values: readonly number[]): Term => apply("array.literal", values.map(double), doubles);
const words = (values: readonly string[]): Term => apply("array.literal", values.map(string), texts);

const arrays = [[], [1], [1, 2, 1], [3, 1, 2, 1, 3]];
const positions = [-7, -5, -2, -1, 0, 1, 2, 5, 6];
const each = <A, B>(as: readonly A[], bs: readonly B[]): readonly (readonly [A, B])[] =>
  as.flatMap((a) => bs.map((b) => [a, b] as const));

interface Case {
  readonly args: readonly Term[];
  readonly sort: Sort;
  readonly value: Term;
}

const ranges = each(positions, positions);
const special = [Number.NaN, 0, -0, 1];
const cases: Readonly<Record<string, readonly Case[]>> = {
  "array.slice": each(arrays, ranges).map(([a, [i, j]]) => ({
    args: [list(a), whole(i), whole(j)],
    sort: ints,
    value: list(a.slice(i, j)),
  })),
  "array.concat": each(arrays, arrays).map(([a, b]) => ({
    args: [list(a), list([7, 8]), list(b)],
    sort: ints,
    value: list([...a, 7, 8, ...b]),
  })),
  "array.reverse": arrays.map((a) => ({ args: [list(a)], sort: ints, value: list([...a].reverse()) })),
  "array.fill": each(arrays, ranges).map(([a, [i, j]]) => ({
    args: [list(a), whole(9), whole(i), whole(j)],
    sort: ints,
    value: list([...a].fill(9, i, j)),
  })),
  "array.repeat": [0, 1, 3].map((n) => ({
    args: [whole(4), whole(n)],
    sort: ints,
    value: list(new Array<number>(n).fill(4)),
  })),
  "array.splice": each(arrays, each(ranges, [[], [8], [8, 9]])).map(([a, [[i, n], b]]) => {
    const value = [...a];
    value.splice(i, n, ...b);
    return { args: [list(a), whole(i), whole(n), list(b)], sort: ints, value: list(value) };
  }),
  "array.truncate": arrays.flatMap((a) =>
    [...a.keys(), a.length].map((n) => ({ args: [list(a), whole(n)], sort: ints, value: list(a.slice(0, n)) })),
  ),
  "array.includes": [
    ...each(arrays, ranges).map(([a, [v, i]]) => ({
      args: [list(a), whole(v), whole(i)],
      sort: bool,
      value: boolTerm(a.includes(v, i)),
    })),
    ...each(special, special).map(([a, v]) => ({
      args: [reals([2, a]), double(v), whole(0)],
      sort: bool,
      value: boolTerm([2, a].includes(v)),
    })),
  ],
  "array.indexOf": [
    ...each(arrays, ranges).map(([a, [v, i]]) => ({
      args: [list(a), whole(v), whole(i)],
      sort: intSort,
      value: whole(a.indexOf(v, i)),
    })),
    ...each(special, special).map(([a, v]) => ({
      args: [reals([2, a]), double(v), whole(0)],
      sort: intSort,
      value: whole([2, a].indexOf(v)),
    })),
  ],
  "array.lastIndexOf": [
    ...each(arrays, ranges).map(([a, [v, i]]) => ({
      args: [list(a), whole(v), whole(i)],
      sort: intSort,
      value: whole(a.lastIndexOf(v, i)),
    })),
    ...each(special, special).map(([a, v]) => ({
      args: [reals([2, a]), double(v), whole(1)],
      sort: intSort,
      value: whole([2, a].lastIndexOf(v)),
    })),
  ],
  "array.join": [[], ["a"], ["a", "bc"]].map((a) => ({
    args: [words(a), string(", ")],
    sort: stringSort,
    value: string(a.join(", ")),
  })),
  "array.minimum": arrays.slice(1).map((a) => ({ args: [list(a)], sort: intSort, value: whole(Math.min(...a)) })),
  "array.maximum": arrays.slice(1).map((a) => ({ args: [list(a)], sort: intSort, value: whole(Math.max(...a)) })),
};

const effort = { rlimit: 3_000_000, model: false };
const kindOf = async (goal: Term, facts: Parameters<typeof obligation>[1] = []): Promise<string> => {
  const query = encodeObligation(obligation(goal, facts), noTheory, { slice: false });
  return (await solver.ask(query, effort)).kind;
};

test.each(Object.entries(cases))("%s is JavaScript's, evaluated", (operator, rows) => {
  for (const { args, sort, value } of rows) {
    const equal = same(apply(operator as Operator, args, sort), value);
    const got = evaluate(equal, { values: new Map() }, { types: new Map(), logical: new Map() });
    expect(got, `${operator} ${JSON.stringify(args, showBigInt)}`).toEqual({ kind: "bool", value: true });
  }
});

test.each(Object.entries(cases))("%s is JavaScript's, encoded", { timeout: 120_000 }, async (operator, rows) => {
  const some = rows.filter((_, i) => i % Math.max(1, Math.floor(rows.length / 60)) === 0);
  const equations = some.map(({ args, sort, value }) => {
    const found = args.map((arg, i) => variable(`a${i}`, arg.sort));
    return {
      goal: same(apply(operator as Operator, found, sort), value),
      facts: args.map((arg, i) => define(`a${i}`, arg.sort, arg)),
      plain: same(apply(operator as Operator, args, sort), value),
    };
  });
  // Searches in literals are found by models of quantifiers, one at a time.
  const atOnce = operator.endsWith("ndexOf") ? 1 : 20;
  for (let i = 0; i < equations.length; i += atOnce) {
    expect(await kindOf(and(...equations.slice(i, i + atOnce).map((e) => e.plain)))).toBe("proved");
  }
  for (const { goal, facts } of equations.filter((_, i) => i % 6 === 0)) {
    expect(await kindOf(goal, facts)).toBe("proved");
    expect(await kindOf(not(goal), facts)).not.toBe("proved");
  }
});

const showBigInt = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}n` : value);
