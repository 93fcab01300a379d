/**
 * Takes a loaded program and the functions selected; gives what each of them comes to, component by component, callees
 * first. Callees that are not selected are worked on, too, since what may be believed of them is a verdict.
 * A defect of ours in one function is told as such and costs no other function its result.
 */
import { memoryBank, ownView, type Store } from "../bank/index.js";
import type { Knowledge } from "../calculus/index.js";
import type { Loaded } from "../frontend/index.js";
import { measureCandidates } from "../infer/index.js";
import type { FunctionIR } from "../ir/index.js";
import { openShown, type Shown } from "../prove/index.js";
import type { Finding, Report } from "../report/index.js";
import { type Component, components } from "./components.js";
import { conclude, declinedFinding, verdictOf } from "./conclude.js";
import { bugNotice, described } from "./defects.js";
import { type Examination, examine, examineOfAll } from "./examine.js";
import type { CheckRequest, Services } from "./request.js";
import { schedule } from "./schedule.js";
import { callGraph } from "./selection.js";
import { knowledge, type Standing, settle, without } from "./standing.js";

/** Functions under way at once; their queries share the solver's threads. */
const width = 8;

export interface Checked {
  /** Of the functions selected, by id, in the program's order. */
  readonly findings: ReadonlyMap<string, Finding>;
  readonly examinations: ReadonlyMap<string, Examination>;
  readonly notices: Report["notices"];
  /** Nothing rests on an answer that another run might not get. */
  readonly durable: boolean;
}

export interface Bench {
  readonly loaded: Loaded;
  readonly request: CheckRequest;
  readonly services: Services;
  readonly standings: Map<string, Standing>;
  /** Defects of ours that cost no verdict, by the function at which they were met. */
  readonly defects: Map<string, Report["notices"][number]>;
  /** The bank, or what this run alone remembers: alternatives of one function share most of their obligations. */
  readonly answers: Store;
  readonly own: Set<string>;
  readonly shown: Shown;
  /** Under `--all`, functions on which no contract rests; see `look.ts`. */
  readonly looked: ReadonlySet<string>;
}

export async function checkProgram(
  loaded: Loaded,
  selected: ReadonlySet<string>,
  request: CheckRequest,
  services: Services,
): Promise<Checked> {
  const { program, sources } = loaded;
  const bench: Bench = {
    loaded,
    request,
    services,
    standings: new Map(),
    defects: new Map(),
    answers: services.bank ?? memoryBank(),
    own: new Set(),
    shown: openShown(),
    looked: lookedAt(loaded),
  };
  const examinations = new Map<string, Examination>();
  const findings = new Map<string, Finding>();
  const notices: Report["notices"][number][] = [];
  for (const declined of program.declined) {
    bench.standings.set(declined.id, without(declined.name, declined.verdict));
    findings.set(declined.id, declinedFinding(declined, sources));
  }
  const graph = new Map([...callGraph(program)].filter(([id]) => program.functions.has(id)));
  const work = components([...selected], graph);
  const total = work.reduce((sum, { members }) => sum + members.length, 0);
  let done = 0;

  const began = bench.answers.isBlank?.() === true;
  const workOn = async (component: Component): Promise<void> => {
    const answers = began ? ownView(bench.answers) : bench.answers;
    const members = component.members.flatMap((id) => program.functions.get(id) ?? []);
    for (const { name } of members) services.progress.working(name, done, total);
    const results = await workOnComponent(members, component, { ...bench, answers, shown: openShown() });
    for (const [id, examination] of results.examined) examinations.set(id, examination);
    for (const [fn, message] of results.bugs) notices.push(bugNotice(fn, message, loaded));
    for (const [id, finding] of concluded(members, results, bench)) findings.set(id, finding);
    done += members.length;
  };
  await schedule(work, graph, width, workOn);
  notices.push(...bench.defects.values());

  const order = [...program.declined.map((d) => d.id), ...program.functions.keys()].filter((id) => selected.has(id));
  return {
    findings: new Map(order.flatMap((id) => entryOf(findings, id))),
    examinations,
    notices,
    durable: notices.length === 0 && [...examinations.values()].every((e) => e.durable),
  };
}

/** What no function with a contract calls, on any way. */
function lookedAt({ program }: Loaded): ReadonlySet<string> {
  const swept = new Set(program.swept);
  const needed = new Set<string>();
  const waiting = program.targets.filter((id) => !swept.has(id));
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (needed.has(id)) continue;
    needed.add(id);
    waiting.push(...(program.functions.get(id)?.calls ?? []));
  }
  return new Set(swept.size === 0 ? [] : [...program.functions.keys()].filter((id) => !needed.has(id)));
}

