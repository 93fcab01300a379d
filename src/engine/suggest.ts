/**
 * Takes findings; gives them with patches: for undeclared throws a `throws` clause with the condition on the path, and as
 * the alternative a `requires` that rules it out; for what else fails, the precondition that seems to be missing.
 * Soundness: a patch is shown only if the patched text passed the whole pipeline again, from text: the function is
 * verified on nothing that it did not rest on before, and every caller that was verified still is.
 */
import type { Loaded } from "../frontend/index.js";
import type { FunctionIR } from "../ir/index.js";
import type { Finding, Patch, Problem } from "../report/index.js";
import { lineText, positionAt, type SourceFile } from "../source/index.js";
import type { Examination } from "./examine.js";
import { load } from "./load.js";
import { overlay } from "./overlay.js";
import { type Checked, checkProgram } from "./program.js";
import type { CheckRequest, Services } from "./request.js";

/**
 * Each round is a run of the pipeline on the files concerned, and takes as many offers as do not touch each other: enough
 * for a change, not for a repository full of failures.
 */
const mostRounds = 6;
const mostOfRound = 24;

interface Desk {
  readonly checked: Checked;
  readonly loaded: Loaded;
  readonly request: CheckRequest;
  readonly services: Services;
}

export async function suggest(desk: Desk): Promise<Checked["findings"]> {
  const findings = new Map(desk.checked.findings);
  const items = [...findings].flatMap(([id, finding]) => {
    const examination = desk.checked.examinations.get(id);
    return examination === undefined ? [] : itemsOf(finding, examination, desk);
  });
  const proved = new Set<Item>();
  for (const round of rounds(items)) for (const item of await provedOf(round, desk)) proved.add(item);
  for (const [id, finding] of findings) {
    const patches = items.filter((item) => item.fn.id === id && proved.has(item)).map(({ patch }) => patch);
    if (patches.length > 0) findings.set(id, withPatches(finding, patches));
  }
  return findings;
}

/** An offer, and all whose verdict may change where it is taken up. */
interface Item {
  readonly finding: Finding;
  readonly fn: FunctionIR;
  readonly patch: Patch;
  readonly edit: Edit;
  /** The function itself and its callers that are verified. */
  readonly concerned: ReadonlySet<string>;
}

function itemsOf(finding: Finding, examination: Examination, desk: Desk): readonly Item[] {
  const { checked, loaded } = desk;
  const { function: fn } = examination;
  const offers = offersOf(finding, examination);
  const source = loaded.sources.get(finding.file);
  if (offers.length === 0 || source === undefined) return [];
  const callers = [...loaded.program.functions.values()].filter(
    ({ id, calls }) => id !== fn.id && calls.includes(fn.id) && checked.findings.get(id)?.verdict === "verified",
  );
  const concerned = new Set([fn.id, ...callers.map(({ id }) => id)]);
  return offers.flatMap(({ title, clauses }) => {
    const made = clausesAbove(source, fn, clauses);
    if (made === undefined) return [];
    return [{ finding, fn, patch: { ...made.patch, title, proved: true }, edit: made.edit, concerned }];
  });
}

/** In a round no offer is for what another one concerns, or calls. */
function rounds(items: readonly Item[]): readonly (readonly Item[])[] {
  const found: Item[][] = [];
  for (const item of items) {
    const free = found.find((round) => round.length < mostOfRound && round.every((other) => areApart(item, other)));
    if (free !== undefined) free.push(item);
    else if (found.length < mostRounds) found.push([item]);
  }
  return found;
}

function areApart(a: Item, b: Item): boolean {
  const calls = (one: Item, other: Item): boolean => one.fn.calls.includes(other.fn.id);
  return !calls(a, b) && !calls(b, a) && ![...a.concerned].some((id) => b.concerned.has(id));
}

interface Offer {
  readonly title: string;
  readonly clauses: readonly string[];
}

