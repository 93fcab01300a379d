/** What lowering does not read is named, with the smallest node to blame; nothing is skipped. */
import { expect, test } from "vitest";
import { blamed, declined, loadFiles } from "../../support/load-source.js";

/** A statement, the code, and the text that is blamed. */
const statements: readonly (readonly [string, string, string])[] = [
  ["if (x > 0) { var y = 1; }", "unsupported.variable", "var y = 1"],
  ["let y!: number;", "unsupported.variable", "y!: number"],
  ["for (const k in xs) {}", "unsupported.statement", "for (const k in xs) {}"],
  ["x;", "unsupported.statement", "x;"],
  ["const ys = [1, , 2];", "unsupported.expression", ""],
  ["const y = xs === xs;", "unsupported.identity", "xs === xs"],
  ["const y = Math.hypot(x, 1);", "unsupported.call", "Math.hypot(x, 1)"],
  ["const y = t as unknown as string;", "unsupported.conversion", "t as unknown as string"],
  ["const y = new Date();", "unsupported.expression", "new Date()"],
  ["throw 'no';", "unsupported.throw", "throw 'no';"],
  ["xs = [1];", "unsupported.parameter", "xs"],
  ["switch (x) { case 1: let y = 1; x = y; case 2: break; }", "unsupported.fallthrough", "let y = 1;"],
  ["const y = this;", "typescript.error", "this"],
  ["const y: string = x;", "typescript.error", "y"],
  ["/* @ts-ignore */\n const y: string = x;", "typescript.error", "y"],
  ["for (const y of xs) { xs.push(y); }", "unsupported.iteration", "xs"],
  ["const y = { ...t };", "unsupported.expression", "...t"],
  ["const y = { get a() { return 1; } };", "unsupported.expression", "get a() { return 1; }"],
  ["const y = Object.is(x, 1) || Object.is(xs.length, 1);", "unsupported.identity", "Object.is(xs.length, 1)"],
];

test.each(statements)("%s", (statement, code, text) => {
  const source = `//@ ensures true\nexport function f(x: number, xs: number[], t: [number, number]): void { ${statement} }`;
  const found = declined(source);
  expect(found.verdict).toBe("unsupported");
  const [first] = found.diagnostics;
  expect(first?.code).toBe(code);
  if (text !== "" && code !== "unsupported.parameter") {
    expect(first && source.slice(first.span.start, first.span.end)).toBe(text);
  }
});

/** A parameter's type, and the code. */
/** A type outside the subset, and what looks into its values. */
const foreign: readonly (readonly [type: string, use: string])[] = [
  ["any", "x.a"],
  ["any", "x[0]"],
  ["Date", "x.getTime()"],
  ["WeakMap<object, number>", "x.has({})"],
  ["[number, ...number[]]", "x[0]"],
  ["RegExp", "x.source"],
  ["{ a: number; b: 1.5 | 2 }", "x.b.toFixed"],
];

test.each(foreign)("a value of type %s is only passed on: %s", (type, use) => {
  const text = `//@ ensures true\nexport function f(x: ${type}): unknown { return ${use}; }`;
  expect(blamed(text).split(": ")[0]).toBe("unsupported unsupported.type");
});

test("a type that holds itself through a Map", () => {
  const text = "interface Tree { kids: Map<string, Tree> }\n//@ ensures true\nexport function f(x: Tree): void {}";
  expect(blamed(text)).toBe("unsupported unsupported.recursive-type: x: Tree");
});

test("functions that are not read as a whole", () => {
  const whole = (text: string): string => blamed(text).split(":")[0] ?? "";
  expect(whole("//@ ensures true\nexport async function f() { await 1; }")).toBe("unsupported unsupported.function");
  expect(whole("//@ ensures true\nexport function* f() {}")).toBe("unsupported unsupported.function");
  expect(whole("//@ ensures true\nexport function f(this: { a: number }) {}")).toBe(
    "unsupported unsupported.parameter",
  );
  expect(whole("//@ ensures true\nexport function f(a: number, b = 1 / a) {}")).toBe(
    "unsupported unsupported.parameter",
  );
  expect(whole("//@ ensures true\nexport let f = () => 1;")).toBe("unsupported unsupported.function");
  expect(whole("class B {} class A extends B {\n//@ ensures true\nf() { return 1; } }")).toBe(
    "unsupported unsupported.function",
  );
  expect(whole("function g() {\nconst x = 1;\n//@ ensures true\nfunction f() {}\nf(); }")).toBe(
    "unsupported unsupported.function",
  );
});

