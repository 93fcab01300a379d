/**
 * Gives the runs that put assumptions about numbers to the test (ANNOTATIONS, "Numbers and values"; SEMANTICS,
 * section 1): `roundingRuns` breaks the assumption of safe integers or of no rounding on purpose, with every number a
 * double and clauses in JavaScript's meaning; `roundingSearch` keeps to ordinary inputs of a function that nobody
 * marked `real`, and a break there refutes it.
 */
import { Bug } from "../base/index.js";
import {
  anySort,
  type DataTypes,
  dataType,
  type Executable,
  type FunctionIR,
  resultName,
  type Sort,
  typeFacts,
  type Value,
  type Variable,
  variable,
} from "../ir/index.js";
import { showValue, sortAsDouble, type Theory, theoryAsDoubles, valueAsDouble } from "../semantics/index.js";
import { readSnapshot } from "./activation.js";
import type { RefuteRequest } from "./attempts.js";
import { asDoubleEnvironment, inDoubles } from "./in-doubles.js";
import { randomInputs, smallInputs, smallValues } from "./inputs.js";
import type { JudgedProgram } from "./judging.js";
import { callText, returnedText } from "./outcome-text.js";
import { type Refutation, search } from "./refute.js";
import type { Observation, Replayer, Run } from "./replayer.js";
import { holdsNaN } from "./shrink.js";

/** A call on doubles that breaks the contract: the headline reads "verified for exact arithmetic". */
export interface InexactCall {
  readonly call: string;
  readonly outcome: string;
  /** Of the numbers tried NaN alone breaks it. */
  readonly onlyNaN: boolean;
}

const unsafe = [2 ** 53 - 1, 1 - 2 ** 53, 0.1, 0.2, 0.5, -0.5, 1.5, 2.5, 1e16, -1e16, Number.NaN];
const mostRuns = 400;
/** Runs made at once: where a contract rests on exact numbers, one of the first mostly shows it. */
const partSize = 20;

export async function roundingRuns(
  fn: FunctionIR,
  program: JudgedProgram,
  replayer: Replayer,
): Promise<InexactCall | undefined> {
  const { executable } = fn;
  const rests = fn.contract.parameters.some(({ sort }) => holdsExact(sort, program.types));
  if (executable === undefined || !rests) return undefined;
  const theory = theoryAsDoubles(program);
  const inputs = unsafeInputs(fn, program)
    .filter((args) => mayBeGiven(fn, args, theory))
    // A number that is none breaks almost any comparison: a call with others says more.
    .toSorted((a, b) => Number(holdsNaN(a)) - Number(holdsNaN(b)));
  const runs = inputs.map((args): Run => ({ executable, args, types: theory.types }));
  for (let from = 0; from < runs.length; from += partSize) {
    const part = runs.slice(from, from + partSize);
    const observations = await replayer.run(part);
    for (const [i, run] of part.entries()) {
      const outcome = brokenInDoubles(observations[i], executable, fn, theory);
      if (outcome !== undefined)
        return { call: callText(fn, run.args, theory.types), outcome, onlyNaN: holdsNaN(run.args) };
    }
  }
  return undefined;
}

/** Is there a number in it that is taken for exact? */
function holdsExact(sort: Sort, types: DataTypes): boolean {
  // Of a union of literals the type itself says which numbers there are.
  return anySort(sort, types, (part) => part.kind === "real" || (part.kind === "int" && part.literals === undefined));
}

/** One unsafe number at a place first, the others ordinary, then several. */
function unsafeInputs(fn: FunctionIR, theory: Theory): readonly (readonly Value[])[] {
  const parameters = fn.contract.parameters;
  const ordinary = smallInputs(fn, theory, 6).map((args) => args.map(valueAsDouble));
  const special = parameters.map(({ sort }) => unsafeValues(sort, theory.types));
  const single = ordinary.flatMap((args) =>
    special.flatMap((values, i) => values.map((value) => args.map((old, k) => (k === i ? value : old)))),
  );
  const several = unsafe.flatMap((_, n) => {
    const args = special.map((values, i) => values[(n + i * 3) % Math.max(1, values.length)] ?? ordinary[0]?.[i]);
    return args.every((arg) => arg !== undefined) ? [args] : [];
  });
  // Where one number takes the place of another, most ordinary inputs become the same.
  const text = (args: readonly Value[]): string => args.map((arg) => showValue(arg, theory.types)).join(", ");
  const different = new Map([...single, ...several].map((args) => [text(args), args]));
  return [...different.values()].slice(0, mostRuns);
}

