/**
 * Takes declarations of locals; emits them with the sorts that their types and values ask for.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Sort, Variable } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { needed } from "../elaborate/arithmetic.js";
import { elaborate, maybeAbsent } from "../elaborate/elaborate.js";
import { nestedFunction } from "../elaborate/inline-callee.js";
import type { Elaborated } from "../syntax/entity.js";
import { evolvedType } from "../syntax/evolving-arrays.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { isBareObject } from "../types/dictionaries.js";
import { sortOfKind } from "../types/number-kind.js";
import { receive } from "../types/receive.js";
import { unrefined } from "../types/refinements.js";
import { isKeptAndTested } from "../types/tested-for-absence.js";
import { markInType } from "../types/type-marks.js";
import { absentOf, optionOf } from "../types/type-table.js";
import { sortOfType } from "../types/types.js";
import { withKind } from "../types/with-kind.js";
import { type Body, emit } from "../world/body.js";
import { withoutParentheses } from "../world/functions.js";
import { bindingPattern, type Pattern } from "../world/patterns.js";
import { lowerValue, spanOf, toSyntax } from "./expression.js";
import { unreachable } from "./never.js";
import { nothingWritten, readable, type Source, sourceOf, unpack } from "./pattern.js";
import { forget } from "./unknown-code.js";

export function declare(list: ts.VariableDeclarationList, body: Body): void {
  const readable = ts.NodeFlags.Const | ts.NodeFlags.Let;
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  if ((list.flags & ts.NodeFlags.BlockScoped & ~readable) !== 0 || (isVar && !isLikeLet(list, body))) {
    unsupported({
      code: "unsupported.variable",
      span: spanOf(list, body),
      message: "Variables are declared with `const` or `let`; `var` is read where it means the same.",
      hint: "Write `let`.",
    });
  }
  for (const declaration of list.declarations) declareOne(declaration, body);
}

/** `var` directly in the function, declared once, and named by nothing before or in another function. */
function isLikeLet(list: ts.VariableDeclarationList, body: Body): boolean {
  const around = list.parent.parent;
  if (!ts.isBlock(around) || !ts.isFunctionLike(around.parent)) return false;
  const { checker } = body.site.file;
  const symbols = list.declarations.map((d) =>
    ts.isIdentifier(d.name) ? checker.getSymbolAtLocation(d.name) : undefined,
  );
  if (symbols.some((s) => s === undefined || s.declarations?.length !== 1)) return false;
  let isPlain = true;
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isIdentifier(node) && (inFunction || node.end <= list.pos)) {
      const symbol = checker.getSymbolAtLocation(node);
      if (symbol !== undefined && symbols.includes(symbol)) isPlain = false;
    }
    ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  ts.forEachChild(around, (child) => visit(child, false));
  return isPlain;
}

function declareOne(node: ts.VariableDeclaration, body: Body): void {
  // A function by a constant name is known where it is called.
  if (nestedFunction(node) !== undefined) return;
  const { checker } = body.site.file;
  const span = spanOf(node, body);
  if (!ts.isIdentifier(node.name)) {
    declarePattern(node, node.name, body);
    return;
  }
  // Soundness: without a value it is undefined, whatever its type says.
  if (node.exclamationToken !== undefined) {
    unsupported({
      code: "unsupported.variable",
      span,
      message: "`!` claims that the variable is given a value before it is read.",
      hint: "Give it a first value.",
    });
  }
  if (isNever(node, checker)) {
    unreachable(span, body);
    return;
  }
  const { initializer } = node;
  const tested = initializer !== undefined && isKeptAndTested(initializer, body.site.file.checker);
  const first: First | undefined =
    initializer === undefined
      ? undefined
      : {
          value: (wanted) =>
            tested ? maybeAbsent(toSyntax(initializer, body, wanted), body.cx) : lowerValue(initializer, body, wanted),
          isEmptyArray: isEmptyArray(initializer),
          isObject: ts.isObjectLiteralExpression(withoutParentheses(initializer)),
          mayBeAbsent: tested,
          span: spanOf(initializer, body),
        };
  declareName(node.name, node.type, first, span, body);
  if (initializer !== undefined && isBareObject(initializer, checker)) noteBare(node, body);
}

/** An object without a prototype, by a name that stands for it always. */
function noteBare(node: ts.VariableDeclaration, body: Body): void {
  const isConst = ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.Const) !== 0;
  const symbol = body.site.file.checker.getSymbolAtLocation(node.name);
  const local = isConst && symbol !== undefined ? body.locals.get(symbol) : undefined;
  if (local !== undefined) body.bare.add(local.variable.name);
}

/** The first value of a variable. */
interface First {
  readonly value: (wanted?: Sort) => Elaborated;
  /** It takes its sort from the variable's type. */
  readonly isEmptyArray: boolean;
  /** It is an object literal, which can be of any type that has its fields. */
  readonly isObject?: boolean;
  /** The program tests it for absence, whatever its type says. */
  readonly mayBeAbsent?: boolean;
  readonly span: Span;
}

