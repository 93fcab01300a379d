import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../../../src/cli-main.js";
import type { World } from "../../../src/cli-terminal.js";
import type { CheckRequest } from "../../../src/engine/index.js";
import type { Parts } from "../../../src/parts.js";
import type { Report } from "../../../src/report/index.js";
import { finding, report, wrong } from "../report/sample.js";
import { commit, disk, folderWith, repositoryWith, writeFiles } from "./disk.js";

const code = "//@ ensures \\result > x\nexport function next(x: number): number {\n  return x;\n}\n";

const refuted = wrong(
  { function: "next", verdict: "refuted", file: "a.ts", extent: { startLine: 1, endLine: 4 } },
  {
    code: "postcondition.refuted",
    message: "`next(0)` returns 0, and `\\result > x` does not hold.",
    range: { line: 1, column: 13, endLine: 1, endColumn: 24 },
    patches: [],
    counterexample: { arguments: [{ name: "x", text: "0" }], call: "next(0)", outcome: "returned 0", confirmed: true },
  },
);
const verified = finding({ function: "next", verdict: "verified", file: "a.ts" });

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly requests: readonly CheckRequest[];
  readonly bankFolders: readonly (string | undefined)[];
}

interface Given {
  readonly cwd: string;
  readonly check?: (request: CheckRequest) => Promise<Report>;
  readonly env?: World["env"];
  readonly terminal?: boolean;
  readonly interrupt?: boolean;
}

async function run(words: readonly string[], given: Given): Promise<Ran> {
  const texts = { out: "", err: "" };
  const requests: CheckRequest[] = [];
  const bankFolders: (string | undefined)[] = [];
  const stream = (key: "out" | "err") => ({
    write: (text: string) => {
      texts[key] += text;
    },
    isTerminal: given.terminal ?? false,
    columns: 100,
  });
  const world: World = {
    cwd: given.cwd,
    env: given.env ?? {},
    stdout: stream("out"),
    stderr: stream("err"),
    now: () => 0,
    onInterrupt: (callback) => {
      if (given.interrupt === true) setTimeout(callback, 5);
      return () => {};
    },
  };
  const never = () => Promise.reject(new Error("nothing is asked of the solver here"));
  const parts: Parts = {
    z3WorkerFile: "",
    replayFile: "",
    loadEngine: () => ({
      nodeFileSystem: disk,
      check: (request, services) => {
        requests.push(request);
        services.progress.working("next", 0, 1);
        return given.check?.(request) ?? Promise.resolve(report([verified]));
      },
      openServices: ({ bankFolder, progress }) => {
        bankFolders.push(bankFolder);
        return {
          solver: { ask: never, statistics: () => ({ started: 0, queries: 0, seconds: 0 }), close: async () => {} },
          bank: undefined,
          replayer: { run: never, close: async () => {} },
          progress,
          now: () => 0,
          close: async () => ["closed"],
        };
      },
    }),
  };
  const exit = await main(words, world, parts, () => "1.2.3");
  return { code: exit, ...texts, requests, bankFolders };
}

const wrongReport = () => Promise.resolve(report([refuted]));

test("nothing fails is 0, something refuted is 1, and the report alone goes to stdout", async () => {
  const cwd = folderWith({ "a.ts": code });
  const fine = await run(["check"], { cwd });
  expect(fine.code).toBe(0);
  expect(fine.out).toContain("verified next");
  expect(fine.out).not.toContain("closed");
  const bad = await run(["check"], { cwd, check: wrongReport });
  expect(bad.code).toBe(1);
  expect(bad.out.split("\n")[0]).toBe(
    "a.ts:1:13: postcondition.refuted `next(0)` returns 0, and `\\result > x` does not hold.",
  );
  expect(bad.err).toBe("closed\n");
});

test("what fails is decided by flag, then configuration, then default", async () => {
  const cwd = folderWith({
    "a.ts": code,
    "countercheck.json": '{ "failOn": "never", "overflow": "check", "limit": 4 }',
  });
  const configured = await run(["check"], { cwd, check: wrongReport });
  expect(configured.code).toBe(0);
  expect(configured.requests[0]).toMatchObject({ overflow: "check", limit: 4, replay: true, retry: false });
  const flagged = await run(
    ["check", "--fail-on", "refuted", "--overflow", "ignore", "--limit", "2", "--replay", "off", "--retry"],
    {
      cwd,
      check: wrongReport,
    },
  );
  expect(flagged.code).toBe(1);
  expect(flagged.requests[0]).toMatchObject({ overflow: "ignore", limit: 2, replay: false, retry: true });
});

