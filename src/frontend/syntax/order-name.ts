/** Gives the names of the variables that hold the positions of an order, which no source can write. */

export const orderLetter = "order#";

/** Soundness: positions of an order are each another, so that no element is in two places by them. */
export function isOrderName(name: string): boolean {
  return name.startsWith(`$${orderLetter}`);
}
