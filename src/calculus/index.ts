/** The door of `calculus`: program to derivation to obligations. */
export type { Derivation, FunctionDerivation } from "./derivation.js";
export type { LawName } from "./law-name.js";
export type { Context, Fact, Obligation, ObligationKind, Probe } from "./obligation.js";
