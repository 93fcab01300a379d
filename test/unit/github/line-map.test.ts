import fc from "fast-check";
import { expect, test } from "vitest";
import { lineMap } from "../../../src/github/line-map.js";

const word = fc.constantFrom("a", "b", "c", "}");
const text = fc.array(word, { maxLength: 14 }).map((lines) => lines.join("\n"));

test("a line is only ever matched with an equal line, in order, both ways", () => {
  fc.assert(
    fc.property(text, text, (from, to) => {
      const map = lineMap(from, to);
      const [a, b] = [from.split("\n"), to.split("\n")];
      let last = 0;
      a.forEach((line, index) => {
        const found = map.forward(index + 1);
        if (found === undefined) return;
        expect(b[found - 1]).toBe(line);
        expect(found).toBeGreaterThan(last);
        expect(map.backward(found)).toBe(index + 1);
        last = found;
      });
    }),
  );
});

test("as many lines are matched as there can be", () => {
  const longest = (a: readonly string[], b: readonly string[]): number => {
    const [x, ...restA] = a;
    const [y, ...restB] = b;
    if (x === undefined || y === undefined) return 0;
    if (x === y) return 1 + longest(restA, restB);
    return Math.max(longest(restA, b), longest(a, restB));
  };
  const short = fc.array(word, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(short, short, (a, b) => {
      const map = lineMap(a.join("\n"), b.join("\n"));
      expect(a.filter((_, index) => map.forward(index + 1) !== undefined)).toHaveLength(longest(a, b));
    }),
  );
});

test("lines that the base branch put in have no line in the head, and move those below", () => {
  const map = lineMap("one\nnew\ntwo\nthree\n", "one\ntwo\nthree\n");
  expect([1, 2, 3, 4].map((line) => map.forward(line))).toEqual([1, undefined, 2, 3]);
});

test("line ends do not matter, and texts with too much between them keep their ends", () => {
  expect(lineMap("a\r\nb\r\n", "a\nb\n").forward(2)).toBe(2);
  const many = (letter: string) => Array.from({ length: 2_000 }, (_, index) => `${letter}${index}`).join("\n");
  const map = lineMap(`start\n${many("x")}\nend`, `start\n${many("y")}\nend`);
  expect([map.forward(1), map.forward(2), map.forward(2_002)]).toEqual([1, undefined, 2_002]);
});
