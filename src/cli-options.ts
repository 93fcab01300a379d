/**
 * Takes the words of the command line; gives the command and its options, or a `UsageProblem` that names the nearest
 * legal form. The tables below are the only place where options are listed: parsing, help and the README come from them.
 */
import { parseArgs } from "node:util";
import { nearest } from "./base/index.js";
import { failOnList, type Overflow } from "./configuration.js";
import { type FailOn, parseFailOn } from "./report/index.js";
import { UsageProblem } from "./usage-problem.js";

export type Format = "text" | "json" | "markdown";
export type CommandName = "check" | "review";

export interface Options {
  readonly format: Format;
  readonly output: string | undefined;
  readonly overflow: Overflow | undefined;
  readonly limit: number | undefined;
  readonly jobs: number | undefined;
  /** A folder, `off`, or undefined for the default place. */
  readonly bank: string | undefined;
  readonly failOn: FailOn | undefined;
  readonly retry: boolean;
  readonly replay: boolean;
  /** Of `check`: functions without a contract too. */
  readonly all: boolean;
  readonly verbose: boolean;
  readonly config: string | undefined;
  readonly base: string | undefined;
  readonly head: string | undefined;
  readonly html: string | undefined;
}

export type Invocation =
  | { readonly kind: "help"; readonly command: CommandName | undefined }
  | { readonly kind: "version" }
  | {
      readonly kind: "run";
      readonly command: CommandName;
      readonly args: readonly string[];
      readonly options: Options;
    };

interface Described {
  readonly type: "string" | "boolean";
  readonly short?: string;
  readonly value?: string;
  readonly says: string;
}

const shared = {
  format: { type: "string", value: "text|json|markdown", says: "what the report looks like (text)" },
  output: { type: "string", short: "o", value: "FILE", says: "write the report to a file instead of stdout" },
  overflow: {
    type: "string",
    value: "check|warn|ignore",
    says: "integers beyond ±(2^53 − 1): prove, list, ignore (warn)",
  },
  limit: { type: "string", value: "N", says: "multiples of the solver's default limit (1)" },
  jobs: { type: "string", short: "j", value: "N", says: "solvers at once (by cores and memory)" },
  bank: { type: "string", value: "DIR|off", says: "where proofs are remembered, or not at all" },
  "fail-on": { type: "string", value: "LIST", says: "never, or a list of what fails the run (refuted)" },
  retry: { type: "boolean", says: "ask again what was unproven last time" },
  replay: { type: "string", value: "on|off", says: "run functions on the inputs found (on)" },
  config: { type: "string", value: "FILE", says: "configuration to use instead of the nearest one" },
  verbose: { type: "boolean", short: "v", says: "derivations, the prover's words, what is left out" },
  help: { type: "boolean", short: "h", says: "this text" },
} as const satisfies Record<string, Described>;

const review = {
  base: { type: "string", value: "REV", says: "revision that the change is measured against" },
  head: { type: "string", value: "REV", says: "revision that is reviewed (the working tree)" },
  html: { type: "string", value: "FILE", says: "write the review as a page that looks like a pull request" },
} as const satisfies Record<string, Described>;

export const commands: Readonly<Record<CommandName, { readonly says: string; readonly usage: string }>> = {
  check: { says: "check the contracts of files", usage: "countercheck check [files|folders|globs…] [options]" },
  review: { says: "review a change as the bot would", usage: "countercheck review --base REV [--head REV] [options]" },
};

const check = {
  all: { type: "boolean", says: "look at functions without a contract too: what breaks by itself" },
} as const satisfies Record<string, Described>;

export function optionsOf(command: CommandName): Readonly<Record<string, Described>> {
  return command === "check" ? { ...check, ...shared } : { ...review, ...shared };
}

export function parseCommandLine(words: readonly string[]): Invocation {
  const [first, ...rest] = words;
  if (first === undefined || first === "--help" || first === "-h" || first === "help") {
    return { kind: "help", command: rest.find(isCommand) };
  }
  if (first === "--version" || first === "-V" || first === "version") return { kind: "version" };
  if (isCommand(first)) return parseCommand(first, rest);
  const meant = nearest(first, Object.keys(commands));
  const names = Object.keys(commands).join(", ");
  const remedy = meant === undefined ? `The commands are ${names}.` : `Did you mean \`countercheck ${meant}\`?`;
  throw new UsageProblem("usage.command", `there is no command "${first}"`, { remedy });
}

function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commands, word);
}

