/**
 * Takes findings; gives them with patches for undeclared throws: a `throws` clause with the condition on the path, and
 * as the alternative a `requires` that rules it out.
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
import type { ThrowCondition } from "./throw-condition.js";

/** Each patch is a run of the pipeline on the files concerned: enough for a change, not for a repository full of throws. */
const mostFunctions = 8;

interface Desk {
  readonly checked: Checked;
  readonly loaded: Loaded;
  readonly request: CheckRequest;
  readonly services: Services;
}

export async function suggest(desk: Desk): Promise<Checked["findings"]> {
  const findings = new Map(desk.checked.findings);
  let left = mostFunctions;
  for (const [id, finding] of findings) {
    const examination = desk.checked.examinations.get(id);
    const conditions = examination === undefined || left === 0 ? [] : conditionsOf(finding, examination);
    if (examination === undefined || conditions.length === 0) continue;
    left--;
    const patches = await provedPatches(finding, examination.function, conditions, desk);
    if (patches.length > 0) findings.set(id, withPatches(finding, patches));
  }
  return findings;
}

/** When the function throws undeclared, by path; empty where that is not all that is wrong, or cannot be said. */
function conditionsOf(finding: Finding, { throwing }: Examination): readonly ThrowCondition[] {
  return finding.problems.every(isThrow) ? throwing : [];
}

function isThrow({ code }: Problem): boolean {
  return code === "throw.undeclared" || code === "throw.unproven";
}

function withPatches(finding: Finding, patches: readonly Patch[]): Finding {
  const problems = finding.problems.map((problem, i) => (i === 0 ? { ...problem, patches } : problem));
  return { ...finding, patches, problems };
}

async function provedPatches(
  finding: Finding,
  fn: FunctionIR,
  conditions: readonly ThrowCondition[],
  desk: Desk,
): Promise<readonly Patch[]> {
  const source = desk.loaded.sources.get(finding.file);
  if (source === undefined) return [];
  const offers = [
    { title: "Declare when it throws", clauses: conditions.map(({ reached }) => `throws ${reached}`) },
    {
      title: "Rule out the inputs on which it throws",
      clauses: conditions.map(({ avoided }) => `requires ${avoided}`),
    },
  ];
  const patches: Patch[] = [];
  for (const { title, clauses } of offers) {
    const edit = clausesAbove(source, fn, clauses);
    if (edit !== undefined && (await isProved(edit.text, finding, fn, desk)))
      patches.push({ ...edit.patch, title, proved: true });
  }
  return patches;
}

type Lines = Pick<Patch, "startLine" | "endLine" | "replacement">;

/** The clauses on lines of their own above the declaration, with its indentation and the file's line ending. */
function clausesAbove(
  source: SourceFile,
  { declaration }: FunctionIR,
  clauses: readonly string[],
): { readonly patch: Lines; readonly text: string } | undefined {
  const { line, column } = positionAt(source, declaration.start);
  const first = lineText(source, line);
  const indent = first.slice(0, column - 1);
  // Something else stands before the declaration on its line: a clause above it would belong to that.
  if (indent.trim() !== "") return undefined;
  const ending = /\r\n|\n|\r/u.exec(source.text)?.[0] ?? "\n";
  const replacement = [...clauses.map((clause) => `${indent}//@ ${clause}`), first].join(ending);
  const start = declaration.start - (column - 1);
  const text = source.text.slice(0, start) + replacement + source.text.slice(start + first.length);
  return { patch: { startLine: line, endLine: line, replacement }, text };
}

const quiet: Services["progress"] = { working: () => {} };

async function isProved(text: string, finding: Finding, fn: FunctionIR, desk: Desk): Promise<boolean> {
  const { checked, loaded, services } = desk;
  const callers = [...loaded.program.functions.values()].filter(
    ({ id, calls }) => id !== fn.id && calls.includes(fn.id) && checked.findings.get(id)?.verdict === "verified",
  );
  const request: CheckRequest = {
    ...desk.request,
    files: overlay(desk.request.files, new Map([[`${desk.request.root}/${finding.file}`, text]])),
    targets: [...new Set([finding.file, ...callers.map(({ extent }) => extent.file)])],
    suggest: false,
  };
  const patched = await load(request);
  const concerned = new Set([fn.id, ...callers.map(({ id }) => id)]);
  const { findings } = await checkProgram(patched, concerned, request, { ...services, progress: quiet });
  return [...concerned].every((id) => isNoWorse(findings.get(id), checked.findings.get(id)));
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
