/**
 * Takes patterns of declarations and of assignments; gives both in one form: what is taken of the value, under which
 * defaults, and what receives it. Order is JavaScript's (ECMA-262, sections 8.6.2 and 13.15.5): left to right, each
 * part read, defaulted and stored before the next is read.
 */
import ts from "typescript";
import { withoutParentheses } from "./functions.js";

/** `Leaf` is a name that is declared, or an expression that is assigned to. */
export type Pattern<Leaf> =
  | { readonly kind: "leaf"; readonly leaf: Leaf; readonly node: ts.Node }
  | {
      readonly kind: "object";
      readonly fields: readonly FieldPattern<Leaf>[];
      readonly rest: Pattern<Leaf> | undefined;
      readonly node: ts.Node;
    }
  | {
      readonly kind: "array";
      /** Undefined where a position is left out. */
      readonly items: readonly (Part<Leaf> | undefined)[];
      readonly rest: Pattern<Leaf> | undefined;
      readonly node: ts.Node;
    };

export interface Part<Leaf> {
  readonly pattern: Pattern<Leaf>;
  /** Evaluated where the part is undefined. */
  readonly fallback: ts.Expression | undefined;
  readonly node: ts.Node;
}

export interface FieldPattern<Leaf> extends Part<Leaf> {
  readonly key: string;
  /** The name in `[name]`, whose value is the key; only where the pattern itself assigns to nothing. */
  readonly computed?: ts.Identifier | undefined;
}

/** What stands in a pattern that is not read. */
export interface Unread {
  readonly kind: "unread";
  readonly node: ts.Node;
  readonly what: string;
}

export function bindingPattern(node: ts.BindingName): Pattern<ts.Identifier> | Unread {
  if (ts.isIdentifier(node)) return { kind: "leaf", leaf: node, node };
  if (ts.isArrayBindingPattern(node)) {
    return arrayOf(
      node,
      node.elements.map((e) =>
        ts.isOmittedExpression(e)
          ? undefined
          : {
              target: bindingPattern(e.name),
              fallback: e.initializer,
              isRest: e.dotDotDotToken !== undefined,
              node: e,
            },
      ),
    );
  }
  return objectOf(
    node,
    node.elements.map((e) => ({
      key: e.dotDotDotToken === undefined ? keyOf(e.propertyName ?? e.name) : "",
      computed: e.propertyName === undefined ? undefined : computedName(e.propertyName),
      target: bindingPattern(e.name),
      fallback: e.initializer,
      isRest: e.dotDotDotToken !== undefined,
      node: e,
    })),
  );
}

export function assignmentPattern(written: ts.Expression): Pattern<ts.Expression> | Unread {
  const node = withoutParentheses(written);
  if (ts.isArrayLiteralExpression(node)) return arrayOf(node, node.elements.map(assignedItem));
  if (!ts.isObjectLiteralExpression(node)) return { kind: "leaf", leaf: node, node };
  return objectOf(node, node.properties.map(assignedField));
}

