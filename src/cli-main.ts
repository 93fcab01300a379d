/**
 * The command after Node's version was found to be right: words of the command line in, exit code out. Everything that
 * goes wrong ends here as text on stderr: wrong use as 2, a defect of ours as 3.
 */
import { runCheck } from "./cli-check.js";
import { helpText, parseCommandLine } from "./cli-options.js";
import type { World } from "./cli-terminal.js";
import type { Parts } from "./parts.js";
import { printable } from "./report/index.js";
import { UsageProblem, usageText } from "./usage-problem.js";

export async function main(
  words: readonly string[],
  world: World,
  parts: Parts,
  version: () => string,
): Promise<number> {
  try {
    const invocation = parseCommandLine(words);
    switch (invocation.kind) {
      case "help":
        world.stdout.write(helpText(invocation.command));
        return 0;
      case "version":
        world.stdout.write(`${version()}\n`);
        return 0;
      case "run": {
        const setting = { world, parts, options: invocation.options };
        if (invocation.command === "check") return await runCheck(invocation.args, setting);
        const { runReview } = await import("./cli-review.js");
        return await runReview(setting);
      }
    }
  } catch (error) {
    if (error instanceof UsageProblem) {
      world.stderr.write(printable(usageText(error)));
      return 2;
    }
    world.stderr.write(
      `internal.bug This is a defect of ours, not of your code; please report it.\n${printable(told(error))}\n`,
    );
    return 3;
  }
}

function told(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
