/** The door of `prove`: obligations to answers, by way of the bank. */
export type { Answered, FunctionProof } from "./proof.js";
