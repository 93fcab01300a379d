import { expect, test } from "vitest";
import { nearest } from "../../../src/base/index.js";
import { commands, helpText, optionsOf, parseCommandLine } from "../../../src/cli-options.js";
import { UsageProblem, usageText } from "../../../src/usage-problem.js";

function refused(...words: string[]): string {
  try {
    parseCommandLine(words);
  } catch (error) {
    if (error instanceof UsageProblem) return usageText(error);
    throw error;
  }
  return "accepted";
}

test("every option of check is read", () => {
  const words = "check a.ts src --format json -o out.json --overflow check --limit 2.5 --jobs 3 --bank off".split(" ");
  const more = "--fail-on unproven,assumption --retry --replay off -v --config c.json".split(" ");
  expect(parseCommandLine([...words, ...more])).toEqual({
    kind: "run",
    command: "check",
    args: ["a.ts", "src"],
    options: {
      format: "json",
      output: "out.json",
      overflow: "check",
      limit: 2.5,
      jobs: 3,
      bank: "off",
      failOn: ["unproven", "assumption"],
      retry: true,
      replay: false,
      all: false,
      verbose: true,
      config: "c.json",
      base: undefined,
      head: undefined,
      html: undefined,
    },
  });
});

test("an unknown option, command or value is refused with the nearest legal one", () => {
  expect(refused("check", "--fromat", "json")).toContain("Did you mean --format?");
  expect(refused("check", "--fial-on=never")).toContain("Did you mean --fail-on?");
  expect(refused("check", "--base", "main")).toContain("usage.option `check` has no option --base");
  expect(refused("chekc")).toContain("Did you mean `countercheck check`?");
  expect(refused("check", "--format", "jsn")).toContain("Did you mean json?");
  expect(refused("check", "-x")).toContain("no option -x");
  expect(refused("check", "--overflow", "never")).toContain("--overflow is check or warn or ignore");
  expect(refused("check", "--fail-on", "refuted,wrong")).toContain('"wrong" is nothing that --fail-on knows');
  for (const limit of ["0", "-1", "x", "1e9", "Infinity"])
    expect(refused("check", `--limit=${limit}`)).toContain("above 0");
  expect(refused("check", "--jobs=1.5")).toContain("whole number");
  expect(refused("check", "--retry=yes")).toContain("usage.value");
  expect(refused("check", "--format")).toContain("usage.value");
});

test("review needs a base and takes no files", () => {
  expect(refused("review")).toContain("review needs --base REV");
  expect(refused("review", "--base", "main", "src")).toContain("review takes no files");
  expect(parseCommandLine(["review", "--base", "main"])).toMatchObject({
    command: "review",
    options: { base: "main" },
  });
});

test("words after -- are files, whatever they look like", () => {
  expect(parseCommandLine(["check", "--", "--fromat"])).toMatchObject({ args: ["--fromat"] });
});

test("help names every option of the command, and nothing else", () => {
  for (const name of ["check", "review"] as const) {
    const help = helpText(name);
    const listed = [...help.matchAll(/^ {2}(?:-\w, | {4})--([\w-]+)/gmu)].map((match) => match[1]);
    expect(listed).toEqual(Object.keys(optionsOf(name)));
    expect(help).toContain(commands[name].usage);
    expect(parseCommandLine([name, "--help"])).toEqual({ kind: "help", command: name });
  }
  expect(parseCommandLine([])).toEqual({ kind: "help", command: undefined });
  expect(parseCommandLine(["--version"])).toEqual({ kind: "version" });
});

test("no line of help is wider than a terminal", () => {
  for (const command of [undefined, "check", "review"] as const) {
    for (const line of helpText(command).split("\n")) expect(line.length).toBeLessThanOrEqual(110);
  }
});

test("the nearest word is near, or there is none", () => {
  expect(nearest("exclud", ["include", "exclude"])).toBe("exclude");
  expect(nearest("zzzz", ["include", "exclude"])).toBeUndefined();
  expect(nearest("verb", ["verbose"])).toBe("verbose");
});
