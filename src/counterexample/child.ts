/**
 * The locked-down process in which replays run: takes batches as lines of JSON on standard input, gives one line of JSON
 * a run on standard output as soon as it has ended, so that a run that kills the process loses only itself.
 *
 * The boundary (DESIGN, "Counterexamples"): the runs of one text in one batch have a fresh context of their own that no
 * object of ours is given to, without code generation and without modules; only primitive strings pass, in either
 * direction, and those that go in all do so before anything but the monitor has run. A printed text has functions and no
 * state, and reaches no object but the arguments and what it makes, so that a run leaves nothing to the next; one that is
 * none of the printer's could mislead its own text alone. A text that could name `import` is refused: its rejection would
 * carry an object of this realm. Microtasks of a run end before the next begins; a run that does not end is ended with this
 * process, by the clock of who started it.
 * Around it, as a second fence: the process is started with permissions, frozen intrinsics and without code generation
 * (`replay-process.ts`), and here loses what could load a module. It reads and writes synchronously, so that nothing
 * which a run leaves behind is ever given a turn.
 */
import { readSync, writeSync } from "node:fs";
import vm from "node:vm";
import { type BatchLine, type ResultLine, runsPerWatch } from "./protocol.js";
import { runtimeText } from "./runtime-text.js";

function lockDown(): void {
  for (const name of ["getBuiltinModule", "binding", "_linkedBinding", "dlopen", "kill", "abort", "mainModule"]) {
    Reflect.deleteProperty(process, name);
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (/^[a-z]/.test(name) && name !== "globalThis") Reflect.deleteProperty(globalThis, name);
  }
  for (const name of ["Buffer", "WebAssembly", "WebSocket", "EventSource", "Worker", "MessageChannel"]) {
    Reflect.deleteProperty(globalThis, name);
  }
}

const runtime = new vm.Script(runtimeText, { filename: "monitor" });

/** The runs of a batch that are left of one text and entry, and where they run. */
interface Place {
  readonly script: vm.Script;
  readonly context: vm.Context;
}

/** The text with the call after it. Undefined where the text is none of ours or does not parse. */
function compiled(text: string | undefined, entry: string): vm.Script | undefined {
  if (text === undefined || text.includes("import") || !/^[A-Za-z_$][\w$]*$/.test(entry)) return undefined;
  try {
    return new vm.Script(`${text}\n$run(${entry}, $requests)`, { filename: "function" });
  } catch {
    // What does not parse is not run.
    return undefined;
  }
}

/** No global object of ours stands behind the context's global, which is an ordinary object of its own realm. */
function freshContext(requests: readonly string[]): vm.Context {
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  runtime.runInContext(context);
  // A string, put there before anything but the monitor has run; nothing of the context is touched again from here.
  context["$requests"] = `[${requests.join(",")}]`;
  return context;
}

/** Gives the run at each index its result: its own text of what happened, or that there is none. One after the other. */
function runner(batch: BatchLine): (index: number) => ResultLine["result"] {
  const keyOf = ({ text, entry }: BatchLine["runs"][number]): string => `${text} ${entry}`;
  const scripts = new Map<string, vm.Script | undefined>();
  const scriptOf = (run: BatchLine["runs"][number]): vm.Script | undefined => {
    const key = keyOf(run);
    if (!scripts.has(key)) scripts.set(key, compiled(batch.texts[run.text], run.entry));
    return scripts.get(key);
  };
  const places = new Map<string, Place>();
  const placeOf = (run: BatchLine["runs"][number], index: number): Place | undefined => {
    const key = keyOf(run);
    const known = places.get(key);
    if (known !== undefined) return known;
    const script = scriptOf(run);
    if (script === undefined) return undefined;
    const requests = batch.runs.slice(index).flatMap((other) => (keyOf(other) === key ? [other.request] : []));
    const place = { script, context: freshContext(requests) };
    places.set(key, place);
    return place;
  };
  return (index) => {
    const run = batch.runs[index];
    const place = run === undefined ? undefined : placeOf(run, index);
    if (run === undefined || place === undefined) return { kind: "refused" };
    try {
      const value: unknown = place.script.runInContext(place.context);
      if (typeof value === "string") return { kind: "ran", text: value };
    } catch {
      // The error may be the run's own, so that nothing looks at it.
    }
    // Something other than the monitor's own end: the runs that are left begin anew elsewhere.
    places.delete(keyOf(run));
    return { kind: "refused" };
  };
}

/**
 * Who started this process ends it long before. But if that one is gone, nothing reads the end of the input while a run
 * without an end goes on: V8's watchdog then ends all, a thread for some runs and not for each.
 */
const longestWatch = Number(process.argv[2]);
const watch = new vm.Script("$watched()", { filename: "watch" });

function watched(work: () => void): void {
  Object.defineProperty(globalThis, "$watched", { value: work, configurable: true });
  watch.runInThisContext({ timeout: longestWatch });
}

function* lines(): Iterable<string> {
  const chunk = new Uint8Array(1 << 16);
  const decoder = new TextDecoder();
  let pending = "";
  for (;;) {
    const count = readSync(0, chunk);
    if (count === 0) return;
    pending += decoder.decode(chunk.subarray(0, count), { stream: true });
    let end = pending.indexOf("\n");
    while (end >= 0) {
      yield pending.slice(0, end);
      pending = pending.slice(end + 1);
      end = pending.indexOf("\n");
    }
  }
}

function write(line: unknown): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
  let written = 0;
  while (written < bytes.length) written += writeSync(1, bytes, written);
}

function main(): void {
  const input = lines();
  write("ready");
  for (const line of input) {
    const batch = JSON.parse(line) as BatchLine;
    const runOf = runner(batch);
    for (let first = 0; first < batch.runs.length; first += runsPerWatch) {
      watched(() => {
        const end = Math.min(batch.runs.length, first + runsPerWatch);
        for (let index = first; index < end; index++) write({ index, result: runOf(index) } satisfies ResultLine);
      });
    }
  }
}

lockDown();
main();