export function isPatternTarget(written: ts.Expression): boolean {
  const node = withoutParentheses(written);
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

/** Everything that the pattern gives a value to, left to right. */
export function leavesOf<Leaf>(pattern: Pattern<Leaf>): readonly Leaf[] {
  if (pattern.kind === "leaf") return [pattern.leaf];
  const parts = pattern.kind === "object" ? pattern.fields : pattern.items;
  const rest = pattern.rest === undefined ? [] : leavesOf(pattern.rest);
  return [...parts.flatMap((part) => (part === undefined ? [] : leavesOf(part.pattern))), ...rest];
}

export function fallbacksOf<Leaf>(pattern: Pattern<Leaf>): readonly ts.Expression[] {
  if (pattern.kind === "leaf") return [];
  const parts = pattern.kind === "object" ? pattern.fields : pattern.items;
  return parts.flatMap((part) => {
    if (part === undefined) return [];
    return [...(part.fallback === undefined ? [] : [part.fallback]), ...fallbacksOf(part.pattern)];
  });
}

interface Piece<Leaf> {
  readonly target: Pattern<Leaf> | Unread;
  readonly fallback: ts.Expression | undefined;
  readonly isRest: boolean;
  readonly node: ts.Node;
}

function arrayOf<Leaf>(node: ts.Node, pieces: readonly (Piece<Leaf> | undefined)[]): Pattern<Leaf> | Unread {
  const items: (Part<Leaf> | undefined)[] = [];
  let rest: Pattern<Leaf> | undefined;
  for (const piece of pieces) {
    if (piece?.target.kind === "unread") return piece.target;
    if (piece?.isRest === true) rest = piece.target;
    else items.push(piece && { pattern: piece.target, fallback: piece.fallback, node: piece.node });
  }
  return { kind: "array", items, rest, node };
}

function objectOf<Leaf>(
  node: ts.Node,
  pieces: readonly (Piece<Leaf> & {
    readonly key: string | undefined;
    readonly computed?: ts.Identifier | undefined;
  })[],
): Pattern<Leaf> | Unread {
  const fields: FieldPattern<Leaf>[] = [];
  let rest: Pattern<Leaf> | undefined;
  for (const { target, key, computed, fallback, isRest, node: at } of pieces) {
    if (target.kind === "unread") return target;
    if (isRest) rest = target;
    else if (computed !== undefined) fields.push({ key: "", computed, pattern: target, fallback, node: at });
    else if (key === undefined) return { kind: "unread", node: at, what: "A computed key" };
    else fields.push({ key, pattern: target, fallback, node: at });
  }
  return { kind: "object", fields, rest, node };
}

function keyOf(name: ts.PropertyName | ts.BindingName): string | undefined {
  if (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)) return name.text;
  const inner = ts.isComputedPropertyName(name) ? name.expression : undefined;
  return inner !== undefined && ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

function computedName(name: ts.PropertyName): ts.Identifier | undefined {
  return ts.isComputedPropertyName(name) && ts.isIdentifier(name.expression) ? name.expression : undefined;
}

/** `target = fallback` inside a pattern. */
function withFallback(node: ts.Expression): {
  readonly target: Pattern<ts.Expression> | Unread;
  readonly fallback: ts.Expression | undefined;
} {
  const isDefaulted = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isDefaulted) return { target: assignmentPattern(node.left), fallback: node.right };
  return { target: assignmentPattern(node), fallback: undefined };
}

function assignedItem(node: ts.Expression): Piece<ts.Expression> | undefined {
  if (ts.isOmittedExpression(node)) return undefined;
  if (ts.isSpreadElement(node)) {
    return { target: assignmentPattern(node.expression), fallback: undefined, isRest: true, node };
  }
  return { ...withFallback(node), isRest: false, node };
}

function assignedField(node: ts.ObjectLiteralElementLike): Piece<ts.Expression> & { readonly key: string | undefined } {
  if (ts.isShorthandPropertyAssignment(node)) {
    const target: Pattern<ts.Expression> = { kind: "leaf", leaf: node.name, node: node.name };
    return { key: node.name.text, target, fallback: node.objectAssignmentInitializer, isRest: false, node };
  }
  if (ts.isSpreadAssignment(node)) {
    return { key: "", target: assignmentPattern(node.expression), fallback: undefined, isRest: true, node };
  }
  if (ts.isPropertyAssignment(node)) {
    return { key: keyOf(node.name), ...withFallback(node.initializer), isRest: false, node };
  }
  return {
    key: undefined,
    target: { kind: "unread", node, what: "A method" },
    fallback: undefined,
    isRest: false,
    node,
  };
}

/** `=`, the operators that end in it, `++` and `--`. */
export function isAssignment(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  return (
    (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken)
  );
}

/** The target of an assignment, of a pattern that is assigned to, or of a `for…of`. */
export function isWritten(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.initializer === node;
  if (isAssignment(parent)) return !ts.isBinaryExpression(parent) || parent.left === node;
  const passesOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAssertionExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    (ts.isShorthandPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  return passesOn && isWritten(parent);
}
