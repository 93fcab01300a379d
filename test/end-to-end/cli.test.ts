/** The command as a user runs it: processes of its own, real TypeScript, Z3 and replay. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import type { Report } from "../../src/report/index.js";
import { buildCommand, commandFile, countercheck } from "../support/command.js";
import { commit, folderWith, git, repositoryWith, writeFiles } from "../unit/cli/disk.js";

beforeAll(buildCommand, 120_000);

const right = `//@ ensures \\result >= 1
export function size(text: string): number {
  if (text === "") return 1;
  return text.length;
}
`;
const wrong = right.replace("return 1;", "return 0;");
const throwing = `//@ ensures \\result >= 1
export function size(text: string): number {
  if (text === "") throw new RangeError("empty");
  return text.length;
}
`;

/** On a busy machine a run may take so long that it says how far it is. */
const saidOf = ({ err }: { readonly err: string }): string => err.replaceAll(/^\d+\/\d+ .*\n/gmu, "");
const reportOf = (out: string): Report => JSON.parse(out) as Report;

test("a right function is verified, its wrong twin is refuted by a run on an input that is shown", async () => {
  const cwd = folderWith({ "right.ts": right, "wrong.ts": wrong });
  const fine = await countercheck(["check", "right.ts"], { cwd });
  expect(saidOf(fine)).toBe("");
  expect(fine.out).toMatch(/^right\.ts:2:17: verified size$/mu);
  expect(fine.code).toBe(0);
  const both = await countercheck(["check", "--format", "json"], { cwd });
  expect(both.code).toBe(1);
  const report = reportOf(both.out);
  expect(report.findings.map(({ file, verdict }) => [file, verdict])).toEqual([
    ["right.ts", "verified"],
    ["wrong.ts", "refuted"],
  ]);
  expect(report.findings[1]?.counterexample?.confirmed).toBe(true);
  const schema = JSON.parse(readFileSync("docs/report.schema.json", "utf8"));
  const valid = new Ajv2020({ strictTypes: false, allErrors: true }).compile(schema);
  valid(report);
  expect(valid.errors).toBeNull();
});

test("a second run starts no solver and says the same", async () => {
  const cwd = folderWith({ "right.ts": right, "wrong.ts": wrong });
  const first = reportOf((await countercheck(["check", "--format", "json"], { cwd })).out);
  const second = reportOf((await countercheck(["check", "--format", "json"], { cwd })).out);
  expect(first.solver.started).toBeGreaterThan(0);
  expect(second.solver.started).toBe(0);
  expect(second.bank.hits).toBeGreaterThan(0);
  const told = ({ findings }: Report) => findings.map(({ fromBank: _, ...finding }) => finding);
  expect(told(second)).toEqual(told(first));
});

test("an undeclared throw is shown with two proved clauses to choose from", async () => {
  const cwd = folderWith({ "a.ts": throwing });
  const ran = await countercheck(["check"], { cwd });
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/^a\.ts:3:\d+: throw\.undeclared `size\(""\)` throws RangeError/mu);
  expect(ran.out).toContain('+ //@ throws text === ""');
  expect(ran.out).toContain('+ //@ requires text !== ""');
});

test("a folder without contracts says how to begin and fails nothing", async () => {
  const cwd = folderWith({ "a.ts": "export function f(x: number): number {\n  return x;\n}\n" });
  const ran = await countercheck(["check"], { cwd });
  expect([ran.code, ran.err]).toEqual([0, ""]);
  expect(ran.out).toContain(
    "No contracts in 1 function (1 can be read); put `//@ ensures \\result >= 0` above a function",
  );
});

test("one bad file leaves the others' results standing", async () => {
  const cwd = folderWith({
    "broken.ts": "export function f( {\n",
    "clause.ts": "//@ ensure \\result > 0\nexport function g(): number {\n  return 1;\n}\n",
    "right.ts": right,
  });
  const ran = await countercheck(["check"], { cwd });
  expect(ran.out).toContain("verified size");
  expect(ran.out).toMatch(/^broken\.ts:\d+: file\.syntax /mu);
  expect(ran.out).toContain("ensures");
  expect(ran.code).toBe(1);
});

test("a review of a branch writes the page and posts the comment's text to the terminal", async () => {
  const { root } = repositoryWith({ "src/size.ts": right, "src/other.ts": throwing.replace("size", "other") });
  git(root, "checkout", "-q", "-b", "change");
  writeFiles(root, { "src/size.ts": wrong });
  commit(root, "wrong");
  const ran = await countercheck(["review", "--base", "main", "--head", "change"], { cwd: root });
  expect(saidOf(ran)).toBe("");
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/^Review of change against main: 1 comment$/mu);
  expect(ran.out).toContain("`size`: postcondition broken.");
  expect(ran.out).not.toContain("other");
  const page = await countercheck(["review", "--base", "main", "--html", "page.html"], { cwd: root });
  expect(page.code).toBe(1);
  expect(readFileSync(join(root, "page.html"), "utf8")).toContain("postcondition broken");
});

test("a review of the working tree sees files that git does not track yet, and no old debt for a mere document", async () => {
  const { root } = repositoryWith({ "src/old.ts": wrong });
  writeFiles(root, { "NOTES.md": "nothing\n" });
  const idle = await countercheck(["review", "--base", "main"], { cwd: root });
  expect([idle.code, idle.out]).toEqual([0, expect.stringContaining("0 comments")]);
  writeFiles(root, { "src/new.ts": wrong.replace("size", "fresh") });
  const ran = await countercheck(["review", "--base", "main"], { cwd: root });
  expect(ran.code).toBe(1);
  expect(ran.out).toContain("`fresh`: postcondition broken.");
});

test("an interruption is 130, and what was proved is in the bank", async () => {
  // Each has obligations of its own, so that there is work left when the first is named.
  const many = Array.from({ length: 200 }, (_, i) =>
    right.replace("size", `size${i}`).replace("text.length;", `text.length * ${i + 2} - ${i};`),
  );
  const cwd = folderWith({ "many.ts": many.join("\n") });
  const ran = await countercheck(["check"], { cwd, interruptAt: /\d+\/\d+ size/u });
  expect(ran.code).toBe(130);
  expect(ran.err).toContain("interrupted");
  expect(ran.out).toBe("");
});

test("help, version and wrong use need nothing but the command's own file", async () => {
  const cwd = folderWith({});
  mkdirSync(join(cwd, "bin"));
  cpSync(commandFile, join(cwd, "bin", "cli.js"));
  writeFileSync(join(cwd, "package.json"), '{ "version": "7.8.9", "type": "module" }');
  const file = join(cwd, "bin", "cli.js");
  expect(await countercheck(["--version"], { cwd, file })).toEqual({ code: 0, out: "7.8.9\n", err: "" });
  expect((await countercheck(["review", "--help"], { cwd, file })).out).toContain("--base REV");
  expect(await countercheck(["check", "--fromat=json"], { cwd, file })).toMatchObject({ code: 2, out: "" });
});

test("an older Node is told what is missing", async () => {
  const cwd = folderWith({ "old.mjs": 'Object.defineProperty(process.versions, "node", { value: "20.1.0" });\n' });
  const ran = await countercheck(["check"], { cwd, node: ["--import", "./old.mjs"] });
  expect(ran).toEqual({ code: 2, out: "", err: "countercheck needs Node 24 or newer; this is Node 20.1.0.\n" });
});
