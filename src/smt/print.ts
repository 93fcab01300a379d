/**
 * Takes assertions as expressions; gives canonical SMT-LIB text, linear in the size of the DAG: what occurs twice is
 * defined once, at the top as a constant, under binders by `let`. Numbers symbols in the order in which the assertions
 * are given, so that the caller decides what comes first.
 */
import { invariant } from "../base/index.js";
import type { LogicalFunction } from "../ir/index.js";
import { binderNames } from "./binders.js";
import { definitionOrder } from "./definition-order.js";
import type { Expressions } from "./expressions.js";
import { definitionsOf, foldOf } from "./lifted.js";
import { contractAxiom, limitedDefinition } from "./limited.js";
import { mapParts, partSort } from "./maps.js";
import { canonicalNames, type Names, partSuffix } from "./names.js";
import { child, type Node, type SmtSort, sortKey } from "./node.js";
import { type Readout, readoutOf } from "./readout.js";
import { smtSort } from "./sorts.js";
import { foldsMark, limitedMark } from "./strategy.js";
import { replaced } from "./substitute.js";
import { partsFirst, reachable } from "./symbols.js";
import type { Theory } from "./theory.js";
import type { Binding, Translator } from "./translate.js";

export interface Printed {
  readonly text: string;
  /** Canonical constant -> the program's variable, in order of first use. */
  readonly names: ReadonlyMap<string, string>;
  readonly readout: readonly Readout[];
}

/**
 * How Z3 knows recursive functions: by definitions, which it unfolds as far as it likes and can find models of, or by
 * axioms that unfold a call of the query a few times (`limited.ts`), which only a proof can be read from; `adding` are
 * these, but sums over elements are known by how they add up alone.
 */
export type Unfolding = "defined" | "limited" | "adding";

/** Expressions smaller than this are written again rather than named. */
const smallest = 5;

/** Expressions nested this deep, or a multiple of it, are named. */
const tallest = 50;

/** Names of shared expressions in reach, innermost last. */
type Scope = readonly ReadonlyMap<Node, string>[];

/**
 * With `weaker`, whatever is asserted is changed by it first, definitions of functions included.
 * One closure, longer than most: numbering, names of shared parts and lines are one state, seen by nothing else.
 */
