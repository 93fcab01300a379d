/**
 * Takes a function; gives conditions that functions customarily ask of their parameters: an order between numbers, 0 and
 * lengths, an index of, equal lengths, a value that is there, a key that a Map has, and the same of all elements.
 * Relies on: they are guesses, which runs sift and a proof confirms.
 */
import {
  and,
  apply,
  arrayGet,
  arrayLength,
  atMost,
  bool,
  type DataTypes,
  dataType,
  double,
  type FunctionIR,
  field,
  int,
  intSort,
  is,
  lessThan,
  mapHas,
  mapSize,
  natSort,
  not,
  type Operator,
  type Program,
  realOf,
  type Sort,
  same,
  type Term,
  use,
  type Variable,
} from "../../ir/index.js";
import { everywhereIn } from "./owed.js";

export interface Customary {
  readonly term: Term;
  /** An order between numbers of the parameters: what may be asked for the sake of a postcondition, too. */
  readonly isOrder: boolean;
}

const mostNumbers = 10;

export function customaryConditions(fn: FunctionIR, { types }: Program, sums: readonly Term[]): readonly Customary[] {
  const parts = fn.contract.parameters.flatMap((parameter) => partsOf(use(parameter), types));
  const lengths = parts.flatMap((part) => lengthOf(part) ?? []);
  const numbers = [...parts.filter(({ sort }) => isNumber(sort)), ...lengths, ...sums].slice(0, mostNumbers);
  const order = (terms: readonly Term[]): readonly Customary[] => terms.map((term) => ({ term, isOrder: true }));
  const other = (terms: readonly Term[]): readonly Customary[] => terms.map((term) => ({ term, isOrder: false }));
  return [
    ...order(numbers.flatMap(ofNumber)),
    ...order(pairs(numbers).flatMap(([a, b]) => ofTwo(a, b))),
    ...other(numbers.flatMap(notZero)),
    ...other(parts.flatMap((part) => ofOption(part, types))),
    ...other(pairs(parts).flatMap(([a, b]) => ofKey(a, b))),
    ...other(parts.flatMap((part) => ofElements(part, parts, types))),
  ];
}

/** The parameter, and the fields of a record that it is. */
function partsOf(term: Term, types: DataTypes): readonly Term[] {
  if (term.sort.kind !== "data") return [term];
  const { shape, constructors } = dataType(types, term.sort.name);
  const [only] = constructors;
  if (shape !== "record" || only === undefined || constructors.length > 1) return [term];
  return only.fields.map(({ name, sort }) => field(term, only.name, name, sort));
}

function pairs<T>(items: readonly T[]): readonly (readonly [T, T])[] {
  return items.flatMap((a) => items.flatMap((b) => (a === b ? [] : [[a, b] as const])));
}

function isNumber({ kind }: Sort): boolean {
  return kind === "int" || kind === "real" || kind === "double";
}

function lengthOf(term: Term): Term | undefined {
  if (term.sort.kind === "array") return arrayLength(term);
  if (term.sort.kind === "string") return apply("string.length", [term], natSort);
  return term.sort.kind === "map" ? mapSize(term) : undefined;
}

function isLength(term: Term): boolean {
  return term.kind === "apply" && /\.(?:length|size)$/u.test(term.operator);
}

function zeroOf({ sort }: Term): Term {
  return sort.kind === "int" ? int(0n) : sort.kind === "real" ? realOf(0) : double(0);
}

function compared(order: "atMost" | "lessThan", a: Term, b: Term): Term {
  const operator: Operator = `${a.sort.kind === "int" ? "int" : a.sort.kind === "real" ? "real" : "double"}.${order}`;
  return apply(operator, [a, b], bool);
}

function ofNumber(term: Term): readonly Term[] {
  const above = compared("lessThan", zeroOf(term), term);
  if (isLength(term)) return [above, lessThan(int(1n), term)];
  return term.sort.kind === "int" && term.sort.nat === true ? [above] : [compared("atMost", zeroOf(term), term), above];
}

function notZero(term: Term): readonly Term[] {
  if (isLength(term)) return [];
  const zero = zeroOf(term);
  return [not(term.sort.kind === "double" ? apply("double.equal", [term, zero], bool) : same(term, zero))];
}

function ofTwo(a: Term, b: Term): readonly Term[] {
  if (a.sort.kind !== b.sort.kind) return [];
  const orders = [compared("atMost", a, b), compared("lessThan", a, b)];
  if (isLength(a) && isLength(b)) return [compared("atMost", a, b), same(a, b)];
  if (isLength(a) || !isLength(b)) return orders;
  const low = atMost(int(0n), a);
  return [...orders, ...orders.map((order) => and(low, order))];
}

function absentConstructors(sort: Sort, types: DataTypes): readonly string[] {
  if (sort.kind !== "data") return [];
  return dataType(types, sort.name).constructors.flatMap(({ name, absent }) => (absent === undefined ? [] : [name]));
}

function isThere(term: Term, types: DataTypes): Term {
  return and(...absentConstructors(term.sort, types).map((name) => not(is(term, name))));
}

function ofOption(term: Term, types: DataTypes): readonly Term[] {
  return absentConstructors(term.sort, types).length === 0 ? [] : [isThere(term, types)];
}

function ofKey(map: Term, key: Term): readonly Term[] {
  if (map.sort.kind !== "map") return [];
  const wanted = map.sort.key.kind;
  if (key.sort.kind === wanted) return [mapHas(map, key)];
  if (key.sort.kind !== "array" || key.sort.element.kind !== wanted) return [];
  return [everywhereIn(key, place, mapHas(map, arrayGet(key, use(place))))];
}

const place: Variable = { name: "k$1001", sort: intSort };

function ofElements(array: Term, parts: readonly Term[], types: DataTypes): readonly Term[] {
  if (array.sort.kind !== "array") return [];
  const element = arrayGet(array, use(place));
  const ofAll = (condition: Term): Term => everywhereIn(array, place, condition);
  const { sort } = element;
  if (isNumber(sort)) {
    const lists = parts.filter((part) => part.sort.kind === "array" || part.sort.kind === "string");
    const indices = sort.kind === "int" ? lists.flatMap((list) => indexIn(element, list)) : [];
    const all = [...notZero(element), ...ofNumber(element), ...indices];
    return all.map(ofAll);
  }
  if (sort.kind === "array") {
    const length = arrayLength(element);
    const rows = [arrayLength(arrayGet(array, int(0n))), arrayLength(array)];
    const widths = [...rows, ...parts.filter((part) => part.sort.kind === "int")];
    return [lessThan(int(0n), length), ...widths.flatMap((width) => [atMost(width, length), same(length, width)])].map(
      ofAll,
    );
  }
  return ofOption(element, types).map(ofAll);
}

function indexIn(element: Term, list: Term): readonly Term[] {
  const length = lengthOf(list);
  return length === undefined ? [] : [and(atMost(int(0n), element), lessThan(element, length))];
}