function declareName(
  name: ts.Identifier,
  type: ts.TypeNode | undefined,
  first: First | undefined,
  span: Span,
  body: Body,
): void {
  const symbol = body.site.file.checker.getSymbolAtLocation(name);
  invariant(symbol !== undefined, "a declared name has a symbol");
  const local = localOf(name, type, first, symbol, body);
  const { variable, owner } = local;
  if (first === undefined) {
    declareEmpty(local.variable, span, body, symbol, local);
    return;
  }
  const value = local.value ?? first.value(variable.sort);
  const term = receive(body, value, { sort: variable.sort, owner, what: `\`${name.text}\`` }, first.span);
  register(symbol, variable, owner, body);
  emit(body, { kind: "let", variable, value: term, span });
}

function declarePattern(node: ts.VariableDeclaration, name: ts.BindingPattern, body: Body): void {
  const { checker } = body.site.file;
  const pattern = readable(bindingPattern(name), body);
  if (node.initializer === undefined) return;
  const kind = markInType(node.type, checker, body.world.project) ?? "int";
  const wanted =
    node.type === undefined
      ? undefined
      : sortOfType(
          checker.getTypeFromTypeNode(node.type),
          kind,
          spanOf(node.type, body),
          body.world.reader(body.site.file),
        );
  declareLeaves(pattern, sourceOf(node.initializer, pattern, body, nothingWritten, wanted), body);
}

/** Declares the names of a pattern, or the one name that it is, with the parts of the source. */
export function declareLeaves(pattern: Pattern<ts.Identifier>, source: Source, body: Body): void {
  unpack(pattern, source, body, (name, syntax) => {
    const first: First = {
      value: (wanted) => elaborate(syntax, body.cx, wanted),
      isEmptyArray: syntax.kind === "array" && syntax.items.length === 0,
      span: syntax.span,
    };
    declareName(name, undefined, first, spanOf(name, body), body);
  });
}

/** `const x: never = s` after all cases: the place is shown to be unreachable. */
function isNever(node: ts.VariableDeclaration, checker: ts.TypeChecker): boolean {
  return node.type !== undefined && (checker.getTypeFromTypeNode(node.type).flags & ts.TypeFlags.Never) !== 0;
}

interface Declared {
  readonly variable: Variable;
  readonly owner: ts.Symbol | undefined;
  /** Elaborated already, where the sort is made from it. */
  readonly value: Elaborated | undefined;
}

/** Its sort: as its type is written, with the kind of number that it needs; else as its first value is. */
function localOf(
  name: ts.Identifier,
  typeNode: ts.TypeNode | undefined,
  first: First | undefined,
  symbol: ts.Symbol,
  body: Body,
): Declared {
  const { checker } = body.site.file;
  const mark = body.marks.get(name.text) ?? markInType(typeNode, checker, body.world.project);
  const owner = mark === undefined ? symbol : undefined;
  const kind = mark ?? body.kinds.get(symbol) ?? "int";
  const irName = body.names.get(symbol) ?? name.text;
  const declared = (sort: Sort, value?: Elaborated): Declared => ({ variable: { name: irName, sort }, owner, value });
  const plainType = checker.getTypeAtLocation(name);
  const isEvolving = typeNode === undefined && first?.isEmptyArray === true;
  const type = (isEvolving ? evolvedType(name, plainType, checker) : undefined) ?? plainType;
  const typed = (): Sort => sortOfType(type, kind, spanOf(name, body), body.world.reader(body.site.file));
  if (typeNode !== undefined || first === undefined) return declared(typed());
  const used = first.isObject === true ? usedSort(name, symbol, plainType, body) : undefined;
  if (used !== undefined) return declared(used);
  const plain = first.isEmptyArray ? undefined : first.value();
  const value = first.mayBeAbsent === true ? plain : withoutAbsent(plain, type, first.span, body);
  if (value === undefined) return declared(typed());
  if (value.kind === "absent") return declared(typed(), value);
  const own = value.kind === "number" ? sortOfKind("int") : value.term.sort;
  const isConst = !body.assigned.has(symbol);
  const sort = mark === undefined && isConst && kind === "int" ? own : unrefined(own);
  return declared(value.kind === "number" ? sortOfKind(kind) : withKind(sort, kind, mark !== undefined, body), value);
}

/**
 * `const rec = { n }` that is used where a type with further, optional fields is wanted: a literal of that type. It has no
 * fields but those that are written.
 */
