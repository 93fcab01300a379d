/**
 * Takes a request and the services lent; gives a report. A run whose inputs are those of an earlier one is answered from
 * the bank, and loads neither TypeScript nor Z3.
 */
import type { Finding, Report } from "../report/index.js";
import { askedOnce } from "../smt/index.js";
import { load } from "./load.js";
import { checkProgram } from "./program.js";
import { recalledOutcome, rememberOutcome } from "./remember.js";
import { type Outcome, outcomeOf, reportOf } from "./report.js";
import type { CheckRequest, Services } from "./request.js";
import { selectChanged } from "./selection.js";
import { suggest } from "./suggest.js";

function askOf(finding: Finding, asks: string): NonNullable<Report["asks"]>[number] {
  const { file, line, column, code, counterexample } = finding;
  const { call = "", outcome = "" } = counterexample ?? {};
  return { file, function: finding.function, line, column, code, asks, call, outcome };
}

export async function check(request: CheckRequest, services: Services): Promise<Report> {
  const started = services.now();
  const working = { ...services, solver: askedOnce(services.solver) };
  const outcome = (await recalledOutcome(request, services)) ?? (await workedOut(request, working));
  return reportOf(outcome, services, (services.now() - started) / 1000);
}

/** Whether anything in the files looks like a contract, or none is needed. */
function mayAsk({ root, files, targets, jsdoc, all = false }: CheckRequest): boolean {
  return all || jsdoc || targets.some((path) => Buffer.from(files.readFile(`${root}/${path}`) ?? []).includes("//@"));
}

async function workedOut(request: CheckRequest, services: Services): Promise<Outcome> {
  // Z3 starts on a thread of its own while TypeScript is loaded here.
  if (mayAsk(request)) services.solver.prepare?.();
  const loaded = await load(request);
  const selected = selectChanged(loaded.program, loaded, request.changed);
  const checked = await checkProgram(loaded, selected, request, services);
  const findings = request.suggest ? await suggest({ checked, loaded, request, services }) : checked.findings;
  const swept = new Set(loaded.program.swept);
  // Of a function without a contract nothing was claimed: only what a run shows is said.
  const asked = (id: string): string | undefined => {
    const refuted = checked.examinations.get(id)?.refuted ?? [];
    return refuted.some(({ evident }) => evident === undefined) ? undefined : refuted[0]?.evident;
  };
  const broken = [...findings].filter(([id, { verdict }]) => !swept.has(id) || verdict === "refuted");
  const told = broken.filter(([id]) => !swept.has(id) || asked(id) === undefined);
  const asks = broken.flatMap(([id, finding]) => {
    const asksFor = swept.has(id) ? asked(id) : undefined;
    return asksFor === undefined ? [] : [askOf(finding, asksFor)];
  });
  const outcome = {
    ...outcomeOf(
      told.map(([, finding]) => finding),
      checked.notices,
      loaded,
      selected,
      request.changed === undefined,
    ),
    ...(request.all === true ? { asks } : {}),
  };
  if (checked.durable) rememberOutcome(outcome, loaded.readSet, checked, request, services);
  return outcome;
}
