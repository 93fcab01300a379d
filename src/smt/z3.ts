/**
 * Takes questions; gives Z3's outcomes, by the synchronous entry points of its WebAssembly module. Each question has a
 * context of its own, so that an answer does not depend on what was asked before.
 */
import { readModel } from "./decode.js";
import { type Outcome, placesOfCore, type Question, queryOptions, type Reply, type WorkerSetup } from "./protocol.js";
import { parseSExpressions, type SExpression } from "./s-expression.js";
import { limitedMark, type Step, strategyFor } from "./strategy.js";
import { startZ3Module } from "./z3-module.js";

export interface Z3 {
  solve(question: Question): Reply;
  /** As Z3 gives it: four numbers. */
  version(): string;
}

/** Longer texts would not fit the module's stack, on which arguments are passed. */
const longestText = 8_000_000;

export async function startZ3(setup: WorkerSetup): Promise<Z3> {
  const said: string[] = [];
  const module = await startZ3Module(setup.folder, (text) => said.push(text));
  const parameter = (name: string, value: string): void => {
    module.ccall("Z3_global_param_set", "void", ["string", "string"], [name, value]);
  };
  parameter("encoding", "bmp");
  parameter("memory_max_size", String(setup.memoryMb));

  const inContext = <T>(use: (evaluate: (commands: string) => string) => T): T => {
    // Options outlive contexts: the last limit would bound the whole of the next context, whatever it sets itself.
    parameter("rlimit", "0");
    const config = module._Z3_mk_config();
    const context = module._Z3_mk_context(config);
    module._Z3_del_config(config);
    module._set_noop_error_handler(context);
    const result = use((commands) =>
      module.ccall("Z3_eval_smtlib2_string", "string", ["number", "string"], [context, commands]),
    );
    // After a trap the module must not be called again, so that this stands behind the use and not in a `finally`.
    module._Z3_del_context(context);
    return result;
  };

  return {
    version: () => /\d+(?:\.\d+){3}/.exec(module.ccall("Z3_get_full_version", "string", [], []))?.[0] ?? "unknown",
    solve(question) {
      const started = performance.now();
      const reply = (outcome: Outcome, used: number): Reply => ({
        id: question.id,
        outcome,
        used,
        milliseconds: performance.now() - started,
      });
      if (question.text.length > longestText) {
        return reply({ kind: "failed", why: "the query is too long", fatal: false }, 0);
      }
      try {
        let usedBefore = 0;
        for (const form of weakerForms(question)) {
          const weaker = inContext((evaluate) => decide(form, evaluate));
          usedBefore += weaker.used;
          if (weaker.outcome.kind === "unsat") return reply(weaker.outcome, usedBefore);
        }
        const rest = { ...question, rlimit: question.rlimit * shareAfter(question) };
        return inContext((evaluate) => {
          const { outcome, used } = decide(rest, evaluate);
          return reply(outcome, used + usedBefore);
        });
      } catch (error) {
        const why = [error instanceof Error ? error.message : String(error), ...said.splice(0)].join("; ");
        return reply({ kind: "failed", why, fatal: true }, 0);
      }
    },
  };
}

interface Decided {
  readonly outcome: Outcome;
  readonly used: number;
}

/** Share of the limit for the weaker form. */
const weakerShare = 0.2;
/** What is divided by unknowns is hardly ever shown without this form. */
const dividingShare = 0.5;

/**
 * Share of the limit for the question itself. What has a proof by recursive functions mostly has it in the weaker form,
 * which leaves models, and definitions that are unfolded further.
 */
function shareAfter({ abstract, proof }: Question): number {
  if (abstract?.startsWith(limitedMark) !== true) return 1;
  return proof === true ? 0.2 : 0.5;
}

const nothingAsked: Decided = { outcome: { kind: "unknown", why: "nothing was asked", spent: false }, used: 0 };

