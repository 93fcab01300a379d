/**
 * Takes a report on the checked-out files, and how their lines map to the head's; gives the report with the head's line
 * numbers, which are those of the diff. A line that is not in the head is shown at the nearest one above; a patch that
 * touches such a line cannot be offered there and is left out.
 */
import type { Finding, Patch, Problem, Range, Report } from "../report/index.js";
import type { LineMap } from "./line-map.js";

export function relocate(report: Report, lines: ReadonlyMap<string, LineMap>): Report {
  const findings = report.findings.map((finding) => {
    const map = lines.get(finding.file);
    return map === undefined ? finding : relocated(finding, map);
  });
  const notices = report.notices.map((notice) => {
    const map = notice.file === undefined ? undefined : lines.get(notice.file);
    return map === undefined || notice.line === undefined ? notice : { ...notice, line: nearest(notice.line, map) };
  });
  return { ...report, findings, notices };
}

function nearest(line: number, map: LineMap): number {
  for (let above = line; above > 0; above--) {
    const found = map.forward(above);
    if (found !== undefined) return found;
  }
  return 1;
}

function rangeAt<T extends Range>(range: T, map: LineMap): T {
  return { ...range, line: nearest(range.line, map), endLine: nearest(range.endLine, map) };
}

function relocated(finding: Finding, map: LineMap): Finding {
  const { startLine, endLine } = finding.extent;
  return {
    ...rangeAt(finding, map),
    problems: finding.problems.map((problem) => problemAt(problem, map)),
    patches: patchesAt(finding.patches, map),
    extent: { startLine: nearest(startLine, map), endLine: nearest(endLine, map) },
  };
}

function problemAt(problem: Problem, map: LineMap): Problem {
  const related = problem.related?.map(({ range, text }) => ({ range: rangeAt(range, map), text }));
  return {
    ...problem,
    range: rangeAt(problem.range, map),
    patches: patchesAt(problem.patches, map),
    ...(related === undefined ? {} : { related }),
  };
}

function patchesAt(patches: readonly Patch[], map: LineMap): readonly Patch[] {
  return patches.flatMap((patch) => {
    const startLine = map.forward(patch.startLine);
    if (startLine === undefined) return [];
    for (let line = patch.startLine; line <= patch.endLine; line++) {
      if (map.forward(line) !== startLine + line - patch.startLine) return [];
    }
    return [{ ...patch, startLine, endLine: startLine + patch.endLine - patch.startLine }];
  });
}
