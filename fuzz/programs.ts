/**
 * Takes a tape of numbers (fast-check's, so that a failure shrinks towards zeros, which choose the simplest forms); gives a
 * function of the subset with the inputs to run it on: its text, its parameters' types and values.
 */
import { type Given, type Shape, valuesOf } from "./shapes.js";

export interface GeneratedProgram {
  /** Statements of the body. */
  readonly body: string;
  /** Names of locals that hold doubles. */
  readonly doubles: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly shape: Shape; readonly value: Given }[];
  readonly result: Shape;
}

interface Scope {
  readonly variables: readonly { readonly name: string; readonly shape: Shape; readonly writable: boolean }[];
}

export function programOf(tape: readonly number[]): GeneratedProgram {
  let at = 0;
  const choose = (count: number): number => (tape[at++] ?? 0) % count;
  const pick = <T>(list: readonly T[]): T => {
    const chosen = choose(list.length);
    for (const item of list.slice(chosen, chosen + 1)) return item;
    throw new Error("nothing to choose from");
  };
  const shapes: readonly Shape[] = [
    "int",
    "string",
    "boolean",
    "ints",
    "strings",
    "record",
    "option",
    "double",
    "union",
  ];
  // One of each, so that every expression can end in a name: TypeScript narrows literals.
  const parameters = [...shapes, ...Array.from({ length: choose(3) }, () => pick(shapes))].map((shape, i) => {
    return { name: `p${i}`, shape, value: pick(valuesOf(shape)) };
  });
  let names = 0;
  const doubles: string[] = [];

  const named = (scope: Scope, shape: Shape): readonly string[] =>
    scope.variables.filter((v) => v.shape === shape).map((v) => v.name);

  /** An expression of the shape; at depth 0 a name or a literal. */
  const expression = (shape: Shape, scope: Scope, depth: number): string => {
    const known = named(scope, shape);
    if (depth <= 0 || choose(5) === 0) return pick(known);
    const e = (of: Shape): string => expression(of, scope, depth - 1);
    return pick(forms[shape])(e, choose);
  };

  const statement = (scope: Scope, depth: number): { readonly text: string; readonly scope: Scope } => {
    const writable = scope.variables.filter((v) => v.writable);
    switch (choose(depth > 0 ? 7 : 4)) {
      case 0: {
        const shape = pick(shapes);
        const name = `v${names++}`;
        if (shape === "double") doubles.push(name);
        const text = `let ${name}: ${typeText(shape)} = ${expression(shape, scope, 2)};`;
        return { text, scope: { variables: [...scope.variables, { name, shape, writable: true }] } };
      }
      case 1: {
        const shape = pick(shapes);
        const name = `c${names++}`;
        if (shape === "double") doubles.push(name);
        const text = `const ${name}: ${typeText(shape)} = ${expression(shape, scope, 3)};`;
        return { text, scope: { variables: [...scope.variables, { name, shape, writable: false }] } };
      }
      case 2: {
        const target = writable.length > 0 ? pick(writable) : undefined;
        if (target === undefined) return { text: ";", scope };
        return { text: assignment(target.name, target.shape, scope), scope };
      }
      case 3: {
        const target = scope.variables.find((v) => v.shape === "ints" && v.writable);
        if (target === undefined) return { text: ";", scope };
        const form = pick(arrayStatements);
        return { text: form(target.name, (of) => expression(of, scope, 1)), scope };
      }
      case 4: {
        const then = block(scope, depth - 1);
        const otherwise = choose(2) === 0 ? "" : ` else { ${block(scope, depth - 1)} }`;
        return { text: `if (${expression("boolean", scope, 2)}) { ${then} }${otherwise}`, scope };
      }
      case 5: {
        const subject = expression("int", scope, 1);
        const cases = [0, 1, 2].map((n) => `case ${n}: ${block(scope, 0)} ${choose(3) === 0 ? "" : "break;"}`);
        return { text: `switch (${subject}) { ${cases.join(" ")} default: ${block(scope, 0)} }`, scope };
      }
      default:
        return { text: `if (${expression("boolean", scope, 1)}) return ${expression(result, scope, 1)};`, scope };
    }
  };

  const assignment = (name: string, shape: Shape, scope: Scope): string => {
    if (shape === "int" && choose(2) === 0)
      return `${name} ${pick(["+=", "-=", "*="])} ${expression("int", scope, 1)};`;
    if (shape === "int" && choose(3) === 0) return pick([`${name}++;`, `--${name};`]);
    if (shape === "string" && choose(2) === 0) return `${name} += ${expression("string", scope, 1)};`;
    if (shape === "record")
      return pick([`${name}.n = ${expression("int", scope, 1)};`, `${name}.s += ${expression("string", scope, 1)};`]);
    if (shape === "ints" || shape === "strings" || shape === "union") return ";";
    return `${name} = ${expression(shape, scope, 2)};`;
  };

  const block = (scope: Scope, depth: number): string => {
    let inner = scope;
    const lines: string[] = [];
    for (let i = choose(3); i >= 0; i--) {
      const next = statement(inner, depth);
      lines.push(next.text);
      inner = next.scope;
    }
    return `{ ${lines.join(" ")} }`;
  };

  const result = pick(shapes);
  let scope: Scope = { variables: parameters.map(({ name, shape }) => ({ name, shape, writable: false })) };
  const lines: string[] = [];
  for (let i = 1 + choose(5); i > 0; i--) {
    const next = statement(scope, 2);
    lines.push(next.text);
    scope = next.scope;
  }
  lines.push(`return ${expression(result, scope, 3)};`);
  return { body: lines.join("\n  "), doubles, parameters, result };
}

