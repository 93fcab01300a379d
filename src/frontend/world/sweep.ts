/**
 * Takes the functions of the files to check; gives those without a contract that `--all` looks at: what a module offers, and
 * what nothing in the file calls. A helper that the module keeps to itself is judged where it is called, by what it is given
 * there: on inputs that no caller passes, it owes nobody anything.
 */
import ts from "typescript";
import type { FunctionSite } from "./functions.js";

export function sweptSites(sites: readonly FunctionSite[]): readonly FunctionSite[] {
  return sites.filter(
    (site) => !site.contracted && !isForThrowing(site) && (isOffered(site) || !isNamedElsewhere(site)),
  );
}

/** `asserts x`, `never`, and a body that does nothing else: to throw is what the function is for. */
function isForThrowing({ node }: FunctionSite): boolean {
  const { type, body } = node;
  const [only, ...rest] = body !== undefined && ts.isBlock(body) ? body.statements : [];
  if (only !== undefined && ts.isThrowStatement(only) && rest.length === 0) return true;
  if (type === undefined) return false;
  if (type.kind === ts.SyntaxKind.NeverKeyword) return true;
  return ts.isTypePredicateNode(type) && type.assertsModifier !== undefined;
}

function isOffered({ declaration }: FunctionSite): boolean {
  const has = (node: ts.Node, ...kinds: readonly ts.SyntaxKind[]): boolean =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((m) => kinds.includes(m.kind));
  const { ExportKeyword, PrivateKeyword } = ts.SyntaxKind;
  if (!ts.isClassElement(declaration)) return has(declaration, ExportKeyword);
  const isOpen = !has(declaration, PrivateKeyword) && !(declaration.name && ts.isPrivateIdentifier(declaration.name));
  return isOpen && has(declaration.parent, ExportKeyword);
}

/** The name stands somewhere else in the file: a call, an export list, a value. */
function isNamedElsewhere({ nameNode, file }: FunctionSite): boolean {
  if (!ts.isIdentifier(nameNode)) return false;
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== nameNode && node.text === nameNode.text) count += 1;
    ts.forEachChild(node, visit);
  };
  visit(file.sourceFile);
  return count > 0;
}