function parseCommand(command: CommandName, words: readonly string[]): Invocation {
  const described = optionsOf(command);
  refuseUnknown(command, words, described);
  const table = Object.fromEntries(
    Object.entries(described).map(([name, { type, short }]) => [
      name,
      short === undefined ? { type } : { type, short },
    ]),
  );
  const { values, positionals } = parsed(words, table);
  if (values["help"] === true) return { kind: "help", command };
  if (command === "review" && positionals[0] !== undefined) {
    const remedy = "Name revisions with --base and --head.";
    throw new UsageProblem("usage.value", `review takes no files: "${positionals[0]}"`, { remedy });
  }
  return { kind: "run", command, args: positionals, options: decode(command, values) };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parsed(words: readonly string[], options: Readonly<Record<string, { readonly type: "string" | "boolean" }>>) {
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    return { values: values as Values, positionals };
  } catch (error) {
    // parseArgs says what is wrong in its first sentence; unknown options are told apart before.
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new UsageProblem("usage.value", message);
  }
}

function refuseUnknown(
  command: CommandName,
  words: readonly string[],
  described: Readonly<Record<string, Described>>,
): void {
  const shorts = Object.values(described).flatMap(({ short }) => (short === undefined ? [] : [short]));
  const end = words.indexOf("--");
  for (const word of end < 0 ? words : words.slice(0, end)) {
    const long = /^--([^=]+)/u.exec(word)?.[1];
    const short = /^-([^-\d])/u.exec(word)?.[1];
    if (long !== undefined && !Object.hasOwn(described, long))
      refuse(command, `--${long}`, nearest(long, Object.keys(described)));
    if (short !== undefined && !shorts.includes(short)) refuse(command, `-${short}`, undefined);
  }
}

function refuse(command: CommandName, option: string, meant: string | undefined): never {
  const help = `\`countercheck ${command} --help\` lists the options.`;
  const remedy = meant === undefined ? help : `Did you mean --${meant}? ${help}`;
  throw new UsageProblem("usage.option", `\`${command}\` has no option ${option}`, { remedy });
}

function decode(command: CommandName, values: Values): Options {
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  if (command === "review" && text("base") === undefined) {
    const remedy = "For example: countercheck review --base origin/main";
    throw new UsageProblem("usage.value", "review needs --base REV", { remedy });
  }
  return {
    format: oneOf("format", text("format"), ["text", "json", "markdown"]) ?? "text",
    output: text("output"),
    overflow: oneOf("overflow", text("overflow"), ["check", "warn", "ignore"]),
    limit: positive("limit", text("limit"), { whole: false }),
    jobs: positive("jobs", text("jobs"), { whole: true }),
    bank: text("bank"),
    failOn: failOnOf(text("fail-on")),
    retry: values["retry"] === true,
    replay: (oneOf("replay", text("replay"), ["on", "off"]) ?? "on") === "on",
    all: values["all"] === true,
    verbose: values["verbose"] === true,
    config: text("config"),
    base: text("base"),
    head: text("head"),
    html: text("html"),
  };
}

function oneOf<T extends string>(option: string, value: string | undefined, legal: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = legal.find((word) => word === value);
  if (found !== undefined) return found;
  const meant = nearest(value, legal);
  const more = meant === undefined ? {} : { remedy: `Did you mean ${meant}?` };
  throw new UsageProblem("usage.value", `--${option} is ${legal.join(" or ")}, not "${value}"`, more);
}

function positive(
  option: string,
  value: string | undefined,
  { whole }: { readonly whole: boolean },
): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d+(?:\.\d+)?$/u.test(value) ? Number(value) : 0;
  if (number > 0 && number <= 1e6 && (!whole || Number.isInteger(number))) return number;
  throw new UsageProblem("usage.value", `--${option} is a ${whole ? "whole " : ""}number above 0, not "${value}"`);
}

export function failOnOf(value: string | undefined): FailOn | undefined {
  if (value === undefined) return undefined;
  const read = parseFailOn(value);
  if ("failOn" in read) return read.failOn;
  const remedy = `It is never, or a list of ${failOnList}.`;
  throw new UsageProblem("usage.value", `"${read.unknown}" is nothing that --fail-on knows`, { remedy });
}

export function helpText(command: CommandName | undefined): string {
  if (command === undefined) {
    const list = Object.entries(commands).map(([name, { says }]) => `  ${name.padEnd(8)} ${says}`);
    const more = [
      "  --help     this text, or that of a command: countercheck check --help",
      "  --version  the version",
    ];
    return `Proves annotated TypeScript functions, and shows the input that breaks them.\n\nCommands\n${list.join("\n")}\n\n${more.join("\n")}\n`;
  }
  const rows = Object.entries(optionsOf(command)).map(([name, { short, value, says }]) => {
    const flags = `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
    return `  ${flags.padEnd(36)} ${says}`;
  });
  const { usage, says } = commands[command];
  const list = `LIST may name ${failOnList}; the first three always fail.`;
  const codes = "Exit code: 0 nothing fails, 1 something fails, 2 wrong use, 3 our own failure, 130 interrupted.";
  return `${usage}\n\n${says[0]?.toUpperCase()}${says.slice(1)}.\n\nOptions\n${rows.join("\n")}\n\n${list}\n${codes}\n`;
}
