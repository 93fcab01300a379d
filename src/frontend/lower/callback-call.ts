/**
 * Takes a function of the project that a method of arrays is given by its name, and what it is given in one round; emits
 * its call, which is known by its contract alone.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import { siteOfSymbol } from "../elaborate/callee.js";
import { elaborate } from "../elaborate/elaborate.js";
import { unsupported } from "../syntax/refusal.js";
import { receive } from "../types/receive.js";
import { type Body, emit, undetermined } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { callWithValues } from "./call-statement.js";
import type { Accumulator, Returned } from "./callback-results.js";
import { spanOf } from "./expression.js";
import { isAsync } from "./function-form.js";
import { symbolOf } from "./name.js";
import type { Source } from "./pattern.js";

export function callOfSite(
  fn: ts.Expression,
  returned: Returned,
  accumulator: Accumulator | undefined,
  sources: readonly Source[],
  body: Body,
): void {
  const span = spanOf(fn, body);
  const name = withoutParentheses(fn);
  const symbol = ts.isIdentifier(name) ? symbolOf(name, body) : undefined;
  const site = symbol === undefined ? undefined : siteOfSymbol(symbol, body);
  if (symbol === undefined || site === undefined || isAsync(site.node)) {
    unsupported({
      code: "unsupported.function-value",
      span,
      message: "This function is neither written here nor a function of the module.",
      hint: "Write an arrow function, or call a function of the module in one.",
    });
  }
  body.used.add(site.id);
  body.passed.set(symbol, site.id);
  const signature = body.world.signature(site, span);
  const first: readonly Expression[] =
    accumulator === undefined ? [] : [{ kind: "name", name: accumulator.variable.name, span }];
  const values = [...first, ...sources.flatMap((source) => (source.kind === "value" ? [source.syntax] : []))];
  const target = signature.result.kind === "unit" ? undefined : undetermined(body, signature.result, span);
  callWithValues(signature, values, target, span, body);
  if (returned.target === undefined || target === undefined) return;
  const value = elaborate({ kind: "name", name: target.name, span }, body.cx, returned.sort);
  const term = receive(body, value, { sort: returned.sort, owner: returned.owner, what: "the value" }, span);
  emit(body, { kind: "assign", target: { root: returned.target, path: [] }, value: term, span });
}
