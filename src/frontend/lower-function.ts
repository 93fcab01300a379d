/**
 * Takes a function of the source; gives its IR with its effective contract, or every reason why it has none: faults of
 * its annotations first, then what lies outside the subset.
 */
import ts from "typescript";
import type { ClauseSyntax } from "../contract/index.js";
import {
  type Clause,
  type DataTypes,
  falseTerm,
  isMutable,
  type OverflowMode,
  type Sort,
  type Statement,
  type Term,
  type Variable,
  type Variant,
} from "../ir/index.js";
import { entryAssumptions } from "./assumptions.js";
import { type Body, block, emit, Restart } from "./body.js";
import { type ClausePlace, clauseSurroundings, declined, formula, secondMeasure, variantOf } from "./clauses.js";
import { coerce } from "./coerce.js";
import { distinctPairs, withoutDistinct } from "./distinct.js";
import { effectiveContract } from "./effective-contract.js";
import { assignedIn } from "./effects.js";
import { codeSurroundings, emptyBody } from "./empty-body.js";
import { endsAbruptly } from "./endings.js";
import type { Entity } from "./entity.js";
import type { FunctionSite } from "./functions.js";
import { goOnWithInteger, hasLoop } from "./integer-guard.js";
import { buildLogical } from "./logical.js";
import { lowerValue, spanOf, toSyntax } from "./lower-expression.js";
import { lowerStatement, returnNothing, returnUnit, returnValue } from "./lower-statement.js";
import { inferredRecursionMeasure } from "./measure.js";
import { nameVariables, type VariableNames } from "./names.js";
import type { NumberKind } from "./number-kind.js";
import { learntKinds, type Marks, marksOf, type ReadParameter, readParameters } from "./parameters.js";
import { spanIn } from "./places.js";
import { attempt, Refusal, unsupported } from "./refusal.js";
import { analyseSharing } from "./sharing.js";
import { markInType } from "./type-marks.js";
import { absentOf, optionOf } from "./type-table.js";
import { sortOfType } from "./types.js";
import { holdsReal, usesReals } from "./uses-reals.js";
import { withKind } from "./with-kind.js";
import type { Entry, Outcome, Signature, World } from "./world.js";

interface Header {
  readonly marks: Marks;
  readonly parameters: readonly ReadParameter[];
  readonly names: VariableNames;
  readonly resultType: ts.Type;
  /** The author's, by a mark of the result or of its type. */
  readonly resultMark: NumberKind | undefined;
}

export function lowerFunction(entry: Entry, world: World, overflow: OverflowMode): Outcome {
  const { site } = entry;
  const faults = faultsOfFile(site);
  const used = new Set<string>();
  const result = attempt(() => {
    refuseForm(site);
    return lowerWithHeader(entry, readHeader(site, world), world, overflow, faults, used);
  });
  const refusals = "refusal" in result ? [...faults, result.refusal] : faults;
  if ("value" in result && faults.length === 0) return result.value;
  return { kind: "refused", refusals, used: [...used] };
}

/** Annotations that found no place, and what TypeScript has against the function. */
function faultsOfFile(site: FunctionSite): Refusal[] {
  const { attachments } = site.file;
  const invalid = attachments.problems
    .filter((problem) => problem.owner === site.node)
    .map((problem) => new Refusal("invalid", problem.diagnostic));
  const { file } = site;
  const { start, end } = spanIn(file, site.declaration);
  const problems = [...file.syntaxProblems, ...file.typeProblems()].filter((p) => p.start < end && p.end > start);
  const typed = problems.map((problem) => {
    const span = { file: file.path, start: problem.start, end: problem.end };
    return new Refusal("unsupported", { code: "typescript.error", span, message: `TypeScript: ${problem.message}` });
  });
  return [...invalid, ...typed];
}

/** What the function is as a whole. */
function refuseForm(site: FunctionSite): void {
  const { node, file } = site;
  const refuse = (message: string, hint?: string): never =>
    unsupported({ code: "unsupported.function", span: spanIn(file, site.nameNode), message, hint });
  if (site.outside !== undefined) refuse(site.outside);
  if (node.asteriskToken !== undefined) refuse("Generators are not read yet.");
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  if (modifiers.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword)) refuse("Asynchronous functions are not read yet.");
  if (node.typeParameters !== undefined)
    refuse("Generic functions are not read yet.", "Write it for the concrete type.");
  for (const clause of site.clauses) {
    const read = ["requires", "ensures", "throws", "decreases", "type", "verify", "pure", "overflow", "contract"];
    if (!read.includes(clause.keyword)) unsupported(declined(clause));
  }
}

