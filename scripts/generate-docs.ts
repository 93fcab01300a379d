/**
 * Gives `docs/diagnostics.md` from the catalogue, the one place where codes and their texts are written.
 * `npm run docs`; a test holds the page to a fresh one.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosticsPage } from "./diagnostics-page.js";

writeFileSync(join(import.meta.dirname, "..", "docs", "diagnostics.md"), diagnosticsPage());
