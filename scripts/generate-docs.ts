/**
 * Gives what is written once and shown twice: `docs/diagnostics.md` from the catalogue, `docs/constructs.md` from the fixtures, and the README's tables from
 * `action.yml` and the command's options. `npm run docs`; a test holds both to fresh ones.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constructsPage } from "./constructs-page.js";
import { diagnosticsPage } from "./diagnostics-page.js";
import { withTables } from "./readme-tables.js";

const root = join(import.meta.dirname, "..");
const readme = join(root, "README.md");

writeFileSync(join(root, "docs", "diagnostics.md"), diagnosticsPage());
writeFileSync(join(root, "docs", "constructs.md"), constructsPage());
writeFileSync(readme, withTables(readFileSync(readme, "utf8"), readFileSync(join(root, "action.yml"), "utf8")));
