/**
 * Holds the committed `dist/` equal, byte for byte, to a fresh build, and runs a copy of it from another folder: the
 * command on a program with a known outcome. Exits with 1 and says what differs otherwise.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "countercheck-dist-"));

function filesOf(from: string): Map<string, Buffer> {
  const entries = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(from, path), readFileSync(path)]));
}

function differences(): string[] {
  const fresh = join(folder, "fresh");
  execFileSync(process.execPath, [join(root, "scripts", "build.ts"), "--out", fresh], { stdio: "inherit" });
  const [built, committed] = [filesOf(fresh), filesOf(join(root, "dist"))];
  const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
  return names.flatMap((name) => {
    const [one, other] = [built.get(name), committed.get(name)];
    if (one === undefined) return [`dist/${name} is not built any more`];
    if (other === undefined) return [`dist/${name} is missing`];
    return one.equals(other) ? [] : [`dist/${name} differs from a fresh build`];
  });
}

const program = `//@ ensures \\result >= a
export function highest(a: number, b: number): number {
  return a > b ? a : b;
}

//@ ensures \\result >= a
export function lowest(a: number, b: number): number {
  return a < b ? a : b;
}
`;

/** Nothing beside the copy: no packages, no sources. */
function runsElsewhere(): string[] {
  const place = join(folder, "elsewhere");
  cpSync(join(root, "dist"), join(place, "copy", "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(place, "copy", "package.json"));
  mkdirSync(join(place, "work"), { recursive: true });
  writeFileSync(join(place, "work", "two.ts"), program);
  const args = [join(place, "copy", "dist", "cli.js"), "check", "--format", "json", "--bank", "off"];
  const ran = spawnSync(process.execPath, args, { cwd: join(place, "work"), encoding: "utf8" });
  if (ran.status !== 1) return [`a copy of dist/ elsewhere exits with ${ran.status}, not 1:\n${ran.stderr}`];
  const { findings } = JSON.parse(ran.stdout) as { findings: { function: string; verdict: string }[] };
  const found = findings.map((finding) => `${finding.function} ${finding.verdict}`).sort();
  const wanted = ["highest verified", "lowest refuted"];
  return found.join() === wanted.join() ? [] : [`a copy of dist/ elsewhere finds ${found.join(", ")}`];
}

try {
  const wrong = [...differences(), ...runsElsewhere()];
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length > 0) process.stderr.write("`npm run build` makes dist/ anew.\n");
  else process.stdout.write("dist/ equals a fresh build and runs from another folder.\n");
  process.exitCode = wrong.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
