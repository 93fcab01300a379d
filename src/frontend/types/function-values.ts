/**
 * Takes the type of a function value; gives what the function takes and gives, where a call of it is read: a function of
 * its arguments (`function.apply`), as far as the recorded assumption goes (`world/assumptions.ts`).
 *
 * Soundness: a method is none, since it may look at its object; a result that could be changed in place is none, since
 * two calls may give one object; and what gives nothing is there for what it changes. What a parameter promises beyond its representation is not asked of arguments.
 */
import ts from "typescript";
import type { FunctionSignature, Sort } from "../../ir/index.js";
import { attempt } from "../syntax/refusal.js";
import type { FunctionSite } from "../world/functions.js";
import { isFunctionType } from "./foreign.js";
import { isRefined } from "./refinements.js";
import type { Reading } from "./types.js";

/** Types in types in types: of functions that take functions no more than this is read. */
const deepest = 4;

export function signatureOf(
  type: ts.Type,
  cx: Reading,
  read: (type: ts.Type, cx: Reading) => Sort,
): FunctionSignature | undefined {
  const [signature, ...overloads] = type.getCallSignatures();
  if (signature === undefined || overloads.length > 0 || type.getConstructSignatures().length > 0) return undefined;
  if (cx.named.size > 0 || cx.inside.includes(type) || cx.inside.length > deepest) return undefined;
  if ((signature.typeParameters ?? []).length > 0 || isMethod(type) || asserts(signature, cx)) return undefined;
  const inner: Reading = { ...cx, kind: "int", inside: [...cx.inside, type] };
  const parameters: Sort[] = [];
  for (const parameter of signature.getParameters()) {
    const declaration = parameter.valueDeclaration;
    if (declaration === undefined || !ts.isParameter(declaration)) return undefined;
    if (declaration.questionToken !== undefined || declaration.dotDotDotToken !== undefined) return undefined;
    const found = attempt(() => read(cx.checker.getTypeOfSymbol(parameter), inner));
    if (!("value" in found) || found.value.kind === "unit") return undefined;
    parameters.push(found.value);
  }
  const result = attempt(() => read(signature.getReturnType(), inner));
  if (!("value" in result) || !isRead(result.value, cx)) return undefined;
  return { parameters, result: result.value };
}

function isRead(result: Sort, cx: Reading): boolean {
  switch (result.kind) {
    case "bool":
      return true;
    case "int":
    case "string":
      return !isRefined(result, cx.table.types);
    case "opaque":
      return result.foreign === undefined;
    default:
      return false;
  }
}

/** Declared as a member with a body or a method signature: it is called on an object that it may look at. */
function isMethod(type: ts.Type): boolean {
  const declarations = type.symbol?.declarations ?? [];
  return declarations.some((d) => ts.isMethodDeclaration(d) || ts.isMethodSignature(d));
}

function asserts(signature: ts.Signature, { checker }: Reading): boolean {
  const kind = checker.getTypePredicateOfSignature(signature)?.kind;
  return kind === ts.TypePredicateKind.AssertsIdentifier || kind === ts.TypePredicateKind.AssertsThis;
}

/** Is some parameter a function? What is passed for it is then read where the function is called. */
export function takesFunction({ node, file }: Pick<FunctionSite, "node" | "file">): boolean {
  const { checker } = file;
  return node.parameters.some((p) => isFunctionType(checker.getNonNullableType(checker.getTypeAtLocation(p))));
}
