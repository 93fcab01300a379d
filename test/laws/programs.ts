/** Gives random small programs over two integer parameters, an array parameter and two integer locals. */
import fc from "fast-check";
import { showTerm } from "../../src/calculus/index.js";
import {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  intSort,
  ite,
  lessThan,
  not,
  or,
  type Place,
  type Statement,
  same,
  subtract,
  type Term,
} from "../../src/ir/index.js";
import * as b from "../unit/calculus/build.js";

export const parameters = [b.param("x"), b.param("y"), b.param("s", b.ints)];
const s = b.v("s", b.ints);
const locals = ["a", "b"];

const atom: fc.Arbitrary<Term> = fc.oneof(
  fc.constantFrom("x", "y", "a", "b").map((name) => b.v(name)),
  fc.integer({ min: -1, max: 2 }).map(b.n),
);

const expression: fc.Arbitrary<Term> = fc.oneof(
  { weight: 4, arbitrary: atom },
  { weight: 2, arbitrary: fc.tuple(atom, atom).map(([p, q]) => add(p, q)) },
  { weight: 2, arbitrary: fc.tuple(atom, atom).map(([p, q]) => subtract(p, q)) },
  { weight: 1, arbitrary: fc.tuple(atom, atom).map(([p, q]) => b.divide(p, q)) },
  { weight: 1, arbitrary: fc.constant(arrayLength(s)) },
  { weight: 1, arbitrary: atom.map((i) => arrayGet(s, i)) },
  {
    weight: 1,
    arbitrary: fc.tuple(atom, atom, atom).map(([d, p, q]) => ite(same(d, b.n(0)), p, b.divide(q, d))),
  },
);

const comparison: fc.Arbitrary<Term> = fc.oneof(
  fc.tuple(expression, atom).map(([p, q]) => atMost(p, q)),
  fc.tuple(atom, expression).map(([p, q]) => lessThan(p, q)),
  fc.tuple(atom, atom).map(([p, q]) => same(p, q)),
);

export const condition: fc.Arbitrary<Term> = fc.oneof(
  { weight: 4, arbitrary: comparison },
  { weight: 1, arbitrary: fc.tuple(comparison, comparison).map(([p, q]) => and(p, q)) },
  { weight: 1, arbitrary: fc.tuple(comparison, comparison).map(([p, q]) => or(p, q)) },
  { weight: 1, arbitrary: comparison.map(not) },
  { weight: 1, arbitrary: atom.map((x) => apply("not", [same(x, b.n(0))], { kind: "bool" })) },
);

interface Target {
  readonly label: string;
  readonly loop: boolean;
}

/** `if (c) { a = …; break }`, or `continue` where the target is a loop. */
function guardedExit({ label, loop: isLoop }: Target): fc.Arbitrary<Statement> {
  return fc
    .tuple(condition, fc.constantFrom(...locals), expression, fc.boolean())
    .map(([c, x, e, goesOn]) =>
      b.when(c, b.block(b.assign(x, e), isLoop && goesOn ? b.continueTo(label) : b.breakTo(label))),
    );
}

/** What may stand where: whether a loop or a labelled block is around, and how much nesting is left. */
interface Around {
  readonly depth: number;
  readonly labels: readonly Target[];
  readonly loops: boolean;
}

function statement(around: Around): fc.Arbitrary<Statement> {
  const leaves: fc.WeightedArbitrary<Statement>[] = [
    { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...locals), expression).map(([x, e]) => b.assign(x, e)) },
    { weight: 1, arbitrary: fc.tuple(atom, atom).map(([i, e]) => b.write(b.param("s", b.ints), [b.at(i)], e)) },
    { weight: 2, arbitrary: condition.map((p) => b.assert(p)) },
    { weight: 1, arbitrary: condition.map((p) => b.assumeThat(p)) },
    { weight: 1, arbitrary: expression.map((e) => b.give(e)) },
    { weight: 1, arbitrary: fc.constant(0).map(() => b.fail()) },
    ...around.labels.map((target) => ({ weight: 5, arbitrary: guardedExit(target) })),
  ];
  if (around.depth === 0) return fc.oneof(...leaves);
  const inner = { ...around, depth: around.depth - 1 };
  const branches: fc.WeightedArbitrary<Statement>[] = [
    { weight: 6, arbitrary: fc.tuple(condition, block(inner), block(inner)).map(([c, p, q]) => b.when(c, p, q)) },
    { weight: 4, arbitrary: labelled(inner) },
  ];
  const loops: fc.WeightedArbitrary<Statement>[] = around.loops ? [{ weight: 5, arbitrary: loop(inner) }] : [];
  return fc.oneof(...leaves, ...branches, ...loops);
}

