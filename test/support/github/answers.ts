/**
 * Takes a request that the description allows, and the model of a repository; gives GitHub's answer: rights first, then
 * existence, then the rules that the description does not state (lines inside hunks, lengths, what an event owes).
 */
import type { Operation } from "./description.js";
import type { ChangedFile, Comment, CommentDraft, PullRequestModel, Review } from "./pull-request.js";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Asked {
  readonly operation: Operation;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
  /** Where the server listens, for links. */
  readonly url: string;
}

const longest = 65_536;
const repository = "/repos/{owner}/{repo}";

function failure(status: number, message: string, errors?: readonly unknown[]): Reply {
  return { status, body: { message, ...(errors === undefined ? {} : { errors }), status: String(status) } };
}

const notFound = failure(404, "Not Found");
const forbidden: Reply = {
  ...failure(403, "Resource not accessible by integration"),
  headers: { "x-accepted-github-permissions": "pull_requests=write" },
};

function user(login: string): object {
  return { login, id: login === "octocat" ? 583231 : 41898282, type: login.endsWith("[bot]") ? "Bot" : "User" };
}

function paged(asked: Asked, items: readonly unknown[]): Reply {
  const size = Number(asked.query.get("per_page") ?? "30");
  const page = Number(asked.query.get("page") ?? "1");
  const more = items.length > page * size;
  const next = new URLSearchParams(asked.query);
  next.set("page", String(page + 1));
  const path = asked.operation.template.replaceAll(
    /\{(\w+)\}/g,
    (_, name: string) => asked.operation.parameters[name] ?? "",
  );
  const link = { link: `<${asked.url}${path}?${next}>; rel="next"` };
  return { status: 200, body: items.slice((page - 1) * size, page * size), headers: more ? link : {} };
}

function pullRequest(model: PullRequestModel): object {
  const { owner, name, number } = model;
  const repo = { id: 17273051, name, full_name: `${owner}/${name}`, default_branch: "main" };
  return {
    id: 191568743,
    number,
    state: "open",
    locked: false,
    draft: false,
    title: "Change the shop",
    user: user("octocat"),
    html_url: `https://github.com/${owner}/${name}/pull/${number}`,
    merge_commit_sha: model.merge(),
    merged: false,
    changed_files: model.files().length,
    head: { label: `${owner}:topic`, ref: "topic", sha: model.head(), repo },
    base: { label: `${owner}:main`, ref: "main", sha: model.base(), repo },
  };
}

function fileEntry(file: ChangedFile): object {
  const lines = (file.patch ?? "").split("\n");
  const additions = lines.filter((line) => line.startsWith("+")).length;
  const deletions = lines.filter((line) => line.startsWith("-")).length;
  return {
    sha: file.sha,
    filename: file.filename,
    status: file.status,
    additions,
    deletions,
    changes: additions + deletions,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previous === undefined ? {} : { previous_filename: file.previous }),
  };
}

