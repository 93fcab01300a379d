/**
 * Takes what is thrown; gives what is known of it where it is caught: its name and message, and for each class that an
 * `instanceof` of the file asks for, whether it is one, and with which fields.
 */
import ts from "typescript";
import type { Expression } from "../../contract/index.js";
import {
  bool,
  boolTerm,
  type Field,
  isMutable,
  type Sort,
  stringSort,
  type Term,
  type Variable,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { spanIn } from "../syntax/places.js";
import { attempt } from "../syntax/refusal.js";
import { coerce } from "../types/coerce.js";
import { unrefined } from "../types/refinements.js";
import { fieldsOfRecord, optionOf, someSort } from "../types/type-table.js";
import { sortOfType } from "../types/types.js";
import { type Body, type Handler, undetermined } from "../world/body.js";
import { aliased } from "./callee.js";
import { elaborate } from "./elaborate.js";
import { type ErrorClass, errorClassOf, isNativeError } from "./error-classes.js";
import { errorFields } from "./error-fields.js";

/** Fields of what is caught besides those of `Error` are named so that no program can name them. */
function classField(name: string): string {
  return `instanceof ${name}`;
}

const textField = "as text";

/** The classes on the right of `instanceof` and `as` in the file, with their symbols where they are the project's own. */
export function classesAskedFor(node: ts.Node, body: Body): ReadonlyMap<string, ts.Symbol | undefined> {
  const found = new Map<string, ts.Symbol | undefined>();
  const { checker } = body.site.file;
  const note = (name: ts.Identifier): void => {
    const symbol = checker.getSymbolAtLocation(name);
    const own = symbol && aliased(symbol, checker);
    found.set(classField(name.text), isNativeError(name, checker) ? undefined : own);
  };
  const visit = (at: ts.Node): void => {
    if (isInstanceOf(at) && ts.isIdentifier(at.right)) note(at.right);
    const claimed = ts.isAsExpression(at) && ts.isTypeReferenceNode(at.type) ? at.type.typeName : undefined;
    if (claimed !== undefined && ts.isIdentifier(claimed) && errorClassOf(claimed, checker) !== undefined)
      note(claimed);
    ts.forEachChild(at, visit);
  };
  visit(node.getSourceFile());
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isInstanceOf(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword;
}

export function errorSort(classes: Handler["classes"], body: Body): Sort {
  const texts = ["message", "name", textField].map((name) => ({ name, sort: stringSort, optional: false }));
  const tests = [...classes].map(([name, symbol]) => ({ name, sort: testSort(symbol, body), optional: false }));
  return body.cx.table.record([...texts, ...tests], "Error");
}

/** Whether the error is of the class; with fields, those of an error that is. */
function testSort(symbol: ts.Symbol | undefined, body: Body): Sort {
  const fields = fieldsOfClass(symbol, body);
  return fields.length === 0 ? bool : body.cx.table.option(body.cx.table.record(fields), ["undefined"]);
}

/** The fields of its own that hold primitives, or nothing. */
function fieldsOfClass(symbol: ts.Symbol | undefined, body: Body): readonly Field[] {
  const { checker } = body.site.file;
  const declaration = symbol?.declarations?.find(ts.isClassDeclaration);
  const made = declaration?.name && errorClassOf(declaration.name, checker);
  if (symbol === undefined || made === undefined) return [];
  const names = new Set(made.own.flatMap(({ sets }) => sets.map(({ field }) => field)));
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return [...names].sort().flatMap((name): readonly Field[] => {
    const property = ["name", "message"].includes(name) ? undefined : checker.getPropertyOfType(type, name);
    const isGiven = made.own.some(({ sets }) => sets.some((s) => s.field === name && s.value !== undefined));
    const isOptional = property !== undefined && (property.flags & ts.SymbolFlags.Optional) !== 0;
    if (property === undefined || !(isGiven || isOptional)) return [];
    const of = checker.getTypeOfSymbol(property);
    const span = spanIn(body.site.file, body.site.file.sourceFile);
    const read = attempt(() => sortOfType(of, "int", span, body.world.reader(body.site.file)));
    const sort = "value" in read ? unrefined(read.value) : undefined;
    return sort === undefined || isMutable(sort, body.cx.table.types) ? [] : [{ name, sort, optional: false }];
  });
}

/** The record of an error just made. What is not known of it is arbitrary. */
export function madeError(
  made: ErrorClass,
  args: readonly Expression[],
  handler: Handler,
  span: Span,
  body: Body,
): Term {
  const { sort } = handler.error;
  const isThere = (argument: Expression): boolean => {
    const value = elaborate(argument, body.cx);
    return (
      value.kind === "number" || (value.kind === "term" && optionOf(value.term.sort, body.cx.table.types) === undefined)
    );
  };
  const known = errorFields(args, { made, span, isThere });
  const anyText = (): Term => ({ kind: "variable", ...undetermined(body, stringSort, span) });
  const text = (value: Expression | undefined): Term => {
    const read = value && attempt(() => elaborate(value, body.cx, stringSort));
    const found = read !== undefined && "value" in read ? read.value : undefined;
    return found?.kind === "term" && found.term.sort.kind === "string" ? found.term : anyText();
  };
  const tests = [...handler.classes].map(([field, symbol]) => testOf(made, field, symbol, known, span, body));
  const texts = [text(known.get("message")), text(known.get("name")), anyText()];
  return sort.kind === "data"
    ? { kind: "construct", sort, constructor: sort.name, args: [...texts, ...tests], span }
    : anyText();
}

function testOf(
  made: ErrorClass,
  test: string,
  symbol: ts.Symbol | undefined,
  known: ReadonlyMap<string, Expression | undefined>,
  span: Span,
  body: Body,
): Term {
  const answer = isOf(made, test, symbol);
  const sort = testSort(symbol, body);
  if (sort.kind !== "data") return boolTerm(answer);
  if (!answer) return { kind: "construct", sort, constructor: "undefined", args: [], span };
  const option = optionOf(sort, body.cx.table.types);
  const record = option && someSort(option);
  if (record?.kind !== "data") return boolTerm(answer);
  const args = fieldsOfRecord(record, body.cx.table).map((field): Term => {
    const value = known.get(field.name);
    return value === undefined
      ? { kind: "variable", ...undetermined(body, field.sort, span) }
      : coerce(elaborate(value, body.cx, field.sort), field.sort, span, body.cx);
  });
  const inner: Term = { kind: "construct", sort: record, constructor: record.name, args, span };
  return { kind: "construct", sort, constructor: "some", args: [inner], span };
}

function isOf({ native, own }: ErrorClass, field: string, symbol: ts.Symbol | undefined): boolean {
  if (symbol !== undefined) return own.some((c) => c.symbol === symbol);
  return field === classField("Error") || field === classField(native);
}

/** An error of which nothing is known, but that it is one. */
export function unknownError(handler: Handler, span: Span, body: Body): Variable {
  return undetermined(body, handler.error.sort, span, "error");
}

/** `e instanceof X`, where e is what was caught: the field that answers it. */
export function testOfCaught(node: ts.BinaryExpression, body: Body): string | undefined {
  if (!isInstanceOf(node) || !ts.isIdentifier(node.right)) return undefined;
  return caughtVariable(node.left, body) === undefined ? undefined : classField(node.right.text);
}

/** Says the field of a test how often an error is of the class, or does it hold the fields of one that is? */
export function holdsFields(test: string, error: Sort, body: Body): boolean {
  const type = error.kind === "data" ? body.cx.table.types.get(error.name) : undefined;
  const sort = type?.constructors[0]?.fields.find((f) => f.name === test)?.sort;
  return sort !== undefined && optionOf(sort, body.cx.table.types) !== undefined;
}

/** The test whose fields `e.code` reads: that of the class for which TypeScript takes the error there. */
export function classOfCaught(node: ts.Expression, body: Body): string | undefined {
  const caught = caughtVariable(node, body);
  const symbol = body.site.file.checker.getTypeAtLocation(node).getSymbol();
  if (caught === undefined || symbol === undefined) return undefined;
  const asked = [...classesAskedFor(node, body)].find(([, of]) => of === symbol)?.[0];
  return asked !== undefined && holdsFields(asked, caught.sort, body) ? asked : undefined;
}

/** `String(e)`: some text. */
export function textOfCaught(): string {
  return textField;
}

/** The variable that holds what was caught, if the expression names it, whatever type it is taken for. */
export function caughtVariable(written: ts.Expression, body: Body): Variable | undefined {
  let node = written;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) node = node.expression;
  const symbol = ts.isIdentifier(node) ? body.site.file.checker.getSymbolAtLocation(node) : undefined;
  const declaration = symbol?.valueDeclaration;
  if (symbol === undefined || declaration === undefined || !ts.isCatchClause(declaration.parent)) return undefined;
  return body.locals.get(symbol)?.variable;
}
