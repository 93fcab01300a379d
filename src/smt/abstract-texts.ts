/**
 * Takes assertions over Z3's theory of strings; gives them over a plain sort of texts, known by a length and a code unit
 * a position, with the axioms of the members that occur. Z3's strings give up on texts that are built in loops and read
 * by position under quantifiers, which instances of these axioms decide at once.
 * Soundness: JavaScript's strings are a model of every axiom (a test evaluates each), so that what has no model here has
 * none there. A model of this form is not a model of strings, and is never looked at.
 */
import type { Expressions } from "./expressions.js";
import { boolean, child, integer, type Node, text } from "./node.js";
import { partsFirst } from "./symbols.js";
import { type TextMember, textMembers, textOfLiteral } from "./text-axioms.js";

/** Longer literals are not taken apart. */
const longestLiteral = 64;

/** Undefined where something has no counterpart here. */
export function abstractTexts(x: Expressions, assertions: readonly Node[]): readonly Node[] | undefined {
  const memo = new Map<Node, Node>();
  let possible = true;
  const of = (node: Node): Node => memo.get(node) ?? node;
  const step = (node: Node): Node => {
    const { head } = node;
    const args = node.args.map(of);
    if (head.kind === "quantifier") return x.make({ ...head, patterns: [] }, args, node.sort);
    if (head.kind !== "builtin") return args.length === 0 ? node : x.make(head, args, node.sort);
    if (node.args.length === 0) return head.text.startsWith('"') ? literal(node) : node;
    const [first, second] = node.args;
    if (first !== undefined && second !== undefined && first.sort === text && head.text === "=") {
      return equality(first, second);
    }
    if (first !== undefined && second !== undefined && (head.text === "str.<" || head.text === "str.<=")) {
      const [a, b] = [code(first), code(second)];
      if (a !== undefined && b !== undefined) return x.bool(head.text.slice(4), a, b);
    }
    if (first !== undefined && head.text === "str.to_code") return code(first) ?? renamed(head.text, args, node);
    if (head.text.startsWith("str.") || head.text.startsWith("re.")) return renamed(head.text, args, node);
    return x.builtin(head.text, args, node.sort);
  };
  const renamed = (symbol: string, args: readonly Node[], node: Node): Node => {
    const name = symbol.slice(4);
    if (!symbol.startsWith("str.") || !isMember(name) || args.length !== textMembers[name].arity) possible = false;
    return x.builtin(`s.${name}`, args, node.sort);
  };
  const literal = (node: Node): Node => {
    const value = textOfLiteral(node.head.kind === "builtin" ? node.head.text : "");
    if (value.length > longestLiteral) possible = false;
    // Soundness: by code units. To go through the text itself would count a pair of surrogates once.
    const units = Array.from({ length: value.length }, (_, i) => value.charCodeAt(i).toString(16));
    return x.builtin(["s.l", ...units].join("_"), [], text);
  };
  /** The code unit of a text of one or none, -1 of none; undefined where the form does not show that it is one. */
  const code = (node: Node): Node | undefined => {
    if (node.head.kind !== "builtin") return undefined;
    if (node.args.length === 0) {
      const value = textOfLiteral(node.head.text);
      if (value.length > 1) return undefined;
      return x.integer(value === "" ? -1n : BigInt(value.charCodeAt(0)));
    }
    if (node.head.text === "str.at") {
      const [s, i] = [of(child(node, 0)), of(child(node, 1))];
      const inside = x.and(x.bool("<=", x.integer(0n), i), x.bool("<", i, x.int("s.len", s)));
      return x.ite(inside, x.builtin("s.unit", [s, i], integer), x.integer(-1n));
    }
    if (node.head.text === "str.from_code") return x.int("s.to_code", of(node));
    if (node.head.text !== "ite") return undefined;
    const [a, b] = [code(child(node, 1)), code(child(node, 2))];
    return a === undefined || b === undefined ? undefined : x.ite(of(child(node, 0)), a, b);
  };
  const equality = (a: Node, b: Node): Node => {
    const [p, q] = [code(a), code(b)];
    if (p !== undefined && q !== undefined) return x.identical(p, q);
    if (p === undefined && q === undefined) return x.builtin("s.eq", [of(a), of(b)], boolean);
    // A text of at most one unit is known by that unit.
    const [unit, other] = p === undefined ? [q, of(a)] : [p, of(b)];
    if (unit === undefined) return x.builtin("s.eq", [of(a), of(b)], boolean);
    return x.and(x.bool("<=", x.int("s.len", other), x.integer(1n)), x.identical(unit, x.int("s.to_code", other)));
  };
  for (const assertion of assertions) for (const node of partsFirst(assertion)) memo.set(node, step(node));
  return possible ? assertions.map(of) : undefined;
}

function isMember(name: string): name is TextMember {
  return Object.hasOwn(textMembers, name);
}
