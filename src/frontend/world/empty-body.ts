/** Gives the state of lowering where there is no function: for constants of modules and defaults of parameters. */
import { unitSort } from "../../ir/index.js";
import type { ProjectFile } from "../project.js";
import type { Entity, Surroundings } from "../syntax/entity.js";
import type { Body } from "./body.js";
import type { World } from "./world.js";

export function emptyBody(world: World, file: ProjectFile): Body {
  const tokens = new Map<string, Entity>();
  return {
    world,
    site: { file },
    cx: codeSurroundings(world, tokens),
    termsOnly: true,
    locals: new Map(),
    parameters: new Map(),
    parts: new Map(),
    tokens,
    names: new Map(),
    assigned: new Set(),
    marks: new Map(),
    kinds: new Map(),
    result: unitSort,
    resultOwner: undefined,
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
    autohavoc: false,
    bare: new Set(),
    linked: new Set(),
    iterations: [],
    used: new Set(),
    sink: [],
    counter: 0,
  };
}

/** Code resolves names by the tokens that `lower/name.ts` made of symbols. */
export function codeSurroundings(
  world: World,
  tokens: ReadonlyMap<string, Entity>,
  binder: (name: string) => string = (name) => name,
): Surroundings {
  return {
    place: "code",
    table: world.table,
    resolve: (name) => tokens.get(name),
    candidates: () => [],
    result: undefined,
    atEntry: undefined,
    freshBinder: binder,
    pureCallee: world.pureCallee,
    memberOf: world.memberOf,
    sortOfTypeText: () => ({ kind: "int" }),
  };
}
