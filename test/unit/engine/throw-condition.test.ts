import { expect, test } from "vitest";
import type { Context, Fact, Obligation } from "../../../src/calculus/index.js";
import { throwCondition } from "../../../src/engine/throw-condition.js";
import {
  add,
  and,
  falseTerm,
  implies,
  int,
  intSort,
  lessThan,
  not,
  type Term,
  variable,
} from "../../../src/ir/index.js";

const n = { name: "n", sort: intSort };
const entry = [{ name: "n@0", sort: intSort }];
const n0 = variable("n@0", intSort);

function contextOf(...facts: readonly Fact[]): Context | undefined {
  let context: Context | undefined;
  for (const fact of facts) context = { fact, before: context, length: (context?.length ?? 0) + 1 };
  return context;
}

function condition(path: Term, goal: Term, ...facts: readonly Fact[]): string | undefined {
  const obligation = { path, goal, context: contextOf(...facts) } as unknown as Obligation;
  return throwCondition(obligation, entry, [n], new Map())?.reached;
}

test("the guards on the path are the condition, in the parameters' names", () => {
  expect(condition(lessThan(n0, int(0n)), falseTerm)).toBe("n < 0");
});

test("definitions are put in, those that build on others, too", () => {
  const m = variable("m@1", intSort);
  const k = variable("k@1", intSort);
  const facts: Fact[] = [
    { kind: "define", variable: { name: "m@1", sort: intSort }, value: add(n0, int(1n)) },
    { kind: "define", variable: { name: "k@1", sort: intSort }, value: add(m, m) },
  ];
  expect(condition(lessThan(k, int(0n)), falseTerm, ...facts)).toBe("n + 1 + (n + 1) < 0");
});

test("a callee's condition joins the path's", () => {
  const path = lessThan(int(5n), n0);
  const goal = implies(lessThan(int(9n), n0), falseTerm);
  expect(condition(path, goal)).toBe("n > 5 && n > 9");
});

test("a guard that is repeated is said once", () => {
  const guard = not(lessThan(n0, int(0n)));
  expect(condition(and(guard, and(guard, lessThan(n0, int(9n)))), falseTerm)).toBe("0 <= n && n < 9");
});

test("what depends on more than the parameters has no condition", () => {
  expect(condition(lessThan(variable("i@2", intSort), int(0n)), falseTerm)).toBeUndefined();
});

test("the opposite of a condition is said as a person would", () => {
  const avoided = (path: Term): string | undefined => {
    const obligation = { path, goal: falseTerm, context: undefined } as unknown as Obligation;
    return throwCondition(obligation, entry, [n], new Map())?.avoided;
  };
  expect(avoided(not(lessThan(int(0n), n0)))).toBe("n > 0");
  expect(avoided(lessThan(n0, int(0n)))).toBe("n >= 0");
  expect(avoided(and(lessThan(n0, int(0n)), lessThan(n0, int(9n))))).toBe("n >= 0 || n >= 9");
});