test("a wrong annotation that belongs to no function fails the run, unless nothing does", async () => {
  const cwd = folderWith({ "a.ts": code });
  const notice = { code: "annotation.block-comment" as const, message: "not read", file: "a.ts", line: 9 };
  const check = () => Promise.resolve(report([verified], { notices: [notice] }));
  expect((await run(["check"], { cwd, check })).code).toBe(1);
  expect((await run(["check", "--fail-on", "never"], { cwd, check })).code).toBe(0);
});

test("wrong use and paths that match nothing are 2, with nothing on stdout", async () => {
  const cwd = folderWith({ "a.ts": code });
  for (const words of [["chek"], ["check", "--nope"], ["check", "nothing.ts"], ["check", "--config", "none.json"]]) {
    const ran = await run(words, { cwd });
    expect([ran.code, ran.out, ran.requests.length]).toEqual([2, "", 0]);
  }
  expect((await run(["check"], { cwd: folderWith({ "a.js": "" }) })).err).toContain("usage.no-match");
});

test("a defect of ours is 3 and says so; in one function, the others' results stand", async () => {
  const cwd = folderWith({ "a.ts": code });
  const thrown = await run(["check"], { cwd, check: () => Promise.reject(new Error("boom")) });
  expect(thrown.code).toBe(3);
  expect(thrown.err).toMatch(/closed\ninternal\.bug .*defect of ours[\s\S]*boom/u);
  const notice = { code: "internal.bug" as const, message: "g failed" };
  const partial = await run(["check"], {
    cwd,
    check: () => Promise.resolve(report([verified], { notices: [notice] })),
  });
  expect(partial.code).toBe(3);
  expect(partial.out).toContain("verified next");
});

test("an interruption closes the bank and is 130", async () => {
  const cwd = folderWith({ "a.ts": code });
  const ran = await run(["check"], { cwd, check: () => new Promise(() => {}), interrupt: true });
  expect([ran.code, ran.out, ran.err]).toEqual([130, "", expect.stringMatching(/^interrupted.*\nclosed\n$/u)]);
});

test("JSON and Markdown come alone, and go to a file where one is named", async () => {
  const cwd = folderWith({ "a.ts": code });
  expect(JSON.parse((await run(["check", "--format", "json"], { cwd, check: wrongReport })).out)).toMatchObject({
    version: 1,
    findings: [{ verdict: "refuted", file: "a.ts" }],
  });
  const ran = await run(["check", "--format=markdown", "-o", "out/report.md"], { cwd, check: wrongReport });
  expect([ran.code, ran.out]).toEqual([1, ""]);
  expect(readFileSync(join(cwd, "out/report.md"), "utf8")).toContain("| refuted | 1 |");
});

test("a report that cannot be written is told", async () => {
  const cwd = folderWith({ "a.ts": code });
  const ran = await run(["check", "-o", "a.ts/report.txt"], { cwd });
  expect(ran.code).toBe(2);
  expect(ran.err).toContain("output.unwritable");
});

test("colour follows the terminal, NO_COLOR and FORCE_COLOR, and never goes to a file", async () => {
  const cwd = folderWith({ "a.ts": code });
  const colored = async (env: World["env"], terminal: boolean, ...more: string[]) =>
    (await run(["check", ...more], { cwd, env, terminal, check: wrongReport })).out.includes("\u001b[");
  expect(await colored({}, true)).toBe(true);
  expect(await colored({}, false)).toBe(false);
  expect(await colored({ NO_COLOR: "1" }, true)).toBe(false);
  expect(await colored({ FORCE_COLOR: "1" }, false)).toBe(true);
  expect(await colored({ TERM: "dumb" }, true)).toBe(false);
});

test("a terminal sees a bar that names the function and goes away; a pipe sees no control sequence", async () => {
  const cwd = folderWith({ "a.ts": code });
  const watched = (await run(["check"], { cwd, terminal: true })).err;
  expect(watched).toMatch(/░ 0\/1 next/u);
  expect(watched).toContain("\r\u001b[Kclosed");
  expect((await run(["check"], { cwd, terminal: true, env: { CI: "true" } })).err).toBe("closed\n");
});

