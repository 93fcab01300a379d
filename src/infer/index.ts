/** The door of `infer`: what nobody wrote and the program suggests. */

export { type InferenceBudget, type Inferred, inferInvariants, withInvariants } from "./invariants.js";
export { withBounds } from "./loop-bounds.js";
export { type MeasureVariant, measureCandidates, withMeasures } from "./measures.js";
export { writtenInvariant } from "./written.js";
