/**
 * Takes what to read and a way to evaluate expressions in the current model; gives the values. Composite values are
 * never parsed: a length, a constructor, each element and field is asked for by itself, so that it does not matter how
 * Z3 writes its arrays. A level of all values is one batch. What has no exact value, or too many parts, is left out.
 */
import { assertNever } from "../base/index.js";
import type { Value } from "../ir/index.js";
import type { ConstructorShape, MapShape, Readout, Shape } from "./readout.js";
import type { SExpression } from "./s-expression.js";
import { scalarValue } from "./scalar-values.js";

/** Evaluates each expression in the model; the results stand at the same places. */
export type Evaluate = (expressions: readonly string[]) => readonly (SExpression | undefined)[];

/** Longer arrays are left out; `encodeBounded` asks for shorter ones. */
export const longestArray = 64;
/** Values with more parts than this, all together, are left out. */
const mostParts = 20_000;

type Part =
  | { readonly shape: Exclude<Shape, { kind: "array" | "map" }>; readonly text: string }
  | { readonly shape: Extract<Shape, { kind: "array" }>; readonly length: string; readonly items: string }
  /** The size, keys and values are expressions of their own. */
  | { readonly map: MapShape; readonly size: string; readonly keys: string; readonly values: string };

/** Values of variables, without those that could not be read. */
export function readModel(readout: readonly Readout[], evaluate: Evaluate): readonly (readonly [string, Value])[] {
  const parts = readout.map((r): Part => {
    if (r.kind === "map") return { map: r.shape, size: r.shape.size, keys: r.shape.keys, values: r.shape.values };
    if (r.kind === "whole") return part(r.shape, r.constant);
    const shape = { kind: "array", length: "", items: "", element: r.element } as const;
    return { shape, length: r.length, items: r.items };
  });
  const values = read(parts, evaluate, mostParts);
  return readout.flatMap((r, i) => {
    const value = values[i];
    return value === undefined ? [] : [[r.variable, value] as const];
  });
}

function part(shape: Shape, text: string): Part {
  if (shape.kind === "map") {
    const of = (accessor: string): string => `(${accessor} ${text})`;
    return { map: shape, size: of(shape.size), keys: of(shape.keys), values: of(shape.values) };
  }
  if (shape.kind !== "array") return { shape, text };
  return { shape, length: `(${shape.length} ${text})`, items: `(${shape.items} ${text})` };
}

/** What a part needs of the next level, and how its value is put together from there. */
interface Opened {
  readonly parts: readonly Part[];
  readonly close: (values: readonly Value[]) => Value;
}

function read(parts: readonly Part[], evaluate: Evaluate, budget: number): readonly (Value | undefined)[] {
  if (parts.length === 0) return [];
  if (parts.length > budget) return parts.map(() => undefined);
  const questions = parts.map(questionsOf);
  const answers = evaluate(questions.flat());
  let asked = 0;
  const opened = parts.map((p, i) => {
    const own = answers.slice(asked, asked + (questions[i]?.length ?? 0));
    asked += own.length;
    return open(p, own);
  });
  const below = read(
    opened.flatMap((o) => o?.parts ?? []),
    evaluate,
    budget - parts.length,
  );
  let used = 0;
  return opened.map((o) => {
    if (o === undefined) return undefined;
    const values = below.slice(used, used + o.parts.length);
    used += o.parts.length;
    const known = values.filter((v) => v !== undefined);
    return known.length === values.length ? o.close(known) : undefined;
  });
}

function questionsOf(p: Part): readonly string[] {
  if ("map" in p) return [p.size];
  if ("length" in p) return [p.length];
  switch (p.shape.kind) {
    case "unit":
      return [];
    case "data":
      return isKnown(p.shape) ? [] : p.shape.constructors.map((c) => `((_ is ${c.symbol}) ${p.text})`);
    default:
      return [p.text];
  }
}

/** Is there one constructor only? */
function isKnown(shape: Extract<Shape, { kind: "data" }>): boolean {
  return shape.constructors.length === 1 && !shape.hidden;
}

function open(p: Part, answers: readonly (SExpression | undefined)[]): Opened | undefined {
  if ("map" in p) return openMap(p, answers[0]);
  if ("length" in p) return openArray(p, answers[0]);
  switch (p.shape.kind) {
    case "unit":
      return { parts: [], close: () => ({ kind: "unit" }) };
    case "data": {
      const { type, constructors } = p.shape;
      // The hidden value of a recursive type is none of these, and no value of the program.
      const index = isKnown(p.shape) ? 0 : answers.findIndex((a) => a?.kind === "atom" && a.text === "true");
      const found = constructors[index];
      return found === undefined ? undefined : openConstructor(type, found, p.text);
    }
    case "bigint": {
      const [first] = answers;
      const value = first === undefined ? undefined : scalarValue("int", first);
      if (value?.kind !== "int") return undefined;
      return { parts: [], close: () => ({ kind: "bigint", value: value.value }) };
    }
    case "opaque": {
      const [first] = answers;
      const { type, foreign, behaves } = p.shape;
      const id = first === undefined ? undefined : scalarValue("int", first);
      if (id?.kind !== "int") return undefined;
      const made = { kind: "opaque", type, foreign, id: id.value } as const;
      return { parts: [], close: () => (behaves === undefined ? made : { ...made, behaves }) };
    }
    case "bool":
    case "int":
    case "real":
    case "double":
    case "string": {
      const [first] = answers;
      const value = first === undefined ? undefined : scalarValue(p.shape.kind, first);
      return value === undefined ? undefined : { parts: [], close: () => value };
    }
    default:
      return assertNever(p.shape);
  }
}

function openArray(p: Extract<Part, { length: string }>, answer: SExpression | undefined): Opened | undefined {
  const length = answer === undefined ? undefined : scalarValue("int", answer);
  if (length?.kind !== "int" || length.value < 0n || length.value > BigInt(longestArray)) return undefined;
  const parts = Array.from({ length: Number(length.value) }, (_, i) =>
    part(p.shape.element, `(select ${p.items} ${i})`),
  );
  return { parts, close: (items) => ({ kind: "array", items }) };
}

/** Keys in order, each followed by its value. */
function openMap(p: Extract<Part, { map: MapShape }>, answer: SExpression | undefined): Opened | undefined {
  const size = answer === undefined ? undefined : scalarValue("int", answer);
  if (size?.kind !== "int" || size.value < 0n || size.value > BigInt(longestArray)) return undefined;
  const parts = Array.from({ length: Number(size.value) }, (_, i): readonly Part[] => {
    const key = `(select ${p.keys} ${i})`;
    return [part(p.map.key, key), part(p.map.value, `(select ${p.values} ${key})`)];
  });
  return {
    parts: parts.flat(),
    close: (values) => {
      const entries = parts.flatMap((_, i): (readonly [Value, Value])[] => {
        const [key, value] = values.slice(2 * i, 2 * i + 2);
        return key === undefined || value === undefined ? [] : [[key, value]];
      });
      return { kind: "map", form: p.map.form, entries };
    },
  };
}

function openConstructor(type: string, found: ConstructorShape, text: string): Opened {
  return {
    parts: found.fields.map((f) => part(f.shape, `(${f.accessor} ${text})`)),
    close: (fields) => ({ kind: "data", type, constructor: found.name, fields }),
  };
}
