/**
 * Takes a body of the IR; shows that every value it reads is what JavaScript has there, although the IR copies values
 * where JavaScript copies references (SEMANTICS, section 2). Gives the body with its borrows resolved, which parameters
 * may change, and what callers are told. Where it cannot tell, it refuses (`aliasing`).
 *
 * A new name of an object is first taken for a copy of its value: right as long as nobody writes the object and then
 * reads it under another name. Where that fails, and the name was bound to a place (`const u = users[i]`), it is taken
 * for that place; where that fails too, the function is declined.
 */
import type { DataTypes, SharingSummary, Statement, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { summaryOf } from "../world/sharing-summary.js";
import { type Borrow, borrowable, resolveBorrows } from "./borrows.js";
import type { CalleeSharing } from "./calls.js";
import { type SamePlan, sameCases } from "./cases.js";
import { SharingFault } from "./faults.js";
import { type FlowResult, followSharing } from "./flow.js";
import { refuseUnlikeParameters } from "./parameters.js";

export interface SharingRequest {
  readonly body: Statement;
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  readonly distinct: readonly (readonly [string, string])[];
  readonly iterations: readonly { readonly root: string; readonly body: Statement; readonly span: Span }[];
  readonly callee: (id: string, span: Span) => CalleeSharing;
  readonly givesBeyond: (callee: string) => boolean;
  /** The function's name. */
  readonly span: Span;
}

export interface Sharing {
  readonly body: Statement;
  readonly modifies: ReadonlySet<string>;
  readonly summary: SharingSummary;
  readonly cases: readonly { readonly plan: SamePlan; readonly body: Statement }[];
}

export function analyseSharing(request: SharingRequest): Sharing {
  const { types, parameters, distinct, span } = request;
  const { result, body } = resolved(request, new Map());
  const modifies = new Set(result.changes.map(({ object }) => object.root));
  refuseUnlikeParameters(request, result.changes);
  const plans = sameCases({ parameters, types, distinct, changed: modifies, span });
  const cases = plans.map((plan) => ({ plan, ...caseOf(request, plan) }));
  const all = [result, ...cases.map((c) => c.result)];
  const summary = summaryOf(
    all.flatMap((r) => r.shares),
    all.flatMap((r) => r.changes.map(({ span: _, ...change }) => change)),
    plans.flatMap(({ standing }) => [...standing].map(([name, { name: first }]) => [first, name] as const)),
  );
  return { body, modifies, summary, cases };
}

interface Resolved {
  readonly result: FlowResult;
  readonly body: Statement;
}

function resolved(request: SharingRequest, standing: ReadonlyMap<string, Variable>): Resolved {
  const roots = new Map([...standing].map(([name, v]): [string, Borrow] => [name, { root: v.name, path: [] }]));
  const { result, borrows } = followed(request, roots);
  return { result, body: resolveBorrows(request.body, new Set(borrows.keys()), standing, request.types) };
}

function caseOf(request: SharingRequest, plan: SamePlan): Resolved {
  const found = attempt(() => resolved(request, plan.standing));
  if ("value" in found) return found.value;
  const { code, span, message, labels } = found.refusal.diagnostic;
  const [pair] = plan.standing;
  const names = pair === undefined ? "" : `${pair[1].name}, ${pair[0]}`;
  return unsupported({
    code,
    span,
    message: `Where ${plan.text}: ${message}`,
    hint: `Add \`//@ requires distinct(${names})\`.`,
    ...(labels === undefined ? {} : { labels }),
  });
}

interface Followed {
  readonly result: FlowResult;
  readonly borrows: ReadonlyMap<string, Borrow>;
}

/** With as few borrows as will do. `standing`: parameters that are one object with another. */
function followed(request: SharingRequest, standing: ReadonlyMap<string, Borrow>): Followed {
  const candidates = borrowable(request.body, request.types);
  const borrows = new Map<string, Borrow>();
  for (;;) {
    try {
      return { result: followSharing({ ...request, borrows: new Map([...standing, ...borrows]) }), borrows };
    } catch (error) {
      if (!(error instanceof SharingFault)) throw error;
      const { involved, ...fault } = error.fault;
      const name = involved.find((candidate) => candidates.has(candidate) && !borrows.has(candidate));
      const borrow = name === undefined ? undefined : candidates.get(name);
      if (name === undefined || borrow === undefined) return unsupported(fault);
      borrows.set(name, borrow);
    }
  }
}
