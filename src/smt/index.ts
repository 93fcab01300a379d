/** The door of `smt`: queries to answers. */
export type { Answer, Effort, GaveUp, Model, Query, Solver, SolverStatistics } from "./solver.js";
