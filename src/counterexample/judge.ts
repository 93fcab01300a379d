/**
 * Takes what was observed of a run; gives what it may conclude (SEMANTICS, section 7): `requires` and recorded
 * assumptions are evaluated on the actual values, and where all are true, the first clause or watched site that is
 * false decides. Events are read in order of time; calls nest as they did. What cannot be evaluated decides nothing.
 */
import type { Executable, FunctionIR } from "../ir/index.js";
import { enter, exit } from "./judge-calls.js";
import {
  caughtSite,
  clauseSite,
  hazardSite,
  loopSite,
  overflowSite,
  throwSite,
  unwound,
  variantSite,
} from "./judge-sites.js";
import type { Judgement } from "./judgement.js";
import { type JudgedProgram, type JudgeOptions, type Judging, openJudging } from "./judging.js";
import type { Event, Observation } from "./replayer.js";

export function judge(
  observation: Observation,
  executable: Executable,
  fn: FunctionIR,
  program: JudgedProgram,
  options: JudgeOptions = {},
): Judgement {
  if (observation.kind === "failed") return { kind: "unknown", why: observation.reason };
  const judging = openJudging(executable, fn, program, options);
  for (const event of observation.events) {
    const ended = judgeEvent(judging, event);
    if (ended !== undefined) return ended;
  }
  const { outcome } = observation;
  if (outcome.kind === "exhausted") return { kind: "exhausted", what: outcome.what };
  const threw = outcome.kind === "threw" ? threwItself(judging, outcome.error, outcome.message) : undefined;
  return threw ?? judging.state.doubt ?? { kind: "no" };
}

function judgeEvent(judging: Judging, event: Event): Judgement | undefined {
  const site = judging.executable.sites[event.site];
  switch (site?.kind) {
    case "enter":
      return enter(judging, site, event);
    case "exit":
      return exit(judging, site, event);
    case "call":
      judging.state.pendingCall = site.span;
      return undefined;
    case "loop":
      loopSite(judging, event.site);
      return undefined;
    case "invariant":
    case "done_with":
    case "assert":
    case "assume":
    case "mark":
      return clauseSite(judging, site, event);
    case "variant":
      return variantSite(judging, site, event);
    case "throw":
      return throwSite(judging, site, event);
    case "caught":
    case "passing":
      return caughtSite(judging, site, event);
    case "overflow":
      return overflowSite(judging, site, event);
    case "index":
    case "write":
    case "division":
    case "absent":
    case "range":
    case "prototype":
    case "exhaustive":
      return hazardSite(judging, site, event);
    case undefined:
      return { kind: "unknown", why: "the run names a place that is not there" };
  }
}

/** JavaScript's own error: a field of an absent value is the only one that a printed text can meet. */
function threwItself(judging: Judging, error: string, message: string): Judgement | undefined {
  if (judging.state.thrown !== undefined) return unwound(judging, 0);
  const at = judging.stack.at(-1);
  const isAbsent = error === "TypeError" && /undefined|null/.test(message);
  if (!isAbsent || at === undefined) return { kind: "unknown", why: `it threw ${error}: ${message}` };
  const outcome = `threw TypeError: ${message}`;
  const text = `\`${judging.callOf(at)}\` throws TypeError: ${message}.`;
  const span = at.fn?.span ?? judging.root.span;
  return judging.refuted({ what: "hazard", code: "absent.refuted", span, outcome, message: text }, at);
}
