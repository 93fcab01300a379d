/** Where clauses may stand, and what they then belong to (ANNOTATIONS, "Where a clause stands"). */
import { expect, test } from "vitest";
import { attached, attachmentsOf } from "./attached.js";

test("a clause belongs to the function declaration below, over comments, blank lines and words between", () => {
  const text = `
//@ requires n > 0

// a remark
/* another */
export default
//@ ensures \\result > 0
async function f(n: number) { return n }`;
  expect(attached(text)).toEqual(["f: //@ requires n > 0", "f: //@ ensures \\result > 0"]);
});

test("a clause may be first in the body, or between the header and the body", () => {
  const text = `
function f(n: number)
  //@ requires a
{
  //@ requires b
  return n;
}
function g() {
  //@ ensures c
}`;
  expect(attached(text)).toEqual(["f: //@ requires a", "f: //@ requires b", "g: //@ ensures c"]);
});

test("a clause behind a header or an opening brace trails nothing, wherever a formatter puts it", () => {
  const text = `
function f(n: number) { //@ requires a
  while (n > 0) //@ invariant b
    n--;
  while (n > 0) { //@ invariant c
    n--;
  }
  if (n) { //@ assert d
    g(n);
  }
}`;
  expect(attached(text)).toEqual([
    "f: //@ requires a",
    "while n > 0: //@ invariant b",
    "while n > 0: //@ invariant c",
    "g n: //@ assert d",
  ]);
});

test("a constant that holds a function is a function", () => {
  const text = `
//@ requires a
export const f = (n: number) => n;
const g = function (n: number) {
  //@ requires b
  return n;
};
//@ requires c
const h = ((n: number): number =>
  //@ ensures d
  n + 1) satisfies F;
//@ requires e
export default ((n: number) => n);`;
  expect(attached(text)).toEqual([
    "f: //@ requires a",
    "g: //@ requires b",
    "h: //@ requires c",
    "h: //@ ensures d",
    "(anonymous): //@ requires e",
  ]);
});

test("members of classes and object literals have clauses", () => {
  const text = `
class A {
  //@ requires a
  @log
  //@ requires b
  static m(n: number) { return n }
  //@ requires c
  p = (n: number) => n;
  //@ requires d
  constructor() {}
  //@ ensures e
  get x() { return 1 }
}
const o = {
  //@ requires f
  m(n: number) { return n },
  //@ requires g
  k: (n: number) => n,
};`;
  expect(attached(text)).toEqual([
    "m: //@ requires a",
    "m: //@ requires b",
    "p: //@ requires c",
    "constructor: //@ requires d",
    "x: //@ ensures e",
    "m: //@ requires f",
    "k: //@ requires g",
  ]);
});

test("a clause of an overloaded function is its implementation's", () => {
  const text = `
//@ requires a
function f(n: string): void;
function f(n: number): void;
//@ requires b
function f(n: unknown) { g(n) }`;
  expect(attached(text)).toEqual(["f: //@ requires a", "f: //@ requires b"]);
  expect(attachmentsOf(text).functions.size).toBe(1);
});

test("a loop has its clauses above it, between header and body, or first in its body", () => {
  const text = `
function f(n: number) {
  let i = 0;
  //@ invariant a
  outer: while (i < n) {
    //@ decreases n - i
    i++;
  }
  for (const x of xs)
    //@ invariant b
    i += x;
  do {
    //@ invariant c
  } while (i < n);
}`;
  expect(attached(text)).toEqual([
    "while i < n: //@ invariant a",
    "while i < n: //@ decreases n - i",
    "for const x: //@ invariant b",
    "do while i: //@ invariant c",
  ]);
});

test("between two loops a clause is the outer one's unless something speaks for the inner one", () => {
  const nested = (above: string, between: string, header = "for (let j = 0; j < n; j++)"): readonly string[] =>
    attached(`function f(n) { let i = 0;\n${above}\nwhile (i < n) {\n${between}\n${header} { i++ } } }`);
  expect(nested("", "//@ invariant i <= n")).toEqual(["while i < n: //@ invariant i <= n"]);
  expect(nested("", "//@ invariant j <= n")).toEqual(["for let j =: //@ invariant j <= n"]);
  const bound = "//@ invariant s === sum(j, 0, i, a[j]) && forall(j: nat, j < i ==> a[j] > 0)";
  expect(nested("", bound)).toEqual([`while i < n: ${bound}`]);
  expect(nested("//@ invariant a", "//@ invariant i <= n")).toEqual([
    "while i < n: //@ invariant a",
    "for let j =: //@ invariant i <= n",
  ]);
});

