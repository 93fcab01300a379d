/**
 * Holds that what the report prints of found invariants and measures can be written: put above its loop as `//@ invariant`
 * and `//@ decreases`, each is read, means the same, and the function is verified with nothing left to find.
 */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Finding, FoundClause } from "../../../src/report/index.js";
import { findingsIn } from "../../support/verdicts.js";

const sample: Readonly<Record<string, readonly string[]>> = {
  arrays: ["reversed", "clear"],
  collections: ["toSet"],
  extrema: ["maximum"],
  integers: ["power", "gcdBySubtraction"],
  search: ["mustFind"],
  sums: ["countPositive", "occurrences", "totalBackwards"],
};

const helpers = "function pow(b: number, e: number): number {\n  return e <= 0 ? 1 : b * pow(b, e - 1);\n}\n\n";

/** The functions with their contracts, and what they call. */
function sampled(): string {
  const functions = Object.entries(sample).flatMap(([file, names]) => {
    const text = readFileSync(`bench/loops/${file}.ts`, "utf8");
    return names.map((name) => {
      const [found] = new RegExp(`(?:^//@.*\\n)*^export function ${name}\\b[^]*?^\\}\\n`, "mu").exec(text) ?? [];
      if (found === undefined) throw new Error(`${file} has no ${name}`);
      return found;
    });
  });
  return helpers + functions.join("\n");
}

function inserted(text: string, findings: ReadonlyMap<string, Finding>): string {
  const lines = text.split("\n");
  const above = new Map<number, string[]>();
  const put = (keyword: string, clauses: readonly FoundClause[] = []): void => {
    for (const clause of clauses.filter(({ writable }) => writable))
      above.set(clause.line, [...(above.get(clause.line) ?? []), `//@ ${keyword} ${clause.text}`]);
  };
  for (const { invariants, measures } of findings.values()) {
    put("invariant", invariants);
    put("decreases", measures);
  }
  return lines.flatMap((line, i) => [...(above.get(i + 1) ?? []), line]).join("\n");
}

const names = Object.values(sample).flat();
const plain = sampled();
let found: ReadonlyMap<string, Finding>;
let again: ReadonlyMap<string, Finding>;

beforeAll(async () => {
  found = await findingsIn(plain);
  again = await findingsIn(inserted(plain, found));
}, 120_000);

test.each(names)("%s is verified with what was found for it written down", (name) => {
  const { verdict, invariants = [], measures = [] } = found.get(name) ?? {};
  expect(verdict).toBe("verified");
  expect([...invariants, ...measures].filter(({ writable }) => !writable)).toEqual([]);
  const rest = again.get(name);
  expect({ verdict: rest?.verdict, problems: rest?.problems.map(({ message }) => message) }).toEqual({
    verdict: "verified",
    problems: [],
  });
  expect([...(rest?.invariants ?? []), ...(rest?.measures ?? [])]).toEqual([]);
});
