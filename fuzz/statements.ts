/** Gives generated statements: declarations, assignments, branches, loops, handlers, changes in place, patterns, closures. */
import { type Shape, shapes, typeText } from "./shapes.js";
import type { Tape } from "./tape.js";

export interface Scope {
  readonly variables: readonly { readonly name: string; readonly shape: Shape; readonly writable: boolean }[];
  /** Labels of the loops around, innermost last. */
  readonly loops: readonly string[];
}

export interface Made {
  readonly text: string;
  readonly scope: Scope;
}

type Expression = (shape: Shape, scope: Scope, depth: number) => string;

export interface StatementMaker {
  readonly statement: (scope: Scope, depth: number) => Made;
  /** Names of locals that hold doubles. */
  readonly doubles: readonly string[];
}

/** Stands where a round of a loop begins: what is run counts rounds there, since a loop can feed itself. */
export const round = "/* round */";

const withVariable = (scope: Scope, name: string, shape: Shape, writable = false): Scope => ({
  ...scope,
  variables: [...scope.variables, { name, shape, writable }],
});

export function statementMaker(tape: Tape, expression: Expression, result: Shape): StatementMaker {
  const { choose, pick } = tape;
  const doubles: string[] = [];
  let names = 0;
  const fresh = (): string => `v${names++}`;
  const e = (shape: Shape, scope: Scope, depth = 1): string => expression(shape, scope, depth);
  const stays = (text: string, scope: Scope): Made => ({ text, scope });

  const declared = (scope: Scope, word: "let" | "const", depth: number): Made => {
    const shape = pick(shapes);
    const name = fresh();
    if (shape === "double") doubles.push(name);
    const text = `${word} ${name}: ${typeText(shape)} = ${expression(shape, scope, depth)};`;
    return { text, scope: withVariable(scope, name, shape, word === "let") };
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

  const assigned = (scope: Scope): Made => {
    const targets = scope.variables.filter((v) => v.writable);
    if (targets.length === 0) return declared(scope, "let", 1);
    const { name, shape } = pick(targets);
    const to = (of: Shape): string => e(of, scope);
    switch (shape) {
      case "int":
        return stays(
          pick([
            `${name} += ${to("int")};`,
            `${name} -= ${to("int")};`,
            `${name} *= ${to("int")};`,
            `${name}++;`,
            `--${name};`,
            `${name} = ${to("int")};`,
            `${name} |= ${to("int")};`,
            `${name} ||= ${to("int")};`,
          ]),
          scope,
        );
      case "string":
        return stays(pick([`${name} += ${to("string")};`, `${name} = ${to("string")};`]), scope);
      case "record":
        return stays(
          pick([`${name}.n = ${to("int")};`, `${name}.s += ${to("string")};`, `${name}.o = ${to("int")};`]),
          scope,
        );
      case "records":
        if (choose(3) === 0) return stays(`${name}.sort((a, b) => a.n - b.n);`, scope);
        return stays(`if (${name}.length > 0) ${name}[0]!.n += ${to("int")};`, scope);
      case "option":
        return stays(pick([`${name} = ${to("option")};`, `${name} ??= ${to("int")};`]), scope);
      case "pair":
        return stays(`${name}[0] = ${to("int")};`, scope);
      case "ints":
        return stays(changed(name, scope), scope);
      case "map":
        return stays(
          pick([`${name}.set(${to("string")}, ${to("int")});`, `${name}.delete(${to("string")});`, `${name}.clear();`]),
          scope,
        );
      case "set":
        return stays(pick([`${name}.add(${to("int")});`, `${name}.delete(${to("int")});`]), scope);
      case "counter":
        return stays(
          pick([`${name}.count += ${to("int")};`, `${name}.bump(${to("int")});`, `${name}.log.push(${to("int")});`]),
          scope,
        );
      case "matrix":
        return stays(rowChanged(name, scope), scope);
      case "sample":
        return stays(pick([`${name}.x = ${to("double")};`, `${name}.n -= ${to("int")};`]), scope);
      case "bigint":
        return stays(pick([`${name} += ${to("bigint")};`, `${name}--;`, `${name} *= 3n;`]), scope);
      case "strings":
        return stays(pick([`${name}.push(${to("string")});`, `${name}.reverse();`, `${name}.sort();`]), scope);
      default:
        return stays(`${name} = ${e(shape, scope, 2)};`, scope);
    }
  };

  const changed = (name: string, scope: Scope): string => {
    const n = e("int", scope);
    return pick([
      `${name}.push(${n});`,
      `${name}.pop();`,
      `${name}.shift();`,
      `${name}.unshift(${n});`,
      `${name}.reverse();`,
      `if (${name}.length > 1) ${name}[1] = ${n};`,
      `${name}.splice(1, 1, ${n});`,
      `${name}.fill(${n});`,
      `${name}.sort((a, b) => a - b);`,
      `addTo(${name}, ${n});`,
      `${name}.length = 0;`,
      `if (${name}.length > 0) ${name}[0]! += ${n};`,
    ]);
  };

  const rowChanged = (name: string, scope: Scope): string => {
    const [n, row] = [e("int", scope), fresh()];
    return pick([
      `${name}.push([${n}]);`,
      `if (${name}.length > 0) ${name}[0]!.push(${n});`,
      `for (const ${row} of ${name}) { ${round} ${row}.push(${n}); }`,
      `const ${row} = ${name}[0]; if (${row} !== undefined && ${row}.length > 0) ${row}[0] = ${n};`,
      `${name}.reverse();`,
      `${name}.pop();`,
      `${name}.forEach((${row}) => { ${row}.unshift(${n}); });`,
    ]);
  };

  /** What a closure changes, and what is evaluated before it. */
  const captured = (scope: Scope): Made => {
    const [x, f, y] = [fresh(), fresh(), fresh()];
    const after = withVariable(withVariable(scope, x, "int", true), y, "int");
    const start = `let ${x} = ${e("int", scope)};`;
    return {
      text: pick([
        `${start} const ${f} = (): number => { ${x} += 2; return ${x}; }; const ${y} = ${x} + ${f}() - ${f}();`,
        `${start} const ${y} = ${x}++ + ${x} * 2;`,
        `${start} const ${y} = (${x} = ${x} + 1) - (${x} -= 3);`,
        `${start} const ${f} = [${x}, ${x}++, ++${x}]; const ${y} = ${f}[1]! - ${f}[2]!;`,
        `${start} function ${f}(k: number): void { if (k > 0) ${x} -= k; } ${f}(${e("int", scope)}); const ${y} = ${x};`,
      ]),
      scope: after,
    };
  };

  /** A loop that ends: a counter of its own, or over a list that is not changed meanwhile. */
  const loop = (scope: Scope, depth: number): Made => {
    const label = `l${names++}`;
    const inside = (shape: Shape, name: string): Scope => ({
      ...withVariable(scope, name, shape),
      loops: [...scope.loops, label],
    });
    const [x, y] = [fresh(), fresh()];
    const rounds = choose(4);
    const body = (within: Scope): string => `{ ${round} ${block(within, depth - 1)} }`;
    switch (choose(9)) {
      case 0:
        return stays(`${label}: for (let ${x} = 0; ${x} < ${rounds}; ${x}++) ${body(inside("int", x))}`, scope);
      case 1:
        return stays(`${label}: for (const ${x} of ${e("ints", scope, 0)}) ${body(inside("int", x))}`, scope);
      case 2:
        return stays(`${label}: for (const ${x} of ${e("string", scope, 0)}) ${body(inside("string", x))}`, scope);
      case 3: {
        const within = inside("int", x);
        return stays(
          `let ${x} = ${rounds}; ${label}: while (${x} > 0) { ${round} ${x}--; ${block(within, depth - 1)} }`,
          withVariable(scope, x, "int"),
        );
      }
      case 4:
        return stays(
          `let ${x} = 0; ${label}: do { ${x}++; ${body(inside("int", x))} } while (${x} < ${rounds});`,
          withVariable(scope, x, "int"),
        );
      case 5:
        return stays(
          `${label}: for (const [${x}, ${y}] of ${e("ints", scope, 0)}.entries()) ${body(withVariable(inside("int", x), y, "int"))}`,
          scope,
        );
      case 6:
        return stays(
          `${label}: for (const [${x}, ${y}] of ${e("map", scope, 0)}) ${body(withVariable(inside("string", x), y, "int"))}`,
          scope,
        );
      case 7:
        return stays(`${label}: for (const ${x} of ${e("set", scope, 0)}) ${body(inside("int", x))}`, scope);
      default:
        return stays(`${label}: for (const ${x} of ${e("records", scope, 0)}) ${body(inside("record", x))}`, scope);
    }
  };

  const jump = (scope: Scope): Made => {
    const condition = e("boolean", scope);
    if (scope.loops.length === 0) return stays(`if (${condition}) return ${e(result, scope)};`, scope);
    return stays(`if (${condition}) ${pick(["break", "continue"])} ${pick(scope.loops)};`, scope);
  };

  const handled = (scope: Scope, depth: number): Made => {
    const failing = pick([`if (${e("boolean", scope)}) throw new Error("failed");`, `natural(${e("int", scope)});`]);
    const last = choose(2) === 0 ? "" : ` finally ${block(scope, 0)}`;
    return stays(
      `try { ${block(scope, 0)} ${failing} ${block(scope, 0)} } catch ${block(scope, depth - 1)}${last}`,
      scope,
    );
  };

  const taken = (scope: Scope): Made => {
    const [x, y] = [fresh(), fresh()];
    switch (choose(6)) {
      case 0:
        return {
          text: `const { n: ${x}, s: ${y} } = ${e("record", scope, 0)};`,
          scope: withVariable(withVariable(scope, x, "int"), y, "string"),
        };
      case 1:
        return {
          text: `const [${x} = ${e("int", scope)}, ...${y}] = ${e("ints", scope, 0)};`,
          scope: withVariable(withVariable(scope, x, "int"), y, "ints", true),
        };
      case 2:
        return {
          text: `const [${x}, ${y}] = ${e("pair", scope, 0)};`,
          scope: withVariable(withVariable(scope, x, "int"), y, "string"),
        };
      case 3:
        return {
          text: `let ${x} = ${e("int", scope)}; let ${y} = ${e("int", scope)}; [${x}, ${y}] = [${y}, ${x} + ${y}];`,
          scope: withVariable(withVariable(scope, x, "int", true), y, "int", true),
        };
      case 4:
        return {
          text: `const ${x} = (k: number): number => k + ${e("int", scope)}; const ${y} = ${x}(${e("int", scope)});`,
          scope: withVariable(scope, y, "int"),
        };
      default:
        // A second name for one object.
        return {
          text: `const ${x} = ${e("ints", scope, 0)};`,
          scope: withVariable(scope, x, "ints", true),
        };
    }
  };

  const visited = (scope: Scope): Made => {
    const x = fresh();
    const within = withVariable(scope, x, "int");
    const targets = scope.variables.filter((v) => v.writable && v.shape === "int");
    if (targets.length === 0) return declared(scope, "let", 1);
    const { name } = pick(targets);
    const leaves = choose(2) === 0 ? "" : `if (${e("boolean", within)}) return; `;
    return stays(`${e("ints", scope, 0)}.forEach((${x}) => { ${leaves}${name} += ${e("int", within)}; });`, scope);
  };

  const switched = (scope: Scope): Made => {
    const cases = [0, 1, 2].map((n) => `case ${n}: ${block(scope, 0)} ${choose(3) === 0 ? "" : "break;"}`);
    return stays(`switch (${e("int", scope)}) { ${cases.join(" ")} default: ${block(scope, 0)} }`, scope);
  };

  const coloured = (scope: Scope): Made => {
    const cases = ["red", "green"].map((c) => `case "${c}": ${block(scope, 0)} ${choose(3) === 0 ? "" : "break;"}`);
    return stays(`switch (${e("literal", scope, 0)}) { ${cases.join(" ")} default: ${block(scope, 0)} }`, scope);
  };

  const branched = (scope: Scope, depth: number): Made => {
    const then = block(scope, depth - 1);
    const otherwise = choose(2) === 0 ? "" : ` else ${block(scope, depth - 1)}`;
    return stays(`if (${e("boolean", scope, 2)}) ${then}${otherwise}`, scope);
  };

  const statement = (scope: Scope, depth: number): Made => {
    switch (choose(depth > 0 ? 15 : 7)) {
      case 0:
        return declared(scope, "let", 2);
      case 1:
        return declared(scope, "const", 2);
      case 2:
      case 3:
        return assigned(scope);
      case 4:
        return taken(scope);
      case 5:
        return jump(scope);
      case 6:
        return captured(scope);
      case 7:
        return branched(scope, depth);
      case 8:
        return switched(scope);
      case 9:
        return coloured(scope);
      case 10:
      case 11:
        return loop(scope, depth);
      case 12:
        return handled(scope, depth);
      case 13:
        return visited(scope);
      default:
        return jump(scope);
    }
  };
  return { statement, doubles };
}
