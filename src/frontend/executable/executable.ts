/**
 * Takes a lowered function and those it calls; gives the JavaScript that a replay runs: the author's own functions,
 * printed anew from a whitelist of syntax kinds with types erased, and a monitor call at each site. Or says what in it
 * cannot be printed. This whitelist is the first boundary around code under review (DESIGN, "Counterexamples"): the text
 * names nothing but its own functions and variables, `$m` and `$g`.
 */
import ts from "typescript";
import type { Executable, PathPlace, Site } from "../../ir/index.js";
import { leavesOut } from "../world/executable-hazards.js";
import {
  NotPrinted,
  type Printing,
  refuse,
  site,
  spanOf,
  takesThis,
  temporary,
  type Unit,
  unitOf,
} from "../world/executable-unit.js";
import type { LoweredFunction } from "../world/lowered.js";
import { bindingPattern } from "../world/patterns.js";
import { constructorBody, objectLine, ofConstructor } from "./construct.js";
import { expression } from "./expressions.js";
import { helperBody } from "./functions.js";
import { printable } from "./patterns.js";
import { leafParts, returned, statements } from "./statements.js";

export type Printed = { readonly executable: Executable } | { readonly notRunnable: string };

/** `all` holds every lowered function by its id, those without a body left out. */
export function printExecutable(entry: LoweredFunction, all: ReadonlyMap<string, LoweredFunction>): Printed {
  try {
    return { executable: print(entry, all) };
  } catch (error) {
    if (error instanceof NotPrinted) return { notRunnable: `it has ${error.message}` };
    throw error;
  }
}

function print(entry: LoweredFunction, all: ReadonlyMap<string, LoweredFunction>): Executable {
  const sites: Site[] = [];
  const steps: PathPlace[] = [];
  const names = new Map<string, string>();
  const waiting: LoweredFunction[] = [];
  let helperCount = 0;
  const helpers = new Map<ts.Node, Map<Unit["function"]["ir"], string>>();
  const texts: string[] = [];
  const printing: Printing = {
    helperName: (helper, unit) => {
      const known = helpers.get(helper.node) ?? new Map<Unit["function"]["ir"], string>();
      helpers.set(helper.node, known);
      const owner = unit.owner;
      const found = known.get(owner.ir);
      if (found !== undefined) return found;
      helperCount += 1;
      const name = `$h${helperCount}_${helper.name.replace(/\W/g, "_")}`;
      known.set(owner.ir, name);
      const body = ts.isConstructorDeclaration(helper.node) ? constructorBody : helperBody;
      texts.push(`function ${name}${body(helper, owner, unit)}\n`);
      return name;
    },
    sites,
    steps,
    errorClasses: [],
    lowered: (id) => all.get(id),
    functionName: (id) => {
      const known = names.get(id);
      if (known !== undefined) return known;
      const found = all.get(id) ?? refuse("a call of a function without a body");
      const name = `$f${names.size}_${found.ir.name.replace(/\W/g, "_")}`;
      names.set(id, name);
      waiting.push(found);
      return name;
    },
  };
  const reached = new Map([...all, [entry.ir.id, entry]]);
  const first: Printing = { ...printing, lowered: (id: string) => reached.get(id) };
  names.set(entry.ir.id, `$f0_${entry.ir.name.replace(/\W/g, "_")}`);
  texts.push(printFunction(entry, first));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) texts.push(printFunction(next, first));
  const text = `"use strict";\n${texts.join("")}`;
  // The replay process refuses a text that could name `import`; inside names and strings it is written otherwise.
  return { text: text.replaceAll("import", "\\u0069mport"), entry: names.get(entry.ir.id) ?? "", sites, steps };
}

