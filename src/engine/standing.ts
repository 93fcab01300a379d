/**
 * Takes the verdicts of callees; gives what their callers may believe of them, and what must then be said with the
 * caller's verdict (SEMANTICS, section 5; DESIGN, "Reading a real repository").
 * Soundness: a callee that is refuted, vacuous, invalid or unsupported gives no facts; one that is only unproven gives
 * facts that are recorded; a logical symbol has facts only for a function proved total in a component proved total.
 */
import type { CalleeKnowledge, Knowledge } from "../calculus/index.js";
import type { FindingAssumption, Verdict } from "../report/index.js";

/** What is known of a function when its callers are worked on. */
export interface Standing {
  readonly name: string;
  readonly verdict: Verdict | "extern";
  /** Proved to return, or trusted to. */
  readonly total: boolean;
  /** Proved total with nothing trusted, and so is its whole component: its body may be known in logic. */
  readonly admitted: boolean;
  /** What its verdict rests on and that its callers therefore rest on, too. */
  readonly carried: readonly FindingAssumption[];
  readonly given: readonly string[];
}

export type Standings = ReadonlyMap<string, Standing>;

const nothing: CalleeKnowledge = { facts: false, logical: false, recursive: false };

/** May the contract be assumed at a call? */
export function givesFacts(standing: Standing): boolean {
  return ["verified", "generated", "unproven", "extern"].includes(standing.verdict);
}

/** `inside` are the members of the component at work, less those that were found not to be believed. */
export function knowledge(
  standings: Standings,
  component: ReadonlySet<string>,
  refused: ReadonlySet<string>,
): Knowledge {
  return (callee) => {
    if (refused.has(callee)) return { ...nothing, recursive: component.has(callee) };
    if (component.has(callee)) return { facts: true, logical: false, recursive: true };
    const standing = standings.get(callee);
    if (standing === undefined) return nothing;
    return { facts: givesFacts(standing), logical: standing.admitted, recursive: false };
  };
}

export interface Trust {
  readonly assumptions: readonly FindingAssumption[];
  readonly given: readonly string[];
  /** Every callee was shown to return. */
  readonly total: boolean;
}

/** What calling these functions adds to the caller's verdict. */
export function trustIn(callees: readonly string[], standings: Standings): Trust {
  const assumptions = new Map<string, FindingAssumption>();
  const given = new Set<string>();
  let total = true;
  for (const id of callees) {
    const standing = standings.get(id);
    if (standing === undefined) continue;
    for (const assumption of standing.carried) assumptions.set(assumption.text, assumption);
    for (const name of standing.given) given.add(name);
    if (!givesFacts(standing)) given.add(`${standing.name} (${standing.verdict})`);
    else if (standing.verdict === "unproven" || standing.verdict === "extern") {
      const text = `contract of ${standing.name} (${standing.verdict})`;
      assumptions.set(text, { kind: "callee", text });
    } else if (!standing.total) {
      total = false;
      const text = `${standing.name} returns (\`decreases *\`)`;
      assumptions.set(text, { kind: "callee", text });
    }
  }
  return { assumptions: [...assumptions.values()], given: [...given], total };
}
