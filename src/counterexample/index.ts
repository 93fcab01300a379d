/** The door of `counterexample`: models to runs. */
export type { Event, Observation, Observed, Outcome, Replayer, Run } from "./replayer.js";
