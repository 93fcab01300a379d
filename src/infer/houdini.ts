/**
 * Takes invariants that are shown and candidates; gives the shown ones with the candidates that keep each other, and tells
 * whether all else is proved with them.
 * Source: Flanagan, Leino, "Houdini, an annotation assistant for ESC/Java" (FME 2001).
 */
import { type Obligation, showTerm } from "../calculus/index.js";
import { type Clause, children, type Term } from "../ir/index.js";
import { type Desk, derivedWith, type Found, isSpent, joined, sifted, together } from "./desk.js";

/** What was found before stays; of what is new, what is not proved is dropped, until nothing more is. */
export async function filtered(found: Found, fresh: Found, query: number, desk: Desk): Promise<Found> {
  let candidates = fresh;
  for (;;) {
    const both = joined(found, candidates);
    const { obligations } = derivedWith(both, desk);
    const open = new Set([...candidates.values()].flat().map(({ term }) => term));
    const groups = new Map([...open].map((term): [typeof term, Obligation[]] => [term, []]));
    for (const o of obligations) if (o.clause !== undefined) groups.get(o.clause.term)?.push(o);
    const before = desk.spent;
    const proved = await sifted([...groups.values()], query, desk);
    const kept = new Set([...open].filter((term) => proved.has(groups.get(term) ?? [])));
    desk.told?.(`  ${open.size} candidates, ${open.size - kept.size} dropped, ${desk.spent - before} units`);
    for (const term of open) if (!kept.has(term)) desk.told?.(`    dropped ${showTerm(term)}`);
    if (kept.size === open.size) return both;
    if (isSpent(desk)) return found;
    candidates = new Map([...candidates].map(([label, list]) => [label, list.filter(({ term }) => kept.has(term))]));
  }
}

/**
 * Of candidates that were dropped, those that keep themselves without any of the others. Beside products and recursive
 * functions each further fact may lead the solver astray; what is shown without one holds with it.
 */
export async function standingAlone(dropped: Found, query: number, desk: Desk): Promise<Found> {
  const shown = new Map<string, readonly Clause[]>();
  for (const [label, list] of dropped) {
    for (const clause of list.filter(({ term }) => isDear(term))) {
      if (isSpent(desk)) return shown;
      const { obligations } = derivedWith(new Map([[label, [clause]]]), desk);
      const own = obligations.filter((o) => o.clause?.term === clause.term);
      if (!(await together(own, query, desk))) continue;
      desk.told?.(`  ${showTerm(clause.term)} stands alone`);
      shown.set(label, [...(shown.get(label) ?? []), clause]);
    }
  }
  return shown;
}

/** A call, or a product, power or remainder of unknowns. */
function isDear(term: Term): boolean {
  if (term.kind === "call") return true;
  const ofUnknowns = term.kind === "apply" && term.args.filter(({ kind }) => kind !== "literal").length > 1;
  if (ofUnknowns && /^int\.(?:multiply|power|remainder)$/u.test(term.operator)) return true;
  return children(term).some(isDear);
}

/** All but what measures that nobody wrote owe, and the candidates themselves: the filter has shown that. */
export async function isClosed(found: Found, query: number, desk: Desk): Promise<boolean> {
  const { obligations } = derivedWith(found, desk);
  const own = new Set([...found.values()].flat().map(({ term }) => term));
  const questions = desk.questions();
  const isOwn = ({ clause }: Obligation): boolean => clause !== undefined && own.has(clause.term);
  const asked = obligations.filter((o) => !isOwn(o) && !questions.evident(o));
  // What was open last mostly is still, and then nothing else need be asked.
  const last = asked.find(({ id }) => id === desk.open);
  if (last !== undefined && !(await together([last], query, desk, questions))) return false;
  if (await together(asked, query, desk, questions)) return true;
  for (const obligation of asked) {
    if (obligation === last || (await together([obligation], query, desk, questions))) continue;
    desk.told?.(`  open: ${obligation.id}`);
    desk.open = obligation.id;
    return false;
  }
  return true;
}
