/**
 * Takes a method, a getter or a setter; gives its receiver as a variable `this`: a record of the class's own data fields. It is a
 * parameter like others, the first one; what is taken for granted of arguments is taken of it too.
 */
import ts from "typescript";
import type { Variable } from "../../ir/index.js";
import { spanIn } from "../syntax/places.js";
import { unsupported } from "../syntax/refusal.js";
import { isStatic } from "../world/classes.js";
import type { FunctionSite } from "../world/functions.js";
import { classSort, type TypeReader } from "./types.js";

/** Does the function run on an object of its class? */
export function takesReceiver({ node }: Pick<FunctionSite, "node">): boolean {
  return (ts.isMethodDeclaration(node) || ts.isAccessor(node)) && ts.isClassLike(node.parent) && !isStatic(node);
}

/** Does every `return` of the method give the object that it runs on? Then its call stands for that object. */
export function returnsReceiver({ body }: ts.FunctionLikeDeclaration): boolean {
  if (body === undefined || !ts.isBlock(body)) return false;
  const returned: boolean[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node)) returned.push(node.expression?.kind === ts.SyntaxKind.ThisKeyword);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return returned.length > 0 && !returned.includes(false);
}

/** Undefined where the function has no receiver, or never speaks of it. */
export function readReceiver(site: FunctionSite, reader: TypeReader): Variable | undefined {
  const { node } = site;
  if (!takesReceiver(site) || !ts.isClassLike(node.parent) || !speaksOfThis(site)) return undefined;
  const sort = classSort(node.parent, spanIn(site.file, site.nameNode), reader);
  if (sort !== undefined) return { name: "this", sort };
  return unsupported({
    code: "unsupported.this",
    span: spanIn(site.file, site.nameNode),
    message: "The class has no fields that are read, or one of a type that is not.",
    hint: "Give its fields types that are read (no type parameters), or pass the values as parameters.",
  });
}

function speaksOfThis({ node, clauses }: FunctionSite): boolean {
  return [node.getText(), ...clauses.map(({ text }) => text)].some((text) => /\bthis\b/u.test(text));
}
