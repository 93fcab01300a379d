/**
 * Gives the words for a run: the call as it can be pasted, what happened after it, the state at a clause.
 */
import { type DataTypes, type FunctionIR, resultName, type Value } from "../ir/index.js";
import { sameValue, showValue } from "../semantics/index.js";

type Called = Pick<FunctionIR, "name" | "takesRest" | "form">;

/** `clamp(1, 5, 3)`, `new Point(1, 2)`, `this.add(1) with this = Cart { items: [] }`. */
export function callText(fn: Called, args: readonly Value[], types: DataTypes): string {
  return withReceiver(fn, args, written(args, types), types);
}

/** Setters have a name of their own, beside that of the getter. */
function memberName({ name }: Called): string {
  return name.slice(name.lastIndexOf(".") + 1).replace(/=$/u, "");
}

function written(args: readonly Value[], types: DataTypes): readonly string[] {
  return args.map((arg) => showValue(arg, types));
}

function withReceiver(fn: Called, args: readonly Value[], texts: readonly string[], types: DataTypes): string {
  const last = args.at(-1);
  const rest = fn.takesRest && last?.kind === "array" ? written(last.items, types) : undefined;
  const given = rest === undefined ? texts : [...texts.slice(0, -1), ...rest];
  const [owner, member] = [fn.name.slice(0, fn.name.lastIndexOf(".")), memberName(fn)];
  switch (fn.form) {
    case "constructor":
      return `new ${fn.name.replace(/\.constructor$/u, "")}(${given.join(", ")})`;
    case "method":
      return `this.${member}(${given.slice(1).join(", ")}) with this = ${owner} ${given[0] ?? "{}"}`;
    case "getter":
      return `this.${member} with this = ${owner} ${given[0] ?? "{}"}`;
    case "setter":
      return `this.${member} = ${given[1] ?? "undefined"} with this = ${owner} ${given[0] ?? "{}"}`;
    default:
      return `${fn.name}(${given.join(", ")})`;
  }
}

/** As `callText`; an object that is passed twice is given a name: `f(a, a) with a = [1]`. */
export function sharedCallText(
  fn: FunctionIR,
  args: readonly Value[],
  shared: readonly (readonly [number, number])[],
  types: DataTypes,
): string {
  if (shared.length === 0) return callText(fn, args, types);
  const { texts, values } = sharedTexts(fn, args, shared, types);
  if (fn.form !== "method") return `${withReceiver(fn, args, texts, types)} with ${values.join(", ")}`;
  // The receiver has a name already.
  const [receiver, ...others] = texts;
  const own = receiver === "this" ? [] : [`this = ${receiver ?? "{}"}`];
  const member = fn.name.slice(fn.name.lastIndexOf(".") + 1);
  return `this.${member}(${others.join(", ")}) with ${[...own, ...values].join(", ")}`;
}

function sharedTexts(
  fn: FunctionIR,
  args: readonly Value[],
  shared: readonly (readonly [number, number])[],
  types: DataTypes,
): { readonly texts: readonly string[]; readonly values: readonly string[] } {
  const names = fn.contract.parameters.map(({ name }) => name);
  const first = (i: number): number => shared.find(([, other]) => other === i)?.[0] ?? i;
  const isShared = (i: number): boolean => shared.some((pair) => pair.includes(i));
  const texts = args.map((arg, i) => (isShared(i) ? (names[first(i)] ?? "") : showValue(arg, types)));
  const values = args.flatMap((arg, i) =>
    shared.some(([one], k) => one === i && shared.findIndex(([other]) => other === i) === k)
      ? [`${names[i] ?? ""} = ${showValue(arg, types)}`]
      : [],
  );
  return { texts, values };
}

/**
 * The call as statements that can be pasted, where the call itself is none: of a method on an object, of objects that are
 * passed twice. Private fields are written by their class alone: of an object with such ones is said what it holds.
 */
export function pasteText(
  fn: FunctionIR,
  args: readonly Value[],
  shared: readonly (readonly [number, number])[],
  types: DataTypes,
): string | undefined {
  const isMember = fn.form === "method" || fn.form === "getter" || fn.form === "setter";
  if (!isMember && shared.length === 0) return undefined;
  const { texts, values } = sharedTexts(fn, args, shared, types);
  const lines = values.filter((text) => !text.startsWith("this = ")).map((text) => `const ${text};`);
  if (!isMember) return [...lines, `${withReceiver(fn, args, texts, types)};`].join("\n");
  const [receiver] = args;
  const object = receiver === undefined ? "{}" : showValue(receiver, types);
  const owner = fn.name.slice(0, fn.name.lastIndexOf("."));
  const name = owner.charAt(0).toLowerCase() + owner.slice(1);
  const self = fn.contract.parameters.some((p) => p.name === name) || name === owner ? `${name}1` : name;
  const isPrivate = /[{ ]#[A-Za-z_$]/u.test(object);
  const made = isPrivate
    ? `// ${self} is a ${owner} that holds ${object}`
    : `const ${self} = Object.assign(Object.create(${owner}.prototype), ${object});`;
  const given = texts.slice(1).map((text) => (text === "this" ? self : text));
  const call = fn.form === "getter" ? "" : fn.form === "setter" ? ` = ${given.join("")}` : `(${given.join(", ")})`;
  return [made, ...lines, `${self}.${memberName(fn)}${call};`].join("\n");
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
  const verb = fn.form === "constructor" ? "made" : "returned";
  const returned = result === undefined || result.kind === "unit" ? [] : [`${verb} ${showValue(result, types)}`];
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
