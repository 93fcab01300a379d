/**
 * Takes a function of the source; gives its IR with its effective contract, or every reason why it has none: faults of
 * its annotations first, then what lies outside the subset.
 */
import ts from "typescript";
import type { ClauseSyntax, Expression } from "../contract/index.js";
import {
  type Clause,
  isMutable,
  type OverflowMode,
  resultName,
  type Sort,
  type Statement,
  type Term,
  type Variable,
  type Variant,
} from "../ir/index.js";
import { examplesOf } from "./annotations/examples.js";
import { autohavocOf, type Header, readHeader, resultSort } from "./annotations/function-header.js";
import { goOnWithInteger, hasLoop } from "./annotations/integer-guard.js";
import { predicateClauses } from "./annotations/type-predicates.js";
import { assemble } from "./assemble.js";
import { type ClausePlace, clauseSurroundings, formula, secondMeasure, variantOf } from "./lower/clauses.js";
import { newObject, runConstructor } from "./lower/construct.js";
import { declareLeaves } from "./lower/declaration.js";
import { assignedIn } from "./lower/effects.js";
import { lowerValue, spanOf } from "./lower/expression.js";
import { isExtern } from "./lower/extern.js";
import { deepParts, faultsOfFile, refuseForm } from "./lower/function-form.js";
import { ownTypeArguments } from "./lower/instances.js";
import type { ReadParameter } from "./lower/parameters.js";
import { readable } from "./lower/pattern.js";
import { fallOff, lowerStatement, returnUnit, returnValue } from "./lower/statement.js";
import { distinctPairs, withoutDistinct } from "./syntax/distinct.js";
import { endsAbruptly } from "./syntax/endings.js";
import type { Entity } from "./syntax/entity.js";
import { spanIn } from "./syntax/places.js";
import { attempt, Refusal, unsupported } from "./syntax/refusal.js";
import { coerce } from "./types/coerce.js";
import { withKind } from "./types/with-kind.js";
import { type Body, block, emit, Restart } from "./world/body.js";
import { type InvariantSyntax, invariantsOfType } from "./world/class-invariants.js";
import { replacingDecorator } from "./world/decorators.js";
import { codeSurroundings } from "./world/empty-body.js";
import type { FunctionSite } from "./world/functions.js";
import { bindingPattern } from "./world/patterns.js";
import type { Entry, Outcome, Signature, World } from "./world/world.js";

export function lowerFunction(entry: Entry, open: World, overflow: OverflowMode): Outcome {
  const { site } = entry;
  const deep = deepParts(site);
  if (deep.length > 0) return { kind: "refused", refusals: deep, used: [] };
  const faults = faultsOfFile(site);
  const used = new Set<string>();
  const result = attempt(() => {
    refuseForm(site);
    refuseDecorated(site);
    refuseReplacedLibrary(site, open);
    refuseEarlyNames(site, open);
    const world = withTypeArguments(site, open);
    return lowerWithHeader(entry, readHeader(site, world), world, overflow, faults, used);
  });
  const refusals = "refusal" in result ? [...faults, result.refusal] : faults;
  if ("value" in result && faults.length === 0) return result.value;
  return { kind: "refused", refusals, used: [...used] };
}

/** Soundness: a decorator may put another function in the place of this one. */
function refuseDecorated(site: FunctionSite): void {
  const decorator = replacingDecorator(site);
  if (decorator === undefined || isExtern(site)) return;
  unsupported({
    code: "unsupported.function",
    span: spanIn(site.file, decorator),
    message: `The decorator \`${decorator.expression.getText()}\` may put another function in the place of \`${site.name}\`.`,
    hint: "Verify the undecorated function that it wraps, or let the decorator return nothing.",
  });
}

/** Soundness: what the library's members do is known of JavaScript's own. */
function refuseReplacedLibrary(site: FunctionSite, { replacedLibrary }: World): void {
  if (replacedLibrary === undefined || isExtern(site)) return;
  unsupported({
    code: "unsupported.function",
    span: spanIn(site.file, site.nameNode),
    message: `${replacedLibrary.path} replaces \`${replacedLibrary.name}\`: what JavaScript's library does is then not known.`,
    hint: "Write a function of its own, or add the member only where it is missing.",
  });
}

