/** What follows from less is not asked; what the rule rests on holds of the queries that there are. */
import { expect, test } from "vitest";
import { memoryBank } from "../../../src/bank/index.js";
import { derive, type FunctionDerivation, type Knowledge } from "../../../src/calculus/index.js";
import type { FunctionIR, Program } from "../../../src/ir/index.js";
import { openShown, proveFunction, type Questions, type Shown } from "../../../src/prove/index.js";
import { follows, noteShown } from "../../../src/prove/weakening.js";
import { openEncoder, type Query, type Solver } from "../../../src/smt/index.js";
import { parseSExpressions } from "../../../src/smt/s-expression.js";
import { loadText } from "../../support/load-source.js";

const query = (...lines: readonly string[]): Query => ({ text: `${lines.join("\n")}\n`, hash: "", names: new Map() });
const declared = "(declare-const x Int)";
const goal = "(assert (not (< x 3)))";
const fact = "(assert (< x 2))";

test("more facts for the same goal", () => {
  const shown = openShown();
  noteShown(() => query(declared, goal, fact), shown);
  expect(follows(query(declared, goal, "(assert (< x 7))", fact), shown)).toBe(true);
  expect(follows(query("; folds", "(declare-const y Int)", declared, goal, fact), shown)).toBe(true);
});

test("another goal, fewer facts, or a name of another sort", () => {
  const shown = openShown();
  noteShown(() => query(declared, goal, fact), shown);
  expect(follows(query(declared, "(assert (not (< x 4)))", goal, fact), shown)).toBe(false);
  expect(follows(query(declared, goal), shown)).toBe(false);
  expect(follows(query("(declare-const x Real)", goal, fact), shown)).toBe(false);
  expect(follows(query(), shown)).toBe(false);
});

const source = (invariants: string): string => `
//@ requires n >= 0
//@ ensures \\result <= 2 * n
export function twice(n: number): number {
  let i = 0;
  let r = 0;
  while (i < n) {
    //@ invariant i <= n && r <= 2 * i${invariants}
    //@ decreases n - i
    i++;
    r += 2;
  }
  return r;
}
export type Tree = { kind: "leaf"; name: string } | { kind: "node"; left: Tree; right: Tree };
//@ requires xs.length > 0 && t.kind === "leaf"
//@ ensures \\result.get("a") === t.name + "\\n;(" || t.name !== xs[0]
export function many(xs: string[], t: Tree, m: Map<string, string>): Map<string, string> {
  const r = new Map(m);
  if (t.kind === "leaf") r.set("a", \`\${t.name}
;(\`);
  return r;
}
`;

const known: Knowledge = () => ({ facts: true, logical: true, recursive: false });
const limits = { query: 100, total: 100_000, aside: { query: 10, total: 1000 } };

function owed(fn: FunctionIR, program: Program): readonly [FunctionDerivation, Questions] {
  return [derive(fn, program, known), openEncoder({ types: program.types, logical: program.logical })];
}

test("every line of a query is a command of its own", () => {
  const { program } = loadText(source(""));
  const lines = [...program.functions.values()].flatMap((fn) => {
    const [{ obligations }, questions] = owed(fn, program);
    const queries = obligations.flatMap((o) => [true, false].map((slice) => questions.obligation(o, { slice })));
    return queries.flatMap(({ text }) => text.trimEnd().split("\n"));
  });
  expect(lines.length).toBeGreaterThan(100);
  for (const line of lines) if (!line.startsWith(";")) expect(parseSExpressions(line), line).toHaveLength(1);
});

/** How many obligations of `twice` are asked of a solver that proves each alone. */
async function askedOf(invariants: string, shown: Shown): Promise<number> {
  let asked = 0;
  const gaveUp = { kind: "gaveUp", reason: "limit", detail: "", used: 1 } as const;
  const solver: Solver = {
    ask: async (_, { proof }) => {
      if (proof === true) return gaveUp;
      asked += 1;
      return { kind: "proved", used: 1 };
    },
    statistics: () => ({ started: 1, queries: asked, seconds: 0 }),
    close: async () => {},
  };
  const { program } = loadText(source(invariants));
  const fn = program.functions.get("a.ts#twice");
  if (fn === undefined) throw new Error("twice is there");
  const services = { solver, bank: memoryBank(), build: "1", own: new Set<string>(), shown };
  const { obligations } = await proveFunction(...owed(fn, program), services, limits);
  expect(obligations.every(({ answer }) => answer.kind === "proved")).toBe(true);
  return asked;
}

test("with a further invariant, what was proved is not asked again", async () => {
  const further = "\n    //@ invariant r >= 0";
  const shown = openShown();
  const first = await askedOf("", shown);
  const anew = await askedOf(further, openShown());
  const again = await askedOf(further, shown);
  expect(first).toBeGreaterThan(3);
  // What is left is the further invariant's own.
  expect(again).toBeLessThan(anew - 3);
});
