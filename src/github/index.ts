/** The door of `github`: the event, the change, the review, the step's channels and the bank's way through the cache. */
export { type Annotation, type Annotations, annotationsOf } from "./annotations.js";
export { type BankKeys, type BankVersions, bankKeys, type Carried, restoreBank, saveBank } from "./bank-cache.js";
export { type Change, type FileChange, type LocalGit, rangeOf, readChange, withoutChange } from "./change.js";
export { type GitHubClient, openClient } from "./client.js";
export { type Environment, type RunContext, type RunEvent, readContext } from "./context.js";
export { type Failure, failureProblem, type Outcome, type Result, type RunProblem } from "./failure.js";
export { type ActionInputs, readInputs } from "./inputs.js";
export type { LineMap } from "./line-map.js";
export { type Posted, postReview } from "./post.js";
export { relocate } from "./relocate.js";
export { openWorkflow, type Workflow } from "./workflow.js";
