/** What is asked alike is asked once, and nothing else is shared. */
import { expect, test } from "vitest";
import { type Answer, askedOnce, type Effort, type Query, type Readout, type Solver } from "../../../src/smt/index.js";

const query = (text: string, rest: Partial<Query> = {}): Query => ({ text, hash: text, names: new Map(), ...rest });
const effort: Effort = { rlimit: 100, model: false };

function counting(answers: readonly Answer[] = []): { readonly solver: Solver; readonly asked: string[] } {
  const asked: string[] = [];
  const ask: Solver["ask"] = ({ text }) => {
    asked.push(text);
    return Promise.resolve(answers[asked.length - 1] ?? { kind: "proved", used: asked.length });
  };
  const statistics = () => ({ started: 1, queries: asked.length, seconds: 0 });
  return { asked, solver: askedOnce({ ask, statistics, close: () => Promise.resolve() }) };
}

test("the same question has the same answer, with the same cost, also while it is under way", async () => {
  const { solver, asked } = counting();
  const [first, second] = await Promise.all([solver.ask(query("a"), effort), solver.ask(query("a"), effort)]);
  expect([first, second, await solver.ask(query("a"), effort)]).toEqual(Array(3).fill({ kind: "proved", used: 1 }));
  expect(asked).toEqual(["a"]);
});

test("another limit, purpose or form is another question", async () => {
  const { solver, asked } = counting();
  await solver.ask(query("a"), effort);
  await solver.ask(query("a"), { ...effort, rlimit: 200 });
  await solver.ask(query("a"), { ...effort, proof: true });
  await solver.ask(query("a"), { ...effort, model: true });
  await solver.ask(query("a", { abstract: "b" }), effort);
  await solver.ask(query("a", { adding: "b" }), effort);
  await solver.ask(query("a", { tracked: true }), effort);
  expect(asked).toHaveLength(7);
});

test("a model is shared under the same names alone", async () => {
  const model = (name: string): Answer => ({
    kind: "model",
    model: new Map([[name, { kind: "bool", value: true }]]),
    used: 1,
  });
  const { solver, asked } = counting([model("x@0"), model("y@0")]);
  const wanted = { ...effort, model: true };
  const reading = (variable: string): Partial<Query> => {
    const readout: Readout = { kind: "whole", variable, constant: "v0", shape: { kind: "bool" } };
    return { readout: [readout] };
  };
  const of = (variable: string): Promise<Answer> => solver.ask(query("a", reading(variable)), wanted);
  expect([await of("x@0"), await of("y@0"), await of("x@0")]).toEqual([model("x@0"), model("y@0"), model("x@0")]);
  expect(asked).toHaveLength(2);
});

test("what a safety net cut off is asked again by each", async () => {
  const cutOff: Answer = { kind: "gaveUp", reason: "resources", detail: "", used: 0 };
  const { solver, asked } = counting([cutOff, cutOff]);
  const both = await Promise.all([solver.ask(query("a"), effort), solver.ask(query("a"), effort)]);
  expect(both).toEqual([cutOff, cutOff]);
  expect(asked).toHaveLength(2);
  expect(await solver.ask(query("a"), effort)).toEqual({ kind: "proved", used: 3 });
});
