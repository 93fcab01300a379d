import { expect, test } from "vitest";
import { knowledge, type Member, type Standing, settle, without } from "../../../src/engine/standing.js";

const member = (id: string, more: Partial<Member> = {}): Member => ({
  id,
  name: id,
  verdict: "verified",
  total: true,
  anyIntegers: false,
  own: [],
  calls: [],
  ...more,
});

const of = (found: ReturnType<typeof settle>, id: string) => {
  const settled = found.get(id);
  if (settled === undefined) throw new Error(`${id} is not settled`);
  return settled;
};

const standings = (entries: Record<string, Partial<Standing>>): Map<string, Standing> =>
  new Map(Object.entries(entries).map(([id, s]) => [id, { ...without(id, "verified"), ...s }]));

test("a function proved total on nothing is admitted to logic", () => {
  expect(of(settle([member("f")], new Map()), "f").standing.admitted).toBe(true);
});

test.each(["refuted", "vacuous", "invalid", "unsupported"] as const)(
  "a callee that is %s gives no facts, and the caller is proved given it",
  (verdict) => {
    const known = standings({ g: { verdict } });
    const { standing } = of(settle([member("f", { calls: ["g"] })], known), "f");
    expect(standing.given).toEqual([`g (${verdict})`]);
    expect(standing.admitted).toBe(false);
    expect(knowledge(known, new Set(), new Set())("g").facts).toBe(false);
  },
);

test("an unproven callee gives facts that are recorded, also with the callers of its callers", () => {
  const known = standings({ g: { verdict: "unproven" } });
  expect(knowledge(known, new Set(), new Set())("g")).toEqual({
    facts: true,
    logical: false,
    proved: false,
    recursive: false,
    anyIntegers: false,
  });
  const f = of(settle([member("f", { calls: ["g"] })], known), "f");
  expect(f.assumptions).toEqual([{ kind: "callee", text: "contract of g (unproven)" }]);
  const h = of(settle([member("h", { calls: ["f"] })], new Map([...known, ["f", f.standing]])), "h");
  expect(h.assumptions).toEqual(f.assumptions);
  expect(f.standing.admitted || h.standing.admitted).toBe(false);
});

test("a callee that need not return makes its callers partial", () => {
  const known = standings({ g: { total: false } });
  const f = of(settle([member("f", { calls: ["g"] })], known), "f");
  expect(f.total).toBe(false);
  expect(f.standing.total).toBe(false);
});

test("a callee that nothing is known of is never passed over", () => {
  expect(of(settle([member("f", { calls: ["g"] })], new Map()), "f").standing.given).toEqual(["g (unsupported)"]);
});

test("what is assumed inside a callee is passed on with its name; what is assumed of its inputs is not", () => {
  const own = [
    { kind: "assume", text: "assume x > 0" },
    { kind: "safe-integers", text: "x is a safe integer" },
  ];
  const g = of(settle([member("g", { own })], new Map()), "g");
  expect(g.assumptions).toEqual(own);
  const f = of(settle([member("f", { calls: ["g"] })], new Map([["g", g.standing]])), "f");
  expect(f.assumptions).toEqual([{ kind: "assume", text: "assume x > 0 (in g)" }]);
});

test("one member of a cycle that is not proved keeps all of them out of logic", () => {
  const members = [member("f", { calls: ["g"] }), member("g", { calls: ["f"], verdict: "unproven" })];
  const found = settle(members, new Map());
  expect(of(found, "f").standing.admitted).toBe(false);
  expect(of(found, "f").assumptions).toEqual([{ kind: "callee", text: "contract of g (unproven)" }]);
});

test("inside a cycle a contract is known only where a measure is smaller, and not at all once it is refused", () => {
  const known = knowledge(new Map(), new Set(["f", "g"]), new Set(["g"]));
  expect(known("f")).toEqual({ facts: true, logical: false, recursive: true });
  expect(known("g")).toEqual({ facts: false, logical: false, recursive: true });
});
