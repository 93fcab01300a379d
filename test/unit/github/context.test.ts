import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { readContext } from "../../../src/github/context.js";
import { readInputs } from "../../../src/github/inputs.js";

interface Examples {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}
const webhooks = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Examples[];

function examples(name: string) {
  return webhooks.find((webhook) => webhook.name === name)?.examples ?? [];
}

function read(name: string, payload: unknown, more: Readonly<Record<string, string>> = {}) {
  const environment = { GITHUB_REPOSITORY: "o/r", GITHUB_WORKSPACE: "/w", GITHUB_EVENT_NAME: name, ...more };
  return readContext(environment, typeof payload === "string" ? payload : JSON.stringify(payload));
}

test("every example of a pull request, a merge group and a dispatch is read", () => {
  for (const example of examples("pull_request")) {
    expect(read("pull_request", example)).toMatchObject({ value: { event: { kind: "pull request" } } });
  }
  for (const example of examples("merge_group")) {
    expect(read("merge_group", example)).toMatchObject({ value: { event: { kind: "merge group" } } });
  }
  for (const example of examples("workflow_dispatch")) {
    expect(read("workflow_dispatch", example)).toMatchObject({ value: { event: { kind: "everything" } } });
  }
});

test("a push to a new branch has nothing before it; one that deletes a branch has nothing to check", () => {
  const [first] = examples("push").filter(({ deleted }) => deleted === false);
  const sha = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
  const zero = "0".repeat(40);
  const push = { ...first, after: sha };
  expect(read("push", { ...push, before: sha })).toMatchObject({ value: { event: { before: sha, after: sha } } });
  expect(read("push", { ...push, before: zero })).toMatchObject({ value: { event: { before: undefined } } });
  expect(read("push", { ...push, after: zero, deleted: true })).toMatchObject({
    problem: { code: "github.event-not-handled" },
  });
});

test("the default branch is told by the payload and the ref", () => {
  const payload = { after: "a".repeat(40), repository: { default_branch: "main" } };
  expect(read("push", payload, { GITHUB_REF: "refs/heads/main" })).toMatchObject({ value: { onDefaultBranch: true } });
  expect(read("push", payload, { GITHUB_REF: "refs/heads/x" })).toMatchObject({ value: { onDefaultBranch: false } });
});

test("an event without pull request, an unknown one and an unreadable one have a message each", () => {
  expect(read("pull_request", {})).toMatchObject({ problem: { code: "github.no-pull-request" } });
  expect(read("issue_comment", {})).toMatchObject({ problem: { code: "github.event-not-handled" } });
  for (const payload of ["", "[]", "{", "null"]) {
    expect(read("pull_request", payload)).toMatchObject({ problem: { code: "github.event-unreadable" } });
  }
  expect(readContext({}, "{}")).toMatchObject({ problem: { code: "github.event-unreadable" } });
});

function inputs(values: Readonly<Record<string, string>>) {
  return readInputs((name) => values[name] ?? (name === "token" ? "t" : ""));
}

test("inputs left empty leave the choice to the configuration", () => {
  expect(inputs({})).toEqual({
    value: {
      token: "t",
      workingDirectory: ".",
      config: undefined,
      failOn: undefined,
      overflow: undefined,
      limit: undefined,
      jobs: undefined,
      comment: true,
      bank: true,
      replay: true,
      deadline: undefined,
    },
  });
});

test("every wrong input is named, with what it may be", () => {
  const wrong = {
    "fail-on": "sometimes",
    overflow: "maybe",
    limit: "-1",
    jobs: "1.5",
    comment: "perhaps",
    bank: "/etc",
    deadline: "soon",
    "working-directory": "../elsewhere",
    config: "/etc/passwd",
  };
  const read = inputs(wrong);
  expect(read).toMatchObject({ problem: { code: "github.input-invalid" } });
  for (const name of Object.keys(wrong)) expect("problem" in read && read.problem.message).toContain(`\`${name}\``);
});

test("an empty token is a message of its own", () => {
  expect(inputs({ token: " " })).toMatchObject({ problem: { code: "github.token-missing" } });
});

test("switches are read in YAML's spelling too", () => {
  expect(inputs({ comment: "false", bank: "off", replay: "OFF" })).toMatchObject({
    value: { comment: false, bank: false, replay: false },
  });
});
