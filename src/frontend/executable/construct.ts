/**
 * Takes constructors and `new C(…)` of classes of the project; gives JavaScript for them: objects of runs are plain records, since
 * methods are functions that take their object as the first argument.
 */
import ts from "typescript";
import { aliased } from "../elaborate/callee.js";
import type { InlineCallee } from "../world/body.js";
import { fieldName, fieldNodes, parameterSymbol } from "../world/classes.js";
import { stringText } from "../world/executable-names.js";
import { localName, refuse, type Unit } from "../world/executable-unit.js";
import type { LoweredFunction } from "../world/lowered.js";
import { nameVariables } from "../world/names.js";
import { expression } from "./expressions.js";
import { parametersAndBody } from "./functions.js";

/** Within it `this` is the object in the making. */
export function ofConstructor(unit: Unit): Unit {
  return { ...unit, makes: true, printed: new Map(unit.printed).set("this", "$this") };
}

export function objectLine(owner: ts.ClassLikeDeclaration, unit: Unit): string {
  return `const $this = ${objectText(owner, unit)};`;
}

/** The fields with their first values, in the order of their declarations. */
function objectText(owner: ts.ClassLikeDeclaration, unit: Unit): string {
  const fields = fieldNodes(owner).map((member) => {
    const name = fieldName(member)?.text ?? refuse("a field that is not read");
    return `${stringText(name)}: ${ts.isParameter(member) ? parameterText(member, unit) : initialText(member, unit)}`;
  });
  return `({ ${fields.join(", ")} })`;
}

function initialText(member: ts.PropertyDeclaration, unit: Unit): string {
  return member.initializer === undefined ? "(void 0)" : expression(member.initializer, unit);
}

function parameterText(member: ts.ParameterDeclaration, unit: Unit): string {
  const symbol = parameterSymbol(member, unit.function.checker);
  const found = symbol && unit.function.names.get(symbol);
  return (found === undefined ? undefined : unit.printed.get(found)) ?? refuse("a parameter without a name of its own");
}

/** The text after the name of a constructor without a contract, printed for the function that calls it. */
export function constructorBody(helper: InlineCallee, owner: LoweredFunction, unit: Unit): string {
  const { node, file } = helper;
  if (!ts.isConstructorDeclaration(node) || node.body === undefined) return refuse("a constructor without a body");
  const names = nameVariables(node, file.checker);
  const ir = { ...owner.ir, span: { ...owner.ir.span, file: file.path } };
  const lowered: LoweredFunction = { ...owner, node, checker: file.checker, names, ir };
  const printed = new Map([...names.values()].map((name) => [name, localName(name)]));
  const inner = ofConstructor({ ...unit, function: lowered, printed, count: 0 });
  return parametersAndBody(node, node.body, inner, {
    made: { before: objectLine(node.parent, inner), after: "return $this;" },
  });
}

/** `new C(…)` without a contract; undefined where it is no class of the project. */
export function madeText(node: ts.NewExpression, args: () => readonly string[], unit: Unit): string | undefined {
  const helper = unit.function.inlined.get(node);
  if (helper !== undefined) return `${unit.printing.helperName(helper, unit)}(${args().join(", ")})`;
  const { checker } = unit.function;
  const symbol = checker.getSymbolAtLocation(node.expression);
  const owner = symbol && aliased(symbol, checker).valueDeclaration;
  if (owner === undefined || !ts.isClassDeclaration(owner) || owner.getSourceFile().isDeclarationFile) return undefined;
  return owner.members.some(ts.isConstructorDeclaration) ? undefined : objectText(owner, unit);
}
