/**
 * Gives what evaluating a term can come to: a value, or unknown with the reason. Unknown is never false: a clause that
 * cannot be evaluated decides nothing (SEMANTICS, section 7).
 */
import type { DataTypes, FunctionIR, LogicalFunction, Value } from "../ir/index.js";
import type { Span } from "../source/index.js";

/** A partial operation that was applied outside its domain; the words of `ObligationKind`, and "power". */
export type Hazard =
  | "index"
  | "write"
  | "division"
  | "absent"
  | "prototype"
  | "range"
  | "integral"
  | "precondition"
  | "power";

export type Unknown = { readonly kind: "unknown" } & (
  | { readonly reason: "unbounded quantifier" }
  | { readonly reason: "fuel" }
  | { readonly reason: "outside the domain"; readonly hazard: Hazard; readonly span?: Span }
  | { readonly reason: "no value"; readonly name: string }
  | { readonly reason: "no meaning"; readonly function: string }
  /** An integer 0 became a double, and the sign of that zero would decide. */
  | { readonly reason: "sign of zero" }
);

export type Evaluated = Value | Unknown;

/** What a term may refer to: the types and the functions with a meaning in logic. A `Program` is one. */
export interface Theory {
  readonly types: DataTypes;
  readonly logical: ReadonlyMap<string, LogicalFunction>;
  /** Where statements may be run: of functions that are no one term. */
  readonly functions?: ReadonlyMap<string, FunctionIR>;
}

export interface Environment {
  readonly values: ReadonlyMap<string, Value>;
  /** The state that `old` reads; the same state where absent. */
  readonly entry?: ReadonlyMap<string, Value>;
}

export function outside(hazard: Hazard, span: Span | undefined): Unknown {
  const found = { kind: "unknown", reason: "outside the domain", hazard } as const;
  return span === undefined ? found : { ...found, span };
}

export const outOfFuel: Unknown = { kind: "unknown", reason: "fuel" };

/** Why a value is not known, in the user's terms. */
export function whyUnknown(unknown: Unknown): string {
  switch (unknown.reason) {
    case "unbounded quantifier":
      return "a quantifier in it has no bounds to run through; write its range as a guard, `0 <= k && k < n ==> …`";
    case "fuel":
      return "evaluating it takes too many steps";
    case "outside the domain":
      return `it is not defined on these values (${unknown.hazard})`;
    case "no value":
      return `${unknown.name} has no value there`;
    case "no meaning":
      return `${unknown.function} cannot be evaluated`;
    case "sign of zero":
      return "it depends on the sign of a zero";
  }
}
