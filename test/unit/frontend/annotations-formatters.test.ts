/** Formatters move, wrap and respace; every clause must stay with what it belonged to, and mean the same. */
import { expect, test } from "vitest";
import { formatters } from "../../support/formatters.js";
import { attached } from "./attached.js";

const legal = `//@ overflow check

import { g } from "g"
//@requires n>0
//@   && n < 100
export default
//@ ensures \\result > 0
async function first(n: number, //@ type n nat
  m: number): Promise<number>
//@ requires m > 0
{
  //@ type i nat
  let i = 0; //@ type i int


  //@ invariant i <= n

  //@ decreases n - i
  while (i < n)
  {
    i++
  }
  for (const x of xs)
    //@ invariant i >= 0
    i += x
  outer: for (const row of rows) {
    //@ invariant rows.length > 0
    for (const cell of row)
      //@ invariant cell > 0
      i += cell
  }
  do {
    //@ invariant i > 0
    i--
  } while (i > 0)
  //@ assert i === 0
  if (i === 0)
    //@ assume m > 0
    g(i)
  else {
    //@ assert i !== 0
    g(m)
  }
  switch (m) {
    case 1:
      //@ assert m === 1
      break
  }
  return i
}
//@ ensures \\result === x + y
export const second = (x: number, y: number): number =>
  //@ requires x > 0
  x + y
const third = function (aRatherLongParameterName: number, anotherRatherLongParameterName: number, z: number) {
  //@ requires aRatherLongParameterName > anotherRatherLongParameterName ==> forall(k, 0 <= k && k < z ==> aRatherLongParameterName > k)
  //@ ensures true
  return z }
const fourth = (x: number) => { //@ type x nat
  return x }
function fifth(x: number) { //@ requires x > 0
  while (x > 1) //@ invariant x > 0
    x--
  while (x > 0) { //@ invariant x >= 0
    x-- }
  if (x === 0) { //@ assert x >= 0
    return x }
  return 0 }
interface P { a: number, //@ type a nat
  b: number //@ type b nat
}
type Q = { c: number, d: number } //@ type c nat
class A {
  count = 0 //@ type count nat
  //@ requires amount > 0
  @log
  //@ ensures true
  public add(amount: number) { this.count += amount }
  //@ pure
  twice = (n: number) => 2 * n
}
const o = {
  //@ requires v > 0
  m(v: number) { return v },
  //@ requires w > 0
  k: (w: number) => w }
function empty() {
  //@ ensures true
}
`;

test.each([...formatters()])("%s leaves every clause where it belongs", async (_, format) => {
  const before = attached(legal);
  expect(before.filter((line) => /^\w+! /u.test(line))).toEqual([]);
  const [formatted = ""] = await format([legal]);
  expect(attached(formatted)).toEqual(before);
});

test.each([...formatters()])("%s makes no clause of what is none", async (_, format) => {
  const text = `// @ts-ignore
// @deprecated since 2
//@ts-expect-error
const s = "//@ requires x";
//@ sourceURL=a.js
//@ requres x > 0
//@requries y
function f(x) { return x }
`;
  const [formatted = ""] = await format([text]);
  expect(attached(formatted)).toEqual(attached(text));
});
