/** What may be believed of a callee (SEMANTICS, section 5): programs in which too much belief would prove `false`. */
import { beforeAll, expect, test } from "vitest";
import type { Finding } from "../../src/report/index.js";
import { findingsIn } from "../support/verdicts.js";

const text = `
//@ ensures \\result > n
export function broken(n: number): number {
  return n;
}
//@ ensures false
export function usesBroken(n: number): number {
  const m = broken(n);
  return m;
}
//@ ensures \\result === 1
export function callsBroken(n: number): number {
  broken(n);
  return 1;
}
//@ ensures \\result === 1
export function callsItsCaller(n: number): number {
  return callsBroken(n);
}

//@ ensures false
export function lemma(n: number): void {
  lemma(n);
}
//@ requires n >= 0
//@ decreases n
//@ ensures false
export function even(n: number): boolean {
  return n === 0 ? true : odd(n - 1);
}
//@ requires n >= 0
//@ decreases n
//@ ensures false
export function odd(n: number): boolean {
  return n === 0 ? false : even(n - 1);
}

//@ requires n > 0
//@ ensures \\result > 0
export function needsPositive(n: number): number {
  return n;
}
//@ ensures \\result === 1
export function skipsCall(n: number): number {
  //@ skip
  needsPositive(n);
  return 1;
}

//@ pure
//@ ensures \\result === n && \\result <= 9007199254740991
export function onlyOfSafe(n: number): number {
  let s = 0;
  //@ invariant s === 0
  for (let i = 0; i < 1; i++) s = 0;
  return s + n;
}
//@ ensures onlyOfSafe(9007199254740991 + n) <= 9007199254740991
export function usesOnlyOfSafe(n: number): void {}

//@ pure
//@ ensures true
export function endless(n: number): number {
  return 1 + endless(n);
}
//@ requires n === endless(n)
//@ ensures false
export function usesEndless(n: number): void {}

//@ decreases *
//@ ensures \\result === 3
export function maybeEndless(n: number): number {
  let i = n;
  //@ decreases *
  while (i !== 3) i = i * 2 - 3;
  return i;
}
//@ ensures \\result === 3
export function callsMaybeEndless(n: number): number {
  return maybeEndless(n);
}

//@ requires n >= 0
//@ ensures \\result >= 0
export function sumTo(n: number): number {
  return n === 0 ? 0 : n + sumTo(n - 1);
}
//@ ensures \\result >= 0
export function sumOfAny(n: number): number {
  return sumTo(n);
}
//@ ensures \\result > 9007199254740990
export function grown(n: number): number {
  return n > 0 ? n + 9007199254740990 : 9007199254740991;
}
//@ requires x >= 0
//@ ensures \\result <= 9007199254740991
export function staysSafe(x: number): number {
  return x;
}
//@ ensures \\result <= 9007199254740991
export function leavesSafe(n: number): number {
  return staysSafe(grown(n));
}
`;

let findings: ReadonlyMap<string, Finding>;
const of = (name: string): Finding => {
  const finding = findings.get(name);
  if (finding === undefined) throw new Error(`no finding on ${name}`);
  return finding;
};

beforeAll(async () => {
  findings = await findingsIn(text);
}, 120_000);

test("a refuted callee proves nothing, and its callers are proved given it", () => {
  expect(of("broken").verdict).toBe("refuted");
  expect(of("usesBroken").verdict).not.toBe("verified");
  expect(of("callsBroken")).toMatchObject({ verdict: "verified", given: ["broken (refuted)"] });
  expect(of("callsItsCaller")).toMatchObject({ verdict: "verified", given: ["broken (refuted)"] });
});

test.each(["lemma", "even", "odd", "endless", "usesEndless"])("recursion proves nothing by itself: %s", (name) => {
  expect(of(name).verdict).not.toBe("verified");
});

test("a callee that need not return is said to be so, and makes its caller partial", () => {
  expect(of("maybeEndless")).toMatchObject({ verdict: "verified", partial: true });
  expect(of("callsMaybeEndless")).toMatchObject({ verdict: "verified", partial: true });
  expect(of("callsMaybeEndless").assumptions.map(({ text: said }) => said)).toContain(
    "maybeEndless returns (`decreases *`)",
  );
});

test("a call outside of the callee's precondition is a break, not a fact", () => {
  expect(of("sumTo").verdict).toBe("verified");
  expect(of("sumOfAny")).toMatchObject({ verdict: "refuted", code: "precondition.refuted" });
});

test("a contract that holds of safe integers only says nothing of others", () => {
  expect(of("staysSafe").verdict).toBe("verified");
  expect(of("leavesSafe").verdict).not.toBe("verified");
});

test("what is left out is trusted, and said to be, with what its calls require", () => {
  expect(of("skipsCall").verdict).toBe("verified");
  expect(of("skipsCall").assumptions.map(({ text: said }) => said)).toContainEqual(
    expect.stringContaining("and what `needsPositive` requires holds there"),
  );
});

test("the contract by which a pure function with a loop is known holds of all integers", () => {
  expect(of("onlyOfSafe").verdict).not.toBe("verified");
  expect(of("usesOnlyOfSafe").verdict).not.toBe("verified");
});
