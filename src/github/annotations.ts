/**
 * Takes a report; gives the annotations of a run that cannot comment. A step shows ten errors and ten warnings, in the
 * order they were printed, and says nothing of the rest: so what touches the diff comes first, and the rest is counted.
 */
import { type FailOn, type Finding, fails, isCommented, type Report } from "../report/index.js";
import { catalogue } from "../source/index.js";

export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
}

export interface Annotations {
  readonly shown: readonly Annotation[];
  /** How many found no place. */
  readonly dropped: number;
}

const mostOfALevel = 10;

export function annotationsOf(report: Report, failOn: FailOn, changedFiles: ReadonlySet<string>): Annotations {
  const told = report.findings.filter((finding) => isCommented(finding, failOn));
  const ordered = [
    ...told.filter(({ file }) => changedFiles.has(file)),
    ...told.filter(({ file }) => !changedFiles.has(file)),
  ];
  const all = ordered.map((finding) => annotation(finding, failOn));
  const shown = (["error", "warning"] as const).flatMap((level) =>
    all.filter((one) => one.level === level).slice(0, mostOfALevel),
  );
  return { shown, dropped: all.length - shown.length };
}

function annotation(finding: Finding, failOn: FailOn): Annotation {
  const example = finding.counterexample ?? finding.problems[0]?.counterexample;
  const run = example === undefined ? "" : `\n${example.call}: ${example.outcome}`;
  return {
    level: fails(finding, failOn) ? "error" : "warning",
    title: `${finding.function}: ${catalogue[finding.code].title}`,
    message: `${finding.message}${run}\n${finding.code}`,
    file: finding.file,
    line: finding.line,
    endLine: finding.endLine,
  };
}
