/** Gives short ways to write programs of the IR in tests; each statement and clause has a span of its own. */
import {
  type CalleeKnowledge,
  derive,
  type FunctionDerivation,
  type Knowledge,
  showTerm,
} from "../../../src/calculus/index.js";
import {
  type Accessor,
  type Argument,
  type Assumption,
  apply,
  type Clause,
  type DataType,
  type FunctionIR,
  int,
  intSort,
  type LogicalFunction,
  type OverflowMode,
  type Program,
  type Sort,
  type Statement,
  type Term,
  trueTerm,
  unitSort,
  type Variable,
  type Variant,
  variable,
} from "../../../src/ir/index.js";
import type { Span } from "../../../src/source/index.js";

let offset = 0;

export function newSpan(): Span {
  offset += 10;
  return { file: "a.ts", start: offset, end: offset + 5 };
}

export const n = (value: number): Term => int(BigInt(value));
export const v = (name: string, sort: Sort = intSort): Term => variable(name, sort);
export const param = (name: string, sort: Sort = intSort): Variable => ({ name, sort });
export const multiply = (a: Term, b: Term): Term => apply("int.multiply", [a, b], intSort, newSpan());
export const divide = (a: Term, b: Term): Term => apply("int.floorDivide", [a, b], intSort, newSpan());
export const ints: Sort = { kind: "array", element: intSort };

export const clause = (term: Term): Clause => ({ text: showTerm(term), term, span: newSpan() });

export const measure = (...terms: readonly Term[]): Variant => ({
  kind: "measure",
  terms,
  text: terms.map(showTerm).join(", "),
  span: newSpan(),
  inferred: false,
});

export const block = (...body: readonly Statement[]): Statement => ({ kind: "block", body, span: newSpan() });
export const skip: Statement = block();
export const declare = (name: string, value?: Term, sort: Sort = intSort): Statement => ({
  kind: "let",
  variable: { name, sort },
  span: newSpan(),
  ...(value === undefined ? {} : { value }),
});
export const assign = (name: string, value: Term, sort: Sort = intSort): Statement => ({
  kind: "assign",
  target: { root: { name, sort }, path: [] },
  value,
  span: newSpan(),
});
export const write = (root: Variable, path: readonly Accessor[], value: Term): Statement => ({
  kind: "assign",
  target: { root, path },
  value,
  span: newSpan(),
});
export const at = (index: Term): Accessor => ({ kind: "index", index, span: newSpan() });
export const dot = (ctor: string, name: string): Accessor => ({
  kind: "field",
  constructor: ctor,
  field: name,
  span: newSpan(),
});
export const when = (condition: Term, then: Statement, otherwise: Statement = skip): Statement => ({
  kind: "if",
  condition,
  then,
  else: otherwise,
  span: newSpan(),
});

export interface LoopOptions {
  readonly label?: string;
  readonly prelude?: readonly Statement[];
  readonly invariants?: readonly Term[];
  readonly variant?: Variant;
  readonly step?: Statement;
}

export const loop = (condition: Term, options: LoopOptions, body: Statement): Statement => ({
  kind: "loop",
  label: options.label ?? "L1",
  prelude: options.prelude ?? [],
  condition,
  body,
  step: options.step ?? skip,
  invariants: (options.invariants ?? []).map(clause),
  span: newSpan(),
  ...(options.variant === undefined ? {} : { variant: options.variant }),
});
export const labelled = (label: string, body: Statement): Statement => ({
  kind: "labelled",
  label,
  body,
  span: newSpan(),
});
export const breakTo = (label = "L1"): Statement => ({ kind: "break", label, span: newSpan() });
export const continueTo = (label = "L1"): Statement => ({ kind: "continue", label, span: newSpan() });
export const give = (value?: Term): Statement => ({
  kind: "return",
  span: newSpan(),
  ...(value === undefined ? {} : { value }),
});
export const fail = (error = "RangeError"): Statement => ({ kind: "throw", error, span: newSpan() });
export const call = (callee: string, args: readonly (Term | Argument)[], target?: Variable): Statement => ({
  kind: "call",
  callee,
  args: args.map((arg) => ("sort" in arg ? { value: arg } : arg)),
  span: newSpan(),
  ...(target === undefined ? {} : { target }),
});
export const assert = (term: Term, owes: "assert" | "mark" | "exhaustive" = "assert"): Statement => ({
  kind: "assert",
  clause: clause(term),
  owes,
  span: newSpan(),
});
export const assumeThat = (term: Term): Statement => ({ kind: "assume", clause: clause(term), span: newSpan() });

export interface FunctionOptions {
  readonly params?: readonly Variable[];
  readonly result?: Sort;
  readonly requires?: readonly Term[];
  readonly ensures?: readonly Term[];
  readonly throws?: readonly Term[];
  readonly variant?: Variant;
  readonly modifies?: readonly string[];
  readonly overflow?: OverflowMode;
  readonly entry?: readonly Assumption[];
  readonly body?: Statement;
}

export function makeFunction(id: string, options: FunctionOptions): FunctionIR {
  return {
    id,
    name: id,
    contract: {
      parameters: options.params ?? [],
      result: options.result ?? unitSort,
      requires: (options.requires ?? []).map(clause),
      ensures: (options.ensures ?? []).map(clause),
      throws: options.throws?.map(clause),
      variant: options.variant,
      modifies: options.modifies ?? [],
      pure: false,
      sharing: { shares: [], changes: [], same: [] },
      distinct: [],
      hash: id,
    },
    body: options.body,
    entry: options.entry ?? [],
    overflow: options.overflow ?? "ignore",
    calls: [],
    uses: [],
    span: newSpan(),
    extent: newSpan(),
    declaration: newSpan(),
    roundingUnmarked: false,
    usesReals: false,
    executable: undefined,
  };
}

export function makeProgram(
  functions: readonly FunctionIR[],
  types: readonly DataType[] = [],
  logical: readonly LogicalFunction[] = [],
): Program {
  return {
    types: new Map(types.map((type) => [type.name, type])),
    functions: new Map(functions.map((fn) => [fn.id, fn])),
    logical: new Map(logical.map((fn) => [fn.id, fn])),
    declined: [],
    unmarked: [],
    targets: functions.map((fn) => fn.id),
    swept: [],
    counts: { files: 1, functions: functions.length, contracted: 0, readable: 0, unread: 0, leftOut: {} },
  };
}

export const logicalOf = (
  id: string,
  parameters: readonly Variable[],
  body: Term,
  requires = trueTerm,
): LogicalFunction => ({
  id,
  name: id,
  parameters,
  result: body.sort,
  requires,
  body,
  recursive: false,
});

export const trusting =
  (knowledge: Partial<CalleeKnowledge> = {}): Knowledge =>
  () => ({ facts: true, logical: false, recursive: false, ...knowledge });

/** The derivation of one function, alone but for its callees. */
export function deriveOne(
  options: FunctionOptions,
  callees: readonly FunctionIR[] = [],
  knowledge: Knowledge = trusting(),
  types: readonly DataType[] = [],
): FunctionDerivation {
  const fn = makeFunction("f", options);
  return derive(fn, makeProgram([fn, ...callees], types), knowledge);
}
