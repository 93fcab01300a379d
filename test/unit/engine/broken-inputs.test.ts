/** Inputs that are broken in one place: each is told for what it is, where it is, and the rest of the run goes on. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../../src/report/index.js";
import type { FileSystem } from "../../../src/source/index.js";
import { checkFolder } from "../../support/check-folder.js";
import { lent } from "../../support/lent.js";
import { filesOf } from "./files.js";

const sound = "//@ ensures \\result === x + 1\nexport function sound(x: number): number {\n  return x + 1;\n}\n";
const faulty = "//@ ensures \\result > x\nexport function faulty(x: number): number {\n  return x;\n}\n";
/** The file beside the broken one: what it says must be said in every run. */
const beside = sound + faulty;

/** Findings as `function verdict code line:column`, notices as `code file`. */
function told(report: Report): readonly string[] {
  const findings = report.findings.map((f) => {
    const { code, range } = f.problems[0] ?? { code: f.code, range: f };
    return `${f.function} ${f.verdict} ${code} ${range.line}:${range.column}`;
  });
  return [...findings, ...report.notices.map(({ code, file }) => `${code} ${file}`)];
}

const rest = ["sound verified function.verified 2:17", "faulty refuted postcondition.refuted 5:5"];

async function run(broken: string, files: FileSystem = filesOf({ "broken.ts": broken, "rest.ts": beside })) {
  return checkFolder("/w", ["broken.ts", "rest.ts"], { files, lent: lent() });
}

/** The function that is broken, with one above and one below it in its file. */
function around(broken: string): string {
  const above = "//@ ensures \\result === x\nexport function above(x: number): number { return x; }\n";
  const below = "\n//@ ensures \\result === x\nexport function below(x: number): number { return x; }\n";
  return above + broken + below;
}

const others = ["above verified function.verified 2:17"];

describe("one broken function costs no other its verdict", () => {
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    [
      "an annotation that does not parse",
      "//@ ensures \\result >=\nexport function f(x: number): number { return x; }",
      "f invalid annotation.syntax 3:22",
      /does not parse/u,
    ],
    [
      "an annotation that is no clause",
      "//@ esures \\result >= 0\n//@ ensures true\nexport function f(x: number): number { return x; }",
      "f invalid annotation.unknown 3:5",
      /begins no clause/u,
    ],
    [
      "an annotation that does not type-check",
      "//@ ensures \\result + 1\nexport function f(x: number): number { return x; }",
      "f invalid clause.type 3:13",
      /boolean|condition/u,
    ],
    [
      "an unknown name in a clause",
      "//@ requires y > 0\nexport function f(x: number): number { return x; }",
      "f invalid clause.unknown-name 3:14",
      /`y`/u,
    ],
    [
      "requires that contradict each other",
      "//@ requires x > 0\n//@ requires x < 0\n//@ ensures \\result === 7\nexport function f(x: number): number { return x; }",
      "f vacuous requires.vacuous 3:5",
      /./u,
    ],
    [
      "a type error in the function",
      '//@ ensures \\result === 7\nexport function f(x: number): number { return "a" + x; }',
      "f unsupported typescript.error 4:40",
      /not assignable/u,
    ],
    [
      "a construct that is not read",
      "//@ ensures \\result === 7\nexport function f(x: number): number {\n  with ({ y: 1 }) { return y; }\n}",
      "f unsupported typescript.error 5:3",
      /./u,
    ],
    [
      "a construct outside the subset",
      "//@ ensures \\result === 7\nexport function f(x: number): number {\n  const r = /a/u;\n  return r.lastIndex;\n}",
      "f unsupported unsupported.expression 5:13",
      /./u,
    ],
  ];

  let report: Report;
  const fileOf = (index: number): string => `broken${index}.ts`;

  beforeAll(async () => {
    const broken = cases.map(([, text], i) => [fileOf(i), around(text)] as const);
    const texts = { ...Object.fromEntries(broken), "rest.ts": beside };
    report = await checkFolder("/w", Object.keys(texts), { files: filesOf(texts), lent: lent() });
  });

  test.each(cases.map((c, i) => [...c, i] as const))("%s", (_title, broken, finding, message, i) => {
    const own = report.findings.filter(({ file }) => file === fileOf(i));
    const below = broken.split("\n").length + 4;
    expect(told({ ...report, findings: own, notices: [] }).toSorted()).toEqual(
      [...others, finding, `below verified function.verified ${below}:17`].toSorted(),
    );
    expect(own.find((f) => f.function === "f")?.problems[0]?.message).toMatch(message);
  });

  test("and none in another file", () => {
    const own = report.findings.filter(({ file }) => file === "rest.ts");
    expect(told({ ...report, findings: own })).toEqual(rest);
  });
});