function reviewAnswer(model: PullRequestModel, review: Review): object {
  const url = `https://github.com/${model.owner}/${model.name}/pull/${model.number}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    user: user(review.author),
    body: review.body,
    state: review.state,
    html_url: url,
    commit_id: review.commit,
  };
}

function commentAnswer(model: PullRequestModel, comment: Comment): object {
  const now = model.lineNow(comment);
  const start = comment.startLine;
  const shift = now === null ? 0 : now - comment.line;
  return {
    id: comment.id,
    pull_request_review_id: comment.reviewId,
    path: comment.path,
    body: comment.body,
    user: user(comment.author),
    commit_id: now === null ? comment.commit : model.head(),
    original_commit_id: comment.commit,
    html_url: `https://github.com/${model.owner}/${model.name}/pull/${model.number}#discussion_r${comment.id}`,
    side: comment.side,
    line: now,
    original_line: comment.line,
    start_line: start === undefined || now === null ? null : start + shift,
    original_start_line: start ?? null,
    start_side: start === undefined ? null : comment.side,
    subject_type: "line",
    ...(comment.inReplyTo === undefined ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}

function tooLong(body: string): Reply | undefined {
  if (body.length <= longest) return undefined;
  return failure(422, "Unprocessable Entity", [`Body is too long (maximum is ${longest} characters)`]);
}

function unplaced(model: PullRequestModel, draft: CommentDraft): Reply | undefined {
  if (draft.body === "") return failure(422, "Unprocessable Entity", ["Body can't be blank"]);
  const long = tooLong(draft.body);
  if (long !== undefined) return long;
  const place = model.misplaced(draft);
  return place === undefined ? undefined : failure(422, "Unprocessable Entity", [place]);
}

interface ReviewDraft {
  readonly commit_id?: string;
  readonly body?: string;
  readonly event?: "APPROVE" | "REQUEST_CHANGES" | "COMMENT";
  readonly comments?: readonly CommentDraft[];
}

const states = { APPROVE: "APPROVED", REQUEST_CHANGES: "CHANGES_REQUESTED", COMMENT: "COMMENTED" } as const;

function createReview(model: PullRequestModel, draft: ReviewDraft): Reply {
  const { commit_id: commit = model.head(), body = "", event, comments = [] } = draft;
  if (!model.isCommit(commit))
    return failure(422, "Unprocessable Entity", ["commit_id is not part of the pull request"]);
  if (body === "" && event !== undefined && event !== "APPROVE") {
    return failure(422, "Unprocessable Entity", [`Body is required for ${event}`]);
  }
  const wrong =
    tooLong(body) ?? comments.map((comment) => unplaced(model, comment)).find((reply) => reply !== undefined);
  if (wrong !== undefined) return wrong;
  const review = model.addReview(body, event === undefined ? "PENDING" : states[event], commit, comments);
  return { status: 200, body: reviewAnswer(model, review) };
}

function createComment(
  model: PullRequestModel,
  draft: CommentDraft & { commit_id?: string; in_reply_to?: number },
): Reply {
  const commit = draft.commit_id ?? model.head();
  const answered = model.comments.find(({ id }) => id === draft.in_reply_to);
  if (draft.in_reply_to !== undefined && answered === undefined) return notFound;
  const wrong = answered === undefined ? unplaced(model, draft) : tooLong(draft.body);
  if (wrong !== undefined) return wrong;
  const place = answered === undefined ? draft : { ...draft, path: answered.path, line: answered.line };
  const review = model.addReview("", "COMMENTED", commit, []);
  const comment = model.addComment(place, commit, review.id, draft.in_reply_to);
  return { status: 201, body: commentAnswer(model, comment) };
}

function editComment(model: PullRequestModel, id: number, body: string): Reply {
  const comment = model.comments.find((candidate) => candidate.id === id);
  if (comment === undefined) return notFound;
  if (comment.author !== model.token.login) return forbidden;
  if (body === "") return failure(422, "Unprocessable Entity", ["Body can't be blank"]);
  const long = tooLong(body);
  if (long !== undefined) return long;
  comment.body = body;
  return { status: 200, body: commentAnswer(model, comment) };
}

function editReview(model: PullRequestModel, id: number, body: string): Reply {
  const review = model.reviews.find((candidate) => candidate.id === id);
  if (review === undefined) return notFound;
  if (review.author !== model.token.login) return failure(422, "Unprocessable Entity", ["Could not edit review"]);
  const long = tooLong(body);
  if (long !== undefined) return long;
  review.body = body;
  return { status: 200, body: reviewAnswer(model, review) };
}

function compare(model: PullRequestModel, basehead: string): Reply {
  const [base = "", head = ""] = basehead.split("...");
  if (!model.exists(base) || !model.exists(head)) return notFound;
  const files = model.diffOf(base, head).slice(0, 300).map(fileEntry);
  return { status: 200, body: { status: "ahead", ahead_by: 1, behind_by: 0, total_commits: 1, commits: [], files } };
}

function contents(model: PullRequestModel, asked: Asked): Reply {
  const path = asked.operation.parameters["path"] ?? "";
  const found = model.contents(asked.query.get("ref") ?? "main", path);
  if (found === undefined) return notFound;
  if (asked.accept.includes("raw")) return { status: 200, body: found.bytes.toString("utf8") };
  const name = path.split("/").at(-1) ?? path;
  const content = found.bytes.toString("base64");
  return {
    status: 200,
    body: { type: "file", encoding: "base64", size: found.bytes.length, name, path, sha: found.sha, content },
  };
}

function blob(model: PullRequestModel, asked: Asked): Reply {
  const sha = asked.operation.parameters["file_sha"] ?? "";
  const bytes = model.blob(sha);
  if (bytes === undefined) return notFound;
  if (asked.accept.includes("raw")) return { status: 200, body: bytes.toString("utf8") };
  return { status: 200, body: { sha, size: bytes.length, encoding: "base64", content: bytes.toString("base64") } };
}

export function answerFor(model: PullRequestModel, asked: Asked): Reply {
  const { template, method, parameters } = asked.operation;
  const body = asked.body;
  if (parameters["owner"] !== model.owner || parameters["repo"] !== model.name) return notFound;
  const ofPull = template.startsWith(`${repository}/pulls`);
  if (!ofPull && model.token.contents === "none") return forbidden;
  if (ofPull && model.token.pullRequests === "none") return forbidden;
  if (method !== "GET" && model.token.pullRequests !== "write") return forbidden;
  if (parameters["pull_number"] !== undefined && Number(parameters["pull_number"]) !== model.number) return notFound;
  const id = Number(parameters["comment_id"] ?? parameters["review_id"]);
  switch (`${method} ${template.slice(repository.length)}`) {
    case "GET /pulls/{pull_number}":
      return { status: 200, body: pullRequest(model) };
    case "GET /pulls/{pull_number}/files":
      return paged(asked, model.files().slice(0, 3000).map(fileEntry));
    case "GET /pulls/{pull_number}/reviews":
      return paged(
        asked,
        model.reviews.map((review) => reviewAnswer(model, review)),
      );
    case "POST /pulls/{pull_number}/reviews":
      return createReview(model, (body ?? {}) as ReviewDraft);
    case "PUT /pulls/{pull_number}/reviews/{review_id}":
      return editReview(model, id, (body as { body: string }).body);
    case "GET /pulls/{pull_number}/comments":
      return paged(
        asked,
        model.comments.map((comment) => commentAnswer(model, comment)),
      );
    case "POST /pulls/{pull_number}/comments":
      return createComment(model, body as CommentDraft);
    case "PATCH /pulls/comments/{comment_id}":
      return editComment(model, id, (body as { body: string }).body);
    case "GET /compare/{basehead}":
      return compare(model, parameters["basehead"] ?? "");
    case "GET /contents/{path}":
      return contents(model, asked);
    case "GET /git/blobs/{file_sha}":
      return blob(model, asked);
    default:
      return notFound;
  }
}