test("a module's state is not known, but for constants", () => {
  const uses = (declaration: string, use: string): string =>
    blamed(`${declaration}\n//@ ensures true\nexport function f(x: number): number { ${use} }`);
  expect(uses("let n = 1;", "return n;")).toBe("unsupported unsupported.constant: n");
  expect(uses("const n = Math.random();", "return n;")).toBe("unsupported unsupported.constant: n");
  expect(uses("export const xs = [1];", "return xs[0];")).toBe("unsupported unsupported.constant: xs");
  expect(uses("const xs = [1]; xs.push(2);", "return xs[0];")).toBe("unsupported unsupported.constant: xs");
  expect(uses("const xs = [[1]]; const ys = xs[0];", "return xs[0][0];")).toBe("unsupported unsupported.constant: xs");
  const written = "const ys = xs; ys[0] = 2; return xs[0];";
  expect(uses("const xs = [1];", written)).toBe("unsupported unsupported.constant: xs");
  expect(uses("const xs = [1];", "const f = () => xs; return f()[0];")).toBe("unsupported unsupported.constant: xs");
});

test("a callee that is not read leaves its callers unread", () => {
  const text = `//@ ensures true
    function g(x: () => number): number { return x(); }
    //@ ensures true
    export function f(h: () => number): number { return g(h); }`;
  expect(blamed(text, "f")).toBe("unsupported callee.unsupported: g(h)");
  const bare = `function g(n: number): number { let m = n; m++; return g(m); }
    //@ ensures true
    export function f(): number { return g(1); }`;
  expect(blamed(bare, "f")).toBe("unsupported unsupported.call: g(m)");
});

/** A clause, and what is said of it. */
const clauses: readonly (readonly [string, string])[] = [
  ["ensures y === 1", "clause.unknown-name: y"],
  ["ensures size > 0", "clause.unknown-name: size"],
  ["ensures constructor > 0", "clause.unknown-name: constructor"],
  ["ensures x", "clause.type: x"],
  ["ensures x === 'a'", "clause.type: x === 'a'"],
  ["ensures xs.size > 0", "unsupported.call: xs.size"],
  ["ensures o.nmae === 1", "clause.type: o.nmae"],
  ["requires \\result > 0", "clause.result: \\result"],
  ["requires \\old(x) > 0", "clause.old: \\old(x)"],
  ["requires distinct(xs, x, o)", "clause.distinct: distinct(xs, x, o)"],
  ["decreases x === 1", "clause.measure: x === 1"],
  ["ensures forall(k, xs[k] === o)", "clause.type: xs[k] === o"],
  ["type z nat", "clause.unknown-name: type z nat"],
  ["ensures g(x) === 1", "unsupported.call: g(x)"],
  ["modifies y", "clause.unknown-name: y"],
  ["modifies x", "clause.type: x"],
  ["refine", "unsupported.refine: refine"],
  ["extern fs.read", "unsupported.clause: extern fs.read"],
  ["pure", "clause.type: pure"],
];

test.each(clauses)("//@ %s", (clause, said) => {
  const text = `function g(x: number): number { let y = x; y++; return y; }
//@ ${clause}
export function f(x: number, xs: number[], o: { name: number }): number { let size = x; size++; o.name = 1; return size; }`;
  const verdict = said.startsWith("clause") ? "invalid" : "unsupported";
  expect(blamed(text)).toBe(`${verdict} ${said}`);
});

test("a near name is offered", () => {
  const found = declined(
    "//@ ensures \\result === lenght\nexport function f(length: number): number { return length; }",
  );
  expect(found.diagnostics[0]?.hint).toBe("Did you mean `length`?");
});

test("clauses of other functions stand", () => {
  const { program } = loadFiles({
    "a.ts": "//@ ensures y\nexport function f(): void {}\n//@ ensures true\nexport function g(): void {}",
  });
  expect(program.targets).toEqual(["a.ts#g"]);
  expect(program.declined.map((d) => d.id)).toEqual(["a.ts#f"]);
});

test("with a function marked verify, the other contracted ones are counted as not checked", () => {
  const { program } = loadFiles({
    "a.ts": "//@ verify\nexport function f(): void {}\n//@ ensures true\nexport function g(): void {}",
  });
  expect(program.targets).toEqual(["a.ts#f"]);
  expect(program.unmarked.map((u) => u.name)).toEqual(["g"]);
  expect(program.counts).toMatchObject({ functions: 2, contracted: 2, readable: 0 });
});
