/**
 * Takes assertions with sums over ranges of arrays (`lifted.elementwise`); gives them with what is known of a sum over an
 * array that is made of others, by `concat`, `slice`, `splice`, `reverse` and their like: the sums over its parts add up.
 * And of arrays that are permutations of each other: their sums are equal.
 * Soundness: each fact is of one summand at a time, on a range that its own condition shows to be cut into the parts.
 */
import type { LogicalFunction } from "../ir/index.js";
import { isBuiltin } from "./expressions.js";
import { boolean, child, integer, type Node, type SmtSort, sortKey } from "./node.js";
import { identityIsSameness } from "./sorts.js";
import { replaced } from "./substitute.js";
import { reachable } from "./symbols.js";
import type { Translator } from "./translate.js";

type Functions = ReadonlyMap<string, LogicalFunction>;

export function withFoldParts(assertions: readonly Node[], known: Functions, translator: Translator): readonly Node[] {
  if (![...known.values()].some((f) => f.lifted?.elementwise !== undefined)) return assertions;
  const facts: Node[] = [];
  const made = new Map<Node, Node>();
  const there = reachable(assertions);
  for (const { stated, a, b } of translator.permutations()) {
    if (stated.levels.length > 0 || !there.has(stated)) continue;
    facts.push(...equalSums(stated, a, b, assertions, known, translator));
  }
  const defined = definitions(assertions);
  const done = new Set<Node>();
  const seen = new Set<Node>([...assertions, ...facts]);
  const add = (fact: Node): void => {
    if (done.has(fact)) return;
    done.add(fact);
    facts.push(fact);
    seen.add(fact);
  };
  // A Set's iterator also visits what is added on the way: the sums that a fact speaks of.
  for (const node of seen) {
    for (const arg of node.args) seen.add(arg);
    const sum = sumIn(node, known);
    if (sum === undefined || [sum.items, sum.low, sum.high].some((part) => part.levels.length > 0)) continue;
    for (const bound of [sum.low, sum.high]) {
      if (made.has(bound) || !holdsChoice(bound)) continue;
      const name = translator.x.unknown(`bound of array ${bound.id}`, [], bound.sort);
      made.set(bound, name);
      add(translator.x.identical(name, bound));
    }
    const definition = defined.get(sum.items);
    if (definition === undefined && isPlain(sum.items)) continue;
    const name =
      definition === undefined ? translator.x.unknown(`made array ${sum.items.id}`, [], sum.items.sort) : sum.items;
    if (definition === undefined) {
      made.set(sum.items, name);
      add(translator.x.identical(name, sum.items));
    }
    const fact = partsOf({ ...sum, items: definition ?? sum.items }, name, translator);
    if (fact !== undefined) add(fact);
  }
  if (facts.length === 0) return assertions;
  return [...assertions, ...facts].map((root) => withNames(root, made, known, translator));
}

/** Z3 puts a variable in the place of a choice, but not in a trigger. */
function holdsChoice(node: Node): boolean {
  return [...reachable([node])].some((part) => isBuiltin(part, "ite"));
}

/** Items of variables that are defined to be made of others. */
function definitions(assertions: readonly Node[]): ReadonlyMap<Node, Node> {
  const found = new Map<Node, Node>();
  const visit = (node: Node): void => {
    if (isBuiltin(node, "and")) node.args.forEach(visit);
    if (!isBuiltin(node, "=")) return;
    const [a, b] = [child(node, 0), child(node, 1)];
    const isItems = a.head.kind === "constant" && a.sort.kind === "items" && b.levels.length === 0;
    if (isItems && !isPlain(b) && !found.has(a)) found.set(a, b);
  };
  assertions.forEach(visit);
  return found;
}

