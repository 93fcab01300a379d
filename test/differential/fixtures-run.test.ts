/**
 * The fixture programs, run: what is marked refuted is refuted by a run with that code, what is marked otherwise never
 * is; and the reference interpreter gives of the lowered program what JavaScript gives of the printed one.
 */
import { afterAll, describe, expect, test } from "vitest";
import { type Observation, openReplayer, refute } from "../../src/counterexample/index.js";
import { randomInputs, smallInputs } from "../../src/counterexample/inputs.js";
import type { FunctionIR, Value } from "../../src/ir/index.js";
import { fromObserved, interpret, sameValue, showValue } from "../../src/semantics/index.js";
import { loadFixtures } from "../support/fixture-programs.js";
import { replayFile } from "../support/parts.js";

const { loaded, functions } = loadFixtures();
const { program } = loaded;
const replayer = openReplayer({ childFile: replayFile, timeout: 2000 });
afterAll(() => replayer.close());

const runnable = functions.filter(({ fn }) => fn.executable !== undefined);

/** What no run can do: there is no code, or the author left it out of the model. */
const withoutMeaning = /has no body to run$|is left out of the model$/;

test("every lowered fixture that has a meaning can be run", () => {
  const not = functions.flatMap(({ fn }) =>
    fn.executable === undefined && !withoutMeaning.test(fn.notRunnable ?? "") ? [`${fn.id}: ${fn.notRunnable}`] : [],
  );
  expect(not).toEqual([]);
  expect(runnable.length).toBeGreaterThan(800);
});

describe("refuted exactly where marked", () => {
  test.each(runnable.map((entry) => [entry.fn.id, entry] as const))("%s", async (_, { fn, verdict, code }) => {
    const runs = verdict === "refuted" ? 200 : 25;
    const overflowBreaks = code === "overflow.refuted";
    const refutation = await refute({ fn, program, replayer, candidates: [], fuzz: true, runs, overflowBreaks });
    // A contract that only a solver finds inputs for; an example brings its own.
    const untried = refutation.kind === "not refuted" && refutation.tried === 0;
    if (verdict === "refuted" && (untried || code === "example.refuted")) return;
    const found = refutation.kind === "refuted" ? refutation.found.map((f) => f.judgement.code) : [];
    if (verdict === "refuted") expect(found).toContain(code ?? found[0] ?? "a break");
    else if (verdict !== "invalid") expect(found).toEqual([]);
  });
});

describe("interpreter against JavaScript", () => {
  test.each(runnable.map(({ fn }) => [fn.id, fn] as const))("%s", async (_, fn) => {
    const { executable } = fn;
    if (executable === undefined) return;
    const inputs = [...smallInputs(fn, program, 15), ...randomInputs(fn, program, [], 7, 15)];
    const observations = await replayer.run(inputs.map((args) => ({ executable, args, types: program.types })));
    inputs.forEach((args, i) => {
      const observation = observations[i];
      if (observation !== undefined) agree(fn, args, observation);
    });
  });
});

/** Exact arithmetic and JavaScript part ways only where rounding or overflow begins; those inputs are left out. */
function agree(fn: FunctionIR, args: readonly Value[], observation: Observation): void {
  const meant = interpret(fn, args, program);
  // What has no meaning here need not be something that a printed function may do.
  if (meant.kind === "broken" || meant.kind === "unknown") return;
  if (observation.kind !== "ran") throw new Error(`${fn.name}: ${observation.reason}`);
  const { outcome } = observation;
  const call = `${fn.name}(${args.map((arg) => showValue(arg, program.types)).join(", ")})`;
  const overflowed = observation.events.some(({ site }) => fn.executable?.sites[site]?.kind === "overflow");
  if (overflowed || fn.usesReals || meant.kind === "refused") return;
  // Both have fuel of their own.
  if (outcome.kind === "exhausted" || meant.kind === "exhausted") return;
  if (meant.kind === "threw") {
    expect(outcome, call).toMatchObject({ kind: "threw", error: meant.error });
  } else {
    if (outcome.kind !== "returned" || outcome.value.kind !== "value") throw new Error(`${call} ${outcome.kind}`);
    const read = fromObserved(outcome.value.json, fn.contract.result, program.types);
    if (read.kind !== "read") throw new Error(`${call}: ${read.problem}`);
    const shown = [meant.value, read.value].map((value) => showValue(value, program.types));
    expect(
      sameValue(meant.value, read.value),
      `${call} is ${shown[0]} by the interpreter, ${shown[1]} by JavaScript`,
    ).toBe(true);
  }
}
