/**
 * Takes a function; gives what its first line and its marks say: parameters, names, the sort of the result, options.
 */
import ts from "typescript";
import type { DataTypes, OverflowMode, Sort, Variable } from "../../ir/index.js";
import { isAsync } from "../lower/function-form.js";
import { knowPart } from "../lower/parameter-parts.js";
import { type Marks, marksOf, type ReadParameter, readParameters } from "../lower/parameters.js";
import { spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { learntKinds } from "../types/learnt-kinds.js";
import type { NumberKind } from "../types/number-kind.js";
import { readReceiver } from "../types/receiver.js";
import { markInType } from "../types/type-marks.js";
import { sortOfType } from "../types/types.js";
import type { Body } from "../world/body.js";
import { emptyBody } from "../world/empty-body.js";
import type { FunctionSite } from "../world/functions.js";
import { nameVariables, type VariableNames } from "../world/names.js";
import { holdsReal } from "../world/uses-reals.js";
import type { Entry, World } from "../world/world.js";

export interface Header {
  readonly node: FunctionSite["node"];
  readonly marks: Marks;
  readonly parameters: readonly ReadParameter[];
  /** `this`, in a method that speaks of it. */
  readonly receiver: Variable | undefined;
  readonly names: VariableNames;
  readonly resultType: ts.Type;
  /** The author's, by a mark of the result or of its type. */
  readonly resultMark: NumberKind | undefined;
}

/** Where only terms are made: the parameter and what its pattern takes out of it. */
export function knowParameter({ symbol, variable, parts }: ReadParameter, body: Body): void {
  body.locals.set(symbol, { variable, owner: undefined, assigned: false });
  body.tokens.set(variable.name, { kind: "variable", variable });
  for (const part of parts) knowPart(part, body);
}

export function readHeader(site: FunctionSite, world: World): Header {
  const { checker } = site.file;
  const marks = marksOf(site);
  const names = nameVariables(site.node, checker);
  const parameters = readParameters(site, marks, names, world.reader(site.file), (earlier) => {
    const body = emptyBody(world, site.file);
    for (const parameter of earlier) knowParameter(parameter, body);
    return body;
  });
  const receiver = readReceiver(site, world.reader(site.file));
  const signature = checker.getSignatureFromDeclaration(site.node);
  if (signature === undefined) {
    return unsupported({
      code: "unsupported.function",
      span: spanIn(site.file, site.nameNode),
      message: "It has no signature.",
    });
  }
  const resultMark = marks.kinds.get("\\result") ?? markInType(site.node.type, checker, world.project);
  return { node: site.node, marks, parameters, receiver, names, resultType: resultTypeOf(site, signature), resultMark };
}

function resultTypeOf({ node, file: { checker } }: FunctionSite, signature: ts.Signature): ts.Type {
  if (ts.isSetAccessor(node)) return checker.getVoidType();
  const type = checker.getReturnTypeOfSignature(signature);
  return isAsync(node) ? (checker.getAwaitedType(type) ?? type) : type;
}

/** The result's sort with the kind of number known so far. */
export function resultSort(entry: Entry, header: Header, world: World): Sort {
  const { resultType, resultMark } = header;
  const { site } = entry;
  if (resultType.flags & ts.TypeFlags.Never) return { kind: "unit" };
  if (resultMark === undefined && learntKinds(site).get("\\result") === "double") entry.kinds.set("result", "double");
  const kind = resultMark ?? entry.kinds.get("result") ?? "int";
  return sortOfType(resultType, kind, spanIn(site.file, site.node.type ?? site.nameNode), world.reader(site.file));
}

export function overflowOf(site: FunctionSite, wanted: OverflowMode): OverflowMode {
  const own = site.clauses.findLast((c) => c.keyword === "overflow");
  const ofFile = site.file.attachments.file.findLast((c) => c.keyword === "overflow");
  return own?.mode ?? ofFile?.mode ?? wanted;
}

export function autohavocOf(site: FunctionSite): boolean {
  return [...site.clauses, ...site.file.attachments.file].some((c) => c.keyword === "autohavoc");
}

export function extentOf(site: FunctionSite): ReturnType<typeof spanIn> {
  const declaration = spanIn(site.file, site.declaration);
  // What the class says for all its members stands elsewhere.
  const own = site.clauses.filter((c) => c.comment.start >= site.declaration.getFullStart());
  const starts = own.map((c) => c.comment.start);
  return { ...declaration, start: Math.min(declaration.start, ...starts) };
}

/** A mark says `real`: of the function, or of the types of its parameters. */
export function realOnPurpose(site: FunctionSite, header: Header, types: DataTypes): boolean {
  const learnt = learntKinds(site);
  const ofTypes = header.parameters.some((p) => learnt.get(p.name) !== "real" && holdsReal(p.variable.sort, types));
  return header.marks.real || header.resultMark === "real" || ofTypes;
}
