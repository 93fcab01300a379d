/**
 * Gives what `check` and `review` share: the place (root, configuration, repository), one run of the engine with
 * everything closed afterwards, and the report brought to where it was asked for.
 */
import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bankFolder } from "./bank-folder.js";
import type { Options } from "./cli-options.js";
import { progressOn, type World, wantsColor, widthOf } from "./cli-terminal.js";
import { type Configuration, findConfiguration, readConfiguration } from "./configuration.js";
import type { CheckRequest } from "./engine/index.js";
import { type GitRepository, openRepository } from "./git.js";
import type { EnginePart, Parts } from "./parts.js";
import {
  defaultFailOn,
  failing,
  failingNotices,
  type Report,
  renderJson,
  renderMarkdown,
  renderText,
} from "./report/index.js";
import { type FileSystem, type SourceFile, sourceFile } from "./source/index.js";
import { UsageProblem } from "./usage-problem.js";

export interface Place {
  /** Absolute, links followed: the repository's working tree, or the folder itself. */
  readonly root: string;
  readonly cwd: string;
  readonly git: GitRepository | undefined;
  readonly configuration: Configuration;
  readonly engine: EnginePart;
}

export interface Setting {
  readonly world: World;
  readonly parts: Parts;
  readonly options: Options;
}

export function placeOf({ world, parts, options }: Setting): Place {
  const cwd = realpathSync(world.cwd);
  const git = openRepository(cwd);
  const root = git?.root ?? cwd;
  const engine = parts.loadEngine();
  const disk = engine.nodeFileSystem;
  const configuration =
    options.config === undefined
      ? findConfiguration(disk, cwd, root)
      : readConfiguration(disk, path.resolve(cwd, options.config));
  return { root, cwd, git, configuration, engine };
}

/** What the engine is asked, of the files chosen. Flags go before the configuration. */
export type Asked = Pick<CheckRequest, "files" | "targets" | "changed">;

export type Ended = { readonly kind: "done"; readonly report: Report } | { readonly kind: "interrupted" };

/** One run of the engine. At an interruption the bank is closed in order, so that what was proved stays proved. */
export async function runEngine(asked: Asked, place: Place, setting: Setting): Promise<Ended> {
  const { world, parts, options } = setting;
  const progress = progressOn(world);
  const bank = bankFolder(options.bank, { ...place, env: world.env });
  let stopped = false;
  const services = place.engine.openServices({
    z3WorkerFile: parts.z3WorkerFile,
    replayFile: parts.replayFile,
    jobs: options.jobs,
    bankFolder: bank,
    progress: {
      working: (...work) => {
        if (!stopped) progress.working(...work);
      },
    },
  });
  let release = (): void => {};
  const interrupted = new Promise<Ended>((resolve) => {
    release = world.onInterrupt(() => {
      stopped = true;
      resolve({ kind: "interrupted" });
    });
  });
  try {
    const work = place.engine.check(requestOf(asked, place, options), services);
    return await Promise.race([work.then((report): Ended => ({ kind: "done", report })), interrupted]);
  } finally {
    release();
    progress.clear();
    if (stopped) world.stderr.write(`${interruption(bank)}\n`);
    // The bank is closed first of all; what else is still at work after an interruption ends with the process.
    const closing = services.close();
    const lines = stopped ? await Promise.race([closing, delay(500, [])]) : await closing;
    for (const line of lines) world.stderr.write(`${line}\n`);
  }
}

function interruption(bank: string | undefined): string {
  return bank === undefined ? "interrupted" : "interrupted; what was proved is kept in the bank";
}

function requestOf(asked: Asked, { root, configuration }: Place, options: Options): CheckRequest {
  return {
    root,
    ...asked,
    overflow: options.overflow ?? configuration.overflow ?? "warn",
    jsdoc: configuration.jsdoc,
    all: options.all,
    limit: options.limit ?? configuration.limit ?? 1,
    replay: options.replay,
    retry: options.retry,
    suggest: true,
  };
}

/** The files that a report speaks of. */
export function sourcesOf(report: Report, files: FileSystem, root: string): ReadonlyMap<string, SourceFile> {
  const paths = new Set(report.findings.map(({ file }) => file));
  const sources = [...paths].flatMap((file) => {
    const bytes = files.readFile(path.join(root, file));
    return bytes === undefined ? [] : [[file, sourceFile(file, new TextDecoder().decode(bytes))] as const];
  });
  return new Map(sources);
}

/** The report in the format asked for. A terminal sees paths as they look from its folder. */
export function rendered(
  report: Report,
  sources: ReadonlyMap<string, SourceFile>,
  place: Place,
  setting: Setting,
): string {
  const { options, world } = setting;
  switch (options.format) {
    case "json":
      return renderJson(report);
    case "markdown":
      return renderMarkdown(report, { sources });
    case "text": {
      const from = (file: string): string =>
        path.relative(place.cwd, path.join(place.root, file)).replaceAll(path.sep, "/");
      const shown = relocated(report, from);
      const moved = new Map([...sources].map(([file, source]) => [from(file), source]));
      return renderText(shown, moved, {
        ...textOptions(setting),
        verbose: options.verbose,
        width: widthOf(world.stdout),
      });
    }
  }
}

/** Colour goes to a terminal, never into a file. */
export function textOptions({ world, options }: Setting) {
  const color = options.output === undefined && wantsColor(world.stdout, world.env);
  return { color, width: widthOf(world.stdout) };
}

function relocated(report: Report, from: (file: string) => string): Report {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, file: from(finding.file) })),
    notChecked: report.notChecked.map((entry) => ({ ...entry, file: from(entry.file) })),
    ...(report.asks === undefined ? {} : { asks: report.asks.map((entry) => ({ ...entry, file: from(entry.file) })) }),
    notices: report.notices.map((notice) =>
      notice.file === undefined ? notice : { ...notice, file: from(notice.file) },
    ),
  };
}

/** To the file named, else to stdout. */
export function deliver(text: string, setting: Setting): void {
  const { output } = setting.options;
  if (output === undefined) setting.world.stdout.write(text);
  else writeReport(path.resolve(setting.world.cwd, output), text);
}

export function writeReport(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageProblem("output.unwritable", error instanceof Error ? error.message : String(error), {
      place: file,
    });
  }
}

/** 3 where the engine met a defect of ours, 1 where something fails, 0 otherwise. */
export function exitCodeOf(report: Report, { options }: Setting, configuration: Configuration): number {
  if (report.notices.some(({ code }) => code === "internal.bug")) return 3;
  if (report.findings.some(({ problems }) => problems.some(({ code }) => code === "internal.bug"))) return 3;
  const failOn = options.failOn ?? configuration.failOn ?? defaultFailOn;
  return failing(report, failOn).length + failingNotices(report, failOn).length > 0 ? 1 : 0;
}
