/**
 * Takes the text of generated functions and their arguments; gives what JavaScript makes of them, and values of JavaScript
 * as values of a sort. The text is run in this very process: it is our own.
 */
import { stripTypeScriptTypes } from "node:module";
import vm from "node:vm";
import type { Program, Sort, Value } from "../src/ir/index.js";
import { fromObserved, type Tagged } from "../src/semantics/index.js";
import { taggedNumber } from "../src/semantics/observed.js";
import type { Given, Shape } from "./shapes.js";
import { round } from "./statements.js";

/** Calls a function of the text by its name. Undefined where the call throws. */
export type Module = (name: string, args: readonly Argument[]) => Came | undefined;

export interface Argument {
  readonly shape: Shape;
  readonly value: Given;
}

export interface Came {
  readonly result: Given;
  readonly finals: readonly Given[];
}

const mostRounds = 1000;

export function moduleOf(text: string, names: readonly string[]): Module {
  let rounds = 0;
  const script = stripTypeScriptTypes(text)
    .replace(/^export /gmu, "")
    .replaceAll(round, "$round();");
  const scope = vm.runInThisContext(
    `(($round) => { "use strict"; ${script}\nreturn { Counter, ${names.join(", ")} }; })`,
  )(() => {
    if (rounds++ > mostRounds) throw new Error("too many rounds");
  });
  return (name, args) => {
    const run: unknown = scope[name];
    rounds = 0;
    if (typeof run !== "function") throw new Error(`no function ${name}`);
    const finals = args.map(({ shape, value }) =>
      shape === "counter" ? Object.assign(new scope.Counter(0), structuredClone(value)) : structuredClone(value),
    );
    try {
      const result = run(...finals) as Given;
      return { result: structuredClone(result), finals };
    } catch {
      return undefined;
    }
  };
}

export function tagged(value: Given): Tagged {
  if (value === undefined) return { $: "undefined" };
  if (typeof value === "number") return taggedNumber(value);
  if (typeof value === "bigint") return { $: "bigint", is: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Map) return { $: "map", of: [...value].map(([k, v]) => [tagged(k), tagged(v)] as const) };
  if (value instanceof Set) return { $: "set", of: [...value].map(tagged) };
  if (Array.isArray(value)) return (value as readonly Given[]).map(tagged);
  return { $: "object", of: Object.entries(value).map(([name, part]) => [name, tagged(part)] as const) };
}

/** A text where JavaScript's value is none of the sort. */
export function readAs(value: Given, sort: Sort, program: Program): Value | string {
  const found = fromObserved(tagged(value), sort, program.types);
  return found.kind === "mismatch" ? found.problem : found.value;
}