/** Sums over arrays that were made have the array's name in them: Z3 meets no trigger in a lambda. */
function withNames(root: Node, made: ReadonlyMap<Node, Node>, known: Functions, translator: Translator): Node {
  const { x } = translator;
  const memo = new Map<Node, Node>();
  const walk = (node: Node): Node => {
    const found = memo.get(node);
    if (found !== undefined) return found;
    const isSum = sumIn(node, known) !== undefined;
    const args = node.args.map((arg) => (isSum ? (made.get(arg) ?? walk(arg)) : walk(arg)));
    const result = args.every((arg, i) => arg === node.args[i]) ? node : x.make(node.head, args, node.sort);
    memo.set(node, result);
    return result;
  };
  return walk(root);
}

/** A sum over a range of an array's items. */
interface Sum {
  readonly of: LogicalFunction;
  readonly low: Node;
  readonly high: Node;
  readonly items: Node;
  readonly node: Node;
}

function sumIn(node: Node, known: Functions): Sum | undefined {
  if (node.head.kind !== "function" || node.head.any) return undefined;
  const of = known.get(node.head.id);
  const elementwise = of?.lifted?.elementwise;
  if (of === undefined || elementwise === undefined) return undefined;
  return { of, low: child(node, 0), high: child(node, 1), items: child(node, elementwise.array), node };
}

/** What the facts of folds speak of already: a variable, and writes to it. */
function isPlain(items: Node): boolean {
  if (items.head.kind === "lambda" || isBuiltin(items, "ite")) return false;
  return isBuiltin(items, "store") ? isPlain(child(items, 0)) : true;
}

/** The sum over all other parameters, which are bound, of given items and a given range. */
interface Family {
  readonly of: LogicalFunction;
  readonly others: readonly Node[];
  readonly at: (low: Node, high: Node, items: Node) => Node;
  /** The summand at an element. */
  readonly summand: (element: Node) => Node;
}

/** Deeper than any formula, so that no variable of what is put in is caught. */
const familyLevel = 2000;

function familyOf({ of, node }: Pick<Sum, "of" | "node">, translator: Translator): Family {
  const { x } = translator;
  const elementwise = of.lifted?.elementwise;
  const array = elementwise?.array ?? 0;
  const others: Node[] = [];
  const args = node.args.map((arg, i) => {
    if (i < 2 || i === array) return arg;
    const made = x.make({ kind: "bound", level: familyLevel + others.length }, [], arg.sort);
    others.push(made);
    return made;
  });
  const at = (low: Node, high: Node, items: Node): Node => {
    const all = args.map((arg, i) => (i === 0 ? low : i === 1 ? high : i === array ? items : arg));
    return x.make(node.head, all, node.sort);
  };
  const values = new Map(
    of.parameters.flatMap((p, i): [string, Node][] => {
      const arg = args[i];
      if (arg === undefined) return [];
      const isItems = of.lifted?.elementsOnly.includes(i) === true;
      return [[p.name, isItems ? x.pair(x.integer(0n), arg) : arg]];
    }),
  );
  const summand = (element: Node): Node => {
    if (elementwise === undefined) return element;
    const names = new Map(values).set(elementwise.element.name, element);
    return translator.open(elementwise.summand, { names, depth: familyLevel + others.length, memo: new Map() });
  };
  return { of, others, at, summand };
}

function partsOf(sum: Sum, name: Node, translator: Translator): Node | undefined {
  const { x } = translator;
  const { low, high, items } = sum;
  const family = familyOf(sum, translator);
  const whole = family.at(low, high, name);
  const split = partsAdded(items, low, high, family, translator);
  if (split === undefined) return undefined;
  const zero = whole.sort === integer ? x.integer(0n) : x.literal({ kind: "real", numerator: 0n, denominator: 1n });
  const total = split.parts.reduce((a, b) => x.builtin("+", [a, b.node], whole.sort), zero);
  const adds = x.implies(x.and(...split.when), x.identical(whole, total));
  const fact = x.and(adds, ...acrossGaps(split.parts, family, translator));
  return closed(fact, family.others, [[whole]], translator);
}

interface Split {
  readonly when: readonly Node[];
  readonly parts: readonly Part[];
}

