/**
 * Takes what a function owes; gives an answer to each, by its form alone, from the bank or from the solver: the missing ones
 * first as one conjunction, then, if that is not proved, each alone. Listed overflow and probes come last and only where they matter.
 * Relies on: answers that do not depend on the order or number of workers, so that what is asked may depend on answers
 * alone, never on time. The budget is counted in the solver's resource units over the whole function.
 */
import type { FunctionDerivation, Obligation, Probe } from "../calculus/index.js";
import { implies, not, type Term } from "../ir/index.js";
import type { Effort, Query } from "../smt/index.js";
import type { Answered, FunctionProof, ProbeStatus } from "./proof.js";
import type { Questions } from "./questions.js";
import { answer, type Given, type ProveServices, recall, remember } from "./remembered.js";
import { follows, isAnythingShown, noteShown } from "./weakening.js";

export interface Budget {
  /** Resource units for one query. */
  readonly query: number;
  /** Resource units for all queries of a function together. */
  readonly total: number;
}

export interface Limits extends Budget {
  /** For what no proof rests on, listed overflow and probes, each kind by itself: where it is spent, that is recorded. */
  readonly aside: Budget;
}

/** Queries that are under way at once for one function; a constant, so that the budget is cut off alike everywhere. */
const width = 4;

interface Desk {
  readonly questions: Questions;
  readonly services: ProveServices;
  readonly limits: Budget;
  spent: number;
}

export async function proveFunction(
  derivation: FunctionDerivation,
  questions: Questions,
  services: ProveServices,
  limits: Limits,
): Promise<FunctionProof> {
  const desk: Desk = { questions, services, limits, spent: 0 };
  const aside = (): Desk => ({ ...desk, limits: limits.aside, spent: 0 });
  const obligations = await settle(derivation.obligations, desk);
  const listed = await settleListed(derivation.listed, aside());
  const probes = await settleProbes(derivation, obligations, aside());
  return { derivation, obligations, listed, probes, spent: desk.spent };
}

/**
 * As `proveFunction`, where the bank and one query suffice; undefined where they do not. For ways of proving that are
 * worth a try before another.
 */
export async function proveAtOnce(
  derivation: FunctionDerivation,
  questions: Questions,
  services: ProveServices,
  limits: Limits,
): Promise<FunctionProof | undefined> {
  const desk: Desk = { questions, services, limits, spent: 0 };
  const known = knownAlready(derivation.obligations, desk);
  const missing = derivation.obligations.filter((o) => !known.has(o));
  if ([...known.values()].some((given) => given.answer.kind !== "proved")) return undefined;
  if (missing.length > 0 && !(await provedTogether(missing, desk))) return undefined;
  return proveFunction(derivation, questions, services, limits);
}

/** Answers in the order of the obligations. */
async function settle(obligations: readonly Obligation[], desk: Desk): Promise<readonly Answered[]> {
  const known = knownAlready(obligations, desk);
  const missing = obligations.filter((o) => !known.has(o));
  if (missing.length > 1 && (await provedTogether(missing, desk)))
    for (const obligation of missing) known.set(obligation, shownAlready);
  else
    await inWaves(missing, desk, true, async (obligation, effort) =>
      known.set(obligation, await askAlone(obligation, desk, effort)),
    );
  for (const [obligation, given] of known)
    if (given.answer.kind === "proved" && given !== evident) noteProved(obligation, desk);
  const worked = [...known.values()].filter((given) => given !== evident);
  // It is from the bank as much as the others are.
  const asOthers = { ...evident, fromBank: worked.length > 0 && worked.every(({ fromBank }) => fromBank) };
  return obligations.map((obligation) => {
    const given = known.get(obligation) ?? spentUp();
    return { obligation, ...(given === evident ? asOthers : given) };
  });
}

const shownAlready: Given = { answer: { kind: "proved", used: 0 }, fromBank: false };
/** No work of an earlier run, nor any of this one. */
const evident: Given = { answer: { kind: "proved", used: 0 }, fromBank: false };

function knownAlready(obligations: readonly Obligation[], desk: Desk): Map<Obligation, Given> {
  const known = new Map<Obligation, Given>();
  const { bank, shown } = desk.services;
  const isBlank = bank?.isBlank?.() === true && !isAnythingShown(shown);
  for (const obligation of obligations) {
    if (desk.questions.evident(obligation)) {
      known.set(obligation, evident);
      continue;
    }
    if (isBlank) continue;
    const found = recallAlone(obligation, desk) ?? (followsFrom(obligation, desk) ? shownAlready : undefined);
    if (found !== undefined) known.set(obligation, found);
  }
  return known;
}

/** Asked on fewer facts before; kept as the answer to this question, too. */
function followsFrom(obligation: Obligation, { questions, services, limits }: Desk): boolean {
  if (!isAnythingShown(services.shown)) return false;
  const query = [true, false]
    .map((slice) => questions.obligation(obligation, { slice }))
    .find((asked) => follows(asked, services.shown));
  if (query !== undefined) remember(query, { rlimit: limits.query, model: true }, shownAlready.answer, services);
  return query !== undefined;
}

/** On the facts that matter, if that is how it was proved, else on all. */
function noteProved(obligation: Obligation, { questions, services, limits }: Desk): void {
  noteShown(() => {
    const sliced = questions.obligation(obligation, { slice: true });
    const isSliced = recall(sliced, { rlimit: limits.query, model: true }, services)?.answer.kind === "proved";
    return isSliced ? sliced : questions.obligation(obligation, { slice: false });
  }, services.shown);
}

