/** Gives the names of the unknown functions that stand for the predicates of recursive data. */
export const predicates = ["data.size", "data.typed", "data.safe"] as const;
export type Predicate = (typeof predicates)[number];

/** The key of the unknown function that stands for a predicate of a type. */
export function predicateKey(predicate: Predicate, type: string): string {
  return `${predicate} ${type}`;
}
