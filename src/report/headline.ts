/**
 * Takes a finding; gives the words of its verdict, with everything that the verdict rests on said in the headline
 * itself (ANNOTATIONS, "Verdicts"; SEMANTICS, sections 1 and 5).
 */
import type { Finding, Problem, Report, Verdict } from "./finding.js";
import { counted } from "./printable.js";

/** In the order in which they are told: what is wrong first. */
export const verdictOrder: readonly Verdict[] = [
  "refuted",
  "invalid",
  "vacuous",
  "unproven",
  "unsupported",
  "generated",
  "verified",
];

/** What a verdict says of the function, for tables. */
export const verdictMeaning: Readonly<Record<Verdict, string>> = {
  refuted: "an input breaks the contract; the function was run on it",
  invalid: "an annotation does not parse or type-check",
  vacuous: "what is required or assumed can never hold",
  unproven: "not proved, and no failing run was found",
  unsupported: "uses a construct that is not modelled",
  generated: "a body was derived from the contract and proved",
  verified: "every obligation is proved",
};

/** `verified`, `verified for exact arithmetic`, `proved if rounding is ignored, if it returns, given g (refuted)`. */
export function headline(finding: Finding): string {
  if (finding.verdict !== "verified" && finding.verdict !== "generated") return finding.verdict;
  const parts = [claim(finding)];
  if (finding.partial === true) parts.push("if it returns");
  if (finding.given !== undefined && finding.given.length > 0) parts.push(`given ${finding.given.join(", ")}`);
  return parts.join(", ");
}

function claim(finding: Finding): string {
  if (finding.exactOnly !== undefined) return `${finding.verdict} for exact arithmetic`;
  if (finding.arithmetic !== undefined) return "proved if rounding is ignored";
  return finding.verdict;
}

/** Whether the verdict says that the function keeps its contract. */
export function isProved(finding: Finding): boolean {
  return finding.verdict === "verified" || finding.verdict === "generated";
}

/** Of a function that a run refutes, what is merely not proved is told in passing. */
export function isAside({ verdict }: Finding, { code }: Pick<Problem, "code">): boolean {
  return verdict === "refuted" && code.endsWith(".unproven");
}

/** `3 functions: 1 refuted, 2 verified; 4 not checked`. */
export function totalsText(report: Report): string {
  const counts = verdictOrder.filter((verdict) => report.totals[verdict] > 0);
  const told = counts.map((verdict) => `${report.totals[verdict]} ${verdict}`).join(", ");
  const all = counted(report.findings.length, "function");
  const notChecked = report.totals.notChecked > 0 ? `; ${report.totals.notChecked} not checked` : "";
  const { swept, unread = 0 } = report.counts;
  const asks = report.asks?.length ?? 0;
  const asking =
    asks === 0 ? "" : `, ${asks} ${asks === 1 ? "asks" : "ask"} something of callers (--verbose lists them)`;
  const sweep =
    swept === undefined
      ? ""
      : `; without a contract ${counted(swept, "function")} looked at, ${unread} not readable${asking}`;
  return `${told === "" ? all : `${all}: ${told}`}${notChecked}${strayText(report)}${unreadText(report)}${sweep}`;
}

/** Annotations that belong to no function have no finding either, and fail a run all the same. */
function strayText({ notices }: Report): string {
  const stray = notices.filter(({ code }) => code.startsWith("annotation."));
  return stray.length === 0 ? "" : `; ${counted(stray.length, "annotation")} of no function`;
}

/** Of files that a notice speaks of: what is wrong in them has no finding. */
function unreadText({ notices }: Report): string {
  const files = new Set(notices.filter(({ code }) => code.startsWith("file.")).map(({ file }) => file));
  return files.size === 0 ? "" : `; ${counted(files.size, "file")} not read, or not whole`;
}

/** Of a run in which no function has a contract: how to begin. Undefined where some have. */
export function noContractsText(report: Report): string | undefined {
  const { contracted, functions, readable, files } = report.counts;
  if (report.counts.swept !== undefined || contracted > 0 || report.findings.length > 0 || files === 0)
    return undefined;
  const found = `No contracts in ${counted(functions, "function")} (${readable} can be read)`;
  return `${found}${unreadText(report)}; put \`//@ ensures \\result >= 0\` above a function: ${documentation}`;
}

/** Where a reader goes on: inside the package and the repository. */
export const documentation = 'README.md, "The first contract"';

/** Findings in the order in which they are shown: by file, then by line. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const by = (a: Finding, b: Finding): number => {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  };
  return [...findings].sort(by);
}
