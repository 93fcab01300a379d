/**
 * Takes terms over program variables; gives them as the author would write them, for titles and sentences: conversions
 * between kinds of number and the unwrapping of options are left out, and IR names lose what makes them unique.
 */
import { assertNever } from "../base/index.js";
import type { Operator, Place, Sort, Term, Value } from "../ir/index.js";

/** Binding strength, as in JavaScript; higher binds tighter. */
const infix: Partial<Record<Operator, readonly [string, number]>> = {
  iff: ["<==>", 1],
  implies: ["==>", 2],
  or: ["||", 3],
  and: ["&&", 4],
  same: ["===", 5],
  "double.equal": ["===", 5],
  "int.lessThan": ["<", 6],
  "int.atMost": ["<=", 6],
  "real.lessThan": ["<", 6],
  "real.atMost": ["<=", 6],
  "double.lessThan": ["<", 6],
  "double.atMost": ["<=", 6],
  "string.lessThan": ["<", 6],
  "string.atMost": ["<=", 6],
  "int.add": ["+", 7],
  "real.add": ["+", 7],
  "double.add": ["+", 7],
  "string.concat": ["+", 7],
  "int.subtract": ["-", 7],
  "real.subtract": ["-", 7],
  "double.subtract": ["-", 7],
  "int.multiply": ["*", 8],
  "real.multiply": ["*", 8],
  "double.multiply": ["*", 8],
  "real.divide": ["/", 8],
  "double.divide": ["/", 8],
  "int.remainder": ["%", 8],
  "double.remainder": ["%", 8],
  "int.power": ["**", 9],
  "int.shiftLeft": ["<<", 6.5],
  "int.shiftRight": [">>", 6.5],
  "int.shiftRightUnsigned": [">>>", 6.5],
  "int.bitAnd": ["&", 4.8],
  "int.bitXor": ["^", 4.6],
  "int.bitOr": ["|", 4.4],
};

const functions: Partial<Record<Operator, string>> = {
  "int.absolute": "Math.abs",
  "int.minimum": "Math.min",
  "int.maximum": "Math.max",
  "int.sign": "Math.sign",
  "int.multiply32": "Math.imul",
  "int.leadingZeros": "Math.clz32",
  "string.fromUnit": "String.fromCharCode",
  "string.toNumber": "Number",
  "string.parseInt": "parseInt",
  "string.parseFloat": "parseFloat",
  "real.absolute": "Math.abs",
  "real.minimum": "Math.min",
  "real.maximum": "Math.max",
  "real.floor": "Math.floor",
  "real.ceiling": "Math.ceil",
  "real.truncate": "Math.trunc",
  "real.round": "Math.round",
  "real.isInteger": "Number.isInteger",
  "double.absolute": "Math.abs",
  "double.minimum": "Math.min",
  "double.maximum": "Math.max",
  "double.floor": "Math.floor",
  "double.ceiling": "Math.ceil",
  "double.truncate": "Math.trunc",
  "double.round": "Math.round",
  "double.sqrt": "Math.sqrt",
  "double.is": "Object.is",
  "double.isNaN": "Number.isNaN",
  "double.isFinite": "Number.isFinite",
  "double.isInteger": "Number.isInteger",
  "double.isSafeInteger": "Number.isSafeInteger",
};

const divisions: Partial<Record<Operator, string>> = {
  "int.floorDivide": "Math.floor",
  "int.truncateDivide": "Math.trunc",
  "int.ceilDivide": "Math.ceil",
  "int.roundDivide": "Math.round",
};

const roots: Partial<Record<Operator, string>> = {
  "int.rootFloor": "Math.floor",
  "int.rootCeiling": "Math.ceil",
  "int.isSquare": "Number.isInteger",
};

