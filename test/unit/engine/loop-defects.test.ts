/** A defect of a generator of candidates costs no verdict, and is told. */
import { expect, test, vi } from "vitest";
import { Bug } from "../../../src/base/index.js";
import { checkFolder } from "../../support/check-folder.js";
import { filesOf } from "./files.js";

vi.mock("../../../src/infer/index.js", async (original) => ({
  ...(await original<typeof import("../../../src/infer/index.js")>()),
  inferInvariants: () => {
    throw new Bug("a candidate of no sort");
  },
}));

test("the function is judged as it stands, and the defect is a notice at its place", async () => {
  const text = `//@ ensures \\result <= xs.length
export function positives(xs: number[]): number {
  let n = 0;
  for (const x of xs) if (x > 0) n++;
  return n;
}
//@ requires x >= 0
//@ ensures \\result === 2 * x
export function doubled(x: number): number {
  return x + x;
}
`;
  const { findings, notices } = await checkFolder("/w", ["a.ts"], { files: filesOf({ "a.ts": text }) });
  expect(findings.map((f) => [f.function, f.verdict])).toEqual([
    ["positives", "unproven"],
    ["doubled", "verified"],
  ]);
  const defects = notices.filter(({ code }) => code === "internal.bug");
  expect(defects.map(({ line }) => line)).toEqual([2]);
  expect(defects[0]?.message).toContain("a candidate of no sort");
});
