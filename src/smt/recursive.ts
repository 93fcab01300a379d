/**
 * Takes assertions; gives the axioms of the predicates of recursive data that occur in them: `data.typed`, `data.safe`
 * and `data.size` (SEMANTICS, section 8). They are unknown functions to SMT-LIB. Each axiom is an instance, one level
 * deep, of the predicate's definition, and is triggered by terms that are there already, so that none unfolds by itself.
 *
 * Soundness: the axioms are true of the functions that the operators denote, on every value of the SMT-LIB sort: the
 * hidden value is not typed, and has size 1.
 */
import {
  and,
  type DataConstructor,
  type DataType,
  dataType,
  field,
  type Sort,
  safeFacts,
  type Term,
  typeFacts,
  variable,
} from "../ir/index.js";
import { isTrueNode } from "./expressions.js";
import { boolean, integer, type Node, type SmtSort } from "./node.js";
import { type Predicate, predicateKey, predicates } from "./predicates.js";
import { hasHidden, smtSort } from "./sorts.js";
import { reachable } from "./symbols.js";
import type { Translator } from "./translate.js";

/** The assertions with the axioms of what occurs in them, and in those axioms. */
export function withDataAxioms(assertions: readonly Node[], translate: Translator): readonly Node[] {
  const all: Node[] = [...assertions];
  const done = new Set<string>();
  const seen = new Set<Node>();
  for (let i = 0; i < all.length; i++) {
    const root = all[i];
    if (root === undefined) continue;
    for (const node of reachable([root])) {
      if (seen.has(node)) continue;
      seen.add(node);
      const { head } = node;
      if (head.kind !== "unknown" || done.has(head.key)) continue;
      const predicate = predicates.find((p) => head.key.startsWith(`${p} `));
      if (predicate === undefined) continue;
      done.add(head.key);
      all.push(...axioms(predicate, head.key.slice(predicate.length + 1), translate));
    }
  }
  return all;
}

function axioms(predicate: Predicate, name: string, translate: Translator): readonly Node[] {
  const type = dataType(translate.types, name);
  if (predicate === "data.size") return sizeAxioms(type, translate);
  const facts = predicate === "data.typed" ? typeFacts : safeFacts;
  const factsOf = (part: Term): Term => facts(part, part.sort, translate.types);
  return [
    ...type.constructors.flatMap((c) => [
      ...consequences(predicate, type, c, factsOf, translate),
      introduction(predicate, type, c, factsOf, translate),
    ]),
    ...(predicate === "data.typed" ? notHidden(type, translate) : []),
  ];
}

/** `forall(t, P(t) && is_c(t) ==> facts(t.f))`, where `t.f` is met. */
function consequences(
  predicate: Predicate,
  type: DataType,
  c: DataConstructor,
  factsOf: (part: Term) => Term,
  translate: Translator,
): readonly Node[] {
  const { x } = translate;
  const whole = variable("#whole", { kind: "data", name: type.name });
  const t = bound(0, smtSort(whole.sort), translate);
  const holds = apply(predicate, t, type, translate);
  return c.fields.flatMap((f) => {
    const fact = translate.open(factsOf(field(whole, c.name, f.name, f.sort)), binding([whole], [t]));
    if (isTrueNode(fact)) return [];
    const body = x.implies(x.and(holds, translate.isConstructor(t, c.name)), fact);
    return [quantified([t], body, [[holds, translate.field(t, c.name, f.name)]], translate)];
  });
}

/** `forall(x, …, facts(x) && … ==> P(c(x, …)))` */
function introduction(
  predicate: Predicate,
  type: DataType,
  c: DataConstructor,
  factsOf: (part: Term) => Term,
  translate: Translator,
): Node {
  const { x } = translate;
  const parts = c.fields.map((f, i) => variable(`#part${i}`, f.sort));
  const nodes = parts.map((p, i) => bound(i, smtSort(p.sort), translate));
  const facts = translate.open(and(...parts.map(factsOf)), binding(parts, nodes));
  const index = type.constructors.indexOf(c);
  const made = x.make({ kind: "constructor", type: type.name, index }, nodes, { kind: "data", name: type.name });
  const holds = apply(predicate, made, type, translate);
  return nodes.length === 0 ? holds : quantified(nodes, x.implies(facts, holds), [[holds]], translate);
}

