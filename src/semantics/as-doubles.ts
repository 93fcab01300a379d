/**
 * Takes clauses over integers and reals; gives them as JavaScript would run them: every number a double. Used for runs
 * that break the assumption of safe integers or of no rounding on purpose (ANNOTATIONS, "Numbers and values").
 * Bound variables and lengths stay integers, and so does arithmetic on them alone, so that quantifiers keep their bounds.
 */
import { assertNever } from "../base/index.js";
import {
  apply,
  type DataTypes,
  double,
  doubleSort,
  type LogicalFunction,
  type Operator,
  type Sort,
  type Term,
  type Value,
} from "../ir/index.js";
import type { Theory } from "./evaluation.js";
import { doubleOfRational } from "./rational.js";

/** Thrown inside for what doubles have no operator for, caught in `clauseAsDoubles`. */
class NoDouble extends Error {}

/** Undefined where an operation has no counterpart on doubles. */
export function clauseAsDoubles(term: Term): Term | undefined {
  try {
    return rewriting(new Set())(term);
  } catch (error) {
    if (error instanceof NoDouble) return undefined;
    throw error;
  }
}

/** The types and functions over doubles; functions without counterpart have no meaning. */
export function theoryAsDoubles(theory: Theory): Theory {
  const logical = new Map<string, LogicalFunction>();
  for (const [id, fn] of theory.logical) {
    const [requires, body] = [clauseAsDoubles(fn.requires), fn.body && clauseAsDoubles(fn.body)];
    if (requires === undefined || body === undefined) continue;
    const parameters = fn.parameters.map(({ name, sort }) => ({ name, sort: sortAsDouble(sort) }));
    logical.set(id, { ...fn, parameters, result: sortAsDouble(fn.result), requires, body });
  }
  return { types: typesAsDoubles(theory.types), logical };
}

function typesAsDoubles(types: DataTypes): DataTypes {
  return new Map(
    [...types].map(([name, type]) => {
      const constructors = type.constructors.map((c) => ({
        ...c,
        fields: c.fields.map((f) => ({ ...f, sort: sortAsDouble(f.sort) })),
      }));
      return [name, { ...type, constructors }];
    }),
  );
}

export function sortAsDouble(sort: Sort): Sort {
  if (sort.kind === "int" || sort.kind === "real") return doubleSort;
  if (sort.kind === "map") return { ...sort, key: sortAsDouble(sort.key), value: sortAsDouble(sort.value) };
  return sort.kind === "array" ? { kind: "array", element: sortAsDouble(sort.element) } : sort;
}

export function valueAsDouble(value: Value): Value {
  switch (value.kind) {
    case "int":
      return { kind: "double", value: Number(value.value) };
    case "real":
      return { kind: "double", value: doubleOfRational(value) };
    case "array":
      return { kind: "array", items: value.items.map(valueAsDouble) };
    case "map":
      return { ...value, entries: value.entries.map(([k, v]) => [valueAsDouble(k), valueAsDouble(v)] as const) };
    case "data":
      return { ...value, fields: value.fields.map(valueAsDouble) };
    case "bool":
    case "double":
    case "string":
    case "bigint":
    case "unit":
    case "opaque":
      return value;
    default:
      return assertNever(value);
  }
}

/** Operators whose counterpart takes the same arguments. */
const counterparts: Readonly<Partial<Record<Operator, Operator>>> = {
  "int.negate": "double.negate",
  "int.add": "double.add",
  "int.subtract": "double.subtract",
  "int.multiply": "double.multiply",
  "int.remainder": "double.remainder",
  "int.absolute": "double.absolute",
  "int.minimum": "double.minimum",
  "int.maximum": "double.maximum",
  "int.lessThan": "double.lessThan",
  "int.atMost": "double.atMost",
  "real.negate": "double.negate",
  "real.add": "double.add",
  "real.subtract": "double.subtract",
  "real.multiply": "double.multiply",
  "real.divide": "double.divide",
  "real.absolute": "double.absolute",
  "real.minimum": "double.minimum",
  "real.maximum": "double.maximum",
  "real.lessThan": "double.lessThan",
  "real.atMost": "double.atMost",
  "real.floor": "double.floor",
  "real.ceiling": "double.ceiling",
  "real.truncate": "double.truncate",
  "real.round": "double.round",
  "real.isInteger": "double.isInteger",
};

