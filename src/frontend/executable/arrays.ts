/**
 * Takes calls of array members, of `new Array` and of functions over a spread array; gives JavaScript for them, through
 * the monitor where they can throw or have no value.
 */
import ts from "typescript";
import { changingMembers } from "../lower/array-members.js";
import { globalText, isLibrary } from "../world/executable-names.js";
import { refuse, site, spanOf, type Unit } from "../world/executable-unit.js";

/** Prints an argument; a spread keeps its dots. */
type Print = (node: ts.Expression) => string;

/** Members that the monitor calls by name on an array; `counterexample/runtime-text.ts` has the same list. */
const readers: ReadonlySet<string> = new Set([
  "at",
  "slice",
  "concat",
  "toReversed",
  "toSorted",
  "includes",
  "indexOf",
  "lastIndexOf",
  "toSpliced",
  "flat",
  "join",
]);

/** Undefined where the call is none of these. */
export function arrayCall(node: ts.CallExpression, unit: Unit, print: Print): string | undefined {
  const { checker } = unit.function;
  const callee = node.expression;
  const args = (): string[] => node.arguments.map(print);
  const global = globalText(callee, checker);
  if (global === "$g.Math_max" || global === "$g.Math_min") {
    if (!node.arguments.some(ts.isSpreadElement)) return undefined;
    return `$m.extreme(${[String(site(unit, { kind: "range", span: spanOf(unit, node) })), global, ...args()].join(", ")})`;
  }
  if (isArrayName(callee, checker, "of")) return `[${args().join(", ")}]`;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const filled = filledLength(callee);
  if (filled !== undefined && isArrayName(filled.constructor, checker)) {
    const at = site(unit, { kind: "range", span: spanOf(unit, node) });
    return `$m.filled(${[String(at), print(filled.length), ...args()].join(", ")})`;
  }
  return memberCall(node, callee, args, unit, print);
}

function memberCall(
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  args: () => readonly string[],
  unit: Unit,
  print: Print,
): string | undefined {
  const { checker } = unit.function;
  const name = callee.name.text;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(callee.expression));
  if (!checker.isArrayType(type) && !checker.isTupleType(type)) return undefined;
  if (!(checker.getSymbolAtLocation(callee.name)?.declarations ?? []).every(isLibrary)) return undefined;
  const object = print(callee.expression);
  if ((name === "keys" || name === "values" || name === "entries") && args.length === 0) {
    return `$m.listed(${[JSON.stringify(name), object].join(", ")})`;
  }
  if (name === "with") {
    const at = site(unit, { kind: "index", span: spanOf(unit, node) });
    return `$m.with(${[String(at), object, ...args()].join(", ")})`;
  }
  // With a comparison they are methods that take a function.
  if ((name === "sort" || name === "toSorted") && node.arguments.length > 0) return undefined;
  if (!readers.has(name) && !changingMembers.has(name)) return undefined;
  return `$m.member(${[JSON.stringify(name), object, ...args()].join(", ")})`;
}

/** `Array`, or `Array.of`, as JavaScript's own. */
function isArrayName(node: ts.Expression, checker: ts.TypeChecker, property?: string): boolean {
  const root = ts.isPropertyAccessExpression(node) ? node.expression : node;
  const matches = ts.isPropertyAccessExpression(node) ? node.name.text === property : property === undefined;
  if (!matches || !ts.isIdentifier(root) || root.text !== "Array") return false;
  const declarations = checker.getSymbolAtLocation(root)?.declarations ?? [];
  return declarations.length > 0 && declarations.every(isLibrary);
}

/** The length of `new Array(n)` in `new Array(n).fill`. */
function filledLength(
  callee: ts.PropertyAccessExpression,
): { readonly constructor: ts.Expression; readonly length: ts.Expression } | undefined {
  let made: ts.Expression = callee.expression;
  while (ts.isParenthesizedExpression(made)) made = made.expression;
  if (callee.name.text !== "fill" || (!ts.isNewExpression(made) && !ts.isCallExpression(made))) return undefined;
  const [length, another] = made.arguments ?? [];
  return length === undefined || another !== undefined ? undefined : { constructor: made.expression, length };
}

/** `new Array()` and `new Array(a, b)`: the array of the arguments. */
export function newArrayText(node: ts.NewExpression, unit: Unit, print: Print): string {
  const args = node.arguments ?? [];
  if (!isArrayName(node.expression, unit.function.checker) || args.length === 1) return refuse("a constructor");
  return `[${args.map(print).join(", ")}]`;
}

/** `a.length = n`, watched for making the array longer. */
export function lengthTarget(node: ts.Expression, unit: Unit): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== "length") return undefined;
  const { checker } = unit.function;
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node.expression));
  return checker.isArrayType(type) ? node.expression : undefined;
}
