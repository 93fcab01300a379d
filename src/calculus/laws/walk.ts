/** Gives the type by which laws derive the statements inside theirs; `statement.ts` is the one such walk. */
import type { Statement } from "../../ir/index.js";
import type { Pass } from "../pass.js";
import type { Flow, State } from "../state.js";

export type Walk = (pass: Pass, statement: Statement, state: State) => Flow;

export type StatementOf<K extends Statement["kind"]> = Extract<Statement, { kind: K }>;
