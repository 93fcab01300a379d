/**
 * Gives GitHub on loopback: an HTTP server that holds every request to GitHub's own description (`description.ts`) and
 * answers from a model of one pull request (`pull-request.ts`): 401, 403, 404, 409, 422 and the rest as the real one.
 * What the description forbids is recorded in `violations`, so that a test fails even where the client shrugs it off.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerFor, type Reply } from "./answers.js";
import { openDescription } from "./description.js";
import type { PullRequestModel } from "./pull-request.js";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: unknown;
}

/** An answer given in place of the model's, to the next `times` requests that match. */
export interface Disturbance {
  readonly method: string;
  readonly path: RegExp;
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly times?: number;
  /** Runs before the answer: a push that comes in the middle of a run, say. */
  readonly before?: () => void;
  /** Only runs `before`, and lets the model answer. */
  readonly pass?: boolean;
}

export interface LoopbackGitHub {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  readonly violations: readonly string[];
  /** Requests that would have changed something. */
  writes(): readonly SeenRequest[];
  disturb(disturbance: Disturbance): void;
  forget(): void;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, reply: Reply): void {
  const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "content-type": typeof reply.body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    "x-ratelimit-limit": "1000",
    "x-ratelimit-remaining": "999",
    "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3600),
    ...reply.headers,
  });
  response.end(text);
}

/** The only question in GraphQL that we ask: who is the token's account. */
function graphql(model: PullRequestModel, body: unknown, violations: string[]): Reply {
  const query = typeof body === "object" && body !== null && "query" in body ? String(body.query) : "";
  if (query.replaceAll(/\s+/g, " ").trim() !== "query { viewer { login } }") violations.push(`graphql: ${query}`);
  return { status: 200, body: { data: { viewer: { login: model.token.login } } } };
}

export async function startGitHub(model: PullRequestModel): Promise<LoopbackGitHub> {
  const description = openDescription();
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const disturbances: { rest: number; readonly what: Disturbance }[] = [];
  let url = "";

  function disturbed(method: string, path: string): Reply | undefined {
    const found = disturbances.find(
      (entry) => entry.rest > 0 && entry.what.method === method && entry.what.path.test(path),
    );
    if (found === undefined) return undefined;
    found.rest -= 1;
    found.what.before?.();
    const { status, message, headers = {} } = found.what;
    return found.what.pass === true ? undefined : { status, body: { message, status: String(status) }, headers };
  }

  function reply(method: string, at: URL, authorization: string | undefined, accept: string, body: unknown): Reply {
    const early = disturbed(method, at.pathname);
    if (early !== undefined) return early;
    if (authorization !== `token ${model.token.text}` && authorization !== `bearer ${model.token.text}`) {
      return { status: 401, body: { message: "Bad credentials", status: "401" } };
    }
    if (method === "POST" && at.pathname === "/graphql") return graphql(model, body, violations);
    const operation = description.find(method, at.pathname);
    if (operation === undefined) {
      violations.push(`${method} ${at.pathname}: not in the description`);
      return { status: 404, body: { message: "Not Found", status: "404" } };
    }
    const wrong = operation.wrongRequest(at.searchParams, body);
    if (wrong.length > 0) {
      violations.push(...wrong.map((text) => `${method} ${at.pathname}: ${text}`));
      return { status: 422, body: { message: "Invalid request.", errors: wrong, status: "422" } };
    }
    const answer = answerFor(model, { operation, query: at.searchParams, body, accept, url });
    if (answer.status < 400 && typeof answer.body !== "string") {
      const untrue = operation.wrongAnswer(answer.status, answer.body);
      violations.push(...untrue.map((text) => `${method} ${at.pathname}: ${text}`));
    }
    return answer;
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const at = new URL(request.url ?? "/", url);
      const method = request.method ?? "GET";
      const body = text === "" ? undefined : (JSON.parse(text) as unknown);
      const answer = reply(method, at, request.headers.authorization, request.headers.accept ?? "", body);
      requests.push({ method, path: at.pathname + at.search, status: answer.status, body });
      send(response, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    requests,
    violations,
    writes: () => requests.filter(({ method, path }) => method !== "GET" && path !== "/graphql"),
    disturb: (what) => void disturbances.push({ rest: what.times ?? 1, what }),
    forget: () => void requests.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