function entryOf(findings: ReadonlyMap<string, Finding>, id: string): [string, Finding][] {
  const finding = findings.get(id);
  return finding === undefined ? [] : [[id, finding]];
}

interface Results {
  readonly examined: ReadonlyMap<string, Examination>;
  readonly bugs: ReadonlyMap<FunctionIR, string>;
}

/**
 * Members of a cycle may believe each other's contracts where a measure is smaller. One that turns out not to be
 * believable takes its facts back: the others are worked on again without them, until nothing changes.
 */
async function workOnComponent(members: readonly FunctionIR[], component: Component, bench: Bench): Promise<Results> {
  const inside = new Set(component.recursive ? component.members : []);
  const measured = withPartners(members, bench);
  const examined = new Map<string, Examination>();
  const bugs = new Map<FunctionIR, string>();
  const refused = new Set<string>();
  let open = members.flatMap(({ id }) => measured.loaded.program.functions.get(id) ?? []).filter(hasBody);
  if (open.length > 1 && (await provedOfAll(open, examined, knowledge(bench.standings, inside, refused), measured)))
    return { examined, bugs };
  while (open.length > 0) {
    const known = knowledge(bench.standings, inside, refused);
    for (const fn of open) await examineInto({ examined, bugs }, fn, known, measured);
    const fresh = open.filter((fn) => !isBelievable(examined.get(fn.id)));
    for (const fn of fresh) refused.add(fn.id);
    open = fresh.length === 0 ? [] : open.filter((fn) => !refused.has(fn.id));
  }
  return { examined, bugs };
}

/** Members of a cycle believe each other's contracts as they are being proved: all of them of all integers, or none. */
async function provedOfAll(
  members: readonly FunctionIR[],
  examined: Map<string, Examination>,
  known: Knowledge,
  bench: Bench,
): Promise<boolean> {
  const found: Examination[] = [];
  for (const fn of members) {
    // A defect is told when each is worked on by itself.
    const examination = await examineOfAll(fn, known, bench).catch(() => undefined);
    if (examination === undefined || verdictOf(examination) !== "verified") return false;
    found.push(examination);
  }
  for (const examination of found) examined.set(examination.function.id, examination);
  return true;
}

function hasBody({ body }: FunctionIR): boolean {
  return body !== undefined;
}

/** Functions that call each other need each other's measures, so that these are filled in before any is derived. */
function withPartners(members: readonly FunctionIR[], bench: Bench): Bench {
  if (members.length < 2) return bench;
  const { program } = bench.loaded;
  const ids = members.map(({ id }) => id);
  const filled = members.map((fn): [string, FunctionIR] => {
    const others = ids.filter((id) => id !== fn.id);
    return [fn.id, measureCandidates(fn, program, others)[0] ?? fn];
  });
  const functions = new Map([...program.functions, ...filled]);
  return { ...bench, loaded: { ...bench.loaded, program: { ...program, functions } } };
}

async function examineInto(
  results: { readonly examined: Map<string, Examination>; readonly bugs: Map<FunctionIR, string> },
  fn: FunctionIR,
  known: Knowledge,
  bench: Bench,
): Promise<void> {
  try {
    results.examined.set(fn.id, await examine(fn, known, bench));
  } catch (error) {
    // Ours, whatever it is: nothing is said of this function, and the others stand.
    results.examined.delete(fn.id);
    results.bugs.set(fn, described(error));
  }
}

function isBelievable(examination: Examination | undefined): boolean {
  if (examination === undefined) return false;
  const verdict = verdictOf(examination);
  return verdict === "verified" || verdict === "unproven";
}

/** Sets what callers may believe of the members, and gives the members' findings. */
function concluded(members: readonly FunctionIR[], { examined }: Results, bench: Bench): ReadonlyMap<string, Finding> {
  for (const fn of members)
    if (!examined.has(fn.id)) {
      const isExtern = fn.body === undefined;
      // A pure one is a symbol of which nothing is known but that it is a function.
      const admitted = isExtern && bench.loaded.program.logical.has(fn.id);
      bench.standings.set(fn.id, { ...without(fn.name, isExtern ? "extern" : "unsupported"), admitted });
    }
  const told = [...examined].map(([id, e]) => ({
    id,
    name: e.function.name,
    verdict: verdictOf(e),
    total: !e.partial,
    anyIntegers: e.anyIntegers,
    own: e.assumptions,
    calls: e.function.calls,
  }));
  const findings = new Map<string, Finding>();
  for (const [id, { standing, assumptions, total }] of settle(told, bench.standings)) {
    bench.standings.set(id, standing);
    const examination = examined.get(id);
    if (examination === undefined) continue;
    const { given } = standing;
    findings.set(id, conclude({ ...examination, assumptions, given, partial: !total }, bench.loaded.sources));
  }
  return findings;
}
