/**
 * Gives the printer of executables on a source text alone, without lowering: every parameter is an `int`, the clauses
 * and IR operations are those that a test names. The IR's body holds an operation at each arithmetic or element node, so
 * that hazards are watched.
 */
import ts from "typescript";
import { type Printed, printExecutable } from "../../src/frontend/executable/executable.js";
import type { LoweredFunction } from "../../src/frontend/world/lowered.js";
import { nameVariables } from "../../src/frontend/world/names.js";
import {
  apply,
  arrayGet,
  type Clause,
  type EffectiveContract,
  type FunctionIR,
  int,
  intSort,
  type Operator,
  type Statement,
  type Variant,
  variable,
} from "../../src/ir/index.js";

const path = "a.ts";
/** TypeScript's own library, parsed once. */
const libraries = new Map<string, ts.SourceFile | undefined>();

export interface SourceOptions {
  /** By function: what its contract says besides its parameters, and what else its IR says. */
  readonly contracts?: Readonly<Record<string, Partial<EffectiveContract>>>;
  readonly ir?: Partial<FunctionIR>;
  /** Measure of every loop. */
  readonly variant?: Variant;
  /** Before the statement whose text starts so. */
  readonly assertions?: readonly {
    readonly before: string;
    readonly kind: "assert" | "assume";
    readonly clause: Clause;
  }[];
  /** Clauses of every loop. */
  readonly invariants?: readonly Clause[];
  /** No operation owes anything. */
  readonly double?: boolean;
}

/** Prints the last function of the text, with the others as its callees. */
export function printSource(text: string, options: SourceOptions = {}): Printed {
  const all = lowerSource(text, options);
  const last = [...all.values()].at(-1);
  if (last === undefined) throw new Error("no function");
  return printExecutable(last, all);
}

export function lowerSource(text: string, options: SourceOptions): Map<string, LoweredFunction> {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    if (name === path) return file;
    if (!libraries.has(name)) libraries.set(name, read(name, version));
    return libraries.get(name);
  };
  const program = ts.createProgram([path], { strict: true, target: ts.ScriptTarget.ES2022, noLib: false }, host);
  const checker = program.getTypeChecker();
  const found = new Map<string, LoweredFunction>();
  for (const statement of file.statements) {
    if (ts.isFunctionDeclaration(statement)) {
      const lowered = lower(statement, checker, options);
      found.set(lowered.ir.id, lowered);
    }
  }
  return found;
}

function lower(node: ts.FunctionDeclaration, checker: ts.TypeChecker, options: SourceOptions): LoweredFunction {
  const name = node.name?.text ?? "f";
  const span = { file: path, start: node.getStart(), end: node.getEnd() };
  const parameters = node.parameters.map((p) => ({ name: p.name.getText(), sort: intSort }));
  const loops: LoweredFunction["loops"] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never = new Map();
  const calls = new Map<ts.Expression, string>();
  const constants = new Map<ts.Symbol, ts.Expression>();
  const operations: Statement[] = [];
  const assertions = new Map<
    ts.Statement,
    readonly { readonly kind: "assert" | "assume"; readonly clause: Clause }[]
  >();
  const visit = (part: ts.Node): void => {
    const at = { file: path, start: part.getStart(), end: part.getEnd() };
    const term = options.double === true ? undefined : operationAt(part);
    if (term !== undefined)
      operations.push({ kind: "let", variable: { name: "$", sort: intSort }, value: { ...term, span: at }, span: at });
    if (ts.isForStatement(part) || ts.isWhileStatement(part) || ts.isForOfStatement(part)) {
      loops.set(part, { invariants: options.invariants ?? [], variant: options.variant, doneWith: [] });
    }
    const here = (options.assertions ?? []).filter((a) => ts.isStatement(part) && part.getText().startsWith(a.before));
    if (ts.isStatement(part) && !ts.isBlock(part) && here.length > 0) assertions.set(part, here);
    if (ts.isCallExpression(part) && ts.isIdentifier(part.expression)) {
      const symbol = checker.getSymbolAtLocation(part.expression);
      const declared = symbol?.valueDeclaration;
      if (declared !== undefined && ts.isFunctionDeclaration(declared) && declared.getSourceFile().fileName === path) {
        calls.set(part, `${path}#${part.expression.text}`);
      }
    }
    ts.forEachChild(part, visit);
  };
  ts.forEachChild(node, visit);
  const ir: FunctionIR = {
    id: `${path}#${name}`,
    name,
    contract: {
      parameters,
      result: intSort,
      requires: [],
      ensures: [],
      throws: undefined,
      variant: undefined,
      modifies: [],
      pure: false,
      sharing: { shares: [], changes: [], same: [] },
      distinct: [],
      hash: "",
      ...options.contracts?.[name],
    },
    body: { kind: "block", body: operations, span },
    entry: [],
    overflow: "warn",
    calls: [],
    uses: [],
    span,
    extent: span,
    declaration: span,
    roundingUnmarked: false,
    usesReals: false,
    executable: undefined,
    ...options.ir,
  };
  return {
    ir,
    node,
    checker,
    names: nameVariables(node, checker),
    loops,
    assertions,
    calls,
    inlined: new Map(),
    passed: new Map(),
    constants,
  };
}

const integerOperators: Readonly<Partial<Record<ts.SyntaxKind, Operator>>> = {
  [ts.SyntaxKind.PlusToken]: "int.add",
  [ts.SyntaxKind.PlusEqualsToken]: "int.add",
  [ts.SyntaxKind.MinusToken]: "int.subtract",
  [ts.SyntaxKind.AsteriskToken]: "int.multiply",
  [ts.SyntaxKind.PercentToken]: "int.remainder",
  [ts.SyntaxKind.SlashToken]: "real.divide",
};

function operationAt(node: ts.Node) {
  const zero = int(0n);
  if (ts.isElementAccessExpression(node)) {
    return arrayGet(variable("a", { kind: "array", element: intSort }), zero);
  }
  const operator = ts.isBinaryExpression(node) ? integerOperators[node.operatorToken.kind] : undefined;
  return operator === undefined ? undefined : apply(operator, [zero, zero], intSort);
}
