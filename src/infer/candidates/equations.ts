/**
 * Gives equations between integers of the loop, also of the second degree: those that the states of runs satisfy, found as
 * the null space of the matrix of their values.
 * Source: Sharma et al., "A data driven approach for algebraic loop invariants" (ESOP 2013).
 */
import { add, apply, int, intSort, same, type Term } from "../../ir/index.js";
import type { Generator, LoopContext } from "../loop-context.js";
import { integersOf, integerValues, isMoving } from "../vocabulary.js";

interface Column {
  /** Undefined for the constant 1. */
  readonly term: Term | undefined;
  readonly moves: boolean;
  readonly values: readonly bigint[];
}

/** A state more than unknowns proves nothing: an equation should have been put to the test. */
const spare = 4;
const largestFactor = 12n;
const mostFactors = 5;

export const equations: Generator = (context) => {
  const linear = columnsOf(integersOf(context), context);
  // What others say already by a linear equation says nothing new in products.
  // The slower of two stays: of `odd === 2 * i + 1`, whose squares solvers get lost in, `i` does.
  const slowFirst = [...linear.filter(({ moves }) => !moves), ...linear.filter(({ moves }) => moves).sort(bySize)];
  const kept = new Set(slowFirst.filter((column, k) => isIndependent(column, slowFirst.slice(0, k))));
  const independent = linear.filter((column) => kept.has(column));
  const quadratic = independent.some(({ moves }) => moves) ? products(independent) : [];
  return [...solutions(linear), ...(quadratic.length === 0 ? [] : solutions([...independent, ...quadratic]))];
};

function columnsOf(terms: readonly Term[], context: LoopContext): readonly Column[] {
  const columns = terms.map((term) => ({
    term,
    moves: isMoving(term, context),
    values: integerValues(term, context.states, context),
  }));
  const whole = columns.flatMap((c): readonly Column[] => {
    const values = c.values.filter((v) => v !== undefined);
    return values.length === c.values.length ? [{ ...c, values }] : [];
  });
  const one: Column = { term: undefined, moves: false, values: context.states.map(() => 1n) };
  // What stays comes first: what moves is said by it.
  return [one, ...whole.filter(({ moves }) => !moves), ...whole.filter(({ moves }) => moves)];
}

function bySize(a: Column, b: Column): number {
  const size = ({ values }: Column): bigint => values.reduce((most, v) => (v > most ? v : -v > most ? -v : most), 0n);
  return size(a) < size(b) ? -1 : size(a) > size(b) ? 1 : 0;
}

function isIndependent(column: Column, before: readonly Column[]): boolean {
  return nullSpace(distinctRows([...before, column]), before.length + 1).every((vector) => vector.at(-1) === 0n);
}

function products(columns: readonly Column[]): readonly Column[] {
  const factors = columns.filter(({ term }) => term !== undefined).slice(-mostFactors);
  return factors.flatMap((a, i) =>
    factors.slice(i).flatMap((b): readonly Column[] => {
      if (a.term === undefined || b.term === undefined) return [];
      const values = a.values.map((v, k) => v * (b.values[k] ?? 0n));
      return [{ term: apply("int.multiply", [a.term, b.term], intSort), moves: a.moves || b.moves, values }];
    }),
  );
}

function solutions(columns: readonly Column[]): readonly Term[] {
  const rows = distinctRows(columns);
  if (rows.length < columns.length + spare) return linearOnly(columns, rows);
  return nullSpace(rows, columns.length).flatMap((vector) => equation(vector, columns));
}

/** Too few states for so many unknowns: the last ones are left out until they suffice. */
function linearOnly(columns: readonly Column[], rows: readonly (readonly bigint[])[]): readonly Term[] {
  const fewer = Math.min(columns.length - 1, rows.length - spare);
  return fewer < 2 ? [] : solutions(columns.slice(0, fewer));
}

function distinctRows(columns: readonly Column[]): readonly (readonly bigint[])[] {
  const count = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: count }, (_, k) => columns.map(({ values }) => values[k] ?? 0n));
  return [...new Map(rows.map((row) => [row.join(), row])).values()];
}

/** Integer vectors, one for each column that is no pivot, by fraction-free elimination. */
function nullSpace(rows: readonly (readonly bigint[])[], width: number): readonly (readonly bigint[])[] {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < width && pivots.length < matrix.length; column++) {
    const at = pivots.length;
    const found = matrix.findIndex((row, i) => i >= at && row[column] !== 0n);
    if (found < 0) continue;
    const pivot = matrix[found] ?? [];
    matrix[found] = matrix[at] ?? [];
    matrix[at] = pivot;
    matrix.forEach((row, i) => {
      const factor = row[column] ?? 0n;
      if (i === at || factor === 0n) return;
      const lead = pivot[column] ?? 1n;
      matrix[i] = lowest(row.map((v, k) => v * lead - factor * (pivot[k] ?? 0n)));
    });
    pivots.push(column);
  }
  const free = Array.from({ length: width }, (_, k) => k).filter((k) => !pivots.includes(k));
  return free.map((column) => {
    // x[column] is 1, each pivot follows; all is brought to one denominator.
    const leads = pivots.map((p, i) => matrix[i]?.[p] ?? 1n);
    const common = leads.reduce((product, lead) => (product * lead) / divisor(product, lead), 1n);
    const vector = Array.from({ length: width }, () => 0n);
    vector[column] = common;
    pivots.forEach((p, i) => {
      vector[p] = (-(matrix[i]?.[column] ?? 0n) * common) / (leads[i] ?? 1n);
    });
    return lowest(vector);
  });
}

function lowest(vector: readonly bigint[]): bigint[] {
  const factor = vector.reduce((d, v) => divisor(d, v), 0n);
  return factor === 0n ? [...vector] : vector.map((v) => v / factor);
}

function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function equation(vector: readonly bigint[], columns: readonly Column[]): readonly Term[] {
  const used = columns.flatMap((column, k) => {
    const factor = vector[k] ?? 0n;
    return factor === 0n ? [] : [{ column, factor }];
  });
  const isSmall = used.every(({ factor }) => factor <= largestFactor && factor >= -largestFactor);
  if (!isSmall || !used.some(({ column }) => column.moves) || used.length > mostFactors + 1) return [];
  const lead = used.at(-1)?.factor ?? 1n;
  const signed = used.map(({ column, factor }) => ({ term: column.term, factor: lead < 0n ? -factor : factor }));
  const side = (sign: bigint): Term =>
    signed
      .filter(({ factor }) => factor * sign > 0n)
      .map(({ term, factor }) => times(factor * sign, term))
      .reduceRight<Term | undefined>((sum, term) => (sum === undefined ? term : add(sum, term)), undefined) ?? int(0n);
  return [same(side(1n), side(-1n))];
}

function times(factor: bigint, term: Term | undefined): Term {
  if (term === undefined) return int(factor);
  return factor === 1n ? term : apply("int.multiply", [int(factor), term], intSort);
}
