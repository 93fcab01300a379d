/**
 * What the encoding knows of the string functions that Z3 has not: for adversarial arguments (surrogates, white space of
 * all kinds, letters whose other case is longer) JavaScript's own value must be possible.
 */
import { afterAll, expect, test } from "vitest";
import {
  and,
  apply,
  double,
  doubleSort,
  int,
  intSort,
  not,
  type Sort,
  type StringOperator,
  same,
  string,
  stringSort,
  type Term,
  variable,
} from "../../src/ir/index.js";
import { encodeObligation, openSolver } from "../../src/smt/index.js";
import { z3WorkerFile } from "../support/parts.js";
import { define, noTheory, obligation } from "../unit/smt/obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const texts = [
  "",
  " ",
  "a",
  " a b ",
  "\u00a0a\u3000",
  "\ufeffx\u2028",
  "\u180ea\u200b",
  "\u1680\u2009",
  "ß",
  "İ",
  "ŉ",
  "ΑΣ",
  "\ud83d\ude00",
  "\ud83d",
  " \udc00 ",
  "ﬃ",
  "ǅ",
];
const words = ["", "a", "ab", "aba", "a,b", ",", ",,", "aaa", "\ud83d\ude00"];
const separators = ["", "a", ",", "aa", "\ude00"];

interface Case {
  readonly operator: StringOperator;
  readonly args: readonly Term[];
  readonly value: Term;
}

const strings: Sort = { kind: "array", element: stringSort };
const list = (values: readonly string[]): Term => apply("array.literal", values.map(string), strings);
const unary = (operator: StringOperator, f: (s: string) => string): readonly Case[] =>
  texts.map((s) => ({ operator, args: [string(s)], value: string(f(s)) }));
const pairs = words.flatMap((s) => separators.map((t) => [s, t] as const));

const known: Readonly<Record<string, readonly Case[]>> = {
  trim: unary("string.trim", (s) => s.trim()),
  trimStart: unary("string.trimStart", (s) => s.trimStart()),
  trimEnd: unary("string.trimEnd", (s) => s.trimEnd()),
  toLowerCase: unary("string.toLowerCase", (s) => s.toLowerCase()),
  toUpperCase: unary("string.toUpperCase", (s) => s.toUpperCase()),
  repeat: words.flatMap((s) =>
    [0, 1, 2, 9, 12].map(
      (n): Case => ({
        operator: "string.repeat",
        args: [string(s), int(BigInt(n))],
        value: string(s.repeat(n)),
      }),
    ),
  ),
  padStart: pairs.flatMap(([s, t]) =>
    [-1, 0, 2, 5].map(
      (n): Case => ({
        operator: "string.padStart",
        args: [string(s), int(BigInt(n)), string(t)],
        value: string(s.padStart(n, t)),
      }),
    ),
  ),
  padEnd: pairs.flatMap(([s, t]) =>
    [-1, 0, 2, 5].map(
      (n): Case => ({
        operator: "string.padEnd",
        args: [string(s), int(BigInt(n)), string(t)],
        value: string(s.padEnd(n, t)),
      }),
    ),
  ),
  lastIndexOf: pairs.flatMap(([s, t]) =>
    [-1, 0, 1, 2, 9, 2 ** 53].map(
      (n): Case => ({
        operator: "string.lastIndexOf",
        args: [string(s), string(t), int(BigInt(n))],
        value: int(BigInt(s.lastIndexOf(t, n))),
      }),
    ),
  ),
  localeCompare: words.map((s) => ({ operator: "string.compare", args: [string(s), string(s)], value: int(0n) })),
  parseInt: ["", "12", "-0", "x", "1.5", "9".repeat(400)].map((s) => ({
    operator: "string.parseInt",
    args: [string(s), int(10n)],
    value: double(Number.parseInt(s, 10)),
  })),
};

const sorts: Readonly<Record<string, Sort>> = { lastIndexOf: intSort, localeCompare: intSort, parseInt: doubleSort };

test.each(Object.entries(known))(
  "%s",
  async (name, cases) => {
    for (let from = 0; from < cases.length; from += 20) {
      expect(await possible(cases.slice(from, from + 20), sorts[name] ?? stringSort)).toBe("model");
    }
  },
  60_000,
);

const split: readonly Case[] = pairs.map(([s, t]) => ({
  operator: "string.split",
  args: [string(s), string(t)],
  value: list(s.split(t)),
}));
const points: readonly Case[] = texts.map((s) => ({
  operator: "string.points",
  args: [string(s)],
  value: list([...s]),
}));

test.each([...split, ...points])(
  "$operator %#",
  async (one) => {
    expect(await possible([one], strings)).toBe("model");
  },
  60_000,
);

/** All at once, on variables that are defined to be the arguments. */
async function possible(cases: readonly Case[], sort: Sort): Promise<string> {
  const facts = cases.flatMap(({ args }, i) => args.map((arg, j) => define(`x${i}_${j}`, arg.sort, arg)));
  const equations = cases.map(({ operator, args, value }, i) => {
    const given = args.map((arg, j) => variable(`x${i}_${j}`, arg.sort));
    const term = apply(operator, given, sort);
    return value.sort.kind === "double" ? apply("double.is", [term, value], { kind: "bool" }) : same(term, value);
  });
  const query = encodeObligation(obligation(not(and(...equations)), facts), noTheory, { slice: false });
  return (await solver.ask(query, { rlimit: 5_000_000, model: false })).kind;
}
