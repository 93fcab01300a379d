/**
 * Takes the outcome of a run and keeps it for a run with the same inputs; gives it back to that. What is kept of a
 * refuted function includes the run that refuted it, which is run again before the finding is believed.
 */
import { stableHash } from "../base/index.js";
import type { Checked } from "./program.js";
import type { Outcome } from "./report.js";
import type { CheckRequest, Services } from "./request.js";
import { buildOf } from "./version.js";
import { type ReadSet, recallRun, rememberRun } from "./warm.js";
import { stillSo, type Witness } from "./witness.js";

interface Kept {
  readonly outcome: Outcome;
  readonly witnesses: readonly Witness[];
}

export async function recalledOutcome(request: CheckRequest, services: Services): Promise<Outcome | undefined> {
  if (services.bank === undefined) return undefined;
  const kept = recallRun(startOf(request, services), request.root, request.files, services.bank);
  if (!isKept(kept)) return undefined;
  const { outcome, witnesses } = kept;
  if (request.retry && outcome.findings.some(({ verdict }) => verdict === "unproven")) return undefined;
  if (!(await stillSo(witnesses, services.replayer))) return undefined;
  return { ...outcome, findings: outcome.findings.map((finding) => ({ ...finding, fromBank: true })) };
}

export function rememberOutcome(
  outcome: Outcome,
  read: ReadSet,
  { findings, examinations }: Checked,
  request: CheckRequest,
  services: Services,
): void {
  if (services.bank === undefined) return;
  const witnesses = [...findings.keys()].flatMap((id) => examinations.get(id)?.witnesses ?? []);
  const kept: Kept = { outcome, witnesses };
  rememberRun(startOf(request, services), read, kept, { ...request, bank: services.bank });
}

function startOf(request: CheckRequest, services: Services): string {
  const { targets, changed, overflow, jsdoc, all = false, limit, replay, suggest } = request;
  const lines = [...(changed ?? [])].map(
    ([file, ranges]) => [file, ranges.map(({ start, end }) => [start, end])] as const,
  );
  const selection = changed === undefined ? null : lines;
  return stableHash({ build: buildOf(services), targets, selection, overflow, jsdoc, all, limit, replay, suggest });
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== "object" || value === null || !("outcome" in value) || !("witnesses" in value)) return false;
  const { outcome, witnesses } = value;
  return (
    Array.isArray(witnesses) &&
    typeof outcome === "object" &&
    outcome !== null &&
    "findings" in outcome &&
    Array.isArray(outcome.findings)
  );
}
