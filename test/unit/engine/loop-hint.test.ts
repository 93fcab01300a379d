/** What a person is told to do about a loop behind which something is not proved. */
import { expect, test } from "vitest";
import { checkFolder } from "../../support/check-folder.js";
import { lent } from "../../support/lent.js";
import { lyingSolver } from "../../support/lying-solver.js";
import { filesOf } from "./files.js";

async function hintsIn(text: string): Promise<readonly (string | undefined)[]> {
  const given = { files: filesOf({ "a.ts": text }), lent: { ...lent(), solver: lyingSolver() } };
  const { findings } = await checkFolder("/w", ["a.ts"], given);
  return findings
    .flatMap(({ problems }) => problems)
    .flatMap(({ code, hint }) => (code === "postcondition.unproven" ? [hint] : []));
}

test("the loop, what it changes, and the clause over what was done so far", async () => {
  expect(
    await hintsIn(`//@ ensures forall(k, 0 <= k && k < xs.length ==> \\result >= xs[k])
export function max(xs: number[]): number {
  let best = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (x > best) best = x;
  }
  return best;
}`),
  ).toEqual([
    "Say above the loop in line 4, with `//@ invariant`, what holds of `best`, `i` before each round; it seems to need `//@ invariant forall(k, 0 <= k && k < i ==> best >= xs[k])`.",
  ]);
});

test("of a loop that counts nothing, only which variables are meant", async () => {
  expect(
    await hintsIn(`//@ ensures \\result >= 1
export function root(n: number): number {
  let r = 1;
  while (r * r < n) r++;
  return r;
}`),
  ).toEqual(["Say above the loop in line 4, with `//@ invariant`, what holds of `r` before each round."]);
});

test("what a run shows to be false before a round is not named", async () => {
  const [hint] = await hintsIn(`//@ modifies xs
//@ ensures forall(k, 0 <= k && k + 1 < xs.length ==> xs[k] <= xs[k + 1])
export function bubble(xs: number[]): void {
  for (let i = 0; i < xs.length; i++)
    for (let j = 0; j + 1 < xs.length - i; j++)
      if (xs[j] > xs[j + 1]) [xs[j], xs[j + 1]] = [xs[j + 1], xs[j]];
}`);
  expect(hint).toBe("Say above the loop in line 4, with `//@ invariant`, what holds of `xs`, `i` before each round.");
});

test("without a loop the next step is the catalogue's", async () => {
  const [hint] = await hintsIn("//@ ensures \\result > n\nexport function next(n: number): number { return n + 1; }");
  expect(hint).not.toContain("loop in line");
});

test("a bound variable that is called as the counter gets another name", async () => {
  const [hint] = await hintsIn(`//@ ensures forall(i, 0 <= i && i < xs.length ==> \\result >= xs[i])
export function max(xs: number[]): number {
  let best = 0;
  for (let i = 0; i < xs.length; i++) if (xs[i] > best) best = xs[i];
  return best;
}`);
  expect(hint).toContain("`//@ invariant forall(k, 0 <= k && k < i ==> best >= xs[k])`");
});

test("what rests on a call names the callee whose contract must say more", async () => {
  const [hint] = await hintsIn(`//@ extern
//@ ensures true
export declare function rate(code: string): number;
//@ ensures \\result >= 0
export function cost(code: string): number {
  const each = rate(code);
  return each * 2;
}`);
  expect(hint).toContain("It rests on what `rate` gives, whose contract does not say enough of it");
});
