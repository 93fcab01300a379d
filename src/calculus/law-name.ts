/** Gives the names of the refinement laws; each has its file in `laws/`, with its statement, provisos and source. */
export type LawName =
  | "skip"
  | "sequential composition"
  | "assignment"
  | "expand"
  | "alternation"
  | "iteration"
  | "procedure"
  | "recursion"
  | "return"
  | "throw"
  | "break"
  | "continue"
  | "assertion"
  | "assumption"
  | "strengthen postcondition"
  | "weaken precondition";
