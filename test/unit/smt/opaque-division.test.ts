/** Divisions by unknowns: the axioms are true of SMT-LIB's, what needs no more is proved, what is false is not. */
import { afterAll, expect, test } from "vitest";
import {
  and,
  apply,
  atMost,
  forall,
  implies,
  int,
  intSort,
  lessThan,
  not,
  same,
  type Term,
} from "../../../src/ir/index.js";
import { encodeObligation, openSolver } from "../../../src/smt/index.js";
import { child, type Node } from "../../../src/smt/node.js";
import { divisionAxioms } from "../../../src/smt/opaque-division.js";
import { print } from "../../../src/smt/print.js";
import { replaced } from "../../../src/smt/substitute.js";
import { partsFirst } from "../../../src/smt/symbols.js";
import { translator } from "../../../src/smt/translate.js";
import { z3WorkerFile } from "../../support/parts.js";
import { assume, noTheory, obligation, variables } from "./obligations.js";

const solver = openSolver({ workerFile: z3WorkerFile, jobs: 1 });
afterAll(() => solver.close());

const effort = { rlimit: 300_000, model: false };
const [a, b, n, k] = variables(intSort, "a", "b", "n", "k") as [Term, Term, Term, Term];
const rest = (x: Term, y: Term): Term => apply("int.remainder", [x, y], intSort);

test("each axiom is true of div and mod, divisor 0 included", async () => {
  const translate = translator(noTheory.types, noTheory.logical);
  const { x } = translate;
  const meant = (root: Node): Node => {
    const memo = new Map<Node, Node>();
    const of = (node: Node): Node => memo.get(node) ?? node;
    for (const node of partsFirst(root)) {
      const args = node.args.map(of);
      const symbol = { "int.modulo": "mod", "int.quotient": "div" }[node.head.kind === "unknown" ? node.head.key : ""];
      memo.set(node, symbol === undefined ? x.make(node.head, args, node.sort) : x.builtin(symbol, args, node.sort));
    }
    return of(root);
  };
  const range = Array.from({ length: 13 }, (_, i) => BigInt(i - 6));
  const denials = divisionAxioms(x).flatMap((axiom) =>
    range.flatMap((p) =>
      range.map((q) => {
        const places = new Map([
          [0, x.integer(p)],
          [1, x.integer(q)],
        ]);
        return x.not(meant(replaced(x, child(axiom, 0), places)));
      }),
    ),
  );
  expect(denials).toHaveLength(2 * 13 * 13);
  const { text } = print([x.or(...denials)], noTheory, translate);
  expect(text).not.toContain("declare-fun");
  expect((await solver.ask({ text, hash: "axioms", names: new Map() }, effort)).kind).toBe("proved");
});

test("a remainder is found under a quantifier, and false claims are not proved", async () => {
  const name = { name: "k$1", sort: intSort };
  const none = (to: Term): Term =>
    forall([name], implies(and(atMost(int(2n), k1), lessThan(k1, to)), not(same(rest(n, k1), int(0n)))));
  const k1: Term = { kind: "variable", ...name };
  const known = [assume(none(a)), assume(and(atMost(int(2n), b), lessThan(b, a)))];
  const asked = encodeObligation(obligation(not(same(rest(n, b), int(0n))), known), noTheory, { slice: true });
  expect(asked.dividing).toContain("declare-fun");
  expect(await solver.ask(asked, { ...effort, proof: true })).toMatchObject({ kind: "proved" });
  for (const claim of [
    atMost(int(0n), rest(a, b)),
    lessThan(rest(a, b), b),
    same(rest(a, b), rest(b, a)),
    implies(lessThan(int(0n), b), same(rest(a, b), int(0n))),
  ])
    expect((await solver.ask(encodeObligation(obligation(claim), noTheory, { slice: true }), effort)).kind).not.toBe(
      "proved",
    );
  expect(
    (await solver.ask(encodeObligation(obligation(same(rest(k, int(2n)), int(0n))), noTheory, { slice: true }), effort))
      .kind,
  ).toBe("model");
});
