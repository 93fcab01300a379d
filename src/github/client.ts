/**
 * Takes a token; gives the few requests that we make to GitHub, each answered with a value or a typed failure.
 * Relies on: Octokit's plugins for throttling and, for reading alone, for trying again: a write that GitHub may have
 * carried out is never sent twice.
 */
import { getOctokit } from "@actions/github";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { failureOf, type Result, success } from "./failure.js";

export interface PullRequest {
  readonly headSha: string;
  readonly baseSha: string;
  readonly open: boolean;
}

/** A file of a diff, as GitHub lists it. */
export interface ListedFile {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: string;
  /** Blob of the head; of a removed file, the one that it had. */
  readonly sha: string;
  /** Absent for binary files and very large diffs. */
  readonly patch?: string;
}

export interface ListedComment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly path: string;
  /** Undefined once outdated. */
  readonly line: number | undefined;
  readonly startLine: number | undefined;
}

export interface ListedReview {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
}

export interface NewComment {
  readonly path: string;
  readonly body: string;
  readonly line: number;
  readonly startLine?: number;
}

export interface NewReview {
  readonly headSha: string;
  readonly body: string;
  readonly comments: readonly NewComment[];
}

export interface PostedReview {
  readonly id: number;
  readonly url: string;
}

export interface GitHubClient {
  pullRequest(number: number): Promise<Result<PullRequest>>;
  /** At most 3,000 files, GitHub's limit. */
  changedFiles(number: number): Promise<Result<readonly ListedFile[]>>;
  /** At most 300 files, GitHub's limit. */
  compare(base: string, head: string): Promise<Result<readonly ListedFile[]>>;
  blob(sha: string): Promise<Result<Uint8Array>>;
  /** Text of a file at a revision; undefined where there is none. */
  contents(path: string, revision: string): Promise<Result<string | undefined>>;
  /** The account that the token writes as. */
  account(): Promise<Result<string>>;
  comments(number: number): Promise<Result<readonly ListedComment[]>>;
  reviews(number: number): Promise<Result<readonly ListedReview[]>>;
  createReview(number: number, review: NewReview): Promise<Result<PostedReview>>;
  editReview(number: number, id: number, body: string): Promise<Result<void>>;
  editComment(id: number, body: string): Promise<Result<void>>;
}

export interface ClientOptions {
  readonly token: string;
  /** `GITHUB_API_URL` */
  readonly apiUrl: string;
  readonly owner: string;
  readonly repo: string;
  /** Longest wait for a rate limit, in seconds. */
  readonly patience: number;
  /** Off only towards a server on loopback, which has no limits to keep to. */
  readonly paced?: boolean;
  readonly log: (line: string) => void;
}

const reading = "contents: read";
const readingPulls = "pull-requests: read";
const writingPulls = "pull-requests: write";

function octokit({ token, apiUrl, patience, paced = true, log }: ClientOptions) {
  const wait = (kind: string) => (seconds: number, _: unknown, __: unknown, tries: number) => {
    const again = tries < 2 && seconds <= patience;
    log(`GitHub's ${kind}: ${again ? `waiting ${seconds} s` : `giving up, since it lasts another ${seconds} s`}`);
    return again;
  };
  const throttle = {
    enabled: paced,
    onRateLimit: wait("rate limit"),
    onSecondaryRateLimit: wait("secondary rate limit"),
  };
  const silent = () => undefined;
  const quiet = { debug: silent, info: silent, warn: silent, error: silent };
  const kit = getOctokit(
    token,
    { baseUrl: apiUrl, throttle, log: quiet, userAgent: "countercheck" },
    retry,
    throttling,
  );
  kit.hook.before("request", (options) => {
    if (options.method !== "GET") options.request = { ...options.request, retries: 0 };
  });
  return kit;
}

async function attempt<T>(permission: string, request: () => Promise<T>): Promise<Result<T>> {
  try {
    return success(await request());
  } catch (error) {
    return { ok: false, failure: failureOf(error, permission) };
  }
}

