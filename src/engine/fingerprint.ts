/**
 * Takes what a function's verdict depends on; gives a hash of it that ignores where in its file the function stands.
 * Terms share parts, so that the walk memoises by identity and stays linear.
 * Soundness: everything that a later stage can read must be hashed, or an old verdict is shown for a new meaning; hence
 * the walk is generic and leaves nothing out but positions, which decide no verdict.
 */
import { hashText } from "../base/index.js";
import type { FunctionIR, Program } from "../ir/index.js";
import type { Span } from "../source/index.js";

/** Hash of data; spans inside `home` count from its start, other spans count as one and the same. */
export function fingerprint(value: unknown, home: Span): string {
  const memo = new Map<object, string>();
  const walk = (node: unknown): string => {
    if (typeof node !== "object" || node === null) return scalar(node);
    const known = memo.get(node);
    if (known !== undefined) return known;
    const result = isSpan(node) ? placeOf(node, home) : hashText(composite(node, walk));
    memo.set(node, result);
    return result;
  };
  return hashText(walk(value));
}

function scalar(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return typeof value === "bigint" ? `${value}n` : String(value);
}

function composite(node: object, walk: (part: unknown) => string): string {
  if (Array.isArray(node)) return `[${node.map(walk).join(",")}]`;
  if (node instanceof Map) return `map[${[...node].map(([k, v]) => `${walk(k)}:${walk(v)}`).join(",")}]`;
  const fields = Object.entries(node)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, item]) => `${key}:${walk(item)}`).join(",")}}`;
}

function isSpan(node: object): node is Span {
  return "file" in node && "start" in node && "end" in node && Object.keys(node).length === 3;
}

function placeOf(span: Span, home: Span): string {
  const inside = span.file === home.file && home.start <= span.start && span.end <= home.end;
  return inside ? `@${span.start - home.start}+${span.end - span.start}` : "@elsewhere";
}

/** What a function names, transitively: it is hashed with it. */
export interface Meaning {
  readonly function: FunctionIR;
  readonly types: ReadonlyMap<string, unknown>;
  readonly logical: ReadonlyMap<string, unknown>;
  readonly contracts: ReadonlyMap<string, unknown>;
}

/** The function with all data types, logical functions and contracts of callees that it names, transitively. */
export function meaningOf(fn: FunctionIR, program: Program): Meaning {
  const types = new Map<string, unknown>();
  const logical = new Map<string, unknown>();
  const contracts = new Map<string, unknown>();
  const seen = new Set<object>();
  const queue: unknown[] = [fn];
  const add = (map: Map<string, unknown>, name: string, value: unknown): void => {
    if (value === undefined || map.has(name)) return;
    map.set(name, value);
    queue.push(value);
  };
  const called = (id: unknown): void => {
    if (typeof id !== "string") return;
    add(logical, id, program.logical.get(id));
    add(contracts, id, program.functions.get(id)?.contract);
  };
  const named = (sort: unknown): void => {
    if (typeof sort === "string") add(types, sort, program.types.get(sort));
  };
  fn.calls.forEach(called);
  while (queue.length > 0) {
    const node = queue.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (Array.isArray(node)) {
      for (const part of node) queue.push(part);
      continue;
    }
    if (node instanceof Map) {
      for (const entry of node) queue.push(...entry);
      continue;
    }
    const { kind, name, type, function: callee, callee: target } = node as Record<string, unknown>;
    if (kind === "data") [name, type].forEach(named);
    called(callee);
    called(target);
    for (const part of Object.values(node)) queue.push(part);
  }
  return { function: fn, types: inOrder(types), logical: inOrder(logical), contracts: inOrder(contracts) };
}

function inOrder(map: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
