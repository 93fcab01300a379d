/** The clause parser against its printer, and the readings that its precedence gives. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Expression, printExpression } from "../../../src/contract/index.js";
import { read } from "./read.js";

function parse(text: string): Expression {
  const { clauses, diagnostics } = read([`//@ ensures ${text}`]);
  const [clause] = clauses;
  if (clause === undefined || !("expression" in clause)) throw new Error(diagnostics[0]?.message ?? "no clause");
  return clause.expression;
}

/** Without places, which the generated expressions do not have. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !/span$/iu.test(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, bare(item)]));
}

const span = { file: "", start: 0, end: 0 };
const name = fc.constantFrom("a", "b", "xs", "n", "$t", "größe", "sum", "old");
const operators = "+ - * / % ** < <= > >= === !== == != && || ?? ==> <==> in & | ^ << >> >>>".split(" ");
const operator = fc.constantFrom<string[]>(...operators);

const binder = fc.record({
  name,
  type: fc.option(
    fc.constantFrom("nat", "Map<string, number>", "{ a: 1 }[]").map((text) => ({ text, span })),
    { nil: undefined },
  ),
  span: fc.constant(span),
});

const { expression } = fc.letrec<{ expression: Expression; lambda: Expression }>((tie) => {
  const e = tie("expression");
  const optional = fc.boolean();
  const node = (kind: string, fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Expression> =>
    fc.record({ kind: fc.constant(kind), span: fc.constant(span), ...fields }) as never;
  const leaf = fc.oneof(
    fc.constantFrom("0", "7", "1.5", "1e3", "0x1F", "1_000").map((text) => ({
      kind: "number" as const,
      text,
      value: Number(text.replaceAll("_", "")),
      span,
    })),
    node("bigint", { value: fc.bigInt({ min: 0n, max: 10n ** 20n }) }),
    node("string", { value: fc.string({ unit: "grapheme", maxLength: 5 }) }),
    node("boolean", { value: fc.boolean() }),
    node("name", { name }),
    ...["null", "undefined", "this", "result"].map((kind) => node(kind, {})),
  );
  return {
    lambda: node("lambda", { parameters: fc.array(binder, { maxLength: 3 }), body: e }),
    expression: fc.oneof<fc.MaybeWeightedArbitrary<Expression>[]>(
      { depthSize: "small", maxDepth: 5 },
      leaf,
      node("old", { of: e }),
      node("unary", { operator: fc.constantFrom("!", "-", "+", "~", "typeof"), operand: e }),
      node("binary", { operator, left: e, right: e, operatorSpan: fc.constant(span) }),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree calls the branch by its name.
      node("conditional", { condition: e, then: e, else: e }),
      node("member", { object: e, property: name, propertySpan: fc.constant(span), optional }),
      node("index", { object: e, index: e, optional }),
      node("call", { callee: e, args: fc.array(fc.oneof(e, tie("lambda")), { maxLength: 2 }), optional }),
      node("array", { items: fc.array(e, { maxLength: 3 }) }),
      node("object", {
        properties: fc.array(
          fc.record({ name: fc.oneof(name, fc.constant("a b")), value: e, span: fc.constant(span) }),
          {
            maxLength: 2,
          },
        ),
      }),
      node("nonNull", { of: e }),
      fc.record({
        kind: fc.constant("quantifier"),
        quantifier: fc.constantFrom("forall", "exists"),
        binder,
        body: e,
        span: fc.constant(span),
      }) as never,
    ),
  };
});

test("parsing what is printed gives the expression again", () => {
  fc.assert(
    fc.property(expression, (e) => {
      expect(bare(parse(printExpression(e)))).toEqual(bare(e));
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ["a ==> b ==> c", "a ==> (b ==> c)"],
  ["a || b ==> c <==> d", "((a || b) ==> c) <==> d"],
  ["a <==> b <==> c", "(a <==> b) <==> c"],
  ["a && b || c && d", "(a && b) || (c && d)"],
  ["a - b - c", "(a - b) - c"],
  ["a ** b ** c", "a ** (b ** c)"],
  ["a + b * c < d === e", "((a + (b * c)) < d) === e"],
  ["x in s && y", "(x in s) && y"],
  ["!a.b[c](d)!", "!(((a.b)[c])(d)!)"],
  ["a ? b : c ? d : e", "a ? b : (c ? d : e)"],
  ["a | b === c", "a | (b === c)"],
  ["typeof a === 'x'", "(typeof a) === 'x'"],
  ["`${a}-${b}` === s", "('' + (a) + '-' + (b)) === s"],
  ["`x${f({ k: `}${a}` })}` + s", "('x' + (f({ k: ('}' + (a)) }))) + s"],
])("%s is read as %s", (text, grouped) => {
  expect(bare(parse(text))).toEqual(bare(parse(grouped)));
});

test("the word forall without a backslash gives way to a function of that name", () => {
  expect(parse("forall(k, p)")).toMatchObject({ kind: "quantifier", bare: true });
  expect(parse("\\forall(k, p)")).not.toHaveProperty("bare");
  expect(parse("forall(k, p, q)")).toMatchObject({ kind: "quantifier", body: { kind: "quantifier" } });
  expect(parse("forall(k, p > 0, q)")).toMatchObject({ kind: "call", callee: { name: "forall" } });
  expect(parse("forall(k + 1, p)")).toMatchObject({ kind: "call" });
  expect(parse("exists")).toMatchObject({ kind: "name" });
});

test.each([
  ["xs.every(([x]) => x > 0)", "a function inside a clause"],
  ["xs.every((x = 1) => x > 0)", "a function inside a clause"],
  ["xs.some(x => { return x > 0; })", "a function inside a clause"],
  ["xs.every(function (x) { return x; })", "a function inside a clause"],
  ["/a+/.test(s)", "a regular expression"],
  ["new Set(xs).size > 0", "`new`"],
  ["x instanceof Y && z", "`instanceof`"],
  ["(x as Y<Z[]>) === y", "a type assertion"],
])("%s is declined by name", (text, construct) => {
  expect(JSON.stringify(bare(parse(text)))).toContain(JSON.stringify({ kind: "unsupported", construct }));
});

test("literals denote what JavaScript makes of them", () => {
  const literals = ["9007199254740993", "0x10", "0b101", "1e-7", "1_000", ".5", "0.1"];
  for (const text of literals) {
    expect(parse(text)).toMatchObject({ kind: "number", text, value: Number(text.replaceAll("_", "")) });
  }
  expect(parse("12n")).toMatchObject({ value: 12n });
  expect(parse(String.raw`"a\n\x41\u{1F600}\'" + '\0'`)).toMatchObject({
    left: { value: "a\nA😀'" },
    right: { value: "\0" },
  });
});

test.each([
  "a`x`",
  "a`${b}`",
  "`${a`",
  "`${}`",
  "017",
  "1__0",
  "1_",
  "1px",
  "0b2",
  "1.5n",
  '"a',
  "'\\u{110000}'",
  "a.1",
  "f(a,,b)",
  "{a",
  "[1,,2]",
])("%s does not parse", (text) => {
  expect(() => parse(text)).toThrow(/does not parse/u);
});

test("places are exact", () => {
  const { clauses, textAt } = read(["  //@ ensures xs.length   ===\\old( f(a)[0] )"]);
  const [clause] = clauses;
  if (clause?.keyword !== "ensures" || clause.expression.kind !== "binary") throw new Error("no clause");
  const { left, right, operatorSpan } = clause.expression;
  expect(textAt(clause.span)).toBe("ensures xs.length   ===\\old( f(a)[0] )");
  expect(textAt(operatorSpan)).toBe("===");
  expect(textAt(left.span)).toBe("xs.length");
  expect(left.kind === "member" && textAt(left.propertySpan)).toBe("length");
  expect(right.kind === "old" && textAt(right.of.span)).toBe("f(a)[0]");
});

test("what a stranger nests too deeply or makes too long is refused, quickly", () => {
  expect(() => parse(`${"(".repeat(5000)}a`)).toThrow(/nested too deeply|more than/u);
  expect(() => parse(`${"forall(a, ".repeat(120)}a${", 1)".repeat(120)}`)).not.toThrow();
  expect(() => parse(Array.from({ length: 5000 }, () => "a").join(" + "))).toThrow(/more than/u);
  expect(() => parse(`${"!".repeat(1000)}a`)).toThrow(/nested too deeply/u);
});
