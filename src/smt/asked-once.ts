/**
 * Takes a solver; gives one that asks it no question twice: the same text in the same forms, with the same limit and for the
 * same purpose, has the same answer, down to the units that it cost, so that who asks first changes nothing. Functions that
 * differ in little ask much alike.
 * Soundness: what is shared is an answer to a question in whole, never anything of the function that asked. What a safety
 * net cut off is no answer and is shared with nobody.
 */
import { isDeepStrictEqual } from "node:util";
import { hashText } from "../base/index.js";
import type { Readout } from "./readout.js";
import type { Answer, Effort, Query, Solver } from "./solver.js";

interface Asked {
  /** A model is read under the names and types of its program. */
  readonly readout: readonly Readout[] | undefined;
  readonly answer: Promise<Answer>;
}

export function askedOnce(solver: Solver): Solver {
  const known = new Map<string, Asked[]>();
  const ask: Solver["ask"] = async (query, effort) => {
    const key = keyOf(query, effort);
    const alike = known.get(key) ?? [];
    const readout = effort.model ? (query.readout ?? []) : undefined;
    const same = alike.find((asked) => isDeepStrictEqual(asked.readout, readout));
    // Without one, nothing is waited for: who asks next must see that this is under way.
    if (same !== undefined) {
      const shared = await same.answer;
      if (!isCutOff(shared)) return shared;
    }
    const answer = solver.ask(query, effort);
    const own: Asked = { readout, answer };
    known.set(key, [...(known.get(key) ?? []), own]);
    const given = await answer;
    if (isCutOff(given)) {
      const others = (known.get(key) ?? []).filter((asked) => asked !== own);
      known.set(key, others);
    }
    return given;
  };
  return { ask, prepare: () => solver.prepare?.(), statistics: () => solver.statistics(), close: () => solver.close() };
}

function isCutOff(answer: Answer): boolean {
  return answer.kind === "gaveUp" && answer.reason === "resources";
}

/** The weaker forms too: they are made of the same, but what they cost is a part of what is counted. */
function keyOf({ hash, abstract, adding, dividing, tracked }: Query, { rlimit, model, proof }: Effort): string {
  const forms = [abstract, adding, dividing].map((text) => (text === undefined ? "" : hashText(text)));
  return [hash, ...forms, rlimit, model, proof === true, tracked === true].join(" ");
}