function offersOf(finding: Finding, { throwing, missing }: Examination): readonly Offer[] {
  const required = (clauses: readonly string[]): Offer => ({
    title:
      finding.verdict === "refuted"
        ? "If such inputs are not meant, rule them out"
        : "If callers can be asked for it, require what the proof needs",
    clauses: clauses.map((clause) => `requires ${clause}`),
  });
  // Of a function that only throws undeclared, which of the two is meant is up to the author.
  if (throwing.length > 0 && finding.problems.every(isThrow)) {
    const title = "Rule out the inputs on which it throws";
    return [
      { title: "Declare when it throws", clauses: throwing.map(({ reached }) => `throws ${reached}`) },
      { ...required(throwing.map(({ avoided }) => avoided)), title },
    ];
  }
  return missing.length > 0 ? [required(missing)] : [];
}

function isThrow({ code }: Problem): boolean {
  return code === "throw.undeclared" || code === "throw.unproven";
}

function withPatches(finding: Finding, patches: readonly Patch[]): Finding {
  const problems = finding.problems.map((problem, i) => (i === 0 ? { ...problem, patches } : problem));
  return { ...finding, patches, problems };
}

type Lines = Pick<Patch, "startLine" | "endLine" | "replacement">;

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

function edited(text: string, edits: readonly Edit[]): string {
  const last = edits.toSorted((a, b) => b.start - a.start);
  return last.reduce((now, { start, end, replacement }) => now.slice(0, start) + replacement + now.slice(end), text);
}

/** The clauses on lines of their own above the declaration, with its indentation and the file's line ending. */
function clausesAbove(
  source: SourceFile,
  { declaration }: FunctionIR,
  clauses: readonly string[],
): { readonly patch: Lines; readonly edit: Edit } | undefined {
  const { line, column } = positionAt(source, declaration.start);
  const first = lineText(source, line);
  const indent = first.slice(0, column - 1);
  // Something else stands before the declaration on its line: a clause above it would belong to that.
  if (indent.trim() !== "") return undefined;
  const ending = /\r\n|\n|\r/u.exec(source.text)?.[0] ?? "\n";
  const replacement = [...clauses.map((clause) => `${indent}//@ ${clause}`), first].join(ending);
  const start = declaration.start - (column - 1);
  return {
    patch: { startLine: line, endLine: line, replacement },
    edit: { start, end: start + first.length, replacement },
  };
}

const quiet: Services["progress"] = { working: () => {} };

/** Those whose functions are verified with the clauses in the text, and whose callers still are. */
async function provedOf(items: readonly Item[], desk: Desk): Promise<readonly Item[]> {
  const { checked, loaded, services } = desk;
  const files = new Set(items.map(({ finding }) => finding.file));
  const texts = [...files].map((file): [string, string] => {
    const edits = items.filter(({ finding }) => finding.file === file).map(({ edit }) => edit);
    return [`${desk.request.root}/${file}`, edited(loaded.sources.get(file)?.text ?? "", edits)];
  });
  const concerned = new Set(items.flatMap((item) => [...item.concerned]));
  const callers = [...concerned].flatMap((id) => loaded.program.functions.get(id)?.extent.file ?? []);
  const request: CheckRequest = {
    ...desk.request,
    files: overlay(desk.request.files, new Map(texts)),
    targets: [...new Set([...files, ...callers])],
    suggest: false,
  };
  const patched = await load(request);
  const { findings } = await checkProgram(patched, concerned, request, { ...services, progress: quiet });
  const isKept = (id: string): boolean => isNoWorse(findings.get(id), checked.findings.get(id));
  return items.filter((item) => [...item.concerned].every(isKept));
}

/** Verified, and resting on nothing that the finding before did not rest on. */
function isNoWorse(after: Finding | undefined, before: Finding | undefined): boolean {
  if (after?.verdict !== "verified" || before === undefined) return false;
  const known = new Set(before.assumptions.map(({ text }) => text));
  const gained = after.assumptions.some(({ text }) => !known.has(text));
  const givenMore = (after.given ?? []).some((name) => !(before.given ?? []).includes(name));
  const partial = after.partial === true && before.partial !== true;
  // Of a function that was not verified nothing was tried on numbers that are not exact.
  const inexact = before.verdict === "verified" && before.exactOnly === undefined && after.exactOnly !== undefined;
  return !gained && !givenMore && !partial && !inexact;
}