function readHeader(site: FunctionSite, world: World): Header {
  const { checker } = site.file;
  const marks = marksOf(site);
  const names = nameVariables(site.node, checker);
  const parameters = readParameters(site, marks, names, world.reader(site.file), (node) => {
    const body = emptyBody(world, site.file);
    return { syntax: toSyntax(node, body), cx: body.cx };
  });
  const signature = checker.getSignatureFromDeclaration(site.node);
  if (signature === undefined) {
    return unsupported({
      code: "unsupported.function",
      span: spanIn(site.file, site.nameNode),
      message: "It has no signature.",
    });
  }
  const resultMark = marks.kinds.get("\\result") ?? markInType(site.node.type, checker, world.project);
  return { marks, parameters, names, resultType: checker.getReturnTypeOfSignature(signature), resultMark };
}

/** The result's sort with the kind of number known so far. */
function resultSort(entry: Entry, header: Header, world: World): Sort {
  const { resultType, resultMark } = header;
  const { site } = entry;
  if (resultType.flags & ts.TypeFlags.Never) return { kind: "unit" };
  if (resultMark === undefined && learntKinds(site).get("\\result") === "double") entry.kinds.set("result", "double");
  const kind = resultMark ?? entry.kinds.get("result") ?? "int";
  return sortOfType(resultType, kind, spanIn(site.file, site.node.type ?? site.nameNode), world.reader(site.file));
}

function lowerWithHeader(
  entry: Entry,
  header: Header,
  world: World,
  overflow: OverflowMode,
  faults: Refusal[],
  used: Set<string>,
): Outcome {
  const { site } = entry;
  const pairs = distinctPairs(site.clauses, header.parameters, faults);
  let result = resultSort(entry, header, world);
  const provisional = (): Signature => ({
    site,
    parameters: header.parameters,
    result,
    modifies: entry.modifies,
    sharing: entry.sharing,
    distinct: pairs,
  });
  entry.provisional = provisional();
  const first = newBody(entry, header, world, result, used);
  const requires = formulas(
    "requires",
    { location: site.node, state: "entry", old: false },
    first,
    site.clauses,
    faults,
  );
  const throwing = formulas("throws", { location: site.node, state: "entry", old: false }, first, site.clauses, faults);
  const variant = functionVariant(first, site, faults);

  let body = first;
  let statements: Statement | undefined;
  let refusal: Refusal | undefined;
  while (statements === undefined && refusal === undefined) {
    result = resultSort(entry, header, world);
    entry.provisional = provisional();
    body = newBody(entry, header, world, result, used);
    try {
      statements = lowerBody(body, header, site);
    } catch (error) {
      if (error instanceof Refusal) refusal = error;
      else if (!(error instanceof Restart)) throw error;
    }
  }
  const ensures = formulas(
    "ensures",
    { location: site.node, state: "entry", result, old: true },
    body,
    site.clauses,
    faults,
  );
  if (refusal !== undefined || statements === undefined) {
    if (refusal !== undefined) faults.push(refusal);
    return { kind: "refused", refusals: faults, used: [...used] };
  }
  return assemble({
    entry,
    header,
    world,
    overflow,
    body,
    statements,
    result,
    requires,
    ensures,
    throwing,
    variant,
    pairs,
    faults,
  });
}

function newBody(entry: Entry, header: Header, world: World, result: Sort, used: Set<string>): Body {
  const { site } = entry;
  const tokens = new Map<string, Entity>();
  const names = new Map(header.names);
  const taken = new Set(names.values());
  const assigned = site.node.body === undefined ? new Set<ts.Symbol>() : assignedIn(site.node.body, site.file.checker);
  const body: Body = {
    world,
    site,
    cx: codeSurroundings(world, tokens, (name) => freshBinder(name, taken)),
    termsOnly: false,
    locals: new Map(),
    parameters: new Map(header.parameters.map((p) => [p.symbol, p.variable])),
    tokens,
    names,
    assigned,
    marks: header.marks.kinds,
    kinds: entry.kinds,
    result,
    resultOwner: header.resultMark === undefined ? "result" : undefined,
    exits: [],
    loops: new Map(),
    assertions: new Map(),
    calls: new Map(),
    constants: new Map(),
    iterations: [],
    used,
    sink: [],
    counter: 0,
  };
  return { ...body, cx: { ...body.cx, pureCallee: (id, span) => noted(world, id, span, used) } };
}

function noted(world: World, id: string, span: Parameters<World["pureCallee"]>[1], used: Set<string>) {
  used.add(id);
  return world.pureCallee(id, span);
}

/** The author's name for a bound variable, numbered where another variable has it. */
function freshBinder(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let i = 2; taken.has(candidate); i++) candidate = `${name}$${i}`;
  taken.add(candidate);
  return candidate;
}

