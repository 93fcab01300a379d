/**
 * Gives the step's own channels, as `@actions/core` has them: inputs, state, outputs, the log, annotations and the job
 * summary. Text from a pull request reaches the log and the commands escaped.
 * Relies on: a step's summary over 1,024 KiB is thrown away whole, without a word.
 */
import * as core from "@actions/core";
import { printable } from "../report/index.js";
import { catalogue } from "../source/index.js";
import type { Annotations } from "./annotations.js";
import type { RunProblem } from "./failure.js";

const summaryBytes = 1_024 * 1_024 - 4_096;

export interface Workflow {
  input(name: string): string;
  state(name: string): string;
  keep(name: string, value: string): void;
  output(name: string, value: string | number): void;
  mask(secret: string): void;
  info(line: string): void;
  /** A problem of the run, with its code and what to do, at the level that the catalogue gives it. */
  problem(problem: RunProblem, level?: "error" | "warning" | "note"): void;
  annotate(annotations: Annotations): void;
  /** Markdown; false where the step has no summary. */
  summary(text: string): Promise<boolean>;
}

/** A line of the log may not begin a command. */
function line(text: string): string {
  return printable(text)
    .replaceAll(/^(\s*)::/gmu, "$1: :")
    .replaceAll("##[", "#[");
}

export function openWorkflow(): Workflow {
  return {
    input: (name) => core.getInput(name),
    state: (name) => core.getState(name),
    keep: (name, value) => core.saveState(name, value),
    output: (name, value) => core.setOutput(name, value),
    mask: (secret) => core.setSecret(secret),
    info: (text) => core.info(line(text)),
    problem: ({ code, message }, level = catalogue[code].severity) => {
      const text = `${message}\n${catalogue[code].remedy}`;
      const properties = { title: `Countercheck: ${code}` };
      if (level === "error") core.error(text, properties);
      else if (level === "warning") core.warning(text, properties);
      else core.info(line(`${code} ${message}`));
    },
    annotate: ({ shown, dropped }) => {
      for (const { level, title, message, file, line: startLine, endLine } of shown) {
        const properties = { title, file, startLine, endLine };
        if (level === "error") core.error(message, properties);
        else core.warning(message, properties);
      }
      if (dropped > 0) core.info(`${dropped} more findings have no annotation: a step shows ten of a kind`);
    },
    summary: async (text) => {
      if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") === "") return false;
      await core.summary.addRaw(cut(text, summaryBytes), true).write();
      return true;
    },
  };
}

/** Cuts at a blank line, and says so. */
export function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const note = "\n\nThe rest is left out: a job summary may have 1 MiB. The report file has it all.\n";
  const room = Buffer.from(text)
    .subarray(0, bytes - Buffer.byteLength(note))
    .toString("utf8");
  const end = room.lastIndexOf("\n\n");
  return `${end > 0 ? room.slice(0, end) : room.replace(/\uFFFD$/u, "")}${note}`;
}