export function print(
  given: readonly Node[],
  theory: Theory,
  translator: Translator,
  unfolding: Unfolding = "defined",
  weaker: (node: Node) => Node = (node) => node,
): Printed {
  const isMacro = (id: string): boolean => theory.logical.get(id)?.recursive === false;
  const isFold = (id: string): boolean => theory.logical.get(id)?.lifted !== undefined;
  const isByContract = (id: string): boolean => theory.logical.has(id) && theory.logical.get(id)?.body === undefined;
  const isLimited = (id: string): boolean =>
    isFold(id) || (unfolding !== "defined" && theory.logical.get(id)?.recursive === true && !isByContract(id));
  const binders = binderNames(translator.x, isMacro);
  const known = (nodes: readonly Node[]): readonly Node[] => withAxioms(nodes.map(weaker), translator);
  const assertions = known(given).map((node) => binders(node, 0));
  const names = canonicalNames(theory.types);
  const constants = new Set<string>();
  const unknowns = new Map<string, string>();
  const functions = new Set<string>();
  const lines: string[] = [];
  const shared = sharedNodes(assertions, (node) => node.levels.length === 0);
  const top = new Map<Node, string>();
  const size = sizes();
  const height = heights();
  /** Shared ones save text; tall ones keep the nesting of the text, and our own recursion, shallow. */
  const named = (node: Node): boolean =>
    node.levels.length === 0 &&
    size(node) >= smallest &&
    (shared.has(node) || (node.args.length > 0 && height(node) % tallest === 0));
  let lets = 0;

  const render = (node: Node, scope: Scope, inFunction: boolean): string => {
    for (let i = scope.length - 1; i >= 0; i--) {
      const local = scope[i]?.get(node);
      if (local !== undefined) return local;
    }
    if (!inFunction && named(node)) return define(node);
    return renderHere(node, scope, inFunction);
  };

  const define = (node: Node): string => {
    const known = top.get(node);
    if (known !== undefined) return known;
    const text = renderHere(node, [], false);
    const name = `t${top.size}`;
    top.set(node, name);
    lines.push(`(define-fun ${name} () ${names.sort(node.sort)} ${text})`);
    return name;
  };

  const renderHere = (node: Node, scope: Scope, inFunction: boolean): string => {
    if (node.head.kind === "quantifier") return quantifier(node, scope, inFunction);
    if (node.head.kind === "lambda") {
      const { level, index } = node.head;
      const body = withLets(child(node, 0), level + 1, scope, inFunction, false);
      return `(lambda ((q${level} ${names.sort(index)})) ${body})`;
    }
    const symbol = headText(node);
    if (node.args.length === 0) return symbol;
    return `(${symbol} ${node.args.map((a) => render(a, scope, inFunction)).join(" ")})`;
  };

  const quantifier = (node: Node, scope: Scope, inFunction: boolean): string => {
    const head = node.head;
    invariant(head.kind === "quantifier", "a quantifier is printed as one");
    const binders = head.sorts.map((s, i) => `(q${head.level + i} ${names.sort(s)})`).join(" ");
    const body = withLets(child(node, 0), head.level + head.sorts.length, scope, inFunction, false);
    const patterns = head.patterns.map((p) => `:pattern (${p.map((n) => render(n, scope, inFunction)).join(" ")})`);
    const annotated = patterns.length === 0 ? body : `(! ${body} ${patterns.join(" ")})`;
    return `(${head.quantifier} (${binders}) ${annotated})`;
  };

  /** Names what is shared under the binders below `depth`, in a `let` each, parts before wholes. */
  const withLets = (body: Node, depth: number, scope: Scope, inFunction: boolean, closedToo: boolean): string => {
    const here = (node: Node): boolean =>
      (closedToo || node.levels.length > 0) &&
      node.levels.every((l) => l < depth) &&
      size(node) >= smallest &&
      !scope.some((s) => s.has(node));
    const twice = sharedNodes([body], here);
    const found = partsFirst(body).filter((node) => twice.has(node));
    const local = new Map<Node, string>();
    const inner: Scope = [...scope, local];
    let opening = "";
    for (const node of found) {
      const text = renderHere(node, inner, inFunction);
      const name = `l${lets++}`;
      local.set(node, name);
      opening += `(let ((${name} ${text})) `;
    }
    return opening + render(body, inner, inFunction) + ")".repeat(found.length);
  };

  const headText = (node: Node): string => {
    const head = node.head;
    switch (head.kind) {
      case "builtin":
        return head.text;
      case "constant": {
        constants.add(head.name);
        const name = names.constant(head.name);
        return `${name}${partSuffix[head.part]}`;
      }
      case "bound":
        return `q${head.level}`;
      case "constructor":
        return names.constructor(head.type, head.index);
      case "tester":
        return `(_ is ${names.constructor(head.type, head.index)})`;
      case "field":
        return names.field(head.type, head.index, head.field);
      case "unit":
        return names.unit();
      case "array.pair":
        return `${names.pair(head.element)}m`;
      case "array.length":
        return `${names.pair(head.element)}n`;
      case "array.items":
        return `${names.pair(head.element)}a`;
      case "map.make":
        return `${names.map(head.of)}m`;
      case "map.part":
        return `${names.map(head.of)}${partSuffix[head.part]}`;
      case "function": {
        functions.add(head.id);
        const name = names.function(head.id);
        if (head.any) declareUnknown(`${name}x`, node);
        else if (!theory.logical.has(head.id) || isByContract(head.id) || isLimited(head.id))
          declareUnknown(name, node);
        return head.any ? `${name}x` : name;
      }
      case "unknown": {
        const fold = foldOf(head.key);
        if (fold !== undefined) functions.add(fold);
        // One key may stand for unknowns of several sorts: the content beyond arrays of each.
        const name = names.unknown(`${head.key} ${sortKey(node.sort)}`);
        declareUnknown(name, node);
        return name;
      }
      case "quantifier":
      case "lambda":
        invariant(false, "a binder has no symbol");
        return "";
    }
  };

  const declareUnknown = (name: string, node: Node): void => {
    if (unknowns.has(name)) return;
    unknowns.set(name, "");
    const sorts = node.args.map((a) => names.sort(a.sort)).join(" ");
    unknowns.set(name, `(declare-fun ${name} (${sorts}) ${names.sort(node.sort)})`);
  };

  /** `f(x) = ite(requires(x), body, f!any(x))` (SEMANTICS, section 5). */
  const functionDefinition = (of: LogicalFunction): Definition => {
    const { x } = translator;
    const params = of.parameters.map((p, i) => x.make({ kind: "bound", level: i }, [], smtSort(p.sort)));
    const bound: Binding = {
      names: new Map(of.parameters.map((p, i) => [p.name, child({ args: params }, i)])),
      depth: params.length,
      memo: new Map(),
    };
    const any = x.make({ kind: "function", id: of.id, any: true }, params, smtSort(of.result));
    invariant(of.body !== undefined, `${of.name} is one term`);
    const open = weaker(x.ite(translator.open(of.requires, bound), translator.open(of.body, bound), any));
    const body = binders(open, params.length);
    for (const fact of withAxioms([open], translator).slice(1)) {
      lines.push(`(assert ${render(binders(fact, 0), [], false)})`);
    }
    const contract = of.recursive ? contractAxiom(of, params, bound, translator) : undefined;
    if (contract !== undefined) lines.push(`(assert ${render(binders(weaker(contract), 0), [], false)})`);
    const calls = new Set<string>();
    for (const node of reachable([body])) {
      invariant(node.head.kind !== "constant", `${of.name} is a term over its parameters alone`);
      if (node.head.kind === "function" && !node.head.any) calls.add(node.head.id);
    }
    const name = names.function(of.id);
    const header = params.map((p, i) => `(q${i} ${names.sort(p.sort)})`).join(" ");
    const signature = `${name} (${header}) ${names.sort(smtSort(of.result))}`;
    return { id: of.id, calls, signature, body: withLets(body, params.length, [], true, true) };
  };

  for (const assertion of assertions) {
    for (const node of partsFirst(assertion)) if (named(node)) define(node);
    lines.push(`(assert ${render(assertion, [], false)})`);
  }
  const definitions: Definition[] = [];
  // Bodies can name further functions, which the iterator of a Set then visits too.
  for (const id of functions) {
    const of = theory.logical.get(id);
    if (of?.lifted !== undefined) {
      for (const fact of known(definitionsOf(of, isFold, translator, unfolding === "adding"))) {
        lines.push(`(assert ${render(binders(fact, 0), [], false)})`);
      }
    } else if (of !== undefined && (isByContract(id) || isLimited(id))) {
      for (const fact of known(limitedDefinition(of, theory.logical, translator))) {
        lines.push(`(assert ${render(binders(fact, 0), [], false)})`);
      }
    } else if (of !== undefined) definitions.push(functionDefinition(of));
  }
  const readout = [...constants].map((name) => readoutOf(name, translator.sortOf(name), theory.types, names));
  const declarations = [...constants].flatMap((name) => constantLines(name, translator, names));
  const text = [
    ...names.sortDeclarations(),
    ...unknowns.values(),
    ...definitionOrder(definitions).map(definitionLine),
    ...declarations,
    ...lines,
  ].join("\n");
  const mark = [...functions].some((id) => isLimited(id) && !isFold(id))
    ? limitedMark
    : [...functions].some(isFold)
      ? foldsMark
      : "";
  return { text: `${mark}${text}\n`, names: new Map([...constants].map((c) => [names.constant(c), c])), readout };
}

