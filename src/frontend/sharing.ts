/**
 * Takes a body of the IR; shows that every value it reads is what JavaScript has there, although the IR copies values
 * where JavaScript copies references (SEMANTICS, section 2). Gives the body with its borrows resolved, which parameters
 * may change, and what callers are told. Where it cannot tell, it refuses (`aliasing`).
 *
 * A new name of an object is first taken for a copy of its value: right as long as nobody writes the object and then
 * reads it under another name. Where that fails, and the name was bound to a place (`const u = users[i]`), it is taken
 * for that place; where that fails too, the function is declined.
 */
import type { DataTypes, SharingSummary, Statement, Variable } from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Borrow, borrowable, resolveBorrows } from "./borrows.js";
import { unsupported } from "./refusal.js";
import type { CalleeSharing } from "./sharing-calls.js";
import { SharingFault } from "./sharing-faults.js";
import { type FlowResult, followSharing } from "./sharing-flow.js";
import { refuseUnlikeParameters } from "./sharing-parameters.js";
import { summaryOf } from "./sharing-summary.js";

export interface SharingRequest {
  readonly body: Statement;
  readonly parameters: readonly Variable[];
  readonly types: DataTypes;
  readonly distinct: readonly (readonly [string, string])[];
  readonly iterations: readonly { readonly root: string; readonly body: Statement; readonly span: Span }[];
  readonly callee: (id: string, span: Span) => CalleeSharing;
  /** The function's name. */
  readonly span: Span;
}

export interface Sharing {
  readonly body: Statement;
  readonly modifies: ReadonlySet<string>;
  readonly summary: SharingSummary;
}

export function analyseSharing(request: SharingRequest): Sharing {
  const { body, types } = request;
  const { result, borrows } = followed(request, new Map());
  const changes = result.changes.map(({ span: _, ...change }) => change);
  const summary = summaryOf(result.shares, changes);
  const modifies = new Set(summary.changes.map(({ object }) => object.root));
  refuseUnlikeParameters(request, result.changes);
  return { body: resolveBorrows(body, new Set(borrows.keys()), new Map(), types), modifies, summary };
}

interface Followed {
  readonly result: FlowResult;
  readonly borrows: ReadonlyMap<string, Borrow>;
}

/** With as few borrows as will do. `standing`: parameters that are one object with another. */
export function followed(request: SharingRequest, standing: ReadonlyMap<string, Borrow>): Followed {
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
