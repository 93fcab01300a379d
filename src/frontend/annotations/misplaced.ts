/** Takes a clause that belongs to nothing where it stands; gives the diagnostic, with the place to move it to. */
import ts from "typescript";
import { type ClauseSyntax, keywords, printClause, type Target } from "../../contract/index.js";
import type { Diagnostic } from "../../source/index.js";
import { type FunctionNode, isLoop, type Place } from "../syntax/annotations-place.js";
import { keywordOf } from "./assign.js";
import { functionOf, loopOf, nameNodeOf } from "./targets.js";

export function misplaced(clause: ClauseSyntax, place: Place, why: string): Diagnostic {
  const word = keywordOf(clause);
  return {
    code: "annotation.misplaced",
    span: clause.span,
    message: `\`${word}\` ${why}`,
    hint: `write \`${printClause(clause)}\` on a line of its own ${destination(clause, place)}`,
  };
}

function destination(clause: ClauseSyntax, place: Place): string {
  const targets: readonly Target[] = keywords[keywordOf(clause)];
  if (clause.keyword === "type") return "above the function, or behind the field that it marks";
  if (targets.includes("loop")) {
    const loop = loopOf(place.prior) ?? enclosingLoop(place.node) ?? loopOf(place.next);
    if (loop !== undefined) return `above the loop${at(loop)}, or first in its body`;
    if (!targets.includes("function")) return "above a loop, or first in its body";
  }
  if (targets.includes("function")) {
    const func =
      functionOf(place.prior) ?? place.enclosing ?? functionOf(place.next) ?? functionOf(declarationAround(place));
    return func === undefined
      ? "above a function, or first in its body"
      : `above ${described(func)}, or first in its body`;
  }
  if (targets.includes("statement")) {
    const statement = place.prior ?? statementAround(place);
    if (place.enclosing === undefined) return "above a statement of a function";
    return statement === undefined ? "above a statement of its block" : `above the statement${at(statement)}`;
  }
  return "at the top of the file";
}

function at(node: ts.Node): string {
  return ` in line ${node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}

function described(func: FunctionNode): string {
  const name = nameNodeOf(func);
  return name === undefined ? `the function${at(func)}` : `\`${name.getText()}\`${at(name)}`;
}

function enclosingLoop(node: ts.Node): ts.Node | undefined {
  for (let n = node; !ts.isSourceFile(n) && !ts.isFunctionLike(n); n = n.parent) if (isLoop(n)) return n;
  return undefined;
}

function statementAround(place: Place): ts.Node | undefined {
  if (place.surroundings !== "expression") return undefined;
  for (let n = place.node; !ts.isSourceFile(n); n = n.parent) if (ts.isStatement(n) && !ts.isBlock(n)) return n;
  return undefined;
}

function declarationAround(place: Place): ts.Node | undefined {
  for (let n = place.node; !ts.isSourceFile(n); n = n.parent) {
    if (ts.isVariableStatement(n) || ts.isClassElement(n) || ts.isPropertyAssignment(n)) return n;
  }
  return undefined;
}
