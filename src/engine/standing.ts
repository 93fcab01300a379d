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
  /** Shown to return, or trusted to. */
  readonly total: boolean;
  /** Proved total with nothing trusted, and so is its whole component: its body may be known in logic. */
  readonly admitted: boolean;
  /** Its contract was proved of all integers, not only of safe ones. */
  readonly anyIntegers: boolean;
  /** What its verdict rests on and that its callers therefore rest on, too. */
  readonly carried: readonly FindingAssumption[];
  readonly given: readonly string[];
}

export type Standings = ReadonlyMap<string, Standing>;

/** A function without any claim: declined, or one on which we failed. */
export function without(name: string, verdict: Standing["verdict"]): Standing {
  return { name, verdict, total: true, admitted: false, anyIntegers: false, carried: [], given: [] };
}

/** May the contract be assumed at a call? */
export function givesFacts({ verdict }: Pick<Standing, "verdict">): boolean {
  return ["verified", "generated", "unproven", "extern"].includes(verdict);
}

/** Verified, shown to return, and resting on no other verdict that is not. */
function isProved({ verdict, total, given }: Standing): boolean {
  return verdict === "verified" && total && given.length === 0;
}

/** `component` are the members of the cycle at work, `refused` those of them that were found not to be believed. */
export function knowledge(
  standings: Standings,
  component: ReadonlySet<string>,
  refused: ReadonlySet<string>,
): Knowledge {
  return (callee): CalleeKnowledge => {
    if (component.has(callee)) return { facts: !refused.has(callee), logical: false, recursive: true };
    const standing = standings.get(callee);
    if (standing === undefined) return { facts: false, logical: false, recursive: false };
    const { admitted, anyIntegers } = standing;
    return {
      facts: givesFacts(standing),
      logical: admitted,
      proved: isProved(standing),
      recursive: false,
      anyIntegers,
    };
  };
}

/** A function of the component that was just worked on. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Shown to return, as far as its own obligations go. */
  readonly total: boolean;
  readonly anyIntegers: boolean;
  /** What its own proof rests on. */
  readonly own: readonly FindingAssumption[];
  readonly calls: readonly string[];
}

export interface Settled {
  readonly standing: Standing;
  readonly assumptions: readonly FindingAssumption[];
  readonly total: boolean;
}

/** Members of a cycle rest on one another, so that each carries what any of them rests on. */
export function settle(members: readonly Member[], standings: Standings): ReadonlyMap<string, Settled> {
  const merged = new Map(standings);
  for (const { id, name, verdict, total } of members) merged.set(id, { ...without(name, verdict), total });
  const trusts = members.map((member) => ({ member, trust: trustIn(member, merged) }));
  const carried = unique(
    trusts.flatMap(({ member, trust }) => passedOn([...member.own, ...trust.assumptions], member)),
  );
  const given = [...new Set(trusts.flatMap(({ trust }) => trust.given))];
  const total = trusts.every(({ member, trust }) => member.total && trust.total);
  const admitted =
    total &&
    given.length === 0 &&
    members.every(({ verdict }) => verdict === "verified") &&
    !carried.some(({ kind }) => ["callee", "assume", "extern", "havoc"].includes(kind));
  return new Map(
    trusts.map(({ member, trust }) => {
      const own = unique([...member.own, ...trust.assumptions]);
      const shared = carried.filter((c) => !c.text.endsWith(`(in ${member.name})`));
      const assumptions = members.length > 1 ? unique([...own, ...shared]) : own;
      const { name, verdict, anyIntegers } = member;
      const others = given.filter((text) => text !== `${name} (${verdict})`);
      const standing = { name, verdict, total, admitted, anyIntegers, carried, given: others };
      return [member.id, { standing, assumptions, total: member.total && trust.total }];
    }),
  );
}

interface Trust {
  readonly assumptions: readonly FindingAssumption[];
  readonly given: readonly string[];
  readonly total: boolean;
}

/** What calling others adds to a verdict. */
function trustIn(member: Member, standings: Standings): Trust {
  const callees = [...new Set(member.calls)].filter((id) => id !== member.id);
  const found = callees.map((id) => standings.get(id) ?? without(id, "unsupported"));
  const believed = found.filter(givesFacts);
  const trusted = (standing: Standing): string[] => {
    if (standing.verdict === "extern")
      return [`contract of ${standing.name} (extern), and that it throws errors alone`];
    if (standing.verdict === "unproven") return [`contract of ${standing.name} (${standing.verdict})`];
    return standing.total ? [] : [`${standing.name} returns (\`decreases *\`)`];
  };
  const texts = believed.flatMap(trusted).map((text) => ({ kind: "callee", text }));
  return {
    assumptions: unique([...texts, ...believed.flatMap((s) => s.carried)]),
    given: [
      ...believed.flatMap((s) => s.given),
      ...found.filter((s) => !givesFacts(s)).map((s) => `${s.name} (${s.verdict})`),
    ],
    total: believed.every((s) => s.total),
  };
}

/** What is taken for granted of the inputs is shown at each call instead, and is therefore not passed on. */
const ofInputs: ReadonlySet<string> = new Set([
  "input.types",
  "input.forest",
  "safe-integers",
  "memory",
  "strict-null-off",
]);

function passedOn(assumptions: readonly FindingAssumption[], { name }: Member): FindingAssumption[] {
  return assumptions
    .filter(({ kind }) => !ofInputs.has(kind))
    .map((a) =>
      a.kind === "callee" || / \(in [^()]+\)$/u.test(a.text) ? a : { ...a, text: `${a.text} (in ${name})` },
    );
}

function unique(assumptions: readonly FindingAssumption[]): FindingAssumption[] {
  return [...new Map(assumptions.map((a) => [`${a.kind} ${a.text}`, a])).values()];
}