/** Arguments of operators on arrays that are positions or counts, and stay integers. */
const positionsOf: Readonly<Partial<Record<Operator, readonly number[]>>> = {
  "array.set": [1],
  "array.slice": [1, 2],
  "array.fill": [2, 3],
  "array.repeat": [1],
  "array.splice": [1, 2],
  "array.truncate": [1],
  "array.includes": [2],
  "array.indexOf": [2],
  "array.lastIndexOf": [2],
};

const quotients: Readonly<Partial<Record<Operator, Operator>>> = {
  "int.floorDivide": "double.floor",
  "int.truncateDivide": "double.truncate",
  "int.ceilDivide": "double.ceiling",
  "int.roundDivide": "double.round",
};

const roots: Readonly<Partial<Record<Operator, Operator>>> = {
  "int.rootFloor": "double.floor",
  "int.rootCeiling": "double.ceiling",
  "int.atMostRoot": "double.atMost",
  "int.belowRoot": "double.lessThan",
  "int.isSquare": "double.isInteger",
};

/** These only change the sort. */
const conversions: ReadonlySet<Operator> = new Set(["real.fromInt", "real.toInt", "double.fromInt", "double.toInt"]);

/** Of collections and strings; integers whatever these hold. */
const counts: ReadonlySet<Operator> = new Set([
  "array.length",
  "string.length",
  "map.size",
  "map.position",
  "data.size",
]);

const integerOperators: ReadonlySet<Operator> = new Set(["int.add", "int.subtract", "int.multiply", "int.negate"]);

function isNumber(sort: Sort): boolean {
  return sort.kind === "int" || sort.kind === "real" || sort.kind === "double";
}

