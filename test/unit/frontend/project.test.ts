/** Opening a workspace: which files, by which configuration, with what said of them. */
import { resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { hashText } from "../../../src/base/index.js";
import { nodeFileSystem } from "../../../src/engine/node-file-system.js";
import { openProject, type Project, type ProjectFile } from "../../../src/frontend/project.js";
import { memoryFiles, root } from "./memory-files.js";

function open(
  contents: Readonly<Record<string, string | Uint8Array>>,
  targets: readonly string[],
  links: Readonly<Record<string, string>> = {},
): Project {
  return openProject({ root, files: memoryFiles(contents, links), targets, jsdoc: false });
}

function fileOf(project: Project, path: string): ProjectFile {
  const file = project.files.get(path);
  if (file === undefined) throw new Error(`${path} is not among ${[...project.files.keys()].join(", ")}`);
  return file;
}

const messages = (file: ProjectFile): readonly string[] => file.typeProblems().map((p) => p.message);

/** The type of an exported constant or function, as the file's own checker prints it. */
function typeOf(file: ProjectFile, name: string): string {
  const module = file.checker.getSymbolAtLocation(file.sourceFile);
  const symbol =
    module === undefined ? undefined : file.checker.getExportsOfModule(module).find((s) => s.name === name);
  return symbol === undefined ? "missing" : file.checker.typeToString(file.checker.getTypeOfSymbol(symbol));
}

const monorepo = (): Project =>
  openProject({
    root: resolve(import.meta.dirname, "../../../fixtures/monorepo"),
    files: nodeFileSystem(),
    targets: ["apps/store/src/checkout.ts"],
    jsdoc: false,
  });

test("a monorepo is read without an install: workspace packages, paths, baseUrl, extends upwards, references", () => {
  const project = monorepo();
  expect([...project.files.keys()].sort()).toEqual([
    "apps/store/src/checkout.ts",
    "apps/store/src/clamp.ts",
    "packages/cart/src/index.ts",
    "packages/cart/src/limits.ts",
    "packages/cart/src/shipping.ts",
    "packages/money/src/index.ts",
    "packages/money/src/line.ts",
    "packages/money/src/rules.ts",
  ]);
  expect(project.notices).toEqual([]);
  const said = [...project.files.values()].flatMap((file) => messages(file).map((m) => `${file.path}: ${m}`));
  expect(said).toEqual([
    "apps/store/src/checkout.ts: Cannot find module 'left-pad' or its corresponding type declarations.",
  ]);
});

test("what a monorepo's files import brings its contracts along", () => {
  const project = monorepo();
  const clauses = (path: string): number =>
    [...fileOf(project, path).attachments.functions.values()].reduce((sum, list) => sum + list.length, 0);
  expect(clauses("packages/money/src/line.ts")).toBe(4);
  expect(clauses("packages/cart/src/shipping.ts")).toBe(3);
  expect(fileOf(project, "packages/money/src/line.ts").attachments.members.size).toBe(2);
});

test("strict null checks are recorded a project, and always on for us", () => {
  const project = monorepo();
  expect(fileOf(project, "packages/cart/src/index.ts").strictNullChecks).toBe(true);
  expect(fileOf(project, "apps/store/src/checkout.ts").strictNullChecks).toBe(false);
  const off = open(
    { "tsconfig.json": '{ "compilerOptions": { "strict": false } }', "a.ts": "export const x: number = undefined;" },
    ["a.ts"],
  );
  expect(messages(fileOf(off, "a.ts"))).toEqual(["Type 'undefined' is not assignable to type 'number'."]);
});

test("a name whose package is not found names the package", () => {
  const project = monorepo();
  const file = fileOf(project, "apps/store/src/checkout.ts");
  const found: (string | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    const called = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? node.expression : undefined;
    if (called !== undefined) found.push(project.unresolvedImport(called, file.checker));
    ts.forEachChild(node, visit);
  };
  visit(file.sourceFile);
  expect(found).toEqual([undefined, undefined, undefined, "left-pad", undefined]);
});

test("the nearest configuration that includes a file decides, through references", () => {
  const contents = {
    "tsconfig.json": '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }',
    "tsconfig.app.json": '{ "include": ["src"], "compilerOptions": { "paths": { "#x": ["./src/x.ts"] } } }',
    "src/a.ts": 'import { x } from "#x"; export const y = x;',
    "src/x.ts": "export const x = 1 as number;",
    "src/deep/tsconfig.json": '{ "include": ["other"], "compilerOptions": { "paths": { "#x": ["./nowhere.ts"] } } }',
    "src/deep/b.ts": 'import { x } from "#x"; export const y = x;',
    "outside/c.ts": 'import { x } from "#x"; export const y = x;',
  };
  const project = open(contents, ["src/a.ts", "src/deep/b.ts", "outside/c.ts"]);
  expect(typeOf(fileOf(project, "src/a.ts"), "y")).toBe("number");
  expect(typeOf(fileOf(project, "src/deep/b.ts"), "y")).toBe("number");
  expect(messages(fileOf(project, "outside/c.ts"))).toHaveLength(1);
});

test("options that other versions removed or do not know are no errors", () => {
  const config = {
    compilerOptions: {
      target: "es3",
      module: "amd",
      moduleResolution: "classic",
      baseUrl: "./src",
      outFile: "x.js",
      charset: "utf8",
      importsNotUsedAsValues: "error",
      somethingNew: true,
    },
  };
  const project = open(
    {
      "tsconfig.json": JSON.stringify(config),
      "src/a.ts": 'import { x } from "lib/x"; export const y = x;',
      "src/lib/x.ts": "export const x = 1 as number;",
    },
    ["src/a.ts"],
  );
  expect(project.notices).toEqual([]);
  expect(messages(fileOf(project, "src/a.ts"))).toEqual([]);
  expect(typeOf(fileOf(project, "src/a.ts"), "y")).toBe("number");
});

test("rootDirs and custom conditions lead where the project's own compiler would go", () => {
  const project = open(
    {
      "tsconfig.json": '{ "compilerOptions": { "rootDirs": ["src", "made"], "customConditions": ["ours"] } }',
      "src/a.ts": 'import { x } from "./x"; import { z } from "p"; export const y = x; export const w = z;',
      "made/x.ts": "export const x = 1 as number;",
      "node_modules/p/package.json": '{ "name": "p", "exports": { "ours": "./ours.ts", "default": "./other.js" } }',
      "node_modules/p/ours.ts": "export const z = 'a' as string;",
    },
    ["src/a.ts"],
  );
  expect(typeOf(fileOf(project, "src/a.ts"), "y")).toBe("number");
  expect(typeOf(fileOf(project, "src/a.ts"), "w")).toBe("string");
});

test("npm workspaces: a package that has a build leads to its source all the same", () => {
  const project = open(
    {
      "package.json": '{ "workspaces": { "packages": ["libs/*"] } }',
      "libs/p/package.json":
        '{ "name": "p", "exports": { ".": { "types": "./build/types/index.d.ts" }, "./sub/*": "./build/sub/*.js" } }',
      "libs/p/tsconfig.json":
        '{ "compilerOptions": { "declarationDir": "build/types", "outDir": "build", "rootDir": "code" } }',
      "libs/p/code/index.ts": "export const x = 1 as number;",
      "libs/p/code/sub/s.ts": "export const s = 1 as number;",
      "libs/p/build/types/index.d.ts": "export declare const x: string;",
      "libs/q/package.json": '{ "name": "@x/q" }',
      "libs/q/a.ts": 'import { x } from "p"; import { s } from "p/sub/s"; export const y = x; export const t = s;',
    },
    ["libs/q/a.ts"],
  );
  expect(typeOf(fileOf(project, "libs/q/a.ts"), "y")).toBe("number");
  expect(typeOf(fileOf(project, "libs/q/a.ts"), "t")).toBe("number");
});

test("a type error stays with its place, whatever comments ask for silence", () => {
  const text = `// @ts-nocheck
export function f(x: number): string {
  // @ts-ignore
  return x;
}
// @ts-expect-error
export const y: number = "a";
`;
  const file = fileOf(open({ "a.ts": text }, ["a.ts"]), "a.ts");
  expect(file.typeProblems().map((p) => text.slice(p.start, p.end))).toEqual(["return", "y"]);
});

test("names of the platform are unknown only where they are used", () => {
  const text = `export function f(): number { return process.pid; }
export function g(xs: readonly number[]): number { return xs.reduce((a, b) => a + b, 0); }
export const h = (s: Set<string>) => [...s].map((x) => x.length).sort((a, b) => a - b);
export async function k() { document.title = await fetch("x"); }`;
  const file = fileOf(open({ "a.ts": text }, ["a.ts"]), "a.ts");
  expect(file.typeProblems().map((p) => text.slice(p.start, p.end))).toEqual(["process", "document", "fetch"]);
  expect(messages(file)[0]).toBe("Cannot find name 'process'.");
});

test("files that cannot be read are told by a code each, and the others stand", () => {
  const project = open(
    {
      "a.ts": "export const x = 1;",
      "latin.ts": new Uint8Array([0x2f, 0x2f, 0xe9]),
      "wrong.ts": "export const = 3;",
      "deep.ts": `export const x = ${"[".repeat(3000)}${"]".repeat(3000)};`,
      "linked.ts": "",
      "/elsewhere/secret.ts": "export const secret = 1;",
    },
    ["a.ts", "latin.ts", "missing.ts", "wrong.ts", "deep.ts", "linked.ts", "../elsewhere/secret.ts"],
    { "linked.ts": "/elsewhere/secret.ts" },
  );
  expect(project.notices.map((n) => `${n.span.file} ${n.code}`).sort()).toEqual([
    "../elsewhere/secret.ts file.outside",
    "deep.ts file.syntax",
    "latin.ts file.encoding",
    "linked.ts file.outside",
    "missing.ts file.unreadable",
    "wrong.ts file.syntax",
  ]);
  expect(project.files.has("a.ts")).toBe(true);
});

test("nothing outside the root is imported or extended, by way of a link or of dots", () => {
  const project = open(
    {
      "tsconfig.json": '{ "extends": "../outside.json" }',
      "/outside.json": '{ "compilerOptions": { "strict": true } }',
      "a.ts": 'import { x } from "../elsewhere/b"; import { y } from "./link/b"; export const z = [x, y];',
      "/elsewhere/b.ts": "export const x = 1; export const y = 2;",
    },
    ["a.ts"],
    { link: "/elsewhere" },
  );
  expect([...project.files.keys()]).toEqual(["a.ts"]);
  expect(messages(fileOf(project, "a.ts"))).toHaveLength(2);
  expect(fileOf(project, "a.ts").strictNullChecks).toBe(false);
});

test("links inside the root are normal", () => {
  const project = open(
    { "a.ts": 'import { x } from "./link/b"; export const y = x;', "real/b.ts": "export const x = 1 as number;" },
    ["a.ts"],
    { link: "real" },
  );
  expect(typeOf(fileOf(project, "a.ts"), "y")).toBe("number");
});

test("what is left out is counted where it holds a clause", () => {
  const clause = "//@ requires x\nfunction f(x) {}\n";
  const project = open(
    {
      "a.d.ts": clause,
      "node_modules/p/a.ts": clause,
      "made.ts": `// @generated\n${clause}`,
      "made-plain.ts": "// @generated\n",
      "large.ts": `${clause}// ${"x".repeat(1024 * 1024)}`,
      "script.js": clause,
    },
    ["a.d.ts", "node_modules/p/a.ts", "made.ts", "made-plain.ts", "large.ts", "script.js"],
  );
  expect(project.leftOut).toEqual({ ".d.ts": 1, node_modules: 1, "@generated": 1, "over 1 MB": 1 });
  expect(project.notices.map((n) => n.code)).toEqual(["file.too-large"]);
  expect([...project.files.keys()]).toEqual([]);
});

test("the read set names all that was consulted, also in vain", () => {
  const contents = { "tsconfig.json": "{}", "src/a.ts": 'import "./b"; import "left-pad";', "src/b.ts": "export {};" };
  const { readSet } = open(contents, ["src/a.ts"]);
  expect(readSet.get("tsconfig.json")).toBe(hashText("{}"));
  expect(readSet.get("src/a.ts")).toBe(hashText(contents["src/a.ts"]));
  expect(readSet.get("src/b.ts")).toBe(hashText("export {};"));
  expect(readSet.get("src/tsconfig.json")).toBe("absent");
  expect(readSet.get("node_modules/left-pad/package.json")).toBe("absent");
  expect(readSet.get("src/b.tsx")).toBeUndefined();
});

test("a file that two projects with different flags share has one identity, and its own checker", () => {
  const project = open(
    {
      "p/tsconfig.json": '{ "compilerOptions": { "noUncheckedIndexedAccess": true } }',
      "p/a.ts": "export const first = (xs: number[]) => xs[0];",
      "q/tsconfig.json": "{}",
      "q/b.ts": 'import { first } from "../p/a"; export const f = (xs: number[]) => xs[0]; export const g = first;',
    },
    ["q/b.ts"],
  );
  const shared = fileOf(project, "p/a.ts");
  expect(typeOf(shared, "first")).toBe("(xs: number[]) => number | undefined");
  const user = fileOf(project, "q/b.ts");
  expect(typeOf(user, "f")).toBe("(xs: number[]) => number");
  const exported = user.checker.getSymbolAtLocation(user.sourceFile)?.exports?.get("g" as ts.__String);
  expect(exported).toBeDefined();
  const imported = user.sourceFile.statements[0];
  const name = imported && ts.isImportDeclaration(imported) && imported.importClause?.namedBindings;
  const alias = name && ts.isNamedImports(name) ? name.elements[0] : undefined;
  const symbol = alias && user.checker.getSymbolAtLocation(alias.name);
  const declaration = symbol && user.checker.getAliasedSymbol(symbol).declarations?.[0];
  expect(declaration && project.fileOf(declaration.getSourceFile())).toBe(shared);
});

test("offsets are those of the file, byte-order mark and all", () => {
  const text = "\uFEFFexport const x: number = 'a';\r\n";
  const file = fileOf(open({ "a.ts": text }, ["a.ts"]), "a.ts");
  expect(file.source.text).toBe(text);
  expect(file.typeProblems().map((p) => text.slice(p.start, p.end))).toEqual(["x"]);
});

test("what is nested too deeply within a function is taken out of the tree, and the rest of the file is read", () => {
  const paren = `${"(".repeat(2000)}x${")".repeat(2000)}`;
  const chain = Array.from({ length: 2000 }, (_, i) => `x > ${i}`).join(" && ");
  const ifs = `${"if (x > 0) {".repeat(800)} return 1; ${"}".repeat(800)} return 0;`;
  const contents = {
    "a.ts": [
      `export function a(x: number): number { return ${paren}; }`,
      `export const b = (x: number) => ${chain};`,
      `export function c(x: number): number { ${ifs} }`,
      "export const limit = 3;",
    ].join("\n"),
  };
  const file = fileOf(open(contents, ["a.ts"]), "a.ts");
  expect(file.deep.map(({ construct }) => construct).sort()).toEqual(["blocks", "operands of `&&`", "parentheses"]);
  expect(file.source.text).toBe(contents["a.ts"]);
  expect(file.sourceFile.text).toHaveLength(contents["a.ts"].length);
  expect(messages(file)).toEqual([]);
  // Nothing is believed of the type of what was taken out.
  expect([typeOf(file, "b"), typeOf(file, "limit")]).toEqual(["(x: number) => any", "3"]);
});

test("a file is not read where what is nested too deeply could change what other functions take for constant", () => {
  const nested = (innermost: string) => `${"if (x > 0) {".repeat(800)} ${innermost} ${"}".repeat(800)}`;
  const tried = {
    "local.ts": `export function f(x: number) { let y = 0; ${nested("y = 1;")} return y; }`,
    "outside.ts": `let limit = 3; export function f(x: number) { ${nested("limit = 1;")} } export const g = () => limit;`,
    "field.ts": `export function f(x: number, o: { a: number }) { ${nested("o.a = 1;")} }`,
    "prefix.ts": `export function f(x: number, o: { a: number }) { ${nested("++o.a;")} }`,
    "clause.ts": `export function f(x: number) { ${nested("\n//@ assert x > 0\n")} }`,
    "prototype.ts": `export function f(x: number, a: any) { ${nested("Object.assign(Array.prototype, a);")} }`,
    "module.ts": `export const x = ${"!".repeat(800)}true;`,
  };
  const project = open(tried, Object.keys(tried));
  expect([...project.files.keys()]).toEqual(["local.ts"]);
  expect(project.notices.map(({ code, span }) => `${span.file} ${code}`).sort()).toEqual(
    Object.keys(tried)
      .filter((name) => name !== "local.ts")
      .map((name) => `${name} file.syntax`)
      .sort(),
  );
});