function listedFile(file: {
  filename: string;
  previous_filename?: string;
  status: string;
  sha: string | null;
  patch?: string;
}): ListedFile {
  return {
    path: file.filename,
    status: file.status,
    sha: file.sha ?? "",
    ...(file.previous_filename === undefined ? {} : { previousPath: file.previous_filename }),
    ...(file.patch === undefined ? {} : { patch: file.patch }),
  };
}

export function openClient(options: ClientOptions): GitHubClient {
  const { owner, repo } = options;
  const kit = octokit(options);
  const { pulls, repos, git } = kit.rest;
  const here = { owner, repo };
  const page = { per_page: 100 };

  return {
    pullRequest: (number) =>
      attempt(readingPulls, async () => {
        const { data } = await pulls.get({ ...here, pull_number: number });
        return { headSha: data.head.sha, baseSha: data.base.sha, open: data.state === "open" };
      }),
    changedFiles: (number) =>
      attempt(readingPulls, async () =>
        (await kit.paginate(pulls.listFiles, { ...here, ...page, pull_number: number })).map(listedFile),
      ),
    compare: (base, head) =>
      attempt(reading, async () => {
        const { data } = await repos.compareCommitsWithBasehead({ ...here, basehead: `${base}...${head}` });
        return (data.files ?? []).map(listedFile);
      }),
    blob: (sha) =>
      attempt(reading, async () => {
        const { data } = await git.getBlob({ ...here, file_sha: sha });
        return Buffer.from(data.content, data.encoding === "base64" ? "base64" : "utf8");
      }),
    contents: async (path, revision) => {
      const found = await attempt(reading, () => repos.getContent({ ...here, path, ref: revision }));
      if (!found.ok) return found.failure.kind === "not found" ? success(undefined) : found;
      const { data } = found.value;
      const file = !Array.isArray(data) && data.type === "file" ? data.content : undefined;
      return success(file === undefined ? undefined : Buffer.from(file, "base64").toString("utf8"));
    },
    account: () =>
      attempt(readingPulls, async () => {
        // `GET /user` is closed to the token of a workflow; this is not.
        const answer = await kit.graphql<{ viewer: { login: string } }>("query { viewer { login } }");
        return answer.viewer.login;
      }),
    comments: (number) =>
      attempt(readingPulls, async () =>
        (await kit.paginate(pulls.listReviewComments, { ...here, ...page, pull_number: number })).map((comment) => ({
          id: comment.id,
          author: comment.user?.login ?? "",
          body: comment.body,
          path: comment.path,
          line: comment.line ?? undefined,
          startLine: comment.start_line ?? undefined,
        })),
      ),
    reviews: (number) =>
      attempt(readingPulls, async () =>
        (await kit.paginate(pulls.listReviews, { ...here, ...page, pull_number: number })).map((review) => ({
          id: review.id,
          author: review.user?.login ?? "",
          body: review.body,
          url: review.html_url,
        })),
      ),
    createReview: (number, review) =>
      attempt(writingPulls, async () => {
        const { data } = await pulls.createReview({
          ...here,
          pull_number: number,
          commit_id: review.headSha,
          // Without an event the review would stay a draft that nobody sees.
          event: "COMMENT",
          body: review.body,
          comments: review.comments.map(({ path, body, line, startLine }) => ({
            path,
            body,
            line,
            side: "RIGHT",
            ...(startLine === undefined ? {} : { start_line: startLine, start_side: "RIGHT" }),
          })),
        });
        return { id: data.id, url: data.html_url };
      }),
    editReview: (number, id, body) =>
      attempt(writingPulls, async () => {
        await pulls.updateReview({ ...here, pull_number: number, review_id: id, body });
      }),
    editComment: (id, body) =>
      attempt(writingPulls, async () => {
        await pulls.updateReviewComment({ ...here, comment_id: id, body });
      }),
  };
}
