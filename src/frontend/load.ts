/**
 * Takes a workspace and the files of interest; gives the program: functions with their effective contracts, what each
 * depends on, and what was declined with the reason.
 */
import ts from "typescript";
import { type Plain, stableHash } from "../base/index.js";
import type { Declined, FunctionIR, LogicalFunction, Term } from "../ir/index.js";
import { children } from "../ir/index.js";
import type { Diagnostic, SourceFile } from "../source/index.js";
import { extentOf } from "./annotations/function-header.js";
import { printExecutable } from "./executable/executable.js";
import type { Loaded, LoadRequest } from "./index.js";
import { marksOf } from "./lower/parameters.js";
import { type OpenWorld, openWorld } from "./open-world.js";
import { glance } from "./project/glance.js";
import { openProject, type Project } from "./project.js";
import { spanIn } from "./syntax/places.js";
import { attempt } from "./syntax/refusal.js";
import { writtenShape } from "./syntax/written-shape.js";
import { plainTerm } from "./world/effective-contract.js";
import type { FunctionSite } from "./world/functions.js";
import type { LoweredFunction } from "./world/lowered.js";
import { sweptSites } from "./world/sweep.js";
import { termsIn } from "./world/uses-reals.js";
import type { Outcome } from "./world/world.js";

export function load(request: LoadRequest): Loaded {
  const project = openProject(request);
  const sources = new Map<string, SourceFile>([...project.files].map(([path, file]) => [path, file.source]));
  const { program, notices, unread } = programOf(project, request);
  const { readSet, imports } = project;
  return { program, sources, readSet, imports, notices: [...project.notices, ...notices], unread };
}

function programOf(project: Project, request: LoadRequest): Pick<Loaded, "program" | "notices" | "unread"> {
  const world = openWorld(project, request.overflow);
  const sites = world.sites.filter((site) => site.file.target);
  const marked = new Set(sites.filter(isMarked).map((site) => site.file));
  const contracted = sites.filter((site) => site.contracted || hasProblem(site));
  const chosen = contracted.filter((site) => !marked.has(site.file) || isMarked(site) || hasProblem(site));
  const outcomes = new Map<string, Outcome>();
  for (const site of chosen) outcomes.set(site.id, world.outcome(site));
  const swept = request.all === true ? sweptSites(sites).filter((site) => !hasProblem(site)) : [];
  for (const site of swept) outcomes.set(site.id, world.outcome(site));
  const { lowered, logical } = reached(outcomes, world);
  const declined = chosen.flatMap((site) => declinedOf(site, outcomes.get(site.id)));
  return {
    program: {
      types: world.table.types,
      functions: finished(lowered, logical, outcomes),
      logical,
      declined,
      unmarked: contracted
        .filter((site) => !chosen.includes(site))
        .map((site) => ({ id: site.id, name: site.name, span: spanIn(site.file, site.nameNode) })),
      targets: [...chosen, ...swept].filter((site) => lowered.has(site.id)).map((site) => site.id),
      swept: swept.filter((site) => lowered.has(site.id)).map((site) => site.id),
      counts: {
        files: [...project.files.values()].filter((f) => f.target).length,
        functions: sites.length,
        contracted: contracted.length,
        readable: sites.filter((site) => !site.contracted && glance(site)).length,
        unread: swept.filter((site) => !lowered.has(site.id)).length,
        leftOut: project.leftOut,
      },
    },
    notices: ownerless(project),
    unread: swept.flatMap((site) => declinedOf(site, outcomes.get(site.id)).flatMap((d) => d.diagnostics.slice(0, 1))),
  };
}

function isMarked(site: FunctionSite): boolean {
  return site.clauses.some((c) => c.keyword === "verify");
}

/** A function whose only clause does not parse, or marks nothing, still gets its verdict. */
function hasProblem(site: FunctionSite): boolean {
  if (site.file.attachments.problems.some((p) => p.owner === site.node)) return true;
  return site.clauses.length > 0 && "refusal" in attempt(() => marksOf(site));
}

function ownerless(project: Project): readonly Diagnostic[] {
  return [...project.files.values()].flatMap((file) =>
    file.target ? file.attachments.problems.flatMap((p) => (p.owner === undefined ? [p.diagnostic] : [])) : [],
  );
}

