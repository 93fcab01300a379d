/**
 * Takes a project; gives the world that its functions are lowered in, and lowers them on demand (see `world/world.ts`).
 */
import ts from "typescript";
import { invariant } from "../base/index.js";
import type { OverflowMode, Sort } from "../ir/index.js";
import type { Diagnostic, Span } from "../source/index.js";
import { isPureByContract, looksLogical } from "./annotations/logical.js";
import { type Constant, readConstant } from "./elaborate/constants.js";
import { openEarlyCode } from "./elaborate/early-calls.js";
import { elaborate } from "./elaborate/elaborate.js";
import { letGoClasses } from "./elaborate/let-go-classes.js";
import { openedObjects } from "./elaborate/opened-objects.js";
import { replacedLibrary } from "./elaborate/replaced-library.js";
import { replacedMethods } from "./elaborate/replaced-methods.js";
import { hasEffects } from "./lower/effects.js";
import { toSyntax } from "./lower/expression.js";
import { isPureExtern } from "./lower/extern.js";
import { instanceFor } from "./lower/instances.js";
import { lowerFunction } from "./lower-function.js";
import type { Project, ProjectFile } from "./project.js";
import { nothingBeyond } from "./sharing/kept.js";
import type { PureCallee } from "./syntax/entity.js";
import { spanIn } from "./syntax/places.js";
import { attempt, Refusal, unsupported } from "./syntax/refusal.js";
import { takesFunction } from "./types/function-values.js";
import { takesReceiver } from "./types/receiver.js";
import { refinedText } from "./types/refinements.js";
import { type ClassAt, typeTable } from "./types/type-table.js";
import { classSort, sortOfType, type TypeReader } from "./types/types.js";
import { emptyBody } from "./world/empty-body.js";
import { type FunctionSite, functionsOf } from "./world/functions.js";
import { runsText } from "./world/other-code.js";
import { includes, noSummary, union } from "./world/sharing-summary.js";
import type { Entry, Outcome, Signature, World } from "./world/world.js";

export interface OpenWorld extends World {
  readonly sites: readonly FunctionSite[];
  readonly outcome: (site: FunctionSite) => Outcome;
}

