/**
 * Takes calls of members of strings and numbers on elaborated operands; gives their terms, with the defaults that
 * ECMA-262, section 22.1.3, gives to arguments left out. What is not in the table is refused by name, with what to write.
 */
import type { Expression } from "../../contract/index.js";
import {
  add,
  and,
  apply,
  atMost,
  bool,
  int,
  intSort,
  ite,
  lessThan,
  natSort,
  type Sort,
  type StringOperator,
  string,
  stringSort,
  type Term,
} from "../../ir/index.js";
import type { Span } from "../../source/index.js";
import { type Elaborated, ofTerm, type Surroundings } from "../syntax/entity.js";
import { coerce } from "../types/coerce.js";
import { outside } from "../types/mismatch.js";
import { optionOf, someSort } from "../types/type-table.js";
import { needed, type Operand } from "./arithmetic.js";
import { elaborate, operand } from "./elaborate.js";
import { toText } from "./text.js";

type Call = Extract<Expression, { kind: "call" }>;

/** `s.indexOf(t)`, `n.toString()`; undefined where the object is neither text nor a number nor a boolean. */
export function callOfText(e: Call, cx: Surroundings): Elaborated | undefined {
  if (e.callee.kind !== "member" || e.optional) return undefined;
  const { object, property } = e.callee;
  const value = elaborate(object, cx);
  const sort = plainSort(value, cx);
  if (sort === undefined) return undefined;
  const member = ({ value: of }: Operand): Elaborated => {
    const there = needed({ value: of, span: object.span }, cx);
    const args = e.args.map((arg) => operand(arg, cx));
    if (there.kind !== "term" || there.term.sort.kind !== "string") return ofNumber(there, property, args, e.span, cx);
    return ofString(there.term, property, args, e.span, cx);
  };
  return member({ value, span: object.span });
}

/** The sort of a scalar, also inside an option. */
function plainSort(value: Elaborated, cx: Surroundings): Sort | undefined {
  if (value.kind === "number") return intSort;
  if (value.kind !== "term") return undefined;
  const option = optionOf(value.term.sort, cx.table.types);
  const sort = option === undefined ? value.term.sort : someSort(option);
  const scalars = ["string", "int", "bigint", "real", "double", "bool"];
  return scalars.includes(sort.kind) ? sort : undefined;
}

function ofNumber(
  value: Elaborated,
  property: string,
  args: readonly Operand[],
  span: Span,
  cx: Surroundings,
): Elaborated {
  if (property === "toString" && args.length === 0) return ofTerm(toText(value, span, cx));
  if (property === "valueOf" && args.length === 0) return value;
  if (property === "toString") {
    return outside("unsupported.call", span, "`toString` is read without a radix.", "Write `String(n)`.");
  }
  return outside(
    "unsupported.call",
    span,
    `\`.${property}\` of a number is not read.`,
    "Compute with the number itself.",
  );
}

/** One call: the text, its arguments, and where it stands. */
interface Use {
  readonly text: Term;
  readonly args: readonly Operand[];
  readonly span: Span;
  readonly cx: Surroundings;
}

function ofString(text: Term, property: string, args: readonly Operand[], span: Span, cx: Surroundings): Elaborated {
  const member = Object.hasOwn(members, property) ? members[property] : undefined;
  if (member === undefined) {
    const instead = Object.hasOwn(rewrites, property) ? rewrites[property] : undefined;
    return outside("unsupported.call", span, `\`.${property}\` of a string is not read.`, instead ?? unknownHint);
  }
  if (args.length > member.most) {
    return outside("unsupported.call", span, `\`.${property}\` is read with ${member.most} arguments at most.`);
  }
  return member.read({ text, args, span, cx });
}

const unknownHint = "Give it a contracted function of your own.";

const rewrites: Readonly<Record<string, string>> = {
  substr: "Write `slice(start, start + length)`.",
  match: "Write the test with `includes`, `startsWith` or a loop over the code units.",
  matchAll: "Write a loop with `indexOf`.",
  search: "Write `indexOf` with a string.",
  toLocaleLowerCase: "Write `toLowerCase()`.",
  toLocaleUpperCase: "Write `toUpperCase()`.",
};

interface Member {
  /** How many arguments are read. */
  readonly most: number;
  readonly read: (use: Use) => Elaborated;
}

export function textLength(text: Term, span?: Span): Term {
  return apply("string.length", [text], natSort, span);
}

/** The argument as an integer, or what stands for it where it is left out. */
function position(use: Use, i: number, otherwise: Term): Term {
  const arg = use.args[i];
  if (arg === undefined || (arg.value.kind === "absent" && arg.value.which === "undefined")) return otherwise;
  return coerce(needed(arg, use.cx), intSort, arg.span, use.cx);
}

function stringArgument(use: Use, i: number, otherwise?: Term): Term {
  const arg = use.args[i];
  if (arg === undefined || (arg.value.kind === "absent" && otherwise !== undefined)) {
    return otherwise ?? outside("unsupported.call", use.span, "This member needs a string as argument.");
  }
  const value = needed(arg, use.cx);
  if (value.kind === "term" && value.term.sort.kind === "string") return value.term;
  return outside("unsupported.call", arg.span, "The argument is read where it is a string.", "Pass a string.");
}

