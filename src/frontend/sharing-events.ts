/**
 * Takes a body of the IR; gives what happens in it to values that can change: copies of references, writes, calls, with
 * their order and the loops around them. The matter of `sharing.ts`.
 */
import { assertNever } from "../base/index.js";
import {
  type Accessor,
  type Argument,
  children,
  type DataTypes,
  freeVariables,
  isMutable,
  type Statement,
  type Term,
  termsOfStep,
} from "../ir/index.js";
import type { Span } from "../source/index.js";
import { type Role, roleOf } from "./sharing-operators.js";

/** A variable whose object, or a part of it, a value refers to. */
export interface Source {
  readonly root: string;
  /** The value is the variable's own object. */
  readonly whole: boolean;
  /** Fields from the variable's object on; what the value refers to lies there or below. */
  readonly path: readonly string[];
}

export interface Copy {
  /** How the value is taken: as a variable's value, as a part of a variable's object, or as the result. */
  readonly kind: "bind" | "store" | "return";
  readonly target: string;
  readonly sources: readonly Source[];
  readonly span: Span;
  readonly position: number;
  readonly loop: number;
}

export interface Write {
  readonly root: string;
  /** Fields from the variable's object on, up to the first index; what changes lies there or below. */
  readonly path: readonly string[];
  /** An element of the variable's own array is given another value, or changes inside. */
  readonly atElement: boolean;
  readonly span: Span;
  readonly position: number;
}

export interface Use {
  readonly position: number;
  readonly loop: number;
}

export interface LoopRange {
  readonly end: number;
  readonly parent: number;
}

export interface CallEvent {
  readonly callee: string;
  readonly target: string | undefined;
  readonly args: readonly { readonly sources: readonly Source[]; readonly argument: Argument }[];
  readonly span: Span;
  readonly position: number;
}

export interface Events {
  readonly copies: readonly Copy[];
  readonly writes: readonly Write[];
  readonly calls: readonly CallEvent[];
  /** Where each local is declared: the loop around its `let`. */
  readonly declared: ReadonlyMap<string, number>;
  /** Where each variable is named. */
  readonly uses: ReadonlyMap<string, readonly Use[]>;
  /** By number; 0 is the function itself. */
  readonly loops: ReadonlyMap<number, LoopRange>;
}

/** The callee of a call of which nothing is known. No function has this id. */
const unknownCode = "\\unknown code";

export function eventsOf(body: Statement, types: DataTypes): Events {
  const copies: Copy[] = [];
  const writes: Write[] = [];
  const calls: CallEvent[] = [];
  const declared = new Map<string, number>();
  const uses = new Map<string, Use[]>();
  const ranges = new Map<number, LoopRange>();
  let position = 0;
  let loops = 0;

  const use = (name: string, loop: number): void => {
    const known = uses.get(name);
    if (known === undefined) uses.set(name, [{ position, loop }]);
    else known.push({ position, loop });
  };
  const read = (term: Term, loop: number): void => {
    const seen = new Set<Term>();
    const visit = (t: Term): void => {
      if (seen.has(t)) return;
      seen.add(t);
      if (t.kind === "variable") use(t.name, loop);
      children(t).forEach(visit);
    };
    visit(term);
  };
  const copy = (kind: Copy["kind"], target: string, value: Term, span: Span, loop: number): void => {
    const sources = sourcesOf(value, types);
    if (sources.length > 0) copies.push({ kind, target, sources, span, position, loop });
  };

  const visit = (s: Statement, loop: number): void => {
    position += 1;
    switch (s.kind) {
      case "let":
        declared.set(s.variable.name, loop);
        if (s.value === undefined) return;
        read(s.value, loop);
        // Proof-only state is a value of its own, which no code reaches.
        if (s.ghost === true) return;
        copy("bind", s.variable.name, s.value, s.span, loop);
        return;
      case "assign": {
        read(s.value, loop);
        if (s.ghost === true) return;
        const { root, path } = s.target;
        for (const term of path.flatMap(termsOfStep)) read(term, loop);
        // Re-pointing a variable names it without reading it: no use.
        if (path.length === 0 && s.inPlace === undefined) {
          copy("bind", root.name, s.value, s.span, loop);
          return;
        }
        use(root.name, loop);
        writes.push({ root: root.name, path: fieldsOf(path), atElement: isElement(path), span: s.span, position });
        const sources = s.inPlace === undefined ? sourcesOf(s.value, types) : sourcesAdded(s.value, types);
        if (sources.length > 0)
          copies.push({ kind: "store", target: root.name, sources, span: s.span, position, loop });
        return;
      }
      case "block":
        for (const part of s.body) visit(part, loop);
        return;
      case "if":
        read(s.condition, loop);
        visit(s.then, loop);
        visit(s.else, loop);
        return;
      case "loop": {
        loops += 1;
        const inner = loops;
        for (const clause of s.invariants) read(clause.term, inner);
        if (s.variant?.kind === "measure") for (const term of s.variant.terms) read(term, inner);
        for (const clause of s.doneWith ?? []) read(clause.term, inner);
        for (const part of s.prelude) visit(part, inner);
        position += 1;
        read(s.condition, inner);
        visit(s.body, inner);
        visit(s.step, inner);
        ranges.set(inner, { end: position, parent: loop });
        return;
      }
      case "labelled":
        visit(s.body, loop);
        return;
      case "return":
        if (s.value === undefined) return;
        read(s.value, loop);
        copy("return", "\\result", s.value, s.span, loop);
        return;
      case "call": {
        const args = s.args.map((argument) => ({ sources: sourcesOf(argument.value, types), argument }));
        for (const { value, place } of s.args) {
          read(value, loop);
          if (place === undefined) continue;
          use(place.root.name, loop);
          writes.push({
            root: place.root.name,
            path: fieldsOf(place.path),
            atElement: isElement(place.path),
            span: s.span,
            position,
          });
        }
        calls.push({ callee: s.callee, target: s.target?.name, args, span: s.span, position });
        return;
      }
      case "assert":
      case "assume":
        read(s.clause.term, loop);
        return;
      case "use":
        for (const arg of s.args) read(arg, loop);
        return;
      // Soundness: what is not in the model may write all it reaches, and keep any of it in another.
      case "havoc": {
        const reached = s.variables.filter((v) => v.name !== s.made?.name && isMutable(v.sort, types));
        for (const v of reached) {
          use(v.name, loop);
          writes.push({ root: v.name, path: [], atElement: false, span: s.span, position });
        }
        const kept = s.made === undefined ? [] : [s.made];
        const args = [...reached].map((v) => ({
          sources: [{ root: v.name, whole: true, path: [] }],
          argument: { value: { kind: "variable", ...v } as const },
        }));
        if (kept.some((v) => isMutable(v.sort, types)) || reached.length > 1)
          calls.push({ callee: unknownCode, target: s.made?.name, args, span: s.span, position });
        return;
      }
      case "break":
      case "continue":
      case "throw":
        return;
      default:
        assertNever(s);
    }
  };
  visit(body, 0);
  return { copies, writes, calls, declared, uses, loops: ranges };
}