interface Reached {
  readonly lowered: Map<string, LoweredFunction>;
  readonly logical: Map<string, LogicalFunction>;
}

/** The functions of the outcomes, and all that they use. */
function reached(outcomes: Map<string, Outcome>, world: OpenWorld): Reached {
  const lowered = new Map<string, LoweredFunction>();
  const meanings = new Map<string, LogicalFunction>();
  const named = new Set<string>();
  const waiting = [...outcomes.keys()];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    const site = world.siteById(id);
    if (site === undefined || lowered.has(id)) continue;
    const outcome = world.outcome(site);
    outcomes.set(id, outcome);
    if (outcome.kind === "refused") continue;
    lowered.set(id, outcome.lowered);
    waiting.push(...outcome.lowered.ir.calls);
    for (const called of calledBy(outcome.lowered.ir)) named.add(called);
    if (site.clauses.some((c) => c.keyword === "pure")) named.add(id);
    if (outcome.logical === undefined) continue;
    meanings.set(id, outcome.logical);
    waiting.push(...termsOf(outcome.logical).flatMap(calledIn));
  }
  // Folds are made on the way, so that all are there by now.
  for (const [id, fold] of world.table.lifted) meanings.set(id, fold);
  const known = withRecursion(meanings);
  // An expression-bodied function is pure by itself (ANNOTATIONS): a call of it in code is known by its meaning too.
  for (const { ir } of lowered.values()) {
    for (const id of ir.calls) {
      const site = world.siteById(id);
      if (known.get(id)?.recursive === false && site !== undefined && isExpressionBodied(site)) named.add(id);
    }
  }
  return { lowered, logical: spokenOf(named, known) };
}

/** An arrow with an expression, or nothing but one `return`. */
function isExpressionBodied({ node }: FunctionSite): boolean {
  if (node.body === undefined || !ts.isBlock(node.body)) return node.body !== undefined;
  const [only] = node.body.statements;
  return node.body.statements.length === 1 && only !== undefined && ts.isReturnStatement(only);
}

/**
 * The meanings that some clause or term names, and those that these name. A contracted function that nobody names so is
 * known by its contract alone.
 */
function spokenOf(
  named: ReadonlySet<string>,
  meanings: ReadonlyMap<string, LogicalFunction>,
): Map<string, LogicalFunction> {
  const found = new Map<string, LogicalFunction>();
  const waiting = [...named];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const meaning = meanings.get(id);
    if (meaning === undefined || found.has(id)) continue;
    found.set(id, meaning);
    const facts = meaning.lifted?.facts ?? [];
    waiting.push(...[...termsOf(meaning), ...facts.map((f) => f.body)].flatMap(calledIn));
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Calls of logical symbols in a function's body and contract. */
function calledBy(ir: FunctionIR): readonly string[] {
  const { contract } = ir;
  const clauses = [...contract.requires, ...contract.ensures, ...(contract.throws ?? [])].map((c) => c.term);
  const measure = contract.variant?.kind === "measure" ? contract.variant.terms : [];
  return [...clauses, ...measure, ...(ir.body === undefined ? [] : termsIn(ir.body))].flatMap(calledIn);
}

/** What it says of itself; of one without a body its contract is all. */
function termsOf({ body, requires, ensures, sum }: LogicalFunction): readonly Term[] {
  if (body === undefined) return [requires, ...(ensures === undefined ? [] : [ensures])];
  return [body, requires, ...(sum === undefined ? [] : [sum.value])];
}

function calledIn(term: Term): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<Term>();
  const visit = (t: Term): void => {
    if (seen.has(t)) return;
    seen.add(t);
    if (t.kind === "call") found.add(t.function);
    children(t).forEach(visit);
  };
  visit(term);
  return [...found];
}

/** Does its meaning refer to itself, by way of others or not? */
function withRecursion(logical: Map<string, LogicalFunction>): Map<string, LogicalFunction> {
  const called = new Map([...logical].map(([id, f]) => [id, f.body === undefined ? [] : calledIn(f.body)]));
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set<string>();
    const waiting = [...(called.get(from) ?? [])];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (id === to) return true;
      if (seen.has(id)) continue;
      seen.add(id);
      waiting.push(...(called.get(id) ?? []));
    }
    return false;
  };
  // Soundness: a contract that is a meaning holds of all integers, as that of a recursive function does.
  return new Map([...logical].map(([id, f]) => [id, { ...f, recursive: f.body === undefined || reaches(id, id) }]));
}

