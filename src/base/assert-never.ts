/**
 * Takes a value that the types say cannot exist; throws if one arrives.
 * Ends every exhaustive `switch`, so that a new variant is a type error at each of them.
 */
export function assertNever(value: never): never {
  throw new Error(`unreachable variant: ${JSON.stringify(value)}`);
}
