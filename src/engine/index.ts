/** The door of `engine`: files, changed ranges and the bank to a report. */
export type { CheckRequest, LineRange, Progress, Services } from "./request.js";
