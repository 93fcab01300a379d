/**
 * Gives what can go wrong between us and GitHub, as values: a failure of a request, and a problem of a run that is told
 * to the user with a code of the catalogue.
 */
import type { Code } from "../source/index.js";

export type Failure =
  /** 403: the token may not. `permission` as GitHub names it: `pull-requests: write`. */
  | { readonly kind: "forbidden"; readonly permission: string; readonly message: string }
  | { readonly kind: "unauthorized"; readonly message: string }
  | { readonly kind: "not found"; readonly message: string }
  /** 422: the request was understood and refused. */
  | { readonly kind: "refused"; readonly message: string }
  /** Rate limits that outlast our patience, server errors, no connection. */
  | { readonly kind: "unavailable"; readonly message: string };

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** What a run says of itself: a code of the catalogue and a sentence. */
export interface RunProblem {
  readonly code: Code;
  readonly message: string;
}

export type Outcome<T> = { readonly value: T } | { readonly problem: RunProblem };

interface ErrorResponse {
  readonly status?: unknown;
  readonly message?: unknown;
  readonly response?: { readonly headers?: Readonly<Record<string, unknown>>; readonly data?: unknown };
}

/** Octokit's error as a failure. `permission` is what the request needs, for when GitHub does not say. */
export function failureOf(error: unknown, permission: string): Failure {
  const { status, message, response } = (typeof error === "object" && error !== null ? error : {}) as ErrorResponse;
  const text = typeof message === "string" ? message.split("\n", 1).join("") : String(error);
  switch (status) {
    case 401:
      return { kind: "unauthorized", message: text };
    case 403:
    case 429:
      // The throttling plugin has waited already; what is left of the two kinds of limit is out of reach for this run.
      if (status === 429 || /rate limit/iu.test(text)) return { kind: "unavailable", message: text };
      return { kind: "forbidden", permission: accepted(response?.headers) ?? permission, message: text };
    case 404:
      return { kind: "not found", message: text };
    case 422:
      return { kind: "refused", message: text };
    default:
      return { kind: "unavailable", message: text };
  }
}

/** `pull_requests=write; contents=read` in the words of a workflow file, the first alternative only. */
function accepted(headers: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const text = headers?.["x-accepted-github-permissions"];
  if (typeof text !== "string" || !/^[\w=,; ]+$/u.test(text)) return undefined;
  const first = text.split(";")[0]?.trim() ?? "";
  return first === "" ? undefined : first.replaceAll("_", "-").replaceAll("=", ": ").replaceAll(",", ", ");
}

/** What is told of a failed request: one line that names the missing permission, or what GitHub said. */
export function failureProblem(failure: Failure, what: string): RunProblem {
  if (failure.kind === "forbidden") {
    const message = `${what}: the token lacks \`${failure.permission}\` (${failure.message})`;
    return { code: "github.permission-missing", message };
  }
  return { code: "github.request-failed", message: `${what}: ${failure.message}` };
}
