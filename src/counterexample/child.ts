/**
 * The locked-down process in which replays run: takes batches as lines of JSON on standard input, gives one line of JSON
 * a run on standard output as soon as it has ended, so that a run that kills the process loses only itself.
 *
 * The boundary (DESIGN, "Counterexamples"): each run has a fresh context of its own that no object of ours is given to,
 * without code generation and without modules; only primitive strings pass, in either direction. A text that could name
 * `import` is refused: its rejection would carry an object of this realm. Microtasks of a run end before the next begins;
 * a run that does not end is ended with this process, by the clock of who started it.
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

/** Of one batch: its texts, each with the call that a run makes of it, as they are compiled. */
type Scripts = Map<string, vm.Script | undefined>;

/**
 * The text with the call after it, compiled once for all runs of a batch. Undefined where the text is none of ours or
 * does not parse.
 */
function scriptOf(batch: BatchLine, run: BatchLine["runs"][number], scripts: Scripts): vm.Script | undefined {
  const key = `${run.text} ${run.entry}`;
  if (scripts.has(key)) return scripts.get(key);
  const script = compiled(batch.texts[run.text], run.entry);
  scripts.set(key, script);
  return script;
}

function compiled(text: string | undefined, entry: string): vm.Script | undefined {
  if (text === undefined || text.includes("import") || !/^[A-Za-z_$][\w$]*$/.test(entry)) return undefined;
  try {
    return new vm.Script(`${text}\n$run(${entry}, $request)`, { filename: "function" });
  } catch {
    // What does not parse is not run.
    return undefined;
  }
}

/** The run's own text of what happened, or why there is none. */
function runOne(batch: BatchLine, run: BatchLine["runs"][number], scripts: Scripts): ResultLine["result"] {
  const script = scriptOf(batch, run, scripts);
  if (script === undefined) return { kind: "refused" };
  // No global object of ours stands behind this context's global, which is an ordinary object of its own realm.
  const context = vm.createContext(vm.constants.DONT_CONTEXTIFY, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: "afterEvaluate",
  });
  try {
    runtime.runInContext(context);
    // A string, put there before anything but the monitor has run.
    context["$request"] = run.request;
    const value: unknown = script.runInContext(context);
    return typeof value === "string" ? { kind: "ran", text: value } : { kind: "refused" };
  } catch {
    // The error may be the run's own, so that nothing looks at it.
    return { kind: "refused" };
  }
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
    const scripts: Scripts = new Map();
    for (let first = 0; first < batch.runs.length; first += runsPerWatch) {
      watched(() => {
        for (const [i, run] of batch.runs.slice(first, first + runsPerWatch).entries())
          write({ index: first + i, result: runOne(batch, run, scripts) } satisfies ResultLine);
      });
    }
  }
}

lockDown();
main();
