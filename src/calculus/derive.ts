/**
 * Takes a function and what may be believed of its callees; gives its derivation: one forward pass in single-assignment
 * form that applies a law to each statement and demands its provisos, in program order (DESIGN, "Data that flows").
 * Relies on every term and statement being well-sorted, and on the frontend's names (SEMANTICS, section 2, for sharing).
 */
import { invariant } from "../base/index.js";
import {
  dataType,
  type FunctionIR,
  falseTerm,
  type Program,
  resultName,
  type Sort,
  type Term,
  unit,
  use,
} from "../ir/index.js";
import type { Derivation, FunctionDerivation } from "./derivation.js";
import { demandEnsures } from "./ensures.js";
import { demandDefinedContract, enter } from "./entry.js";
import type { DeriveOptions, Knowledge } from "./knowledge.js";
import { asNode, oblige, type Pass, startPass } from "./pass.js";
import type { State } from "./state.js";
import { deriveStatement } from "./statement.js";
import { statementsOf } from "./statements-of.js";

export function derive(
  fn: FunctionIR,
  program: Program,
  knowledge: Knowledge,
  options: DeriveOptions = {},
): FunctionDerivation {
  const entry = fn.contract.parameters.map(({ name, sort }) => ({ name: `${name}@0`, sort }));
  const values = new Map(fn.contract.parameters.map(({ name, sort }) => [name, use({ name: `${name}@0`, sort })]));
  const pass = startPass(fn, program, knowledge, values, options);
  for (const { name } of fn.contract.parameters) pass.counts.set(`@${name}`, 1);
  const title = `${fn.name}(${fn.contract.parameters.map((p) => p.name).join(", ")})`;
  asNode(pass, { law: "procedure", title, span: fn.span }, () => {
    const state = enter(pass);
    demandDefinedContract(pass, state);
    if (fn.body === undefined) return;
    const end = deriveStatement(pass, fn.body, state);
    if (end !== undefined) fallOff(pass, end);
  });
  const [root] = pass.node.children;
  invariant(root !== undefined && pass.waiting.size === 0, "every exit leads somewhere");
  return finished(pass, root, entry);
}

/** Reaching the closing brace returns undefined: as the unit, or as an absent value where the result's type has one. */
function fallOff(pass: Pass, end: State): void {
  const { span, contract } = pass.function;
  const result = missing(contract.result, pass.program);
  if (result !== undefined) {
    const values = new Map(end.values).set(resultName, result);
    demandEnsures(pass, { path: end.path, values }, span);
    return;
  }
  const why = "Every path must return a value: the end must not be reached.";
  oblige(pass, end, { kind: "exhaustive", span, goal: falseTerm, why, text: "end" });
}

function missing(sort: Sort, program: Program): Term | undefined {
  if (sort.kind === "unit") return unit;
  if (sort.kind !== "data") return undefined;
  const absent = dataType(program.types, sort.name).constructors.find((c) => c.absent === "undefined");
  return absent && { kind: "construct", sort, constructor: absent.name, args: [] };
}

/** `decreases *` of the function, or of a loop in it. */
function isPartial(fn: FunctionIR): boolean {
  if (fn.contract.variant?.kind === "partial") return true;
  return fn.body !== undefined && statementsOf(fn.body).some((s) => s.kind === "loop" && s.variant?.kind === "partial");
}

function finished(pass: Pass, root: Derivation, entry: FunctionDerivation["entry"]): FunctionDerivation {
  return {
    function: pass.function,
    root,
    obligations: pass.obligations,
    listed: pass.listed,
    probes: pass.probes,
    entry,
    callees: [...pass.callees],
    partial: isPartial(pass.function),
    unmeasured: pass.unmeasured,
    assumed: pass.assumed,
    trusted: pass.trusted,
  };
}
