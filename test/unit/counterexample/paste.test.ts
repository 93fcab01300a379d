/** A method's counterexample as statements: the object that is made first, or what it holds where only its class can say so. */
import { expect, test } from "vitest";
import { findingsIn } from "../../support/verdicts.js";

test("an object is made where a text can make it, and told where it cannot", async () => {
  const findings = await findingsIn(`export class Open {
  items: number[] = [];
  //@ ensures \\result > 0
  size(): number { return this.items.length; }
}
export class Closed {
  #items: number[] = [];
  //@ ensures \\result > 0
  size(): number { return this.#items.length; }
}`);
  const pasted = (name: string): string | undefined => findings.get(name)?.counterexample?.paste;
  expect(pasted("Open.size")).toBe(
    "const open = Object.assign(Object.create(Open.prototype), { items: [] });\nopen.size();",
  );
  expect(pasted("Closed.size")).toBe("// closed is a Closed that holds { #items: [] }\nclosed.size();");
});
