/**
 * Takes a type that is written in a clause; gives its sort. Read are names of types that are in scope there, the
 * primitive types, arrays of these, kinds of number, unions of string literals, `undefined` and `null`.
 */
import ts from "typescript";
import type { TypeSyntax } from "../../contract/index.js";
import { bigintSort, bool, type Sort, stringSort } from "../../ir/index.js";
import { unsupported } from "../syntax/refusal.js";
import type { Body } from "../world/body.js";
import { isNumberKind, sortOfKind } from "./number-kind.js";
import { markInType } from "./type-marks.js";
import type { Absent } from "./type-table.js";
import { sortOfType } from "./types.js";

export function sortOfTypeText(type: TypeSyntax, location: ts.Node, body: Body): Sort {
  const parsed = ts.createSourceFile("type.ts", `type T = ${type.text};`, ts.ScriptTarget.ESNext, true);
  const [alias] = parsed.statements;
  if (alias === undefined || !ts.isTypeAliasDeclaration(alias) || parsed.statements.length > 1) return refuse(type);
  return read(alias.type, type, location, body);
}

function read(node: ts.TypeNode, type: TypeSyntax, location: ts.Node, body: Body): Sort {
  const part = (inner: ts.TypeNode): Sort => read(inner, type, location, body);
  if (ts.isParenthesizedTypeNode(node)) return part(node.type);
  if (ts.isArrayTypeNode(node)) return { kind: "array", element: part(node.elementType) };
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.ReadonlyKeyword) return part(node.type);
  if (ts.isUnionTypeNode(node)) return readUnion(node, type, location, body);
  switch (node.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return sortOfKind("int");
    case ts.SyntaxKind.BigIntKeyword:
      return bigintSort;
    case ts.SyntaxKind.StringKeyword:
      return stringSort;
    case ts.SyntaxKind.BooleanKeyword:
      return bool;
    default:
      break;
  }
  if (isStringLiteral(node)) return { kind: "string", literals: [node.literal.text] };
  if (!ts.isTypeReferenceNode(node) || !ts.isIdentifier(node.typeName)) return refuse(type);
  const name = node.typeName.text;
  const [argument, ...more] = node.typeArguments ?? [];
  if ((name === "Array" || name === "ReadonlyArray") && argument !== undefined && more.length === 0) {
    return { kind: "array", element: part(argument) };
  }
  if (isNumberKind(name)) return sortOfKind(name);
  return argument === undefined ? named(name, type, location, body) : refuse(type);
}

function named(name: string, type: TypeSyntax, location: ts.Node, body: Body): Sort {
  const { file } = body.site;
  const symbol = file.checker.resolveName(name, location, ts.SymbolFlags.Type, false);
  if (symbol === undefined) {
    return unsupported({
      code: "clause.unknown-name",
      span: type.span,
      message: `There is no type \`${name}\` here.`,
    });
  }
  const target = symbol.flags & ts.SymbolFlags.Alias ? file.checker.getAliasedSymbol(symbol) : symbol;
  const alias = target.declarations?.find(ts.isTypeAliasDeclaration);
  const kind = alias === undefined ? undefined : markInType(alias.type, file.checker, body.world.project);
  return sortOfType(file.checker.getDeclaredTypeOfSymbol(target), kind ?? "int", type.span, body.world.reader(file));
}

function readUnion(node: ts.UnionTypeNode, type: TypeSyntax, location: ts.Node, body: Body): Sort {
  const absent: Absent[] = [];
  const rest: ts.TypeNode[] = [];
  for (const part of node.types) {
    if (part.kind === ts.SyntaxKind.UndefinedKeyword) absent.push("undefined");
    else if (ts.isLiteralTypeNode(part) && part.literal.kind === ts.SyntaxKind.NullKeyword) absent.push("null");
    else rest.push(part);
  }
  const literals = rest.flatMap((part) => (isStringLiteral(part) ? [part.literal.text] : []));
  const [only] = rest;
  const some: Sort =
    literals.length > 0 && literals.length === rest.length
      ? { kind: "string", literals: [...literals].sort() }
      : only !== undefined && rest.length === 1
        ? read(only, type, location, body)
        : refuse(type);
  return absent.length === 0 ? some : body.cx.table.option(some, absent);
}

function isStringLiteral(node: ts.TypeNode): node is ts.LiteralTypeNode & { readonly literal: ts.StringLiteral } {
  return ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal);
}

function refuse(type: TypeSyntax): never {
  return unsupported({
    code: "unsupported.type",
    span: type.span,
    message: `The type \`${type.text.trim()}\` is not read in a clause.`,
    hint: "Give the type a name with `type` or `interface`, and write that name.",
  });
}