type Make = (e: (shape: Shape) => string, choose: (count: number) => number) => string;

const forms: Readonly<Record<Shape, readonly Make[]>> = {
  int: [
    (e) => `(${e("int")} + ${e("int")})`,
    (e) => `(${e("int")} - ${e("int")})`,
    (e) => `(${e("int")} * ${e("int")})`,
    (e) => `(-${e("int")})`,
    (e) => `(${e("boolean")} ? ${e("int")} : ${e("int")})`,
    (e) => `Math.abs(${e("int")})`,
    (e) => `Math.min(${e("int")}, ${e("int")})`,
    (e) => `Math.max(${e("int")}, ${e("int")}, ${e("int")})`,
    (e) => `Math.sign(${e("int")})`,
    (e, choose) => `(${e("int")} % ${[2, 3, 7, -3][choose(4)]})`,
    (e, choose) => `Math.floor(${e("int")} / ${[2, 3, -2, 10][choose(4)]})`,
    (e, choose) => `Math.trunc(${e("int")} / ${[2, 3, -2, 10][choose(4)]})`,
    (e, choose) => `Math.ceil(${e("int")} / ${[2, 3, -2, 10][choose(4)]})`,
    (e) => `${e("ints")}.length`,
    (e) => `${e("string")}.length`,
    (e) => `(${e("ints")}[0] ?? ${e("int")})`,
    (e) => `(${e("ints")}.at(-1) ?? ${e("int")})`,
    (e) => `${e("ints")}.indexOf(${e("int")})`,
    (e) => `${e("ints")}.lastIndexOf(${e("int")})`,
    (e) => `${e("string")}.indexOf(${e("string")})`,
    (e) => `${e("record")}.n`,
    (e) => `(${e("option")} ?? ${e("int")})`,
    (e) => `(${e("int")} | 0)`,
    (e) => `(${e("int")} & ${e("int")})`,
    (e) => `(${e("int")} ^ ${e("int")})`,
    (e) => `(~${e("int")})`,
    (e, choose) => `(${e("int")} << ${choose(6)})`,
    (e, choose) => `(${e("int")} >> ${choose(40)})`,
    (e, choose) => `(${e("int")} >>> ${choose(40)})`,
    (e) => `(${e("int")} || ${e("int")})`,
    (e) => `(${e("int")} && ${e("int")})`,
    (e) => `${e("ints")}.reduce((a, x) => a + x, ${e("int")})`,
    (e) => `${e("ints")}.filter((x) => x > ${e("int")}).length`,
    (e) => `${e("ints")}.findIndex((x) => x === ${e("int")})`,
  ],
  double: [
    (e) => `(${e("double")} + ${e("double")})`,
    (e) => `(${e("double")} - ${e("double")})`,
    (e) => `(${e("double")} * ${e("double")})`,
    (e) => `(${e("double")} / ${e("double")})`,
    (e) => `(-${e("double")})`,
    (e) => `Math.floor(${e("double")})`,
    (e) => `Math.round(${e("double")})`,
    (e) => `Math.max(${e("double")}, ${e("double")})`,
    (e) => `Math.min(${e("double")}, ${e("double")})`,
    (e) => `Math.abs(${e("double")})`,
    (e) => `(${e("boolean")} ? ${e("double")} : ${e("double")})`,
  ],
  boolean: [
    (e) => `(${e("int")} < ${e("int")})`,
    (e) => `(${e("int")} === ${e("int")})`,
    (e) => `(${e("int")} >= ${e("int")})`,
    (e) => `(${e("boolean")} && ${e("boolean")})`,
    (e) => `(${e("boolean")} || ${e("boolean")})`,
    (e) => `(!${e("boolean")})`,
    (e) => `(${e("string")} === ${e("string")})`,
    (e) => `(${e("string")} < ${e("string")})`,
    (e) => `(${e("option")} === undefined)`,
    (e) => `(${e("double")} < ${e("double")})`,
    (e) => `(${e("double")} === ${e("double")})`,
    (e) => `Object.is(${e("double")}, ${e("double")})`,
    (e) => `Number.isInteger(${e("double")})`,
    (e) => `Number.isNaN(${e("double")})`,
    (e) => `${e("ints")}.includes(${e("int")})`,
    (e) => `${e("string")}.includes(${e("string")})`,
    (e) => `${e("string")}.startsWith(${e("string")})`,
    (e) => `${e("string")}.endsWith(${e("string")})`,
    (e) => `${e("ints")}.some((x) => x > ${e("int")})`,
    (e) => `${e("ints")}.every((x) => x > ${e("int")})`,
    (e) => `(${e("union")}.kind === "b")`,
    (e) => `new Set(${e("ints")}).has(${e("int")})`,
    (e) => `!!${e("string")}`,
    (e) => `!${e("int")}`,
  ],
  string: [
    (e) => `(${e("string")} + ${e("string")})`,
    (e) => `${e("record")}.s`,
    (e) => `(${e("boolean")} ? ${e("string")} : ${e("string")})`,
    (e) => `\`\${${e("string")}}-\${${e("int")}}\``,
    (e, choose) => `${e("string")}.slice(${choose(5) - 2})`,
    (e, choose) => `${e("string")}.slice(${choose(5) - 2}, ${choose(7) - 3})`,
    (e, choose) => `${e("string")}.substring(${choose(5) - 2}, ${choose(5)})`,
    (e, choose) => `${e("string")}.charAt(${choose(4) - 1})`,
    (e, choose) => `(${e("string")}[${choose(3)}] ?? ${e("string")})`,
    (e, choose) => `${e("string")}.repeat(${choose(3)})`,
    (e) => `${e("string")}.trim()`,
    (e) => `String(${e("int")})`,
    (e, choose) => `${e("string")}.padStart(${choose(6)}, "*")`,
    (e) => `(${e("string")} || ${e("string")})`,
    (e) => `${e("strings")}.join(",")`,
  ],
  ints: [
    (e) => `[${e("int")}, ${e("int")}]`,
    (e) => `[...${e("ints")}, ${e("int")}]`,
    (e, choose) => `${e("ints")}.slice(${choose(5) - 2})`,
    (e, choose) => `${e("ints")}.slice(${choose(4) - 1}, ${choose(5) - 1})`,
    (e) => `${e("ints")}.concat(${e("ints")})`,
    (e) => `${e("ints")}.toReversed()`,
    (e) => `${e("ints")}.map((x) => x + ${e("int")})`,
    (e) => `${e("ints")}.filter((x) => x !== ${e("int")})`,
    (e) => `(${e("boolean")} ? ${e("ints")}.slice() : ${e("ints")}.slice())`,
    (e, choose) => `new Array<number>(${choose(4)}).fill(${e("int")})`,
    (e, choose) => `Array.from({ length: ${choose(4)} }, (_, i) => i + ${e("int")})`,
    (e) => `${e("ints")}.toSorted((a, b) => a - b)`,
  ],
  strings: [
    (e) => `[${e("string")}, ${e("string")}]`,
    (e) => `${e("strings")}.slice(1)`,
    (e) => `${e("string")}.split(",")`,
  ],
  record: [(e) => `{ n: ${e("int")}, s: ${e("string")} }`, (e) => `{ ...${e("record")}, n: ${e("int")} }`],
  option: [
    (e) => `(${e("boolean")} ? ${e("int")} : undefined)`,
    (e, choose) => `${e("ints")}.at(${choose(5) - 2})`,
    (e) => `${e("ints")}.find((x) => x > ${e("int")})`,
  ],
  union: [
    (e) => `(${e("boolean")} ? { kind: "a" as const, n: ${e("int")} } : { kind: "b" as const, s: ${e("string")} })`,
    (e) => `(${e("boolean")} ? ${e("union")} : ${e("union")})`,
  ],
};

const arrayStatements: readonly ((name: string, e: (shape: Shape) => string) => string)[] = [
  (name, e) => `${name}.push(${e("int")});`,
  (name) => `${name}.pop();`,
  (name) => `${name}.shift();`,
  (name, e) => `${name}.unshift(${e("int")});`,
  (name) => `${name}.reverse();`,
  (name, e) => `if (${name}.length > 1) ${name}[1] = ${e("int")};`,
  (name, e) => `${name}.splice(1, 1, ${e("int")});`,
  (name, e) => `${name}.fill(${e("int")});`,
];

export function typeText(shape: Shape): string {
  const texts: Readonly<Record<Shape, string>> = {
    int: "number",
    double: "number",
    boolean: "boolean",
    string: "string",
    ints: "number[]",
    strings: "string[]",
    record: "{ n: number; s: string }",
    option: "number | undefined",
    union: '({ kind: "a"; n: number } | { kind: "b"; s: string })',
  };
  return texts[shape];
}
