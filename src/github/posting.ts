/**
 * Takes the review that should stand on a pull request and what of ours stands there already; gives the fewest writes
 * that lead from one to the other. Pure. A comment is ours only if it carries our marker and our account wrote it: anyone
 * can paste a marker.
 * Relies on: a suggestion replaces the comment's own lines, so a comment is edited only where it stands on the very
 * lines that it should; one whose lines have changed is closed, and said anew.
 */
import { findingMarker, findingOf, type ReviewComment, type ReviewPlan, reviewMarker } from "../report/index.js";
import type { ListedComment, ListedReview } from "./client.js";

export interface Standing {
  readonly account: string;
  readonly comments: readonly ListedComment[];
  readonly reviews: readonly ListedReview[];
}

export interface Edit {
  readonly id: number;
  readonly body: string;
}

export interface Writes {
  readonly comments: readonly ReviewComment[];
  readonly commentEdits: readonly Edit[];
  readonly reviewEdits: readonly Edit[];
  /** Whether a review is to be created at all. */
  readonly create: boolean;
  /** Our newest review, where there is one. */
  readonly newest: ListedReview | undefined;
}

/** Names a comment that GitHub refused, in the body that tells it instead. */
export function toldMarker(finding: string): string {
  return `<!-- countercheck:told ${finding} -->`;
}

const closed = "<!-- countercheck:closed -->";

function fixedBody(finding: string): string {
  return `${findingMarker(finding)}\n${closed}\nFixed: this is no longer found.`;
}

function movedBody(finding: string): string {
  return `${findingMarker(finding)}\n${closed}\nThe lines have changed; a newer comment tells what is found now.`;
}

/** What the body of a review says once a newer one stands. */
export function supersededBody(): string {
  return `${reviewMarker}\nA newer review of these commits stands below.`;
}

export function planWrites(plan: ReviewPlan, standing: Standing): Writes {
  const own = standing.comments.filter(
    ({ author, body }) => author === standing.account && findingOf(body) !== undefined,
  );
  const reviews = standing.reviews.filter(
    ({ author, body }) => author === standing.account && body.startsWith(reviewMarker),
  );
  const taken = new Map<ReviewComment, ListedComment>();
  for (const comment of plan.comments) {
    const found = own.find((other) => !isTaken(other, taken) && standsFor(other, comment));
    if (found !== undefined) taken.set(comment, found);
  }
  const wanted = new Set(plan.comments.map(({ findingId }) => findingId));
  const closings = own.filter((comment) => !isTaken(comment, taken)).map((comment) => closing(comment, wanted));
  const updates = [...taken].map(([comment, { id, body }]) => ({ id, body: comment.body, was: body }));
  const commentEdits = [...updates, ...closings].filter(({ body, was }) => body !== was);
  const newest = reviews.at(-1);
  // Refused before, and told in a body that is still true.
  const told = newest?.body.startsWith(plan.body) === true ? newest.body : "";
  const comments = plan.comments.filter(
    (comment) => !taken.has(comment) && !told.includes(toldMarker(comment.findingId)),
  );
  const create = comments.length > 0 || (newest === undefined && !plan.quiet);
  const reviewEdits = reviews.flatMap((review) => {
    if (review === newest && told !== "" && !create) return [];
    const body = review === newest && !create ? plan.body : supersededBody();
    return body === review.body ? [] : [{ id: review.id, body }];
  });
  return { comments, commentEdits: commentEdits.map(({ id, body }) => ({ id, body })), reviewEdits, create, newest };
}

function isTaken(comment: ListedComment, taken: ReadonlyMap<ReviewComment, ListedComment>): boolean {
  return [...taken.values()].includes(comment);
}

function standsFor(comment: ListedComment, wanted: ReviewComment): boolean {
  return (
    findingOf(comment.body) === wanted.findingId &&
    comment.path === wanted.path &&
    comment.line === wanted.line &&
    comment.startLine === wanted.startLine
  );
}

function closing(comment: ListedComment, wanted: ReadonlySet<string>): Edit & { readonly was: string } {
  const finding = findingOf(comment.body) ?? "";
  // What is closed stays as it was closed: no run writes twice what nobody needs to read again.
  if (comment.body.includes(closed)) return { id: comment.id, body: comment.body, was: comment.body };
  const body = wanted.has(finding) ? movedBody(finding) : fixedBody(finding);
  return { id: comment.id, body, was: comment.body };
}
