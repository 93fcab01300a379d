/** What lowering makes of statements and expressions: the IR as text. */
import { expect, test } from "vitest";
import { body } from "../../support/load-source.js";

/** The last function of the text, which is marked unless something in the text is. */
function lowers(text: string, ir: string): void {
  const marked = text.includes("//@ verify") ? text : `//@ verify\n${text}`;
  expect(body(marked)).toBe(`${ir.replace(/^ {4}/gmu, "").trim()}\n`);
}

test("operands that later effects could change are kept in temporaries", () => {
  lowers(
    "export function f(x: number): number { let i = x; return i + (i = 2) * i++; }",
    `
    let i: int := x
    let $t1: int := i
    i := 2
    let $t2: int := i
    let $t3: int := i
    i := i + 1
    return $t1 + $t2 * $t3
    `,
  );
});

test("effects on the right of && happen only where it is evaluated", () => {
  lowers(
    "export function f(x: number): number { let i = 0; if (x > 0 && i++ < 5) return i; return -i; }",
    `
    let i: int := 0
    let $t1: bool
    if 0 < x
      let $t2: int := i
      i := i + 1
      $t1 := $t2 < 5
    else
      $t1 := false
    if $t1
      return i
    return int.negate(i)
    `,
  );
});

test("effects in the condition of a loop are its prelude, run before each test", () => {
  lowers(
    "export function f(n: number): void { let i = 0; while (i++ < n) {} }",
    `
    let i: int := 0
    $loop1: while $t2 < n
     before
      let $t2: int := i
      i := i + 1
    return
    `,
  );
});

test("for…of goes by a hidden index, with its own invariant and measure", () => {
  lowers(
    "export function f(xs: number[]): number { let s = 0; for (const x of xs) { if (x < 0) continue; s += x; } return s; }",
    `
    let s: int := 0
    let $i1: int := 0
    $loop2: while $i1 < xs.length
     invariant 0 <= $i1 && $i1 <= xs.length
     decreases xs.length - $i1 (inferred)
     do
      let x: int := xs[$i1]
      if x < 0
        continue $loop2
      s := s + x
     step
      $i1 := $i1 + 1
    return s
    `,
  );
});

test("the test of do is the end of its body, where `continue` goes", () => {
  lowers(
    "export function f(n: number): number { let i = 0; do { i++; if (i === 3) continue; i++; } while (i < n); return i; }",
    `
    let i: int := 0
    $loop1: while true
     decreases n - i (inferred)
     do
      $round2:
        i := i + 1
        if i === 3
          break $round2
        i := i + 1
      if i < n
      else
        break $loop1
    return i
    `,
  );
});

test("a switch tests all its cases before any body, and what nothing covers is owed", () => {
  lowers(
    `export function f(s: "a" | "b" | "c"): number {
      switch (s) { case "a": return 1; case "b": case "c": { if (s === "b") break; return 2; } }
      return 3;
    }`,
    `
    $switch1:
      if s === "a"
        return 1
      else
        if s === "b" || s === "c"
          if s === "b"
            break $switch1
          return 2
    return 3
    `,
  );
  lowers(
    `export function f(s: "a" | "b"): number { switch (s) { case "a": return 1; case "b": return 2; } }`,
    `
    $switch1:
      if s === "a"
        return 1
      else
        if s === "b"
          return 2
    assert(exhaustive) false
    `,
  );
});

test("narrowing comes from the terms: each use of a member's field owes its constructor", () => {
  lowers(
    `export function f(s: { kind: "c"; r: number } | { kind: "b"; w: number }, x?: number): number {
      return s.kind === "c" ? s.r : s.w + x!;
    }`,
    `
    return s is c ? s.c.r : s.b.w + x.some.value
    `,
  );
});

test("names that shadow, and parameters that are assigned, are variables of their own", () => {
  lowers(
    "export function f(x: number, $t1: number): number { { let x = 1; x++; } x = x + $t1; return x; }",
    `
    let x$var: int := x
    let x$2: int := 1
    x$2 := x$2 + 1
    x$var := x$var + $t1$1
    return x$var
    `,
  );
});

test("a local's kind of number is what it is given", () => {
  lowers(
    "export function f(n: number): number { let x = n; const xs = [1]; if (n > 3) { x = n / 2; xs.push(x); } return x; }",
    `
    let x: real := real.fromInt(n)
    let xs: real[] := [real.fromInt(1)]
    if 3 < n
      x := real.fromInt(n) /r 2r
      xs := array.push(xs, x)
    return x
    `,
  );
});

test("integer quotients that are rounded at once stay integers", () => {
  lowers(
    "export function f(a: number, b: number): number { return Math.floor(a / b) + Math.trunc(a / 2) + Math.ceil(a / 4 / 2); }",
    `
    return int.floorDivide(a, b) + int.truncateDivide(a, 2) + real.ceiling(real.fromInt(a) /r 4r /r 2r)
    `,
  );
});

test("what a mark promises is asserted where a value comes in", () => {
  lowers(
    `//@ type k nat
    export function f(n: number, s: string): "a" | "b" {
      let k = n; k = k + 1; k = 3; k = s.length;
      const p: "a" | "b" = s === "a" ? "a" : "b";
      return p;
    }`,
    `
    assert(mark) 0 <= n
    let k: nat := n
    assert(mark) 0 <= k + 1
    k := k + 1
    k := 3
    k := string.length(s)
    let p: "a" | "b" := s === "a" ? "a" : "b"
    return p
    `,
  );
});

test("literals are what JavaScript makes of them, before anything is exact", () => {
  lowers(
    "export function f(n: number): boolean { return 0.1 + 0.2 === 0.3 || n === 9007199254740993 || 2 ** 3 === 8; }",
    `
    return n === 9007199254740992 || true
    `,
  );
});

test("what is evaluated is owed, even where the result does not depend on it", () => {
  lowers(
    "export function f(o: { p?: { q: number } }, xs: number[]): boolean { return o.p!.q === null || (xs[5] > 0 && false); }",
    `
    return (o.{p?:Option<{q:int},u>}.p.some.value.{q:int}.q === o.{p?:Option<{q:int},u>}.p.some.value.{q:int}.q ? false : false) || 0 < xs[5] && false
    `,
  );
});

test("calls of contracted functions are statements, pure ones without contract are terms", () => {
  lowers(
    `function twice(n: number): number { return 2 * n; }
    //@ ensures \\result >= 0
    function size(xs: number[], by: number = 2): number { xs.push(by); return xs.length; }
    //@ verify
    export function f(m: number[][]): number { return twice(3) + size(m[0]) + size([1], 5); }`,
    `
    let $t1: int := twice(3)
    let $t2: int
    $t2 := call size(&m[0] = m[0], 2)
    let $t3: int := $t1 + $t2
    let $t4: int[] := [1]
    let $t5: int
    $t5 := call size(&$t4 = $t4, 5)
    return $t3 + $t5
    `,
  );
});

test("a guard that lets only integers on makes the parameter an integer for the loops after it", () => {
  lowers(
    `export function f(n: number): number {
      if (!Number.isInteger(n) || n < 0) throw new RangeError("n");
      let s = 0;
      for (let i = 0; i < n; i++) s += i;
      return s;
    }`,
    `
    if !double.isInteger(n) || n <d 0d
      throw RangeError
    let n$int: int := double.toInt(n)
    let s: int := 0
    let i: int := 0
    $loop1: while i < n$int
     decreases n$int - i (inferred)
     do
      s := s + i
     step
      i := i + 1
    return s
    `,
  );
});
