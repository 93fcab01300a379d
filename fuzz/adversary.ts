/**
 * Takes values of a function's declared types; gives them as a hostile caller could pass them (SEMANTICS, section 9): one
 * object for several parameters, fields that no type names, optional fields missing or undefined. Deterministic.
 */
import { type DataTypes, type FunctionIR, isMutable, representation, type Value } from "../src/ir/index.js";
import { type Tagged, toJavaScript } from "../src/semantics/index.js";
import type { Arguments } from "./in-process.js";

/** A sequence of numbers in [0, 1): mulberry32, by Tommy Ettinger, in the public domain. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const strangeNames = ["extra", "length", "b", "constructor", "toString", "__proto__", "hasOwnProperty"];

export function hostile(fn: FunctionIR, args: readonly Value[], types: DataTypes, next: () => number): Arguments {
  return {
    args: args.map((arg) => withExtras(toJavaScript(arg, types), next)),
    shared: next() < 0.2 ? samePairs(fn, types) : [],
  };
}

function withExtras(value: Tagged, next: () => number): Tagged {
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => withExtras(item, next));
  if (value.$ !== "object") return value;
  const of = value.of.flatMap(([key, part]): (readonly [string, Tagged])[] => {
    const isUndefined = typeof part === "object" && part !== null && "$" in part && part.$ === "undefined";
    if (isUndefined && next() < 0.5) return [];
    return [[key, withExtras(part, next)]];
  });
  const name = strangeNames[Math.floor(next() * strangeNames.length)] ?? "extra";
  const isTaken = of.some(([key]) => key === name);
  if (next() < 0.3 && !isTaken) of.push([name, next() < 0.5 ? "strange" : 13]);
  return { $: "object", of };
}

function isList(value: Tagged): value is readonly Tagged[] {
  return Array.isArray(value);
}

/** Parameters of one changeable sort that one object may be passed for. */
function samePairs(fn: FunctionIR, types: DataTypes): readonly (readonly [number, number])[] {
  const { parameters } = fn.contract;
  for (const [i, a] of parameters.entries()) {
    if (!isMutable(a.sort, types)) continue;
    const isApart = (name: string): boolean =>
      fn.contract.distinct.some(([x, y]) => (x === a.name && y === name) || (y === a.name && x === name));
    const j = parameters.findIndex(
      (b, k) => k > i && representation(a.sort) === representation(b.sort) && !isApart(b.name),
    );
    if (j > 0) return [[i, j]];
  }
  return [];
}
