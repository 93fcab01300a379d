/**
 * Gives what printing an executable carries along: the sites so far, the names of functions, and for the function at
 * work its syntax, names and hazards. Also the one way out: what is not on a whitelist makes the function not runnable.
 */
import type ts from "typescript";
import {
  type Clause,
  children,
  freeVariables,
  type PathPlace,
  type Site,
  type Term,
  trueTerm,
  type Variable,
  withChildren,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { InlineCallee } from "./body.js";
import { parameterSymbol } from "./classes.js";
import { type HazardSpans, hazardSpans } from "./executable-hazards.js";
import type { LoweredFunction } from "./lowered.js";

/** Thrown where something is not printed, caught in `printExecutable`; never leaves it. */
export class NotPrinted extends Error {
  override readonly name = "NotPrinted";
}

export function refuse(what: string): never {
  throw new NotPrinted(what);
}

/** Of the whole text. */
export interface Printing {
  readonly sites: Site[];
  readonly steps: PathPlace[];
  /** The name that a function of the project has in the text; it is printed before the text is complete. */
  readonly functionName: (id: string) => string;
  readonly lowered: (id: string) => LoweredFunction | undefined;
  /** The name in the text of a function without a contract that the unit's function calls; it is printed with it. */
  readonly helperName: (helper: InlineCallee, unit: Unit) => string;
  /** Classes of errors that the text names, in order: their places tell two of one name apart, wherever they stand. */
  readonly errorClasses: ts.ClassDeclaration[];
}

/** Of one function in it. */
export interface Unit {
  readonly printing: Printing;
  readonly function: LoweredFunction;
  /** The function with a contract for which it is printed. */
  readonly owner: LoweredFunction;
  readonly hazards: HazardSpans;
  /** IR name -> name in the text, of the variables that the text has. */
  readonly printed: ReadonlyMap<string, string>;
  /** The text's names of the parameters, in order. */
  readonly parameters: readonly string[];
  /** Local names that the text declares at the function's top. */
  readonly temporaries: string[];
  /** Inside a function that has no contract of its own: its returns are no exits of the function at work. */
  readonly nested: boolean;
  /** Inside a constructor: what it gives is the object that it makes. */
  readonly makes: boolean;
  /** Objects of `?.` that are there, by the names that hold them. */
  readonly present: Map<ts.Node, string>;
  count: number;
}

export function unitOf(printing: Printing, lowered: LoweredFunction): Unit {
  const printed = new Map([...lowered.names.values()].map((name) => [name, localName(name)]));
  const parameters = parameterNames(lowered);
  if (takesThis(lowered)) printed.set("this", "$this");
  return {
    printing,
    function: lowered,
    owner: lowered,
    hazards: hazardSpans(lowered.ir.body),
    printed,
    parameters,
    temporaries: [],
    nested: false,
    makes: false,
    present: new Map(),
    count: 0,
  };
}

/** A method's receiver is a parameter like others. */
export function takesThis(lowered: LoweredFunction): boolean {
  return lowered.ir.contract.parameters[0]?.name === "this";
}

function parameterNames(lowered: LoweredFunction): readonly string[] {
  const own = lowered.node.parameters.map((parameter) => {
    const symbol = parameterSymbol(parameter, lowered.checker);
    const name = symbol === undefined ? undefined : lowered.names.get(symbol);
    return name === undefined ? refuse("a parameter without a name of its own") : localName(name);
  });
  const all = takesThis(lowered) ? ["$this", ...own] : own;
  return all.length === lowered.ir.contract.parameters.length ? all : refuse("its parameters");
}

const taken: ReadonlySet<string> = new Set(["undefined", "NaN", "Infinity", "eval", "arguments", "globalThis"]);

/** The author's name, unless it could be taken for one of ours or of JavaScript's: all of ours begin with `$`. */
export function localName(name: string): string {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return refuse(`the name ${name}`);
  return name.startsWith("$") || taken.has(name) ? `$u_${name}` : name;
}

export function temporary(unit: Unit): string {
  const name = `$p${++unit.count}`;
  unit.temporaries.push(name);
  return name;
}

export function spanOf(unit: Unit, node: ts.Node): Span {
  return { file: unit.function.ir.span.file, start: node.getStart(node.getSourceFile()), end: node.getEnd() };
}

/** Adds a site; gives its number. */
export function site(unit: Unit, added: Site): number {
  return unit.printing.sites.push(added) - 1;
}

/** A call of the monitor that takes a snapshot for a clause; undefined where the text lacks one of its variables. */
export function seeClause(
  unit: Unit,
  kind: "invariant" | "assert" | "assume" | "done_with",
  clause: Clause,
): string | undefined {
  return snapshot(unit, [clause.term], (variables) => ({ kind, clause, variables, span: clause.span }));
}

export function snapshot(
  unit: Unit,
  terms: readonly Term[],
  made: (variables: readonly Variable[]) => Site,
): string | undefined {
  const variables = currentVariables(terms);
  const texts = variables.map((v) => unit.printed.get(v.name));
  if (texts.some((text) => text === undefined)) return undefined;
  return `$m.see(${site(unit, made(variables))}, [${texts.join(", ")}])`;
}

/** Free variables outside `old`, which reads the snapshot that was taken at entry. */
function currentVariables(terms: readonly Term[]): readonly Variable[] {
  const withoutOld = (term: Term): Term =>
    term.kind === "old" ? trueTerm : withChildren(term, children(term).map(withoutOld));
  const found = new Map(terms.flatMap((term) => [...freeVariables(withoutOld(term))]));
  return [...found.values()];
}