/** With what each depends on, and the text that a replay runs. */
function finished(
  lowered: ReadonlyMap<string, LoweredFunction>,
  logical: ReadonlyMap<string, LogicalFunction>,
  outcomes: ReadonlyMap<string, Outcome>,
): ReadonlyMap<string, FunctionIR> {
  const functions = new Map<string, FunctionIR>();
  for (const [id, one] of lowered) {
    const printed = printExecutable(one, lowered);
    const uses = usesOf(one, lowered, logical, outcomes);
    const outcome = outcomes.get(id);
    const own = outcome?.kind === "lowered" && outcome.signature.site.contracted ? {} : { uncontracted: true as const };
    const ir = { ...one.ir, ...own, uses, ...roundingOf(one, lowered) };
    functions.set(
      id,
      "executable" in printed
        ? { ...ir, executable: printed.executable }
        : { ...ir, executable: undefined, notRunnable: printed.notRunnable },
    );
  }
  return functions;
}

/**
 * Soundness: what a function is known by, its contract or its meaning, was proved with rounding ignored if its body was:
 * so its callers rest on that too, whatever numbers they see.
 */
function roundingOf(
  { ir }: LoweredFunction,
  lowered: ReadonlyMap<string, LoweredFunction>,
): Pick<FunctionIR, "usesReals" | "roundingUnmarked"> {
  if (ir.usesReals) return { usesReals: true, roundingUnmarked: ir.roundingUnmarked };
  const rounding = [...reachableFrom(ir.calls, lowered)].flatMap((id) => lowered.get(id)?.ir ?? []);
  return {
    usesReals: rounding.some((callee) => callee.usesReals),
    roundingUnmarked: rounding.some((callee) => callee.roundingUnmarked),
  };
}

function reachableFrom(calls: readonly string[], lowered: ReadonlyMap<string, LoweredFunction>): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...calls];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(lowered.get(id)?.ir.calls ?? []));
  }
  return seen;
}

/** Digests of the contracts and meanings of everything reachable by calls, and of the constants read. */
function usesOf(
  one: LoweredFunction,
  lowered: ReadonlyMap<string, LoweredFunction>,
  logical: ReadonlyMap<string, LogicalFunction>,
  outcomes: ReadonlyMap<string, Outcome>,
): readonly string[] {
  const hashes = new Set<string>();
  for (const id of reachableFrom(one.ir.calls, lowered)) {
    const callee = lowered.get(id);
    const meaning = logical.get(id);
    if (callee !== undefined) {
      hashes.add(callee.ir.contract.hash);
    } else {
      hashes.add(stableHash({ missing: id, known: outcomes.has(id) }));
    }
    if (meaning !== undefined) hashes.add(stableHash(plainMeaning(meaning)));
  }
  for (const initializer of one.constants.values()) hashes.add(stableHash({ constant: writtenShape(initializer) }));
  return [...hashes].sort();
}

function plainMeaning(meaning: LogicalFunction): Plain {
  return {
    parameters: meaning.parameters.map((p) => p.name),
    requires: plainTerm(meaning.requires),
    body: meaning.body === undefined ? null : plainTerm(meaning.body),
  };
}

function declinedOf(site: FunctionSite, outcome: Outcome | undefined): readonly Declined[] {
  if (outcome === undefined || outcome.kind === "lowered") return [];
  const invalid = outcome.refusals.filter((r) => r.verdict === "invalid");
  // What TypeScript reports comes before what follows from it.
  const typed = outcome.refusals.filter((r) => r.diagnostic.code === "typescript.error");
  const shown = invalid.length > 0 ? invalid : typed.length > 0 ? typed : outcome.refusals;
  return [
    {
      id: site.id,
      name: site.name,
      verdict: invalid.length > 0 ? "invalid" : "unsupported",
      diagnostics: shown.map((r) => r.diagnostic),
      span: spanIn(site.file, site.nameNode),
      extent: extentOf(site),
      calls: [...outcome.used].sort(),
    },
  ];
}
