/**
 * Gives `dist/`, what the Action and the command run: five bundles, each alone in its folder so that none loads what it
 * does not need (ARCHITECTURE.md names them), byte for byte the same on every machine.
 * `node scripts/build.ts [--out FOLDER]`
 *
 * Our own sources go through esbuild, packages through ncc, whose own TypeScript loader would check the same types five
 * times over. Licences are collected from what esbuild would bundle: ncc misses the packages whose modules it joins.
 * Relies on: ncc's CommonJS output of `@actions/cache` throws at load, so the entry points are ESM; a Z3 thread loads the
 * file that it lives in again, so that file holds Z3 alone.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";

interface Bundled {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Uint8Array; readonly permissions?: number }>>;
}
type Ncc = (input: string, options: Readonly<Record<string, unknown>>) => Promise<Bundled>;

interface Part {
  readonly entry: string;
  /** Folder under `dist/` and file in it. */
  readonly folder: string;
  readonly file: string;
  readonly format: "esm" | "cjs";
  readonly firstLine?: string;
}

const root = resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const ncc = require("@vercel/ncc") as Ncc;

const parts: readonly Part[] = [
  { entry: "src/action.ts", folder: ".", file: "index.js", format: "esm" },
  { entry: "src/cli.ts", folder: ".", file: "cli.js", format: "esm", firstLine: "#!/usr/bin/env node\n" },
  { entry: "src/engine-part.ts", folder: "engine", file: "index.js", format: "cjs" },
  { entry: "src/smt/worker.ts", folder: "z3", file: "index.js", format: "cjs" },
  { entry: "src/counterexample/child.ts", folder: "replay", file: "index.js", format: "cjs" },
];

/** Our sources of one part as one file; packages stay imports. */
async function ownSources(part: Part, into: string): Promise<string> {
  const outfile = join(
    into,
    `${part.folder === "." ? part.file : part.folder}.${part.format === "esm" ? "mjs" : "cjs"}`,
  );
  await build({
    entryPoints: [join(root, part.entry)],
    outfile,
    absWorkingDir: root,
    bundle: true,
    packages: "external",
    // Its CommonJS form asks for its parts in a way that no bundler follows.
    alias: { "jsonc-parser": join(root, "node_modules", "jsonc-parser", "lib", "esm", "main.js") },
    platform: "node",
    format: part.format,
    target: "node24",
    legalComments: "none",
    logLevel: "warning",
  });
  return outfile;
}

/** Folders of the packages that a part consists of. */
async function packagesOf(part: Part): Promise<Set<string>> {
  const { metafile } = await build({
    entryPoints: [join(root, part.entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    outdir: "out",
    loader: { ".node": "empty", ".wasm": "empty" },
    logLevel: "error",
  });
  const folders = Object.keys(metafile.inputs).map(
    (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(file)?.[0],
  );
  return new Set(folders.filter((folder) => folder !== undefined));
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Name, version and licence of a package, with the texts that it asks to be passed on. */
function licenceOf(folder: string): string {
  const {
    name,
    version,
    license = "",
  } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Package;
  const files = readdirSync(join(root, folder)).filter((file) =>
    /^(licen[cs]e|copying|notice|thirdpartynotice)/iu.test(file),
  );
  const texts = files.sort().map((file) =>
    readFileSync(join(root, folder, file), "utf8")
      .replaceAll("\r\n", "\n")
      .trim(),
  );
  return [`${name} ${version} (${license})`, ...texts].join("\n\n");
}

async function buildPart(part: Part, scratch: string, out: string): Promise<void> {
  const input = await ownSources(part, scratch);
  const options = { cache: false, esm: part.format === "esm", target: "es2024", quiet: true };
  const { code, assets } = await ncc(input, { ...options, minify: false, sourceMap: false });
  const folder = join(out, part.folder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, part.file), (part.firstLine ?? "") + code.replace(/^#!.*\n/u, ""));
  for (const [name, asset] of Object.entries(assets)) {
    if (name === "package.json") continue;
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), asset.source);
  }
  const type = part.format === "esm" ? "module" : "commonjs";
  writeFileSync(join(folder, "package.json"), `${JSON.stringify({ type })}\n`);
}

/** Z3's WebAssembly module lies beside its loader. */
function copyWebAssembly(out: string): void {
  const from = dirname(require.resolve("z3-solver/build/z3-built.js"));
  // Not a copy of the file: its mode would come along.
  writeFileSync(join(out, "z3", "z3-built.wasm"), readFileSync(join(from, "z3-built.wasm")));
}

async function writeLicences(out: string): Promise<void> {
  const folders = new Set<string>();
  for (const part of parts) for (const folder of await packagesOf(part)) folders.add(folder);
  const texts = [...folders].map(licenceOf).sort((a, b) => (a < b ? -1 : 1));
  const own = readFileSync(join(root, "LICENSE"), "utf8").trim();
  const rule = `\n\n${"-".repeat(80)}\n\n`;
  writeFileSync(join(out, "LICENSES.txt"), `${[own, ...new Set(texts)].join(rule)}\n`);
}

const flag = process.argv.indexOf("--out");
const out = resolve(flag < 0 ? join(root, "dist") : (process.argv[flag + 1] ?? ""));
// Inside the repository, so that packages are found from there, and always the same: module numbers depend on it.
const scratch = join(root, "node_modules", ".cache", "countercheck-build");
rmSync(scratch, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
mkdirSync(scratch, { recursive: true });
for (const part of parts) await buildPart(part, scratch, out);
copyWebAssembly(out);
await writeLicences(out);
rmSync(scratch, { recursive: true });