/** What a weaker form decides, it decides early; anything but its `unsat` says nothing of the question. */
function weakerForms({ abstract, adding, dividing, rlimit, ...rest }: Question): readonly Question[] {
  const form = (text: string | undefined, share: number): readonly Question[] =>
    text === undefined || text.length > longestText
      ? []
      : [{ ...rest, text, rlimit: rlimit * share, readout: undefined, proof: true }];
  return [...form(dividing, dividingShare), ...form(adding, weakerShare), ...form(abstract, weakerShare)];
}

function decide(question: Question, evaluate: (commands: string) => string): Decided {
  const strategy = strategyFor(question.text);
  const cores = question.tracked === true ? ["(set-option :produce-unsat-cores true)"] : [];
  const asked = [...queryOptions, ...cores, strategy.prelude, question.text].join("\n");
  const refused = evaluate(asked).trim();
  // Soundness: text that Z3 did not take as a whole decides nothing.
  if (refused !== "") return { outcome: failure(refused), used: 0 };
  let before = spent(evaluate);
  let used = 0;
  let { outcome } = nothingAsked;
  const exhausted = new Set<string>();
  for (const step of strategy.steps) {
    if (step.forModel === true && question.proof === true) continue;
    // Asked again, what ended before its limit finds nothing new, and may unfold without end.
    if (exhausted.has(step.check)) continue;
    if (step.afresh === true) {
      used += spent(evaluate) - before;
      // Not under the limit of the step before, which would cut the text short.
      const refusedAgain = evaluate(`(reset)\n(set-option :rlimit 0)\n${asked}`).trim();
      if (refusedAgain !== "") return { outcome: failure(refusedAgain), used: Math.ceil(used / strategy.rate) };
      before = spent(evaluate);
    }
    outcome = take(step, question.rlimit * strategy.rate, evaluate);
    if (outcome.kind !== "unknown") break;
    if (!outcome.spent) exhausted.add(step.check);
  }
  // Read before the model, whose evaluation costs too.
  used = Math.ceil((used + spent(evaluate) - before) / strategy.rate);
  if (outcome.kind === "unsat" && question.tracked === true)
    return { outcome: { ...outcome, core: placesOfCore(evaluate("(get-unsat-core)")) }, used };
  return { outcome: outcome.kind === "sat" ? { ...outcome, model: model(question, evaluate) } : outcome, used };
}

/** One step; its model, if any, is still to be read. */
function take(step: Step, units: number, evaluate: (commands: string) => string): Outcome {
  const limit = Math.max(1, Math.floor(units * step.share));
  const before = spent(evaluate);
  const said = evaluate(`(set-option :rlimit ${limit})\n${step.check}`).trim();
  if (said === "unsat") return { kind: "unsat" };
  if (said === "sat") return { kind: "sat", model: [] };
  if (said !== "unknown") return failure(said);
  return unknown(evaluate("(get-info :reason-unknown)"), spent(evaluate) - before >= limit);
}

function failure(said: string): Outcome {
  return { kind: "failed", why: said.slice(0, 500), fatal: /out of memory|memout/i.test(said) };
}

function unknown(said: string, exhausted: boolean): Outcome {
  const why = said.replace(/^\(:reason-unknown\s*"?/, "").replace(/"?\)\s*$/, "");
  if (/memout|out of memory/i.test(why)) return { kind: "failed", why, fatal: true };
  return { kind: "unknown", why, spent: exhausted || /resource|cancel/i.test(why) };
}

function spent(evaluate: (commands: string) => string): number {
  return Number(/\(:rlimit (\d+)\)/.exec(evaluate("(get-info :rlimit)"))?.[1] ?? 0);
}

function model(question: Question, evaluate: (commands: string) => string): Extract<Outcome, { kind: "sat" }>["model"] {
  if (question.readout === undefined) return [];
  return readModel(question.readout, (expressions) => {
    if (expressions.length === 0) return [];
    const said = evaluate(expressions.map((e) => `(eval ${e} :completion true)`).join("\n"));
    const results: readonly SExpression[] = parseSExpressions(said);
    return results.length === expressions.length ? results : expressions.map(() => undefined);
  });
}