describe("a broken file costs no other its verdicts", () => {
  test("a file that is not UTF-8", async () => {
    const files = filesOf({ "broken.ts": "", "rest.ts": beside });
    const latin = new Uint8Array([
      ...new TextEncoder().encode(`// caf`),
      0xe9,
      ...new TextEncoder().encode(`\n${sound}`),
    ]);
    const mixed: FileSystem = {
      ...files,
      readFile: (path) => (path === "/w/broken.ts" ? latin : files.readFile(path)),
    };
    const report = await run("", mixed);
    expect(told(report)).toEqual([...rest, "file.encoding broken.ts"]);
  });

  test("a file that does not parse", async () => {
    const report = await run("export function f( {\n");
    expect(told(report)).toEqual([...rest, "file.syntax broken.ts"]);
  });

  test("a function whose end is missing", async () => {
    const report = await run("//@ ensures \\result === 1\nexport function f(): number {\n  return 1\n");
    expect(told(report)).toEqual(["f unsupported typescript.error 4:1", ...rest, "file.syntax broken.ts"]);
  });

  test("a file of 50,000 lines", async () => {
    const plain = (i: number): string =>
      `export function f${i}(a: number[]): number {\n  let s = 0;\n${"  s += a.length;\n".repeat(6)}  return s;\n}\n`;
    const many = Array.from({ length: 5000 }, (_, i) => plain(i)).join("");
    const report = await run(many + sound.replace("sound", "last"));
    expect(told(report)).toEqual(expect.arrayContaining(["last verified function.verified 50002:17", ...rest]));
    expect(report.counts.functions).toBe(5003);
  }, 240_000);

  test("a function of 50,000 lines", async () => {
    const lines = Array.from({ length: 25_000 }, (_, i) => `  if (x === ${i})\n    return ${i};\n`).join("");
    const broken = `//@ ensures \\result >= 0\nexport function f(x: number): number {\n${lines}  return 0;\n}\n`;
    const report = await run(around(broken));
    expect(told(report)).toEqual(expect.arrayContaining([...others, "f unsupported typescript.error 5:3", ...rest]));
  }, 240_000);

  test("a function that TypeScript can follow and that is too long all the same", async () => {
    const broken = `//@ ensures \\result >= 0\nexport function f(x: number): number {\n${"  x;\n".repeat(1500)}  return 0;\n}\n`;
    const report = await run(around(broken));
    expect(told(report)).toEqual(
      expect.arrayContaining([...others, "f unsupported unsupported.function 4:17", ...rest]),
    );
  });

  test("a table of 10,000 elements written out", async () => {
    const table = Array.from({ length: 10_000 }, (_, i) => i).join(", ");
    const broken = `//@ ensures \\result.length > 0\nexport function f(): number[] {\n  return [${table}];\n}\n`;
    const report = await run(around(broken));
    expect(told(report)).toEqual(
      expect.arrayContaining([...others, "f unsupported unsupported.expression 5:10", ...rest]),
    );
  });

  test("functions that call each other deeper than the stack goes", async () => {
    const helper = (i: number): string => `function g${i}(x: number): number {\n  return g${i + 1}(x);\n}\n`;
    const chain = Array.from({ length: 1200 }, (_, i) => helper(i)).join("");
    const last = "function g1200(x: number): number {\n  return x;\n}\n";
    const report = await run(
      `//@ ensures \\result === x\nexport function f(x: number): number {\n  return g0(x);\n}\n${chain}${last}`,
    );
    expect(told(report)).toEqual(expect.arrayContaining([expect.stringMatching(/^f unsupported /u), ...rest]));
  }, 240_000);
});
