/**
 * Gives the words for a run: the call as it can be pasted, what happened after it, the state at a clause.
 */
import { type DataTypes, type FunctionIR, resultName, type Value } from "../ir/index.js";
import { sameValue, showValue } from "../semantics/index.js";

/** `clamp(1, 5, 3)`; a method on its object: `Cart.total` of `{ items: [] }` is shown as a call of the method. */
export function callText(fn: Pick<FunctionIR, "name" | "takesRest">, args: readonly Value[], types: DataTypes): string {
  const last = args.at(-1);
  const given = fn.takesRest && last?.kind === "array" ? [...args.slice(0, -1), ...last.items] : args;
  return `${fn.name}(${given.map((arg) => showValue(arg, types)).join(", ")})`;
}

/** As `callText`; an object that is passed twice is given a name: `f(a, a) with a = [1]`. */
export function sharedCallText(
  fn: FunctionIR,
  args: readonly Value[],
  shared: readonly (readonly [number, number])[],
  types: DataTypes,
): string {
  if (shared.length === 0) return callText(fn, args, types);
  const names = fn.contract.parameters.map(({ name }) => name);
  const first = (i: number): number => shared.find(([, other]) => other === i)?.[0] ?? i;
  const isShared = (i: number): boolean => shared.some((pair) => pair.includes(i));
  const texts = args.map((arg, i) => (isShared(i) ? (names[first(i)] ?? "") : showValue(arg, types)));
  const values = args.flatMap((arg, i) =>
    shared.some(([one], k) => one === i && shared.findIndex(([other]) => other === i) === k)
      ? [`${names[i] ?? ""} = ${showValue(arg, types)}`]
      : [],
  );
  return `${fn.name}(${texts.join(", ")}) with ${values.join(", ")}`;
}

/** `returned 3`, `left xs as [0, 1]`. */
export function returnedText(
  fn: FunctionIR,
  entry: ReadonlyMap<string, Value>,
  exit: ReadonlyMap<string, Value>,
  types: DataTypes,
): string {
  const changed = fn.contract.parameters.flatMap(({ name }) => {
    const before = entry.get(name);
    const after = exit.get(name);
    const same = before === undefined || after === undefined || sameValue(before, after) || !isComposite(after);
    return same ? [] : [`left ${name} as ${showValue(after, types)}`];
  });
  const result = exit.get(resultName);
  const returned = result === undefined || result.kind === "unit" ? [] : [`returned ${showValue(result, types)}`];
  const parts = [...returned, ...changed];
  return parts.length === 0 ? "returned" : parts.join(" and ");
}

function isComposite(value: Value): boolean {
  return value.kind === "array" || value.kind === "map" || value.kind === "data";
}

/** `i = 0, s = 1` */
export function stateText(values: ReadonlyMap<string, Value>, types: DataTypes): string {
  return [...values].map(([name, value]) => `${name.replace(/\$var$/, "")} = ${showValue(value, types)}`).join(", ");
}

/** `an empty array`, `a string of length 2`. */
function sequenceText(what: "array" | "string", length: string): string {
  if (length === "0") return `an empty ${what}`;
  return `${what === "array" ? "an" : "a"} ${what} of length ${length}`;
}

/** The monitor's `index 3, length 3`, in words. */
export function hazardText(kind: string, seen: string): string {
  const found = /^index (.*?)( of a string)?, length (.*)$/.exec(seen);
  switch (kind) {
    case "index":
    case "write":
      return found === null
        ? seen.endsWith(" of an empty array")
          ? `asked for ${seen}, which throws TypeError`
          : `${kind === "index" ? "read" : "wrote"} outside an array`
        : `${kind === "index" ? "read" : "wrote"} index ${found[1]} of ${sequenceText(found[2] === undefined ? "array" : "string", found[3] ?? "")}`;
    case "division":
      return `divided by zero: ${seen}`;
    case "absent":
      return `met \`${seen}\` where a value must be`;
    case "prototype":
      return `used the key ${seen}, which every object has from Object.prototype`;
    case "range":
      return `met ${seen}`;
    case "exhaustive":
      return "met a value that no case covers";
    case "overflow":
      return `computed ${seen}, beyond the safe integers`;
    default:
      return seen;
  }
}
