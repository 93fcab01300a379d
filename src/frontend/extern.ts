/**
 * Takes a function marked `extern`; gives what its callers have to reckon with: it may change its arguments, or those that
 * `modifies` names, keep any of them, and return a part of any of them.
 */
import { type DataTypes, isMutable, type SharingSummary, type Variable } from "../ir/index.js";
import type { FunctionSite } from "./functions.js";
import type { Beyond } from "./kept.js";
import { unsupported } from "./refusal.js";
import { unknownSharing } from "./sharing-summary.js";

export function isExtern(site: FunctionSite): boolean {
  return site.clauses.some((c) => c.keyword === "extern");
}

export function refuseMember(site: FunctionSite): void {
  const clause = site.clauses.find((c) => c.keyword === "extern" && c.member !== "");
  if (clause?.keyword !== "extern") return;
  unsupported({
    code: "unsupported.clause",
    span: clause.span,
    message: `\`extern ${clause.member}\` of an imported namespace is not read.`,
    hint: `Write a function that calls \`${clause.member}\`, and mark it \`//@ extern\`.`,
  });
}

/** Undefined: everything in reach. */
export type Named = ReadonlySet<string> | undefined;

/** It may change what it is given, or what `modifies` names, and keep any of it in that and in its result. */
export function externSharing(
  parameters: readonly Variable[],
  named: Named,
  types: DataTypes,
): { readonly modifies: ReadonlySet<string>; readonly summary: SharingSummary } {
  const mutable = parameters.filter((p) => isMutable(p.sort, types)).map((p) => p.name);
  const modifies = new Set(mutable.filter((name) => named === undefined || named.has(name)));
  return { modifies, summary: unknownSharing(parameters, named && [...named], types) };
}

/** With `pure` or `modifies` it changes nothing else, now or later; without `pure` it may keep what it is given. */
export function externBeyond(site: FunctionSite, named: Named): Beyond {
  const isPure = site.clauses.some((c) => c.keyword === "pure");
  return { keeps: !isPure, pokes: !isPure && named === undefined };
}
