/** Gives what is thrown inside the clause parser, and caught at its door, where a clause does not parse. */
export class Fault extends Error {
  override readonly name = "Fault";
  /** Offsets into the clause's own text. */
  readonly start: number;
  readonly end: number;
  readonly hint: string | undefined;

  constructor(place: { readonly start: number; readonly end: number }, message: string, hint?: string) {
    super(message);
    this.start = place.start;
    this.end = place.end;
    this.hint = hint;
  }
}