/** Members of strings, by the name after the dot, with the number of arguments that are always shown. */
const textMembers: Partial<Record<Operator, readonly [string, number]>> = {
  "string.charAt": ["charAt", 1],
  "string.unit": ["charCodeAt", 1],
  "string.codePoint": ["codePointAt", 1],
  "string.slice": ["slice", 2],
  "string.substring": ["substring", 2],
  "string.indexOf": ["indexOf", 1],
  "string.lastIndexOf": ["lastIndexOf", 1],
  "string.includes": ["includes", 1],
  "string.startsWith": ["startsWith", 1],
  "string.endsWith": ["endsWith", 1],
  "string.trim": ["trim", 0],
  "string.trimStart": ["trimStart", 0],
  "string.trimEnd": ["trimEnd", 0],
  "string.toLowerCase": ["toLowerCase", 0],
  "string.toUpperCase": ["toUpperCase", 0],
  "string.repeat": ["repeat", 1],
  "string.padStart": ["padStart", 2],
  "string.padEnd": ["padEnd", 2],
  "string.replace": ["replace", 2],
  "string.replaceAll": ["replaceAll", 2],
  "string.split": ["split", 1],
  "string.compare": ["localeCompare", 1],
};

const tightest = 11;
const unary = 10;

export function showTerm(term: Term): string {
  return show(term, 0);
}

