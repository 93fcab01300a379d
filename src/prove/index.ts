/** The door of `prove`: obligations to answers, by way of the bank. */
export type { Answered, FunctionProof, ProbeStatus } from "./proof.js";
export { type Budget, type Limits, proveAtOnce, proveFunction } from "./prove-function.js";
export type { Questions } from "./questions.js";
export type { ProveServices } from "./remembered.js";
export { allProved, coreOf, type Sifted, sift } from "./sift.js";
export { fromTaggedJson, toTaggedJson } from "./tagged-json.js";
export { openShown, type Shown } from "./weakening.js";
