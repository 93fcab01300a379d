/** Reads `--name value` options of the fuzzing commands; a number where the default is one. */
import { parseArgs } from "node:util";

export function options<T extends Readonly<Record<string, number | string>>>(defaults: T): T {
  const wanted = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: "string" } as const]));
  const { values } = parseArgs({ options: wanted });
  const read = Object.entries(defaults).map(([name, value]) => {
    const given = values[name];
    if (given === undefined) return [name, value] as const;
    const number = Number(given);
    if (typeof value === "number" && !Number.isFinite(number)) throw new Error(`--${name} takes a number`);
    return [name, typeof value === "number" ? number : given] as const;
  });
  return { ...defaults, ...Object.fromEntries(read) };
}
