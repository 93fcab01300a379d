/** The door of `infer`: what nobody wrote and the program suggests. */

export { type InferenceBudget, withInvariants, withoutInvariants } from "./desk.js";
export { type Inferred, inferInvariants } from "./invariants.js";
export { withBounds } from "./loop-bounds.js";
export { type MeasureVariant, measureCandidates, withMeasures } from "./measures.js";
export {
  type Candidate,
  type Choice,
  choices,
  conditionText,
  type EntryRun,
  type EntryRuns,
  entryRuns,
  entryView,
  inClauses,
  isRange,
  isTrueOf,
  leavesAJob,
  negation,
  overParameters,
  plain,
  preconditionCandidates,
  withDefinitions,
} from "./preconditions/index.js";
export { traces } from "./traces.js";
export { writtenInvariant } from "./written.js";