function formulas(
  keyword: "requires" | "ensures" | "throws",
  place: ClausePlace,
  body: Body,
  all: readonly ClauseSyntax[],
  faults: Refusal[],
): readonly Clause[] {
  const found: Clause[] = [];
  const clauses = all.flatMap((c) => (c.keyword === keyword ? [withoutDistinct(c)] : []));
  for (const syntax of clauses) {
    if (syntax === undefined) continue;
    const result = attempt(() => formula(syntax, clauseSurroundings(body, place)));
    if ("value" in result) found.push(result.value);
    // A `@throws` of JSDoc that is no condition is documentation.
    else if (!(syntax.jsdoc === true && keyword === "throws")) faults.push(result.refusal);
  }
  return found;
}

function functionVariant(body: Body, site: FunctionSite, faults: Refusal[]): Variant | undefined {
  const [syntax, second] = site.clauses.filter((c) => c.keyword === "decreases");
  if (syntax === undefined) return undefined;
  if (second !== undefined) faults.push(secondMeasure(second.span));
  const place: ClausePlace = { location: site.node, state: "entry", old: false };
  const result = attempt(() => variantOf(syntax, clauseSurroundings(body, place)));
  if ("value" in result) return result.value;
  faults.push(result.refusal);
  return undefined;
}

function lowerBody(body: Body, header: Header, site: FunctionSite): Statement {
  const node = site.node.body;
  const span = spanIn(site.file, node ?? site.node);
  if (node === undefined) return unsupported({ code: "unsupported.function", span, message: "It has no body." });
  for (const parameter of header.parameters) enterParameter(parameter, body, span);
  if (!ts.isBlock(node)) {
    if (body.result.kind === "unit") returnUnit(node, spanOf(node, body), body);
    else returnValue(lowerValue(node, body, body.result), spanOf(node, body), spanOf(node, body), body);
  } else {
    const counts = hasLoop(node);
    for (const statement of node.statements) {
      lowerStatement(statement, body);
      if (counts) goOnWithInteger(statement, body);
    }
    if (!endsAbruptly(node.statements)) fallOff(node, body);
  }
  return block(body.sink, span);
}

/** A scalar parameter that the body assigns goes on as a local; objects change through paths only. */
function enterParameter(parameter: ReadParameter, body: Body, span: ReturnType<typeof spanIn>): void {
  const { symbol, variable } = parameter;
  const assigned = body.assigned.has(symbol);
  let local: Variable = variable;
  const owner = body.marks.has(parameter.name) ? undefined : symbol;
  if (assigned) {
    if (isMutable(variable.sort, body.cx.table.types)) {
      unsupported({
        code: "unsupported.parameter",
        span,
        message: `\`${parameter.name}\` is given another object.`,
        hint: "Use a variable of its own.",
      });
    }
    const kind = body.kinds.get(symbol) ?? "int";
    local = {
      name: `${variable.name}$var`,
      sort: kind === "int" ? variable.sort : withKind(variable.sort, kind, false, body),
    };
    body.names.set(symbol, local.name);
  }
  body.locals.set(symbol, { variable: local, owner: assigned ? owner : undefined, assigned });
  body.tokens.set(local.name, { kind: "variable", variable: local });
  if (!assigned) return;
  const value = coerceTo(body, variable, local.sort, span);
  emit(body, { kind: "let", variable: local, value, span });
}

function coerceTo(body: Body, from: Variable, to: Sort, span: ReturnType<typeof spanIn>): Term {
  const term: Term = { kind: "variable", ...from };
  return coerce({ kind: "term", term }, to, span, body.cx);
}

/** The end of the body is reached: nothing is returned, or the author says that it cannot be. */
function fallOff(node: ts.Block, body: Body): void {
  const option = optionOf(body.result, body.cx.table.types);
  const may = body.result.kind === "unit" || (option !== undefined && absentOf(option).includes("undefined"));
  const end = { ...spanOf(node, body), start: node.getEnd() - 1 };
  if (may) {
    returnNothing(end, body);
    return;
  }
  const last = node.statements.at(-1);
  const isOpen = last !== undefined && ts.isSwitchStatement(last) && !last.caseBlock.clauses.some(ts.isDefaultClause);
  const span = isOpen ? spanOf(last, body) : spanOf(node, body);
  const clause = { text: "every path returns a value", term: falseTerm, span };
  emit(body, { kind: "assert", clause, owes: "exhaustive", span });
}

