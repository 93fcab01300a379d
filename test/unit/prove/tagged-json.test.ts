import fc from "fast-check";
import { expect, test } from "vitest";
import { fromTaggedJson, toTaggedJson } from "../../../src/prove/index.js";

test("data reads back as it was, big integers, maps and odd numbers included", () => {
  const leaf = fc.oneof(fc.bigInt(), fc.double(), fc.string(), fc.boolean(), fc.constant(null));
  const data = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("node"), { maxLength: 3 }),
      fc.array(fc.tuple(fc.string(), tie("node")), { maxLength: 3 }).map((pairs) => new Map(pairs)),
      fc.dictionary(
        fc.oneof(fc.constant("$"), fc.string()).filter((k) => k !== "__proto__"),
        tie("node"),
        { maxKeys: 3, noNullPrototype: true },
      ),
    ),
  })).node;
  fc.assert(
    fc.property(data, (value) => {
      expect(fromTaggedJson(toTaggedJson(value))).toEqual(value);
    }),
  );
});

test.each(["", "{", '{"$":"bigint","value":"x"}', '{"$":"map","value":[[1]]}', '{"$":"date","value":1}'])(
  "a text that was not written by us reads as nothing: %s",
  (text) => expect(fromTaggedJson(text)).toBeUndefined(),
);
