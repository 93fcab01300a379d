/**
 * Gives what the command sees of the world around it, as arguments: streams, environment, clock, interruption; and from
 * it whether there is colour, how wide the terminal is, and how progress is shown.
 * Relies on: no-color.org for NO_COLOR; FORCE_COLOR as Node reads it.
 */
import type { Progress } from "./engine/index.js";
import { oneLine, shortened } from "./report/index.js";

export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Milliseconds. */
  readonly now: () => number;
  /** Calls back at the first interruption; gives what takes the callback away. */
  readonly onInterrupt: (callback: () => void) => () => void;
}

export interface Stream {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  readonly columns: number | undefined;
}

export function wantsColor(stream: Stream, env: World["env"]): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  return stream.isTerminal && env["TERM"] !== "dumb";
}

export function widthOf(stream: Stream): number {
  return Math.min(160, Math.max(40, stream.columns ?? 100));
}

export interface ShownProgress extends Progress {
  /** Takes the bar away. */
  clear(): void;
}

/** A bar where a person watches; elsewhere a line now and then, so that a log shows that work goes on. */
export function progressOn(world: World): ShownProgress {
  const watched = world.stderr.isTerminal && (world.env["CI"] ?? "") === "" && world.env["TERM"] !== "dumb";
  return watched ? bar(world) : lines(world);
}

const barWidth = 24;

function bar(world: World): ShownProgress {
  let shown = false;
  return {
    working: (name, done, total) => {
      const filled = total === 0 ? 0 : Math.floor((done / total) * barWidth);
      const picture = "█".repeat(filled) + "░".repeat(barWidth - filled);
      const text = shortened(`${picture} ${done}/${total} ${oneLine(name)}`, widthOf(world.stderr) - 1);
      world.stderr.write(`\r\u001b[K${text}`);
      shown = true;
    },
    clear: () => {
      if (shown) world.stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}

/** Milliseconds between two lines of a log. */
const pause = 2_000;

function lines(world: World): ShownProgress {
  let last = world.now();
  return {
    working: (name, done, total) => {
      if (world.now() - last < pause) return;
      last = world.now();
      world.stderr.write(`${done}/${total} ${oneLine(name)}\n`);
    },
    clear: () => {},
  };
}
