/** The engine end to end, on workspaces in memory, with Z3 and real runs. */
import { beforeAll, describe, expect, test } from "vitest";
import { memoryBank, type Store } from "../../../src/bank/index.js";
import type { CheckRequest } from "../../../src/engine/index.js";
import type { Finding, Report } from "../../../src/report/index.js";
import { checkFolder } from "../../support/check-folder.js";
import { lent } from "../../support/lent.js";
import { filesOf } from "./files.js";

type Texts = Readonly<Record<string, string>>;
type Options = Partial<CheckRequest> & { readonly bank?: Store };

async function checked(texts: Texts, options: Options = {}): Promise<Report> {
  const report = await checkFolder("/w", Object.keys(texts), { files: filesOf(texts), lent: lent(), ...options });
  expect(report.notices.filter(({ code }) => code === "internal.bug")).toEqual([]);
  return report;
}

function finding(report: Report, name: string): Finding {
  const found = report.findings.find((f) => f.function === name);
  if (found === undefined) throw new Error(`no finding on ${name}`);
  return found;
}

const right = "//@ ensures \\result === x + 1\nexport function right(x: number): number {\n  return x + 1;\n}\n";
const wrong = "//@ ensures \\result > x\nexport function wrong(x: number): number {\n  return x;\n}\n";
/** That it ends is Collatz' conjecture. */
const open = `//@ requires n > 0
//@ ensures \\result === 1
export function open(n: number): number {
  let m = n;
  while (m !== 1) m = m % 2 === 0 ? Math.floor(m / 2) : 3 * m + 1;
  return m;
}
`;

describe("the bank", () => {
  const texts = { "a.ts": right + wrong + open };
  const bank = memoryBank();
  let cold: Report;

  beforeAll(async () => {
    cold = await checked(texts, { bank });
  });

  test("the first run asks, and each verdict is what it is", () => {
    expect(cold.solver.queries).toBeGreaterThan(0);
    expect(cold.findings.map(({ verdict }) => verdict)).toEqual(["verified", "refuted", "unproven"]);
    expect(cold.findings.map(({ fromBank }) => fromBank)).toEqual([undefined, undefined, undefined]);
  });

  test("a second run with the same inputs starts no solver and says the same", async () => {
    const warm = await checked(texts, { bank });
    expect(warm.solver).toMatchObject({ started: 0, queries: 0 });
    expect(warm.findings).toEqual(cold.findings.map((f) => ({ ...f, fromBank: true })));
    expect(warm.totals).toEqual(cold.totals);
  });

  test("a function that only moved is not worked on again", async () => {
    const moved = await checked({ "a.ts": `// One more line.\n${texts["a.ts"]}` }, { bank });
    expect(moved.solver.queries).toBe(0);
    expect(moved.findings.map(({ line }) => line)).toEqual(cold.findings.map(({ line }) => line + 1));
    expect(moved.findings.map(({ verdict }) => verdict)).toEqual(["verified", "refuted", "unproven"]);
  });

  test("what was unproven is asked again when that is asked for", async () => {
    const unproved = { "b.ts": open };
    await checked(unproved, { bank });
    expect((await checked(unproved, { bank })).findings[0]?.fromBank).toBe(true);
    expect((await checked(unproved, { bank, retry: true })).findings[0]?.verdict).toBe("unproven");
  });

  test("a refutation is run again before it is believed, and a forged one is worked out anew", async () => {
    const forging = memoryBank();
    const forged: Store = {
      ...forging,
      put: (kind, key, value) => forging.put(kind, key, value.replace(/"digest":"[0-9a-f]+"/gu, '"digest":"00"')),
    };
    await checked({ "a.ts": wrong }, { bank: forged });
    const again = await checked({ "a.ts": wrong }, { bank: forged });
    expect(again.findings[0]).toMatchObject({ verdict: "refuted" });
    expect(again.findings[0]?.fromBank).toBeUndefined();
  });

  test("an import that changes is seen", async () => {
    const user =
      'import { limit } from "./limit";\n//@ ensures \\result <= 5\nexport function f(): number {\n  return limit;\n}\n';
    const own = memoryBank();
    const first = { "f.ts": user, "limit.ts": "export const limit = 5;\n" };
    const second = { ...first, "limit.ts": "export const limit = 6;\n" };
    expect(finding(await checked(first, { bank: own }), "f").verdict).toBe("verified");
    expect(finding(await checked(second, { bank: own }), "f").verdict).toBe("refuted");
    expect(finding(await checked(first, { bank: own }), "f").verdict).toBe("verified");
  });
});