function usedSort(name: ts.Identifier, symbol: ts.Symbol, own: ts.Type, body: Body): Sort | undefined {
  const { checker } = body.site.file;
  const around = ts.findAncestor(name, ts.isFunctionLike);
  const found: ts.Type[] = [];
  const visit = (node: ts.Node): void => {
    const isUse = ts.isIdentifier(node) && node !== name && node.text === name.text;
    const wanted = isUse && checker.getSymbolAtLocation(node) === symbol ? checker.getContextualType(node) : undefined;
    const type = wanted && checker.getNonNullableType(wanted);
    if (type !== undefined && hasMoreOptional(type, own, checker)) found.push(type);
    ts.forEachChild(node, visit);
  };
  if (around !== undefined) visit(around);
  const [first] = found;
  if (first === undefined) return undefined;
  const read = attempt(() => sortOfType(first, "int", spanOf(name, body), body.world.reader(body.site.file)));
  const sort = "value" in read ? read.value : undefined;
  const type = sort?.kind === "data" ? body.cx.table.types.get(sort.name) : undefined;
  return type?.shape === "record" ? sort : undefined;
}

function hasMoreOptional(type: ts.Type, own: ts.Type, checker: ts.TypeChecker): boolean {
  if ((type.flags & ts.TypeFlags.Object) === 0 || checker.isArrayType(type)) return false;
  const names = new Set(checker.getPropertiesOfType(own).map((p) => p.name));
  const wanted = checker.getPropertiesOfType(type);
  const more = wanted.filter((p) => !names.has(p.name));
  const isWithin = [...names].every((n) => wanted.some((p) => p.name === n));
  return isWithin && more.length > 0 && more.every((p) => (p.flags & ts.SymbolFlags.Optional) !== 0);
}

/** An empty array takes its sort from its type. */
function isEmptyArray(node: ts.Expression): boolean {
  let inner = node;
  while (ts.isParenthesizedExpression(inner) || ts.isAsExpression(inner)) inner = inner.expression;
  return ts.isArrayLiteralExpression(inner) && inner.elements.length === 0;
}

/** The checker says that it is present: that is owed here, once, and not at every use. */
function withoutAbsent(value: Elaborated | undefined, type: ts.Type, span: Span, body: Body): Elaborated | undefined {
  if (value?.kind !== "term") return value;
  const option = optionOf(value.term.sort, body.cx.table.types);
  const parts = type.isUnion() ? type.types : [type];
  const absent = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Any | ts.TypeFlags.Unknown;
  if (option === undefined || parts.some((p) => p.flags & absent)) return value;
  return needed({ value, span }, body.cx);
}

function register(symbol: ts.Symbol, variable: Variable, owner: ts.Symbol | undefined, body: Body): void {
  body.locals.set(symbol, { variable, owner, assigned: body.assigned.has(symbol) });
  body.tokens.set(variable.name, { kind: "variable", variable });
}

function declareEmpty(variable: Variable, span: Span, body: Body, symbol: ts.Symbol, local: Declared): void {
  register(symbol, variable, local.owner, body);
  const option = optionOf(variable.sort, body.cx.table.types);
  const isUndefined = option !== undefined && absentOf(option).includes("undefined");
  if (!isUndefined) {
    emit(body, { kind: "let", variable, span });
    return;
  }
  const value = receive(
    body,
    { kind: "absent", which: "undefined", span },
    { sort: variable.sort, what: variable.name },
    span,
  );
  emit(body, { kind: "let", variable, value, span });
}

/** Declares variables of which nothing is known but their types; what the initializers may change is arbitrary, too. */
export function declareArbitrary(list: ts.VariableDeclarationList, body: Body): void {
  declareArbitraryIn(list, undefined, body);
}

/** Where the initializer stands elsewhere, as in `for…of`: the names may hold what it reaches all the same. */
export function declareArbitraryIn(
  list: ts.VariableDeclarationList,
  elsewhere: ts.Expression | undefined,
  body: Body,
): void {
  for (const declaration of list.declarations) {
    const names = ts.isIdentifier(declaration.name) ? [declaration.name] : namesOf(declaration.name);
    names.forEach((name, i) => {
      const symbol = body.site.file.checker.getSymbolAtLocation(name);
      if (symbol === undefined) return;
      const { variable, owner } = typedLocal(declaration, name, symbol, body);
      // Each name of a pattern may hold what the initializer reaches.
      forget(elsewhere ?? (i === 0 ? declaration : (declaration.initializer ?? declaration)), body, variable);
      register(symbol, variable, owner, body);
    });
  }
}

function namesOf(pattern: ts.BindingPattern): readonly ts.Identifier[] {
  return pattern.elements.flatMap((element) => {
    if (!ts.isBindingElement(element)) return [];
    return ts.isIdentifier(element.name) ? [element.name] : namesOf(element.name);
  });
}

function typedLocal(node: ts.VariableDeclaration, name: ts.Identifier, symbol: ts.Symbol, body: Body): Declared {
  const { checker } = body.site.file;
  const mark = body.marks.get(name.text) ?? markInType(node.type, checker, body.world.project);
  const kind = mark ?? body.kinds.get(symbol) ?? "int";
  const sort = sortOfType(checker.getTypeAtLocation(name), kind, spanOf(name, body), body.world.reader(body.site.file));
  const variable = { name: body.names.get(symbol) ?? name.text, sort };
  return { variable, owner: mark === undefined ? symbol : undefined, value: undefined };
}
