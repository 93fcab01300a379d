/** Takes answers of the solver; tells those of a safety net apart, which another run or machine need not give: nothing of them is kept. */
import type { FunctionProof } from "../prove/index.js";
import type { Answer } from "../smt/index.js";

export function isOfNet(answer: Answer): boolean {
  return answer.kind === "gaveUp" && answer.reason === "resources";
}

export function isDurable(proof: FunctionProof): boolean {
  return ![...proof.obligations, ...proof.listed].some(({ answer }) => isOfNet(answer));
}
