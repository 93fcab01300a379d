/**
 * Takes a tape of numbers (fast-check's, so that a failure shrinks towards zeros, which choose the simplest forms); gives a
 * function of the subset with the inputs to run it on: its text, its parameters' types and values.
 */
import { forms } from "./forms.js";
import { type Given, type Shape, shapes, typeText, valuesOf } from "./shapes.js";
import { type Scope, statementMaker } from "./statements.js";
import { openTape } from "./tape.js";

export interface GeneratedProgram {
  /** Declarations and the function itself, exported. */
  readonly text: string;
  readonly parameters: readonly { readonly name: string; readonly shape: Shape; readonly value: Given }[];
}

export function programOf(name: string, numbers: readonly number[]): GeneratedProgram {
  const tape = openTape(numbers);
  // One of each, so that every expression can end in a name: TypeScript narrows literals.
  const offered = [...shapes, ...Array.from({ length: tape.choose(3) }, () => tape.pick(shapes))].map((shape, i) => {
    return { name: `p${i}`, shape, value: tape.pick(valuesOf(shape)) };
  });
  const named = (scope: Scope, shape: Shape): string =>
    tape.pick(scope.variables.filter((v) => v.shape === shape).map((v) => v.name));
  /** An expression of the shape; at depth 0 a name. */
  const expression = (shape: Shape, scope: Scope, depth: number): string => {
    if (depth <= 0 || tape.choose(5) === 0) return named(scope, shape);
    const maker = {
      e: (of: Shape): string => expression(of, scope, depth - 1),
      name: (of: Shape): string => named(scope, of),
      given: (of: Shape): string => tape.pick(offered.filter((p) => p.shape === of)).name,
      choose: tape.choose,
    };
    return tape.pick(forms[shape])(maker);
  };
  const result = tape.pick(shapes);
  const { statement, doubles } = statementMaker(tape, expression, result);
  let scope: Scope = { variables: offered.map((p) => ({ name: p.name, shape: p.shape, writable: false })), loops: [] };
  const lines: string[] = [];
  for (let i = 1 + tape.choose(3); i > 0; i--) {
    const next = statement(scope, 2);
    lines.push(next.text);
    scope = next.scope;
  }
  lines.push(`return ${expression(result, scope, 2)};`);
  const body = lines.join("\n  ");
  const parameters = offered.filter((p) => new RegExp(`\\b${p.name}\\b`, "u").test(body));
  return { text: functionText(name, parameters, result, body, doubles), parameters };
}

function functionText(
  name: string,
  parameters: GeneratedProgram["parameters"],
  result: Shape,
  body: string,
  doubles: readonly string[],
): string {
  const marks = [
    ...parameters.filter((p) => p.shape === "double").map((p) => p.name),
    ...doubles,
    ...(result === "double" ? ["\\result"] : []),
  ];
  const header = parameters.map((p) => `${p.name}: ${typeText(p.shape)}`).join(", ");
  return [
    "//@ verify",
    ...marks.map((mark) => `//@ type ${mark} double`),
    `export function ${name}(${header}): ${typeText(result)} {\n  ${body}\n}`,
  ].join("\n");
}
