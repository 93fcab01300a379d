/**
 * Takes a finding and the lines its comment stands on; gives the comment's Markdown: what goes in, what happens, which
 * clause, the next step, a suggestion where a proved patch fits exactly those lines, the rest collapsed.
 */
import type { LineSpan, SourceFile } from "../source/index.js";
import { catalogue, lineText } from "../source/index.js";
import type { Counterexample, Finding, Patch, Problem } from "./finding.js";
import { headline, isAside } from "./headline.js";
import { bodyLimit, codeSpan, collapsed, escaped, fenced, joinedBlocks, prose, suggestion } from "./markdown.js";
import { oneLine, shortened } from "./printable.js";

/** Longest value shown of an argument or an outcome; the JSON report has it whole. */
const valueLimit = 1_000;

/** `place` is undefined where the finding is told outside the diff: then nothing can be a suggestion. */
export function renderComment(finding: Finding, source: SourceFile | undefined, place: LineSpan | undefined): string {
  const [first, ...others] = finding.problems;
  const blocks = [
    `**${codeSpan(finding.function)}: ${escaped(titleOf(finding))}.** ${prose(finding.message)}`,
    ...evidence(first ?? finding),
    ...patchesTold(finding.patches.length > 0 ? finding.patches : (first?.patches ?? []), source, place),
    ...others.flatMap((problem) =>
      isAside(finding, problem) ? [aside(problem)] : otherProblem(problem, source, place),
    ),
    ...background(finding),
    `<sub>${codeSpan(finding.code)} · ${escaped(headline(finding))}</sub>`,
  ];
  return joinedBlocks(blocks, bodyLimit);
}

function titleOf(finding: Finding): string {
  return catalogue[finding.code].title;
}

/** The run, the clause and the next step, as far as they are known. */
function evidence(problem: Pick<Problem, "counterexample" | "clause" | "hint" | "code" | "related">): string[] {
  const blocks: string[] = [];
  if (problem.counterexample !== undefined) blocks.push(runTold(problem.counterexample));
  if (problem.clause !== undefined) blocks.push(clauseTold(problem.clause, problem.counterexample));
  if (problem.counterexample?.path !== undefined) blocks.push(pathTold(problem.counterexample.path));
  const related = (problem.related ?? []).map(({ range, text }) => `- line ${range.line}: ${prose(text)}`);
  if (related.length > 0) blocks.push(related.join("\n"));
  const hint = problem.hint ?? catalogue[problem.code].remedy;
  if (hint !== "") blocks.push(`What to do: ${prose(hint)}`);
  return blocks;
}

function clauseTold(clause: string, example: Counterexample | undefined): string {
  const written = `The clause: ${codeSpan(shortened(clause, valueLimit))}`;
  return example?.because === undefined ? written : `${written}\n\nIt is false: ${prose(example.because)}.`;
}

/** Open where it is short enough to be read in passing. */
const openPath = 6;

function pathTold(path: NonNullable<Counterexample["path"]>): string {
  const lines = path.map(({ line, text }) => `line ${line}: ${oneLine(shortened(text, valueLimit))}`);
  const block = fenced(lines.join("\n"), "text");
  return lines.length <= openPath ? `How the run went:\n\n${block}` : collapsed("How the run went", block);
}

/** `clamp(1, 5, 3)` and what came of it, as code that can be pasted. */
export function runTold(example: Counterexample): string {
  const lead = example.confirmed
    ? "The function was run on this input:"
    : "The prover proposes this input; it was not run:";
  const outcome = oneLine(shortened(example.outcome, valueLimit));
  const { paste = example.call } = example;
  return `${lead}\n\n${fenced(`${shortened(paste, valueLimit)}\n// ${outcome}`, "ts")}`;
}

function patchesTold(patches: readonly Patch[], source: SourceFile | undefined, place: LineSpan | undefined): string[] {
  return patches
    .filter((patch) => patch.proved)
    .map((patch) => {
      const title = `${prose(patch.title)} (proved):`;
      const fits = place !== undefined && place.start === patch.startLine && place.end === patch.endLine;
      return `${title}\n\n${fits ? suggestion(patch.replacement) : patchAsDiff(patch, source)}`;
    });
}

/** A patch that stands on other lines than the comment: shown, not offered. */
function patchAsDiff(patch: Patch, source: SourceFile | undefined): string {
  const removed: string[] = [];
  if (source !== undefined)
    for (let line = patch.startLine; line <= patch.endLine; line++) removed.push(`-${lineText(source, line)}`);
  const added = patch.replacement.replace(/\r?\n$/u, "").split(/\r?\n/u);
  const lines = [`@@ line ${patch.startLine} @@`, ...removed, ...added.map((line) => `+${line}`)];
  return fenced(lines.join("\n"), "diff");
}

function aside(problem: Problem): string {
  return `Also, line ${problem.range.line}: ${prose(problem.message)}`;
}

function otherProblem(problem: Problem, source: SourceFile | undefined, place: LineSpan | undefined): string[] {
  const where = `Also, line ${problem.range.line}: ${prose(problem.message)} (${codeSpan(problem.code)})`;
  return [where, ...evidence(problem), ...patchesTold(problem.patches, source, place)];
}

/** For who wants to know more: the prover's own words, the derivation, what is taken for granted. */
function background(finding: Finding): string[] {
  const details = finding.problems.flatMap(({ detail }) => (detail === undefined ? [] : [detail]));
  const blocks = details.map((detail) => collapsed("What the prover saw", fenced(detail, "text")));
  // A run in which all of them held has settled it.
  if (finding.assumptions.length > 0 && finding.verdict !== "refuted") {
    const list = finding.assumptions.map(({ text }) => `- ${prose(text)}`).join("\n");
    blocks.push(collapsed("What is taken for granted", list));
  }
  if (finding.derivation !== undefined) blocks.push(collapsed("Derivation", fenced(finding.derivation, "text")));
  return blocks;
}
