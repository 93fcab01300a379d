/** Holds that counting loops need no bounds by hand, and that nothing is claimed that does not follow. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/report/index.js";
import { findingsIn } from "../../support/verdicts.js";

const following: Readonly<Record<string, string>> = {
  upToALength: "let s = 0; for (let i = 0; i < xs.length; i++) s += xs[i]; return s;",
  byTwo: "let s = 0; for (let i = 0; i < xs.length; i += 2) s += xs[i]; return s;",
  downwards: "let s = 0; for (let i = xs.length - 1; i >= 0; i--) s += xs[i]; return s;",
  writing: "for (let i = 0; i < xs.length; i++) xs[i] = 0; return 0;",
  withExit: "for (let i = 0; i < xs.length; i++) { if (xs[i] === n) return i; if (xs[i] > n) break; } return 0;",
  nested: "let s = 0; for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) s++; return s < xs.length ? xs[s] : 0;",
};

const notFollowing: Readonly<Record<string, string>> = {
  bothWays: "let i = 0; let k = 0; while (k < n) { k++; if (k > m) i--; else i++; } return i < xs.length ? xs[i] : 0;",
  setAnew: "let i = 0; let k = 0; while (k < n) { k++; i = m; } return i < xs.length ? xs[i] : 0;",
  movingLimit: "let k = xs.length; let i = 0; while (i < k) { k--; i++; } return xs[i];",
  twoSteps: "let i = 0; while (i < xs.length) { i++; i++; } return i === 0 ? 0 : xs[i - 1];",
};

let findings: ReadonlyMap<string, Finding>;

beforeAll(async () => {
  const all = Object.entries({ ...following, ...notFollowing });
  const functions = all.map(
    ([name, body]) =>
      `//@ ensures true\nexport function ${name}(xs: number[], n: number, m: number): number { ${body} }\n`,
  );
  findings = await findingsIn(functions.join("\n"));
});

describe("bounds that follow from the form of a counting loop", () => {
  test.each(Object.keys(following))("%s", (name) => {
    expect(findings.get(name)?.verdict).toBe("verified");
  });
});

describe("what does not follow is not claimed", () => {
  test.each(Object.keys(notFollowing))("%s", (name) => {
    expect(findings.get(name)?.verdict).toMatch(/^(?:refuted|unproven)$/u);
  });
});
