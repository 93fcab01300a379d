/** The door of `report`: findings to text. */
export type { Counterexample, Finding, FindingAssumption, Patch, Problem, Range, Report, Verdict } from "./finding.js";