export function openWorld(project: Project, overflow: OverflowMode): OpenWorld {
  const table = typeTable();
  const entries = new Map<string, Entry>();
  const bySymbol = new Map<string, FunctionSite>();
  for (const file of project.files.values()) {
    for (const site of functionsOf(file)) {
      entries.set(site.id, newEntry(site));
      bySymbol.set(keyOf(site.symbolNode, file), site);
    }
  }
  const sites = [...entries.values()].map((e) => e.site);
  const letGo = letGoClasses(project.files.values());
  for (const site of replacedMethods(sites, [...project.files.values()], letGo)) {
    bySymbol.delete(keyOf(site.symbolNode, site.file));
  }
  const opened = openedObjects(project.files.values());
  const early = openEarlyCode(project);
  const finished: Entry[] = [];
  const constants = new Map<ts.Symbol, Constant>();
  const evaluating = new Set<ts.Symbol>();

  const entryOf = (site: FunctionSite): Entry => {
    const entry = entries.get(site.id);
    invariant(entry !== undefined, "every site has its entry");
    return entry;
  };

  const reader = (file: ProjectFile): TypeReader => ({ table, project, checker: file.checker });

  const ensure = (entry: Entry): void => {
    while (entry.state === "new") {
      const before = finished.length;
      entry.state = "working";
      entry.consulted = false;
      entry.consultedAsLogical = false;
      const outcome = loweredOrGivenUp(entry, world, overflow);
      entry.outcome = outcome;
      entry.state = "done";
      const again = entry.consulted && changed(entry, outcome);
      if (again || (entry.consulted && outcome.kind === "refused")) {
        // Whoever was lowered meanwhile may have believed what has changed.
        for (const other of finished.splice(before)) reset(other);
      }
      if (again) reset(entry);
      else finished.push(entry);
    }
  };

  const signatureOf = (entry: Entry, span: Span): Signature => {
    ensure(entry);
    if (entry.state === "working") {
      entry.consulted = true;
      invariant(entry.provisional !== undefined, "parameters are read before anything that could call");
      return entry.provisional;
    }
    invariant(entry.outcome !== undefined, "a finished function has an outcome");
    if (entry.outcome.kind === "refused") return refuseCall(entry.site, entry.outcome, span);
    return entry.outcome.signature;
  };

  const pureCallee = (id: string, span: Span): PureCallee => {
    const entry = entries.get(id);
    invariant(entry !== undefined, "a function token names a site");
    const { name } = entry.site;
    const mayBe = looksLogical(entry.site) || isPureByContract(entry.site) || isPureExtern(entry.site);
    if (entry.notLogical || !mayBe) return refuseMeaning(name, span);
    const signature = signatureOf(entry, span);
    if (entry.state === "working") entry.consultedAsLogical = true;
    else if (entry.outcome?.kind === "lowered" && entry.outcome.logical === undefined) return refuseMeaning(name, span);
    const { receiver, parameters, result } = signature;
    const all = receiver === undefined ? parameters : [{ variable: receiver, fallback: undefined }, ...parameters];
    return { id, name, parameters: all, result, ...(isPureExtern(entry.site) ? { bare: true } : {}) };
  };

  /** As far as is known: while it is at work it is taken to have one. */
  const hasMeaning = (entry: Entry): boolean => {
    if (entry.notLogical) return false;
    ensure(entry);
    return entry.outcome === undefined || (entry.outcome.kind === "lowered" && entry.outcome.logical !== undefined);
  };

  const constant = (symbol: ts.Symbol, file: ProjectFile, span: Span): Constant | undefined => {
    const known = constants.get(symbol);
    if (known !== undefined) return known;
    if (evaluating.has(symbol)) return refuseConstant(span, "The constant is defined by itself.");
    evaluating.add(symbol);
    try {
      return evaluated(symbol, file, span);
    } finally {
      evaluating.delete(symbol);
    }
  };

  const evaluated = (symbol: ts.Symbol, file: ProjectFile, span: Span): Constant | undefined => {
    const found = readConstant(symbol, file.checker, span, {
      project,
      table,
      evaluate: (node, type, owner) => {
        const body = emptyBody(world, owner);
        if (hasEffects(node, body)) return refuseConstant(span, "The constant is computed with effects.");
        const wanted = type && sortOfType(owner.checker.getTypeFromTypeNode(type), "int", span, reader(owner));
        return elaborate(toSyntax(node, body), body.cx, wanted);
      },
    });
    if (found !== undefined) constants.set(symbol, found);
    return found;
  };

  const world: OpenWorld = {
    project,
    table,
    reader,
    sites,
    siteOf: (declaration) => {
      const file = project.fileOf(declaration.getSourceFile());
      return file && bySymbol.get(keyOf(declaration, file));
    },
    instance: (site) => {
      const known = entries.get(site.id);
      if (known === undefined) entries.set(site.id, newEntry(site));
      return known?.site ?? site;
    },
    siteById: (id) => entries.get(id)?.site,
    isTermInCode: (site) => !site.contracted && looksLogical(site) && !takesFunction(site) && hasMeaning(entryOf(site)),
    signature: (site, span) => signatureOf(entryOf(site), span),
    pureCallee,
    memberOf: (type, name) => members(type, name),
    isReadEarly: early.isReadEarly,
    replacedLibrary: replacedLibrary(project),
    runsText: runsText(project),
    firstEarlyRead: early.firstEarlyRead,
    isOpened: (declaration) => opened.has(declaration) || letGo.assigned.has(declaration),
    constant,
    hintForName: (name, file) => {
      const from = project.unresolvedImport(name, file.checker);
      return from === undefined
        ? undefined
        : `\`${from}\`, imported by ${file.path}, was not found; for a type of it, \`//@ declare-type N = …\` says what it is.`;
    },
    functionNames: (file) => sites.flatMap((site) => (site.file === file ? [site.name] : [])),
    outcome: (site) => {
      const entry = entryOf(site);
      ensure(entry);
      invariant(entry.outcome !== undefined, "a finished function has an outcome");
      return entry.outcome;
    },
  };
  const members = classMembers(world, sites, bySymbol);
  return world;
}

/**
 * Clauses have no symbols: a member is found by the sort of the object, where just one class has such objects.
 * Soundness: a method that another class replaces is not found, as it is not called.
 */
function classMembers(
  world: World,
  sites: readonly FunctionSite[],
  bySymbol: ReadonlyMap<string, FunctionSite>,
): World["memberOf"] {
  const isCalled = (site: FunctionSite): boolean =>
    takesReceiver(site) && !ts.isSetAccessor(site.node) && bySymbol.has(keyOf(site.symbolNode, site.file));
  /** Of a class whose objects are told apart by their sort. */
  const ofClass = ({ owner, typeArguments }: ClassAt, name: string): FunctionSite | undefined => {
    const site = sites.find((s) => s.node.parent === owner && s.nameNode.getText() === name && isCalled(s));
    return site && instanceFor(site, typeArguments, spanIn(site.file, site.nameNode), world);
  };
  let known: Map<string, Map<string, FunctionSite | "several">> | undefined;
  const read = (): Map<string, Map<string, FunctionSite | "several">> => {
    const found = new Map<string, Map<string, FunctionSite | "several">>();
    for (const site of sites) {
      const owner = site.node.parent;
      if (!ts.isClassLike(owner) || !isCalled(site)) continue;
      const sort = attempt(() => classSort(owner, spanIn(site.file, site.nameNode), world.reader(site.file)));
      if (!("value" in sort) || sort.value === undefined) continue;
      const members = found.get(sort.value.name) ?? new Map<string, FunctionSite | "several">();
      found.set(sort.value.name, members);
      const name = site.nameNode.getText();
      members.set(name, members.has(name) ? "several" : site);
    }
    return found;
  };
  return (type, name) => {
    known ??= read();
    const at = world.table.classes.get(type);
    const site = at === undefined ? known.get(type)?.get(name) : at === "several" ? at : ofClass(at, name);
    if (site === undefined || site === "several") return site;
    return { id: site.id, getter: ts.isGetAccessor(site.node) };
  };
}

