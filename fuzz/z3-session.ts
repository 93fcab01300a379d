/**
 * Gives one Z3 in this process that is asked many small questions in turn, in scopes of one context: a context of its own
 * for each, as verdicts have it, costs more than the question. Only `unsat` is told from the rest.
 */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { startZ3Module } from "../src/smt/z3-module.js";

export interface Session {
  /** Has the text no model? `undefined`: not found within the units. */
  ask(text: string, units: number): "unsat" | "sat" | undefined;
}

/** Z3 ran out of stack or memory: this process cannot ask it again. */
export class SolverTrapped extends Error {}

/** Contexts grow with what was declared in them. */
const questionsPerContext = 200;

export async function openSession(): Promise<Session> {
  const folder = dirname(createRequire(import.meta.url).resolve("z3-solver/build/z3-built.js"));
  const module = await startZ3Module(folder, () => {});
  const parameter = (name: string, value: string): void => {
    module.ccall("Z3_global_param_set", "void", ["string", "string"], [name, value]);
  };
  parameter("encoding", "bmp");
  parameter("memory_max_size", "1500");
  let context = 0;
  let asked = 0;
  const evaluate = (commands: string): string => {
    try {
      return module.ccall("Z3_eval_smtlib2_string", "string", ["number", "string"], [context, commands]).trim();
    } catch (error) {
      throw new SolverTrapped(String(error));
    }
  };
  const open = (): void => {
    if (context !== 0) module._Z3_del_context(context);
    parameter("rlimit", "0");
    const config = module._Z3_mk_config();
    context = module._Z3_mk_context(config);
    module._Z3_del_config(config);
    module._set_noop_error_handler(context);
    evaluate("(set-option :print-success false)\n(set-option :smt.mbqi false)\n(set-option :smt.random_seed 0)");
  };
  return {
    ask(text, units) {
      if (asked++ % questionsPerContext === 0) open();
      const refused = evaluate(`(push)\n(set-option :rlimit 0)\n${text}`);
      if (refused !== "") throw new Error(`Z3 does not take the text: ${refused.slice(0, 300)}\n${text}`);
      const simplified =
        "(check-sat-using (then simplify propagate-values solve-eqs simplify (using-params smt :mbqi false)))";
      const said = evaluate(`(set-option :rlimit ${units})\n${simplified}`);
      evaluate("(pop)");
      return said === "unsat" || said === "sat" ? said : undefined;
    },
  };
}