describe("suggestions for a throw that no clause allows", () => {
  const text = [
    "\t//@ ensures \\result === n",
    "\texport function half(n: number): number {",
    '\t\tif (n < 0) throw new RangeError("negative");',
    "\t\treturn n;",
    "\t}",
    "//@ requires k >= 0",
    "//@ ensures \\result === k",
    "export function caller(k: number): number {",
    "\treturn half(k);",
    "}",
    "",
  ].join("\r\n");

  test("both are proved from the patched text, with the file's indentation and line ending", async () => {
    const report = await checked({ "a.ts": text }, { suggest: true });
    expect(finding(report, "half").patches).toEqual([
      {
        title: "Declare when it throws",
        startLine: 2,
        endLine: 2,
        replacement: "\t//@ throws n < 0\r\n\texport function half(n: number): number {",
        proved: true,
      },
      {
        title: "Rule out the inputs on which it throws",
        startLine: 2,
        endLine: 2,
        replacement: "\t//@ requires n >= 0\r\n\texport function half(n: number): number {",
        proved: true,
      },
    ]);
  });

  test("a patch that leaves another fault is not shown", async () => {
    const broken = text.replace("return n;", "return n + 1;");
    expect(finding(await checked({ "a.ts": broken }, { suggest: true }), "half").patches).toEqual([]);
  });
});

describe("what is worked on", () => {
  const texts = {
    "a.ts": right,
    "b.ts": `import { right } from "./a";\n//@ ensures \\result === y + 1\nexport function user(y: number): number {\n  return right(y);\n}\n${wrong}`,
  };
  const names = (report: Report): string[] => report.findings.map((f) => f.function);

  test("a changed function and its callers, in other files too", async () => {
    const changed = new Map([["a.ts", [{ start: 3, end: 3 }]]]);
    expect(names(await checked(texts, { changed }))).toEqual(["right", "user"]);
  });

  test("callees that are not targets give no finding, but are believed only if proved", async () => {
    const report = await checkFolder("/w", ["b.ts"], { files: filesOf(texts), lent: lent() });
    expect(names(report)).toEqual(["user", "wrong"]);
    expect(finding(report, "user").assumptions.some(({ kind }) => kind === "callee")).toBe(false);
  });
});

test("without replay a failing input is a proposal, not a refutation", async () => {
  const report = await checked({ "a.ts": wrong }, { replay: false });
  expect(finding(report, "wrong")).toMatchObject({ verdict: "unproven", code: "replay.off" });
});

test("a workspace without contracts is counted", async () => {
  const report = await checked({ "a.ts": "export function f(x: number): number {\n  return x;\n}\n" });
  expect(report.findings).toEqual([]);
  expect(report.counts).toMatchObject({ files: 1, functions: 1, contracted: 0 });
});

test("a file with a syntax error is told, and the others stand", async () => {
  const report = await checked({ "a.ts": "export function (", "b.ts": right });
  expect(report.notices.some(({ file }) => file === "a.ts")).toBe(true);
  expect(finding(report, "right").verdict).toBe("verified");
});

test("a defect of ours costs one function its result, not the others", async () => {
  const failing = { ...memoryBank(), put: () => {}, isBlank: () => false };
  const bank: Store = {
    ...failing,
    get: (kind) => {
      if (kind === "obligation") throw new Error("broken");
      return undefined;
    },
  };
  const report = await checkFolder("/w", ["a.ts"], {
    lent: lent(),
    files: filesOf({ "a.ts": `${right}//@ ensures\nfunction bad() {}\n` }),
    bank,
  });
  expect(report.notices.map(({ code }) => code)).toContain("internal.bug");
  expect(finding(report, "bad").verdict).toBe("invalid");
});
