import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { constructsPage } from "../../scripts/constructs-page.js";
import { diagnosticsPage } from "../../scripts/diagnostics-page.js";
import { withTables } from "../../scripts/readme-tables.js";

test("docs/diagnostics.md is what the catalogue says; `npm run docs` writes it", () => {
  expect(readFileSync("docs/diagnostics.md", "utf8")).toBe(diagnosticsPage());
});

test("the README's tables are what action.yml and the command say; `npm run docs` writes them", () => {
  const readme = readFileSync("README.md", "utf8");
  const fresh = withTables(readme, readFileSync("action.yml", "utf8"));
  expect(readme).toBe(fresh);
  expect(fresh).toContain("| `fail-on` |");
  expect(fresh).toContain("| `report-path` |");
});

test("docs/constructs.md is what the marks of the fixtures say, and shows every construct; `npm run docs` writes it", () => {
  const page = constructsPage();
  expect(readFileSync("docs/constructs.md", "utf8")).toBe(page);
  expect(page.match(/^.*\| (?:partly|not shown) \|.*$/gmu) ?? []).toEqual([]);
});
