/**
 * Takes terms and statements; gives them as text that keeps everything of their structure: conversions between kinds of
 * number, constructors, the names that make variables unique. For golden files and for looking at the IR; what a user
 * reads is made of it by those who speak to users.
 */
import { assertNever } from "../base/index.js";
import type { Clause, Variant } from "./contract.js";
import type { Operator } from "./operator.js";
import type { Sort } from "./sort.js";
import type { Place, Statement } from "./statement.js";
import type { Term } from "./term.js";
import type { Value } from "./value.js";

/** Symbol and binding strength, as in JavaScript; higher binds tighter. */
const infix: Partial<Record<Operator, readonly [string, number]>> = {
  iff: ["<==>", 1],
  implies: ["==>", 2],
  or: ["||", 3],
  and: ["&&", 4],
  same: ["===", 5],
  "int.lessThan": ["<", 6],
  "int.atMost": ["<=", 6],
  "int.add": ["+", 7],
  "int.subtract": ["-", 7],
  "int.multiply": ["*", 8],
  "int.remainder": ["%", 8],
  "int.power": ["**", 9],
  "real.lessThan": ["<r", 6],
  "real.atMost": ["<=r", 6],
  "real.add": ["+r", 7],
  "real.subtract": ["-r", 7],
  "real.multiply": ["*r", 8],
  "real.divide": ["/r", 8],
  "double.equal": ["===d", 5],
  "double.lessThan": ["<d", 6],
  "double.atMost": ["<=d", 6],
  "double.add": ["+d", 7],
  "double.subtract": ["-d", 7],
  "double.multiply": ["*d", 8],
  "double.divide": ["/d", 8],
  "double.remainder": ["%d", 8],
  "string.lessThan": ["<s", 6],
  "string.atMost": ["<=s", 6],
  "string.concat": ["+s", 7],
};

const postfix = 11;

export function showTerm(term: Term): string {
  return show(term, 0);
}

function show(term: Term, around: number): string {
  switch (term.kind) {
    case "variable":
      return term.name;
    case "literal":
      return showValue(term.value);
    case "apply":
      return showApply(term, around);
    case "construct":
      return `${term.constructor}(${list(term.args)})`;
    case "field":
      return `${show(term.of, postfix)}.${term.constructor}.${term.field}`;
    case "is":
      return parenthesised(`${show(term.of, 6)} is ${term.constructor}`, 5, around);
    case "withField":
      return `${show(term.of, postfix)}.with(${term.constructor}.${term.field}, ${show(term.value, 0)})`;
    case "quantifier": {
      const binders = term.binders.map((b) => `${b.name}: ${showSort(b.sort)}`).join(", ");
      return `${term.quantifier}(${binders}, ${show(term.body, 0)})`;
    }
    case "tabulate":
      return `tabulate(${show(term.length, 0)}, ${term.binder.name} => ${show(term.body, 0)})`;
    case "call":
      return `${term.function.slice(term.function.lastIndexOf("#") + 1)}(${list(term.args)})`;
    case "old":
      return `\\old(${show(term.of, 0)})`;
    default:
      return assertNever(term);
  }
}

function list(terms: readonly Term[]): string {
  return terms.map((t) => show(t, 0)).join(", ");
}

function showApply(term: Extract<Term, { kind: "apply" }>, around: number): string {
  const { operator, args } = term;
  const part = (i: number, strength: number): string => {
    const arg = args[i];
    return arg === undefined ? "" : show(arg, strength);
  };
  const between = infix[operator];
  if (between !== undefined) {
    const [symbol, strength] = between;
    const text = args.map((arg, i) => show(arg, i === 0 ? strength : strength + 1)).join(` ${symbol} `);
    return parenthesised(text, strength, around);
  }
  switch (operator) {
    case "not":
      return parenthesised(`!${part(0, 10)}`, 10, around);
    case "ite":
      return parenthesised(`${part(0, 1)} ? ${part(1, 0)} : ${part(2, 0)}`, 0.5, around);
    case "array.length":
      return `${part(0, postfix)}.length`;
    case "array.get":
      return `${part(0, postfix)}[${part(1, 0)}]`;
    case "array.literal":
      return `[${list(args)}]`;
    default:
      return `${operator}(${list(args)})`;
  }
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
      return `${Object.is(value.value, -0) ? "-0" : value.value}d`;
    case "real":
      return value.denominator === 1n ? `${value.numerator}r` : `(${value.numerator}/${value.denominator})r`;
    case "string":
      return JSON.stringify(value.value);
    case "unit":
      return "unit";
    case "opaque":
      return `<${value.type} ${value.id}>`;
    case "array":
      return `[${value.items.map(showValue).join(", ")}]`;
    case "map":
      return `${value.form}(${value.entries.map(([k, v]) => `${showValue(k)}: ${showValue(v)}`).join(", ")})`;
    case "data":
      return `${value.constructor}(${value.fields.map(showValue).join(", ")})`;
    default:
      return assertNever(value);
  }
}