/**
 * With what is known of each unknown function where it is used. A use under binders is known for all values of them,
 * which is triggered by the use itself.
 */
export function withAxioms(assertions: readonly Node[], { axiom, x }: Translator): readonly Node[] {
  const all = [...assertions];
  const known = new Set<Node>();
  const seen = new Set<Node>(assertions);
  // A Set's iterator also visits what is added on the way: an axiom can hold further unknowns.
  for (const node of seen) {
    for (const arg of node.args) seen.add(arg);
    if (known.has(node)) continue;
    known.add(node);
    const fact = axiom(node);
    if (fact === undefined) continue;
    const closed = closure(fact, node, x);
    all.push(closed);
    seen.add(closed);
  }
  return all;
}

/**
 * Closures begin at one level, deeper than any formula, so that what a fact says of further uses is closed to the same nodes
 * again: otherwise two facts that speak of each other's uses would go on for ever.
 */
const closureLevel = 1000;

/** For all values of the variables that the use holds, under one binder. */
function closure(fact: Node, use: Node, x: Expressions): Node {
  if (use.levels.length === 0) return fact;
  const sorts = use.levels.map((l) => sortOfLevel(use, l));
  const bound = sorts.map((sort, i) => x.make({ kind: "bound", level: closureLevel + i }, [], sort));
  const body = replaced(x, fact, new Map(use.levels.map((l, i) => [l, child({ args: bound }, i)])));
  const head = { kind: "quantifier", quantifier: "forall", level: closureLevel, sorts, patterns: [] } as const;
  return x.make(head, [body], fact.sort);
}

