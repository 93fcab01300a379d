/**
 * Takes the review that should stand on a pull request; posts it: own comments edited in place, new ones in one review,
 * nothing where nothing changed. What GitHub refuses as a comment is told in the body; nothing is dropped.
 * Relies on: one bad comment makes GitHub refuse the whole review (422), so a refused one is halved until the bad ones
 * stand alone; the head is read again right before writing, since comments on lines that are gone help nobody.
 */
import { bodyLimit, codeSpan, type ReviewComment, type ReviewPlan } from "../report/index.js";
import type { GitHubClient, ListedReview, PostedReview } from "./client.js";
import { type Result, success } from "./failure.js";
import { planWrites, type Standing, toldMarker, type Writes } from "./posting.js";

export interface Posted {
  /** Undefined where no review of ours stands. */
  readonly url: string | undefined;
  readonly headMoved: boolean;
  /** Comments that GitHub refused; the body tells them. */
  readonly refused: readonly ReviewComment[];
  readonly writes: number;
}

export interface Target {
  readonly number: number;
  readonly headSha: string;
}

/** Told instead of our own account where GitHub does not say who we are: the account of every workflow's token. */
const workflowAccount = "github-actions[bot]";

export async function postReview(client: GitHubClient, target: Target, plan: ReviewPlan): Promise<Result<Posted>> {
  const account = await client.account();
  const comments = await client.comments(target.number);
  if (!comments.ok) return comments;
  const reviews = await client.reviews(target.number);
  if (!reviews.ok) return reviews;
  const standing: Standing = {
    account: account.ok ? account.value : workflowAccount,
    comments: comments.value,
    reviews: reviews.value,
  };
  const writes = planWrites(plan, standing);
  const newest = writes.newest?.url;
  if (!writes.create && writes.commentEdits.length + writes.reviewEdits.length === 0) {
    return success({ url: newest, headMoved: false, refused: [], writes: 0 });
  }
  const now = await client.pullRequest(target.number);
  if (!now.ok) return now;
  if (now.value.headSha !== target.headSha || !now.value.open) {
    return success({ url: newest, headMoved: true, refused: [], writes: 0 });
  }
  return carryOut(client, target, plan, writes, standing);
}

async function carryOut(
  client: GitHubClient,
  target: Target,
  plan: ReviewPlan,
  writes: Writes,
  standing: Standing,
): Promise<Result<Posted>> {
  const created = writes.create
    ? await createReview(onceOnly(client, standing), target, plan.body, writes.comments)
    : success({ review: undefined, refused: [] });
  if (!created.ok) return created;
  const told = await tellRefused(client, target, plan.body, created.value);
  if (!told.ok) return told;
  for (const { id, body } of writes.commentEdits) {
    const edited = await client.editComment(id, body);
    // A comment that somebody deleted in between needs no edit.
    if (!edited.ok && edited.failure.kind !== "not found") return edited;
  }
  for (const { id, body } of writes.reviewEdits) {
    const edited = await client.editReview(target.number, id, body);
    if (!edited.ok && edited.failure.kind !== "not found") return edited;
  }
  const { review, refused } = told.value;
  const count = writes.commentEdits.length + writes.reviewEdits.length + (review === undefined ? 0 : 1);
  return success({ url: review?.url ?? writes.newest?.url, headMoved: false, refused, writes: count });
}

type CreateReview = (target: Target, body: string, comments: readonly ReviewComment[]) => Promise<Result<PostedReview>>;

/** A write whose answer was lost may have been carried out: then our review stands there now, and none is posted again. */
function onceOnly(client: GitHubClient, standing: Standing): CreateReview {
  const known = new Set(standing.reviews.map(({ id }) => id));
  return async ({ number, headSha }, body, comments) => {
    const posted = await client.createReview(number, { headSha, body, comments });
    if (!posted.ok && posted.failure.kind !== "unavailable") return posted;
    const now = posted.ok ? undefined : await client.reviews(number);
    const found = now?.ok === true ? now.value.find((review) => isNew(review) && review.body === body) : undefined;
    const result = found === undefined ? posted : success({ id: found.id, url: found.url });
    if (result.ok) known.add(result.value.id);
    return result;
  };

  function isNew({ id, author }: ListedReview): boolean {
    return !known.has(id) && author === standing.account;
  }
}

interface Created {
  readonly review: PostedReview | undefined;
  readonly refused: readonly ReviewComment[];
}

async function createReview(
  create: CreateReview,
  target: Target,
  body: string,
  comments: readonly ReviewComment[],
): Promise<Result<Created>> {
  const whole = await create(target, body, comments);
  if (whole.ok) return success({ review: whole.value, refused: [] });
  const [only, ...others] = comments;
  if (whole.failure.kind !== "refused" || only === undefined) return whole;
  if (others.length === 0) return success({ review: undefined, refused: [only] });
  const middle = comments.length >> 1;
  const first = await createReview(create, target, body, comments.slice(0, middle));
  if (!first.ok) return first;
  const text = first.value.review === undefined ? body : continuedBody;
  const second = await createReview(create, target, text, comments.slice(middle));
  if (!second.ok) return second;
  const refused = [...first.value.refused, ...second.value.refused];
  return success({ review: first.value.review ?? second.value.review, refused });
}

/** What was refused goes to the body of the review that stands, or of one that has no comments. */
async function tellRefused(
  client: GitHubClient,
  target: Target,
  body: string,
  { review, refused }: Created,
): Promise<Result<Created>> {
  if (refused.length === 0) return success({ review, refused });
  const told = bodyWith(body, refused);
  if (review !== undefined) {
    const edited = await client.editReview(target.number, review.id, told);
    return edited.ok ? success({ review, refused }) : edited;
  }
  const alone = await client.createReview(target.number, { headSha: target.headSha, body: told, comments: [] });
  return alone.ok ? success({ review: alone.value, refused }) : alone;
}

const continuedBody = "More comments of the same run.";

/** Refused comments under the body, whole while they fit; past that their places at least. */
function bodyWith(body: string, refused: readonly ReviewComment[]): string {
  let text = body;
  for (const comment of refused) {
    const place = `${toldMarker(comment.findingId)}\n${codeSpan(`${comment.path}:${comment.line}`)}`;
    const whole = `${text}\n\n---\n${place}\n\n${comment.body}`;
    text = whole.length <= bodyLimit ? whole : `${text}\n\n${place} has a finding too; the job summary tells it.`;
  }
  return text;
}