function notHidden(type: DataType, translate: Translator): readonly Node[] {
  if (!hasHidden(type.name, translate.types)) return [];
  const { x } = translate;
  const t = bound(0, { kind: "data", name: type.name }, translate);
  const holds = apply("data.typed", t, type, translate);
  const hidden = x.make({ kind: "tester", type: type.name, index: type.constructors.length }, [t], boolean);
  return [quantified([t], x.implies(holds, x.not(hidden)), [[holds]], translate)];
}

/** A size is at least 1, and that of each part of the same or another recursive type is smaller than that of the whole. */
function sizeAxioms(type: DataType, translate: Translator): readonly Node[] {
  const { x } = translate;
  const sort: Sort = { kind: "data", name: type.name };
  const t = bound(0, smtSort(sort), translate);
  const size = apply("data.size", t, type, translate);
  const positive = quantified([t], x.bool("<=", x.integer(1n), size), [[size]], translate);
  const smaller = type.constructors.flatMap((c) =>
    c.fields.flatMap((f) => {
      const inside = translate.isConstructor(t, c.name);
      return recursiveParts(translate.field(t, c.name, f.name), f.sort, [t], inside, translate).map((part) => {
        const of = apply("data.size", part.node, part.type, translate);
        return quantified(part.binders, x.implies(part.guard, x.bool("<", of, size)), [[of]], translate);
      });
    }),
  );
  return [positive, ...smaller];
}

interface Part {
  readonly node: Node;
  readonly type: DataType;
  /** The variables bound on the way, the whole first. */
  readonly binders: readonly Node[];
  /** Where the part is there. */
  readonly guard: Node;
}

/** The nearest values of recursive types in a value. */
function recursiveParts(
  node: Node,
  sort: Sort,
  binders: readonly Node[],
  guard: Node,
  translate: Translator,
): readonly Part[] {
  const { x } = translate;
  if (sort.kind === "array") {
    const index = bound(binders.length, integer, translate);
    const inside = x.and(x.bool("<=", x.integer(0n), index), x.bool("<", index, x.lengthOf(node)));
    return recursiveParts(x.select(node, index), sort.element, [...binders, index], x.and(guard, inside), translate);
  }
  if (sort.kind !== "data") return [];
  const type = dataType(translate.types, sort.name);
  if (type.recursive === true) return [{ node, type, binders, guard }];
  return type.constructors.flatMap((c) => {
    const inside = x.and(guard, translate.isConstructor(node, c.name));
    return c.fields.flatMap((f) =>
      recursiveParts(translate.field(node, c.name, f.name), f.sort, binders, inside, translate),
    );
  });
}

function apply(predicate: Predicate, to: Node, type: DataType, { x }: Translator): Node {
  return x.unknown(predicateKey(predicate, type.name), [to], predicate === "data.size" ? integer : boolean);
}

function bound(level: number, sort: SmtSort, { x }: Translator): Node {
  return x.make({ kind: "bound", level }, [], sort);
}

function binding(variables: readonly Term[], nodes: readonly Node[]) {
  const names = new Map(variables.flatMap((v, i) => (v.kind === "variable" && nodes[i] ? [[v.name, nodes[i]]] : [])));
  return { names, depth: nodes.length, memo: new Map() };
}

function quantified(
  binders: readonly Node[],
  body: Node,
  patterns: readonly (readonly Node[])[],
  { x }: Translator,
): Node {
  const sorts = binders.map((b) => b.sort);
  return x.make({ kind: "quantifier", quantifier: "forall", level: 0, sorts, patterns }, [body], boolean);
}