function sortOfLevel(node: Node, level: number): SmtSort {
  for (const part of reachable([node])) if (part.head.kind === "bound" && part.head.level === level) return part.sort;
  return node.sort;
}

/** A logical function's text: `name (parameters) sort`, and its body. */
export interface Definition {
  readonly id: string;
  readonly calls: ReadonlySet<string>;
  readonly signature: string;
  readonly body: string;
}

function definitionLine(group: readonly Definition[]): string {
  const [first] = group;
  invariant(first !== undefined, "a group of definitions has one at least");
  if (group.length > 1) {
    return `(define-funs-rec (${group.map((d) => `(${d.signature})`).join(" ")}) (${group.map((d) => d.body).join(" ")}))`;
  }
  return `(define-fun${first.calls.has(first.id) ? "-rec" : ""} ${first.signature} ${first.body})`;
}

/** All parts of an array or a map are declared, so that a model can be read even where one of them was not used. */
function constantLines(name: string, translator: Translator, names: Names): readonly string[] {
  const sort: SmtSort = smtSort(translator.sortOf(name));
  const canonical = names.constant(name);
  if (sort.kind === "map") {
    return mapParts.map(
      (part) => `(declare-const ${canonical}${partSuffix[part]} ${names.sort(partSort(sort, part))})`,
    );
  }
  if (sort.kind !== "array") return [`(declare-const ${canonical} ${names.sort(sort)})`];
  const items = names.sort({ kind: "items", element: sort.element });
  return [`(declare-const ${canonical}n Int)`, `(declare-const ${canonical}a ${items})`];
}

/** Nodes with arguments that are used at two places or more, among those that `admits` takes. */
function sharedNodes(roots: readonly Node[], admits: (node: Node) => boolean): ReadonlySet<Node> {
  const seen = new Set<Node>();
  const twice = new Set<Node>();
  const meet = (node: Node): void => {
    if (seen.has(node)) {
      if (node.args.length > 0 && admits(node)) twice.add(node);
    } else seen.add(node);
  };
  roots.forEach(meet);
  for (const node of seen) node.args.forEach(meet);
  return twice;
}

/** The longest way down from a node; quick when parts are asked before wholes. */
function heights(): (node: Node) => number {
  const memo = new Map<Node, number>();
  const height = (node: Node): number => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    let most = 0;
    for (const arg of node.args) most = Math.max(most, height(arg) + 1);
    memo.set(node, most);
    return most;
  };
  return height;
}

/** Numbers of nodes printed as trees, up to `smallest`. */
function sizes(): (node: Node) => number {
  const memo = new Map<Node, number>();
  const size = (node: Node): number => {
    const known = memo.get(node);
    if (known !== undefined) return known;
    let total = 1;
    for (const arg of node.args) {
      if (total >= smallest) break;
      total += size(arg);
    }
    const capped = Math.min(total, smallest);
    memo.set(node, capped);
    return capped;
  };
  return size;
}