test("between a function and a loop each clause goes where it can", () => {
  const text = `
function f(n: number) {
  //@ requires n >= 0
  //@ type i nat
  //@ decreases n - i
  //@ invariant i <= n
  while (i < n) i++;
}`;
  expect(attached(text)).toEqual([
    "f: //@ requires n >= 0",
    "f: //@ type i nat",
    "while i < n: //@ decreases n - i",
    "while i < n: //@ invariant i <= n",
  ]);
});

test("a measure before the first loop is the function's if it calls itself or the loop has one", () => {
  const recursive = "function f(n) {\n//@ decreases n\nwhile (g(n)) n = f(n - 1);\n}";
  expect(attached(recursive)).toEqual(["f: //@ decreases n"]);
  const both = "function f(n) {\n//@ decreases n\nwhile (g(n)) {\n//@ decreases m\nn--; }\n}";
  expect(attached(both)).toEqual(["f: //@ decreases n", "while g n n: //@ decreases m"]);
});

test("between a function and a function in it, names decide", () => {
  const text = `
function outer(n: number) {
  //@ requires n > 0
  //@ requires m > 0
  const inner = (m: number) => m;
}`;
  expect(attached(text)).toEqual(["outer: //@ requires n > 0", "inner: //@ requires m > 0"]);
});

test("assertions belong to the statement below", () => {
  const text = `
function f(n: number) {
  //@ assert a
  const x = n;
  if (x)
    //@ assume b
    g(x);
  else {
    //@ assert c
    h(x);
  }
  switch (x) {
    case 1:
      //@ assert d
      break;
  }
  for (;;) {
    //@ assert e
    break;
  }
}`;
  expect(attached(text)).toEqual([
    "const x = n: //@ assert a",
    "g x: //@ assume b",
    "h x: //@ assert c",
    "break: //@ assert d",
    "break: //@ assert e",
  ]);
});

test("marks may trail their line, and name what they mark", () => {
  const text = `
interface P {
  a: number; //@ type nat
  //@ type b real
  b: number;
}
type Q = { c: number }; //@ type c nat
//@ type R nat
type R = number;
class C {
  d = 0; //@ type d double
}
const limit = 3; //@ type limit nat
function f(
  x: number, //@ type x nat
  y: number,
) {
  let i = 0; //@ type i nat
  //@ type j nat
  let j = 0;
  while (i < x) { //@ type i nat
    i++;
  }
}
const g = (z: number) => z; //@ type z nat
//@ type T (==)
function h<T>(a: T) { return a; }`;
  expect(attached(text)).toEqual([
    "f: //@ type x nat",
    "f: //@ type i nat",
    "f: //@ type j nat",
    "f: //@ type i nat",
    "g: //@ type z nat",
    "h: //@ type T (==)",
    "a: number: //@ type nat",
    "b: number: //@ type b real",
    "c: number: //@ type c nat",
    "type R = nu: //@ type R nat",
    "d = 0: //@ type d double",
    "limit = 3: //@ type limit nat",
  ]);
});

test("a mark that names something else is refused", () => {
  const text =
    "interface P {\n  a: number; //@ type b nat\n  c: number; //@ type c nat\n  //@ type c real\n  c2: number;\n}";
  expect(attached(text)).toEqual([
    "c: number: //@ type c nat",
    "nothing! `type` names `b`, which is not beside it",
    "nothing! `type` names `c`, which is not beside it",
  ]);
});

test("clauses of the file", () => {
  const text = `//@ overflow check

//@ backend ours
//@ import { sorted } from "./spec"
//@ overflow ignore
function f() {}
//@ overflow warn
const x = 1;`;
  expect(attached(text)).toEqual([
    "f: //@ overflow ignore",
    "file: //@ overflow check",
    "file: //@ backend ours",
    'file: //@ import { sorted } from "./spec"',
    "file: //@ overflow warn",
    "nothing! `import` is not read by this version",
  ]);
});

test("overflow at the head of a file is the file's if a blank line follows, else the first function's", () => {
  expect(attached("//@ overflow check\n\nfunction f() {}")).toEqual(["file: //@ overflow check"]);
  expect(attached("//@ overflow check\nfunction f() {}")).toEqual(["f: //@ overflow check"]);
});

