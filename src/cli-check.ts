/** The command `check`: files, folders and globs in; the report out; the exit code. */
import { deliver, exitCodeOf, placeOf, rendered, runEngine, type Setting, sourcesOf } from "./cli-run.js";
import { type Selection, selectFiles } from "./file-selection.js";
import { counted, oneLine } from "./report/index.js";
import { UsageProblem } from "./usage-problem.js";

export const interruptedCode = 130;

export async function runCheck(args: readonly string[], setting: Setting): Promise<number> {
  const place = placeOf(setting);
  const disk = place.engine.nodeFileSystem;
  const selection = selectFiles({ ...place, args, files: disk });
  refuseEmpty(selection, args);
  const ended = await runEngine({ files: disk, targets: selection.files }, place, setting);
  if (ended.kind === "interrupted") return interruptedCode;
  const { report } = ended;
  deliver(rendered(report, sourcesOf(report, disk, place.root), place, setting), setting);
  tellLeftOut(selection, setting);
  return exitCodeOf(report, setting, place.configuration);
}

function refuseEmpty({ files, unmatched }: Selection, args: readonly string[]): void {
  const [first] = unmatched;
  if (first !== undefined)
    throw new UsageProblem("usage.no-match", `"${oneLine(first)}" matches no TypeScript file to check`);
  if (files.length === 0) {
    const where = args.length === 0 ? "this folder" : "what was named";
    throw new UsageProblem("usage.no-match", `there is no TypeScript file to check in ${where}`);
  }
}

/** Contracts that nobody looks at are worth a line: a reader would take them for checked. */
export function tellLeftOut({ leftOut }: Selection, { world, options }: Setting): void {
  for (const [reason, files] of leftOut) {
    world.stderr.write(`left out, ${reason}: ${counted(files.length, "file")} with contracts\n`);
    if (options.verbose) for (const file of files) world.stderr.write(`  ${oneLine(file)}\n`);
  }
}
