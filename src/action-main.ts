/**
 * The step itself: what the run is about, what it changes, one run of the engine, and what comes of it brought to where
 * people look. Each stage has its own file; here is their order.
 * Soundness: whatever cannot be learned of the change leads to more being checked, never to less.
 */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { type ActionBank, openActionBank } from "./action-bank.js";
import { isWanted } from "./action-changed.js";
import { configurationOf } from "./action-configuration.js";
import { type Delivery, deliver } from "./action-delivery.js";
import { runEngine } from "./action-engine.js";
import { dropSecrets, trustCheckout } from "./action-secrets.js";
import { type GitRepository, openRepository } from "./git.js";
import {
  type ActionInputs,
  type Change,
  failureProblem,
  type GitHubClient,
  openClient,
  type Result,
  type RunContext,
  type RunProblem,
  rangeOf,
  readChange,
  readContext,
  readInputs,
  type Workflow,
  withoutChange,
} from "./github/index.js";
import type { Parts } from "./parts.js";
import { UsageProblem, usageText } from "./usage-problem.js";

type Environment = Record<string, string | undefined>;

/** Longest wait for a rate limit, in seconds. */
const patience = 120;

export async function runMain(workflow: Workflow, environment: Environment, parts: Parts): Promise<number> {
  const inputs = readInputs(workflow.input);
  if ("problem" in inputs) return refuse(workflow, inputs.problem);
  workflow.mask(inputs.value.token);
  const context = readContext(environment, eventText(environment));
  if ("problem" in context) return refuse(workflow, context.problem);
  const place = placeOf(context.value, inputs.value);
  if (place === undefined) {
    const message = `the folder \`${inputs.value.workingDirectory}\` of the workspace is not there or empty`;
    return refuse(workflow, { code: "github.workspace-missing", message });
  }
  const bank = inputs.value.bank ? await openActionBank(workflow, context.value) : undefined;
  dropSecrets(environment);
  trustCheckout(environment);
  try {
    return await review({ workflow, inputs: inputs.value, context: context.value, parts, bank, ...opened(place) });
  } catch (error) {
    if (!(error instanceof UsageProblem)) throw error;
    workflow.problem({ code: error.code, message: usageText(error).trimEnd() }, "error");
    return 2;
  }
}

export interface Run {
  readonly workflow: Workflow;
  readonly inputs: ActionInputs;
  readonly context: RunContext;
  readonly parts: Parts;
  readonly bank: ActionBank | undefined;
  /** Absolute, links followed: the repository. */
  readonly root: string;
  /** Absolute, links followed: `working-directory`. */
  readonly folder: string;
  readonly git: GitRepository | undefined;
}

function refuse(workflow: Workflow, problem: RunProblem): number {
  workflow.problem(problem, "error");
  workflow.output("conclusion", "failure");
  return 2;
}

function eventText(environment: Environment): string | undefined {
  const file = environment["GITHUB_EVENT_PATH"];
  try {
    return file === undefined ? undefined : readFileSync(file, "utf8");
  } catch {
    // Told as an event that cannot be read.
    return undefined;
  }
}

interface WorkPlace {
  readonly workspace: string;
  readonly folder: string;
}

function placeOf({ workspace }: RunContext, { workingDirectory }: ActionInputs): WorkPlace | undefined {
  try {
    const whole = realpathSync(workspace);
    const folder = realpathSync(path.join(whole, workingDirectory));
    const inside = folder === whole || folder.startsWith(whole + path.sep);
    return inside && readdirSync(folder).length > 0 ? { workspace: whole, folder } : undefined;
  } catch {
    // A folder that is not there, or may not be read.
    return undefined;
  }
}

/** The repository, if it lies in the workspace: one that begins above it is not the one that was checked out. */
function opened({ workspace, folder }: WorkPlace): Pick<Run, "root" | "folder" | "git"> {
  const found = openRepository(folder);
  const git = found !== undefined && `${found.root}${path.sep}`.startsWith(workspace + path.sep) ? found : undefined;
  return { root: git?.root ?? workspace, folder, git };
}

async function review(run: Run): Promise<number> {
  const { workflow, inputs, context } = run;
  const { token } = inputs;
  const { apiUrl, owner, repo } = context;
  const client = openClient({ token, apiUrl, owner, repo, patience, log: workflow.info });
  const notices: RunProblem[] = [];
  const change = await changeOf(run, client, notices);
  const base = rangeOf(context.event)?.from;
  const engine = run.parts.loadEngine();
  const disk = engine.nodeFileSystem;
  const configuration = await configurationOf(inputs, base, { ...run, disk, client });
  if (!configuration.ok) {
    return refuse(workflow, failureProblem(configuration.failure, "the base's configuration cannot be read"));
  }
  for (const notice of notices) workflow.problem(notice);
  const delivery: Omit<Delivery, "report"> = {
    run,
    client,
    change,
    failOn: inputs.failOn ?? configuration.value.failOn,
  };
  const report = await runEngine(run, engine, configuration.value, checkEverything(run, change) ? undefined : change);
  return deliver({ ...delivery, report: { ...report, notices: [...report.notices, ...notices] } });
}

function checkEverything({ context, bank }: Run, change: Change | undefined): boolean {
  if (change === undefined || !change.complete) return true;
  // The default branch fills the bank that all others start from.
  return context.event.kind === "push" && context.onDefaultBranch && bank?.empty === true;
}

async function changeOf(run: Run, client: GitHubClient, notices: RunProblem[]): Promise<Change | undefined> {
  const { event } = run.context;
  const range = rangeOf(event);
  if (range === undefined) return undefined;
  const read = (file: string): Uint8Array | undefined => plainFile(run.root, file);
  const found: Result<Change> = await readChange(event, range, { client, git: run.git, read, wanted: isWanted });
  if (!found.ok) {
    notices.push(withoutChange(event, failureProblem(found.failure, "reading the change").message));
    return undefined;
  }
  if (!found.value.complete) {
    const message = "GitHub does not list the whole change, so everything is checked";
    notices.push({ code: "github.diff-incomplete", message });
  }
  return found.value;
}

/** A file of the checkout; links are not followed, since a change may lead them anywhere. */
function plainFile(root: string, file: string): Uint8Array | undefined {
  const whole = path.join(root, file);
  try {
    const real = realpathSync(path.dirname(whole));
    const inside = real === root || real.startsWith(root + path.sep);
    return inside && lstatSync(whole).isFile() ? readFileSync(whole) : undefined;
  } catch {
    // Listed by the diff and not checked out: nothing to read.
    return undefined;
  }
}