/** A sum over a range of other items, or what one element gives. */
interface Part {
  readonly node: Node;
  readonly range?: { readonly items: Node; readonly low: Node; readonly high: Node };
}

/** One element between two parts of one array: the sum over both and it is that over the whole. */
function acrossGaps(parts: readonly Part[], family: Family, { x }: Translator): readonly Node[] {
  const ranges = parts.flatMap(({ node, range }) => (range === undefined ? [] : [{ node, ...range }]));
  return ranges.flatMap((first) =>
    ranges.flatMap((second): readonly Node[] => {
      const next = x.sum(first.high, x.integer(1n));
      const gap = x.offset(x.difference(second.low, next));
      const isNever = gap.base === undefined && gap.by !== 0n;
      if (isNever || first === second || first.items !== second.items) return [];
      const whole = family.at(first.low, second.high, first.items);
      const between = family.summand(x.element(first.items, first.high));
      const total = [between, second.node].reduce((a, b) => x.builtin("+", [a, b], whole.sort), first.node);
      const bounds = [x.bool("<=", first.low, first.high), x.bool("<=", second.low, second.high)];
      return [x.implies(x.and(x.identical(next, second.low), ...bounds), x.identical(whole, total))];
    }),
  );
}

/** Ranges of more elements than these are no list of elements. */
const mostElements = 8n;

/** The sum over a range of items, as sums over what they are made of; undefined where they are made in no such way. */
function partsAdded(items: Node, low: Node, high: Node, family: Family, translator: Translator): Split | undefined {
  const { x } = translator;
  const within = (part: Node, from: Node, to: Node): Split | undefined =>
    partsAdded(part, from, to, family, translator);
  if (items.head.kind !== "lambda") {
    if (isBuiltin(items, "store") && !isPlain(items)) {
      const [under, at, value] = [child(items, 0), child(items, 1), child(items, 2)];
      if (x.sum(at, x.integer(1n)) !== high) return undefined;
      const before = within(under, low, at);
      return (
        before && {
          when: [x.bool("<=", low, at), ...before.when],
          parts: [...before.parts, { node: family.summand(value) }],
        }
      );
    }
    if (isBuiltin(items, "ite")) return ofChoice(items, low, high, family, translator);
    return isPlain(items)
      ? { when: [], parts: [{ node: family.at(low, high, items), range: { items, low, high } }] }
      : undefined;
  }
  const { level } = items.head;
  const body = child(items, 0);
  const own = x.make({ kind: "bound", level }, [], integer);
  const lambda = (inner: Node): Node => x.lambda([items], (k) => replaced(x, inner, new Map([[level, k]])));
  const range = x.offset(x.difference(high, low));
  if (range.base === undefined && 0n <= range.by && range.by <= mostElements) {
    const at = (i: bigint): Node => replaced(x, body, new Map([[level, x.sum(low, x.integer(i))]]));
    const elements = Array.from({ length: Number(range.by) }, (_, i) => ({
      node: family.summand(at(BigInt(i))),
    }));
    return { when: [], parts: elements };
  }
  // `k < end ? … : …`
  if (isBuiltin(body, "ite")) {
    const [test, then, otherwise] = [child(body, 0), child(body, 1), child(body, 2)];
    if (!isBuiltin(test, "<") || child(test, 0) !== own || child(test, 1).levels.includes(level)) return undefined;
    const end = child(test, 1);
    const [first, second] = [within(lambda(then), low, end), within(lambda(otherwise), end, high)];
    if (first === undefined || second === undefined) return undefined;
    const cut = [x.bool("<=", low, end), x.bool("<=", end, high)];
    return { when: [...cut, ...first.when, ...second.when], parts: [...first.parts, ...second.parts] };
  }
  if (!isBuiltin(body, "select") || child(body, 0).levels.includes(level)) return undefined;
  const [under, index] = [child(body, 0), child(body, 1)];
  const times = timesOf(index, own);
  const at = (k: Node): Node => replaced(x, index, new Map([[level, k]]));
  if (times === 1n) return within(under, at(low), at(high));
  // Read from its end: position n - k for k from low to below high.
  const one = x.integer(1n);
  return times === -1n ? within(under, x.sum(at(high), one), x.sum(at(low), one)) : undefined;
}

