/**
 * Takes declarations; gives the kind of number that a `//@ type` mark on a field or on a type alias says.
 * The checker forgets the alias of `number`, so that these marks are read off the type as it is written.
 */
import ts from "typescript";
import type { Project } from "../project.js";
import { counterpart, spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { isNumberKind, type NumberKind } from "./number-kind.js";

/** The mark that trails a field or stands above an alias. */
export function ownMark(node: ts.Node, project: Project): NumberKind | undefined {
  const file = project.fileOf(node.getSourceFile());
  const clause = file?.attachments.members.get(counterpart(node, file.sourceFile));
  if (file === undefined || clause === undefined || clause.keyword !== "type") return undefined;
  const text = clause.type.text.trim();
  if (isNumberKind(text)) return text;
  return unsupported({
    code: "unsupported.mark",
    span: clause.type.span,
    message: `The mark \`${text}\` is none of int, nat, real, double.`,
  });
}

/** The mark of an alias that a written type refers to: through arrays, tuples, options and parentheses, not into objects. */
export function markInType(
  node: ts.TypeNode | undefined,
  checker: ts.TypeChecker,
  project: Project,
): NumberKind | undefined {
  const found = new Set<NumberKind>();
  const seen = new Set<ts.Node>();
  const visit = (part: ts.TypeNode): void => {
    if (seen.has(part)) return;
    seen.add(part);
    if (ts.isTypeLiteralNode(part)) return;
    if (ts.isTypeReferenceNode(part)) {
      part.typeArguments?.forEach(visit);
      const alias = aliasOf(part.typeName, checker);
      if (alias === undefined) return;
      const mark = ownMark(alias, project);
      if (mark !== undefined) found.add(mark);
      else visit(alias.type);
      return;
    }
    ts.forEachChild(part, (child) => {
      if (ts.isTypeNode(child)) visit(child);
      else if (ts.isNamedTupleMember(child)) visit(child.type);
    });
  };
  if (node === undefined) return undefined;
  visit(node);
  const [first, second] = [...found];
  const file = project.fileOf(node.getSourceFile());
  if (second !== undefined && file !== undefined) {
    return unsupported({
      code: "unsupported.mark",
      span: spanIn(file, node),
      message: "This type holds numbers of two kinds.",
      hint: "Give each kind a field of its own, in an interface.",
    });
  }
  return first;
}

function aliasOf(name: ts.EntityName, checker: ts.TypeChecker): ts.TypeAliasDeclaration | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  if (symbol === undefined) return undefined;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.declarations?.find(ts.isTypeAliasDeclaration);
}
