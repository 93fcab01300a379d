/** The door of `engine`: files, changed ranges and the bank to a report. */
export { check } from "./check.js";
export { nodeFileSystem } from "./node-file-system.js";
export { overlay } from "./overlay.js";
export type { CheckRequest, LineRange, Progress, Services } from "./request.js";
export { type Base, type ReviewedChange, reviewChange } from "./review.js";