function keyOf(node: ts.Node, file: ProjectFile): string {
  return `${file.path}:${node.pos}:${node.kind}`;
}

function newEntry(site: FunctionSite): Entry {
  return {
    site,
    state: "new",
    kinds: new Map(),
    provisional: undefined,
    modifies: new Set(),
    sharing: noSummary,
    beyond: nothingBeyond,
    consulted: false,
    consultedAsLogical: false,
    notLogical: false,
    outcome: undefined,
  };
}

function reset(entry: Entry): void {
  entry.state = "new";
  entry.outcome = undefined;
  entry.provisional = undefined;
}

/** Was more found than was taken for granted? Then it is taken for granted from now on. */
function changed(entry: Entry, outcome: Outcome): boolean {
  if (outcome.kind === "refused") return false;
  const { signature, logical } = outcome;
  const sameSort = entry.provisional !== undefined && sameText(entry.provisional.result, signature.result);
  const covered =
    [...signature.modifies].every((name) => entry.modifies.has(name)) && includes(entry.sharing, signature.sharing);
  const { keeps, pokes } = signature.beyond;
  const known = (entry.beyond.keeps || !keeps) && (entry.beyond.pokes || !pokes);
  entry.beyond = { keeps: entry.beyond.keeps || keeps, pokes: entry.beyond.pokes || pokes };
  const notLogical = entry.consultedAsLogical && logical === undefined;
  entry.modifies = new Set([...entry.modifies, ...signature.modifies]);
  entry.sharing = union(entry.sharing, signature.sharing);
  if (notLogical) entry.notLogical = true;
  return !sameSort || !covered || !known || notLogical;
}

function sameText(a: Sort, b: Sort): boolean {
  return refinedText(a) === refinedText(b);
}

/**
 * What goes wrong in one function costs no other its verdict: expressions and callees can be nested so that the stack does
 * not suffice, and a defect of ours is told as ours.
 */
function loweredOrGivenUp(entry: Entry, world: World, overflow: OverflowMode): Outcome {
  try {
    return lowerFunction(entry, world, overflow);
  } catch (error) {
    const { file, name, nameNode } = entry.site;
    const span = spanIn(file, nameNode);
    const diagnostic: Diagnostic =
      error instanceof RangeError
        ? {
            code: "unsupported.function",
            span,
            message: `\`${name}\` is nested too deeply to be read, with what it calls.`,
            hint: "Give the functions that it calls contracts of their own, and split long expressions.",
          }
        : { code: "internal.bug", span, message: `A defect of Countercheck's own, met in \`${name}\`: ${error}` };
    return { kind: "refused", refusals: [new Refusal("unsupported", diagnostic)], used: [] };
  }
}

const here = "cannot be read for the types that it has here";

function refuseCall(site: FunctionSite, outcome: Outcome, span: Span): never {
  const [refusal] = outcome.kind === "refused" ? outcome.refusals : [];
  if (site.typeArguments !== undefined && refusal !== undefined) {
    // Of the function for these types nothing else is said.
    const { message, hint, code } = refusal.diagnostic;
    unsupported({
      code,
      span,
      message: message.includes(here) ? message : `\`${site.name}\` ${here}: ${message}`,
      hint: hint ?? "Write a function for the concrete types.",
    });
  }
  return unsupported({
    code: "callee.unsupported",
    span,
    message: `\`${site.name}\`, called here, could not be read; see what is said of it.`,
  });
}

function refuseMeaning(name: string, span: Span): never {
  return unsupported({
    code: "unsupported.call",
    span,
    message: `\`${name}\` cannot stand in a clause: its body is not a pure expression.`,
    hint: "Write it with `return`, `if`, `switch` and `const` alone, or mark it `//@ pure` and say with `ensures` what it gives.",
  });
}

function refuseConstant(span: Span, message: string): never {
  return unsupported({ code: "unsupported.constant", span, message });
}
