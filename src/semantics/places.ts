/**
 * Takes a value and a path into it; gives the value with the part at the path replaced. Arrays are values: an
 * assignment makes a new one, at the length it grows (SEMANTICS, section 3).
 */
import { dataType, type Value } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Evaluated, outside, type Theory } from "./evaluation.js";
import { applyOperator, intValue } from "./operators.js";

/** A path with its indices evaluated. */
export type Step =
  | { readonly kind: "index"; readonly index: bigint; readonly span: Span }
  | { readonly kind: "key"; readonly key: Value; readonly span: Span }
  | { readonly kind: "field"; readonly constructor: string; readonly field: string; readonly span: Span };

export function written(root: Value, path: readonly Step[], value: Value, theory: Theory): Evaluated {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step.kind === "index") {
    if (root.kind !== "array") return outside("absent", step.span);
    const index = intValue(step.index);
    const old = rest.length === 0 ? value : applyOperator("array.get", [root, index], step.span);
    if (old.kind === "unknown") return old;
    const inner = written(old, rest, value, theory);
    return inner.kind === "unknown" ? inner : applyOperator("array.set", [root, index, inner], step.span);
  }
  if (step.kind === "key") {
    if (root.kind !== "map") return outside("absent", step.span);
    const old = rest.length === 0 ? value : applyOperator("map.get", [root, step.key], step.span);
    if (old.kind === "unknown") return old;
    const inner = written(old, rest, value, theory);
    return inner.kind === "unknown" ? inner : applyOperator("map.set", [root, step.key, inner], step.span);
  }
  if (root.kind !== "data" || root.constructor !== step.constructor) return outside("absent", step.span);
  const member = dataType(theory.types, root.type).constructors.find((c) => c.name === step.constructor);
  const at = member?.fields.findIndex((f) => f.name === step.field) ?? -1;
  const old = root.fields[at];
  if (old === undefined) return outside("absent", step.span);
  const inner = written(old, rest, value, theory);
  if (inner.kind === "unknown") return inner;
  return { ...root, fields: root.fields.map((part, i) => (i === at ? inner : part)) };
}
