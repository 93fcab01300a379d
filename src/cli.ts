/**
 * The command's first lines: they run on any Node that knows modules, so that an old one is told what is missing instead
 * of failing on something that it does not know. The work is in `cli-main.ts`.
 */
import process from "node:process";

const wanted = 24;

async function start(): Promise<void> {
  const found = Number(process.versions.node.split(".")[0]);
  if (found < wanted) {
    process.stderr.write(`countercheck needs Node ${wanted} or newer; this is Node ${process.versions.node}.\n`);
    process.exitCode = 2;
    return;
  }
  const { runProcess } = await import("./cli-process.js");
  await runProcess(import.meta.url);
}

void start();
