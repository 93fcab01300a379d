import ts from "typescript";
import { invariant } from "../base/index.js";
import {
  type Assumption,
  type Clause,
  type EffectiveContract,
  type Example,
  type FunctionIR,
  isMutable,
  type OverflowMode,
  type SharedCase,
  type Sort,
  type Statement,
  type Variant,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { extentOf, type Header, overflowOf, realOnPurpose } from "./annotations/function-header.js";
import { buildLogical } from "./annotations/logical.js";
import { externBeyond, externSharing, isExtern, isPureExtern } from "./lower/extern.js";
import { frameOf } from "./lower/modifies.js";
import type { Project, ProjectFile } from "./project.js";
import { renamed } from "./sharing/borrows.js";
import type { CalleeSharing } from "./sharing/calls.js";
import { type Beyond, nothingBeyond, withKept } from "./sharing/kept.js";
import { beyondName } from "./sharing/references.js";
import { analyseSharing, type Sharing } from "./sharing/sharing.js";
import { spanIn } from "./syntax/places.js";
import { Refusal } from "./syntax/refusal.js";
import { appliesValues, entryAssumptions, functionsAreValues } from "./world/assumptions.js";
import type { Body } from "./world/body.js";
import { effectiveContract } from "./world/effective-contract.js";
import type { FunctionSite } from "./world/functions.js";
import { inferredRecursionMeasure } from "./world/measure.js";
import { argumentsAreOwn, otherCode } from "./world/other-code.js";
import { usesReals } from "./world/uses-reals.js";
import type { Entry, Outcome, World } from "./world/world.js";

function beyondOf(id: string, world: World, span: Span): Beyond {
  const callee = world.siteById(id);
  return callee === undefined ? nothingBeyond : world.signature(callee, span).beyond;
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
  readonly examples: readonly Example[];
  readonly faults: Refusal[];
}

export function assemble(parts: Parts): Outcome {
  const { entry, header, world, body, result, requires, faults } = parts;
  const { site } = entry;
  const { types } = world.table;
  const own = header.parameters.map((p) => p.variable);
  const parameters = header.receiver === undefined ? own : [header.receiver, ...own];
  const frame = frameOf(site, parameters, types, faults);
  const trusted = isExtern(site);
  const nameSpan = spanIn(site.file, site.nameNode);
  const known = trusted
    ? { body: parts.statements, beyond: externBeyond(site, frame.named) }
    : withKept(parts.statements, parameters, types, (id) => beyondOf(id, world, nameSpan));
  const statements = known.body;
  const sharing = trusted
    ? { body: statements, cases: [], ...externSharing(parameters, frame.named, types, externBeyond(site, frame.named)) }
    : analyseSharing({
        body: statements,
        parameters,
        types,
        distinct: parts.pairs,
        iterations: body.iterations,
        callee: (id, span) => calleeSharing(id, span, world),
        givesBeyond: (id) => givesBeyond(id, nameSpan, world),
        span: nameSpan,
      });
  const modifies = new Set([...sharing.modifies, ...(frame.named ?? [])]);
  const ensures = trusted ? parts.ensures : [...parts.ensures, ...frame.unchanged(sharing.modifies)];
  const throws = site.clauses.some((c) => c.keyword === "throws") ? parts.throwing : undefined;
  const logical =
    (!trusted || (isPureExtern(site) && throws === undefined)) && modifies.size === 0
      ? buildLogical({
          site,
          world,
          parameters: header.parameters,
          receiver: header.receiver,
          result,
          requires,
          // What an extern ensures is known where it is called.
          ensures: throws === undefined && !trusted ? ensures : [],
          sorts: new Map([...body.locals].map(([symbol, local]) => [symbol, local.variable.sort])),
        })
      : undefined;
  const isPure = site.clauses.some((c) => c.keyword === "pure");
  if (isPure) requirePure(site, modifies, throws, faults);
  const variant = parts.variant ?? inferredRecursionMeasure(site, body, own);
  const contract = effectiveContract({
    parameters,
    result,
    requires,
    ensures,
    throws,
    variant,
    modifies: [...modifies],
    pure: isPure || logical !== undefined,
    sharing: sharing.summary,
    distinct: parts.pairs,
  });
  const cases = sharing.cases.map((c) => sharedCase(c, contract));
  if (faults.length > 0) return { kind: "refused", refusals: faults, used: [...body.used] };
  const overflow = overflowOf(site, parts.overflow);
  const reals = usesReals(statements, [...parameters.map((p) => p.sort), result], types);
  const calls = [...body.used].sort();
  const isMetBeyond = known.beyond.pokes || calls.some((id) => givesBeyond(id, nameSpan, world));
  return {
    kind: "lowered",
    logical,
    signature: {
      site,
      parameters: header.parameters,
      receiver: header.receiver,
      result,
      modifies,
      sharing: sharing.summary,
      distinct: parts.pairs,
      beyond: known.beyond,
    },
    lowered: {
      ir: {
        id: site.id,
        name: site.name,
        contract,
        ...(header.parameters.at(-1)?.rest === true ? { takesRest: true } : {}),
        ...calledAs(header),
        body: trusted ? undefined : sharing.body,
        entry: [
          ...entryAssumptions(parameters, types, spanIn(site.file, site.nameNode), site.file.strictNullChecks),
          ...(body.applied.calls > 0 || appliesValues(statements, contract) ? [functionsAreValues(nameSpan)] : []),
          ...[...body.classes].sort().map((name) => ownMethods(name, nameSpan)),
          ...trustedTypesSeen(site.file, world.project),
          ...otherCode(body.exported, world.runsText, nameSpan),
          ...(isMetBeyond && parameters.some((p) => isMutable(p.sort, types)) ? [argumentsAreOwn(nameSpan)] : []),
        ],
        overflow,
        ...(parts.examples.length === 0 ? {} : { examples: parts.examples }),
        calls,
        // Filled in when all functions are known.
        uses: [],
        span: spanIn(site.file, site.nameNode),
        extent: extentOf(site),
        declaration: spanIn(site.file, site.declaration),
        roundingUnmarked: reals && !realOnPurpose(site, header, types),
        usesReals: reals,
        ...(cases.length === 0 ? {} : { cases }),
        executable: undefined,
      },
      node: site.node,
      checker: site.file.checker,
      names: body.names,
      loops: body.loops,
      assertions: body.assertions,
      calls: body.calls,
      inlined: body.inlined,
      passed: body.passed,
      constants: body.constants,
    },
  };
}

function calledAs({ node, receiver }: Header): Pick<FunctionIR, "form"> {
  if (ts.isConstructorDeclaration(node)) return { form: "constructor" };
  if (receiver === undefined) return {};
  if (ts.isSetAccessor(node)) return { form: "setter" };
  return { form: ts.isGetAccessor(node) ? "getter" : "method" };
}

function sharedCase({ plan, body }: Sharing["cases"][number], contract: EffectiveContract): SharedCase {
  const { standing, text } = plan;
  const clause = (c: Clause): Clause => ({ ...c, term: renamed(c.term, standing) });
  const position = (name: string): number => contract.parameters.findIndex((p) => p.name === name);
  const { variant, throws } = contract;
  return {
    text,
    body,
    shared: [...standing].map(([name, first]) => [position(first.name), position(name)] as const),
    contract: {
      ...contract,
      requires: contract.requires.map(clause),
      ensures: contract.ensures.map(clause),
      throws: throws?.map(clause),
      variant:
        variant?.kind === "measure" ? { ...variant, terms: variant.terms.map((t) => renamed(t, standing)) } : variant,
    },
  };
}

/** What `declare-type` says of types that TypeScript does not find, here and in what the file can see. */
function trustedTypesSeen(file: ProjectFile, project: Project): readonly Assumption[] {
  const seen = new Set([file.path]);
  for (const path of seen) for (const other of project.imports.get(path) ?? []) seen.add(other);
  return [...seen].flatMap((path) =>
    (project.files.get(path)?.trustedTypes ?? []).map(({ declaration, span }): Assumption => {
      const why = "a run makes its arguments of the declared type";
      const text = `values are as \`declare-type\` says: ${declaration.replace(/;$/u, "")}`;
      return { kind: "input.types", text, predicate: { kind: "uncheckable", why }, span: { ...span, file: path } };
    }),
  );
}

/** SEMANTICS, section 4: a method is known by what the class says of it. */
function ownMethods(name: string, span: Span): Assumption {
  const text = `objects of ${name} have its methods, or others that keep their contracts`;
  const why = "a run makes its objects itself";
  return { kind: "input.types", text, predicate: { kind: "uncheckable", why }, span };
}

/** Soundness: what such a function gives may be an object that it gives again. */
function givesBeyond(id: string, span: Span, world: World): boolean {
  const site = world.siteById(id);
  if (site === undefined) return false;
  return world.signature(site, span).sharing.shares.some(({ a, b }) => [a.root, b.root].includes(beyondName));
}

function calleeSharing(id: string, span: Span, world: World): CalleeSharing {
  const site = world.siteById(id);
  invariant(site !== undefined, "a call names a function of the project");
  const { parameters, receiver, sharing, distinct } = world.signature(site, span);
  const own = parameters.map((p) => p.variable.name);
  return {
    name: site.name,
    parameters: receiver === undefined ? own : [receiver.name, ...own],
    summary: sharing,
    distinct,
    cases: sharing.same,
    throws: site.clauses.some((c) => c.keyword === "throws"),
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
