/**
 * Takes whether colour is wanted; gives functions that wrap text in ANSI sequences, or leave it as it is.
 * Relies on: ECMA-48, "select graphic rendition".
 */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
}

export function style(color: boolean): Style {
  const sequence = (on: number, off: number) => (text: string) =>
    color && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: sequence(1, 22),
    dim: sequence(2, 22),
    red: sequence(31, 39),
    green: sequence(32, 39),
    yellow: sequence(33, 39),
    blue: sequence(34, 39),
  };
}
