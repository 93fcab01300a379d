/**
 * Gives what the type parameters of a generic function stand for. In the function itself each is an opaque sort, or what
 * its constraint says; for a call it is the sort that the call has there, and the function for these sorts is a function
 * of its own: read, proved and run like one that the author had written for them. So what a caller believes of it was
 * proved of the very types it is called at, with their `===` and their sharing, whatever the generic proof rests on.
 */
import ts from "typescript";
import { invariant } from "../../base/index.js";
import type { Sort } from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import type { SetterCall } from "../elaborate/callee.js";
import { elaborate } from "../elaborate/elaborate.js";
import type { ProjectFile } from "../project.js";
import { spanIn } from "../syntax/places.js";
import { attempt, unsupported } from "../syntax/refusal.js";
import { joinKinds, kindOf, kindOfLiteral, type NumberKind } from "../types/number-kind.js";
import { refinedText } from "../types/refinements.js";
import { sortOfType, type TypeArguments, type TypeReader } from "../types/types.js";
import { type Body, collected } from "../world/body.js";
import { isStatic } from "../world/classes.js";
import { type FunctionSite, withoutParentheses } from "../world/functions.js";
import type { World } from "../world/world.js";
import { hasEffects } from "./effects.js";
import { spanOf, toSyntax } from "./expression.js";
import { isPureExtern } from "./extern.js";

/** A call, a read of a getter, an assignment that runs a setter, or what makes an object. */
type Called = ts.CallExpression | ts.PropertyAccessExpression | ts.NewExpression | SetterCall;

/** A function that is called, with or without a contract. */
interface Callee {
  readonly node: ts.SignatureDeclaration;
  readonly name: string;
  readonly file: ProjectFile;
}

/** More levels than these come of a function that calls itself at ever larger types. */
const mostLevels = 40;

/** Of the function as it is declared. */
export function ownTypeArguments(site: FunctionSite, reader: TypeReader): TypeArguments {
  if (site.typeArguments !== undefined) return site.typeArguments;
  const found = new Map<ts.Symbol, Sort>();
  const compared = new Set(
    site.clauses.flatMap((c) => (c.keyword === "type" && /^\(?==\)?$/u.test(c.type.text.trim()) ? [c.subject] : [])),
  );
  // Of a method, also those of its class.
  const { parent } = site.node;
  const ofClass = ts.isClassLike(parent) ? (parent.typeParameters ?? []) : [];
  for (const node of [...ofClass, ...(site.node.typeParameters ?? [])]) {
    const symbol = symbolOf(node, reader.checker);
    const name = node.name.text;
    const opaque: Sort = { kind: "opaque", name, ...(compared.has(name) ? { compared: true } : {}) };
    found.set(symbol, constraintOf(node, { ...reader, typeArguments: found }, site) ?? opaque);
  }
  return found;
}

/** Undefined where any value will do. */
function constraintOf(node: ts.TypeParameterDeclaration, reader: TypeReader, site: FunctionSite): Sort | undefined {
  if (node.constraint === undefined) return undefined;
  const type = reader.checker.getTypeFromTypeNode(node.constraint);
  if (type.flags & (ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive)) return undefined;
  return sortOfType(type, "int", spanIn(site.file, node.constraint), reader);
}

function symbolOf(node: ts.TypeParameterDeclaration, checker: ts.TypeChecker): ts.Symbol {
  const symbol = checker.getSymbolAtLocation(node.name);
  invariant(symbol !== undefined, "a type parameter has a symbol");
  return symbol;
}

/** The function that the call reaches, for the types it has there. One without a contract can be written out instead. */
export function instanceAt(node: Called, site: FunctionSite, body: Body): FunctionSite {
  if (site.node.typeParameters === undefined && genericOwner(site.node) === undefined) return site;
  if (site.contracted) return instanceOf(node, site, body);
  const found = attempt(() => instanceOf(node, site, body));
  return "value" in found ? found.value : site;
}

function instanceOf(node: Called, site: FunctionSite, body: Body): FunctionSite {
  return instanceFor(site, argumentsAt(node, site, body), spanOf(node, body), body.world);
}

