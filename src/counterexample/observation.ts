/**
 * Takes the text that a run writes of itself (`runtime-text.ts`); gives what was observed, read as data of unknown shape.
 */
import { type Executable, resultName, type Variable } from "../ir/index.js";
import { parseJson } from "./replay-process.js";
import type { Event, Observation, Observed, Outcome } from "./replayer.js";

/** Undefined where the text is no report. */
export function readObservation(executable: Executable, text: string): Observation | undefined {
  const report = parseJson(text) as { readonly events?: unknown; readonly outcome?: unknown } | undefined;
  if (report === undefined || !Array.isArray(report.events)) return undefined;
  const events: Event[] = [];
  for (const entry of report.events as readonly unknown[]) {
    const event = readEvent(executable, entry);
    if (event === undefined) return undefined;
    events.push(event);
  }
  if (isLeaving(report.outcome)) {
    // What went wrong before is the function's doing; what the run made of it afterwards (`undefined[0] = 1`) is nobody's.
    if (events.some(({ site }) => isHazard(executable, site)))
      return { kind: "ran", events, outcome: { kind: "exhausted", what: "fuel" } };
    return { kind: "failed", reason: "the run left what a printed function may do" };
  }
  const outcome = readOutcome(report.outcome);
  return outcome === undefined ? undefined : { kind: "ran", events, outcome };
}

function isHazard(executable: Executable, site: number): boolean {
  const kind = executable.sites[site]?.kind;
  return kind === "index" || kind === "write" || kind === "absent";
}

/** The monitor met a value that the printer rules out: the run says nothing of the function. */
function isLeaving(json: unknown): boolean {
  return typeof json === "object" && json !== null && "kind" in json && json.kind === "left the subset";
}

function readOutcome(json: unknown): Outcome | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const { kind, what, error, message, value } = json as Readonly<Record<string, unknown>>;
  if (kind === "returned") return { kind, value: readObserved(value) };
  if (kind === "threw" && typeof error === "string" && typeof message === "string") return { kind, error, message };
  if (kind === "exhausted" && (what === "fuel" || what === "stack" || what === "memory")) return { kind, what };
  return undefined;
}

function readObserved(json: unknown): Observed {
  const tooLarge = typeof json === "object" && json !== null && "$" in json && json.$ === "too large";
  return tooLarge ? { kind: "too large" } : { kind: "value", json };
}

function readEvent(executable: Executable, json: unknown): Event | undefined {
  if (!Array.isArray(json)) return undefined;
  const [site, values, seen] = json as readonly unknown[];
  if (typeof site !== "number") return undefined;
  if (site < 0 ? executable.steps[-1 - site] === undefined : executable.sites[site] === undefined) return undefined;
  if (!Array.isArray(values)) return typeof seen === "string" ? { site, seen } : undefined;
  const names = namesAt(executable, site);
  if (names.length !== values.length) return undefined;
  return { site, values: new Map(names.map((name, i) => [name, readObserved((values as readonly unknown[])[i])])) };
}

/** What a site's snapshot holds, in order. */
function namesAt(executable: Executable, number: number): readonly string[] {
  if (number < 0) return executable.steps[-1 - number]?.names ?? [];
  const site = executable.sites[number];
  const names = (variables: readonly Variable[]): readonly string[] => variables.map((v) => v.name);
  switch (site?.kind) {
    case "enter":
      return names(site.parameters);
    case "exit":
      return [...names(site.parameters), resultName];
    case "invariant":
    case "assert":
    case "assume":
    case "done_with":
    case "mark":
    case "variant":
      return names(site.variables);
    default:
      return [];
  }
}