function block(around: Around): fc.Arbitrary<Statement> {
  return fc.array(statement(around), { minLength: 0, maxLength: 3 }).map((parts) => b.block(...parts));
}

function labelled(around: Around): fc.Arbitrary<Statement> {
  const label = `B${around.depth}`;
  const inner = { ...around, labels: [...around.labels, { label, loop: false }] };
  return block(inner).map((body) => b.labelled(label, body));
}

/** Counts a local up or down to an atom, with a fitting measure most of the time. */
function loop(around: Around): fc.Arbitrary<Statement> {
  const label = `L${around.depth}`;
  const inner = { ...around, labels: [...around.labels, { label, loop: true }] };
  return fc
    .record({
      counter: fc.constantFrom(...locals),
      bound: atom,
      invariants: fc.array(condition, { maxLength: 2 }),
      other: fc.option(expression, { freq: 5 }),
      body: block(inner),
      unchanged: fc.boolean(),
    })
    .map(({ counter, bound, invariants, other, body }) => {
      const i = b.v(counter);
      const options = {
        label,
        invariants,
        variant: b.measure(other ?? subtract(bound, i)),
        step: b.assign(counter, add(i, b.n(1))),
      };
      return b.loop(lessThan(i, bound), options, body);
    });
}

export function body(options: { readonly loops: boolean; readonly depth: number }): fc.Arbitrary<Statement> {
  return fc
    .tuple(atom, atom, fc.array(statement({ ...options, labels: [] }), { minLength: 1, maxLength: 4 }), expression)
    .map(([a, c, parts, last]) =>
      b.block(b.declare("a", onlyInputs(a)), b.declare("b", onlyInputs(c)), ...parts, b.give(last)),
    );
}

/** A local is made before locals have values. */
function onlyInputs(term: Term): Term {
  return term.kind === "variable" && locals.includes(term.name) ? b.v("x") : term;
}

export const postcondition: fc.Arbitrary<Term> = fc.oneof(
  atom.filter(isInput).map((p) => atMost(p, b.v("\\result"))),
  atom.filter(isInput).map((p) => same({ kind: "old", of: p, sort: intSort }, b.v("\\result"))),
  fc.constant(lessThan(b.n(-1), arrayLength(s))),
);

export const precondition: fc.Arbitrary<Term> = fc
  .tuple(atom.filter(isInput), atom.filter(isInput))
  .map(([p, q]) => atMost(p, q));

function isInput(term: Term): boolean {
  return term.kind !== "variable" || !locals.includes(term.name);
}

/** The program as text, for failures. */
export function show(statement: Statement, indent = "  "): string {
  const inner = (part: Statement): string => show(part, `${indent}  `);
  switch (statement.kind) {
    case "let":
      return `${indent}let ${statement.variable.name} = ${statement.value ? showTerm(statement.value) : "?"}`;
    case "assign":
      return `${indent}${showTerm(placeValue(statement.target))} = ${showTerm(statement.value)}`;
    case "block":
      return statement.body.map((part) => show(part, indent)).join("\n");
    case "if":
      return `${indent}if ${showTerm(statement.condition)}\n${inner(statement.then)}\n${indent}else\n${inner(statement.else)}`;
    case "loop": {
      const clauses = statement.invariants.map((c) => ` invariant ${c.text}`).join("");
      const measure = statement.variant?.kind === "measure" ? ` decreases ${statement.variant.text}` : "";
      return `${indent}${statement.label}: while ${showTerm(statement.condition)}${clauses}${measure}\n${inner(statement.body)}\n${indent}step\n${inner(statement.step)}`;
    }
    case "labelled":
      return `${indent}${statement.label}:\n${inner(statement.body)}`;
    case "assert":
    case "assume":
      return `${indent}${statement.kind} ${statement.clause.text}`;
    case "break":
    case "continue":
      return `${indent}${statement.kind} ${statement.label}`;
    case "return":
      return `${indent}return ${statement.value ? showTerm(statement.value) : ""}`;
    case "throw":
    case "call":
    case "use":
    case "order":
    case "havoc":
      return `${indent}${statement.kind}`;
  }
}

function placeValue(place: Place): Term {
  const root = b.v(place.root.name, place.root.sort);
  return place.path.reduce((of, step) => (step.kind === "index" ? arrayGet(of, step.index) : of), root);
}
