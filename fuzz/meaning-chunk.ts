/**
 * A process of `fuzz/meaning.ts`: takes a seed and which programs of its sequence are wanted; generates them, evaluates
 * each in JavaScript, in the reference interpreter and in Z3, and prints a line of JSON for each.
 */
import fc from "fast-check";
import { withOwnRequires } from "../src/calculus/index.js";
import { load } from "../src/frontend/index.js";
import type { Program, Value } from "../src/ir/index.js";
import { filesOf } from "../test/unit/engine/files.js";
import { type Agreement, agreement } from "./agreement.js";
import { type Module, moduleOf, readAs } from "./observe.js";
import { options } from "./options.js";
import { type GeneratedProgram, programOf } from "./programs.js";
import { prelude } from "./shapes.js";
import { openSession, SolverTrapped } from "./z3-session.js";

/** Exit code where Z3 cannot be asked again: the program at work has no answer, and another process goes on. */
const trapped = 75;

/** Programs in one file, and under one seed of fast-check's. */
const perFile = 50;

export interface Line {
  readonly at: number;
  readonly found: Agreement | { readonly kind: "declined"; readonly why: string };
  readonly text?: string;
}

interface Case {
  readonly at: number;
  readonly name: string;
  readonly program: GeneratedProgram;
}

const { seed, from, to } = options({ seed: 1, from: 0, to: 0 });
const session = await openSession();

function casesOf(file: number): readonly Case[] {
  const tapes = fc.sample(fc.array(fc.nat(0xffff), { minLength: 120, maxLength: 120 }), {
    seed: seed * 1_000_003 + file,
    numRuns: perFile,
  });
  return tapes.map((tape, i) => {
    const at = file * perFile + i;
    return { at, name: `f${at}`, program: programOf(`f${at}`, tape) };
  });
}

function evaluated({ at, name, program }: Case, module: Module, loaded: Program): Line["found"] {
  const came = module(name, program.parameters);
  if (came === undefined) return { kind: "outside", why: "JavaScript throws" };
  const fn = [...loaded.functions.values()].find((f) => f.name === name);
  if (fn === undefined) {
    const why = loaded.declined.find((d) => d.name === name)?.diagnostics[0];
    return { kind: "declined", why: `${why?.code ?? "unread"}: ${why?.message ?? ""}` };
  }
  const problems: string[] = [];
  const read = (given: Parameters<typeof readAs>[0], sort: Parameters<typeof readAs>[1]): readonly Value[] => {
    const value = readAs(given, sort, loaded);
    if (typeof value !== "string") return [value];
    problems.push(value);
    return [];
  };
  const { parameters, result } = fn.contract;
  const args = parameters.flatMap(({ sort }, i) => read(program.parameters[i]?.value, sort));
  const finals = parameters.flatMap(({ sort }, i) => read(came.finals[i], sort));
  const [value] = read(came.result, result);
  // An integer that leaves the integers, by an infinity: outside the safe integers.
  if (problems.some((problem) => /not a finite number/u.test(problem))) return { kind: "outside", why: "infinity" };
  if (value === undefined || problems.length > 0) {
    return { kind: "hit", text: `JavaScript's value is none of its sort: ${problems.join("; ")}` };
  }
  return agreement(fn, { args, result: value, finals }, loaded, session, at % 50 === 0);
}

function file(number: number): void {
  const cases = casesOf(number).filter(({ at }) => at >= from && at < to);
  const text = [prelude, ...cases.map((c) => c.program.text)].join("\n\n");
  const module = moduleOf(
    text,
    cases.map((c) => c.name),
  );
  const files = filesOf({ "a.ts": text }, "/fuzz");
  const request = { root: "/fuzz", files, targets: ["a.ts"], overflow: "check", jsdoc: false } as const;
  const loaded = withOwnRequires(load(request).program);
  for (const one of cases) {
    const found = evaluated(one, module, loaded);
    const line: Line = found.kind === "hit" ? { at: one.at, found, text: one.program.text } : { at: one.at, found };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

try {
  for (let number = Math.floor(from / perFile); number * perFile < to; number++) file(number);
} catch (error) {
  if (!(error instanceof SolverTrapped)) throw error;
  process.exitCode = trapped;
}
