/**
 * Takes a program; gives it with the effective contracts of functions that have none of their own: such a function is
 * known by its meaning, and requires that its meaning has a value. So its callers owe what its body owes, as if it were
 * written out at the call (SEMANTICS, section 5).
 * Soundness: without this a helper that may read past an array would be at fault alone, and its callers verified.
 * A recursive function has no such closed condition; its own obligations then stand as they are.
 */
import { and, type Clause, isTrue, type LogicalFunction, type Program } from "../ir/index.js";
import { definedness } from "./definedness.js";
import { sameTerm } from "./same-term.js";
import { showTerm } from "./show-term.js";

export function withOwnRequires(program: Program): Program {
  const functions = new Map(program.functions);
  const logical = new Map(program.logical);
  const settled = new Set<string>();
  const settle = (id: string): void => {
    const fn = functions.get(id);
    const meaning = logical.get(id);
    if (fn === undefined || settled.has(id)) return;
    settled.add(id);
    // What it requires speaks of what its callees require, so that these come first.
    for (const callee of fn.calls) settle(callee);
    if (fn.uncontracted !== true || meaning === undefined || meaning.recursive) return;
    const requires = clausesOf(meaning, fn.span, { ...program, logical });
    functions.set(id, { ...fn, contract: { ...fn.contract, requires } });
    logical.set(id, { ...meaning, requires: and(meaning.requires, ...requires.map(({ term }) => term)) });
  };
  for (const id of functions.keys()) settle(id);
  return { ...program, functions, logical };
}

function clausesOf(meaning: LogicalFunction, span: Clause["span"], program: Program): readonly Clause[] {
  const owed = definedness(meaning.body, program).map(({ condition }) => condition);
  const distinct = owed.filter((term, i) => !isTrue(term) && !owed.slice(0, i).some((other) => sameTerm(other, term)));
  return distinct.map((term) => ({ text: showTerm(term), term, span }));
}