export function showSort(sort: Sort): string {
  switch (sort.kind) {
    case "int":
      if (sort.literals !== undefined) return sort.literals.join(" | ");
      return sort.nat === true ? "nat" : "int";
    case "string":
      return sort.literals === undefined ? "string" : sort.literals.map((text) => JSON.stringify(text)).join(" | ");
    case "array":
      return `(${showSort(sort.element)})[]`.replace(/^\((\w+(?:\[\])*)\)/u, "$1");
    case "map":
      return `${sort.form}<${showSort(sort.key)}, ${showSort(sort.value)}>`;
    case "data":
    case "opaque":
      return sort.name;
    case "bool":
    case "bigint":
    case "real":
    case "double":
    case "unit":
      return sort.kind;
    default:
      return assertNever(sort);
  }
}

export function showPlace(place: Place): string {
  return place.path.reduce((text, step) => {
    if (step.kind === "index") return `${text}[${showTerm(step.index)}]`;
    return step.kind === "key" ? `${text}{${showTerm(step.key)}}` : `${text}.${step.constructor}.${step.field}`;
  }, place.root.name);
}

/** One line a statement, two spaces for what is inside. */
export function showStatement(statement: Statement, indent = ""): string {
  const inner = `${indent}  `;
  const s = statement;
  switch (s.kind) {
    case "let":
      return `${indent}let ${s.variable.name}: ${showSort(s.variable.sort)}${s.value ? ` := ${showTerm(s.value)}` : ""}\n`;
    case "assign":
      return `${indent}${showPlace(s.target)} := ${showTerm(s.value)}\n`;
    case "block":
      return s.body.map((part) => showStatement(part, indent)).join("");
    case "if": {
      const otherwise = showStatement(s.else, inner);
      const then = `${indent}if ${showTerm(s.condition)}\n${showStatement(s.then, inner)}`;
      return otherwise === "" ? then : `${then}${indent}else\n${otherwise}`;
    }
    case "loop":
      return showLoop(s, indent);
    case "labelled":
      return `${indent}${s.label}:\n${showStatement(s.body, inner)}`;
    case "break":
    case "continue":
      return `${indent}${s.kind} ${s.label}\n`;
    case "return":
      return `${indent}return${s.value ? ` ${showTerm(s.value)}` : ""}\n`;
    case "throw":
      return `${indent}throw ${s.error}\n`;
    case "call": {
      const args = s.args.map((a) => `${a.place ? `&${showPlace(a.place)} = ` : ""}${showTerm(a.value)}`).join(", ");
      const callee = s.callee.slice(s.callee.lastIndexOf("#") + 1);
      return `${indent}${s.target ? `${s.target.name} := ` : ""}call ${callee}(${args})${s.threw ? ` throws ${s.threw.name}` : ""}\n`;
    }
    case "assert":
      return `${indent}assert(${s.owes}) ${showTerm(s.clause.term)}\n`;
    case "assume":
      return `${indent}assume ${showTerm(s.clause.term)}\n`;
    case "use":
      return `${indent}use ${s.callee.slice(s.callee.lastIndexOf("#") + 1)}(${s.args.map(showTerm).join(", ")})\n`;
    case "order":
      return `${indent}${s.result.name} := order ${showTerm(s.array)} by ${showTerm(s.comparison.term)}\n`;
    case "havoc":
      return `${indent}havoc ${s.variables.map((v) => v.name).join(", ")}\n`;
    default:
      return assertNever(s);
  }
}

function showLoop(s: Extract<Statement, { kind: "loop" }>, indent: string): string {
  const inner = `${indent}  `;
  const part = (title: string, body: string): string => (body === "" ? "" : `${indent} ${title}\n${body}`);
  return [
    `${indent}${s.label}: while ${showTerm(s.condition)}\n`,
    ...s.invariants.map((c: Clause) => `${indent} invariant ${showTerm(c.term)}\n`),
    s.variant === undefined ? "" : `${indent} ${showVariant(s.variant)}\n`,
    ...(s.doneWith ?? []).map((c) => `${indent} done_with ${showTerm(c.term)}\n`),
    part("before", s.prelude.map((p) => showStatement(p, inner)).join("")),
    part("do", showStatement(s.body, inner)),
    part("step", showStatement(s.step, inner)),
  ].join("");
}

function showVariant(variant: Variant): string {
  if (variant.kind === "partial") return "decreases *";
  return `decreases ${variant.terms.map(showTerm).join(", ")}${variant.inferred ? " (inferred)" : ""}`;
}