test("paths are shown from the folder of the command, and are the root's in JSON", async () => {
  const { root } = repositoryWith({ "packages/x/a.ts": code });
  const cwd = join(root, "packages", "x");
  const check = () => Promise.resolve(report([{ ...refuted, file: "packages/x/a.ts" }]));
  const text = await run(["check"], { cwd, check });
  expect(text.requests[0]).toMatchObject({ root, targets: ["packages/x/a.ts"] });
  expect(text.out).toContain("\n1 | //@ ensures \\result > x");
  expect(text.out.startsWith("a.ts:1:13:")).toBe(true);
  expect((await run(["check", "--format", "json"], { cwd, check })).out).toContain('"file": "packages/x/a.ts"');
});

test("the bank is off, where it was put, beside the modules, or in the user's cache", async () => {
  const cwd = folderWith({ "a.ts": code });
  const env = { XDG_CACHE_HOME: "/cache" };
  const folder = async (...more: string[]) => (await run(["check", ...more], { cwd, env })).bankFolders[0];
  expect(await folder("--bank", "off")).toBeUndefined();
  expect(await folder("--bank", "b")).toBe(join(cwd, "b"));
  expect(await folder()).toBe("/cache/countercheck");
  writeFiles(cwd, { "node_modules/.keep": "" });
  expect(await folder()).toBe(join(cwd, "node_modules", ".cache", "countercheck"));
});

test("files left out that hold contracts are told on stderr", async () => {
  const cwd = folderWith({ "a.ts": code, "b.ts": code, "countercheck.json": '{ "exclude": ["b.ts"] }' });
  const ran = await run(["check", "--verbose"], { cwd });
  expect(ran.err).toContain("left out, excluded: 1 file with contracts\n  b.ts\n");
});

test("version and help need no engine and end with 0", async () => {
  expect(await run(["--version"], { cwd: "/" })).toMatchObject({ code: 0, out: "1.2.3\n", err: "" });
  expect((await run(["check", "--help"], { cwd: "/" })).out).toContain("--fail-on LIST");
});

const before = code.replace("return x;", "return x + 1;");

test("a review of the working tree asks for the changed lines and shows the comment where it would stand", async () => {
  const { root } = repositoryWith({ "a.ts": before, "b.ts": "" });
  writeFiles(root, { "a.ts": code });
  const ran = await run(["review", "--base", "main"], { cwd: root, check: wrongReport });
  expect(ran.code).toBe(1);
  expect(ran.requests[0]?.targets).toEqual(["a.ts", "b.ts"]);
  expect(ran.requests[0]?.changed).toEqual(new Map([["a.ts", [{ start: 2, end: 3 }]]]));
  expect(ran.out).toContain("Review of the working tree against main: 1 comment");
  expect(ran.out).toContain("a.ts:1\n    1   //@ ensures \\result > x\n  │ `next`: postcondition broken.");
});

test("a review of a revision reads that revision, from the merge base, and writes a page", async () => {
  const { root, first } = repositoryWith({ "a.ts": before });
  writeFiles(root, { "a.ts": code });
  const head = commit(root, "wrong");
  writeFiles(root, { "a.ts": "not the head" });
  const ran = await run(["review", "--base", first, "--head", head, "--html", "page.html"], {
    cwd: root,
    check: wrongReport,
  });
  expect(ran.code).toBe(1);
  const request = ran.requests[0];
  expect(new TextDecoder().decode(request?.files.readFile(join(root, "a.ts")))).toBe(code);
  const html = readFileSync(join(root, "page.html"), "utf8");
  expect(html).toContain("commented on line 1");
  expect(html).toContain("next(0)\n// returned 0");
  expect(ran.err).toContain(`review written to ${join(root, "page.html")}`);
});

test("a change that takes clauses away says so", async () => {
  const { root } = repositoryWith({ "a.ts": code });
  writeFiles(root, { "a.ts": code.replace(/^.*\n/u, "") });
  const ran = await run(["review", "--base", "main"], { cwd: root });
  expect(ran.out).toContain("1 contract clause before, 0 now (`contracts.fewer`)");
});

test("revisions that are not there, or have no common history, are wrong use", async () => {
  const { root } = repositoryWith({ "a.ts": code });
  expect((await run(["review", "--base", "nope"], { cwd: root })).err).toContain(
    'usage.revision git knows no commit "nope"',
  );
  expect((await run(["review", "--base", "main"], { cwd: folderWith({}) })).err).toContain("usage.repository");
});
