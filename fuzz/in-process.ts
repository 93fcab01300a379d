/**
 * Gives a way to run printed executables in this very process, many times faster than the locked-down one: for programs
 * of the repository only, which nobody has to be protected from. Same monitor, same reading of what it says.
 */
import vm from "node:vm";
import { readObservation } from "../src/counterexample/observation.js";
import type { Observation } from "../src/counterexample/replayer.js";
import { defaultLimits, runtimeText } from "../src/counterexample/runtime-text.js";
import type { Executable } from "../src/ir/index.js";
import type { Tagged } from "../src/semantics/index.js";

export interface Arguments {
  readonly args: readonly Tagged[];
  /** Pairs of positions that are one and the same object. */
  readonly shared: readonly (readonly [number, number])[];
}

export type Runner = (given: Arguments) => Observation;

const monitor = new vm.Script(runtimeText, { filename: "monitor" });

export function runnerOf(executable: Executable): Runner {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  monitor.runInContext(context);
  new vm.Script(executable.text, { filename: "function" }).runInContext(context);
  const run: unknown = new vm.Script(`(request) => $run(${executable.entry}, request)`).runInContext(context);
  if (typeof run !== "function") throw new Error("the call is no function");
  return ({ args, shared }) => {
    const text: unknown = run(`[${JSON.stringify({ args, shared, limits: defaultLimits })}]`);
    const observation = typeof text === "string" ? readObservation(executable, text) : undefined;
    return observation ?? { kind: "failed", reason: "the run's report cannot be read" };
  };
}
