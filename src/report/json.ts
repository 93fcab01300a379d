/**
 * Takes a report; gives the JSON that `docs/report.schema.json` describes. It is an interface: fields are added, never
 * changed or taken away.
 */
import type { Report } from "./finding.js";
import { inOrder } from "./headline.js";

export function renderJson(report: Report): string {
  const { version, findings, totals, solver, bank, seconds, notices, notChecked, asks, counts } = report;
  const asked = asks === undefined ? {} : { asks };
  const run = { totals, solver, bank, seconds, notices, notChecked, ...asked, counts };
  const ordered = { version, findings: inOrder(findings), ...run };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}