function rewriting(bound: ReadonlySet<string>): (term: Term) => Term {
  /** Only bound variables, lengths and literals are in it. */
  const staysInteger = (term: Term): boolean => {
    if (term.kind === "variable") return bound.has(term.name);
    if (term.kind === "literal") return term.value.kind === "int";
    if (term.kind !== "apply") return false;
    if (counts.has(term.operator)) return true;
    return integerOperators.has(term.operator) && term.args.every(staysInteger);
  };

  const asInteger = (term: Term): Term => {
    if (!staysInteger(term)) return apply("double.toInt", [rewrite(term)], { kind: "int" });
    if (term.kind !== "apply") return term;
    return { ...term, args: term.args.map(counts.has(term.operator) ? rewrite : asInteger) };
  };

  const rewrite = (term: Term): Term => {
    if (term.kind === "literal") return literalAsDouble(term);
    if (term.sort.kind === "int" && staysInteger(term)) return apply("double.fromInt", [asInteger(term)], doubleSort);
    const sort = sortAsDouble(term.sort);
    switch (term.kind) {
      case "variable":
        return { ...term, sort };
      case "apply":
        return applied(term);
      case "construct":
        return { ...term, args: term.args.map(rewrite) };
      case "call":
        return { ...term, args: term.args.map(rewrite), sort };
      case "field":
        return { ...term, of: rewrite(term.of), sort };
      case "is":
      case "old":
        return { ...term, of: rewrite(term.of), sort };
      case "withField":
        return { ...term, of: rewrite(term.of), value: rewrite(term.value) };
      case "quantifier": {
        const integers = term.binders.filter((b) => b.sort.kind === "int").map((b) => b.name);
        const inner = rewriting(new Set([...bound, ...integers]));
        const binders = term.binders.map((b) => (b.sort.kind === "int" ? b : { ...b, sort: sortAsDouble(b.sort) }));
        return { ...term, binders, body: inner(term.body) };
      }
      case "tabulate": {
        const inner = rewriting(new Set([...bound, term.binder.name]));
        const body = inner(term.body);
        return { ...term, length: asInteger(term.length), body, sort: { kind: "array", element: body.sort } };
      }
      default:
        return assertNever(term);
    }
  };

  const atIndex = ([array, ...index]: readonly Term[]): readonly Term[] =>
    array === undefined ? [] : [rewrite(array), ...index.map(asInteger)];

  const applied = (term: Extract<Term, { kind: "apply" }>): Term => {
    const { operator, args } = term;
    const [first] = args;
    const sort = sortAsDouble(term.sort);
    if (conversions.has(operator) && first !== undefined) return rewrite(first);
    if (operator === "same" && first !== undefined && isNumber(first.sort)) {
      return { ...term, operator: "double.equal", args: args.map(rewrite) };
    }
    if (operator === "int.sign" && first !== undefined) return sign(rewrite(first));
    if (operator === "string.ofInt") return { ...term, operator: "string.ofDouble", args: args.map(rewrite) };
    if (operator.startsWith("string.") || isBits(operator)) return onIntegers(term);
    if (operator.startsWith("bigint.")) return onBigIntegers(term);
    const rounded = quotients[operator];
    if (rounded !== undefined) {
      return apply(rounded, [apply("double.divide", args.map(rewrite), doubleSort)], doubleSort);
    }
    const ofRoot = roots[operator];
    if (ofRoot !== undefined) {
      const [last = term, ...others] = args.map(rewrite).toReversed();
      return apply(ofRoot, [...others, apply("double.sqrt", [last], doubleSort)], resultSort(ofRoot));
    }
    if (operator === "array.get") return { ...term, args: atIndex(args), sort };
    const positions = positionsOf[operator];
    if (positions !== undefined) {
      const rewritten = args.map((arg, i) => (positions.includes(i) ? asInteger(arg) : rewrite(arg)));
      // A position that is found is an integer whatever is searched.
      return term.sort.kind === "int"
        ? apply("double.fromInt", [{ ...term, args: rewritten }], doubleSort)
        : { ...term, args: rewritten, sort };
    }
    // The marks that they speak of are of integers, and so is what a function value is asked and gives.
    if (operator === "data.typed" || operator === "data.safe" || operator === "function.apply") throw new NoDouble();
    const counterpart = counterparts[operator];
    if (counterpart === undefined && (operator.startsWith("int.") || operator.startsWith("real.")))
      throw new NoDouble();
    return {
      ...term,
      operator: counterpart ?? operator,
      args: args.map(rewrite),
      sort: counterpart === undefined ? sort : resultSort(counterpart),
    };
  };

  /** They are exact whatever numbers are; as numbers they would be rounded. */
  const onBigIntegers = (term: Extract<Term, { kind: "apply" }>): Term => {
    if (term.operator === "bigint.toInt") throw new NoDouble();
    const inner = { ...term, args: term.args.map((arg) => (arg.sort.kind === "int" ? asInteger(arg) : rewrite(arg))) };
    return term.sort.kind === "int" ? apply("double.fromInt", [inner], doubleSort) : inner;
  };

  /** Positions and bits are integers whatever numbers are: what is no integer there is not evaluated. */
  const onIntegers = (term: Extract<Term, { kind: "apply" }>): Term => {
    const bits = isBits(term.operator);
    const part = (arg: Term): Term =>
      bits ? apply("double.integerPart", [rewrite(arg)], { kind: "int" }) : asInteger(arg);
    const inner = { ...term, args: term.args.map((arg) => (arg.sort.kind === "int" ? part(arg) : rewrite(arg))) };
    return term.sort.kind === "int" ? apply("double.fromInt", [inner], doubleSort) : inner;
  };
  return rewrite;
}

const bitNames = /^(?:double\.integerPart|int\.(?:bit|shift|toInt32|toUint32|multiply32|leadingZeros))/;

function isBits(operator: Operator): boolean {
  return bitNames.test(operator);
}

function resultSort(operator: Operator): Sort {
  const isTest = /lessThan|atMost|isInteger/.test(operator);
  return isTest ? { kind: "bool" } : doubleSort;
}

function literalAsDouble(term: Extract<Term, { kind: "literal" }>): Term {
  const value = valueAsDouble(term.value);
  return value.kind === "double" ? double(value.value) : term;
}

/** Math.sign: the argument itself where it is a zero or NaN. */
function sign(x: Term): Term {
  const below = apply("double.lessThan", [x, double(0)], { kind: "bool" });
  const above = apply("double.lessThan", [double(0), x], { kind: "bool" });
  return apply("ite", [below, double(-1), apply("ite", [above, double(1), x], doubleSort)], doubleSort);
}