test.each([
  [
    "behind a function",
    "function f(x) { return x } //@ ensures x",
    "f",
    "`ensures` stands behind code on its line",
    "above `f` in line 1",
  ],
  [
    "behind a statement",
    "function f(x) {\n g(x); //@ assert x\n}",
    "f",
    "`assert` stands behind code on its line",
    "above the statement in line 2",
  ],
  [
    "behind an arrow",
    "const f = (x) => //@ ensures x\nx;",
    "f",
    "`ensures` stands behind code on its line",
    "above `f` in line 1",
  ],
  [
    "inside an expression",
    "const f =\n//@ requires x\n(x) => x;",
    "f",
    "`requires` stands inside an expression",
    "above `f` in line 1",
  ],
  [
    "among arguments",
    "function f(x) { g(\n//@ assert x\nx) }",
    "f",
    "`assert` stands inside an expression",
    "above the statement in line 1",
  ],
  [
    "at the end of a block",
    "function f(x) {\n g(x);\n //@ assert x\n}",
    "f",
    "`assert` has nothing after it in its block",
    "above a statement of its block",
  ],
  [
    "at the end of a file",
    "function f(x) {}\n//@ requires x",
    "nothing",
    "`requires` has nothing after it in its block",
    "above a function",
  ],
  [
    "at the end of a case",
    "function f(x) { switch (x) { case 1: g();\n//@ assert x\n} }",
    "f",
    "`assert` has nothing after it in its block",
    "",
  ],
  [
    "above a class",
    "//@ requires x\nclass A {}",
    "nothing",
    "`requires` belongs to a function, and stands before something else",
    "above a function",
  ],
  [
    "above an import",
    "//@ ensures x\nimport 'a';",
    "nothing",
    "`ensures` belongs to a function, and stands before something else",
    "above a function",
  ],
  [
    "above no loop",
    "function f(x) { g();\n//@ invariant x\ng(); }",
    "f",
    "`invariant` belongs to a loop, and stands before something else",
    "above a loop",
  ],
  [
    "in the middle of a body",
    "function f(x) { g();\n//@ requires x\ng(); }",
    "f",
    "`requires` belongs to a function, and stands before something else",
    "above `f` in line 1",
  ],
  [
    "above two declarations",
    "//@ requires x\nconst f = (x) => x, g = (x) => x;",
    "nothing",
    "`requires` belongs to a function, and stands before something else",
    "",
  ],
  [
    "outside a function",
    "//@ assert 1 < 2\nconst x = 1;",
    "nothing",
    "`assert` belongs to a statement of a function",
    "",
  ],
  [
    "inside a function, of the file",
    "function f() {\n//@ backend x\ng() }",
    "f",
    "`backend` belongs to the top of a file, and stands before something else",
    "at the top of the file",
  ],
])("a clause %s is misplaced", (_, text, owner, message, hint) => {
  expect(attached(text)).toEqual([`${owner}! ${message}`]);
  const [problem] = attachmentsOf(text).problems;
  expect(problem?.diagnostic.code).toBe("annotation.misplaced");
  expect(problem?.diagnostic.hint).toContain(hint);
});

test("a clause that does not parse is the problem of the function that it was meant for", () => {
  const text = `
//@ requires x =
function f(x) {}
function g(x) {
  //@ ensure x
  return x;
}
/* //@ requires x */
const h = (x) => x;`;
  expect(attached(text).map((line) => line.slice(0, 2))).toEqual(["f!", "g!", "h!"]);
});

test("what is wrong inside a function without a verdict of its own is said of the one around it", () => {
  const text = "function f(xs) { return xs.map((x) => {\n//@ requres x\nreturn x; }); }";
  const { functions, problems } = attachmentsOf(text);
  expect(attached(text)).toEqual(["f! `requres` begins no clause"]);
  expect(problems.every(({ owner }) => owner !== undefined && functions.has(owner))).toBe(true);
});

test("what only looks like a comment is none", () => {
  const text = `
const a = "//@ requires x";
const b = \`//@ requires \${"//@ y"} //@ z\`;
const c = /[//@ requires x]/;
const d = <p>//@ requires x</p>;
const e = <p title="//@ x">{/* nothing */}</p>;`;
  expect(attached(text)).toEqual([]);
});

test("comments inside templates and JSX expressions are found, and refused", () => {
  expect(attached("const b = `${\n//@ requires x\n1}`;")).toEqual(["nothing! `requires` stands inside an expression"]);
  expect(attached("const b = <p>{\n//@ requires x\n1}</p>;")).toEqual([
    "nothing! `requires` stands inside an expression",
  ]);
});

test("JSDoc tags count only beside a clause or by configuration", () => {
  const text =
    "/**\n * Adds one.\n * @ensures \\result ===\n *   x + 1\n * @throws {Error} if bad\n */\nfunction f(x) {}";
  expect(attached(text)).toEqual([]);
  expect(attached(text, { jsdoc: true })).toEqual(["f: //@ ensures \\result === x + 1"]);
  expect(attached(`${text}\n//@ pure\nfunction g() {}`)).toHaveLength(2);
});

test("CRLF, tabs and a byte-order mark change nothing", () => {
  const text = "\uFEFF//@ requires x > 0\n//@   && x < 9\nfunction f(x) {\n\t//@ ensures y\n}";
  const expected = ["f: //@ requires x > 0 && x < 9", "f: //@ ensures y"];
  expect(attached(text)).toEqual(expected);
  expect(attached(text.replaceAll("\n", "\r\n"))).toEqual(expected);
});
