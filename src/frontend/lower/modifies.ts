/**
 * Takes the `modifies` clauses of a function; gives the parameters that they name, and as clauses what they leave
 * unchanged: shown where the function returns, and known to callers.
 */
import type { ClauseSyntax, Expression } from "../../contract/index.js";
import {
  type Clause,
  type DataTypes,
  dataType,
  field,
  isMutable,
  type Sort,
  same,
  type Term,
  use,
  type Variable,
} from "../../ir/index.js";
import { Refusal } from "../syntax/refusal.js";
import type { FunctionSite } from "../world/functions.js";
import { isPureExtern } from "./extern.js";

type Modifies = Extract<ClauseSyntax, { keyword: "modifies" }>;

interface NamedPlace {
  readonly root: Variable;
  readonly path: readonly string[];
}

export interface Frame {
  /** Undefined where nothing is said. */
  readonly named: ReadonlySet<string> | undefined;
  /** That the rest of what the body may change is as it was. */
  readonly unchanged: (mayChange: ReadonlySet<string>) => readonly Clause[];
}

export function frameOf(
  site: FunctionSite,
  parameters: readonly Variable[],
  types: DataTypes,
  faults: Refusal[],
): Frame {
  const clauses = site.clauses.filter((c): c is Modifies => c.keyword === "modifies");
  const isPure = site.clauses.some((c) => c.keyword === "pure") || isPureExtern(site);
  const [first] = clauses;
  if (first === undefined) return { named: isPure ? new Set() : undefined, unchanged: () => [] };
  const places = clauses.flatMap((clause) => clause.places.flatMap((e) => placeOf(e, parameters, types, faults)));
  const text = `modifies ${clauses.map((c) => c.text).join(", ")}`;
  const clauseOf = (term: Term): Clause => ({ text, term, span: first.span });
  return {
    named: new Set(places.map(({ root }) => root.name)),
    unchanged: (mayChange) =>
      parameters
        .filter((p) => mayChange.has(p.name))
        .flatMap((p) =>
          kept(
            use(p),
            places.filter((at) => at.root.name === p.name).map((at) => at.path),
            types,
          ),
        )
        .map((term) => clauseOf(same(term, { kind: "old", of: term, sort: term.sort }))),
  };
}

/** The parts of a value that none of the paths leads to. */
function kept(value: Term, paths: readonly (readonly string[])[], types: DataTypes): readonly Term[] {
  if (paths.some((path) => path.length === 0)) return [];
  if (paths.length === 0) return [value];
  const ctor = recordOf(value.sort, types);
  if (ctor === undefined) return [];
  return ctor.fields.flatMap((f) => {
    const inner = paths.filter(([name]) => name === f.name).map((path) => path.slice(1));
    return kept(field(value, ctor.name, f.name, f.sort), inner, types);
  });
}

function recordOf(sort: Sort, types: DataTypes) {
  const type = sort.kind === "data" ? dataType(types, sort.name) : undefined;
  return type?.shape === "record" ? type.constructors[0] : undefined;
}

function placeOf(e: Expression, parameters: readonly Variable[], types: DataTypes, faults: Refusal[]): NamedPlace[] {
  const fault = (message: string, hint?: string): NamedPlace[] => {
    faults.push(
      new Refusal("invalid", { code: "clause.type", span: e.span, message, ...(hint === undefined ? {} : { hint }) }),
    );
    return [];
  };
  if (e.kind === "member") {
    const [owner] = placeOf(e.object, parameters, types, faults);
    if (owner === undefined) return [];
    const sort = sortAt(owner, types);
    const found = sort && recordOf(sort, types)?.fields.find((f) => f.name === e.property);
    if (found === undefined) return fault(`There is no field \`${e.property}\` to name here.`);
    return [{ root: owner.root, path: [...owner.path, e.property] }];
  }
  const name = e.kind === "this" ? "this" : e.kind === "name" ? e.name : "";
  const root = parameters.find((p) => p.name === name);
  if (root === undefined) {
    faults.push(
      new Refusal("invalid", {
        code: "clause.unknown-name",
        span: e.span,
        message: `The function has no parameter \`${name}\`.`,
      }),
    );
    return [];
  }
  if (!isMutable(root.sort, types)) return fault(`\`${name}\` holds nothing that could change.`, "Leave it out.");
  return [{ root, path: [] }];
}

function sortAt({ root, path }: NamedPlace, types: DataTypes): Sort | undefined {
  return path.reduce<Sort | undefined>(
    (sort, name) => sort && recordOf(sort, types)?.fields.find((f) => f.name === name)?.sort,
    root.sort,
  );
}
