/** The door of `infer`: what nobody wrote and the program suggests. */
export { measureCandidates, withMeasures } from "./measures.js";