function printFunction(lowered: LoweredFunction, printing: Printing): string {
  const { node, ir } = lowered;
  if (node.body === undefined || ir.body === undefined) return refuse(`${ir.name}, which has no body to run`);
  if (leavesOut(ir.body)) return refuse(`code in ${ir.name} that is left out of the model`);
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  if (isGenerator) return refuse("a generator");
  const plain = unitOf(printing, lowered);
  const unit = ts.isConstructorDeclaration(node) ? ofConstructor(plain) : plain;
  const enter = site(unit, { kind: "enter", function: ir.id, parameters: ir.contract.parameters, span: ir.span });
  const object = ts.isConstructorDeclaration(node) ? [objectLine(node.parent, unit)] : [];
  const entered = [`$m.enter(${enter}, [${unit.parameters.join(", ")}]);`, ...patternLines(node, unit)];
  const lines = [...entered, ...object, ...functionBody(node.body, unit)];
  const temporaries = unit.temporaries.length === 0 ? [] : [`let ${unit.temporaries.join(", ")};`];
  const header = `function ${printing.functionName(ir.id)}(${parameters(unit).join(", ")}) {`;
  return [header, ...[...temporaries, ...lines].map((line) => `  ${line}`), "}", ""].join("\n");
}

function functionBody(body: ts.ConciseBody, unit: Unit): string[] {
  if (!ts.isBlock(body)) return [returned(body, body, unit)];
  if (holdsFinally(body)) return bodyWithFinally(body, unit);
  const span = spanOf(unit, body);
  const fallsOut = unit.hazards.asserted("exhaustive", span)
    ? [`$m.reach(${site(unit, { kind: "exhaustive", span })});`]
    : [];
  return [...statements(body.statements, unit), ...fallsOut, returned(body, undefined, unit)];
}

/** What is returned is known only when every finalizer has run: the body becomes a function of its own. */
function bodyWithFinally(body: ts.Block, unit: Unit): string[] {
  const inner: Unit = { ...unit, nested: true };
  const lines = statements(body.statements, inner).map((line) => `  ${line}`);
  const { ir } = unit.function;
  const { parameters: own, result } = ir.contract;
  const exit = site(unit, { kind: "exit", function: ir.id, parameters: own, result, span: ir.span });
  const span = spanOf(unit, body);
  const fallsOut = unit.hazards.asserted("exhaustive", span)
    ? [`$m.reach(${site(unit, { kind: "exhaustive", span })});`]
    : [];
  const value = temporary(unit);
  const set = `${value} = (() => {`;
  return [set, ...lines, ...fallsOut, "})();", `return $m.exit(${exit}, ${value}, [${unit.parameters.join(", ")}]);`];
}

function holdsFinally(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isTryStatement(node) && node.finallyBlock !== undefined) return true;
  return ts.forEachChild(node, (child) => (holdsFinally(child) ? true : undefined)) === true;
}

/** What patterns take out of the arguments; a rest parameter is given its array. */
function patternLines(node: LoweredFunction["node"], unit: Unit): string[] {
  const receiver = takesThis(unit.function) ? 1 : 0;
  return node.parameters.flatMap((parameter, i) => {
    if (ts.isIdentifier(parameter.name)) return [];
    const text = unit.parameters[i + receiver] ?? refuse("a parameter without a name of its own");
    const type = unit.function.checker.getTypeAtLocation(parameter);
    const parts = leafParts(printable(bindingPattern(parameter.name)), { kind: "value", text, type }, unit);
    return parts.length === 0 ? [] : [`let ${parts.join(", ")};`];
  });
}

/** Parameters with their defaults, which `enter` then sees. */
function parameters(unit: Unit): string[] {
  const receiver = takesThis(unit.function) ? 1 : 0;
  return unit.parameters.map((name, i) => {
    const fallback = unit.function.node.parameters[i - receiver]?.initializer;
    if (fallback !== undefined && namesPart(fallback, unit)) return refuse("a default that names a part of a pattern");
    return i < receiver || fallback === undefined ? name : `${name} = ${expression(fallback, unit)}`;
  });
}

/** The names of a pattern are declared in the body. */
function namesPart(node: ts.Node, unit: Unit): boolean {
  const symbol = ts.isIdentifier(node) ? unit.function.checker.getSymbolAtLocation(node) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (declaration !== undefined && ts.isBindingElement(declaration)) return true;
  return ts.forEachChild(node, (child) => (namesPart(child, unit) ? true : undefined)) === true;
}