/** One array or another. */
function ofChoice(items: Node, low: Node, high: Node, family: Family, translator: Translator): Split | undefined {
  const { x } = translator;
  const test = child(items, 0);
  const [then, otherwise] = [child(items, 1), child(items, 2)].map((part) =>
    partsAdded(part, low, high, family, translator),
  );
  if (then === undefined || otherwise === undefined) return undefined;
  const zero = x.integer(0n);
  const total = ({ parts }: Split): Node | undefined =>
    parts.length === 0 ? undefined : parts.map(({ node }) => node).reduce((a, b) => x.builtin("+", [a, b], a.sort));
  const [a, b] = [total(then), total(otherwise)];
  if (a === undefined && b === undefined) return { when: [], parts: [] };
  const sort = (a ?? b ?? zero).sort;
  const none = sort === integer ? zero : x.literal({ kind: "real", numerator: 0n, denominator: 1n });
  return {
    when: [x.implies(test, x.and(...then.when)), x.implies(x.not(test), x.and(...otherwise.when))],
    parts: [{ node: x.ite(test, a ?? none, b ?? none) }],
  };
}

/** How often the variable is added in the index; undefined where it stands elsewhere. */
function timesOf(node: Node, own: Node): bigint | undefined {
  const level = own.levels[0];
  if (node === own) return 1n;
  if (level === undefined || !node.levels.includes(level)) return 0n;
  const isSum = isBuiltin(node, "+");
  if ((!isSum && !isBuiltin(node, "-")) || node.args.length !== 2) return undefined;
  const [a, b] = [timesOf(child(node, 0), own), timesOf(child(node, 1), own)];
  if (a === undefined || b === undefined) return undefined;
  return isSum ? a + b : a - b;
}

/** Permutations have equal sums over all their elements. */
function equalSums(
  stated: Node,
  a: Node,
  b: Node,
  assertions: readonly Node[],
  known: Functions,
  translator: Translator,
): readonly Node[] {
  const { x } = translator;
  const own = new Set([...reachable([stated])].flatMap((n) => (n.head.kind === "function" ? [n.head.id] : [])));
  const facts: Node[] = [];
  const seen = new Set<string>();
  for (const node of reachable(assertions)) {
    const sum = sumIn(node, known);
    if (sum === undefined || seen.has(sum.of.id) || own.has(sum.of.id)) continue;
    seen.add(sum.of.id);
    const sort = sum.of.parameters[sum.of.lifted?.elementwise?.array ?? 0]?.sort;
    if (sort?.kind !== "array" || sortKey(sum.items.sort) !== sortKey(x.itemsOf(a).sort)) continue;
    // Soundness: equal elements are one value to every summand; the two zeros of doubles are not.
    if (!identityIsSameness(sort.element, translator.types)) continue;
    const family = familyOf(sum, translator);
    const zero = x.integer(0n);
    const [first, second] = [a, b].map((array) => family.at(zero, x.lengthOf(array), x.itemsOf(array)));
    if (first === undefined || second === undefined) continue;
    const equal = closed(x.identical(first, second), family.others, [[first], [second]], translator);
    facts.push(x.implies(stated, equal));
  }
  return facts;
}

function closed(fact: Node, others: readonly Node[], patterns: readonly (readonly Node[])[], { x }: Translator): Node {
  if (others.length === 0) return fact;
  const sorts: readonly SmtSort[] = others.map((o) => o.sort);
  const head = { kind: "quantifier", quantifier: "forall", level: familyLevel, sorts, patterns } as const;
  return x.make(head, [fact], boolean);
}
