/** `declare-type`: what stands for a type that is not found, and what is said where one is found. */
import { expect, test } from "vitest";
import { openProject, type Project } from "../../../src/frontend/project.js";
import { memoryFiles, root } from "./memory-files.js";

function open(text: string, others: Readonly<Record<string, string>> = {}): Project {
  return openProject({ root, files: memoryFiles({ "a.ts": text, ...others }), targets: ["a.ts"], jsdoc: false });
}

const said = (text: string): readonly string[] => open(text).notices.map((n) => `${n.code}: ${n.message}`);

function typeProblems(project: Project): readonly string[] {
  return [...project.files.values()].flatMap((file) => file.typeProblems().map((p) => p.message));
}

test("a declared type stands for a name that is imported from nowhere, and for one that is not declared", () => {
  const project = open(`import { type Message, run } from "sdk";
//@ declare-type Message { text: string }
//@ declare-type Other<T> = { value: T }
export function f(m: Message, o: Other<string>): number {
  const n: number = m.text.length + o.value.length;
  return n;
}
`);
  expect(project.notices).toEqual([]);
  expect(typeProblems(project)).toEqual(["Cannot find module 'sdk' or its corresponding type declarations."]);
  const [file] = [...project.files.values()];
  expect(file?.trustedTypes.map((type) => type.name)).toEqual(["Message", "Other"]);
  expect(file?.source.text.endsWith("return n;\n}\n")).toBe(true);
});

test("of a type that TypeScript finds its own holds, and the declared one has to be true of its values", () => {
  expect(said('type R = "a" | "b";\n//@ declare-type R = string\n')).toEqual([]);
  expect(said("type R = { a: number; when: Date };\n//@ declare-type R { a: number }\n")).toEqual([]);
  expect(said('type R = "a" | "b";\n//@ declare-type R = "a"\n')).toEqual([
    "clause.type: `R` is found by TypeScript, and its values are not all of the type that `declare-type` says; TypeScript's type holds.",
  ]);
  expect(said("type R<T> = T[];\n//@ declare-type R<T> = T[]\n")).toEqual([
    "unsupported.clause: TypeScript finds the generic type `R`, with which `declare-type` is not compared.",
  ]);
});

test("what is wrong with a declared type is said at its clause", () => {
  expect(said("//@ declare-type R = { a: Missing }\n")).toEqual(["clause.type: Cannot find name 'Missing'."]);
  expect(said("//@ declare-type R = { a: \n")).toEqual(["clause.type: This is not one type as TypeScript writes it."]);
  expect(said("//@ declare-type R = string // and more\n")).toEqual([
    "clause.type: This is not one type as TypeScript writes it.",
  ]);
  expect(said("//@ declare-type R = string; type S = number\n")).toHaveLength(1);
  expect(said("//@ declare-type R = string\n//@ declare-type R = number\n")).toEqual([
    "clause.type: `R` is declared twice.",
  ]);
});

test("a name that the module found does not export is told", () => {
  const project = open('import { R } from "./b";\n//@ declare-type R = string\nexport const x = 1;\n', {
    "b.ts": "export const y = 1;\n",
  });
  expect(project.notices.map((n) => n.code)).toEqual(["clause.type"]);
});

test("no declared type hides a global one", () => {
  const project = open(
    "//@ declare-type Env = { a: number }\nexport function f(e: Env): number { return e.a; }\n/// <reference path='./env.ts' />\n",
  );
  expect(typeProblems(project)).toEqual([]);
  const hiding = open(
    '/// <reference path="./env.ts" />\n//@ declare-type Env = { a: string }\nexport function f(e: Env): string { return e.a; }\n',
    { "env.ts": "interface Env { a: number }\n" },
  );
  expect(typeProblems(hiding)).toEqual(["`declare-type Env` stands in place of a global type of that name."]);
});

test("a clause at the end of a file belongs to nothing behind it", () => {
  const [problem] = [...open("//@ declare-type R = string\n//@ requires x > 0\n").files.values()].flatMap(
    (file) => file.attachments.problems,
  );
  expect(problem?.diagnostic.code).toBe("annotation.misplaced");
});
