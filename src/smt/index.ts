/** The door of `smt`: obligations to queries, queries to answers. */
export { askedOnce } from "./asked-once.js";
export type { Bounds } from "./bounds.js";
export { solverBuild, solverVersion } from "./build.js";
export { longestArray } from "./decode.js";
export {
  type Encoder,
  encodeBounded,
  encodeObligation,
  encodeProbe,
  encoderVersion,
  encodeTogether,
  openEncoder,
} from "./encode.js";
export { defaultJobs, defaultRlimit, openSolver, type SolverOptions } from "./open-solver.js";
export type { Readout, Shape } from "./readout.js";
export type { Answer, Effort, GaveUp, Model, Query, Solver, SolverStatistics } from "./solver.js";
export type { Theory } from "./theory.js";
