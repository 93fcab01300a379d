/** The monitor's members, as text, are told apart by their names: of two with one name JavaScript keeps the last. */
import ts from "typescript";
import { expect, test } from "vitest";
import { runtimeText } from "../../../src/counterexample/runtime-text.js";

test("no object of the monitor has two members of one name", () => {
  const file = ts.createSourceFile("monitor.js", runtimeText, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
  let objects = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      objects += 1;
      const names = node.properties.flatMap((p) => (p.name === undefined ? [] : [p.name.getText()]));
      expect(names).toEqual([...new Set(names)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  expect(objects).toBeGreaterThan(0);
});
