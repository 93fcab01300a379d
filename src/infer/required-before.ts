/**
 * Takes what follows a place and what has to hold where that leads; gives what has to hold at the place, a condition
 * each, by substitution backwards. What it cannot carry it leaves out, and it goes past loops as if they did nothing: the
 * results are hints for candidates and nothing more.
 * Source: Dijkstra, "A Discipline of Programming" (1976); Furia, Meyer, "Inferring loop invariants using postconditions" (2010).
 */
import { changedBy, instantiate, replaced } from "../calculus/index.js";
import {
  children,
  freeVariables,
  implies,
  isTrue,
  not,
  type Program,
  resultName,
  type Statement,
  same,
  type Term,
  unit,
  use,
} from "../ir/index.js";
import { simplified } from "./simplified.js";

export interface Leaving {
  /** What the function ensures; none inside a loop, where the conditions of the next round are given instead. */
  readonly post: readonly Term[];
  /** The statements that come next, up to the end of the function or of the round. */
  readonly rest: readonly Statement[];
  /** What comes next after `break label` and `continue label`. */
  readonly jumps: ReadonlyMap<string, readonly Statement[]>;
}

/** More conditions than this are not worth their candidates. */
const most = 24;
const largest = 400;

export function requiredBefore(leaving: Leaving, atEnd: readonly Term[], program: Program): readonly Term[] {
  const found = before(leaving.rest, [...leaving.post, ...atEnd], { leaving, ends: leaving.post, program });
  return found
    .flatMap(conjuncts)
    .map((term) => simplified(term, program.types))
    .flatMap(conjuncts)
    .filter(isOfUse)
    .slice(0, most);
}

function isOfUse(term: Term): boolean {
  return !isTrue(term) && !freeVariables(term).has(resultName) && !readsWritten(term);
}

/** Elements of an array as it will be after writes at places of its own: what such a condition leads to is dear. */
function readsWritten(term: Term): boolean {
  return (term.kind === "apply" && term.operator === "array.set") || children(term).some(readsWritten);
}

interface Around {
  readonly leaving: Leaving;
  readonly ends: readonly Term[];
  readonly program: Program;
}

function before(list: readonly Statement[], post: readonly Term[], around: Around): readonly Term[] {
  return list.reduceRight((now, part) => beforeOne(part, now, around).slice(0, largest), post);
}

function beforeOne(part: Statement, post: readonly Term[], around: Around): readonly Term[] {
  switch (part.kind) {
    case "let":
      return part.value === undefined ? without(post, part.variable.name) : given(post, part.variable.name, part.value);
    case "assign": {
      const { target, value } = part;
      return given(post, target.root.name, replaced(use(target.root), target.path, value, around.program.types));
    }
    case "block":
      return before(part.body, post, around);
    case "if": {
      const { condition } = part;
      const then = beforeOne(part.then, post, around);
      const other = beforeOne(part.else, post, around);
      const shared = then.filter((term) => other.includes(term));
      return [
        ...shared,
        ...then.filter((term) => !shared.includes(term)).map((term) => implies(condition, term)),
        ...other.filter((term) => !shared.includes(term)).map((term) => implies(not(condition), term)),
      ];
    }
    case "labelled":
      return beforeOne(part.body, post, around);
    case "return":
      return given(around.ends, resultName, part.value ?? unit);
    case "throw":
    case "break":
    case "continue":
      return [];
    case "call":
    case "havoc":
    case "order":
      return changedBy([part], around.program).reduce((now, { root }) => without(now, root.name), post);
    case "loop":
    case "assert":
    case "assume":
    case "use":
      return post;
  }
}

function without(post: readonly Term[], name: string): readonly Term[] {
  return post.filter((term) => !freeVariables(term).has(name));
}

function given(post: readonly Term[], name: string, value: Term): readonly Term[] {
  const replacement = new Map([[name, value]]);
  return post.map((term) => (freeVariables(term).has(name) ? instantiate(term, replacement) : term));
}

/** The parts of a conjunction, also of one that is a conclusion or stands under `forall`-free implications. */
export function conjuncts(term: Term): readonly Term[] {
  if (term.kind !== "apply") return [term];
  const [first, second] = term.args;
  if (term.operator === "and") return term.args.flatMap(conjuncts);
  if (term.operator === "implies" && first !== undefined && second !== undefined) {
    return conjuncts(second).map((part) => implies(first, part));
  }
  if (term.operator === "iff" && first !== undefined && second !== undefined) return [same(first, second)];
  return [term];
}
