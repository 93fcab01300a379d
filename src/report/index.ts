/** The door of `report`: findings to text. */
export { clauseLoss, countClauses } from "./clause-loss.js";
export { renderComment } from "./comment.js";
export {
  defaultFailOn,
  type FailOn,
  type FailOnWord,
  failing,
  failingNotices,
  failOnWords,
  fails,
  parseFailOn,
} from "./fail-on.js";
export type {
  Counterexample,
  Finding,
  FindingAssumption,
  FoundClause,
  Patch,
  Problem,
  Range,
  Report,
  Verdict,
} from "./finding.js";
export { headline, inOrder, isProved, totalsText, verdictMeaning, verdictOrder } from "./headline.js";
export { renderJson } from "./json.js";
export { bodyLimit, codeSpan, escaped, fenced, prose } from "./markdown.js";
export { counted, oneLine, printable, shortened, shownPath } from "./printable.js";
export {
  findingMarker,
  findingOf,
  isCommented,
  planReview,
  type ReviewComment,
  type ReviewOptions,
  type ReviewPlan,
  reviewMarker,
} from "./review.js";
export { type PostedComment, type ReviewPage, renderReviewHtml } from "./review-html.js";
export { renderReviewText } from "./review-text.js";
export { lineOf, renderSummary, type SummaryOptions } from "./summary.js";
export { type MarkdownOptions, renderMarkdown, summaryLimit } from "./summary-page.js";
export { renderText, type TextOptions } from "./text.js";
