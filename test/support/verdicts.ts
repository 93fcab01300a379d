/** Takes one TypeScript text; gives the engine's findings in it by function, with Z3 and real runs. */
import type { Finding } from "../../src/report/index.js";
import { filesOf } from "../unit/engine/files.js";
import { checkFolder, type FolderOptions } from "./check-folder.js";
import { lent } from "./lent.js";

export async function findingsIn(text: string, options: FolderOptions = {}): Promise<ReadonlyMap<string, Finding>> {
  const report = await checkFolder("/w", ["a.ts"], { files: filesOf({ "a.ts": text }), lent: lent(), ...options });
  const bugs = [...report.notices, ...report.findings.flatMap(({ problems }) => problems)].filter(
    ({ code }) => code === "internal.bug",
  );
  if (bugs.length > 0) throw new Error(bugs.map(({ message }) => message).join("\n"));
  return new Map(report.findings.map((finding) => [finding.function, finding]));
}
