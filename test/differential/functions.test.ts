/** What a function value returns in a run against what evaluating `function.apply` gives, on all that a run lets one do. */
import { afterAll, expect, test } from "vitest";
import { openReplayer } from "../../src/counterexample/index.js";
import {
  apply,
  behaviourOf,
  type DataTypes,
  type Executable,
  type OpaqueSort,
  type Sort,
  type Term,
  type Value,
} from "../../src/ir/index.js";
import { evaluate } from "../../src/semantics/index.js";
import { replayFile } from "../support/parts.js";

const replayer = openReplayer({ childFile: replayFile, timeout: 50_000, megabytes: 64 });
afterAll(() => replayer.close());

const int: Sort = { kind: "int" };
const text: Sort = { kind: "string" };
const point: Sort = { kind: "data", name: "Point" };
const maybe: Sort = { kind: "data", name: "Maybe" };
const types: DataTypes = new Map([
  [
    "Maybe",
    {
      name: "Maybe",
      shape: "option",
      display: "number | undefined",
      constructors: [
        { name: "undefined", absent: "undefined", fields: [] },
        { name: "some", fields: [{ name: "value", sort: int, optional: false }] },
      ],
    },
  ],
  [
    "Point",
    {
      name: "Point",
      shape: "record",
      display: "Point",
      constructors: [
        {
          name: "Point",
          fields: [
            { name: "x", sort: int, optional: false },
            { name: "label", sort: text, optional: false },
            { name: "z", sort: maybe, optional: true },
          ],
        },
      ],
    },
  ],
]);

const ints = [0n, 1n, -1n, 2n, 5n, -7n, 2n ** 31n + 3n, -(2n ** 53n) + 1n].map(
  (value): Value => ({ kind: "int", value }),
);
const texts = ["", "a", "ab", "Z", "\u{1f600}"].map((value): Value => ({ kind: "string", value }));
const none: Value = { kind: "data", type: "Maybe", constructor: "undefined", fields: [] };
const some = (value: Value): Value => ({ kind: "data", type: "Maybe", constructor: "some", fields: [value] });
const valuesOf = (sort: Sort): readonly Value[] => {
  if (sort.kind === "int") return ints;
  if (sort.kind === "string") return texts;
  if (sort.kind === "array") return [[], ints.slice(0, 2)].map((items): Value => ({ kind: "array", items }));
  if (sort.kind === "data" && sort.name === "Maybe") return [none, ...ints.slice(0, 3).map(some)];
  return ints.slice(0, 4).flatMap((x, i): Value[] => {
    const label = texts[i];
    if (label === undefined) return [];
    return [none, some(x)].map((z) => ({ kind: "data", type: "Point", constructor: "Point", fields: [x, label, z] }));
  });
};

const literal = (value: Value, sort: Sort): Term => ({ kind: "literal", value, sort });
const results: readonly Sort[] = [{ kind: "bool" }, int, text];
const parameters: readonly (readonly Sort[])[] = [
  [int],
  [text],
  [int, int],
  [point],
  [{ kind: "array", element: int }, maybe],
];

test.each(results)("a function that gives a $kind returns in a run what its evaluation says", async (result) => {
  const span = { file: "a.ts", start: 0, end: 1 };
  const executable: Executable = {
    text: '"use strict";\nfunction f(g, ...args) { return $m.exit(0, $m.apply(g, ...args), []); }\n',
    entry: "f",
    sites: [{ kind: "exit", function: "a.ts#f", parameters: [], result, span }],
    steps: [],
  };
  const cases = parameters.flatMap((takes) => {
    const sort: OpaqueSort = {
      kind: "opaque",
      name: "F",
      foreign: "function",
      signature: { parameters: takes, result },
    };
    const behaves = behaviourOf(sort, types);
    if (behaves === undefined) throw new Error("it can be called");
    return Array.from(
      { length: 12 },
      (_, id): Value => ({ kind: "opaque", type: "F", foreign: "function", id: BigInt(id), behaves }),
    ).flatMap((fn) =>
      valuesOf(takes[0] ?? int).map((first, i) => {
        const others = takes.slice(1).map((t) => valuesOf(t)[i % valuesOf(t).length] ?? first);
        const args = [first, ...others];
        const terms = args.map((arg, k) => literal(arg, takes[k] ?? int));
        const term = apply("function.apply", [literal(fn, sort), ...terms], result);
        return { args: [fn, ...args], expected: evaluate(term, { values: new Map() }, { types, logical: new Map() }) };
      }),
    );
  });
  const seen = await replayer.run(cases.map(({ args }) => ({ executable, args, types })));
  for (const [i, { args, expected }] of cases.entries()) {
    const observation = seen[i];
    const json =
      observation?.kind === "ran" && observation.outcome.kind === "returned" ? observation.events[0] : observation;
    const value = expected.kind === "int" ? Number(expected.value) : "value" in expected ? expected.value : expected;
    expect(
      json,
      JSON.stringify(args, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v)),
    ).toEqual({ site: 0, values: new Map([["\\result", { kind: "value", json: value }]]) });
  }
});
