/**
 * Takes a request; gives the program. The frontend is imported only here and only when there is work: it holds
 * TypeScript, which costs more to load than a warm run needs in all.
 */
import { withOwnRequires } from "../calculus/index.js";
import type { Loaded } from "../frontend/index.js";
import type { CheckRequest } from "./request.js";

export async function load(request: CheckRequest): Promise<Loaded> {
  const frontend = await import("../frontend/index.js");
  const { root, files, targets, overflow, jsdoc, all = false } = request;
  const loaded = frontend.load({ root, files, targets, overflow, jsdoc, all });
  return { ...loaded, program: withOwnRequires(loaded.program) };
}