/** Soundness: before its declaration is run, a class or a constant function has no value, and its use is an error. */
function refuseEarlyNames(site: FunctionSite, world: World): void {
  const name = isExtern(site) ? undefined : world.firstEarlyRead(site.node);
  if (name === undefined) return;
  unsupported({
    code: "unsupported.constant",
    span: spanIn(site.file, name),
    message: `\`${name.text}\` may have no value yet, or use what has none: code of a module that runs before may come here.`,
    hint: "Declare what is used above the code of the module that uses it, in files that import each other in no circle.",
  });
}

/** The world in which the function's type parameters stand for what they stand for in it. */
function withTypeArguments(site: FunctionSite, world: World): World {
  const typeArguments = ownTypeArguments(site, world.reader(site.file));
  if (typeArguments.size === 0) return world;
  return { ...world, reader: (file) => ({ ...world.reader(file), typeArguments }) };
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
    receiver: header.receiver,
    result,
    modifies: entry.modifies,
    sharing: entry.sharing,
    distinct: pairs,
    beyond: entry.beyond,
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
  const invariants = site.contracted ? ofParameters(header, first) : [];
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
      statements = isExtern(site) ? emptyStatement(site) : lowerBody(body, header, site);
    } catch (error) {
      if (error instanceof Refusal) refusal = error;
      else if (!(error instanceof Restart)) throw error;
    }
  }
  if (ts.isConstructorDeclaration(site.node)) refuseEarlierSelf(site, faults);
  const made = ts.isConstructorDeclaration(site.node) ? { name: resultName, sort: result } : undefined;
  const speaker = made === undefined ? body : { ...body, cx: { ...body.cx, receiver: made } };
  const ensures = [
    ...formulas("ensures", { location: site.node, state: "entry", result, old: true }, speaker, site.clauses, faults),
    ...claimed(body, site, faults),
  ];
  const examples = examplesOf(site, header.parameters, result, body, faults);
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
    requires: [...requires, ...invariants],
    ensures: [...ensures, ...invariants, ...(site.contracted ? ofResult(header, result, body) : [])],
    throwing,
    variant,
    pairs,
    examples,
    faults,
  });
}