/** The function for what its type parameters, and those of its class, stand for. */
export function instanceFor(site: FunctionSite, sorts: TypeArguments, span: Span, world: World): FunctionSite {
  if (sorts.size === 0) return site;
  const generic = attempt(() => ownTypeArguments(site, { ...world.reader(site.file), typeArguments: undefined }));
  // What a pure extern does with its arguments is not read, so that how the caller compares them changes nothing.
  const text = (of: TypeArguments): string => (isPureExtern(site) ? textOf(of).replaceAll("(==)", "") : textOf(of));
  if ("value" in generic && text(generic.value) === text(sorts)) return site;
  const id = `${site.id}<${textOf(sorts)}>`;
  if ((textOf(sorts).match(/\[\]|[{<]/gu) ?? []).length > mostLevels)
    refuse(site, span, "It is called at ever larger types.");
  return world.instance({ ...site, id, typeArguments: sorts });
}

/** Those of the class, where it is a member of one, and its own. */
function argumentsAt(node: Called, callee: Callee, body: Body): TypeArguments {
  const ofClass = classArgumentsAt(node, callee, body);
  if (callee.node.typeParameters === undefined || !ts.isCallExpression(node)) return ofClass;
  return new Map([...ofClass, ...typeArgumentsAt(node, callee, body)]);
}

/** The class whose type parameters a member speaks of; static members have none. */
function genericOwner(node: ts.SignatureDeclaration): ts.ClassLikeDeclaration | undefined {
  const owner = node.parent;
  if (!ts.isClassLike(owner) || owner.typeParameters === undefined || isStatic(node)) return undefined;
  return owner;
}

/** What the type parameters of a member's class stand for in the object that it is called on, or that is made. */
function classArgumentsAt(node: Called, callee: Callee, body: Body): TypeArguments {
  const owner = genericOwner(callee.node);
  if (owner === undefined) return new Map();
  const { checker } = body.site.file;
  const span = spanOf(node, body);
  const object = ts.isNewExpression(node) ? node : receiverExpression(node);
  if (object === undefined) return refuse(callee, span, "The object that it is called on is not named.");
  const sorts = classArgumentsOf(checker.getTypeAtLocation(object), owner, span, body);
  return sorts ?? refuse(callee, span, "Nothing tells what the type parameters of its class are.");
}

/** Undefined where the type is no instance type of the class. */
export function classArgumentsOf(
  type: ts.Type,
  owner: ts.ClassLikeDeclaration,
  span: Span,
  { site: { file }, world }: Pick<Body, "site" | "world">,
): TypeArguments | undefined {
  const { checker } = file;
  const present = checker.getNonNullableType(type);
  // `this` is of the class's own type.
  const own = present.flags & ts.TypeFlags.TypeParameter ? checker.getBaseConstraintOfType(present) : present;
  if (own === undefined || !own.symbol?.declarations?.includes(owner)) return undefined;
  const given = checker.getTypeArguments(own as ts.TypeReference);
  const reader = world.reader(file);
  return new Map(
    (owner.typeParameters ?? []).flatMap((parameter, i) => {
      const argument = given[i];
      return argument === undefined
        ? []
        : [[symbolOf(parameter, checker), sortOfType(argument, "int", span, reader)] as const];
    }),
  );
}

function receiverExpression(node: Exclude<Called, ts.NewExpression>): ts.Expression | undefined {
  const called = ts.isCallExpression(node) ? node.expression : ts.isBinaryExpression(node) ? node.left : node;
  const target = withoutParentheses(called);
  return ts.isPropertyAccessExpression(target) ? target.expression : undefined;
}

function textOf(sorts: TypeArguments): string {
  return [...sorts.values()].map(refinedText).join(", ");
}

/**
 * By the checker's own inference, with numbers of the kinds that the arguments have. What it infers wrongly for a kind
 * shows where the argument is made to fit the parameter.
 */
export function typeArgumentsAt(node: ts.CallExpression, callee: Callee, body: Body): TypeArguments {
  const { checker } = body.site.file;
  const span = spanOf(node, body);
  const resolved = checker.getResolvedSignature(node);
  const declared = callee.file.checker.getSignatureFromDeclaration(callee.node);
  if (resolved === undefined || declared === undefined || resolved.declaration !== callee.node) {
    return refuse(callee, span, "It has several signatures.");
  }
  const inferred = new Map<ts.Symbol, ts.Type>();
  const match = matcher(inferred, checker);
  declared.parameters.forEach((parameter, i) => {
    const other = resolved.parameters[i];
    if (other !== undefined) match(checker.getTypeOfSymbol(parameter), checker.getTypeOfSymbol(other));
  });
  match(checker.getReturnTypeOfSignature(declared), checker.getReturnTypeOfSignature(resolved));
  const found = new Map<ts.Symbol, Sort>();
  for (const parameter of callee.node.typeParameters ?? []) {
    const symbol = symbolOf(parameter, callee.file.checker);
    const type = inferred.get(symbol);
    if (type === undefined) return refuse(callee, span, `Nothing tells what ${parameter.name.text} is.`);
    const widened = type.isLiteral() ? checker.getBaseTypeOfLiteralType(type) : type;
    const sort = sortOfType(widened, kindAt(node, symbol, callee, body), span, body.world.reader(body.site.file));
    if (sort.kind === "unit") return refuse(callee, span, `${parameter.name.text} is undefined.`);
    found.set(symbol, sort);
  }
  return found;
}

/** Finds by their places in two like types what type parameters of the first are in the second. */
function matcher(found: Map<ts.Symbol, ts.Type>, checker: ts.TypeChecker): (declared: ts.Type, at: ts.Type) => void {
  const seen = new Set<ts.Type>();
  const present = (type: ts.Type): readonly ts.Type[] => {
    const parts = type.isUnion() ? type.types : [type];
    return parts.filter((part) => !(part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
  };
  const match = (declared: ts.Type, at: ts.Type): void => {
    if (declared.flags & ts.TypeFlags.TypeParameter && declared.symbol !== undefined) {
      if (!found.has(declared.symbol)) found.set(declared.symbol, at);
      return;
    }
    if (seen.has(declared)) return;
    seen.add(declared);
    const [parts, others] = [present(declared), present(at)];
    const [only, ...more] = parts;
    if (only === undefined) return;
    if (more.length === 0 && declared !== only) {
      // `T | undefined` beside a type: what T is, absent values belong to or not. Another place tells, if any does.
      match(only, checker.getNonNullableType(at));
    } else if (more.length > 0) {
      if (parts.length === others.length) for (const [i, part] of parts.entries()) match(part, others[i] ?? part);
    } else matchParts(only, at);
  };
  const matchParts = (declared: ts.Type, at: ts.Type): void => {
    if (checker.isArrayType(declared) || checker.isTupleType(declared) || isReference(declared)) {
      const own = checker.getTypeArguments(declared as ts.TypeReference);
      const given = isReference(at) ? checker.getTypeArguments(at as ts.TypeReference) : [];
      own.forEach((part, i) => {
        const other = given[i];
        if (other !== undefined) match(part, other);
      });
      return;
    }
    const [signature, other] = [declared.getCallSignatures()[0], at.getCallSignatures()[0]];
    if (signature !== undefined && other !== undefined) {
      signature.parameters.forEach((parameter, i) => {
        const given = other.parameters[i];
        if (given !== undefined) match(checker.getTypeOfSymbol(parameter), checker.getTypeOfSymbol(given));
      });
      match(checker.getReturnTypeOfSignature(signature), checker.getReturnTypeOfSignature(other));
    }
    if (!(declared.flags & ts.TypeFlags.Object)) return;
    for (const property of checker.getPropertiesOfType(declared)) {
      const given = checker.getPropertyOfType(at, property.name);
      if (given !== undefined) match(checker.getTypeOfSymbol(property), checker.getTypeOfSymbol(given));
    }
  };
  return match;
}

function isReference(type: ts.Type): boolean {
  if (!(type.flags & ts.TypeFlags.Object)) return false;
  return ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}

/** The widest kind of number in the arguments whose parameters hold the type parameter. */
function kindAt(node: ts.CallExpression, symbol: ts.Symbol, callee: Callee, body: Body): NumberKind {
  const { checker } = callee.file;
  const kinds = node.arguments.flatMap((argument, i): readonly NumberKind[] => {
    const declared =
      callee.node.parameters[i] ?? callee.node.parameters.findLast((p) => p.dotDotDotToken !== undefined);
    if (declared?.type === undefined || !mentions(declared.type, symbol, checker)) return [];
    if (ts.isArrowFunction(argument) || ts.isFunctionExpression(argument) || hasEffects(argument, body)) return [];
    const read = attempt(() => collected(body, () => elaborate(toSyntax(argument, body), body.cx)));
    if (!("value" in read)) return [];
    const { value } = read.value;
    if (value.kind === "number") return [kindOfLiteral(value.value)];
    return value.kind === "term" ? kindsIn(value.term.sort) : [];
  });
  return kinds.reduce<NumberKind>(joinKinds, "int");
}

function kindsIn(sort: Sort): readonly NumberKind[] {
  if (sort.kind === "array") return kindsIn(sort.element);
  const kind = kindOf(sort);
  return kind === undefined ? [] : [kind];
}

/** Is the declared type made of type parameters of the function, or of the class that it is a member of? */
export function isGenericType(node: ts.TypeNode | undefined, owner: ts.SignatureDeclaration, checker: ts.TypeChecker) {
  const ofClass = ts.isClassLike(owner.parent) ? (owner.parent.typeParameters ?? []) : [];
  return [...ofClass, ...(owner.typeParameters ?? [])].some(
    (p) => node !== undefined && mentions(node, symbolOf(p, checker), checker),
  );
}

/** A world in which the type parameters of a function that is written out at a call are what they are there. */
export function worldAt(node: Called, callee: Callee, body: Body): World {
  if (callee.node.typeParameters === undefined && genericOwner(callee.node) === undefined) return body.world;
  const found = attempt(() => argumentsAt(node, callee, body));
  return "value" in found ? withArguments(body.world, found.value) : body.world;
}

export function withArguments(world: World, sorts: TypeArguments): World {
  return {
    ...world,
    reader: (file) => {
      const reader = world.reader(file);
      return { ...reader, typeArguments: new Map([...(reader.typeArguments ?? []), ...sorts]) };
    },
  };
}

function mentions(node: ts.Node, symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (ts.isIdentifier(node) && checker.getSymbolAtLocation(node) === symbol) return true;
  return ts.forEachChild(node, (child) => (mentions(child, symbol, checker) ? true : undefined)) === true;
}

function refuse(callee: Pick<Callee, "name">, span: Span, message: string): never {
  return unsupported({
    code: "unsupported.call",
    span,
    message: `\`${callee.name}\` is generic. ${message}`,
    hint: "Write a function for the concrete types.",
  });
}
