/** The door of `counterexample`: models to runs. */
export { openReplayer, type ReplayerOptions } from "./open-replayer.js";
export type { Event, Observation, Observed, Outcome, Replayer, Run } from "./replayer.js";
