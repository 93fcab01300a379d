/** The door of `base`: what every folder may use, without a word of the domain. */
export { assertNever } from "./assert-never.js";
export { Bug, invariant } from "./invariant.js";
export { editDistance, nearest } from "./nearest.js";
export { canonicalJson, hashText, type Plain, stableHash } from "./stable-hash.js";
