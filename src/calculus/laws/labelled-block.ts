/**
 * Labelled block: a sequential composition that `break L` leaves; after it, what held at its end or at a `break` is
 * known. Provisos: none. Source: as `exits.ts`.
 */
import { arrivals, type Pass } from "../pass.js";
import { type Flow, join, type State } from "../state.js";
import type { StatementOf, Walk } from "./walk.js";

export function labelledBlock(pass: Pass, statement: StatementOf<"labelled">, state: State, walk: Walk): Flow {
  const end = walk(pass, statement.body, state);
  return join(pass, [end, ...arrivals(pass, "break", statement.label)]);
}
