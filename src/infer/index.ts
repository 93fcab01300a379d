/** The door of `infer`: what nobody wrote and the program suggests. */
export { withBounds } from "./loop-bounds.js";
export { measureCandidates, withMeasures } from "./measures.js";
