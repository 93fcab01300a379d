/** Gives what names this engine in the keys of the bank: an answer of another version is never believed. */
import { encoderVersion, solverBuild } from "../smt/index.js";
import type { Services } from "./request.js";

/** Changes with every change of what a verdict means or how a finding is told. */
export const engineVersion = "1";

/** Part of every key: engine, encoder, solver, and the build that the entry point names. */
export function buildOf(services: Services): string {
  return [engineVersion, services.build ?? "", encoderVersion, solverBuild].join(" ");
}

/** Part of the keys of obligations, which depend on the encoder and the solver alone. */
export function proverBuild(): string {
  return [encoderVersion, solverBuild].join(" ");
}