function newBody(entry: Entry, header: Header, world: World, result: Sort, used: Set<string>): Body {
  const { site } = entry;
  const tokens = new Map<string, Entity>();
  const names = new Map(header.names);
  const taken = new Set(names.values());
  const assigned = site.node.body === undefined ? new Set<ts.Symbol>() : assignedIn(site.node.body, site.file.checker);
  const bare = new Set<string>();
  const surroundings = codeSurroundings(world, tokens, (name) => freshBinder(name, taken));
  const body: Body = {
    world,
    site,
    cx: { ...surroundings, receiver: header.receiver, isBare: (name) => bare.has(name) },
    termsOnly: false,
    locals: new Map(),
    parameters: new Map(header.parameters.map((p) => [p.symbol, p.variable])),
    parts: new Map(header.parameters.flatMap((p) => p.parts.map(({ symbol, value }) => [symbol, value] as const))),
    tokens,
    names,
    assigned,
    marks: header.marks.kinds,
    kinds: entry.kinds,
    result,
    resultOwner: header.resultMark === undefined ? "result" : undefined,
    returnsTo: undefined,
    inlining: [],
    inlined: new Map(),
    classes: new Set(),
    exported: new Set(),
    written: { calls: 0 },
    applied: { calls: 0 },
    functions: new Map(),
    exits: [],
    handlers: [],
    loops: new Map(),
    assertions: new Map(),
    calls: new Map(),
    passed: new Map(),
    constants: new Map(),
    ghosts: [],
    arbitraryCalls: [],
    autohavoc: autohavocOf(site),
    bare,
    linked: new Set(),
    iterations: [],
    used,
    sink: [],
    counter: 0,
  };
  const appliesValue = (): void => {
    body.applied.calls += 1;
  };
  return { ...body, cx: { ...body.cx, pureCallee: (id, span) => noted(world, id, span, used), appliesValue } };
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

/** Before the constructor there is no object. */
function refuseEarlierSelf(site: FunctionSite, faults: Refusal[]): void {
  for (const clause of site.clauses) {
    const isEarly = clause.keyword === "ensures" ? /\\old\b.*\bthis\b/u : /\bthis\b/u;
    if (!["requires", "throws", "ensures", "decreases"].includes(clause.keyword) || !isEarly.test(clause.text))
      continue;
    const message = "On entry to a constructor there is no object yet.";
    faults.push(new Refusal("invalid", { code: "clause.type", span: clause.span, message }));
  }
}

/** What the classes of the parameters keep: required of the arguments, and ensured of what they are afterwards. */
function ofParameters(header: Header, body: Body): readonly Clause[] {
  const { project } = body.world;
  return header.parameters.flatMap(({ symbol, variable }) => {
    const type = body.site.file.checker.getTypeOfSymbol(symbol);
    return classClauses(invariantsOfType(type, project), variable, body);
  });
}

function ofResult(header: Header, sort: Sort, body: Body): readonly Clause[] {
  if (ts.isConstructorDeclaration(header.node)) return [];
  return classClauses(invariantsOfType(header.resultType, body.world.project), { name: resultName, sort }, body);
}

function classClauses(invariants: readonly InvariantSyntax[], receiver: Variable, body: Body): readonly Clause[] {
  const cx = clauseSurroundings(body, { location: body.site.file.sourceFile, state: "entry", old: false });
  return invariants.map((syntax) => formula(syntax, { ...cx, receiver }));
}

/** What the type predicate claims. */
function claimed(body: Body, site: FunctionSite, faults: Refusal[]): readonly Clause[] {
  const result = attempt(() => predicateClauses(site, body.parameters, body.cx.table));
  if ("value" in result) return result.value;
  faults.push(result.refusal);
  return [];
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

/** Of an `extern` function the body is not read. */
function emptyStatement(site: FunctionSite): Statement {
  return { kind: "block", body: [], span: spanIn(site.file, site.nameNode) };
}

function lowerBody(body: Body, header: Header, site: FunctionSite): Statement {
  const node = site.node.body;
  const span = spanIn(site.file, node ?? site.node);
  if (node === undefined) return unsupported({ code: "unsupported.function", span, message: "It has no body." });
  for (const parameter of header.parameters) enterParameter(parameter, body, span);
  if (ts.isConstructorDeclaration(site.node)) {
    lowerConstructor(site.node, body);
  } else if (!ts.isBlock(node)) {
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

/** The object that a constructor makes is its result. */
function lowerConstructor(node: ts.ConstructorDeclaration, body: Body): void {
  const span = spanOf(node, body);
  const object = newObject(node.parent, span, body);
  runConstructor(node, object, body);
  emit(body, { kind: "return", value: { kind: "variable", ...object }, span });
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
      sort: kind === "int" ? laterSort(parameter, body) : withKind(variable.sort, kind, false, body),
    };
    body.names.set(symbol, local.name);
  }
  body.locals.set(symbol, { variable: local, owner: assigned ? owner : undefined, assigned });
  body.tokens.set(local.name, { kind: "variable", variable: local });
  if (!ts.isIdentifier(parameter.node.name)) {
    const syntax: Expression = { kind: "name", name: local.name, span: spanIn(body.site.file, parameter.node) };
    declareLeaves(readable(bindingPattern(parameter.node.name), body), { kind: "value", syntax }, body);
  }
  if (!assigned) return;
  const value = coerceTo(body, variable, local.sort, span);
  emit(body, { kind: "let", variable: local, value, span });
}

/**
 * A parameter's `nat` is owed by the callers alone; what the body gives it may be less. Where a loop or a function of the
 * body assigns it, the mark is kept and owed at each assignment, since it is then what is known of it in every round.
 */
function laterSort({ symbol, variable, node }: ReadParameter, body: Body): Sort {
  if (variable.sort.kind !== "int" || variable.sort.nat !== true) return variable.sort;
  const { checker } = body.site.file;
  const inRounds = (at: ts.Node): boolean => {
    const repeats = ts.isIterationStatement(at, false) || ts.isFunctionLike(at);
    if (repeats && assignedIn(at, checker).has(symbol)) return true;
    return ts.forEachChild(at, (child) => (inRounds(child) ? true : undefined)) === true;
  };
  const isRepeated = ts.forEachChild(node.parent, (part) => (inRounds(part) ? true : undefined)) === true;
  return isRepeated ? variable.sort : { kind: "int" };
}

function coerceTo(body: Body, from: Variable, to: Sort, span: ReturnType<typeof spanIn>): Term {
  const term: Term = { kind: "variable", ...from };
  return coerce({ kind: "term", term }, to, span, body.cx);
}
