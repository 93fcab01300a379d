/**
 * Takes a pass at the function's entry; makes known what holds there (types, recorded assumptions, `requires`), and
 * demands that the contract's clauses have a value, each under those before it.
 */
import { and, type FunctionIR, type Program, resultName, trueTerm, typeFacts, unit } from "../ir/index.js";
import { arbitrary } from "./havoc.js";
import { inState, type Values } from "./in-state.js";
import { assume, type Pass, probe, restore } from "./pass.js";
import { demandDefined, demandProgressOfCalls, readClause } from "./read.js";
import { conjuncts } from "./safe-arguments.js";
import type { State } from "./state.js";

/** The state at entry; its path is true. */
export function enter(pass: Pass): State {
  const state: State = { path: trueTerm, values: pass.entry };
  const { contract, span } = pass.function;
  for (const parameter of contract.parameters) {
    const value = pass.entry.get(parameter.name);
    if (value === undefined) continue;
    assume(pass, trueTerm, typeFacts(value, parameter.sort, pass.program.types), `type of ${parameter.name}`);
  }
  takeForGranted(pass);
  for (const clause of contract.requires) {
    const fact = readClause(pass, state, clause, "precondition");
    demandProgressOfCalls(pass, state, clause.term, clause.span);
    assume(pass, trueTerm, fact, `requires ${clause.text}`);
  }
  const after = { context: pass.context, path: trueTerm };
  probe(pass, "entry", span, { before: { context: undefined, path: trueTerm }, after, clauses: contract.requires });
  return state;
}

/**
 * Soundness: a recursive function with a logical symbol is unfolded in clauses at any integer, so that its measure must
 * become smaller there too, not only for the safe integers that runs are about. What is taken for granted of its
 * arguments then guards its overflow obligations alone; so it does, of safe integers, where all integers are asked for.
 */
function takeForGranted(pass: Pass): void {
  const { entry } = pass.function;
  const facts = entry.flatMap(({ kind, predicate, text }) =>
    predicate.kind === "runs" ? [{ kind, term: inState(predicate.term, pass.entry, pass.entry), text }] : [],
  );
  const symbol = isRecursiveSymbol(pass.function, pass.program);
  const open = facts.filter(({ kind }) => symbol || (pass.anyIntegers && kind === "safe-integers"));
  pass.overflowGuard = and(...open.map(({ term }) => term));
  for (const { term, text } of facts.filter((fact) => !open.includes(fact))) {
    assume(pass, trueTerm, term, text);
    pass.granted.push(...conjuncts(term));
  }
}

function isRecursiveSymbol({ id }: FunctionIR, program: Program): boolean {
  return program.logical.get(id)?.recursive === true;
}

/**
 * Demands that measure and `throws` have values. An `ensures` owes its own where the function returns; of a function
 * without a body, in an arbitrary exit state that fits the contract.
 */
export function demandDefinedContract(pass: Pass, state: State): void {
  const { context } = pass;
  const { contract } = pass.function;
  if (contract.variant?.kind === "measure") {
    for (const term of contract.variant.terms) demandDefined(pass, state, term, contract.variant, "measure");
  }
  for (const clause of contract.throws ?? []) readClause(pass, state, clause, "condition of throwing");
  if (pass.function.body !== undefined) return;
  const exit: State = { path: trueTerm, values: exitValues(pass) };
  for (const clause of contract.ensures) {
    const fact = readClause(pass, exit, clause, "postcondition");
    assume(pass, trueTerm, fact, `ensures ${clause.text}`);
  }
  // Soundness: what the clauses say was assumed for the sake of those after them alone.
  restore(pass, context);
}

function exitValues(pass: Pass): Values {
  const { contract } = pass.function;
  const values = new Map(pass.entry);
  for (const { name, sort } of contract.parameters) {
    if (contract.modifies.includes(name)) values.set(name, arbitrary(pass, trueTerm, name, sort));
  }
  const { result } = contract;
  return values.set(resultName, result.kind === "unit" ? unit : arbitrary(pass, trueTerm, "result", result));
}
