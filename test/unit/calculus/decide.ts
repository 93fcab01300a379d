/** Decides a derivation's obligations over small values, as a solver would over all. */
import type { FunctionDerivation, Obligation } from "../../../src/calculus/index.js";
import { type FunctionIR, falseTerm, type Program } from "../../../src/ir/index.js";
import { type Domain, falsifier } from "../../laws/brute-force.js";
import { makeProgram } from "./build.js";

export const domain: Domain = { low: -3n, high: 4n, longest: 1 };

export function isProved(obligation: Obligation, program: Program, within = domain): boolean {
  return falsifier(obligation, program, within) === undefined;
}

/** The kinds of the obligations that do not hold, in program order. */
export function failing(
  derivation: FunctionDerivation,
  others: readonly FunctionIR[] = [],
  within = domain,
): readonly string[] {
  const program = makeProgram([derivation.function, ...others]);
  return derivation.obligations.filter((o) => !isProved(o, program, within)).map((o) => o.kind);
}

/** Whether the facts and the path of an obligation can be, all together. */
export function isReachable(obligation: Obligation, program: Program, within = domain): boolean {
  return !isProved({ ...obligation, goal: falseTerm }, program, within);
}