/** Of recursive data two levels. */
function unsafeValues(sort: Sort, types: DataTypes, depth = 0): readonly Value[] {
  if (depth > 4) return [];
  if (sort.kind === "int" && sort.literals !== undefined) {
    return sort.literals.map((value) => ({ kind: "double", value: Number(value) }));
  }
  if (sort.kind === "int" || sort.kind === "real") return unsafe.map((value) => ({ kind: "double", value }));
  if (sort.kind === "array" && holdsExact(sort.element, types)) {
    const items = unsafeValues(sort.element, types, depth + 1);
    const [first, second] = [items[2], items[3]];
    const pair: Value[] =
      first === undefined || second === undefined ? [] : [{ kind: "array", items: [first, second] }];
    return [...pair, ...items.map((item): Value => ({ kind: "array", items: [item] }))];
  }
  if (sort.kind === "data" && holdsExact(sort, types)) {
    const [base] = smallValues(sort, types).filter((value) => value.kind === "data" && value.fields.length > 0);
    if (base?.kind !== "data") return [];
    const member = dataType(types, sort.name).constructors.find((c) => c.name === base.constructor);
    return base.fields.flatMap((_, i) => {
      const field = member?.fields[i];
      const values = field === undefined ? [] : inParts(unsafeValues(field.sort, types, depth + 2));
      return values.map((value) =>
        valueAsDouble({ ...base, fields: base.fields.map((old, k) => (k === i ? value : old)) }),
      );
    });
  }
  if (sort.kind === "map" && holdsExact(sort, types)) {
    const [key, value] = [sort.key, sort.value].map((of) => smallValues(of, types).map(valueAsDouble)[0]);
    if (key === undefined || value === undefined) return [];
    const held = inParts(unsafeValues(sort.value, types, depth + 2)).map((other) => [key, other] as const);
    // A dictionary has texts for its keys.
    const keys = sort.form === "record" ? [] : inParts(unsafeValues(sort.key, types, depth + 2));
    const entries = [...held, ...keys.map((other) => [other, value] as const)];
    return entries.map((entry): Value => ({ kind: "map", form: sort.form, entries: [entry] }));
  }
  return [];
}

/** Of what stands inside others some of each kind: there are many places for them. */
function inParts(values: readonly Value[]): readonly Value[] {
  return values.length <= 6 ? values : values.filter((value, i) => i % 2 === 0 || holdsNaN([value])).slice(-6);
}

const asDoubles = (variables: readonly Variable[]): readonly Variable[] =>
  variables.map(({ name, sort }) => ({ name, sort: sortAsDouble(sort) }));

/** Every `requires` and mark is true of it as JavaScript would run them. */
function mayBeGiven(fn: FunctionIR, args: readonly Value[], theory: Theory): boolean {
  const values = new Map(
    fn.contract.parameters.flatMap(({ name }, i) => {
      const arg = args[i];
      return arg === undefined ? [] : [[name, arg] as const];
    }),
  );
  const marks = fn.contract.parameters.map(({ name, sort }) => typeFacts(variable(name, sort), sort, theory.types));
  return [...marks, ...fn.contract.requires.map((clause) => clause.term)].every(
    (term) => inDoubles(term, { values }, theory) === true,
  );
}

/** What happened, where the outermost call breaks its own contract. */
function brokenInDoubles(
  observation: Observation | undefined,
  executable: Executable,
  fn: FunctionIR,
  theory: Theory,
): string | undefined {
  if (observation?.kind !== "ran") return undefined;
  const [first] = observation.events;
  const last = observation.events.at(-1);
  const enter = first === undefined ? undefined : executable.sites[first.site];
  if (first === undefined || last === undefined || enter?.kind !== "enter") return undefined;
  const entry = readSnapshot(first, asDoubles(enter.parameters), theory).values;
  const site = executable.sites[last.site];
  if (observation.outcome.kind === "threw" && site?.kind === "throw") {
    return fn.contract.throws === undefined ? `threw ${site.error}` : undefined;
  }
  if (observation.outcome.kind !== "returned" || site?.kind !== "exit" || site.function !== fn.id) return undefined;
  const variables = [...asDoubles(site.parameters), { name: resultName, sort: sortAsDouble(site.result) }];
  const exit = readSnapshot(last, variables, theory).values;
  const final = new Map([...entry, ...[...exit].filter(([name]) => !isScalar(entry.get(name)) || name === resultName)]);
  const broken = fn.contract.ensures.some(
    (clause) => inDoubles(clause.term, { values: final, entry }, theory) === false,
  );
  return broken ? returnedText(fn, entry, final, theory.types) : undefined;
}

function isScalar(value: Value | undefined): boolean {
  return value !== undefined && value.kind !== "array" && value.kind !== "data";
}

/**
 * At least a thousand seeded runs of a function in which nobody marked `real`. A clause counts as broken only where it
 * is false in exact arithmetic and as JavaScript would run it.
 */
export async function roundingSearch(
  request: Pick<RefuteRequest, "fn" | "program" | "replayer" | "seed">,
): Promise<Refutation> {
  const { fn, program } = request;
  if (!fn.roundingUnmarked) throw new Bug("rounding is searched for where nobody marked real");
  const theory = theoryAsDoubles(program);
  const seed = request.seed ?? 49;
  const random = randomInputs(fn, program, [], seed, 1_000);
  const candidates = [...smallInputs(fn, program, 200), ...random];
  return search(
    { ...request, candidates, fuzz: false },
    {
      onlyFalse: true,
      alsoFalse: (term, environment) => inDoubles(term, asDoubleEnvironment(environment), theory) === false,
    },
  );
}
