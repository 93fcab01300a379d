/**
 * The Action's entry, for the step itself and for what follows at the job's end (`post`): inputs in, exit code out. The
 * work is in `action-main.ts` and `action-post.ts`.
 */
import process from "node:process";
import { runMain } from "./action-main.js";
import { runPost } from "./action-post.js";
import { openWorkflow } from "./github/index.js";
import { partsBeside } from "./parts.js";

async function start(): Promise<number> {
  const workflow = openWorkflow();
  if (workflow.state("main") !== "") return runPost(workflow);
  workflow.keep("main", "begun");
  return runMain(workflow, process.env, partsBeside(import.meta.url));
}

try {
  process.exitCode = await start();
} catch (error) {
  const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `this is a defect of ours, not of your code; please report it: ${told}`;
  openWorkflow().problem({ code: "internal.bug", message });
  process.exitCode = 3;
}
// A cache that does not answer keeps its connection; nothing that counts is still under way.
process.exit();
