/**
 * Gives what is said when the command, the Action or the configuration is used wrongly: a code of the catalogue, the
 * place, the cause and what to do. It is thrown inside the entry points and caught at their top, where it becomes text
 * and exit code 2.
 */
import { type Code, catalogue } from "./source/index.js";

export class UsageProblem extends Error {
  override readonly name = "UsageProblem";
  readonly code: Code;
  /** File, line and column, or the option as it was written. */
  readonly place: string | undefined;
  readonly remedy: string;

  constructor(code: Code, message: string, more: { readonly place?: string; readonly remedy?: string } = {}) {
    super(message);
    this.code = code;
    this.place = more.place;
    this.remedy = more.remedy ?? catalogue[code].remedy;
  }
}

/** `place: code message`, and the remedy below. */
export function usageText(problem: UsageProblem): string {
  const place = problem.place === undefined ? "" : `${problem.place}: `;
  return `${place}${problem.code} ${problem.message}\n  ${problem.remedy}\n`;
}