/** The bank's word on an obligation: with all its facts, which settles it, else on the facts that matter. */
function recallAlone(obligation: Obligation, desk: Desk): Given | undefined {
  const effort = { rlimit: desk.limits.query, model: true };
  const look = (slice: boolean): Given | undefined =>
    recall(desk.questions.obligation(obligation, { slice }), effort, desk.services);
  const whole = look(false);
  if (whole?.answer.kind === "proved" || whole?.answer.kind === "model") return whole;
  const sliced = look(true);
  // A model of some of the facts says nothing of all of them.
  return sliced?.answer.kind === "model" ? whole : sliced;
}

/**
 * Soundness: what the conjunction shows of each is shown from all its facts, and is kept as that. The facts that do not
 * touch a goal could be what contradicts, so that nothing is shown of the slice, which other functions may share.
 */
async function provedTogether(obligations: readonly Obligation[], desk: Desk): Promise<boolean> {
  const effort = effortLeft(desk, false);
  if (effort === undefined) return false;
  const given = await desk.services.solver.ask(desk.questions.together(obligations), { ...effort, proof: true });
  desk.spent += given.used;
  if (given.kind !== "proved") return false;
  const alone = { ...effort, model: true };
  for (const obligation of obligations)
    remember(desk.questions.obligation(obligation, { slice: false }), alone, given, desk.services);
  return true;
}

async function askAlone(obligation: Obligation, desk: Desk, effort: Effort | undefined): Promise<Given> {
  const sliced = desk.questions.obligation(obligation, { slice: true });
  const given = await ask(sliced, desk, effort);
  if (given.answer.kind !== "model" || !sliced.sliced) return given;
  // A model of some of the facts need not be a state at all; all facts decide.
  return ask(desk.questions.obligation(obligation, { slice: false }), desk, effort);
}

async function ask(query: Query, desk: Desk, effort: Effort | undefined): Promise<Given> {
  if (effort === undefined) return spentUp();
  const given = await answer(query, effort, desk.services);
  desk.spent += given.answer.used;
  return given;
}

/** Undefined when the function's budget is spent. */
function effortLeft(desk: Desk, model: boolean): Effort | undefined {
  const { query, total } = desk.limits;
  const rlimit = Math.min(query, total - desk.spent);
  return rlimit > 0 ? { rlimit, model } : undefined;
}

function spentUp(): Given {
  const detail = "the function's budget was spent before this was asked";
  return { answer: { kind: "gaveUp", reason: "limit", detail, used: 0 }, fromBank: false };
}

/** The effort is taken once a wave, so that it depends on what is spent before and not on who answers first. */
async function inWaves<T>(
  items: readonly T[],
  desk: Desk,
  model: boolean,
  work: (item: T, effort: Effort | undefined) => Promise<unknown>,
): Promise<void> {
  for (let i = 0; i < items.length; i += width) {
    const effort = effortLeft(desk, model);
    await Promise.all(items.slice(i, i + width).map((item) => work(item, effort)));
  }
}

/** `always`: where the state is reached, the value is out of range; asked only where it can be. */
async function settleListed(listed: readonly Obligation[], desk: Desk): Promise<FunctionProof["listed"]> {
  const settled = await settle(listed, desk);
  const always = new Set<Answered>();
  const possible = settled.filter((a) => a.answer.kind === "model");
  await inWaves(possible, desk, true, async (answered, effort) => {
    const denied = { ...answered.obligation, goal: denial(answered.obligation.goal) };
    if ((await ask(desk.questions.obligation(denied, { slice: true }), desk, effort)).answer.kind === "proved")
      always.add(answered);
  });
  return settled.map((answered) => ({ ...answered, always: always.has(answered) }));
}

/** That the value is out of range wherever it is computed: what guards the goal guards its denial. */
function denial(goal: Term): Term {
  const [guard, rest] = goal.kind === "apply" && goal.operator === "implies" ? goal.args : [];
  return guard === undefined || rest === undefined ? not(goal) : implies(guard, denial(rest));
}

/**
 * Probes say whether "everything is proved" was cheap because nothing can be. They are asked when that is the case; the
 * entry alone also when nothing has shown that it can be reached.
 */
async function settleProbes(
  derivation: FunctionDerivation,
  obligations: readonly Answered[],
  desk: Desk,
): Promise<FunctionProof["probes"]> {
  const proved = obligations.every((a) => a.answer.kind === "proved");
  const reached = obligations.some((a) => a.answer.kind === "model");
  const asked = derivation.probes.filter((p) => (proved && !isShown(p)) || (p.kind === "entry" && !reached));
  const status = new Map<Probe, ProbeStatus>();
  await inWaves(asked, desk, false, async (probe, effort) => status.set(probe, await probeStatus(probe, desk, effort)));
  return asked.map((probe) => ({ probe, status: status.get(probe) ?? "unknown" }));
}

/**
 * The invariants of a loop are proved of the state in which it is reached, which is one of those that the probe asks for:
 * it can be whenever that can be. Asked of what the author wrote all the same; of what was inferred it costs much.
 */
function isShown({ kind, clauses }: Probe): boolean {
  return kind === "loop" && clauses.every(({ inferred }) => inferred === true);
}

async function probeStatus(probe: Probe, desk: Desk, effort: Effort | undefined): Promise<ProbeStatus> {
  const after = (await ask(desk.questions.probe(probe.after), desk, effort)).answer.kind;
  if (after !== "proved") return after === "model" ? "satisfiable" : "unknown";
  if (probe.kind === "entry") return "contradictory";
  // What could not be reached before is not made contradictory here: branch conditions never count (SEMANTICS, 6).
  const before = (await ask(desk.questions.probe(probe.before), desk, effort)).answer.kind;
  if (before === "model") return "contradictory";
  return before === "proved" ? "unreachable" : "unknown";
}
