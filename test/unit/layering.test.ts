/** Holds DESIGN.md, "The house": who may import whom, doors only, and the sole users of heavy packages. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const source = resolve(import.meta.dirname, "..", "..", "src");

const allowed: Record<string, readonly string[]> = {
  base: [],
  source: ["base"],
  ir: ["base", "source"],
  contract: ["base", "source", "ir"],
  frontend: ["base", "source", "ir", "contract"],
  semantics: ["base", "source", "ir"],
  calculus: ["base", "source", "ir"],
  smt: ["base", "source", "ir", "calculus"],
  bank: ["base"],
  prove: ["base", "source", "ir", "calculus", "smt", "bank"],
  counterexample: ["base", "source", "ir", "calculus", "semantics", "smt", "bank", "prove"],
  infer: ["base", "source", "ir", "calculus", "semantics", "smt", "bank", "prove"],
  refine: ["base", "source", "ir", "calculus", "semantics", "smt", "bank", "prove", "counterexample", "infer"],
  report: ["base", "source"],
  engine: [
    "base",
    "source",
    "ir",
    "contract",
    "frontend",
    "semantics",
    "calculus",
    "smt",
    "bank",
    "prove",
    "counterexample",
    "infer",
    "refine",
    "report",
  ],
  github: ["base", "source", "report"],
  "": ["engine", "github", "report", "base", "source", "bank", "smt", "counterexample"],
};

const soleUsers: readonly [RegExp, readonly string[]][] = [
  [/^typescript$/, ["frontend"]],
  [/^z3-solver/, ["smt"]],
  [/^@octokit\//, ["github"]],
  [/^@actions\//, ["github", ""]],
];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  /** Nothing but types is imported. */
  readonly erased: boolean;
}

function imports(): Import[] {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return files.flatMap((file) => {
    const text = readFileSync(join(source, file), "utf8");
    const found = text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b([^;]*?)\bfrom\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/g,
    );
    return [...found].map((m) => ({
      file: file.replaceAll("\\", "/"),
      from: folderOf(file),
      target: m[2] ?? m[3] ?? "",
      erased: m[1] !== undefined && namesTypesAlone(m[1]),
    }));
  });
}

function namesTypesAlone(clause: string): boolean {
  const names = clause.replace(/^[^{]*\{|\}[^}]*$/g, "").split(",");
  return /^\s*type\b/.test(clause) || names.every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

function folderOf(file: string): string {
  const parts = file.replaceAll("\\", "/").split("/");
  return parts.length === 1 ? "" : (parts[0] ?? "");
}

test("folders import along the table only, through doors only", () => {
  const wrong = imports().flatMap(({ file, from, target }) => {
    if (!target.startsWith(".")) return [];
    const path = relative(source, resolve(source, dirname(file), target)).replaceAll("\\", "/");
    const to = folderOf(path);
    if (to === from) return [];
    const problems: string[] = [];
    if (!(allowed[from] ?? []).includes(to)) problems.push(`${file} may not import ${path}`);
    if (to !== "" && path !== `${to}/index.js`) problems.push(`${file} goes past the door of ${to}: ${path}`);
    return problems;
  });
  expect(wrong).toEqual([]);
});

/** The parts of `frontend`, each of which may need those before it at run time; what only its types name stands anywhere. */
const parts = ["syntax", "world", "project", "types", "elaborate", "sharing", "lower", "annotations", "executable", ""];

function partOf(path: string): number {
  return parts.indexOf(path.split("/").length === 2 ? "" : (path.split("/")[1] ?? ""));
}

test("the parts of the frontend need each other in one direction", () => {
  const inside = imports().filter(
    ({ from, erased, target }) => from === "frontend" && !erased && target.startsWith("."),
  );
  expect(inside.length).toBeGreaterThan(500);
  const wrong = inside.flatMap(({ file, target }) => {
    const path = relative(source, resolve(source, dirname(file), target)).replaceAll("\\", "/");
    if (folderOf(path) !== "frontend") return [];
    const known = partOf(file) >= 0 && partOf(path) >= 0;
    return known && partOf(path) <= partOf(file) ? [] : [`${file} may not import ${path}`];
  });
  expect(wrong).toEqual([]);
});

test("heavy packages have one user each", () => {
  const wrong = imports().flatMap(({ file, from, target }) =>
    soleUsers
      .filter(([name, users]) => name.test(target) && !users.includes(from))
      .map(() => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});
