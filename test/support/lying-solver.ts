/** Gives a solver that says of everything that it fails, on values that have nothing to do with it, or on none. */
import type { Value } from "../../src/ir/index.js";
import type { Model, Solver } from "../../src/smt/index.js";

/** For functions of integers. */
export class Sevens extends Map<string, Value> {
  override get(): Value {
    return { kind: "int", value: 7n };
  }
}

export function lyingSolver(model: Model = new Map()): Solver {
  return {
    ask: async () => ({ kind: "model", model, used: 1 }),
    statistics: () => ({ started: 0, queries: 0, seconds: 0 }),
    close: async () => undefined,
  };
}
