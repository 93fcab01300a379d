/**
 * Takes the option `fail-on` and findings; gives which of them fail the run: shared by the command and the Action.
 * `never` fails nothing; otherwise refuted, invalid and vacuous always fail, and a list may add to them.
 */
import type { Finding, Report } from "./finding.js";

export const failOnWords = ["refuted", "invalid", "vacuous", "unproven", "unsupported", "assumption"] as const;
export type FailOnWord = (typeof failOnWords)[number];
export type FailOn = "never" | readonly FailOnWord[];

export const defaultFailOn: FailOn = ["refuted"];

/** Assumptions that the author asked for, apart from those that every verdict on JavaScript rests on. */
const askedFor: ReadonlySet<string> = new Set(["assume", "extern", "callee"]);

/**
 * Reads `never`, or words parted by commas or blanks. The empty text is the default. Gives what is wrong as text where
 * a word is not one of the list, or `never` stands beside others.
 */
export function parseFailOn(text: string): { readonly failOn: FailOn } | { readonly unknown: string } {
  const words = text.split(/[\s,]+/u).filter((word) => word !== "");
  if (words.length === 0) return { failOn: defaultFailOn };
  if (words.length === 1 && words[0] === "never") return { failOn: "never" };
  const unknown = words.find((word) => !failOnWords.some((known) => known === word));
  if (unknown !== undefined) return { unknown };
  return { failOn: failOnWords.filter((known) => words.includes(known)) };
}

export function fails(finding: Finding, failOn: FailOn): boolean {
  if (failOn === "never") return false;
  switch (finding.verdict) {
    case "refuted":
    case "invalid":
    case "vacuous":
      return true;
    case "unproven":
    case "unsupported":
      return failOn.includes(finding.verdict);
    case "verified":
    case "generated":
      return failOn.includes("assumption") && restsOnTrust(finding);
  }
}

export function failing(report: Report, failOn: FailOn): readonly Finding[] {
  return report.findings.filter((finding) => fails(finding, failOn));
}

/**
 * Annotations that are wrong and belong to no function: nobody would see that they say nothing, so that they fail the
 * run as an invalid function does.
 */
export function failingNotices(report: Report, failOn: FailOn): Report["notices"] {
  return failOn === "never" ? [] : report.notices.filter(({ code }) => code.startsWith("annotation."));
}

function restsOnTrust(finding: Finding): boolean {
  return finding.exactOnly !== undefined || finding.assumptions.some(({ kind }) => askedFor.has(kind));
}
