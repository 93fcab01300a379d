/**
 * Takes the action's inputs as texts; gives them as values, or a problem that names the input and what it may be. What is
 * left empty is undefined: the configuration or the default decides.
 */
import { type FailOn, parseFailOn } from "../report/index.js";
import type { Outcome } from "./failure.js";

export interface ActionInputs {
  readonly token: string;
  /** Relative to the workspace. */
  readonly workingDirectory: string;
  readonly config: string | undefined;
  readonly failOn: FailOn | undefined;
  readonly overflow: "check" | "warn" | "ignore" | undefined;
  readonly limit: number | undefined;
  readonly jobs: number | undefined;
  readonly comment: boolean;
  readonly bank: boolean;
  readonly replay: boolean;
  /** Minutes after which functions not yet begun are left unproven. */
  readonly deadline: number | undefined;
}

interface Reader {
  readonly get: (name: string) => string;
  readonly wrong: string[];
}

function choice<T extends string>({ get, wrong }: Reader, name: string, words: readonly T[]): T | undefined {
  const text = get(name).trim().toLowerCase();
  const found = words.find((word) => word === text);
  if (text !== "" && found === undefined) wrong.push(`\`${name}\` is one of ${words.join(", ")}, not ${shown(text)}`);
  return found;
}

function positive({ get, wrong }: Reader, name: string, most: number, whole: boolean): number | undefined {
  const text = get(name).trim();
  if (text === "") return undefined;
  const value = /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value <= most && (!whole || Number.isInteger(value))) return value;
  wrong.push(`\`${name}\` is a ${whole ? "whole " : ""}number above 0, at most ${most}, not ${shown(text)}`);
  return undefined;
}

function folder({ get, wrong }: Reader, name: string): string {
  const text = get(name).trim().replaceAll("\\", "/");
  const inside = !text.startsWith("/") && !/^[a-z]:/iu.test(text) && !text.split("/").includes("..");
  if (!inside) wrong.push(`\`${name}\` is a path inside the workspace, not ${shown(text)}`);
  return text === "" ? "." : text;
}

/** On unless turned off; YAML writes `off` as `false`. */
function isOn(reader: Reader, name: string): boolean {
  const word = choice(reader, name, ["on", "true", "off", "false"]);
  return word !== "off" && word !== "false";
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function failOnOf({ get, wrong }: Reader): FailOn | undefined {
  const text = get("fail-on").trim();
  if (text === "") return undefined;
  const read = parseFailOn(text);
  if ("failOn" in read) return read.failOn;
  wrong.push(`\`fail-on\` has the word ${shown(read.unknown)}: use never, or a list of verdicts`);
  return undefined;
}

export function readInputs(get: (name: string) => string): Outcome<ActionInputs> {
  const reader: Reader = { get, wrong: [] };
  const config = folder(reader, "config");
  const bankWord = choice(reader, "bank", ["cache", "off", "false"]);
  const inputs: ActionInputs = {
    token: get("token").trim(),
    workingDirectory: folder(reader, "working-directory"),
    config: config === "." ? undefined : config,
    failOn: failOnOf(reader),
    overflow: choice(reader, "overflow", ["check", "warn", "ignore"]),
    limit: positive(reader, "limit", 1_000, false),
    jobs: positive(reader, "jobs", 64, true),
    comment: isOn(reader, "comment"),
    bank: bankWord !== "off" && bankWord !== "false",
    replay: isOn(reader, "replay"),
    deadline: positive(reader, "deadline", 360, false),
  };
  if (reader.wrong.length > 0) return { problem: { code: "github.input-invalid", message: reader.wrong.join("; ") } };
  if (inputs.token === "") {
    const message = "there is no token: `token` is empty, and the workflow gives none";
    return { problem: { code: "github.token-missing", message } };
  }
  return { value: inputs };
}
