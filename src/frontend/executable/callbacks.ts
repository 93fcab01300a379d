/**
 * Takes calls of methods that are given a function; gives JavaScript for them, through the monitor, with snapshots for
 * what the author says of their rounds.
 */
import ts from "typescript";
import { elementMethods } from "../lower/callback-methods.js";
import { rootOfTaker } from "../syntax/callback-globals.js";
import { globalText, isLibrary, stringText } from "../world/executable-names.js";
import { seeClause, site, spanOf, type Unit } from "../world/executable-unit.js";
import { elementsText } from "./calls.js";
import { expression, isArrayLike } from "./expressions.js";

/** Methods of arrays that take a function; `$m.method` has each. */
const callbackMethods: ReadonlySet<string> = new Set([...elementMethods, "sort", "toSorted"]);

/** `xs.map(f)`, `Array.from({ length: n }, f)`. */
export function methodWithCallback(node: ts.CallExpression, unit: Unit): string | undefined {
  if (!ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: object, name } = node.expression;
  const { checker } = unit.function;
  const args = (): string => node.arguments.map((arg) => callbackText(arg, unit)).join(", ");
  if (ts.isIdentifier(object) && isLibraryName(object, "Array", checker)) {
    const [only, ...more] = node.arguments;
    if (name.text === "from" && only !== undefined && more.length === 0) return `[...${elementsText(only, unit)}]`;
    if (name.text !== "from" || node.arguments.length !== 2) return undefined;
    const at = site(unit, { kind: "range", span: spanOf(unit, node) });
    return `$m.from(${String(at)}, ${args()})`;
  }
  if (!callbackMethods.has(name.text) || !isArrayLike(object, checker)) return undefined;
  const array = expression(object, unit);
  if (node.arguments.length === 1 && name.text.startsWith("reduce")) {
    // Without a start the first element is it, which an empty array does not have.
    const at = site(unit, { kind: "index", span: spanOf(unit, node) });
    return `$m.fold(${at}, ${stringText(name.text)}, ${array}, ${args()})`;
  }
  const see = roundsText(node, unit);
  if (see !== undefined) return `$m.rounds(${stringText(name.text)}, ${array}, ${see}, ${args()})`;
  return `$m.method(${stringText(name.text)}, ${array}, ${args()})`;
}

/** A function of a project by its name is called with what it takes. */
function callbackText(node: ts.Expression, unit: Unit): string {
  const symbol = ts.isIdentifier(node) ? unit.function.checker.getSymbolAtLocation(node) : undefined;
  const id = symbol === undefined ? undefined : unit.function.passed.get(symbol);
  if (id !== undefined) return unit.printing.functionName(id);
  const global = ofGlobal(node, unit);
  if (global !== undefined) return global;
  const helper = unit.function.inlined.get(node);
  const isOfModule = helper !== undefined && helper.scope === undefined;
  return isOfModule ? unit.printing.helperName(helper, unit) : expression(node, unit);
}

/** `String`: on scalars only, since objects could have a text of their own. */
function ofGlobal(node: ts.Expression, unit: Unit): string | undefined {
  const root = rootOfTaker(node);
  if (root === undefined || !isLibraryName(root, root.text, unit.function.checker)) return undefined;
  const callee = globalText(node, unit.function.checker) ?? `$g.${node.getText().replace(/^is/u, "Number_is")}`;
  return `(($x) => ${callee}($m.scalar($x)))`;
}

/** A function that takes the snapshots at the head of a round: of the position and, in a fold, of what came before. */
function roundsText(node: ts.CallExpression, unit: Unit): string | undefined {
  const known = unit.function.loops.get(node);
  if (known?.hidden === undefined) return undefined;
  const { position: index, accumulator: accumulated = `$n${++unit.count}` } = known.hidden;
  const printed = new Map(unit.printed).set(index, index).set(accumulated, accumulated);
  const seen = known.invariants.flatMap((clause) => seeClause({ ...unit, printed }, "invariant", clause) ?? []);
  return seen.length === 0 ? undefined : `((${index}, ${accumulated}) => { ${seen.join("; ")}; })`;
}

function isLibraryName(node: ts.Identifier, name: string, checker: ts.TypeChecker): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return node.text === name && declarations.length > 0 && declarations.every(isLibrary);
}
