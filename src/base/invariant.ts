/**
 * Takes a condition that only a defect of ours can break; throws a `Bug` if it is broken.
 * A `Bug` is caught in the entry points alone and reported as ours, never as the user's.
 */
export class Bug extends Error {
  override readonly name = "Bug";
}

export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}
