/** Gives what an answer depends on besides the query: the solver's build and its fixed options, for the keys of the bank. */
import { queryOptions } from "./protocol.js";

/** The package and the version that Z3 gives of itself; a test holds both. */
export const solverVersion = "z3-solver 5.2.0, Z3 5.1.0.0";

/** Changes with every change of `strategy` or `decode`. */
const procedure = "procedure 3";

export const solverBuild = [solverVersion, procedure, "encoding=bmp", ...queryOptions].join(" ");
