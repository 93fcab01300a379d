/** The door of `calculus`: program to derivation to obligations. */
export { type ChangedRoot, changedBy } from "./changed.js";
export { definedness } from "./definedness.js";
export type { Derivation, FunctionDerivation } from "./derivation.js";
export { derive } from "./derive.js";
export type { Exits } from "./exits.js";
export { instantiate } from "./instantiate.js";
export type { CalleeKnowledge, DeriveOptions, Knowledge } from "./knowledge.js";
export type { LawName } from "./law-name.js";
export type { Context, Fact, Obligation, ObligationKind, Probe } from "./obligation.js";
export { withOwnRequires } from "./own-requires.js";
export { replaced } from "./place.js";
export { sameTerm } from "./same-term.js";
export { showDerivation } from "./show-derivation.js";
export { showTerm } from "./show-term.js";
export { statementsOf } from "./statements-of.js";
export { weakestPrecondition } from "./weakest-precondition.js";
