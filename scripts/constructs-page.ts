/**
 * Takes the fixture programs; gives `docs/constructs.md`: for each construct how many functions that use it are verified,
 * refuted by a run, and declined, as their marks say and the corpus test holds.
 */
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { type Construct, constructs } from "./constructs.js";

const fixtures = join(import.meta.dirname, "..", "fixtures", "programs");

export interface Use {
  readonly construct: Construct;
  readonly verified: number;
  readonly refuted: number;
  readonly declined: number;
  /** A file that shows it. */
  readonly shownIn: string | undefined;
}

export function usesOfConstructs(): readonly Use[] {
  const paths = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts"))
    .sort();
  const program = ts.createProgram(
    paths.map((path) => join(fixtures, path)),
    { target: ts.ScriptTarget.ESNext, lib: ["lib.esnext.d.ts"], strict: true, noEmit: true, types: [] },
  );
  const checker = program.getTypeChecker();
  const marked = paths.flatMap((path) => {
    const source = program.getSourceFile(join(fixtures, path));
    return source === undefined ? [] : markedIn(path, source);
  });
  return constructs.map((construct) => useOf(construct, marked, checker));
}

interface Marked {
  readonly path: string;
  readonly verdict: string;
  readonly nodes: readonly ts.Node[];
}

function markedIn(path: string, source: ts.SourceFile): readonly Marked[] {
  const found: { readonly node: ts.Node; readonly verdict: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isClassElement(node) || ts.isVariableStatement(node)) {
      const above = source.text.slice(node.getFullStart(), node.getStart(source));
      const verdict = [...above.matchAll(/^\s*\/\/ expect: (\w+)/gmu)].at(-1)?.[1];
      if (verdict !== undefined) found.push({ node, verdict });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const own = new Set(found.map(({ node }) => node));
  const others = new Map(
    source.statements.flatMap((s) => (own.has(s) ? [] : namesOf(s).map((name) => [name, s] as const))),
  );
  return found.map(({ node, verdict }) => ({ path, verdict, nodes: withNamed(node, others) }));
}

function namesOf(node: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map((d) => d.name.getText());
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return isNamed && node.name !== undefined ? [node.name.text] : [];
}

/** With the declarations of the file that have no mark of their own and that it names: helpers, types, classes. */
function withNamed(node: ts.Node, others: ReadonlyMap<string, ts.Statement>): readonly ts.Node[] {
  const found = new Set<ts.Node>([node]);
  for (const at of found) {
    for (const inner of nodesOf(at)) {
      const named = ts.isIdentifier(inner) ? others.get(inner.text) : undefined;
      if (named !== undefined && !ts.isClassDeclaration(named)) found.add(named);
      if (named !== undefined && ts.isClassDeclaration(named))
        for (const member of named.members) if (!ts.isMethodDeclaration(member)) found.add(member);
    }
  }
  return [...found].flatMap(nodesOf);
}

function nodesOf(node: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (at: ts.Node): void => {
    found.push(at);
    ts.forEachChild(at, visit);
  };
  visit(node);
  return found;
}

function useOf(construct: Construct, marked: readonly Marked[], checker: ts.TypeChecker): Use {
  const using = marked.filter(({ nodes }) => nodes.some((node) => construct.matches(node, checker)));
  const count = (verdict: string): number => using.filter((m) => m.verdict === verdict).length;
  const best = using.find((m) => m.verdict === "verified") ?? using.find((m) => m.verdict === "unsupported");
  return {
    construct,
    verified: count("verified"),
    refuted: count("refuted"),
    declined: count("unsupported"),
    shownIn: best?.path,
  };
}

/** Read where some function with it is verified and another refuted; partly where only one of these. */
export function standing({ verified, refuted, declined }: Use): "read" | "partly" | "declined" | "not shown" {
  if (verified > 0 && refuted > 0) return "read";
  if (verified > 0) return "partly";
  return declined > 0 ? "declined" : "not shown";
}

export function constructsPage(): string {
  const uses = usesOfConstructs();
  const groups = [...new Set(uses.map((use) => use.construct.group))];
  const sections = groups.map((group) => {
    const rows = uses.filter((use) => use.construct.group === group).map(row);
    return [
      `## ${group}`,
      "",
      "| construct | here | verified | refuted | declined | shown in |",
      "|---|---|---|---|---|---|",
      ...rows,
    ].join("\n");
  });
  return [
    "# What is read",
    "",
    "Written from the marks of `fixtures/programs` by `npm run docs`; `npx vitest run test/corpus` holds each mark. *read*: some function",
    "with the construct is verified, and another, wrong in the way people get it wrong, is refuted by a run. *partly*: verified only.",
    "*declined*: `unsupported`, with what to write instead. The last columns count functions.",
    "",
    sections.join("\n\n"),
    "",
  ].join("\n");
}

function row(use: Use): string {
  const { construct, verified, refuted, declined, shownIn } = use;
  const shown = shownIn === undefined ? "" : `[${dirname(shownIn)}](../fixtures/programs/${shownIn})`;
  const cells = [construct.name, standing(use), verified, refuted, declined, shown];
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|")).join(" | ")} |`;
}
