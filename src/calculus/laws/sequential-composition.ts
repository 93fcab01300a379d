/**
 * Sequential composition: `w: [pre, post]` is refined by `w: [pre, mid]; w: [mid, post]`. Read forward, the middle is
 * what is known after the first. The empty sequence is skip, `w: [pre, post]` with `pre => post` (law 4.1).
 * Provisos: none. What no execution reaches is not derived, since every proviso holds there.
 * Source: Morgan, "Programming from Specifications" (1994), law 4.2.
 */
import { asNode, type Pass } from "../pass.js";
import type { Flow, State } from "../state.js";
import type { StatementOf, Walk } from "./walk.js";

export function sequentialComposition(pass: Pass, statement: StatementOf<"block">, state: State, walk: Walk): Flow {
  const { body, span } = statement;
  const [only] = body;
  if (only === undefined) return asNode(pass, { law: "skip", title: "skip", span }, () => state);
  if (body.length === 1) return walk(pass, only, state);
  return asNode(pass, { law: "sequential composition", title: `${body.length} statements`, span }, () => {
    let flow: Flow = state;
    for (const part of body) {
      if (flow === undefined) break;
      flow = walk(pass, part, flow);
    }
    return flow;
  });
}
