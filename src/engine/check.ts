/**
 * Takes a request and the services lent; gives a report. A run whose inputs are those of an earlier one is answered from
 * the bank, and loads neither TypeScript nor Z3.
 */
import type { Report } from "../report/index.js";
import { load } from "./load.js";
import { checkProgram } from "./program.js";
import { recalledOutcome, rememberOutcome } from "./remember.js";
import { type Outcome, outcomeOf, reportOf } from "./report.js";
import type { CheckRequest, Services } from "./request.js";
import { selectChanged } from "./selection.js";
import { suggest } from "./suggest.js";

export async function check(request: CheckRequest, services: Services): Promise<Report> {
  const started = services.now();
  const outcome = (await recalledOutcome(request, services)) ?? (await workedOut(request, services));
  return reportOf(outcome, services, (services.now() - started) / 1000);
}

async function workedOut(request: CheckRequest, services: Services): Promise<Outcome> {
  const loaded = await load(request);
  const selected = selectChanged(loaded.program, loaded, request.changed);
  const checked = await checkProgram(loaded, selected, request, services);
  const findings = request.suggest ? await suggest({ checked, loaded, request, services }) : checked.findings;
  const swept = new Set(loaded.program.swept);
  // Of a function without a contract nothing was claimed: only what a run shows is said.
  const told = [...findings].filter(([id, { verdict }]) => !swept.has(id) || verdict === "refuted");
  const outcome = outcomeOf(
    told.map(([, finding]) => finding),
    checked.notices,
    loaded,
    selected,
    request.changed === undefined,
  );
  if (checked.durable) rememberOutcome(outcome, loaded.readSet, checked, request, services);
  return outcome;
}
