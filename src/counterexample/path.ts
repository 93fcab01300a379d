/**
 * Takes what was observed of a run that was followed; gives its path: where it came by, with the values of the variables
 * that changed there, as people write them. Only what the outermost call did itself is told.
 */
import type { Executable, PathPlace } from "../ir/index.js";
import { showKey, showString } from "../semantics/index.js";
import type { Span } from "../source/index.js";
import type { Refuted } from "./judgement.js";
import type { Event, Observation, Observed } from "./replayer.js";

export interface PathStep {
  readonly span: Span;
  /** `best = 3`, `xs[i] > best is true`, `return best` */
  readonly text: string;
  /** Begins a round of a loop. */
  readonly round?: true;
}

/** Up to what is blamed; empty where the run went otherwise than the one whose path is asked for. */
export function pathOf(
  executable: Executable,
  followed: Observation,
  observation: Observation,
  { code, span }: Pick<Refuted, "code" | "span">,
): readonly PathStep[] {
  if (followed.kind !== "ran" || !sameRun(followed, observation)) return [];
  const known = new Map<string, string>();
  const path: PathStep[] = [];
  let depth = 0;
  for (const event of followed.events) {
    const step = executable.steps[-1 - event.site];
    if (step !== undefined) {
      if (depth === 1) path.push(...stepTold(step, event, known));
      continue;
    }
    const at = executable.sites[event.site];
    // What JavaScript makes of it goes on.
    if (code === `${at?.kind ?? ""}.refuted` && at?.span === span) break;
    if (at?.kind === "enter") {
      depth += 1;
      if (depth === 1) for (const { name } of at.parameters) known.set(name, valueText(event.values?.get(name)) ?? "");
    } else if (at?.kind === "exit") depth -= 1;
    else if (at?.kind === "caught" || at?.kind === "passing") depth = Number(event.seen ?? depth);
  }
  return path;
}

function sameRun(followed: Observation, observation: Observation): boolean {
  if (followed.kind !== "ran") return false;
  const events = followed.events.filter(({ site }) => site >= 0);
  return textOf({ ...followed, events }) === textOf(observation);
}

function textOf(observation: Observation): string {
  return JSON.stringify(observation, (_, part: unknown) => (part instanceof Map ? [...part] : part));
}

function stepTold(step: PathPlace, event: Event, known: Map<string, string>): readonly PathStep[] {
  const { span, text } = step;
  if (step.what === "tested") return [{ span, text: `${text} is ${event.seen ?? ""}` }];
  if (step.what === "reached") return [{ span, text }];
  const told: string[] = [];
  for (const name of step.names) {
    const value = valueText(event.values?.get(name));
    if (value === undefined || (known.get(name) === value && step.what !== "round")) continue;
    known.set(name, value);
    told.push(`${name} = ${value}`);
  }
  if (told.length === 0) return [];
  return [{ span, text: told.join(", "), ...(step.what === "round" ? { round: true as const } : {}) }];
}

/** Undefined of what is no value to show: a function, what the monitor could not look at. */
function valueText(observed: Observed | undefined): string | undefined {
  if (observed === undefined) return undefined;
  return observed.kind === "too large" ? "(too large to show)" : jsonText(observed.json);
}

function jsonText(json: unknown): string | undefined {
  if (typeof json === "string") return showString(json);
  if (json === null || typeof json !== "object") return String(json);
  if (Array.isArray(json)) return `[${json.map((item) => jsonText(item) ?? "…").join(", ")}]`;
  const { $: kind, is, of } = json as { readonly $?: unknown; readonly is?: unknown; readonly of?: unknown };
  if (kind === "undefined") return "undefined";
  if (kind === "number") return String(is);
  if (kind === "bigint") return `${String(is)}n`;
  if (kind === "hole") return "";
  if (!Array.isArray(of)) return undefined;
  if (kind === "map" || kind === "set") {
    const name = kind === "map" ? "Map" : "Set";
    return of.length === 0 ? `new ${name}()` : `new ${name}(${jsonText(of) ?? ""})`;
  }
  const entries = of.map((entry: unknown) => {
    const [key, value] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    return `${showKey(String(key))}: ${jsonText(value) ?? "…"}`;
  });
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
