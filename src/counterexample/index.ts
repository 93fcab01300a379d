/** The door of `counterexample`: models to runs. */

export { type ModelBounds, type RefuteRequest, type TriedInputs, triedInputs } from "./attempts.js";
export { randomInputs, smallInputs, smallValues } from "./inputs.js";
export { judge } from "./judge.js";
export type { Judgement, Refuted } from "./judgement.js";
export type { JudgedProgram, JudgeOptions } from "./judging.js";
export { openReplayer, type ReplayerOptions } from "./open-replayer.js";
export { callText } from "./outcome-text.js";
export { type Refutation, refute } from "./refute.js";
export type { Event, Observation, Observed, Outcome, Replayer, Run } from "./replayer.js";
export { type InexactCall, roundingRuns, roundingSearch } from "./rounding.js";
export type { Found } from "./simplest.js";
