/**
 * Takes a method; gives its receiver as a variable `this`: a record of the class's own data fields, as far as they can
 * be read. It is a parameter like others, the first one; what is taken for granted of arguments is taken of it too.
 * Soundness: private names, abstract and `declare`d fields are left out, since an accessor may stand behind them; what a
 * method says of a field that is left out is `unsupported`.
 */
import ts from "typescript";
import type { Field, Variable } from "../ir/index.js";
import type { FunctionSite } from "./functions.js";
import { spanIn } from "./places.js";
import { attempt, unsupported } from "./refusal.js";
import { markInType, ownMark } from "./type-marks.js";
import { sortOfType, type TypeReader } from "./types.js";

/** Undefined where the function has no receiver, or never speaks of it. */
export function readReceiver(site: FunctionSite, reader: TypeReader): Variable | undefined {
  const { node } = site;
  if (!ts.isMethodDeclaration(node) || !ts.isClassLike(node.parent) || isStatic(node) || !speaksOfThis(site)) {
    return undefined;
  }
  const fields = fieldNodes(node.parent).flatMap((member) => fieldOf(member, site, reader) ?? []);
  if (fields.length === 0) {
    return unsupported({
      code: "unsupported.this",
      span: spanIn(site.file, site.nameNode),
      message: "The class has no plain fields of its own that are read.",
      hint: "Pass the values as parameters.",
    });
  }
  return { name: "this", sort: reader.table.record(fields, node.parent.name?.text ?? "this") };
}

function speaksOfThis({ node, clauses }: FunctionSite): boolean {
  return [node.getText(), ...clauses.map(({ text }) => text)].some((text) => /\bthis\b/u.test(text));
}

type FieldNode = ts.PropertyDeclaration | ts.ParameterDeclaration;

function fieldNodes(owner: ts.ClassLikeDeclaration): readonly FieldNode[] {
  return owner.members.flatMap((member): readonly FieldNode[] => {
    if (ts.isPropertyDeclaration(member)) return [member];
    if (!ts.isConstructorDeclaration(member) || member.body === undefined) return [];
    return member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member));
  });
}

function fieldOf(member: FieldNode, site: FunctionSite, reader: TypeReader): Field | undefined {
  const unread = [ts.SyntaxKind.StaticKeyword, ts.SyntaxKind.AbstractKeyword, ts.SyntaxKind.DeclareKeyword];
  const modifiers = ts.getModifiers(member) ?? [];
  if (!ts.isIdentifier(member.name) || modifiers.some((m) => unread.includes(m.kind))) return undefined;
  const { checker, project } = reader;
  const { text: name } = member.name;
  const type = checker.getTypeAtLocation(member.name);
  const optional = member.questionToken !== undefined;
  const read = attempt(() => {
    const kind = ownMark(member, project) ?? markInType(member.type, checker, project) ?? "int";
    return sortOfType(type, kind, spanIn(site.file, site.nameNode), reader);
  });
  if ("refusal" in read || read.value.kind === "unit") return undefined;
  return { name, sort: optional ? reader.table.option(read.value, ["undefined"]) : read.value, optional };
}

function isStatic(node: ts.MethodDeclaration): boolean {
  return node.modifiers?.some((m) => m.kind === ts.SyntaxKind.StaticKeyword) === true;
}