const built = (use: Use, operator: StringOperator, rest: readonly Term[], sort: Sort): Elaborated =>
  ofTerm(apply(operator, [use.text, ...rest], sort, use.span));

const zero = int(0n);
const endless = int(2n ** 53n);

/** Of a literal, JavaScript's own answer; else the operator. */
const changed = (operator: StringOperator, own: (s: string) => string): Member => ({
  most: 0,
  read: (use) => {
    const { text } = use;
    if (text.kind === "literal" && text.value.kind === "string")
      return ofTerm({ ...string(own(text.value.value)), span: use.span });
    return built(use, operator, [], stringSort);
  },
});

const searched = (operator: StringOperator, sort: Sort, otherwise: (use: Use) => Term): Member => ({
  most: 2,
  read: (use) => built(use, operator, [stringArgument(use, 0), position(use, 1, otherwise(use))], sort),
});

const padded = (operator: StringOperator): Member => ({
  most: 2,
  read: (use) => built(use, operator, [position(use, 0, zero), stringArgument(use, 1, string(" "))], stringSort),
});

const cut = (operator: StringOperator): Member => ({
  most: 2,
  read: (use) => built(use, operator, [position(use, 0, zero), position(use, 1, textLength(use.text))], stringSort),
});

const replaced = (operator: StringOperator): Member => ({
  most: 2,
  read: (use) => built(use, operator, [stringArgument(use, 0), stringArgument(use, 1)], stringSort),
});

const itself: Member = { most: 0, read: (use) => ofTerm(use.text) };

const members: Readonly<Record<string, Member>> = {
  at: { most: 1, read: (use) => ofTerm(at(use)) },
  charAt: { most: 1, read: (use) => built(use, "string.charAt", [position(use, 0, zero)], stringSort) },
  charCodeAt: { most: 1, read: (use) => built(use, "string.unit", [position(use, 0, zero)], natSort) },
  codePointAt: { most: 1, read: (use) => ofTerm(codePointAt(use)) },
  slice: cut("string.slice"),
  substring: cut("string.substring"),
  indexOf: searched("string.indexOf", intSort, () => zero),
  lastIndexOf: searched("string.lastIndexOf", intSort, () => endless),
  includes: searched("string.includes", bool, () => zero),
  startsWith: searched("string.startsWith", bool, () => zero),
  endsWith: searched("string.endsWith", bool, (use) => textLength(use.text)),
  trim: changed("string.trim", (s) => s.trim()),
  trimStart: changed("string.trimStart", (s) => s.trimStart()),
  trimEnd: changed("string.trimEnd", (s) => s.trimEnd()),
  toLowerCase: changed("string.toLowerCase", (s) => s.toLowerCase()),
  toUpperCase: changed("string.toUpperCase", (s) => s.toUpperCase()),
  repeat: { most: 1, read: (use) => built(use, "string.repeat", [position(use, 0, zero)], stringSort) },
  padStart: padded("string.padStart"),
  padEnd: padded("string.padEnd"),
  replace: replaced("string.replace"),
  replaceAll: replaced("string.replaceAll"),
  split: {
    most: 1,
    read: (use) => built(use, "string.split", [stringArgument(use, 0)], { kind: "array", element: stringSort }),
  },
  localeCompare: { most: 1, read: (use) => built(use, "string.compare", [stringArgument(use, 0)], intSort) },
  concat: { most: 64, read: (use) => ofTerm(concatenated(use)) },
  toString: itself,
  valueOf: itself,
};

function concatenated(use: Use): Term {
  return use.args.reduce<Term>(
    (text, arg) => apply("string.concat", [text, toText(arg.value, arg.span, use.cx)], stringSort, use.span),
    use.text,
  );
}

/** A position counted from the end where it is negative; undefined outside. */
function at(use: Use): Term {
  const given = position(use, 0, zero);
  const negative = lessThan(given, zero);
  const index = ite(negative, add(textLength(use.text), given), given);
  return textIfAny(use.text, "string.get", given.kind === "literal" ? folded(given, use.text) : index, stringSort, use);
}

function folded(index: Term, text: Term): Term {
  const below = index.kind === "literal" && index.value.kind === "int" && index.value.value < 0n;
  return below ? add(textLength(text), index) : index;
}

function codePointAt(use: Use): Term {
  return textIfAny(use.text, "string.codePoint", position(use, 0, zero), natSort, use);
}

/** What stands at the index, undefined where it is outside. */
export function textIfAny(
  text: Term,
  operator: StringOperator,
  index: Term,
  sort: Sort,
  use: { readonly span: Span; readonly cx: Surroundings },
): Term {
  const inside = and(atMost(zero, index), lessThan(index, textLength(text)));
  const option = use.cx.table.option(sort, ["undefined"]);
  const found = coerce(ofTerm(apply(operator, [text, index], sort, use.span)), option, use.span, use.cx);
  return ite(inside, found, { kind: "construct", sort: option, constructor: "undefined", args: [] });
}
