/** Where nobody marked `real`, a run that is told as breaking a clause breaks it in JavaScript, too. */
import { expect, test } from "vitest";
import { findingsIn } from "../../support/verdicts.js";

interface Case {
  readonly text: string;
  /** The function and its clause, as JavaScript. */
  readonly keeps: (...args: readonly number[]) => boolean;
}

const cases: readonly Case[] = [
  {
    text: "//@ ensures \\result === price * 3 / 10\nexport function tax(price: number): number { return price * 0.3; }",
    keeps: (price = 0) => price * 0.3 === (price * 3) / 10,
  },
  {
    text: "//@ ensures \\result === price / 10\nexport function tenth(price: number): number { return price * 0.1; }",
    keeps: (price = 0) => price * 0.1 === price / 10,
  },
  {
    text: "//@ requires net >= 0\n//@ ensures \\result === net + net * 0.2\nexport function gross(net: number): number { return net * 1.2; }",
    keeps: (net = 0) => net * 1.2 === net + net * 0.2,
  },
  {
    text: "//@ requires b > 0\n//@ ensures \\result * b === a\nexport function ratio(a: number, b: number): number { return a / b; }",
    keeps: (a = 0, b = 1) => (a / b) * b === a,
  },
];

test.each(cases)("$text", async ({ text, keeps }) => {
  const [finding] = [...(await findingsIn(text)).values()];
  expect(finding?.verdict).toBe("refuted");
  const given = finding?.problems[0]?.counterexample?.arguments.map((argument) => Number(argument.text)) ?? [];
  expect(keeps(...given)).toBe(false);
});

test("what exact arithmetic alone calls false is not told as broken", async () => {
  const text =
    "//@ requires 0 <= n && n <= 2\n//@ ensures \\result === n * 3 / 10\nexport function f(n: number): number { return n * 0.3; }";
  const [finding] = [...(await findingsIn(text)).values()];
  expect(finding?.verdict).toBe("unproven");
});
