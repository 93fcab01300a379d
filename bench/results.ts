/** Gives what the benches share: a table as Markdown, the machine in words, and the place of a table in `RESULTS.md`. */
import { readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform, totalmem } from "node:os";
import { join } from "node:path";

/** The first row is the head. */
/** Columns are in line up to here: one long cell would make every row as long. */
const widest = 60;

export function table(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.min(widest, Math.max(...rows.map((row) => (row[column] ?? "").length))));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join("\n");
}

export function machine(): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? "unknown"}, ${memory} GB, Node ${process.versions.node}`;
}

/** Puts text between `<!-- name -->` and `<!-- /name -->` of `RESULTS.md`. */
export function writeSection(name: string, text: string): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const file = join(import.meta.dirname, "RESULTS.md");
  const old = readFileSync(file, "utf8");
  const [start, stop] = [old.indexOf(begin), old.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`bench/RESULTS.md has no place for the table (${begin})`);
  writeFileSync(file, `${old.slice(0, start + begin.length)}\n${text}\n${old.slice(stop)}`);
}
