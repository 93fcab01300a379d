/** The package as users get it: what the tarball holds, and what `npx` of it does in an empty folder. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
let folder: string;
let tarball: string;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
  readonly size: number;
}
let packed: Packed;

const quiet = {
  ...process.env,
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_offline: "true",
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "countercheck-package-"));
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const output = execFileSync("npm", args, {
    cwd: root,
    env: quiet,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [first] = JSON.parse(output) as readonly Packed[];
  if (first === undefined) throw new Error("npm packed nothing");
  packed = first;
  tarball = join(folder, packed.filename);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball holds the built parts, the licences and the schema, and none of the sources", () => {
  const paths = packed.files.map(({ path }) => path);
  const wanted = ["cli.js", "index.js", "engine/index.js", "z3/index.js", "z3/z3-built.wasm", "replay/index.js"];
  for (const file of [...wanted, "LICENSES.txt"]) expect(paths).toContain(`dist/${file}`);
  for (const file of ["LICENSE", "README.md", "action.yml", "docs/report.schema.json"]) expect(paths).toContain(file);
  expect(paths.filter((path) => /^(?:src|test|fixtures|scripts|bench)\//.test(path))).toEqual([]);
});

test("npx of the tarball checks a file in an empty folder, with no other package", () => {
  const place = join(folder, "empty");
  mkdirSync(place);
  writeFileSync(
    join(place, "a.ts"),
    "//@ ensures \\result >= a\nexport function next(a: number): number {\n  return a + 1;\n}\n",
  );
  const env = { ...quiet, npm_config_cache: join(folder, "cache"), HOME: folder };
  const args = [
    "exec",
    "--yes",
    `--package=${tarball}`,
    "--",
    "countercheck",
    "check",
    "--format",
    "json",
    "--bank",
    "off",
  ];
  const ran = spawnSync("npm", args, { cwd: place, env, encoding: "utf8" });
  expect(ran.status, ran.stderr).toBe(0);
  const report = JSON.parse(ran.stdout) as { findings: { verdict: string }[] };
  expect(report.findings.map(({ verdict }) => verdict)).toEqual(["verified"]);
  expect(readdirSync(place)).toEqual(["a.ts"]);
}, 180_000);

test("dist/ names every bundled package with its licence, and no path of the machine that built it", () => {
  const licences = readFileSync(join(root, "dist", "LICENSES.txt"), "utf8");
  for (const name of [
    "typescript",
    "z3-solver",
    "@actions/cache",
    "@octokit/core",
    "undici",
    "bottleneck",
    "jsonc-parser",
  ]) {
    expect(licences).toMatch(new RegExp(`^${name} \\d`, "m"));
  }
  for (const file of ["index.js", "cli.js", "engine/index.js", "z3/index.js", "replay/index.js"]) {
    expect(readFileSync(join(root, "dist", file), "utf8")).not.toContain(root);
  }
});
