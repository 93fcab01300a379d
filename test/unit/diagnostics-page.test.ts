import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { diagnosticsPage } from "../../scripts/diagnostics-page.js";

test("docs/diagnostics.md is what the catalogue says; `npm run docs` writes it", () => {
  expect(readFileSync("docs/diagnostics.md", "utf8")).toBe(diagnosticsPage());
});