interface Parts {
  readonly entry: Entry;
  readonly header: Header;
  readonly world: World;
  readonly overflow: OverflowMode;
  readonly body: Body;
  readonly statements: Statement;
  readonly result: Sort;
  readonly requires: readonly Clause[];
  readonly ensures: readonly Clause[];
  readonly throwing: readonly Clause[];
  readonly variant: Variant | undefined;
  readonly pairs: readonly (readonly [string, string])[];
  readonly faults: Refusal[];
}

function assemble(parts: Parts): Outcome {
  const { entry, header, world, body, statements, result, requires, ensures, faults } = parts;
  const { site } = entry;
  const { types } = world.table;
  const parameters = header.parameters.map((p) => p.variable);
  const sharing = analyseSharing({
    body: statements,
    parameters,
    types,
    distinct: parts.pairs,
    iterations: body.iterations,
    signature: (id, span) => {
      const callee = world.siteById(id);
      return callee && world.signature(callee, span);
    },
    span: spanIn(site.file, site.nameNode),
  });
  const throws = site.clauses.some((c) => c.keyword === "throws") ? parts.throwing : undefined;
  const logical =
    sharing.modifies.size === 0
      ? buildLogical({
          site,
          world,
          parameters: header.parameters,
          result,
          requires,
          sorts: new Map([...body.locals].map(([symbol, local]) => [symbol, local.variable.sort])),
        })
      : undefined;
  const isPure = site.clauses.some((c) => c.keyword === "pure");
  if (isPure) requirePure(site, sharing.modifies, throws, faults);
  const variant = parts.variant ?? inferredRecursionMeasure(site, body, parameters);
  const contract = effectiveContract({
    parameters,
    result,
    requires,
    ensures,
    throws,
    variant,
    modifies: [...sharing.modifies],
    pure: isPure || logical !== undefined,
    sharing: { groups: sharing.groups },
    distinct: parts.pairs,
  });
  if (faults.length > 0) return { kind: "refused", refusals: faults, used: [...body.used] };
  const overflow = overflowOf(site, parts.overflow);
  const reals = usesReals(statements, [...parameters.map((p) => p.sort), result], types);
  const calls = [...body.used].sort();
  return {
    kind: "lowered",
    logical,
    signature: {
      site,
      parameters: header.parameters,
      result,
      modifies: sharing.modifies,
      sharing: sharing.groups,
      distinct: parts.pairs,
    },
    lowered: {
      ir: {
        id: site.id,
        name: site.name,
        contract,
        body: statements,
        entry: entryAssumptions(parameters, types, spanIn(site.file, site.nameNode), site.file.strictNullChecks),
        overflow,
        calls,
        // Filled in when all functions are known.
        uses: [],
        span: spanIn(site.file, site.nameNode),
        extent: extentOf(site),
        declaration: spanIn(site.file, site.declaration),
        roundingUnmarked: reals && !realOnPurpose(site, header, types),
        usesReals: reals,
        executable: undefined,
      },
      node: site.node,
      checker: site.file.checker,
      names: body.names,
      loops: body.loops,
      assertions: body.assertions,
      calls: body.calls,
      constants: body.constants,
    },
  };
}

/** Soundness: a function that is called in clauses changes nothing and always has a value. */
function requirePure(
  site: FunctionSite,
  modifies: ReadonlySet<string>,
  throws: readonly Clause[] | undefined,
  faults: Refusal[],
): void {
  if (modifies.size === 0 && throws === undefined) return;
  const clause = site.clauses.find((c) => c.keyword === "pure");
  const message =
    modifies.size > 0
      ? `The function changes ${[...modifies].map((name) => `\`${name}\``).join(", ")}, so it is not pure.`
      : "The function may throw, so it is not pure.";
  faults.push(
    new Refusal("invalid", { code: "clause.type", span: clause?.span ?? spanIn(site.file, site.nameNode), message }),
  );
}

export function overflowOf(site: FunctionSite, wanted: OverflowMode): OverflowMode {
  const own = site.clauses.findLast((c) => c.keyword === "overflow");
  const ofFile = site.file.attachments.file.findLast((c) => c.keyword === "overflow");
  return own?.mode ?? ofFile?.mode ?? wanted;
}

export function extentOf(site: FunctionSite): ReturnType<typeof spanIn> {
  const declaration = spanIn(site.file, site.declaration);
  const starts = site.clauses.map((c) => c.comment.start);
  return { ...declaration, start: Math.min(declaration.start, ...starts) };
}

/** A mark says `real`: of the function, or of the types of its parameters. */
function realOnPurpose(site: FunctionSite, header: Header, types: DataTypes): boolean {
  const learnt = learntKinds(site);
  const ofTypes = header.parameters.some((p) => learnt.get(p.name) !== "real" && holdsReal(p.variable.sort, types));
  return header.marks.real || header.resultMark === "real" || ofTypes;
}
