/** Gives the generators, stage by stage: what is cheap and mostly enough comes first. */
import type { Generator } from "../loop-context.js";
import { alternating } from "./alternating.js";
import { bounds, sums } from "./bounds.js";
import { calls } from "./calls.js";
import { collections, gathered } from "./collections.js";
import { equations } from "./equations.js";
import { goals, kept } from "./goals.js";
import { pivots } from "./pivots.js";
import { ranges } from "./ranges.js";
import { rounds } from "./rounds.js";
import { frames, writes } from "./writes.js";

export interface Stage {
  readonly name: string;
  readonly generators: readonly Generator[];
}

export const stages: readonly Stage[] = [
  { name: "numbers", generators: [bounds, equations, sums] },
  { name: "rounds", generators: [kept, frames, rounds, collections, writes] },
  { name: "goals", generators: [goals, calls] },
  { name: "ranges", generators: [gathered, alternating, ranges, pivots] },
];
