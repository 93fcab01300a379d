/** What follows at the job's end, also after a failure or a cancellation: the bank is saved. */
import { saveActionBank } from "./action-bank.js";
import type { Workflow } from "./github/index.js";

export async function runPost(workflow: Workflow): Promise<number> {
  await saveActionBank(workflow);
  return 0;
}
