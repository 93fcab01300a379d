import { expect, test } from "vitest";
import type { Store } from "../../../src/bank/index.js";
import type { FunctionDerivation, Obligation, Probe } from "../../../src/calculus/index.js";
import { type FunctionIR, falseTerm, intSort, trueTerm } from "../../../src/ir/index.js";
import { openShown, proveFunction, type Questions } from "../../../src/prove/index.js";
import type { Answer, Effort, Query, Solver } from "../../../src/smt/index.js";

const span = { file: "a.ts", start: 0, end: 1 };

/** The words of a query are its text, so that a script of answers reads as what was asked. */
const query = (text: string): Query => ({
  text,
  hash: text,
  names: new Map([["c0", `${text}-x`]]),
  sliced: text.endsWith(":sliced"),
});

const questions: Questions = {
  obligation: (o, { slice }) => query(`${o.id}:${o.goal === falseTerm ? "denied" : slice ? "sliced" : "whole"}`),
  evident: (o) => o.id.startsWith("evident"),
  together: (all) => query(all.map((o) => o.id).join("&")),
  probe: (side) => query(sides.get(side) ?? ""),
};

const proved: Answer = { kind: "proved", used: 1 };
const gaveUp: Answer = { kind: "gaveUp", reason: "limit", detail: "", used: 5 };
const model = (text: string): Answer => ({
  kind: "model",
  model: new Map([[`${text}-x`, { kind: "int", value: 7n }]]),
  used: 1,
});

function solverOf(script: Record<string, Answer>): Solver & { readonly asked: string[]; readonly efforts: Effort[] } {
  const asked: string[] = [];
  const efforts: Effort[] = [];
  return {
    asked,
    efforts,
    ask: async (q, effort) => {
      asked.push(q.text);
      efforts.push(effort);
      return script[q.text] ?? gaveUp;
    },
    statistics: () => ({ started: 1, queries: asked.length, seconds: 0 }),
    close: async () => {},
  };
}

function memory(): Store {
  const entries = new Map<string, string>();
  return {
    get: (kind, key) => entries.get(`${kind} ${key}`),
    put: (kind, key, value) => void entries.set(`${kind} ${key}`, value),
    statistics: () => ({ hits: 0, misses: 0 }),
    warnings: () => [],
    close: () => {},
  };
}

const obligation = (id: string): Obligation => ({
  id,
  law: "return",
  kind: "postcondition",
  span,
  context: undefined,
  path: trueTerm,
  goal: trueTerm,
  why: id,
  state: new Map(),
});

const sides = new Map<Probe["before"], string>();

function probe(id: string, kind: Probe["kind"], clauses: Probe["clauses"] = []): Probe {
  const side = (): Probe["before"] => ({ context: undefined, path: trueTerm });
  const made: Probe = { id, kind, span, before: side(), after: side(), clauses };
  sides.set(made.before, `${id}:before`);
  sides.set(made.after, `${id}:after`);
  return made;
}

function derivation(parts: Partial<FunctionDerivation>): FunctionDerivation {
  return {
    function: { id: "a.ts#f" } as FunctionIR,
    root: { law: "skip", span, title: "", provisos: [], children: [] },
    obligations: [],
    listed: [],
    probes: [],
    entry: [{ name: "x", sort: intSort }],
    callees: [],
    partial: false,
    assumed: [],
    trusted: [],
    unmeasured: [],
    ...parts,
  };
}

const limits = { query: 100, total: 1000, aside: { query: 10, total: 100 } };
const kinds = (proof: { obligations: readonly { answer: Answer }[] }): string[] =>
  proof.obligations.map((o) => o.answer.kind);

