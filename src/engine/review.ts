/**
 * Takes a change as two revisions of the workspace; gives the head's report, and of each finding whether the base had it
 * too, so that a review can tell what the change introduced from what was there, and say what it fixed.
 * The base's functions are worked on like any others; what did not change comes from the bank.
 */
import type { Finding, Report } from "../report/index.js";
import type { FileSystem } from "../source/index.js";
import { check } from "./check.js";
import { load } from "./load.js";
import { checkProgram } from "./program.js";
import type { CheckRequest, Services } from "./request.js";

export interface Base {
  readonly files: FileSystem;
  /** Paths relative to the root, as they were in the base. */
  readonly targets: readonly string[];
}

export interface ReviewedChange {
  readonly report: Report;
  /** Ids of findings that the base has, too. */
  readonly existing: ReadonlySet<string>;
  /** Findings of the base that say that something is wrong, and that the head no longer has. */
  readonly fixed: readonly Finding[];
}

export async function reviewChange(head: CheckRequest, base: Base, services: Services): Promise<ReviewedChange> {
  const report = await check(head, services);
  const before = await baseFindings(report, head, base, services);
  const known = new Set(before.map(({ id }) => id));
  const now = new Set(report.findings.map(({ id }) => id));
  return {
    report,
    existing: new Set(report.findings.map(({ id }) => id).filter((id) => known.has(id))),
    fixed: before.filter((finding) => isWrong(finding) && !now.has(finding.id)),
  };
}

/** What the base says of the functions that the head's report speaks of. */
async function baseFindings(
  report: Report,
  head: CheckRequest,
  base: Base,
  services: Services,
): Promise<readonly Finding[]> {
  const concerned = new Set(report.findings.map(placeOf));
  const files = new Set(report.findings.map(({ file }) => file));
  const targets = base.targets.filter((file) => files.has(file));
  if (targets.length === 0) return [];
  const request: CheckRequest = { ...head, files: base.files, targets, suggest: false };
  const loaded = await load(request);
  const { program } = loaded;
  const names = [...program.functions.values(), ...program.declined].map(({ id, name, extent }) => ({
    id,
    place: placeOf({ file: extent.file, function: name }),
  }));
  const selected = names.filter(({ place }) => concerned.has(place)).map(({ id }) => id);
  const wanted = new Set(selected);
  return [...(await checkProgram(loaded, wanted, request, services)).findings.values()];
}

function placeOf({ file, function: name }: Pick<Finding, "file" | "function">): string {
  return `${file}\0${name}`;
}

function isWrong({ verdict }: Finding): boolean {
  return verdict !== "verified" && verdict !== "generated";
}
