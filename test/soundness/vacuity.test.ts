/** What is assumed must not entail `false`: proofs from contradictions are told as such (SEMANTICS, section 6). */
import { beforeAll, expect, test } from "vitest";
import type { Finding } from "../../src/report/index.js";
import { findingsIn } from "../support/verdicts.js";

const text = `
//@ requires n > 3
//@ requires n < 2
//@ ensures \\result === 42
export function contradictory(n: number): number {
  return n;
}
//@ requires n > 9007199254740992
//@ ensures \\result === 42
export function beyondSafe(n: number): number {
  return n;
}
//@ ensures \\result === 42
export function assumed(n: number): number {
  //@ assume n > n + 1
  return n;
}
//@ requires xs.length > 5000000000
//@ ensures false
export function tooLong(xs: number[]): void {}

//@ requires n >= 0
//@ ensures \\result >= 0
export function deadDefault(n: number): number {
  if (n < 0) throw new Error("cannot happen");
  return n;
}
//@ ensures false
//@ decreases *
export function never(n: number): number {
  let i = n;
  //@ decreases *
  while (true) i = i + 1;
}
//@ ensures \\result === 42
export function afterNever(n: number): number {
  never(n);
  return n;
}
`;

let findings: ReadonlyMap<string, Finding>;

beforeAll(async () => {
  findings = await findingsIn(text);
}, 120_000);

test.each([
  ["contradictory", "requires.vacuous"],
  ["beyondSafe", "requires.vacuous"],
  ["tooLong", "requires.vacuous"],
  ["assumed", "assumption.vacuous"],
])("%s is vacuous", (name, code) => {
  expect(findings.get(name)).toMatchObject({ verdict: "vacuous", code });
});

test("the clauses that contradict each other are named", () => {
  expect(findings.get("contradictory")?.message).toBe("No input can satisfy `n > 3` and `n < 2`.");
});

test("a branch that cannot be reached is no contradiction", () => {
  expect(findings.get("deadDefault")?.verdict).toBe("verified");
});

test("a call that never returns makes what follows it impossible, and that is said", () => {
  expect(findings.get("never")).toMatchObject({ verdict: "verified", partial: true });
  expect(findings.get("afterNever")).toMatchObject({ verdict: "vacuous", code: "assumption.vacuous" });
});
