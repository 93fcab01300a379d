/**
 * Takes an invariant that was inferred; gives it as the author would write it after `//@ invariant`, or undefined where
 * something in it has no name in the source: a temporary, a fold other than `sum` and `count`.
 */
import { instantiate, showTerm, statementsOf } from "../calculus/index.js";
import {
  add,
  children,
  type FunctionIR,
  freeVariables,
  int,
  isFalse,
  type LogicalFunction,
  type Program,
  type Term,
  variable,
  withChildren,
} from "../ir/index.js";
import { termKey } from "./vocabulary.js";

export function writtenInvariant(term: Term, fn: FunctionIR, program: Program): string | undefined {
  const names = positionNames(fn);
  const repointed = repointedParameters(fn);
  let fits = true;
  const walk = (node: Term, inOld: boolean): Term => {
    if (node.kind === "variable") {
      const position = names.get(node.name);
      if (position !== undefined) return variable(position, node.sort);
      if (/^\$/u.test(node.name) || node.name.includes("#")) fits = false;
      return repointed.has(node.name) && !inOld ? { kind: "old", of: node, sort: node.sort } : node;
    }
    if (node.kind === "construct" || node.kind === "tabulate" || node.kind === "withField") fits = false;
    if (node.kind === "apply" && unwritable.has(node.operator)) fits = false;
    const rebuilt = withChildren(
      node,
      children(node).map((child) => walk(child, inOld || node.kind === "old")),
    );
    if (rebuilt.kind !== "call") return rebuilt;
    const callee = program.logical.get(rebuilt.function);
    if (callee?.lifted === undefined) return rebuilt;
    const fold = asFold(rebuilt, callee);
    if (fold === undefined) fits = false;
    return fold === undefined ? rebuilt : walk(fold, inOld);
  };
  const result = walk(withOwnBinders(term), false);
  return fits ? showTerm(result) : undefined;
}

/** Bound variables under names that mean nothing else in it. */
export function withOwnBinders(term: Term): Term {
  const free = new Set([...freeVariables(term).keys()].map(sourceName));
  const walk = (node: Term): Term => {
    const rebuilt = withChildren(node, children(node).map(walk));
    if (rebuilt.kind !== "quantifier") return rebuilt;
    const taken = new Set([...free, ...[...freeVariables(rebuilt.body).keys()].map(sourceName)]);
    const names = new Map<string, Term>();
    const binders = rebuilt.binders.map((binder) => {
      if (!free.has(sourceName(binder.name))) return binder;
      const name = indexNames.find((each) => !taken.has(each)) ?? `${sourceName(binder.name)}1`;
      taken.add(name);
      names.set(binder.name, variable(name, binder.sort));
      return { ...binder, name };
    });
    return { ...rebuilt, binders, body: instantiate(rebuilt.body, names) };
  };
  return walk(term);
}

const indexNames = ["k", "j", "m", "p", "q", "r"];

function sourceName(name: string): string {
  return name.replace(/\$.*$/u, "");
}

/** They show as what they are not, or as nothing that can be written. */
const unwritable: ReadonlySet<string> = new Set([
  "array.permutation",
  "data.typed",
  "data.safe",
  "data.size",
  "map.position",
]);

/** The position of `for (const x of xs)` may be called `_x_idx`. */
function positionNames({ body }: FunctionIR): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const loop of body === undefined ? [] : statementsOf(body)) {
    if (loop.kind !== "loop" || loop.step.kind !== "assign" || !loop.step.target.root.name.startsWith("$")) continue;
    const [first] = loop.body.kind === "block" ? loop.body.body : [];
    if (first?.kind === "let" && !first.variable.name.startsWith("$"))
      found.set(loop.step.target.root.name, `_${first.variable.name.replace(/\$.*$/u, "")}_idx`);
  }
  return found;
}

/** Parameters that the body gives other values: their names mean these in clauses of the body. */
function repointedParameters({ contract, body }: FunctionIR): ReadonlySet<string> {
  const locals = new Set(
    (body === undefined ? [] : statementsOf(body)).flatMap((s) => (s.kind === "let" ? [s.variable.name] : [])),
  );
  return new Set(contract.parameters.map(({ name }) => name).filter((name) => locals.has(`${name}$var`)));
}

/** `sum(k, low, high, e)` or `count(k, low, high, P)`, where the fold adds up. */
function asFold(call: Extract<Term, { kind: "call" }>, callee: LogicalFunction): Term | undefined {
  const { body, parameters } = callee;
  const [, , step] = body?.kind === "apply" && body.operator === "ite" ? body.args : [];
  if (
    (callee.name !== "sum" && callee.name !== "count") ||
    step?.kind !== "apply" ||
    !/^(?:int|real)\.add$/u.test(step.operator)
  )
    return undefined;
  const [previous, summand] = step.args;
  const [low, high] = parameters;
  if (previous?.kind !== "call" || previous.function !== call.function || summand === undefined) return undefined;
  if (low === undefined || high === undefined) return undefined;
  const taken = new Set(call.args.flatMap((arg) => [...freeVariables(arg).keys()].map(sourceName)));
  const name = indexNames.find((each) => !taken.has(each)) ?? "k1";
  const index = variable(name, int(0n).sort);
  // The summand is that of the last index, which is one below `high`.
  const shifted = instantiate(summand, new Map([[high.name, add(index, int(1n))]]));
  const own = new Map(
    parameters.flatMap((p, i) => (call.args[i] === undefined ? [] : [[p.name, call.args[i]] as const])),
  );
  const each = instantiate(plainIndices(shifted), own);
  const [from, to] = call.args;
  if (from === undefined || to === undefined) return undefined;
  const test = asTest(each);
  return {
    kind: "call",
    function: test === undefined ? "#sum" : "#count",
    args: [index, from, to, test ?? each],
    sort: call.sort,
  };
}

/** `(k + 1) - 1` as `k`. */
function plainIndices(term: Term): Term {
  const rebuilt = withChildren(term, children(term).map(plainIndices));
  if (rebuilt.kind !== "apply" || rebuilt.operator !== "int.subtract") return rebuilt;
  const [sum, one] = rebuilt.args;
  const isOne = (t: Term | undefined): boolean => t !== undefined && termKey(t) === termKey(int(1n));
  return sum?.kind === "apply" && sum.operator === "int.add" && isOne(sum.args[1]) && isOne(one)
    ? (sum.args[0] ?? rebuilt)
    : rebuilt;
}

function asTest(term: Term): Term | undefined {
  if (term.kind !== "apply" || term.operator !== "ite") return undefined;
  const [test, one, zero] = term.args;
  const is = (t: Term | undefined, value: bigint): boolean => t !== undefined && termKey(t) === termKey(int(value));
  return is(one, 1n) && is(zero, 0n) && test !== undefined && !isFalse(test) ? test : undefined;
}