function isElement(path: readonly Accessor[]): boolean {
  return path[0]?.kind === "index";
}

function fieldsOf(path: readonly Accessor[]): readonly string[] {
  const end = path.findIndex((step) => step.kind !== "field");
  return path.slice(0, end < 0 ? path.length : end).flatMap((step) => (step.kind === "field" ? [step.field] : []));
}

/** What a value of a changeable sort may refer to; one entry for each way in which it does. */
function sourcesOf(term: Term, types: DataTypes): readonly Source[] {
  if (!isMutable(term.sort, types)) return [];
  const part = (t: Term): readonly Source[] => sourcesOf(t, types).map((s) => ({ ...s, whole: false }));
  switch (term.kind) {
    case "variable":
      return [{ root: term.name, whole: true, path: [] }];
    case "literal":
      return [];
    case "apply":
      return term.args.flatMap((arg, i) => sourcesOfArgument(arg, roleOf(term.operator, i), types));
    case "construct":
      return term.args.flatMap((arg) => sourcesOf(arg, types));
    case "field": {
      const path = fieldPath(term);
      return path === undefined ? part(term.of) : [{ ...path, whole: false }];
    }
    case "is":
      return part(term.of);
    case "old":
      return sourcesOf(term.of, types);
    case "withField":
      return [...sourcesOf(term.of, types), ...sourcesOf(term.value, types)];
    case "call":
      return term.args.flatMap(part);
    case "quantifier":
      return [];
    case "tabulate":
      return elementSources(term, types);
    default:
      return assertNever(term);
  }
}

function sourcesOfArgument(arg: Term, role: Role, types: DataTypes): readonly Source[] {
  if (role === "reads") return [];
  const sources = sourcesOf(arg, types);
  return role === "itself" || role === "holds" ? sources : sources.map((s) => ({ ...s, whole: false }));
}

/** What an object that is changed in place comes to hold besides what it held: its old content is the first argument. */
function sourcesAdded(value: Term, types: DataTypes): readonly Source[] {
  if (value.kind !== "apply" || roleOf(value.operator, 0) !== "elements") return sourcesOf(value, types);
  return value.args.flatMap((arg, i) => (i === 0 ? [] : sourcesOfArgument(arg, roleOf(value.operator, i), types)));
}

/**
 * What the elements of a computed array refer to. Soundness: an element that is not the one at the same index of another
 * array may be one object in two places, which is said by naming its source twice.
 */
function elementSources(term: Extract<Term, { kind: "tabulate" }>, types: DataTypes): readonly Source[] {
  const found = sourcesOf(term.body, types)
    .filter((s) => s.root !== term.binder.name)
    .map((s) => ({ ...s, whole: false }));
  return holdsOwnElements(term.body, term.binder.name, types) ? found : [...found, ...found];
}

/** Every object that the body hands on is the element at the index, or lies below it. */
function holdsOwnElements(body: Term, index: string, types: DataTypes): boolean {
  if (!isMutable(body.sort, types)) return true;
  if (body.kind === "construct") return body.args.every((arg) => holdsOwnElements(arg, index, types));
  if (body.kind === "apply" && body.operator === "ite") {
    return body.args.slice(1).every((branch) => holdsOwnElements(branch, index, types));
  }
  return isOwnElement(body, index);
}

function isOwnElement(body: Term, index: string): boolean {
  if (body.kind === "field") return isOwnElement(body.of, index);
  if (body.kind !== "apply" || body.operator !== "array.get") return false;
  const [array, at] = body.args;
  return array !== undefined && !freeVariables(array).has(index) && at?.kind === "variable" && at.name === index;
}

/** Fields of fields of a variable; anything else in between only says that the value lies somewhere below. */
function fieldPath(term: Term): Pick<Source, "root" | "path"> | undefined {
  if (term.kind === "variable") return { root: term.name, path: [] };
  const of = term.kind === "field" ? fieldPath(term.of) : undefined;
  return term.kind === "field" && of !== undefined ? { root: of.root, path: [...of.path, term.field] } : undefined;
}
