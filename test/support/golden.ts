/** Holds a text to a file under `fixtures/golden`; `UPDATE_GOLDEN=1` writes it anew, to be reviewed like code. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";

const folder = join(import.meta.dirname, "..", "..", "fixtures", "golden");

export function expectGolden(name: string, text: string): void {
  const file = join(folder, name);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(text).toBe(existsSync(file) ? readFileSync(file, "utf8") : `no ${name}: write it with UPDATE_GOLDEN=1`);
}