/** The author's name of a variable: `x` for `x`, `x$2` and `x$var`; a temporary has none. */
export function showName(name: string): string {
  if (/^\$[a-z]\d*$/.test(name)) return "(…)";
  if (/^\$error\d*(?:[@'?]\d+)?$/.test(name)) return "the error";
  return name.replace(/\$(?:var|\d+)$/, "").replace(/[@'?]\d+$/, "");
}

export function showPlace(place: Place): string {
  return place.path.reduce((text, step) => {
    if (step.kind === "index") return `${text}[${showTerm(step.index)}]`;
    return step.kind === "key" ? `${text}[${showTerm(step.key)}]` : `${text}${member(step.constructor, step.field)}`;
  }, showName(place.root.name));
}

function show(term: Term, around: number): string {
  switch (term.kind) {
    case "variable":
      return showName(term.name);
    case "literal":
      return showValue(term.value);
    case "apply":
      return showApply(term, around);
    case "construct":
      return showConstruct(term);
    case "field":
      return `${show(term.of, tightest)}${member(term.constructor, term.field, term.of.sort)}`;
    case "is":
      return parenthesised(`${show(term.of, 6)} ${showIs(term.constructor)}`, 5, around);
    case "withField":
      return `{ ...${show(term.of, 0)}, ${term.field}: ${show(term.value, 0)} }`;
    case "quantifier":
      return `${term.quantifier}(${term.binders.map((b) => showName(b.name)).join(", ")}, ${show(term.body, 0)})`;
    case "tabulate":
      return showTabulate(term);
    case "call":
      return `${calleeName(term.function)}(${term.args.map((arg) => show(arg, 0)).join(", ")})`;
    case "old":
      return `\\old(${show(term.of, 0)})`;
    default:
      return assertNever(term);
  }
}

/** As `a.map(x => …)` where that is how it came to be. */
function showTabulate(term: Extract<Term, { kind: "tabulate" }>): string {
  const body = show(term.body, 0);
  return `Array.from({ length: ${show(term.length, 0)} }, (_, ${showName(term.binder.name)}) => ${body})`;
}

/** `f` of `path#f` and `Cart.total` of `path#Cart.total`. */
export function calleeName(id: string): string {
  return id.slice(id.lastIndexOf("#") + 1);
}

function showApply(term: Extract<Term, { kind: "apply" }>, around: number): string {
  const { operator, args } = term;
  const part = (i: number, strength: number): string => {
    const arg = args[i];
    return arg === undefined ? "" : show(arg, strength);
  };
  const isDictionary = args[0]?.sort.kind === "map" && args[0].sort.form === "record";
  const between = infix[operator];
  if (between !== undefined) {
    const [symbol, strength] = between;
    const text = args.map((arg, i) => show(arg, i === 0 ? strength : strength + 1)).join(` ${symbol} `);
    return parenthesised(text, strength, around);
  }
  const rounding = divisions[operator];
  if (rounding !== undefined) return `${rounding}(${part(0, 8)} / ${part(1, 9)})`;
  const ofRoot = roots[operator];
  if (ofRoot !== undefined) return `${ofRoot}(Math.sqrt(${part(0, 0)}))`;
  if (operator === "int.atMostRoot" || operator === "int.belowRoot") {
    const order = operator === "int.atMostRoot" ? "<=" : "<";
    return parenthesised(`${part(0, 6)} ${order} Math.sqrt(${part(1, 0)})`, 6, around);
  }
  const name = functions[operator];
  if (name !== undefined) return `${name}(${args.map((arg) => show(arg, 0)).join(", ")})`;
  const textMember = textMembers[operator];
  if (textMember !== undefined) {
    const shown = args.slice(1, 1 + textMember[1]).map((arg) => show(arg, 0));
    return `${part(0, tightest)}.${textMember[0]}(${shown.join(", ")})`;
  }
  switch (operator) {
    case "function.apply":
      return `${part(0, tightest)}(${args
        .slice(1)
        .map((arg) => show(arg, 0))
        .join(", ")})`;
    case "int.toInt32":
      return parenthesised(`${part(0, 4.4)} | 0`, 4.4, around);
    case "int.toUint32":
      return parenthesised(`${part(0, 6.5)} >>> 0`, 6.5, around);
    case "string.ofInt":
    case "string.ofDouble":
      return `String(${part(0, 0)})`;
    case "string.points":
      return `[...${part(0, tightest)}]`;
    case "string.get":
      return `${part(0, tightest)}[${part(1, 0)}]`;
    case "not":
      return showNot(args[0], around);
    case "ite":
      return parenthesised(`${part(0, 1)} ? ${part(1, 0)} : ${part(2, 0)}`, 0.5, around);
    case "int.negate":
    case "real.negate":
    case "double.negate":
      return parenthesised(`-${part(0, unary)}`, unary, around);
    case "real.fromInt":
    case "double.fromInt":
    case "real.toInt":
    case "double.toInt":
    case "double.integerPart":
      return part(0, around);
    case "string.length":
    case "array.length":
      return `${part(0, tightest)}.length`;
    case "map.size":
      return `${part(0, tightest)}.size`;
    case "map.empty":
      if (term.sort.kind === "map" && term.sort.form === "record") return "{}";
      return term.sort.kind === "map" && term.sort.form === "set" ? "new Set()" : "new Map()";
    case "map.found":
      return `${part(1, tightest)} in ${part(0, tightest)}`;
    case "map.merge":
      if (isDictionary) return `{ ...${part(0, 0)}, ...${part(1, 0)} }`;
      return method("union", args);
    case "map.restrict":
      return method("intersection", args);
    case "map.without":
      return method("difference", args);
    case "map.enumerated":
      return part(0, around);
    case "map.ofKeys":
      return `new Set(${part(0, 0)})`;
    case "map.ofPairs":
      return `new Map(zip(${part(0, 0)}, ${part(1, 0)}))`;
    case "map.has":
    case "map.get":
    case "map.delete":
      if (isDictionary && operator === "map.has") return `Object.hasOwn(${part(0, 0)}, ${part(1, 0)})`;
      if (isDictionary && operator === "map.get") return `${part(0, tightest)}[${part(1, 0)}]`;
      return method(operator.slice("map.".length), args);
    case "map.set":
      if (isDictionary) return `{ ...${part(0, 0)}, [${part(1, 0)}]: ${part(2, 0)} }`;
      return args[2]?.sort.kind === "unit" ? method("add", args.slice(0, 2)) : method("set", args);
    case "map.copy":
      return `new ${term.sort.kind === "map" && term.sort.form === "set" ? "Set" : "Map"}(${part(0, 0)})`;
    case "map.keys":
      if (isDictionary) return `Object.keys(${part(0, 0)})`;
      return `Array.from(${part(0, tightest)}.keys())`;
    case "array.get":
      return `${part(0, tightest)}[${part(1, 0)}]`;
    case "array.set":
      return `${part(0, tightest)}.with(${part(1, 0)}, ${part(2, 0)})`;
    case "array.push":
      return `[...${part(0, tightest)}, ${part(1, 0)}]`;
    case "array.literal":
      return `[${args.map((arg) => show(arg, 0)).join(", ")}]`;
    case "array.concat":
      return `[${args.map(spread).join(", ")}]`;
    case "array.slice":
      return method("slice", args.slice(0, isLengthOf(args[2], args[0]) ? 2 : 3));
    case "array.reverse":
      return method("toReversed", args);
    case "array.splice":
      return method("toSpliced", args.slice(0, 3), args.slice(3).flatMap(itemsOf));
    case "array.truncate":
      return `${part(0, tightest)}.slice(0, ${part(1, 0)})`;
    case "array.repeat":
      return `new Array(${part(1, 0)}).fill(${part(0, 0)})`;
    case "array.fill":
      return method("fill", args);
    case "array.includes":
    case "array.indexOf":
      return method(operator.slice(6), args.slice(0, isZero(args[2]) ? 2 : 3));
    case "array.lastIndexOf":
      return method("lastIndexOf", args.slice(0, 2));
    case "array.join":
      return method("join", args);
    case "array.minimum":
    case "array.maximum":
      return `Math.${operator === "array.minimum" ? "min" : "max"}(...${part(0, tightest)})`;
    default:
      return `${operator}(${args.map((arg) => show(arg, 0)).join(", ")})`;
  }
}

function method(name: string, [of, ...args]: readonly Term[], more: readonly string[] = []): string {
  const object = of === undefined ? "" : show(of, tightest);
  return `${object}.${name}(${[...args.map((arg) => show(arg, 0)), ...more].join(", ")})`;
}

/** A part of `[...a, x]`. */
function spread(part: Term): string {
  return part.kind === "apply" && part.operator === "array.literal"
    ? part.args.map((arg) => show(arg, 0)).join(", ")
    : `...${show(part, 1)}`;
}

function itemsOf(array: Term): readonly string[] {
  if (array.kind === "apply" && array.operator === "array.literal") return array.args.map((arg) => show(arg, 0));
  return [`...${show(array, 1)}`];
}

function isLengthOf(term: Term | undefined, array: Term | undefined): boolean {
  return term?.kind === "apply" && term.operator === "array.length" && term.args[0] === array;
}

function isZero(term: Term | undefined): boolean {
  return term?.kind === "literal" && term.value.kind === "int" && term.value.value === 0n;
}

function showNot(of: Term | undefined, around: number): string {
  if (of === undefined) return "!";
  if (of.kind === "apply" && of.operator === "same" && of.args[0] !== undefined && of.args[1] !== undefined) {
    return parenthesised(`${show(of.args[0], 5)} !== ${show(of.args[1], 6)}`, 5, around);
  }
  return parenthesised(`!${show(of, unary)}`, unary, around);
}

function showConstruct(term: Extract<Term, { kind: "construct" }>): string {
  if (term.constructor === "undefined" || term.constructor === "null") return term.constructor;
  const args = term.args.map((arg) => show(arg, 0));
  return isTransparent(term.constructor, term.sort)
    ? (args[0] ?? "some")
    : `${term.constructor} { ${args.join(", ")} }`;
}

function showIs(ctor: string): string {
  if (ctor === "undefined" || ctor === "null") return `=== ${ctor}`;
  return ctor === "some" ? "!== undefined" : `is ${ctor}`;
}

/** The value in an option or a mixed union is written as that one. */
function isTransparent(ctor: string, sort: Sort | undefined): boolean {
  return ctor === "some" || (sort?.kind === "data" && sort.name.startsWith("Mixed<"));
}

function member(ctor: string, field: string, of?: Sort): string {
  if (isTransparent(ctor, of) && field === "value") return "";
  // Of what is caught: no name that a program could give a field.
  if (field.startsWith("instanceof ")) return ` ${field}`;
  return /^\d+$/.test(field) ? `[${field}]` : `.${field}`;
}

function parenthesised(text: string, strength: number, around: number): string {
  return strength < around ? `(${text})` : text;
}

function showValue(value: Value): string {
  switch (value.kind) {
    case "bool":
    case "int":
      return String(value.value);
    case "bigint":
      return `${value.value}n`;
    case "double":
      return Object.is(value.value, -0) ? "-0" : String(value.value);
    case "real":
      return value.denominator === 1n ? String(value.numerator) : `${value.numerator} / ${value.denominator}`;
    case "string":
      return JSON.stringify(value.value);
    case "unit":
      return "undefined";
    case "opaque":
      return `<${value.type} ${value.id}>`;
    case "array":
      return `[${value.items.map(showValue).join(", ")}]`;
    case "map":
      return value.form === "set" ? "new Set(…)" : "new Map(…)";
    case "data":
      return value.constructor;
    default:
      return assertNever(value);
  }
}