test("one query proves all that is owed, and each is then in the bank by itself", async () => {
  const bank = memory();
  const first = solverOf({ "a&b": proved });
  const owed = derivation({ obligations: [obligation("a"), obligation("b")] });
  const proof = await proveFunction(
    owed,
    questions,
    { solver: first, bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  expect(kinds(proof)).toEqual(["proved", "proved"]);
  expect(first.asked).toEqual(["a&b"]);
  const second = solverOf({ "c:sliced": proved });
  const more = derivation({ obligations: [obligation("b"), obligation("c")] });
  const again = await proveFunction(
    more,
    questions,
    { solver: second, bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  expect(kinds(again)).toEqual(["proved", "proved"]);
  expect(again.obligations.map((o) => o.fromBank)).toEqual([true, false]);
  expect(second.asked).toEqual(["c:sliced"]);
});

test("what is evident is not asked, and in no conjunction", async () => {
  const owed = derivation({ obligations: ["evident 1", "a", "evident 2", "b"].map(obligation) });
  const bank = memory();
  const solver = solverOf({ "a&b": proved });
  const services = { solver, bank, build: "1", own: new Set<string>(), shown: openShown() };
  const proof = await proveFunction(owed, questions, services, limits);
  expect(kinds(proof)).toEqual(["proved", "proved", "proved", "proved"]);
  expect(solver.asked).toEqual(["a&b"]);
  const again = await proveFunction(owed, questions, { ...services, own: new Set(), shown: openShown() }, limits);
  expect(again.obligations.map((o) => o.fromBank)).toEqual([true, true, true, true]);
  expect(proof.obligations.map((o) => o.fromBank)).toEqual([false, false, false, false]);
});

test("another build believes nothing of this one's answers", async () => {
  const bank = memory();
  const owed = derivation({ obligations: [obligation("a")] });
  await proveFunction(
    owed,
    questions,
    { solver: solverOf({ "a:sliced": proved }), bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  const solver = solverOf({});
  const proof = await proveFunction(
    owed,
    questions,
    { solver, bank, build: "2", own: new Set(), shown: openShown() },
    limits,
  );
  expect(kinds(proof)).toEqual(["gaveUp"]);
  expect(solver.asked).toEqual(["a:sliced"]);
});

test("a model of a slice is asked again with all facts, and the whole decides", async () => {
  const solver = solverOf({ "a:sliced": model("a:sliced"), "a:whole": proved });
  const proof = await proveFunction(
    derivation({ obligations: [obligation("a")] }),
    questions,
    { solver, bank: undefined, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  expect(kinds(proof)).toEqual(["proved"]);
});

test("a stored model comes back under the source's names of the query that asks", async () => {
  const bank = memory();
  const script = { "a:sliced": model("a:sliced"), "a:whole": model("a:whole") };
  const owed = derivation({ obligations: [obligation("a")] });
  await proveFunction(
    owed,
    questions,
    { solver: solverOf(script), bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  const solver = solverOf({});
  const renamed: Questions = {
    ...questions,
    obligation: (o, options) => ({ ...questions.obligation(o, options), names: new Map([["c0", "renamed"]]) }),
  };
  const proof = await proveFunction(
    owed,
    renamed,
    { solver, bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  const answer = proof.obligations[0]?.answer;
  expect(solver.asked).toEqual([]);
  expect(answer?.kind === "model" && [...answer.model]).toEqual([["renamed", { kind: "int", value: 7n }]]);
});

test("what gave up is believed at the same limit and asked again at a larger one", async () => {
  const bank = memory();
  const owed = derivation({ obligations: [obligation("a")] });
  await proveFunction(
    owed,
    questions,
    { solver: solverOf({}), bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  const same = solverOf({ "a:sliced": proved });
  expect(
    kinds(
      await proveFunction(
        owed,
        questions,
        { solver: same, bank, build: "1", own: new Set(), shown: openShown() },
        limits,
      ),
    ),
  ).toEqual(["gaveUp"]);
  expect(same.asked).toEqual([]);
  const larger = solverOf({ "a:sliced": proved });
  const more = { query: 200, total: 1000, aside: { query: 20, total: 100 } };
  expect(
    kinds(
      await proveFunction(
        owed,
        questions,
        { solver: larger, bank, build: "1", own: new Set(), shown: openShown() },
        more,
      ),
    ),
  ).toEqual(["proved"]);
  const later = solverOf({});
  expect(
    kinds(
      await proveFunction(
        owed,
        questions,
        { solver: later, bank, build: "1", own: new Set(), shown: openShown() },
        more,
      ),
    ),
  ).toEqual(["proved"]);
  expect(later.asked).toEqual([]);
});

test("an answer from a safety net is not stored", async () => {
  const bank = memory();
  const owed = derivation({ obligations: [obligation("a")] });
  const net: Answer = { kind: "gaveUp", reason: "resources", detail: "crash", used: 0 };
  await proveFunction(
    owed,
    questions,
    { solver: solverOf({ "a:sliced": net }), bank, build: "1", own: new Set(), shown: openShown() },
    limits,
  );
  const solver = solverOf({ "a:sliced": proved });
  expect(
    kinds(
      await proveFunction(owed, questions, { solver, bank, build: "1", own: new Set(), shown: openShown() }, limits),
    ),
  ).toEqual(["proved"]);
});

test("a text in the bank that is not an answer is dropped", async () => {
  const bank = { ...memory(), get: () => '{"answer":"surely proved"}' };
  const solver = solverOf({});
  const owed = derivation({ obligations: [obligation("a")] });
  expect(
    kinds(
      await proveFunction(owed, questions, { solver, bank, build: "1", own: new Set(), shown: openShown() }, limits),
    ),
  ).toEqual(["gaveUp"]);
});

test("the function's budget ends the asking, and what was not asked gave up", async () => {
  const solver = solverOf({});
  const owed = derivation({ obligations: Array.from({ length: 12 }, (_, i) => obligation(`o${i}`)) });
  const proof = await proveFunction(
    owed,
    questions,
    { solver, bank: undefined, build: "1", own: new Set(), shown: openShown() },
    { query: 5, total: 20, aside: { query: 5, total: 20 } },
  );
  expect(kinds(proof)).toEqual(Array(12).fill("gaveUp"));
  expect(solver.asked.length).toBe(5);
  expect(solver.efforts.every((e) => e.rlimit <= 5)).toBe(true);
});

test("probes are asked only when everything else is proved, except the entry when nothing shows that it is reached", async () => {
  const written = { text: "0 <= i", term: trueTerm, span };
  const probes = [probe("entry", "entry"), probe("loop", "loop", [written]), probe("inferred", "loop")];
  const run = async (answers: Record<string, Answer>) => {
    const solver = solverOf(answers);
    const owed = derivation({ obligations: [obligation("a")], probes });
    const proof = await proveFunction(
      owed,
      questions,
      { solver, bank: undefined, build: "1", own: new Set(), shown: openShown() },
      limits,
    );
    return { asked: solver.asked.filter((q) => /before|after/.test(q)), probes: proof.probes.map((p) => p.status) };
  };
  const sat = model("x");
  expect(await run({ "a:sliced": proved, "entry:after": sat, "loop:after": sat })).toEqual({
    asked: ["entry:after", "loop:after"],
    // What was inferred alone is proved where the loop begins, and is not asked about.
    probes: ["satisfiable", "satisfiable"],
  });
  expect((await run({ "a:sliced": sat, "a:whole": sat })).asked).toEqual([]);
  expect((await run({ "entry:after": proved })).probes).toEqual(["contradictory"]);
});

test("a place that could not be reached before is not blamed for what contradicts there", async () => {
  const run = async (before: Answer) => {
    const solver = solverOf({ "p:after": proved, "p:before": before });
    const owed = derivation({ probes: [probe("p", "assume")] });
    return (
      await proveFunction(
        owed,
        questions,
        { solver, bank: undefined, build: "1", own: new Set(), shown: openShown() },
        limits,
      )
    ).probes[0]?.status;
  };
  expect(await run(proved)).toBe("unreachable");
  expect(await run(model("x"))).toBe("contradictory");
  expect(await run(gaveUp)).toBe("unknown");
});

test("listed overflow is `always` only where its contrary is proved", async () => {
  const run = async (denied: Answer) => {
    const solver = solverOf({ "o:sliced": model("o:sliced"), "o:whole": model("o:whole"), "o:denied": denied });
    const owed = derivation({ listed: [obligation("o")] });
    const proof = await proveFunction(
      owed,
      questions,
      { solver, bank: undefined, build: "1", own: new Set(), shown: openShown() },
      limits,
    );
    return proof.listed.map((l) => [l.answer.kind, l.always]);
  };
  expect(await run(proved)).toEqual([["model", true]]);
  expect(await run(model("x"))).toEqual([["model", false]]);
  expect(await run(gaveUp)).toEqual([["model", false]]);
});
