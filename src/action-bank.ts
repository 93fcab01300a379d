/**
 * Gives the bank of a run of the Action: its folder, restored from the cache where that is quick, and what the job's end
 * is to save. A run that adds nothing saves nothing.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bankKeys, type RunContext, restoreBank, saveBank, type Workflow } from "./github/index.js";
import { encoderVersion, solverVersion } from "./smt/index.js";

export interface ActionBank {
  readonly folder: string;
  /** Nothing was restored: every answer has to be found. */
  readonly empty: boolean;
}

const restoreSeconds = 60;
const saveSeconds = 90;

export async function openActionBank(workflow: Workflow, context: RunContext): Promise<ActionBank> {
  const folder = path.join(context.temporary, "countercheck-bank");
  mkdirSync(folder, { recursive: true });
  const versions = { os: process.platform, build: `${solverVersion}-e${encoderVersion}` };
  const keys = bankKeys(context, versions);
  const carried = await restoreBank(folder, keys.restore, restoreSeconds);
  switch (carried.kind) {
    case "too late":
    case "failed": {
      const why = carried.kind === "failed" ? carried.message : `no answer in ${restoreSeconds} s`;
      workflow.problem({ code: "github.bank-unavailable", message: `the bank was not restored: ${why}` });
      // The late copy may still arrive in the first folder.
      const other = path.join(context.temporary, "countercheck-bank-new");
      mkdirSync(other, { recursive: true });
      return { folder: other, empty: true };
    }
    default: {
      const hit = carried.kind === "hit";
      workflow.info(hit ? `bank restored from ${carried.key}` : "the bank is empty: nothing was restored");
      if (keys.save !== undefined) {
        workflow.keep("bank-folder", folder);
        workflow.keep("bank-key", keys.save);
        workflow.keep("bank-digest", digest(folder));
      }
      return { folder, empty: !hit };
    }
  }
}

/** An answer that was found here was not in the bank before. A use of an entry leaves a mark too, not worth carrying. */
export function noteUse(workflow: Workflow, { misses }: { readonly misses: number }): void {
  if (misses === 0) workflow.keep("bank-known", "all");
}

/** At the job's end, whatever became of the step. */
export async function saveActionBank(workflow: Workflow): Promise<void> {
  const folder = workflow.state("bank-folder");
  const key = workflow.state("bank-key");
  if (folder === "" || key === "") return;
  if (workflow.state("bank-known") === "all" || digest(folder) === workflow.state("bank-digest")) {
    workflow.info("the bank has nothing new: not saved");
    return;
  }
  const carried = await saveBank(folder, key, saveSeconds);
  if (carried.kind === "saved") workflow.info(`bank saved as ${key}`);
  else if (carried.kind === "failed" || carried.kind === "too late") {
    const why = carried.kind === "failed" ? carried.message : `no answer in ${saveSeconds} s`;
    workflow.problem({ code: "github.bank-unavailable", message: `the bank was not saved: ${why}` });
  }
}

function digest(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)));
  return hash.digest("hex");
}
