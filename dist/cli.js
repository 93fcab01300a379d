#!/usr/bin/env node
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
var __webpack_exports__ = {};

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: external "node:util"
const external_node_util_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");
;// CONCATENATED MODULE: external "node:crypto"
const external_node_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");
;// CONCATENATED MODULE: external "node:module"
const external_node_module_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");
;// CONCATENATED MODULE: external "node:url"
const external_node_url_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");
;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
;// CONCATENATED MODULE: ./node_modules/.cache/countercheck-build/cli.js.mjs
var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __esm = (fn, res, err) => function __init() {
  if (err) throw err[0];
  try {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  } catch (e) {
    throw err = [e], e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};

// src/bank-folder.ts



function bankFolder(option, place) {
  if (option === "off") return void 0;
  if (option !== void 0 && option !== "") return external_node_path_namespaceObject.resolve(place.cwd, option);
  const modules = external_node_path_namespaceObject.join(place.root, "node_modules");
  if ((0,external_node_fs_namespaceObject.existsSync)(modules)) return external_node_path_namespaceObject.join(modules, ".cache", "countercheck");
  return external_node_path_namespaceObject.join(userCache(place.env), "countercheck");
}
function userCache(env) {
  const named2 = env["XDG_CACHE_HOME"];
  if (named2 !== void 0 && external_node_path_namespaceObject.isAbsolute(named2)) return named2;
  if (process.platform === "win32") return env["LOCALAPPDATA"] ?? external_node_path_namespaceObject.join((0,external_node_os_namespaceObject.homedir)(), "AppData", "Local");
  return process.platform === "darwin" ? external_node_path_namespaceObject.join((0,external_node_os_namespaceObject.homedir)(), "Library", "Caches") : external_node_path_namespaceObject.join((0,external_node_os_namespaceObject.homedir)(), ".cache");
}
var init_bank_folder = __esm({
  "src/bank-folder.ts"() {
    "use strict";
  }
});

// src/report/printable.ts
function printable(text) {
  const visible = (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
  return text.toWellFormed().replaceAll("\r\n", "\n").replace(cli_js_hidden, visible);
}
function oneLine(text) {
  return printable(text.replace(/[\r\n\t]+/gu, " "));
}
function shownPath(path7) {
  const line = oneLine(path7);
  return /^\s*(?:::|##\[)/u.test(line) ? `./${line.trimStart()}` : line;
}
function shortened(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.slice(0, Math.max(0, limit - 1));
  return `${/[\ud800-\udbff]$/u.test(cut) ? cut.slice(0, -1) : cut}\u2026`;
}
function counted(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}
var cli_js_hidden;
var init_printable = __esm({
  "src/report/printable.ts"() {
    "use strict";
    cli_js_hidden = /[^\P{Cc}\t\n]|[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;
  }
});

// src/report/clause-loss.ts
function countClauses(text) {
  return [...text.matchAll(clauseLine)].length;
}
function clauseLoss(file, before, after) {
  const had = countClauses(before ?? "");
  const has2 = countClauses(after ?? "");
  if (has2 >= had) return void 0;
  return { code: "contracts.fewer", message: `${counted(had, "contract clause")} before, ${has2} now`, file };
}
var clauseLine;
var init_clause_loss = __esm({
  "src/report/clause-loss.ts"() {
    "use strict";
    init_printable();
    clauseLine = /^[ \t]*\/\/[ \t]*@[ \t]*(?:requires|ensures|throws|invariant|decreases|assert|verify|example|modifies)\b/gmu;
  }
});

// src/source/catalogue.ts
var catalogue;
var init_catalogue = __esm({
  "src/source/catalogue.ts"() {
    "use strict";
    catalogue = {
      "postcondition.refuted": {
        severity: "error",
        title: "postcondition broken",
        meaning: "The function was run on the input shown; every precondition held, and this `ensures` did not.",
        remedy: "Correct the body. If such an input is not meant, rule it out with `requires`; if the clause says too much, correct that."
      },
      "postcondition.unproven": {
        severity: "warning",
        title: "postcondition not proved",
        meaning: "The prover could not show this `ensures`, and no failing run was found.",
        remedy: "Add an `assert` on the way to it, which may stand where the proof breaks off; or ask more of callers with `requires`; or say more in a loop's `invariant`."
      },
      "absent.refuted": {
        severity: "error",
        title: "use of an absent value",
        meaning: "The function was run on the input shown and uses a value that is `undefined`, `null` or another member of its union.",
        remedy: "Test the value before it is used, or require that it is there."
      },
      "absent.unproven": {
        severity: "warning",
        title: "value not proved to be present",
        meaning: "The prover could not show that this value is present, and no failing run was found.",
        remedy: "Test the value before it is used, or require that it is there."
      },
      "assert.refuted": {
        severity: "error",
        title: "assertion broken",
        meaning: "The function was run on the input shown, and this `assert` did not hold.",
        remedy: "Correct the code before it, or the assertion."
      },
      "assert.unproven": {
        severity: "warning",
        title: "assertion not proved",
        meaning: "The prover could not show this `assert`, and no failing run was found.",
        remedy: "Add a smaller `assert` before it, or strengthen the loop's `invariant`."
      },
      "assumption.fails": {
        severity: "warning",
        title: "an assumption can fail",
        meaning: "A run on the input shown breaks something that was only assumed.",
        remedy: "Turn the assumption into a `requires`, or prove it with `assert`."
      },
      "assumption.vacuous": {
        severity: "error",
        title: "assumptions contradict each other",
        meaning: "What is assumed at this point can never hold, so that whatever is proved after it says nothing.",
        remedy: "Correct the clauses that contradict each other."
      },
      "done_with.refuted": {
        severity: "error",
        title: "`done_with` broken",
        meaning: "The function was run on the input shown, and this condition did not hold where the loop ended.",
        remedy: "Correct the clause, or what the loop does before it is left."
      },
      "done_with.unproven": {
        severity: "warning",
        title: "`done_with` not proved",
        meaning: "The prover could not show that this condition holds wherever the loop ends.",
        remedy: "Strengthen the loop's `invariant`, or say less."
      },
      "example.refuted": {
        severity: "error",
        title: "example fails",
        meaning: "The function was run on the arguments of this `example`, and what it says of them is false.",
        remedy: "Correct the body, or the example."
      },
      "example.unproven": {
        severity: "warning",
        title: "example not settled",
        meaning: "Neither evaluating nor running the function on the arguments of this `example` settled it.",
        remedy: "Use arguments that the contract allows, and say of the result what a run can tell."
      },
      "lemma.unproven": {
        severity: "warning",
        title: "lemma not proved",
        meaning: "`use` names a function that is not shown to keep its contract and to return, so that nothing is known from it.",
        remedy: "Prove the lemma first; a recursive one needs a `decreases`."
      },
      "bank.warning": {
        severity: "note",
        title: "bank not used",
        meaning: "The bank could not be read or written in part; answers were computed anew.",
        remedy: "Remove the bank's file if this happens again."
      },
      "clause.defined.refuted": {
        severity: "error",
        title: "clause has no meaning here",
        meaning: "On the input shown, this clause divides by zero, reads outside of an array, or uses an absent value.",
        remedy: "Correct what the body comes to, or guard the clause: `0 <= i && i < xs.length ==> \u2026`, or `&&` before the part that needs it."
      },
      "clause.defined.unproven": {
        severity: "warning",
        title: "clause not proved to have a meaning",
        meaning: "The prover could not show that this clause has a meaning wherever it is read.",
        remedy: "Guard the clause: write `i < xs.length ==> \u2026` or `&&` before the part that needs it."
      },
      "contract.not-runnable": {
        severity: "warning",
        title: "cannot be decided by a run",
        meaning: "A failing input was proposed, but the run cannot decide a clause on it, so that nothing is shown to be wrong.",
        remedy: "Bound the quantifiers of the clause: `forall(k, 0 <= k && k < n ==> \u2026)`."
      },
      "contracts.fewer": {
        severity: "warning",
        title: "fewer clauses than before",
        meaning: "The change leaves this file with fewer clauses than its base has.",
        remedy: "Make sure that the contracts were meant to go."
      },
      "division.refuted": {
        severity: "error",
        title: "division by zero",
        meaning: "The function was run on the input shown and divides by zero.",
        remedy: "Guard the division, or require a divisor that is not zero."
      },
      "division.unproven": {
        severity: "warning",
        title: "divisor not proved to differ from zero",
        meaning: "The prover could not show that this divisor differs from zero, and no failing run was found.",
        remedy: "State that the divisor is not zero: in `requires`, or by a guard."
      },
      "exhaustive.refuted": {
        severity: "error",
        title: "falls out at the end",
        meaning: "The function was run on the input shown and ends without the value that its type promises.",
        remedy: "Add the case that is missing."
      },
      "exhaustive.unproven": {
        severity: "warning",
        title: "not proved that a case is always taken",
        meaning: "The prover could not show that every way through the function ends with a value, and no failing run was found.",
        remedy: "Add the case that is missing, or require what rules it out."
      },
      "files.left-out": {
        severity: "note",
        title: "files left out",
        meaning: "Files with contracts were not read.",
        remedy: "Look at `include` and `exclude` in the configuration."
      },
      "function.verified": {
        severity: "note",
        title: "verified",
        meaning: "Every obligation of the function is proved.",
        remedy: "Nothing: the finding lists what the proof rests on."
      },
      "index.refuted": {
        severity: "error",
        title: "index out of range",
        meaning: "The function was run on the input shown and reads an array outside of its bounds.",
        remedy: "Guard the read, or require what keeps the index in range."
      },
      "index.unproven": {
        severity: "warning",
        title: "index not proved in range",
        meaning: "The prover could not show that this index lies inside the array, and no failing run was found.",
        remedy: "State the bounds of the index: in `requires`, or in the loop's `invariant`."
      },
      "prototype.refuted": {
        severity: "error",
        title: "key that every object has",
        meaning: "The function was run on the input shown and reads a key that the object does not have itself, but has from `Object.prototype` (`constructor`, `toString` \u2026), or writes `__proto__`, which sets the prototype.",
        remedy: "Use a `Map`, or an object made by `Object.create(null)`, or test the key with `Object.hasOwn` first."
      },
      "prototype.unproven": {
        severity: "warning",
        title: "key not shown to be the object's own",
        meaning: "The prover could not show that this key is the object's own or no name on `Object.prototype`, and no failing run was found.",
        remedy: "Use a `Map`, or an object made by `Object.create(null)`, or test the key with `Object.hasOwn` first."
      },
      "range.refuted": {
        severity: "error",
        title: "argument out of range",
        meaning: "The function was run on the input shown and calls a library member with an argument that it has no value for.",
        remedy: "Guard the call, or require what keeps the argument in range."
      },
      "range.unproven": {
        severity: "warning",
        title: "argument not proved in range",
        meaning: "The prover could not show that this argument lies where the library member has a value, and no failing run was found.",
        remedy: "State the bounds of the argument: in `requires`, or in the loop's `invariant`."
      },
      "integral.refuted": {
        severity: "error",
        title: "not an integer",
        meaning: "On the input shown, a value that is taken for an integer has a fraction.",
        remedy: "Round it, or mark its variable `real` or `double`."
      },
      "integral.unproven": {
        severity: "warning",
        title: "not proved to be an integer",
        meaning: "The prover could not show that this value is an integer, and no failing run was found.",
        remedy: "Round it, or mark its variable `real` or `double`."
      },
      "internal.bug": {
        severity: "error",
        title: "defect of ours",
        meaning: "Countercheck failed on this function; nothing is said of it. The other results stand.",
        remedy: "Please report it with the function's text."
      },
      "invariant.initial.refuted": {
        severity: "error",
        title: "invariant does not hold at first",
        meaning: "The function was run on the input shown, and this `invariant` did not hold when the loop was reached.",
        remedy: "Correct what is before the loop, or the invariant."
      },
      "invariant.initial.unproven": {
        severity: "warning",
        title: "invariant not proved at first",
        meaning: "The prover could not show that this `invariant` holds when the loop is reached, and no failing run was found.",
        remedy: "State what makes the invariant true at the start: in `requires`, or by an `assert` before the loop."
      },
      "invariant.preserved.refuted": {
        severity: "error",
        title: "invariant not kept",
        meaning: "The function was run on the input shown, and this `invariant` did not hold after a turn of the loop.",
        remedy: "Correct the body of the loop, or the invariant."
      },
      "invariant.preserved.unproven": {
        severity: "warning",
        title: "invariant not proved to be kept",
        meaning: "The prover could not show that each turn of the loop keeps this `invariant`, and no failing run was found.",
        remedy: "Add to the loop's invariants what this one needs: bounds of its variables, or what the loop leaves alone."
      },
      "mark.refuted": {
        severity: "error",
        title: "value outside of its mark",
        meaning: "On the input shown, a value breaks what the type or mark of its place says: `nat`, `int`, or a union of literals.",
        remedy: "Correct the value, or the mark."
      },
      "mark.unproven": {
        severity: "warning",
        title: "value not proved to be within its mark",
        meaning: "The prover could not show that this value is what the type or mark of its place says, and no failing run was found.",
        remedy: "State what keeps the value in range: in `requires`, or in the loop's `invariant`."
      },
      "overflow.listed": {
        severity: "note",
        title: "may leave the exact integers",
        meaning: "This operation may leave \xB1(2^53 \u2212 1); it is listed, not proved.",
        remedy: "Bound the inputs with `requires`, or say `//@ overflow check` or `//@ overflow ignore`."
      },
      "overflow.refuted": {
        severity: "error",
        title: "integer beyond the exact ones",
        meaning: "On the input shown, an integer leaves the range \xB1(2^53 \u2212 1) in which JavaScript's numbers are exact.",
        remedy: "Require bounds of the inputs, use `bigint`, or mark the value `double`."
      },
      "overflow.unproven": {
        severity: "warning",
        title: "integer not proved to be exact",
        meaning: "The prover could not show that this integer stays within \xB1(2^53 \u2212 1), and no failing run was found.",
        remedy: "Require bounds of the inputs, or state them in the loop's `invariant`."
      },
      "precondition.refuted": {
        severity: "error",
        title: "precondition of a call broken",
        meaning: "The function was run on the input shown and calls another function outside of what that one requires.",
        remedy: "Guard the call, or require of this function what the called one needs."
      },
      "precondition.unproven": {
        severity: "warning",
        title: "precondition of a call not proved",
        meaning: "The prover could not show that this call keeps what the called function requires, and no failing run was found.",
        remedy: "Say before the call what makes it right: a guard, a `requires`, or an `assert`."
      },
      "recursion.decreases.refuted": {
        severity: "error",
        title: "recursion does not lower its measure",
        meaning: "The function was run on the input shown and calls itself without a smaller measure.",
        remedy: "Correct the `decreases` clause, or the call."
      },
      "recursion.decreases.unproven": {
        severity: "warning",
        title: "recursion not proved to lower its measure",
        meaning: "The prover could not show that this recursive call has a smaller measure, and no failing run was found.",
        remedy: "State a measure that each recursive call lowers, and in `requires` what keeps it at least zero."
      },
      "replay.off": {
        severity: "warning",
        title: "not run here",
        meaning: "A failing input was proposed, but this run may not execute code of the change, so that nothing is shown to be wrong.",
        remedy: "Run the command on a machine of your own."
      },
      "requires.vacuous": {
        severity: "error",
        title: "preconditions contradict each other",
        meaning: "No input can satisfy the `requires` of this function, so that whatever is proved of it says nothing.",
        remedy: "Correct the clauses that contradict each other."
      },
      "termination.unproven": {
        severity: "warning",
        title: "termination not proved",
        meaning: "Everything else is proved, but nothing shows that this loop or recursion comes to an end.",
        remedy: "Write `//@ decreases` with a value that falls at each turn and is at least 0; `//@ decreases *` asks for partial correctness only."
      },
      "throw.refuted": {
        severity: "error",
        title: "throws where it may not",
        meaning: "The function was run on the input shown and throws, although none of its `throws` clauses held on entry.",
        remedy: "Widen the `throws` clause, or guard the throw."
      },
      "throw.undeclared": {
        severity: "error",
        title: "undeclared throw",
        meaning: "The function was run on the input shown and throws, and no clause allows it.",
        remedy: "Declare it with `throws`, rule it out with `requires`, or return instead."
      },
      "throw.unproven": {
        severity: "warning",
        title: "not proved that it throws only where it may",
        meaning: "The prover could not show that this is reached only where a `throws` clause allows it, and no failing run was found.",
        remedy: "State in `throws` when the function throws, or in `requires` that it does not."
      },
      "variant.bounded.refuted": {
        severity: "error",
        title: "measure falls below zero",
        meaning: "The function was run on the input shown, and the loop goes on although its measure is below zero.",
        remedy: "Correct the `decreases` clause, or the loop's condition."
      },
      "variant.bounded.unproven": {
        severity: "warning",
        title: "measure not proved to stay above zero",
        meaning: "The prover could not show that the loop's measure is at least zero while it goes on, and no failing run was found.",
        remedy: "State in the loop's `invariant` what keeps the measure at least zero."
      },
      "variant.decreases.refuted": {
        severity: "error",
        title: "measure does not decrease",
        meaning: "The function was run on the input shown, and a turn of the loop did not lower its measure.",
        remedy: "Correct the `decreases` clause, or the loop."
      },
      "variant.decreases.unproven": {
        severity: "warning",
        title: "measure not proved to decrease",
        meaning: "The prover could not show that each turn of the loop lowers its measure, and no failing run was found.",
        remedy: "State in the loop's `invariant` what bounds the measure's variables."
      },
      "write.refuted": {
        severity: "error",
        title: "write out of range",
        meaning: "The function was run on the input shown and writes an array at an index below 0 or beyond its length.",
        remedy: "Guard the write, or require what keeps the index in range."
      },
      "write.unproven": {
        severity: "warning",
        title: "write not proved in range",
        meaning: "The prover could not show that this write lies inside the array or just at its end, and no failing run was found.",
        remedy: "State the bounds of the index: in `requires`, or in the loop's `invariant`."
      },
      "configuration.key": {
        severity: "error",
        title: "unknown configuration key",
        meaning: "The configuration has a key that means nothing here.",
        remedy: "Use one of the keys that the message lists."
      },
      "configuration.syntax": {
        severity: "error",
        title: "configuration does not parse",
        meaning: "The configuration file is not JSON with comments.",
        remedy: "Correct the text at the place shown."
      },
      "configuration.unreadable": {
        severity: "error",
        title: "configuration cannot be read",
        meaning: "The configuration file that was named does not exist or may not be read.",
        remedy: "Name a file that is there, or leave the option out."
      },
      "configuration.value": {
        severity: "error",
        title: "wrong configuration value",
        meaning: "A key of the configuration has a value of the wrong kind.",
        remedy: "Write a value of the kind that the message names."
      },
      "output.unwritable": {
        severity: "error",
        title: "output cannot be written",
        meaning: "The file that the report was to go to could not be written.",
        remedy: "Name a file in a folder that may be written."
      },
      "github.bank-unavailable": {
        severity: "note",
        title: "the bank was not carried",
        meaning: "The Actions cache did not give or take the bank in time. Nothing is lost but time: all is proved anew.",
        remedy: "Nothing, unless it stays so; `bank: off` turns the bank off."
      },
      "github.comment-refused": {
        severity: "warning",
        title: "a comment was refused",
        meaning: "GitHub did not take a comment at its line. What it says stands in the body of the review.",
        remedy: "Nothing: the finding is told all the same."
      },
      "github.diff-incomplete": {
        severity: "warning",
        title: "the diff is longer than GitHub lists",
        meaning: "GitHub lists at most 3,000 files of a pull request and 300 of a comparison; everything is checked instead.",
        remedy: "Check out with `fetch-depth: 0`, so that the whole diff is read from git."
      },
      "github.event-not-handled": {
        severity: "error",
        title: "event not handled",
        meaning: "The workflow was started by an event for which there is nothing to check.",
        remedy: "Run the action on `pull_request`, `push`, `merge_group` or `workflow_dispatch`."
      },
      "github.event-unreadable": {
        severity: "error",
        title: "event not readable",
        meaning: "The environment or the event's payload lacks what a step of a workflow has.",
        remedy: "Run the action as a step of a GitHub workflow; on your own machine use the command."
      },
      "github.head-moved": {
        severity: "note",
        title: "the pull request has moved on",
        meaning: "New commits came while this run was at work. Its review would speak of lines that are gone: none is posted.",
        remedy: "Nothing: the run for the new commits posts its own."
      },
      "github.history-missing": {
        severity: "warning",
        title: "no history to compare with",
        meaning: "The commits that a change lies between are not there, so everything is checked instead of what changed.",
        remedy: "Check out with `fetch-depth: 0`, or give the token `contents: read`."
      },
      "github.input-invalid": {
        severity: "error",
        title: "wrong input of the action",
        meaning: "An input under `with:` has a value that it cannot take.",
        remedy: "Use one of the values that the message names."
      },
      "github.no-pull-request": {
        severity: "error",
        title: "event without pull request",
        meaning: "The event is said to be of a pull request, and its payload describes none.",
        remedy: "Run the action on the event itself, not on a payload made by hand."
      },
      "github.permission-missing": {
        severity: "warning",
        title: "the token may not",
        meaning: "GitHub refused a request because the token lacks a permission, as on pull requests from forks. The findings are in the job summary and in annotations.",
        remedy: "Add the permission that the message names to the job; on forks nothing can be done."
      },
      "github.request-failed": {
        severity: "warning",
        title: "a request to GitHub failed",
        meaning: "GitHub did not answer, or refused a request. The findings are in the job summary and in annotations.",
        remedy: "Run the job again; if it stays so, the message says what GitHub answered."
      },
      "github.token-missing": {
        severity: "error",
        title: "no token",
        meaning: "The action reads the pull request and writes its review with a token, and was given none.",
        remedy: "Leave the input `token` out, so that the workflow's own is used, or name a secret that exists."
      },
      "github.workspace-missing": {
        severity: "error",
        title: "nothing is checked out",
        meaning: "The workspace, or the folder that `working-directory` names, is not there or empty.",
        remedy: "Put `actions/checkout` before this action, and see that `working-directory` is a folder of the repository."
      },
      "usage.command": {
        severity: "error",
        title: "unknown command",
        meaning: "The first word is not a command of countercheck.",
        remedy: "Use `check` or `review`; `countercheck --help` lists them."
      },
      "usage.no-match": {
        severity: "error",
        title: "nothing to check there",
        meaning: "A path or pattern matches no TypeScript file that may be checked.",
        remedy: "Correct the path; files that git ignores, `.d.ts` files and what `exclude` names are left out."
      },
      "usage.option": {
        severity: "error",
        title: "unknown option",
        meaning: "The command has no such option.",
        remedy: "Use the nearest one shown, or read `--help`."
      },
      "usage.repository": {
        severity: "error",
        title: "no git repository here",
        meaning: "A review compares two revisions, and the folder lies in no git repository, or git cannot be run.",
        remedy: "Run it inside a clone, with git on the PATH."
      },
      "usage.revision": {
        severity: "error",
        title: "unknown revision",
        meaning: "git knows no commit of this name here, or the two commits have no common history.",
        remedy: "Fetch the history that is missing (`git fetch --unshallow`), or name another revision."
      },
      "usage.value": {
        severity: "error",
        title: "wrong value of an option",
        meaning: "An option has a value that it cannot take, or lacks one.",
        remedy: "Use one of the values that the message names."
      },
      "annotation.block-comment": {
        severity: "error",
        title: "clause in a block comment",
        meaning: "A clause was written inside a block comment, where it is not read.",
        remedy: "Write it as a line comment of its own, starting with `//@`."
      },
      "annotation.misplaced": {
        severity: "error",
        title: "clause in the wrong place",
        meaning: "The clause stands where it belongs to nothing, or to something that has no such clause.",
        remedy: "Move it to the place named: above the function, loop or statement, or first in its body."
      },
      "annotation.syntax": {
        severity: "error",
        title: "clause does not parse",
        meaning: "The text of the clause is not in the annotation language, from the character shown on.",
        remedy: "Write the form that the message names; a condition is one of TypeScript, with `\\result`, `\\old(x)`, `==>` and `forall(k, \u2026)` besides."
      },
      "annotation.unknown": {
        severity: "error",
        title: "unknown clause",
        meaning: "The word after `//@` begins no clause, so that the line would have no effect.",
        remedy: "Write the word named, or leave out the `@` if it is an ordinary comment."
      },
      "file.encoding": {
        severity: "warning",
        title: "file is not UTF-8",
        meaning: "The file holds bytes that are not UTF-8 text, so it was not read.",
        remedy: "Save it as UTF-8."
      },
      "file.outside": {
        severity: "warning",
        title: "file lies outside the workspace",
        meaning: "The file's real path, links followed, lies outside the workspace root, so it was not read.",
        remedy: "Run from the folder that holds all of the project."
      },
      "file.syntax": {
        severity: "warning",
        title: "file does not parse",
        meaning: "TypeScript found a syntax error in the file; functions that it touches get no verdict. Of a file that is nested too deeply none does.",
        remedy: "Correct the syntax error."
      },
      "file.too-large": {
        severity: "warning",
        title: "file is over 1 MB",
        meaning: "Files over 1 MB are left out.",
        remedy: "Move the annotated functions to a smaller file."
      },
      "file.unreadable": {
        severity: "warning",
        title: "file cannot be read",
        meaning: "The file could not be opened.",
        remedy: "Check that it exists and may be read."
      },
      aliasing: {
        severity: "error",
        title: "two names for one changing object",
        meaning: "The function writes through one name to an object that another name reaches too; the prover knows each object by one owner.",
        remedy: "Write through the one path that owns the object, copy the object, or add `//@ requires distinct(a, b)`."
      },
      "callee.unsupported": {
        severity: "error",
        title: "called function not read",
        meaning: "The function calls another that is outside the subset or whose annotations are invalid, so nothing is known of the call.",
        remedy: "Correct or contract the called function first."
      },
      "clause.distinct": {
        severity: "error",
        title: "misplaced `distinct`",
        meaning: "`distinct(a, b)` stands alone or joined by `&&` in a `requires`, and names two parameters that are objects.",
        remedy: "Write `//@ requires distinct(a, b)` on a line of its own."
      },
      "clause.measure": {
        severity: "error",
        title: "not a measure",
        meaning: "A termination measure is an integer, or several of them from the most significant on.",
        remedy: "Write an integer that gets smaller: `//@ decreases n - i`."
      },
      "clause.old": {
        severity: "error",
        title: "misplaced `\\old`",
        meaning: "`\\old(e)` is the value of e at entry; it has no meaning in a clause that speaks of the entry itself.",
        remedy: "Write the expression without `\\old`."
      },
      "clause.result": {
        severity: "error",
        title: "misplaced `\\result`",
        meaning: "`\\result` is the value that the function returns; only `ensures` can speak of it.",
        remedy: "Move the clause to an `ensures`."
      },
      "clause.type": {
        severity: "error",
        title: "clause of a wrong type",
        meaning: "Part of the clause has another type than the place wants; a clause as a whole is a boolean.",
        remedy: "Correct the expression at the place shown."
      },
      "clause.unknown-name": {
        severity: "error",
        title: "unknown name in a clause",
        meaning: "The clause names something that does not exist where it stands.",
        remedy: "Correct the name. Above a function its parameters, `\\result` and names of the module are known; what a local variable holds is said beside its statement, with `assert` or `invariant`."
      },
      "typescript.error": {
        severity: "error",
        title: "type error",
        meaning: "TypeScript finds a fault inside the function, so that its meaning is not certain.",
        remedy: "Correct what TypeScript reports."
      },
      "unsupported.call": {
        severity: "error",
        title: "call outside the subset",
        meaning: "The called function or method has no meaning to the prover.",
        remedy: "Contract the function, or write the operation with what the language has."
      },
      "unsupported.class": {
        severity: "error",
        title: "class construct outside the subset",
        meaning: "A class that extends another, or whose objects come to be in a way that is not followed: fields that speak of `this`, a constructor that lets the object go or returns another, a decorator that may replace it.",
        remedy: "Move the logic to a function that takes what it needs."
      },
      "unsupported.clause": {
        severity: "error",
        title: "clause not read yet",
        meaning: "The annotation is part of the language, but this version does not read it.",
        remedy: "Leave it out, or say the same with `requires`, `ensures` and `invariant`."
      },
      "unsupported.constant": {
        severity: "error",
        title: "module state outside the subset",
        meaning: "Of what stands outside functions, constants that are primitive, and literals that nobody writes or exports, are known.",
        remedy: "Pass the value as a parameter."
      },
      "unsupported.conversion": {
        severity: "error",
        title: "conversion outside the subset",
        meaning: "JavaScript would convert the value to another type here; the prover does not follow.",
        remedy: "Write the conversion out, or use one type."
      },
      "unsupported.evaluation-order": {
        severity: "error",
        title: "effects between operands",
        meaning: "An operand that refers to an object is followed by one that may change it.",
        remedy: "Give the parts names, one statement each."
      },
      "unsupported.expression": {
        severity: "error",
        title: "expression outside the subset",
        meaning: "The expression has no meaning to the prover.",
        remedy: "Write it with operators, calls of contracted functions and literals."
      },
      "unsupported.fallthrough": {
        severity: "error",
        title: "case that falls through",
        meaning: "A case that declares a variable runs on into the next one.",
        remedy: "End the case with `break` or `return`, or declare the variable before the `switch`."
      },
      "unsupported.function": {
        severity: "error",
        title: "function outside the subset",
        meaning: "Generators, functions that await, functions without a body or too long to be followed, and functions in whose place code of the project may put others.",
        remedy: "Write what is to be proved as a plain function or method of its own."
      },
      "unsupported.function-value": {
        severity: "error",
        title: "function as a value",
        meaning: "Functions stored, passed or created inside a function are not read yet.",
        remedy: "Call a function of the module by its name."
      },
      "unsupported.identity": {
        severity: "error",
        title: "identity of objects",
        meaning: "`===` on objects compares identities, which the prover does not know.",
        remedy: "Compare the fields or the elements."
      },
      "unsupported.iteration": {
        severity: "error",
        title: "change of what is iterated",
        meaning: "The body of the loop may change the array that the loop goes through.",
        remedy: "Iterate by index, with an invariant."
      },
      "unsupported.loose-equality": {
        severity: "error",
        title: "loose equality",
        meaning: "`==` converts its operands; it is read against null and undefined only.",
        remedy: "Write `===` or `!==`."
      },
      "unsupported.mark": {
        severity: "error",
        title: "mark not read",
        meaning: "The mark of a number says nothing that can be used here.",
        remedy: "Mark parameters, fields and results with int, nat, real or double."
      },
      "unsupported.name": {
        severity: "error",
        title: "name outside the subset",
        meaning: "The name stands for something that the prover does not know.",
        remedy: "Pass the value as a parameter."
      },
      "unsupported.operator": {
        severity: "error",
        title: "operator outside the subset",
        meaning: "The operator is not read on these operands.",
        remedy: "Write it with arithmetic, comparison and `?:`."
      },
      "unsupported.parameter": {
        severity: "error",
        title: "parameter outside the subset",
        meaning: "`this` parameters, and defaults that call, divide or name another object, are not read.",
        remedy: "Name each parameter."
      },
      "unsupported.refine": {
        severity: "warning",
        title: "no body to check",
        meaning: "The function asks for its body to be derived from the contract, which is not in this version.",
        remedy: "Write the body, and delete `refine`."
      },
      "unsupported.recursive-type": {
        severity: "error",
        title: "type that contains itself",
        meaning: "The type contains itself in a way that is not read: through a map, or through arrays alone.",
        remedy: "Let records hold themselves: in fields, in optional fields, or in arrays of records."
      },
      "unsupported.statement": {
        severity: "error",
        title: "statement outside the subset",
        meaning: "The statement has no meaning to the prover.",
        remedy: "Write it with assignments, if, switch, loops, return and throw."
      },
      "unsupported.this": {
        severity: "error",
        title: "use of `this`",
        meaning: "The object that the method runs on has no fields that are read, or one of a type that is not.",
        remedy: "Pass the value as a parameter."
      },
      "unsupported.throw": {
        severity: "error",
        title: "throw outside the subset",
        meaning: "Errors of JavaScript itself are thrown, with a plain message.",
        remedy: 'Write `throw new RangeError("\u2026")`.'
      },
      "unsupported.type-parameter": {
        severity: "error",
        title: "type parameter used as more than a value",
        meaning: "What this does depends on the type that the parameter stands for, of which nothing is known here.",
        remedy: "Say `//@ type T (==)` where values are compared by what they are; else write it for the concrete type."
      },
      "unsupported.type": {
        severity: "error",
        title: "type outside the subset",
        meaning: "Values of this type have no meaning to the prover.",
        remedy: "Use numbers, booleans, strings, arrays, tuples, records and discriminated unions."
      },
      "unsupported.variable": {
        severity: "error",
        title: "declaration outside the subset",
        meaning: "`using`, a `var` that is seen outside its block, or a pattern that takes apart what is not a record, array, tuple or dictionary.",
        remedy: "Declare each variable by a name of its own, with `const` or `let`."
      }
    };
  }
});

// src/source/diff.ts
function parseUnifiedDiff(text) {
  const lines2 = text.split("\n");
  const files = [];
  let at2 = 0;
  while (at2 < lines2.length) {
    if (!lines2[at2]?.startsWith("diff --git ")) {
      at2 += 1;
      continue;
    }
    const header = parseHeader(lines2, at2);
    const { hunks, next } = parseHunks(lines2, header.next);
    if (header.file !== void 0) files.push({ ...header.file, hunks });
    at2 = next;
  }
  return files;
}
function commentableLines(file) {
  return new Set(file.hunks.flatMap((hunk) => headLines(hunk)));
}
function inOneHunk(file, span) {
  return file.hunks.some((hunk) => {
    const lines2 = new Set(headLines(hunk));
    for (let line = span.start; line <= span.end; line++) if (!lines2.has(line)) return false;
    return true;
  });
}
function changedLines(file) {
  const touched = /* @__PURE__ */ new Set();
  for (const hunk of file.hunks) {
    let next = hunk.headStart;
    for (const line of hunk.lines) {
      if (line.headLine !== void 0) next = line.headLine + 1;
      if (line.kind === "added" && line.headLine !== void 0) touched.add(line.headLine);
      if (line.kind === "deleted") {
        touched.add(Math.max(1, next - 1));
        touched.add(Math.max(1, next));
      }
    }
  }
  return joined([...touched].sort((a, b) => a - b));
}
function joined(lines2) {
  const spans = [];
  for (const line of lines2) {
    const last = spans.at(-1);
    if (last !== void 0 && line === last.end + 1) spans[spans.length - 1] = { start: last.start, end: line };
    else spans.push({ start: line, end: line });
  }
  return spans;
}
function headLines(hunk) {
  return hunk.lines.flatMap((line) => line.headLine === void 0 ? [] : [line.headLine]);
}
function parseHeader(lines2, start2) {
  let at2 = start2 + 1;
  let base;
  let head2;
  let status = "modified";
  for (; at2 < lines2.length; at2++) {
    const line = lines2[at2] ?? "";
    if (line.startsWith("@@ ") || line.startsWith("diff --git ")) break;
    if (line.startsWith("new file mode ")) status = "added";
    else if (line.startsWith("deleted file mode ")) status = "deleted";
    else if (line.startsWith("rename from ")) base = unquoted(line.slice("rename from ".length));
    else if (line.startsWith("rename to ")) head2 = unquoted(line.slice("rename to ".length));
    else if (line.startsWith("--- ")) base ??= sidePath(line.slice(4));
    else if (line.startsWith("+++ ")) head2 ??= sidePath(line.slice(4));
  }
  const both = bothPaths((lines2[start2] ?? "").slice("diff --git ".length));
  const basePath = status === "added" ? void 0 : base ?? both;
  const path7 = (status === "deleted" ? basePath : head2) ?? both;
  if (path7 === void 0) return { file: void 0, next: at2 };
  const renamed = status === "modified" && basePath !== void 0 && basePath !== path7;
  return { file: { path: path7, basePath, status: renamed ? "renamed" : status }, next: at2 };
}
function bothPaths(rest) {
  if (rest.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/u.exec(rest)?.[0];
    return end === void 0 ? void 0 : sidePath(end);
  }
  const half = (rest.length - 1) / 2;
  return Number.isInteger(half) ? sidePath(rest.slice(0, half)) : void 0;
}
function sidePath(text) {
  const path7 = unquoted(text.replace(/\r?\t?$/u, ""));
  return path7 === "/dev/null" ? void 0 : path7.replace(/^[^/]+\//u, "");
}
function unquoted(text) {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return text;
  const parts = [];
  for (const match of text.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+/gu)) {
    if (match[1] !== void 0) parts.push(Buffer.from([Number.parseInt(match[1], 8) & 255]));
    else if (match[2] !== void 0) parts.push(unescaped(match[2]));
    else parts.push(Buffer.from(match[0]));
  }
  return Buffer.concat(parts).toString("utf8");
}
function unescaped(letter) {
  const code = escapes[letter];
  return Buffer.from(code === void 0 ? letter : String.fromCharCode(code));
}
function parseHunks(lines2, start2) {
  const hunks = [];
  let at2 = start2;
  while (at2 < lines2.length && !lines2[at2]?.startsWith("diff --git ")) {
    const match = hunkHeader.exec((lines2[at2] ?? "").replace(/\r$/u, ""));
    at2 += 1;
    if (match === null) continue;
    const [, baseStart = "0", baseCount = "1", headStart = "0", headCount = "1", heading = ""] = match;
    const counts = { base: Number(baseCount), head: Number(headCount) };
    const body = parseBody(lines2, at2, { base: Number(baseStart), head: Number(headStart) }, counts);
    hunks.push({ baseStart: Number(baseStart), headStart: Number(headStart), heading, lines: body.lines });
    at2 = body.next;
  }
  return { hunks, next: at2 };
}
function parseBody(lines2, start2, first, counts) {
  const body = [];
  let { base, head: head2 } = first;
  let at2 = start2;
  for (; at2 < lines2.length && (base < first.base + counts.base || head2 < first.head + counts.head); at2++) {
    const line = lines2[at2] ?? "";
    const text = line.slice(1);
    if (line.startsWith("+")) body.push({ kind: "added", text, headLine: head2++ });
    else if (line.startsWith("-")) body.push({ kind: "deleted", text, baseLine: base++ });
    else if (line.startsWith(" ") || line === "" && at2 + 1 < lines2.length)
      body.push({ kind: "context", text, baseLine: base++, headLine: head2++ });
    else if (!line.startsWith("\\")) break;
  }
  return { lines: body, next: at2 };
}
var hunkHeader, escapes;
var init_diff = __esm({
  "src/source/diff.ts"() {
    "use strict";
    hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/u;
    escapes = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
  }
});

// src/source/span.ts
function sourceFile(path7, text) {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (c === 10 || c === 13 || c === 8232 || c === 8233) lineStarts.push(i + 1);
  }
  return { path: path7, text, lineStarts };
}
function positionAt(file, offset) {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = low + high + 1 >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1 };
}
function lineText(file, line) {
  const start2 = file.lineStarts[line - 1] ?? file.text.length;
  const end = file.lineStarts[line] ?? file.text.length;
  return file.text.slice(start2, end).replace(/[\r\n\u2028\u2029]+$/u, "");
}
var init_span = __esm({
  "src/source/span.ts"() {
    "use strict";
  }
});

// src/source/index.ts
var init_source = __esm({
  "src/source/index.ts"() {
    "use strict";
    init_catalogue();
    init_diff();
    init_span();
  }
});

// src/report/headline.ts
function headline(finding) {
  if (finding.verdict !== "verified" && finding.verdict !== "generated") return finding.verdict;
  const parts = [claim(finding)];
  if (finding.partial === true) parts.push("if it returns");
  if (finding.given !== void 0 && finding.given.length > 0) parts.push(`given ${finding.given.join(", ")}`);
  return parts.join(", ");
}
function claim(finding) {
  if (finding.exactOnly !== void 0) return `${finding.verdict} for exact arithmetic`;
  if (finding.arithmetic !== void 0) return "proved if rounding is ignored";
  return finding.verdict;
}
function isProved(finding) {
  return finding.verdict === "verified" || finding.verdict === "generated";
}
function isAside({ verdict }, { code }) {
  return verdict === "refuted" && code.endsWith(".unproven");
}
function totalsText(report) {
  const counts = verdictOrder.filter((verdict) => report.totals[verdict] > 0);
  const told2 = counts.map((verdict) => `${report.totals[verdict]} ${verdict}`).join(", ");
  const all = counted(report.findings.length, "function");
  const notChecked4 = report.totals.notChecked > 0 ? `; ${report.totals.notChecked} not checked` : "";
  const { swept, unread = 0 } = report.counts;
  const asks2 = report.asks?.length ?? 0;
  const asking = asks2 === 0 ? "" : `, ${asks2} ${asks2 === 1 ? "asks" : "ask"} something of callers (--verbose lists them)`;
  const sweep = swept === void 0 ? "" : `; without a contract ${counted(swept, "function")} looked at, ${unread} not readable${asking}`;
  return `${told2 === "" ? all : `${all}: ${told2}`}${notChecked4}${strayText(report)}${unreadText(report)}${sweep}`;
}
function strayText({ notices }) {
  const stray = notices.filter(({ code }) => code.startsWith("annotation."));
  return stray.length === 0 ? "" : `; ${counted(stray.length, "annotation")} of no function`;
}
function unreadText({ notices }) {
  const files = new Set(notices.filter(({ code }) => code.startsWith("file.")).map(({ file }) => file));
  return files.size === 0 ? "" : `; ${counted(files.size, "file")} not read, or not whole`;
}
function noContractsText(report) {
  const { contracted, functions, readable, files } = report.counts;
  if (report.counts.swept !== void 0 || contracted > 0 || report.findings.length > 0 || files === 0)
    return void 0;
  const found = `No contracts in ${counted(functions, "function")} (${readable} can be read)`;
  return `${found}${unreadText(report)}; put \`//@ ensures \\result >= 0\` above a function: ${documentation}`;
}
function inOrder(findings) {
  const by = (a, b) => {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  };
  return [...findings].sort(by);
}
var verdictOrder, verdictMeaning, documentation;
var init_headline = __esm({
  "src/report/headline.ts"() {
    "use strict";
    init_printable();
    verdictOrder = [
      "refuted",
      "invalid",
      "vacuous",
      "unproven",
      "unsupported",
      "generated",
      "verified"
    ];
    verdictMeaning = {
      refuted: "an input breaks the contract; the function was run on it",
      invalid: "an annotation does not parse or type-check",
      vacuous: "what is required or assumed can never hold",
      unproven: "not proved, and no failing run was found",
      unsupported: "uses a construct that is not modelled",
      generated: "a body was derived from the contract and proved",
      verified: "every obligation is proved"
    };
    documentation = 'README.md, "The first contract"';
  }
});

// src/report/markdown.ts
function escaped(text) {
  return oneLine(text).replace(/[\\`*_{}[\]()#+!|~$^=-]/gu, (c) => `\\${c}`).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("@", `@${parted}`).replace(/\\#(?=\d)/gu, `\\#${parted}`).replace(/\bGH\\-(?=\d)/giu, (c) => `${c}${parted}`).replaceAll("://", `:${parted}//`).replace(/\bwww\./giu, (c) => `${c.slice(0, -1)}${parted}.`).replace(/^(\s*\d+)([.)])/u, "$1\\$2");
}
function codeInTable(text) {
  return codeSpan(text).replaceAll("|", "\\|");
}
function codeSpan(text) {
  const line = oneLine(text);
  if (line.trim() === "") return "(empty)";
  const fence = "`".repeat(longestRun(line) + 1);
  const edge = /^[` ]|[` ]$/u.test(line) ? " " : "";
  return `${fence}${edge}${line}${edge}${fence}`;
}
function prose(text) {
  return oneLine(text).split(/(`[^`]+`)/u).map((part) => /^`[^`]+`$/u.test(part) ? codeSpan(part.slice(1, -1)) : escaped(part)).join("");
}
function fenced(text, info) {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${info}
${printable(text).replace(/\n$/u, "")}
${fence}`;
}
function suggestion(replacement) {
  const fence = "`".repeat(Math.max(3, longestRun(replacement) + 1));
  return `${fence}suggestion
${replacement.replace(/\r?\n$/u, "").toWellFormed()}
${fence}`;
}
function htmlText(text) {
  return oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replace(/[@#]|:(?=\/\/)/gu, (c) => `${c}${parted}`);
}
function htmlCode(text) {
  return `<code>${htmlText(text)}</code>`;
}
function collapsed(summary, body) {
  return `<details><summary>${summary}</summary>

${body}

</details>`;
}
function joinedBlocks(blocks, limit = bodyLimit) {
  const whole = blocks.join("\n\n");
  if (whole.length <= limit) return whole;
  const kept = [];
  let length = 0;
  const room = limit - 100;
  for (const block of blocks) {
    if (length + block.length + 2 > room) break;
    kept.push(block);
    length += block.length + 2;
  }
  const left = blocks.length - kept.length;
  return [
    ...kept,
    `_${left} more ${left === 1 ? "part is" : "parts are"} left out: this text may be only so long._`
  ].join("\n\n");
}
function longestRun(text) {
  return [...text.matchAll(/`+/gu)].reduce((longest2, match) => Math.max(longest2, match[0].length), 0);
}
var bodyLimit, parted;
var init_markdown = __esm({
  "src/report/markdown.ts"() {
    "use strict";
    init_printable();
    bodyLimit = 6e4;
    parted = "&#8203;";
  }
});

// src/report/comment.ts
function renderComment(finding, source, place) {
  const [first, ...others] = finding.problems;
  const blocks = [
    `**${codeSpan(finding.function)}: ${escaped(titleOf(finding))}.** ${prose(finding.message)}`,
    ...evidence(first ?? finding),
    ...patchesTold(finding.patches.length > 0 ? finding.patches : first?.patches ?? [], source, place),
    ...others.flatMap(
      (problem) => isAside(finding, problem) ? [aside(problem)] : otherProblem(problem, source, place)
    ),
    ...background(finding),
    `<sub>${codeSpan(finding.code)} \xB7 ${escaped(headline(finding))}</sub>`
  ];
  return joinedBlocks(blocks, bodyLimit);
}
function titleOf(finding) {
  return catalogue[finding.code].title;
}
function evidence(problem) {
  const blocks = [];
  if (problem.counterexample !== void 0) blocks.push(runTold(problem.counterexample));
  if (problem.clause !== void 0) blocks.push(clauseTold(problem.clause, problem.counterexample));
  if (problem.counterexample?.path !== void 0) blocks.push(pathTold(problem.counterexample.path));
  const related = (problem.related ?? []).map(({ range, text }) => `- line ${range.line}: ${prose(text)}`);
  if (related.length > 0) blocks.push(related.join("\n"));
  const hint = problem.hint ?? catalogue[problem.code].remedy;
  if (hint !== "") blocks.push(`What to do: ${prose(hint)}`);
  return blocks;
}
function clauseTold(clause2, example) {
  const written = `The clause: ${codeSpan(shortened(clause2, valueLimit))}`;
  return example?.because === void 0 ? written : `${written}

It is false: ${prose(example.because)}.`;
}
function pathTold(path7) {
  const lines2 = path7.map(({ line, text }) => `line ${line}: ${oneLine(shortened(text, valueLimit))}`);
  const block = fenced(lines2.join("\n"), "text");
  return lines2.length <= openPath ? `How the run went:

${block}` : collapsed("How the run went", block);
}
function runTold(example) {
  const lead = example.confirmed ? "The function was run on this input:" : "The prover proposes this input; it was not run:";
  const outcome = oneLine(shortened(example.outcome, valueLimit));
  const { paste = example.call } = example;
  return `${lead}

${fenced(`${shortened(paste, valueLimit)}
// ${outcome}`, "ts")}`;
}
function patchesTold(patches, source, place) {
  return patches.filter((patch) => patch.proved).map((patch) => {
    const title = `${prose(patch.title)} (proved):`;
    const fits = place !== void 0 && place.start === patch.startLine && place.end === patch.endLine;
    return `${title}

${fits ? suggestion(patch.replacement) : patchAsDiff(patch, source)}`;
  });
}
function patchAsDiff(patch, source) {
  const removed = [];
  if (source !== void 0)
    for (let line = patch.startLine; line <= patch.endLine; line++) removed.push(`-${lineText(source, line)}`);
  const added = patch.replacement.replace(/\r?\n$/u, "").split(/\r?\n/u);
  const lines2 = [`@@ line ${patch.startLine} @@`, ...removed, ...added.map((line) => `+${line}`)];
  return fenced(lines2.join("\n"), "diff");
}
function aside(problem) {
  return `Also, line ${problem.range.line}: ${prose(problem.message)}`;
}
function otherProblem(problem, source, place) {
  const where = `Also, line ${problem.range.line}: ${prose(problem.message)} (${codeSpan(problem.code)})`;
  return [where, ...evidence(problem), ...patchesTold(problem.patches, source, place)];
}
function background(finding) {
  const details = finding.problems.flatMap(({ detail }) => detail === void 0 ? [] : [detail]);
  const blocks = details.map((detail) => collapsed("What the prover saw", fenced(detail, "text")));
  if (finding.assumptions.length > 0 && finding.verdict !== "refuted") {
    const list = finding.assumptions.map(({ text }) => `- ${prose(text)}`).join("\n");
    blocks.push(collapsed("What is taken for granted", list));
  }
  if (finding.derivation !== void 0) blocks.push(collapsed("Derivation", fenced(finding.derivation, "text")));
  return blocks;
}
var valueLimit, openPath;
var init_comment = __esm({
  "src/report/comment.ts"() {
    "use strict";
    init_source();
    init_headline();
    init_markdown();
    init_printable();
    valueLimit = 1e3;
    openPath = 6;
  }
});

// src/report/fail-on.ts
function parseFailOn(text) {
  const words = text.split(/[\s,]+/u).filter((word) => word !== "");
  if (words.length === 0) return { failOn: defaultFailOn };
  if (words.length === 1 && words[0] === "never") return { failOn: "never" };
  const unknown = words.find((word) => !failOnWords.some((known) => known === word));
  if (unknown !== void 0) return { unknown };
  return { failOn: failOnWords.filter((known) => words.includes(known)) };
}
function fails(finding, failOn) {
  if (failOn === "never") return false;
  switch (finding.verdict) {
    case "refuted":
    case "invalid":
    case "vacuous":
      return true;
    case "unproven":
    case "unsupported":
      return failOn.includes(finding.verdict);
    case "verified":
    case "generated":
      return failOn.includes("assumption") && restsOnTrust(finding);
  }
}
function failing(report, failOn) {
  return report.findings.filter((finding) => fails(finding, failOn));
}
function failingNotices(report, failOn) {
  return failOn === "never" ? [] : report.notices.filter(({ code }) => code.startsWith("annotation."));
}
function restsOnTrust(finding) {
  return finding.exactOnly !== void 0 || finding.assumptions.some(({ kind }) => askedFor.has(kind));
}
var failOnWords, defaultFailOn, askedFor;
var init_fail_on = __esm({
  "src/report/fail-on.ts"() {
    "use strict";
    failOnWords = ["refuted", "invalid", "vacuous", "unproven", "unsupported", "assumption"];
    defaultFailOn = ["refuted"];
    askedFor = /* @__PURE__ */ new Set(["assume", "extern", "callee"]);
  }
});

// src/report/json.ts
function renderJson(report) {
  const { version, findings, totals, solver, bank, seconds, notices, notChecked: notChecked4, asks: asks2, counts } = report;
  const asked = asks2 === void 0 ? {} : { asks: asks2 };
  const run2 = { totals, solver, bank, seconds, notices, notChecked: notChecked4, ...asked, counts };
  const ordered = { version, findings: inOrder(findings), ...run2 };
  return `${JSON.stringify(ordered, null, 2)}
`;
}
var init_json = __esm({
  "src/report/json.ts"() {
    "use strict";
    init_headline();
  }
});

// src/report/summary.ts
function renderSummary(report, options = {}) {
  const failOn = options.failOn ?? defaultFailOn;
  const untold = inOrder(report.findings).filter(({ id }) => options.inline?.has(id) !== true);
  const wrong = untold.filter((finding) => isWrong(finding) || fails(finding, failOn) && !isProved(finding));
  const open = untold.filter((finding) => !wrong.includes(finding) && !isProved(finding));
  const resting = untold.filter((finding) => isProved(finding) && headline(finding) !== finding.verdict);
  const blocks = [
    `**Countercheck** read ${escaped(totalsText(report))}.`,
    ...listed([noContractsText(report)].filter((text) => text !== void 0).map(prose)),
    ...wrong.map((finding) => toldWhole(finding, options)),
    ...listed([...open, ...resting].map(lineOf)),
    ...notChecked(report),
    ...listed(report.notices.map(noticeLine))
  ];
  return joinedBlocks(blocks, options.limit ?? bodyLimit);
}
function isWrong({ verdict }) {
  return verdict === "refuted" || verdict === "invalid" || verdict === "vacuous";
}
function lineOf(finding) {
  const head2 = `${codeSpan(`${finding.file}:${finding.line}`)} ${codeSpan(finding.function)} ${escaped(headline(finding))}`;
  if (finding.exactOnly !== void 0) return `${head2}; it breaks on doubles: ${codeSpan(finding.exactOnly)}`;
  return isProved(finding) ? head2 : `${head2}: ${prose(finding.message)}`;
}
function noticeLine(notice) {
  const line = notice.line === void 0 ? "" : `:${notice.line}`;
  const place = notice.file === void 0 ? "" : `${codeSpan(`${notice.file}${line}`)} `;
  return `${place}${prose(notice.message)} (${codeSpan(notice.code)})`;
}
function listed(lines2) {
  return lines2.length === 0 ? [] : [lines2.map((line) => `- ${line}`).join("\n")];
}
function toldWhole(finding, options) {
  const place = codeSpan(`${finding.file}:${finding.line}`);
  const comment = renderComment(finding, options.sources?.get(finding.file), void 0);
  const summary = `${htmlCode(finding.function)} ${htmlText(headline(finding))}, outside the diff`;
  return collapsed(summary, `${place}

${comment}`);
}
function notChecked(report) {
  if (report.notChecked.length === 0) return [];
  const lines2 = report.notChecked.map(
    ({ file, function: name, line }) => `${codeSpan(`${file}:${line}`)} ${codeSpan(name)}`
  );
  return [
    collapsed("Not checked, since another function of the file is marked <code>verify</code>", listed(lines2).join(""))
  ];
}
var init_summary = __esm({
  "src/report/summary.ts"() {
    "use strict";
    init_comment();
    init_fail_on();
    init_headline();
    init_markdown();
  }
});

// src/report/review.ts
function findingMarker(id) {
  return `<!-- countercheck:finding ${id} -->`;
}
function isCommented(finding, failOn) {
  return ["refuted", "invalid", "vacuous"].includes(finding.verdict) || fails(finding, failOn);
}
function planReview(report, diff, options) {
  const failOn = options.failOn ?? defaultFailOn;
  const byPath = new Map(diff.map((file) => [file.path, file]));
  const comments = [];
  const outside = [];
  for (const finding of report.findings) {
    if (!isCommented(finding, failOn)) continue;
    const file = byPath.get(finding.file);
    const place = file === void 0 ? void 0 : placeOf(finding, file);
    if (place === void 0) outside.push(finding);
    else comments.push(commentAt(finding, place, options));
  }
  const inline2 = new Set(comments.map(({ findingId }) => findingId));
  const body = `${reviewMarker}
${renderSummary(report, { failOn, inline: inline2, sources: options.sources })}`;
  const quiet = report.findings.every(({ verdict }) => verdict === "verified" || verdict === "generated");
  return { body, comments, outside, quiet };
}
function commentAt(finding, place, options) {
  const body = `${findingMarker(finding.id)}
${renderComment(finding, options.sources.get(finding.file), place)}`;
  const range = place.start < place.end ? { startLine: place.start, line: place.end } : { line: place.end };
  return { path: finding.file, ...range, side: "RIGHT", body, findingId: finding.id };
}
function placeOf(finding, file) {
  const lines2 = commentableLines(file);
  const patch = patchesOf(finding).find((candidate) => candidate.proved && inOneHunk(file, patchSpan(candidate)));
  if (patch !== void 0) return patchSpan(patch);
  const related = finding.problems.flatMap((problem) => [
    problem.range,
    ...(problem.related ?? []).map((r) => r.range)
  ]);
  const wanted3 = [finding, ...related].map(({ line }) => line).find((line) => lines2.has(line));
  if (wanted3 !== void 0) return { start: wanted3, end: wanted3 };
  const { startLine, endLine } = finding.extent;
  const inExtent = [...lines2].filter((line) => line >= startLine && line <= endLine).sort((a, b) => a - b)[0];
  return inExtent === void 0 ? void 0 : { start: inExtent, end: inExtent };
}
function patchesOf(finding) {
  const all = [...finding.patches, ...finding.problems.flatMap(({ patches }) => patches)];
  return all.filter((patch, index) => all.findIndex((other) => samePatch(other, patch)) === index);
}
function patchSpan(patch) {
  return { start: patch.startLine, end: patch.endLine };
}
function samePatch(a, b) {
  return a.startLine === b.startLine && a.endLine === b.endLine && a.replacement === b.replacement;
}
var reviewMarker;
var init_review = __esm({
  "src/report/review.ts"() {
    "use strict";
    init_source();
    init_comment();
    init_fail_on();
    init_summary();
    reviewMarker = "<!-- countercheck:review -->";
  }
});

// src/report/html.ts
function htmlEscaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
function markdownToHtml(markdown, options = {}) {
  const lines2 = markdown.split("\n");
  const html = [];
  let at2 = 0;
  while (at2 < lines2.length) {
    const block = readBlock(lines2, at2, options);
    if (block.html !== "") html.push(block.html);
    at2 = block.next;
  }
  return html.join("\n");
}
function readBlock(lines2, at2, options) {
  const line = lines2[at2] ?? "";
  if (line.trim() === "" || /^<!--.*-->$/u.test(line)) return { html: "", next: at2 + 1 };
  const fence = fenceLine.exec(line);
  if (fence !== null) return readFence(lines2, at2, fence[1] ?? "", fence[2] ?? "", options);
  const summary = /^<details><summary>(.*)<\/summary>$/u.exec(line)?.[1];
  if (summary !== void 0) return { html: `<details><summary>${inline(summary)}</summary>`, next: at2 + 1 };
  if (line === "</details>") return { html: line, next: at2 + 1 };
  if (line.startsWith("## ")) return { html: `<h2>${inline(line.slice(3))}</h2>`, next: at2 + 1 };
  if (line.startsWith("- ")) return readList(lines2, at2);
  if (line.startsWith("| ")) return readTable(lines2, at2);
  return readParagraph(lines2, at2);
}
function runOf(lines2, at2, belongs) {
  let end = at2;
  while (end < lines2.length && belongs(lines2[end] ?? "")) end += 1;
  return lines2.slice(at2, end);
}
function readList(lines2, at2) {
  const items = runOf(lines2, at2, (line) => line.startsWith("- "));
  const html = items.map((item) => `<li>${inline(item.slice(2))}</li>`).join("");
  return { html: `<ul>${html}</ul>`, next: at2 + items.length };
}
function readTable(lines2, at2) {
  const rows = runOf(lines2, at2, (line) => line.startsWith("| "));
  const cells = (row, tag) => row.slice(1, -1).split(/(?<!\\)\|/u).map((cell) => `<${tag}>${inline(cell.trim().replaceAll("\\|", "|"))}</${tag}>`).join("");
  const [head2 = "", , ...body] = rows;
  const rest = body.map((row) => `<tr>${cells(row, "td")}</tr>`).join("");
  return { html: `<table><tr>${cells(head2, "th")}</tr>${rest}</table>`, next: at2 + rows.length };
}
function readParagraph(lines2, at2) {
  const text = runOf(lines2, at2, (line) => line.trim() !== "" && !fenceLine.test(line));
  return { html: `<p>${inline(text.join("\n"))}</p>`, next: at2 + Math.max(1, text.length) };
}
function readFence(lines2, at2, fence, language, options) {
  const body = runOf(lines2, at2 + 1, (line) => line !== fence);
  const next = at2 + body.length + 2;
  if (language === "suggestion") return { html: suggestionHtml(body, options.replaced ?? []), next };
  const shown2 = language === "diff" ? body.map(diffLineHtml).join("\n") : htmlEscaped(body.join("\n"));
  return { html: `<pre><code>${shown2}</code></pre>`, next };
}
function diffLineHtml(line) {
  const kind = line.startsWith("+") ? "added" : line.startsWith("-") ? "deleted" : void 0;
  return kind === void 0 ? htmlEscaped(line) : `<span class="${kind}">${htmlEscaped(line)}</span>`;
}
function suggestionHtml(added, removed) {
  const lines2 = [...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  const body = lines2.map((line) => diffLineHtml(line.replace(/\r$/u, ""))).join("\n");
  return `<div class="suggestion"><div class="suggestion-title">Suggested change</div><pre><code>${body}</code></pre></div>`;
}
function inline(text) {
  const emphasis = /^_(.*)_$/su.exec(text)?.[1];
  if (emphasis !== void 0) return `<em>${htmlEscaped(emphasis)}</em>`;
  const parts = withCodeSpans(text);
  let bold = false;
  const html = parts.map((part) => {
    if (part.code) return `<code>${htmlEscaped(part.text)}</code>`;
    return part.text.replace(/\\([!-/:-@[-`{-~])|&(#?\w+);|\*\*|<\/?(?:sub|code)>|["&'<>]/gu, (whole, char, entity) => {
      if (char !== void 0) return htmlEscaped(char);
      if (entity !== void 0) return htmlEscaped(entities[entity] ?? whole);
      if (whole === "**") {
        bold = !bold;
        return bold ? "<strong>" : "</strong>";
      }
      return whole.length > 1 ? whole : htmlEscaped(whole);
    });
  });
  return `${html.join("")}${bold ? "</strong>" : ""}`;
}
function withCodeSpans(text) {
  const runs = [...text.matchAll(/`+/gu)].map((match) => ({ start: match.index, length: match[0].length }));
  const parts = [];
  let at2 = 0;
  for (let i = 0; i < runs.length; i++) {
    const open = runs[i];
    if (open === void 0 || open.start < at2 || text[open.start - 1] === "\\") continue;
    const close = runs.slice(i + 1).find(({ length }) => length === open.length);
    if (close === void 0) continue;
    parts.push({ text: text.slice(at2, open.start), code: false });
    const body = text.slice(open.start + open.length, close.start);
    const edged = body.startsWith(" ") && body.endsWith(" ") && body.trim() !== "";
    parts.push({ text: edged ? body.slice(1, -1) : body, code: true });
    at2 = close.start + close.length;
  }
  return [...parts, { text: text.slice(at2), code: false }];
}
var fenceLine, entities;
var init_html = __esm({
  "src/report/html.ts"() {
    "use strict";
    fenceLine = /^(`{3,})(\w*)$/u;
    entities = { amp: "&", lt: "<", gt: ">", quot: '"', "#8203": "\u200B" };
  }
});

// src/report/page-style.ts
var pageStyle;
var init_page_style = __esm({
  "src/report/page-style.ts"() {
    "use strict";
    pageStyle = `
:root { --text: #1f2328; --dim: #59636e; --page: #fff; --box: #f6f8fa; --line: #d1d9e0; --accent: #0969da;
  --added: #dafbe1; --deleted: #ffebe9; --hunk: #ddf4ff; --code: #818b981f; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --dim: #9198a1; --page: #0d1117; --box: #151b23;
  --line: #3d444d; --accent: #4493f8; --added: #2ea04326; --deleted: #f851491a; --hunk: #388bfd1a; --code: #656c7633; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 4px; }
.refs { color: var(--dim); margin: 0 0 24px; }
code, pre, .diff { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, monospace; font-size: 12px; }
:not(pre) > code { background: var(--code); border-radius: 6px; padding: .15em .35em; overflow-wrap: anywhere; }
pre { background: var(--box); border-radius: 6px; padding: 12px; overflow: auto; margin: 8px 0; }
pre .added, pre .deleted { display: inline-block; min-width: 100%; }
.added { background: var(--added); }
.deleted { background: var(--deleted); }
.file { border: 1px solid var(--line); border-radius: 6px; margin: 24px 0; overflow: hidden; }
.file > header { background: var(--box); padding: 8px 16px; border-bottom: 1px solid var(--line); }
.status { color: var(--dim); font-size: 12px; }
.diff { border-collapse: collapse; width: 100%; line-height: 20px; }
.diff td { padding: 0 10px; vertical-align: top; }
.diff .number { width: 1%; min-width: 44px; text-align: right; color: var(--dim); user-select: none; }
.diff .code { white-space: pre-wrap; overflow-wrap: anywhere; }
.diff .hunk td { background: var(--hunk); color: var(--dim); padding: 4px 10px; }
.diff .comment > td { padding: 8px 16px; border-top: 1px solid var(--line); border-bottom: 1px solid var(--line); }
.box { border: 1px solid var(--line); border-radius: 6px; background: var(--page); margin: 8px 0; max-width: 860px;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
.box > header { background: var(--box); border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0;
  padding: 8px 16px; color: var(--dim); }
.box > header strong { color: var(--text); }
.bot { border: 1px solid var(--line); border-radius: 2em; padding: 0 6px; font-size: 12px; }
.body { padding: 8px 16px 12px; }
.body table { border-collapse: collapse; margin: 8px 0; }
.body table th, .body table td { border: 1px solid var(--line); padding: 4px 12px; }
.body p { margin: 8px 0; }
.suggestion { border: 1px solid var(--line); border-radius: 6px; margin: 8px 0; overflow: hidden; }
.suggestion-title { padding: 6px 12px; color: var(--dim); border-bottom: 1px solid var(--line); font-size: 12px; }
.suggestion pre { margin: 0; border-radius: 0; background: none; padding: 0; }
.suggestion pre span { padding: 0 12px; }
summary { cursor: pointer; color: var(--dim); }
sub { color: var(--dim); vertical-align: baseline; }
`;
  }
});

// src/report/review-html.ts
function renderReviewHtml(page) {
  const files = page.diff.map((file) => fileHtml(file, commentsOn(page, file.path)));
  const lost = page.comments.filter(
    ({ path: path7, line }) => !page.diff.some((file) => file.path === path7 && has(file, line))
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${htmlEscaped(page.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${htmlEscaped(page.title)}</h1>
<p class="refs"><code>${htmlEscaped(page.base)}</code> \u2190 <code>${htmlEscaped(page.head)}</code></p>
${commentBox("reviewed", markdownToHtml(page.body))}
${files.join("\n")}
${lost.map((comment) => commentBox(`${comment.path}:${comment.line}`, markdownToHtml(comment.body))).join("\n")}
</main>
</body>
</html>
`;
}
function commentsOn(page, path7) {
  return page.comments.filter((comment) => comment.path === path7);
}
function has(file, line) {
  return file.hunks.some((hunk) => hunk.lines.some(({ headLine }) => headLine === line));
}
function fileHtml(file, comments) {
  const name = file.basePath === void 0 || file.basePath === file.path ? file.path : `${file.basePath} \u2192 ${file.path}`;
  const hunks = file.hunks.map((hunk) => hunkHtml(hunk, comments)).join("\n");
  const none = file.hunks.length === 0 ? '<tr class="hunk"><td></td><td></td><td>no lines changed</td></tr>' : "";
  return `<section class="file"><header><code>${htmlEscaped(name)}</code> <span class="status">${file.status}</span></header>
<table class="diff">${hunks}${none}</table></section>`;
}
function hunkHtml(hunk, comments) {
  const heading = `@@ -${hunk.baseStart} +${hunk.headStart} @@ ${hunk.heading}`;
  const rows = hunk.lines.map((line) => {
    const here = comments.filter((comment) => comment.line === line.headLine);
    return [lineHtml(line), ...here.map((comment) => commentRow(comment, hunk))].join("\n");
  });
  return [`<tr class="hunk"><td></td><td></td><td>${htmlEscaped(heading)}</td></tr>`, ...rows].join("\n");
}
function lineHtml(line) {
  const text = `${marks[line.kind]}${line.text.replace(/\r$/u, "")}`;
  const numbers = `<td class="number">${line.baseLine ?? ""}</td><td class="number">${line.headLine ?? ""}</td>`;
  return `<tr class="${line.kind}">${numbers}<td class="code">${htmlEscaped(text)}</td></tr>`;
}
function commentRow(comment, hunk) {
  const start2 = comment.startLine ?? comment.line;
  const replaced = hunk.lines.filter(({ headLine }) => headLine !== void 0 && headLine >= start2 && headLine <= comment.line).map(({ text }) => text);
  const where = start2 === comment.line ? `line ${comment.line}` : `lines ${start2} to ${comment.line}`;
  const box = commentBox(`commented on ${where}`, markdownToHtml(comment.body, { replaced }));
  return `<tr class="comment"><td colspan="3">${box}</td></tr>`;
}
function commentBox(did, html) {
  return `<article class="box"><header><strong>countercheck</strong> <span class="bot">bot</span> ${htmlEscaped(did)}</header>
<div class="body">${html}</div></article>`;
}
var marks;
var init_review_html = __esm({
  "src/report/review-html.ts"() {
    "use strict";
    init_html();
    init_page_style();
    marks = { context: " ", added: "+", deleted: "-" };
  }
});

// src/report/style.ts
function style(color) {
  const sequence = (on, off) => (text) => color && text !== "" ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  return {
    bold: sequence(1, 22),
    dim: sequence(2, 22),
    red: sequence(31, 39),
    green: sequence(32, 39),
    yellow: sequence(33, 39),
    blue: sequence(34, 39)
  };
}
var init_style = __esm({
  "src/report/style.ts"() {
    "use strict";
  }
});

// src/report/review-text.ts
function renderReviewText(page, options) {
  const wrap = style(options.color);
  const comments = page.comments.map((comment) => commentText(comment, page.diff, wrap));
  const title = wrap.bold(`${printable(page.title)}: ${counted(page.comments.length, "comment")}`);
  return `${[title, bar(page.body, wrap), ...comments].join("\n\n")}
`;
}
function commentText(comment, diff, wrap) {
  const file = diff.find(({ path: path7 }) => path7 === comment.path);
  const hunk = file?.hunks.find(({ lines: lines3 }) => lines3.some(({ headLine }) => headLine === comment.line));
  const lines2 = hunk?.lines ?? [];
  const at2 = lines2.findIndex(({ headLine }) => headLine === comment.line);
  const shown2 = at2 < 0 ? [] : lines2.slice(Math.max(0, at2 - contextLines + 1), at2 + 1);
  const place = wrap.bold(`${shownPath(comment.path)}:${comment.line}`);
  return [place, ...shown2.map((line) => diffText(line, wrap)), bar(withoutCollapsed(comment.body), wrap)].join("\n");
}
function diffText(line, wrap) {
  const number = String(line.headLine ?? line.baseLine ?? "").padStart(5);
  const text = printable(line.text.replace(/\r$/u, ""));
  switch (line.kind) {
    case "added":
      return wrap.green(`${number} + ${text}`);
    case "deleted":
      return wrap.red(`${number} - ${text}`);
    case "context":
      return `${number}   ${text}`.trimEnd();
  }
}
function withoutCollapsed(markdown) {
  return markdown.replace(/^<details>[\s\S]*?^<\/details>\n*/gmu, "");
}
function bar(markdown, wrap) {
  return plainText(markdown).split("\n").map((line) => `${wrap.dim("  \u2502")} ${line}`.trimEnd()).join("\n");
}
function plainText(markdown) {
  const plain = markdown.replace(/^<!--.*-->\n?/gmu, "").replace(/<details><summary>(.*)<\/summary>/gu, "\u25B8 $1").replace(/<\/?(?:details|sub|code)>/gu, "").replace(/\*\*/gu, "").replace(/\\([!-/:-@[-`{-~])/gu, "$1").replace(/&#8203;/gu, "").replace(/&lt;/gu, "<").replace(/&gt;/gu, ">").replace(/&quot;/gu, '"').replace(/&amp;/gu, "&").replace(/\n{3,}/gu, "\n\n");
  return printable(plain).trim();
}
var contextLines;
var init_review_text = __esm({
  "src/report/review-text.ts"() {
    "use strict";
    init_printable();
    init_style();
    contextLines = 4;
  }
});

// src/report/summary-page.ts
function renderMarkdown(report, options = {}) {
  const findings = inOrder(report.findings);
  const blocks = [
    "## Countercheck",
    noContracts(report) ?? table(report),
    ...findings.filter((finding) => !isProved(finding)).map((finding) => section(finding, options)),
    ...provedList(findings.filter(isProved)),
    ...notChecked2(report),
    ...report.notices.length === 0 ? [] : [report.notices.map((notice) => `- ${noticeLine(notice)}`).join("\n")],
    work(report)
  ];
  return `${joinedBlocks(blocks, options.limit ?? summaryLimit)}
`;
}
function noContracts(report) {
  const text = noContractsText(report);
  return text === void 0 ? void 0 : prose(text);
}
function table(report) {
  const rows = verdictOrder.filter((verdict) => report.totals[verdict] > 0).map((verdict) => `| ${verdict} | ${report.totals[verdict]} | ${verdictMeaning[verdict]} |`);
  if (report.totals.notChecked > 0)
    rows.push(
      `| not checked | ${report.totals.notChecked} | another function of the file is marked ${codeInTable("verify")} |`
    );
  return ["| Verdict | Functions | Meaning |", "| --- | ---: | --- |", ...rows].join("\n");
}
function section(finding, options) {
  const summary = `${htmlCode(finding.function)} ${htmlText(headline(finding))} \u2014 ${htmlCode(`${finding.file}:${finding.line}`)}`;
  return collapsed(summary, renderComment(finding, options.sources?.get(finding.file), void 0));
}
function provedList(findings) {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => {
    const place = codeSpan(`${finding.file}:${finding.line}`);
    const breaks = finding.exactOnly === void 0 ? "" : `, breaks on doubles: ${codeSpan(finding.exactOnly)}`;
    return `- ${codeSpan(finding.function)} ${escaped(headline(finding))} (${place})${breaks}`;
  });
  const derivations = findings.flatMap(
    ({ function: name, derivation }) => derivation === void 0 ? [] : [`${codeSpan(name)}

${fenced(derivation, "text")}`]
  );
  const rest = assumptions(findings);
  const parts = [collapsed(`${counted(findings.length, "function")} proved`, items.join("\n")), ...rest];
  if (derivations.length > 0) parts.push(collapsed("Derivations", derivations.join("\n\n")));
  return parts;
}
function assumptions(findings) {
  const counts = /* @__PURE__ */ new Map();
  for (const finding of findings)
    for (const text of new Set(finding.assumptions.map((assumption) => assumption.text)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.size === 0) return [];
  const items = [...counts].map(([text, count]) => `- ${prose(text)}: ${counted(count, "function")}`);
  return [collapsed("What is proved rests on", items.join("\n"))];
}
function notChecked2(report) {
  if (report.notChecked.length === 0) return [];
  const items = report.notChecked.map(
    ({ file, function: name, line }) => `- ${codeSpan(name)} (${codeSpan(`${file}:${line}`)})`
  );
  return [collapsed("Not checked", items.join("\n"))];
}
function work(report) {
  const { solver, bank } = report;
  const queries = counted(solver.queries, "query", "queries");
  const found = `bank: ${counted(bank.hits, "hit")}, ${counted(bank.misses, "miss", "misses")}`;
  return `<sub>${queries}, ${counted(solver.started, "solver")} started; ${found}; ${report.seconds.toFixed(1)} s</sub>`;
}
var summaryLimit;
var init_summary_page = __esm({
  "src/report/summary-page.ts"() {
    "use strict";
    init_comment();
    init_headline();
    init_markdown();
    init_printable();
    init_summary();
    summaryLimit = 34e4;
  }
});

// src/report/code-frame.ts
function codeFrame(source, range, options) {
  const count = source.lineStarts.length;
  if (range.line < 1 || range.line > count) return [];
  const last = Math.min(range.endLine, range.line + shownLines - 1, count);
  const gutter = String(last).length;
  const frame = [];
  for (let line = range.line; line <= last; line++) frame.push(...frameLine(source, range, line, gutter, options));
  const more = Math.min(range.endLine, count) - last;
  if (more > 0) frame.push(options.style.dim(`${" ".repeat(gutter)} \u2026 ${more} more`));
  return frame;
}
function frameLine(source, range, line, gutter, options) {
  const { style: style2, width, label } = options;
  const text = lineText(source, line);
  const indent = text.length - text.trimStart().length;
  const from = line === range.line ? range.column - 1 : indent;
  const to = line === range.endLine ? range.endColumn - 1 : text.length;
  const number = style2.dim(`${String(line).padStart(gutter)} |`);
  const room = Math.max(20, width - gutter - 3);
  const cut = cli_js_window(shown(text.slice(0, from)), shown(text.slice(from, to)), shown(text.slice(to)), room);
  const marks2 = style2.red("^".repeat(Math.max(1, displayWidth(cut.marked))));
  const said2 = label !== void 0 && line === Math.min(range.endLine, range.line) ? ` ${style2.red(label)}` : "";
  const caret = `${" ".repeat(gutter)} ${style2.dim("|")} ${" ".repeat(displayWidth(cut.before))}${marks2}${said2}`;
  return [`${number} ${cut.before}${cut.marked}${cut.after}`.trimEnd(), caret];
}
function cli_js_window(before, marked, after, room) {
  const total = displayWidth(before) + displayWidth(marked) + displayWidth(after);
  if (total <= room) return { before, marked, after };
  const lead = displayWidth(before) > room / 2 ? `\u2026${tail(before, Math.floor(room / 4))}` : before;
  const kept = head(marked, room - displayWidth(lead));
  const rest = kept === marked ? head(after, room - displayWidth(lead) - displayWidth(kept)) : "";
  return { before: lead, marked: kept, after: rest };
}
function head(text, width) {
  if (displayWidth(text) <= width) return text;
  let left = Math.max(0, width - 1);
  const kept = [];
  for (const point of text) {
    left -= displayWidth(point);
    if (left < 0) break;
    kept.push(point);
  }
  return `${kept.join("")}\u2026`;
}
function tail(text, width) {
  const points = [...text].slice(-width);
  while (displayWidth(points.join("")) > width) points.shift();
  return points.join("");
}
function shown(text) {
  return printable(text.replaceAll("	", "  "));
}
function displayWidth(text) {
  let width = 0;
  for (const point of text) width += new RegExp("\\p{M}", "u").test(point) ? 0 : wide.test(point) ? 2 : 1;
  return width;
}
var shownLines, wide;
var init_code_frame = __esm({
  "src/report/code-frame.ts"() {
    "use strict";
    init_source();
    init_printable();
    shownLines = 4;
    wide = /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;
  }
});

// src/report/text.ts
function renderText(report, sources, options = { color: false, width: 100 }) {
  const findings = inOrder(report.findings);
  const resting = assumptionTable(findings.filter(isProved));
  const shared2 = new Set([...resting].filter(([, names]) => names.length > 1).map(([text]) => text));
  const { color, width, verbose = false } = options;
  const page = { style: style(color), width, verbose, sources, shared: shared2 };
  const told2 = [
    ...grouped(findings, page),
    ...sharedAssumptions(resting, shared2, page),
    ...notChecked3(report, page),
    ...asks(report, page),
    ...report.notices.map((notice) => [noticeText(notice, page)]),
    [footer(report, page)]
  ];
  return `${told2.map((lines2) => lines2.join("\n")).join("\n\n")}
`;
}
function grouped(findings, page) {
  const groups = [];
  let open = false;
  for (const finding of findings) {
    const lines2 = isProved(finding) ? provedText(finding, page) : findingText(finding, page);
    const last = groups.at(-1);
    if (open && isProved(finding) && last !== void 0) last.push(...lines2);
    else groups.push(lines2);
    open = isProved(finding);
  }
  return groups;
}
function provedText(finding, page) {
  const bank = finding.fromBank === true ? page.style.dim(" (from the bank)") : "";
  const words = page.style.green(headline(finding));
  const lines2 = [`${placeText(finding.file, finding)} ${words} ${page.style.bold(oneLine(finding.function))}${bank}`];
  if (finding.exactOnly !== void 0) lines2.push(`  breaks on doubles: ${value(finding.exactOnly)}`);
  const found = (keyword, { line, text, writable }) => page.style.dim(`  found for the loop in line ${line}: ${oneLine(writable ? `//@ ${keyword} ${text}` : text)}`);
  for (const clause2 of finding.invariants ?? []) lines2.push(found("invariant", clause2));
  for (const clause2 of finding.measures ?? []) lines2.push(found("decreases", clause2));
  for (const { text } of ownAssumptions(finding, page)) lines2.push(page.style.dim(`  rests on: ${oneLine(text)}`));
  if (page.verbose && finding.derivation !== void 0) lines2.push(...indented(finding.derivation, "  "));
  return lines2;
}
function ownAssumptions(finding, page) {
  return finding.assumptions.filter(({ text }) => !page.shared.has(text));
}
function findingText(finding, page) {
  const problems = finding.problems.length > 0 ? finding.problems : [problemOf(finding)];
  const lines2 = problems.flatMap(
    (problem) => isAside(finding, problem) ? asideText(problem, page) : problemText(finding, problem, page)
  );
  if (page.verbose && finding.derivation !== void 0) lines2.push(...indented(finding.derivation, "  "));
  return lines2;
}
function asideText(problem, page) {
  const label = page.style.bold("also");
  const lines2 = [`  ${label}     line ${problem.range.line}: ${value(said(problem))}`];
  if (page.verbose && problem.detail !== void 0) lines2.push(...indented(problem.detail, "    "));
  return lines2;
}
function problemOf(finding) {
  const { line, column, endLine, endColumn, code, message, patches } = finding;
  const { hint, counterexample } = finding;
  return {
    code,
    message,
    patches,
    range: { line, column, endLine, endColumn },
    ...hint === void 0 ? {} : { hint },
    ...counterexample === void 0 ? {} : { counterexample }
  };
}
function problemText(finding, problem, page) {
  const source = page.sources.get(finding.file);
  const lines2 = [`${placeText(finding.file, problem.range)} ${codeText(problem.code, finding, page)} ${said(problem)}`];
  const frame = { style: page.style, width: page.width };
  if (source !== void 0) {
    lines2.push(...codeFrame(source, problem.range, frame));
    for (const { range, text } of problem.related ?? [])
      lines2.push(...codeFrame(source, range, { ...frame, label: oneLine(text) }));
  }
  if (problem.counterexample !== void 0) lines2.push(...runText(problem.counterexample, page));
  if (problem.hint !== void 0) lines2.push(`  ${page.style.blue("hint")}     ${oneLine(problem.hint)}`);
  for (const patch of problem.patches.filter(({ proved }) => proved)) lines2.push(...patchText(patch, page));
  if (page.verbose && problem.detail !== void 0) lines2.push(...indented(problem.detail, "  "));
  return lines2;
}
function said(problem) {
  return oneLine(problem.message);
}
function placeText(file, { line, column }) {
  return `${shownPath(file)}:${line}:${column}:`;
}
function codeText(code, finding, page) {
  const wrong = finding.verdict === "refuted" || finding.verdict === "invalid" || finding.verdict === "vacuous";
  return wrong ? page.style.red(code) : page.style.yellow(code);
}
function runText(example, page) {
  const lines2 = [`  ${page.style.bold("input")}    ${value(example.call)}`];
  if (example.call.length > longCall)
    for (const { name, text } of example.arguments) lines2.push(`             ${oneLine(name)} = ${value(text)}`);
  const outcome = page.style.bold(example.confirmed ? "outcome" : "not run");
  lines2.push(`  ${outcome}  ${value(example.outcome)}`);
  if (example.because !== void 0) lines2.push(`  ${page.style.bold("because")}  ${value(example.because)}`);
  return [...lines2, ...pathText(example.path ?? [], page)];
}
function pathText(path7, page) {
  const { first, last } = shownOfPath;
  const left = page.verbose || path7.length <= first + last + 1 ? 0 : path7.length - first - last;
  const shown2 = left === 0 ? path7 : [...path7.slice(0, first), void 0, ...path7.slice(-last)];
  const width = Math.max(...path7.map(({ line }) => String(line).length));
  return shown2.map((step, i) => {
    const label = i === 0 ? `${page.style.bold("path")}   ` : "       ";
    if (step === void 0) return page.style.dim(`  ${label}  \u2026 ${left} more (--verbose shows them)`);
    return `  ${label}  line ${String(step.line).padStart(width)}: ${value(step.text)}`;
  });
}
function value(text) {
  return oneLine(shortened(text, valueLimit2));
}
function patchText(patch, page) {
  const lines2 = patch.replacement.replace(/\r?\n$/u, "").split(/\r?\n/u);
  const range = patch.startLine === patch.endLine ? `line ${patch.startLine}` : `lines ${patch.startLine}\u2013${patch.endLine}`;
  const title = `  ${page.style.blue("patch")}    ${oneLine(patch.title)} (proved), ${range}:`;
  return [title, ...lines2.map((line) => page.style.green(`    + ${printable(line)}`))];
}
function assumptionTable(findings) {
  const table2 = /* @__PURE__ */ new Map();
  for (const finding of findings)
    for (const text of new Set(finding.assumptions.map((assumption) => assumption.text)))
      table2.set(text, [...table2.get(text) ?? [], finding.function]);
  return table2;
}
function sharedAssumptions(table2, shared2, page) {
  if (shared2.size === 0) return [];
  const lines2 = [...table2].flatMap(([text, names]) => {
    if (!shared2.has(text)) return [];
    const who = page.verbose ? ` (${names.map(oneLine).join(", ")})` : "";
    return [`  ${oneLine(text)}: ${counted(names.length, "function")}${who}`];
  });
  return [["What is verified rests on:", ...lines2].map(page.style.dim)];
}
function notChecked3(report, page) {
  if (report.notChecked.length === 0) return [];
  const lines2 = report.notChecked.map(
    ({ file, function: name, line }) => `${shownPath(file)}:${line}: not checked ${oneLine(name)}`
  );
  return [[...lines2, page.style.dim("  another function of the file is marked `verify`")]];
}
function asks(report, page) {
  if (!page.verbose || report.asks === void 0 || report.asks.length === 0) return [];
  const lines2 = report.asks.flatMap(({ call, outcome, asks: what, ...one }) => [
    `${placeText(one.file, one)} asks of its callers: ${oneLine(what)}`,
    page.style.dim(`  ${value(call)} ${value(outcome)}`)
  ]);
  return [lines2];
}
function noticeText(notice, page) {
  const line = notice.line === void 0 ? "" : `${notice.line}:`;
  const place = notice.file === void 0 ? "" : `${shownPath(notice.file)}:${line} `;
  return `${place}${page.style.yellow(notice.code)} ${oneLine(notice.message)}`;
}
function footer(report, page) {
  const { solver, bank } = report;
  const work2 = [
    counted(solver.queries, "query", "queries"),
    `${counted(solver.started, "solver")} started`,
    `bank ${counted(bank.hits, "hit")}, ${counted(bank.misses, "miss", "misses")}`,
    `${report.seconds.toFixed(1)} s`
  ].join(" \xB7 ");
  const totals = noContractsText(report) ?? totalsText(report);
  return `${page.style.bold(totals)}
${page.style.dim(work2)}`;
}
function indented(text, by) {
  return printable(text).split("\n").map((line) => `${by}${line}`.trimEnd());
}
var valueLimit2, longCall, shownOfPath;
var init_text = __esm({
  "src/report/text.ts"() {
    "use strict";
    init_code_frame();
    init_headline();
    init_printable();
    init_style();
    valueLimit2 = 600;
    longCall = 60;
    shownOfPath = { first: 5, last: 4 };
  }
});

// src/report/index.ts
var init_report = __esm({
  "src/report/index.ts"() {
    "use strict";
    init_clause_loss();
    init_comment();
    init_fail_on();
    init_headline();
    init_json();
    init_markdown();
    init_printable();
    init_review();
    init_review_html();
    init_review_text();
    init_summary();
    init_summary_page();
    init_text();
  }
});

// src/cli-terminal.ts
function wantsColor(stream, env) {
  const forced = env["FORCE_COLOR"];
  if (forced !== void 0) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"] !== void 0 && env["NO_COLOR"] !== "") return false;
  return stream.isTerminal && env["TERM"] !== "dumb";
}
function widthOf(stream) {
  return Math.min(160, Math.max(40, stream.columns ?? 100));
}
function progressOn(world) {
  const watched = world.stderr.isTerminal && (world.env["CI"] ?? "") === "" && world.env["TERM"] !== "dumb";
  return watched ? bar2(world) : lines(world);
}
function bar2(world) {
  let shown2 = false;
  return {
    working: (name, done, total) => {
      const filled = total === 0 ? 0 : Math.floor(done / total * barWidth);
      const picture = "\u2588".repeat(filled) + "\u2591".repeat(barWidth - filled);
      const text = shortened(`${picture} ${done}/${total} ${oneLine(name)}`, widthOf(world.stderr) - 1);
      world.stderr.write(`\r\x1B[K${text}`);
      shown2 = true;
    },
    clear: () => {
      if (shown2) world.stderr.write("\r\x1B[K");
      shown2 = false;
    }
  };
}
function lines(world) {
  let last = world.now();
  return {
    working: (name, done, total) => {
      if (world.now() - last < pause) return;
      last = world.now();
      world.stderr.write(`${done}/${total} ${oneLine(name)}
`);
    },
    clear: () => {
    }
  };
}
var barWidth, pause;
var init_cli_terminal = __esm({
  "src/cli-terminal.ts"() {
    "use strict";
    init_report();
    barWidth = 24;
    pause = 2e3;
  }
});

// node_modules/jsonc-parser/lib/esm/impl/scanner.js
function createScanner(text, ignoreTrivia = false) {
  const len = text.length;
  let pos = 0, value2 = "", tokenOffset = 0, token = 16, lineNumber = 0, lineStartOffset = 0, tokenLineStartOffset = 0, prevTokenLineStartOffset = 0, scanError = 0;
  function scanHexDigits(count, exact) {
    let digits = 0;
    let value3 = 0;
    while (digits < count || !exact) {
      let ch = text.charCodeAt(pos);
      if (ch >= 48 && ch <= 57) {
        value3 = value3 * 16 + ch - 48;
      } else if (ch >= 65 && ch <= 70) {
        value3 = value3 * 16 + ch - 65 + 10;
      } else if (ch >= 97 && ch <= 102) {
        value3 = value3 * 16 + ch - 97 + 10;
      } else {
        break;
      }
      pos++;
      digits++;
    }
    if (digits < count) {
      value3 = -1;
    }
    return value3;
  }
  function setPosition(newPosition) {
    pos = newPosition;
    value2 = "";
    tokenOffset = 0;
    token = 16;
    scanError = 0;
  }
  function scanNumber() {
    let start2 = pos;
    if (text.charCodeAt(pos) === 48) {
      pos++;
    } else {
      pos++;
      while (pos < text.length && isDigit(text.charCodeAt(pos))) {
        pos++;
      }
    }
    if (pos < text.length && text.charCodeAt(pos) === 46) {
      pos++;
      if (pos < text.length && isDigit(text.charCodeAt(pos))) {
        pos++;
        while (pos < text.length && isDigit(text.charCodeAt(pos))) {
          pos++;
        }
      } else {
        scanError = 3;
        return text.substring(start2, pos);
      }
    }
    let end = pos;
    if (pos < text.length && (text.charCodeAt(pos) === 69 || text.charCodeAt(pos) === 101)) {
      pos++;
      if (pos < text.length && text.charCodeAt(pos) === 43 || text.charCodeAt(pos) === 45) {
        pos++;
      }
      if (pos < text.length && isDigit(text.charCodeAt(pos))) {
        pos++;
        while (pos < text.length && isDigit(text.charCodeAt(pos))) {
          pos++;
        }
        end = pos;
      } else {
        scanError = 3;
      }
    }
    return text.substring(start2, end);
  }
  function scanString() {
    let result = "", start2 = pos;
    while (true) {
      if (pos >= len) {
        result += text.substring(start2, pos);
        scanError = 2;
        break;
      }
      const ch = text.charCodeAt(pos);
      if (ch === 34) {
        result += text.substring(start2, pos);
        pos++;
        break;
      }
      if (ch === 92) {
        result += text.substring(start2, pos);
        pos++;
        if (pos >= len) {
          scanError = 2;
          break;
        }
        const ch2 = text.charCodeAt(pos++);
        switch (ch2) {
          case 34:
            result += '"';
            break;
          case 92:
            result += "\\";
            break;
          case 47:
            result += "/";
            break;
          case 98:
            result += "\b";
            break;
          case 102:
            result += "\f";
            break;
          case 110:
            result += "\n";
            break;
          case 114:
            result += "\r";
            break;
          case 116:
            result += "	";
            break;
          case 117:
            const ch3 = scanHexDigits(4, true);
            if (ch3 >= 0) {
              result += String.fromCharCode(ch3);
            } else {
              scanError = 4;
            }
            break;
          default:
            scanError = 5;
        }
        start2 = pos;
        continue;
      }
      if (ch >= 0 && ch <= 31) {
        if (isLineBreak(ch)) {
          result += text.substring(start2, pos);
          scanError = 2;
          break;
        } else {
          scanError = 6;
        }
      }
      pos++;
    }
    return result;
  }
  function scanNext() {
    value2 = "";
    scanError = 0;
    tokenOffset = pos;
    lineStartOffset = lineNumber;
    prevTokenLineStartOffset = tokenLineStartOffset;
    if (pos >= len) {
      tokenOffset = len;
      return token = 17;
    }
    let code = text.charCodeAt(pos);
    if (isWhiteSpace(code)) {
      do {
        pos++;
        value2 += String.fromCharCode(code);
        code = text.charCodeAt(pos);
      } while (isWhiteSpace(code));
      return token = 15;
    }
    if (isLineBreak(code)) {
      pos++;
      value2 += String.fromCharCode(code);
      if (code === 13 && text.charCodeAt(pos) === 10) {
        pos++;
        value2 += "\n";
      }
      lineNumber++;
      tokenLineStartOffset = pos;
      return token = 14;
    }
    switch (code) {
      // tokens: []{}:,
      case 123:
        pos++;
        return token = 1;
      case 125:
        pos++;
        return token = 2;
      case 91:
        pos++;
        return token = 3;
      case 93:
        pos++;
        return token = 4;
      case 58:
        pos++;
        return token = 6;
      case 44:
        pos++;
        return token = 5;
      // strings
      case 34:
        pos++;
        value2 = scanString();
        return token = 10;
      // comments
      case 47:
        const start2 = pos - 1;
        if (text.charCodeAt(pos + 1) === 47) {
          pos += 2;
          while (pos < len) {
            if (isLineBreak(text.charCodeAt(pos))) {
              break;
            }
            pos++;
          }
          value2 = text.substring(start2, pos);
          return token = 12;
        }
        if (text.charCodeAt(pos + 1) === 42) {
          pos += 2;
          const safeLength = len - 1;
          let commentClosed = false;
          while (pos < safeLength) {
            const ch = text.charCodeAt(pos);
            if (ch === 42 && text.charCodeAt(pos + 1) === 47) {
              pos += 2;
              commentClosed = true;
              break;
            }
            pos++;
            if (isLineBreak(ch)) {
              if (ch === 13 && text.charCodeAt(pos) === 10) {
                pos++;
              }
              lineNumber++;
              tokenLineStartOffset = pos;
            }
          }
          if (!commentClosed) {
            pos++;
            scanError = 1;
          }
          value2 = text.substring(start2, pos);
          return token = 13;
        }
        value2 += String.fromCharCode(code);
        pos++;
        return token = 16;
      // numbers
      case 45:
        value2 += String.fromCharCode(code);
        pos++;
        if (pos === len || !isDigit(text.charCodeAt(pos))) {
          return token = 16;
        }
      // found a minus, followed by a number so
      // we fall through to proceed with scanning
      // numbers
      case 48:
      case 49:
      case 50:
      case 51:
      case 52:
      case 53:
      case 54:
      case 55:
      case 56:
      case 57:
        value2 += scanNumber();
        return token = 11;
      // literals and unknown symbols
      default:
        while (pos < len && isUnknownContentCharacter(code)) {
          pos++;
          code = text.charCodeAt(pos);
        }
        if (tokenOffset !== pos) {
          value2 = text.substring(tokenOffset, pos);
          switch (value2) {
            case "true":
              return token = 8;
            case "false":
              return token = 9;
            case "null":
              return token = 7;
          }
          return token = 16;
        }
        value2 += String.fromCharCode(code);
        pos++;
        return token = 16;
    }
  }
  function isUnknownContentCharacter(code) {
    if (isWhiteSpace(code) || isLineBreak(code)) {
      return false;
    }
    switch (code) {
      case 125:
      case 93:
      case 123:
      case 91:
      case 34:
      case 58:
      case 44:
      case 47:
        return false;
    }
    return true;
  }
  function scanNextNonTrivia() {
    let result;
    do {
      result = scanNext();
    } while (result >= 12 && result <= 15);
    return result;
  }
  return {
    setPosition,
    getPosition: () => pos,
    scan: ignoreTrivia ? scanNextNonTrivia : scanNext,
    getToken: () => token,
    getTokenValue: () => value2,
    getTokenOffset: () => tokenOffset,
    getTokenLength: () => pos - tokenOffset,
    getTokenStartLine: () => lineStartOffset,
    getTokenStartCharacter: () => tokenOffset - prevTokenLineStartOffset,
    getTokenError: () => scanError
  };
}
function isWhiteSpace(ch) {
  return ch === 32 || ch === 9;
}
function isLineBreak(ch) {
  return ch === 10 || ch === 13;
}
function isDigit(ch) {
  return ch >= 48 && ch <= 57;
}
var CharacterCodes;
var init_scanner = __esm({
  "node_modules/jsonc-parser/lib/esm/impl/scanner.js"() {
    "use strict";
    (function(CharacterCodes2) {
      CharacterCodes2[CharacterCodes2["lineFeed"] = 10] = "lineFeed";
      CharacterCodes2[CharacterCodes2["carriageReturn"] = 13] = "carriageReturn";
      CharacterCodes2[CharacterCodes2["space"] = 32] = "space";
      CharacterCodes2[CharacterCodes2["_0"] = 48] = "_0";
      CharacterCodes2[CharacterCodes2["_1"] = 49] = "_1";
      CharacterCodes2[CharacterCodes2["_2"] = 50] = "_2";
      CharacterCodes2[CharacterCodes2["_3"] = 51] = "_3";
      CharacterCodes2[CharacterCodes2["_4"] = 52] = "_4";
      CharacterCodes2[CharacterCodes2["_5"] = 53] = "_5";
      CharacterCodes2[CharacterCodes2["_6"] = 54] = "_6";
      CharacterCodes2[CharacterCodes2["_7"] = 55] = "_7";
      CharacterCodes2[CharacterCodes2["_8"] = 56] = "_8";
      CharacterCodes2[CharacterCodes2["_9"] = 57] = "_9";
      CharacterCodes2[CharacterCodes2["a"] = 97] = "a";
      CharacterCodes2[CharacterCodes2["b"] = 98] = "b";
      CharacterCodes2[CharacterCodes2["c"] = 99] = "c";
      CharacterCodes2[CharacterCodes2["d"] = 100] = "d";
      CharacterCodes2[CharacterCodes2["e"] = 101] = "e";
      CharacterCodes2[CharacterCodes2["f"] = 102] = "f";
      CharacterCodes2[CharacterCodes2["g"] = 103] = "g";
      CharacterCodes2[CharacterCodes2["h"] = 104] = "h";
      CharacterCodes2[CharacterCodes2["i"] = 105] = "i";
      CharacterCodes2[CharacterCodes2["j"] = 106] = "j";
      CharacterCodes2[CharacterCodes2["k"] = 107] = "k";
      CharacterCodes2[CharacterCodes2["l"] = 108] = "l";
      CharacterCodes2[CharacterCodes2["m"] = 109] = "m";
      CharacterCodes2[CharacterCodes2["n"] = 110] = "n";
      CharacterCodes2[CharacterCodes2["o"] = 111] = "o";
      CharacterCodes2[CharacterCodes2["p"] = 112] = "p";
      CharacterCodes2[CharacterCodes2["q"] = 113] = "q";
      CharacterCodes2[CharacterCodes2["r"] = 114] = "r";
      CharacterCodes2[CharacterCodes2["s"] = 115] = "s";
      CharacterCodes2[CharacterCodes2["t"] = 116] = "t";
      CharacterCodes2[CharacterCodes2["u"] = 117] = "u";
      CharacterCodes2[CharacterCodes2["v"] = 118] = "v";
      CharacterCodes2[CharacterCodes2["w"] = 119] = "w";
      CharacterCodes2[CharacterCodes2["x"] = 120] = "x";
      CharacterCodes2[CharacterCodes2["y"] = 121] = "y";
      CharacterCodes2[CharacterCodes2["z"] = 122] = "z";
      CharacterCodes2[CharacterCodes2["A"] = 65] = "A";
      CharacterCodes2[CharacterCodes2["B"] = 66] = "B";
      CharacterCodes2[CharacterCodes2["C"] = 67] = "C";
      CharacterCodes2[CharacterCodes2["D"] = 68] = "D";
      CharacterCodes2[CharacterCodes2["E"] = 69] = "E";
      CharacterCodes2[CharacterCodes2["F"] = 70] = "F";
      CharacterCodes2[CharacterCodes2["G"] = 71] = "G";
      CharacterCodes2[CharacterCodes2["H"] = 72] = "H";
      CharacterCodes2[CharacterCodes2["I"] = 73] = "I";
      CharacterCodes2[CharacterCodes2["J"] = 74] = "J";
      CharacterCodes2[CharacterCodes2["K"] = 75] = "K";
      CharacterCodes2[CharacterCodes2["L"] = 76] = "L";
      CharacterCodes2[CharacterCodes2["M"] = 77] = "M";
      CharacterCodes2[CharacterCodes2["N"] = 78] = "N";
      CharacterCodes2[CharacterCodes2["O"] = 79] = "O";
      CharacterCodes2[CharacterCodes2["P"] = 80] = "P";
      CharacterCodes2[CharacterCodes2["Q"] = 81] = "Q";
      CharacterCodes2[CharacterCodes2["R"] = 82] = "R";
      CharacterCodes2[CharacterCodes2["S"] = 83] = "S";
      CharacterCodes2[CharacterCodes2["T"] = 84] = "T";
      CharacterCodes2[CharacterCodes2["U"] = 85] = "U";
      CharacterCodes2[CharacterCodes2["V"] = 86] = "V";
      CharacterCodes2[CharacterCodes2["W"] = 87] = "W";
      CharacterCodes2[CharacterCodes2["X"] = 88] = "X";
      CharacterCodes2[CharacterCodes2["Y"] = 89] = "Y";
      CharacterCodes2[CharacterCodes2["Z"] = 90] = "Z";
      CharacterCodes2[CharacterCodes2["asterisk"] = 42] = "asterisk";
      CharacterCodes2[CharacterCodes2["backslash"] = 92] = "backslash";
      CharacterCodes2[CharacterCodes2["closeBrace"] = 125] = "closeBrace";
      CharacterCodes2[CharacterCodes2["closeBracket"] = 93] = "closeBracket";
      CharacterCodes2[CharacterCodes2["colon"] = 58] = "colon";
      CharacterCodes2[CharacterCodes2["comma"] = 44] = "comma";
      CharacterCodes2[CharacterCodes2["dot"] = 46] = "dot";
      CharacterCodes2[CharacterCodes2["doubleQuote"] = 34] = "doubleQuote";
      CharacterCodes2[CharacterCodes2["minus"] = 45] = "minus";
      CharacterCodes2[CharacterCodes2["openBrace"] = 123] = "openBrace";
      CharacterCodes2[CharacterCodes2["openBracket"] = 91] = "openBracket";
      CharacterCodes2[CharacterCodes2["plus"] = 43] = "plus";
      CharacterCodes2[CharacterCodes2["slash"] = 47] = "slash";
      CharacterCodes2[CharacterCodes2["formFeed"] = 12] = "formFeed";
      CharacterCodes2[CharacterCodes2["tab"] = 9] = "tab";
    })(CharacterCodes || (CharacterCodes = {}));
  }
});

// node_modules/jsonc-parser/lib/esm/impl/string-intern.js
var cachedSpaces, maxCachedValues, cachedBreakLinesWithSpaces;
var init_string_intern = __esm({
  "node_modules/jsonc-parser/lib/esm/impl/string-intern.js"() {
    cachedSpaces = new Array(20).fill(0).map((_, index) => {
      return " ".repeat(index);
    });
    maxCachedValues = 200;
    cachedBreakLinesWithSpaces = {
      " ": {
        "\n": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\n" + " ".repeat(index);
        }),
        "\r": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\r" + " ".repeat(index);
        }),
        "\r\n": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\r\n" + " ".repeat(index);
        })
      },
      "	": {
        "\n": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\n" + "	".repeat(index);
        }),
        "\r": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\r" + "	".repeat(index);
        }),
        "\r\n": new Array(maxCachedValues).fill(0).map((_, index) => {
          return "\r\n" + "	".repeat(index);
        })
      }
    };
  }
});

// node_modules/jsonc-parser/lib/esm/impl/format.js
var init_format = __esm({
  "node_modules/jsonc-parser/lib/esm/impl/format.js"() {
    "use strict";
    init_scanner();
    init_string_intern();
  }
});

// node_modules/jsonc-parser/lib/esm/impl/parser.js
function parseTree(text, errors = [], options = ParseOptions.DEFAULT) {
  let currentParent = { type: "array", offset: -1, length: -1, children: [], parent: void 0 };
  function ensurePropertyComplete(endOffset) {
    if (currentParent.type === "property") {
      currentParent.length = endOffset - currentParent.offset;
      currentParent = currentParent.parent;
    }
  }
  function onValue(valueNode) {
    currentParent.children.push(valueNode);
    return valueNode;
  }
  const visitor = {
    onObjectBegin: (offset) => {
      currentParent = onValue({ type: "object", offset, length: -1, parent: currentParent, children: [] });
    },
    onObjectProperty: (name, offset, length) => {
      currentParent = onValue({ type: "property", offset, length: -1, parent: currentParent, children: [] });
      currentParent.children.push({ type: "string", value: name, offset, length, parent: currentParent });
    },
    onObjectEnd: (offset, length) => {
      ensurePropertyComplete(offset + length);
      currentParent.length = offset + length - currentParent.offset;
      currentParent = currentParent.parent;
      ensurePropertyComplete(offset + length);
    },
    onArrayBegin: (offset, length) => {
      currentParent = onValue({ type: "array", offset, length: -1, parent: currentParent, children: [] });
    },
    onArrayEnd: (offset, length) => {
      currentParent.length = offset + length - currentParent.offset;
      currentParent = currentParent.parent;
      ensurePropertyComplete(offset + length);
    },
    onLiteralValue: (value2, offset, length) => {
      onValue({ type: getNodeType(value2), offset, length, parent: currentParent, value: value2 });
      ensurePropertyComplete(offset + length);
    },
    onSeparator: (sep, offset, length) => {
      if (currentParent.type === "property") {
        if (sep === ":") {
          currentParent.colonOffset = offset;
        } else if (sep === ",") {
          ensurePropertyComplete(offset);
        }
      }
    },
    onError: (error, offset, length) => {
      errors.push({ error, offset, length });
    }
  };
  visit(text, visitor, options);
  const result = currentParent.children[0];
  if (result) {
    delete result.parent;
  }
  return result;
}
function findNodeAtLocation(root, path7) {
  if (!root) {
    return void 0;
  }
  let node = root;
  for (let segment of path7) {
    if (typeof segment === "string") {
      if (node.type !== "object" || !Array.isArray(node.children)) {
        return void 0;
      }
      let found = false;
      for (const propertyNode of node.children) {
        if (Array.isArray(propertyNode.children) && propertyNode.children[0].value === segment && propertyNode.children.length === 2) {
          node = propertyNode.children[1];
          found = true;
          break;
        }
      }
      if (!found) {
        return void 0;
      }
    } else {
      const index = segment;
      if (node.type !== "array" || index < 0 || !Array.isArray(node.children) || index >= node.children.length) {
        return void 0;
      }
      node = node.children[index];
    }
  }
  return node;
}
function visit(text, visitor, options = ParseOptions.DEFAULT) {
  const _scanner = createScanner(text, false);
  const _jsonPath = [];
  let suppressedCallbacks = 0;
  function toNoArgVisit(visitFunction) {
    return visitFunction ? () => suppressedCallbacks === 0 && visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
  }
  function toOneArgVisit(visitFunction) {
    return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter()) : () => true;
  }
  function toOneArgVisitWithPath(visitFunction) {
    return visitFunction ? (arg) => suppressedCallbacks === 0 && visitFunction(arg, _scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice()) : () => true;
  }
  function toBeginVisit(visitFunction) {
    return visitFunction ? () => {
      if (suppressedCallbacks > 0) {
        suppressedCallbacks++;
      } else {
        let cbReturn = visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter(), () => _jsonPath.slice());
        if (cbReturn === false) {
          suppressedCallbacks = 1;
        }
      }
    } : () => true;
  }
  function toEndVisit(visitFunction) {
    return visitFunction ? () => {
      if (suppressedCallbacks > 0) {
        suppressedCallbacks--;
      }
      if (suppressedCallbacks === 0) {
        visitFunction(_scanner.getTokenOffset(), _scanner.getTokenLength(), _scanner.getTokenStartLine(), _scanner.getTokenStartCharacter());
      }
    } : () => true;
  }
  const onObjectBegin = toBeginVisit(visitor.onObjectBegin), onObjectProperty = toOneArgVisitWithPath(visitor.onObjectProperty), onObjectEnd = toEndVisit(visitor.onObjectEnd), onArrayBegin = toBeginVisit(visitor.onArrayBegin), onArrayEnd = toEndVisit(visitor.onArrayEnd), onLiteralValue = toOneArgVisitWithPath(visitor.onLiteralValue), onSeparator = toOneArgVisit(visitor.onSeparator), onComment = toNoArgVisit(visitor.onComment), onError = toOneArgVisit(visitor.onError);
  const disallowComments = options && options.disallowComments;
  const allowTrailingComma = options && options.allowTrailingComma;
  function scanNext() {
    while (true) {
      const token = _scanner.scan();
      switch (_scanner.getTokenError()) {
        case 4:
          handleError(
            14
            /* ParseErrorCode.InvalidUnicode */
          );
          break;
        case 5:
          handleError(
            15
            /* ParseErrorCode.InvalidEscapeCharacter */
          );
          break;
        case 3:
          handleError(
            13
            /* ParseErrorCode.UnexpectedEndOfNumber */
          );
          break;
        case 1:
          if (!disallowComments) {
            handleError(
              11
              /* ParseErrorCode.UnexpectedEndOfComment */
            );
          }
          break;
        case 2:
          handleError(
            12
            /* ParseErrorCode.UnexpectedEndOfString */
          );
          break;
        case 6:
          handleError(
            16
            /* ParseErrorCode.InvalidCharacter */
          );
          break;
      }
      switch (token) {
        case 12:
        case 13:
          if (disallowComments) {
            handleError(
              10
              /* ParseErrorCode.InvalidCommentToken */
            );
          } else {
            onComment();
          }
          break;
        case 16:
          handleError(
            1
            /* ParseErrorCode.InvalidSymbol */
          );
          break;
        case 15:
        case 14:
          break;
        default:
          return token;
      }
    }
  }
  function handleError(error, skipUntilAfter = [], skipUntil = []) {
    onError(error);
    if (skipUntilAfter.length + skipUntil.length > 0) {
      let token = _scanner.getToken();
      while (token !== 17) {
        if (skipUntilAfter.indexOf(token) !== -1) {
          scanNext();
          break;
        } else if (skipUntil.indexOf(token) !== -1) {
          break;
        }
        token = scanNext();
      }
    }
  }
  function parseString(isValue) {
    const value2 = _scanner.getTokenValue();
    if (isValue) {
      onLiteralValue(value2);
    } else {
      onObjectProperty(value2);
      _jsonPath.push(value2);
    }
    scanNext();
    return true;
  }
  function parseLiteral() {
    switch (_scanner.getToken()) {
      case 11:
        const tokenValue = _scanner.getTokenValue();
        let value2 = Number(tokenValue);
        if (isNaN(value2)) {
          handleError(
            2
            /* ParseErrorCode.InvalidNumberFormat */
          );
          value2 = 0;
        }
        onLiteralValue(value2);
        break;
      case 7:
        onLiteralValue(null);
        break;
      case 8:
        onLiteralValue(true);
        break;
      case 9:
        onLiteralValue(false);
        break;
      default:
        return false;
    }
    scanNext();
    return true;
  }
  function parseProperty() {
    if (_scanner.getToken() !== 10) {
      handleError(3, [], [
        2,
        5
        /* SyntaxKind.CommaToken */
      ]);
      return false;
    }
    parseString(false);
    if (_scanner.getToken() === 6) {
      onSeparator(":");
      scanNext();
      if (!parseValue()) {
        handleError(4, [], [
          2,
          5
          /* SyntaxKind.CommaToken */
        ]);
      }
    } else {
      handleError(5, [], [
        2,
        5
        /* SyntaxKind.CommaToken */
      ]);
    }
    _jsonPath.pop();
    return true;
  }
  function parseObject() {
    onObjectBegin();
    scanNext();
    let needsComma = false;
    while (_scanner.getToken() !== 2 && _scanner.getToken() !== 17) {
      if (_scanner.getToken() === 5) {
        if (!needsComma) {
          handleError(4, [], []);
        }
        onSeparator(",");
        scanNext();
        if (_scanner.getToken() === 2 && allowTrailingComma) {
          break;
        }
      } else if (needsComma) {
        handleError(6, [], []);
      }
      if (!parseProperty()) {
        handleError(4, [], [
          2,
          5
          /* SyntaxKind.CommaToken */
        ]);
      }
      needsComma = true;
    }
    onObjectEnd();
    if (_scanner.getToken() !== 2) {
      handleError(7, [
        2
        /* SyntaxKind.CloseBraceToken */
      ], []);
    } else {
      scanNext();
    }
    return true;
  }
  function parseArray() {
    onArrayBegin();
    scanNext();
    let isFirstElement = true;
    let needsComma = false;
    while (_scanner.getToken() !== 4 && _scanner.getToken() !== 17) {
      if (_scanner.getToken() === 5) {
        if (!needsComma) {
          handleError(4, [], []);
        }
        onSeparator(",");
        scanNext();
        if (_scanner.getToken() === 4 && allowTrailingComma) {
          break;
        }
      } else if (needsComma) {
        handleError(6, [], []);
      }
      if (isFirstElement) {
        _jsonPath.push(0);
        isFirstElement = false;
      } else {
        _jsonPath[_jsonPath.length - 1]++;
      }
      if (!parseValue()) {
        handleError(4, [], [
          4,
          5
          /* SyntaxKind.CommaToken */
        ]);
      }
      needsComma = true;
    }
    onArrayEnd();
    if (!isFirstElement) {
      _jsonPath.pop();
    }
    if (_scanner.getToken() !== 4) {
      handleError(8, [
        4
        /* SyntaxKind.CloseBracketToken */
      ], []);
    } else {
      scanNext();
    }
    return true;
  }
  function parseValue() {
    switch (_scanner.getToken()) {
      case 3:
        return parseArray();
      case 1:
        return parseObject();
      case 10:
        return parseString(true);
      default:
        return parseLiteral();
    }
  }
  scanNext();
  if (_scanner.getToken() === 17) {
    if (options.allowEmptyContent) {
      return true;
    }
    handleError(4, [], []);
    return false;
  }
  if (!parseValue()) {
    handleError(4, [], []);
    return false;
  }
  if (_scanner.getToken() !== 17) {
    handleError(9, [], []);
  }
  return true;
}
function getNodeType(value2) {
  switch (typeof value2) {
    case "boolean":
      return "boolean";
    case "number":
      return "number";
    case "string":
      return "string";
    case "object": {
      if (!value2) {
        return "null";
      } else if (Array.isArray(value2)) {
        return "array";
      }
      return "object";
    }
    default:
      return "null";
  }
}
var ParseOptions;
var init_parser = __esm({
  "node_modules/jsonc-parser/lib/esm/impl/parser.js"() {
    "use strict";
    init_scanner();
    (function(ParseOptions2) {
      ParseOptions2.DEFAULT = {
        allowTrailingComma: false
      };
    })(ParseOptions || (ParseOptions = {}));
  }
});

// node_modules/jsonc-parser/lib/esm/impl/edit.js
var init_edit = __esm({
  "node_modules/jsonc-parser/lib/esm/impl/edit.js"() {
    "use strict";
    init_format();
    init_parser();
  }
});

// node_modules/jsonc-parser/lib/esm/main.js
function printParseErrorCode(code) {
  switch (code) {
    case 1:
      return "InvalidSymbol";
    case 2:
      return "InvalidNumberFormat";
    case 3:
      return "PropertyNameExpected";
    case 4:
      return "ValueExpected";
    case 5:
      return "ColonExpected";
    case 6:
      return "CommaExpected";
    case 7:
      return "CloseBraceExpected";
    case 8:
      return "CloseBracketExpected";
    case 9:
      return "EndOfFileExpected";
    case 10:
      return "InvalidCommentToken";
    case 11:
      return "UnexpectedEndOfComment";
    case 12:
      return "UnexpectedEndOfString";
    case 13:
      return "UnexpectedEndOfNumber";
    case 14:
      return "InvalidUnicode";
    case 15:
      return "InvalidEscapeCharacter";
    case 16:
      return "InvalidCharacter";
  }
  return "<unknown ParseErrorCode>";
}
var ScanError, SyntaxKind, parseTree2, findNodeAtLocation2, ParseErrorCode;
var init_main = __esm({
  "node_modules/jsonc-parser/lib/esm/main.js"() {
    "use strict";
    init_format();
    init_edit();
    init_scanner();
    init_parser();
    (function(ScanError2) {
      ScanError2[ScanError2["None"] = 0] = "None";
      ScanError2[ScanError2["UnexpectedEndOfComment"] = 1] = "UnexpectedEndOfComment";
      ScanError2[ScanError2["UnexpectedEndOfString"] = 2] = "UnexpectedEndOfString";
      ScanError2[ScanError2["UnexpectedEndOfNumber"] = 3] = "UnexpectedEndOfNumber";
      ScanError2[ScanError2["InvalidUnicode"] = 4] = "InvalidUnicode";
      ScanError2[ScanError2["InvalidEscapeCharacter"] = 5] = "InvalidEscapeCharacter";
      ScanError2[ScanError2["InvalidCharacter"] = 6] = "InvalidCharacter";
    })(ScanError || (ScanError = {}));
    (function(SyntaxKind2) {
      SyntaxKind2[SyntaxKind2["OpenBraceToken"] = 1] = "OpenBraceToken";
      SyntaxKind2[SyntaxKind2["CloseBraceToken"] = 2] = "CloseBraceToken";
      SyntaxKind2[SyntaxKind2["OpenBracketToken"] = 3] = "OpenBracketToken";
      SyntaxKind2[SyntaxKind2["CloseBracketToken"] = 4] = "CloseBracketToken";
      SyntaxKind2[SyntaxKind2["CommaToken"] = 5] = "CommaToken";
      SyntaxKind2[SyntaxKind2["ColonToken"] = 6] = "ColonToken";
      SyntaxKind2[SyntaxKind2["NullKeyword"] = 7] = "NullKeyword";
      SyntaxKind2[SyntaxKind2["TrueKeyword"] = 8] = "TrueKeyword";
      SyntaxKind2[SyntaxKind2["FalseKeyword"] = 9] = "FalseKeyword";
      SyntaxKind2[SyntaxKind2["StringLiteral"] = 10] = "StringLiteral";
      SyntaxKind2[SyntaxKind2["NumericLiteral"] = 11] = "NumericLiteral";
      SyntaxKind2[SyntaxKind2["LineCommentTrivia"] = 12] = "LineCommentTrivia";
      SyntaxKind2[SyntaxKind2["BlockCommentTrivia"] = 13] = "BlockCommentTrivia";
      SyntaxKind2[SyntaxKind2["LineBreakTrivia"] = 14] = "LineBreakTrivia";
      SyntaxKind2[SyntaxKind2["Trivia"] = 15] = "Trivia";
      SyntaxKind2[SyntaxKind2["Unknown"] = 16] = "Unknown";
      SyntaxKind2[SyntaxKind2["EOF"] = 17] = "EOF";
    })(SyntaxKind || (SyntaxKind = {}));
    parseTree2 = parseTree;
    findNodeAtLocation2 = findNodeAtLocation;
    (function(ParseErrorCode2) {
      ParseErrorCode2[ParseErrorCode2["InvalidSymbol"] = 1] = "InvalidSymbol";
      ParseErrorCode2[ParseErrorCode2["InvalidNumberFormat"] = 2] = "InvalidNumberFormat";
      ParseErrorCode2[ParseErrorCode2["PropertyNameExpected"] = 3] = "PropertyNameExpected";
      ParseErrorCode2[ParseErrorCode2["ValueExpected"] = 4] = "ValueExpected";
      ParseErrorCode2[ParseErrorCode2["ColonExpected"] = 5] = "ColonExpected";
      ParseErrorCode2[ParseErrorCode2["CommaExpected"] = 6] = "CommaExpected";
      ParseErrorCode2[ParseErrorCode2["CloseBraceExpected"] = 7] = "CloseBraceExpected";
      ParseErrorCode2[ParseErrorCode2["CloseBracketExpected"] = 8] = "CloseBracketExpected";
      ParseErrorCode2[ParseErrorCode2["EndOfFileExpected"] = 9] = "EndOfFileExpected";
      ParseErrorCode2[ParseErrorCode2["InvalidCommentToken"] = 10] = "InvalidCommentToken";
      ParseErrorCode2[ParseErrorCode2["UnexpectedEndOfComment"] = 11] = "UnexpectedEndOfComment";
      ParseErrorCode2[ParseErrorCode2["UnexpectedEndOfString"] = 12] = "UnexpectedEndOfString";
      ParseErrorCode2[ParseErrorCode2["UnexpectedEndOfNumber"] = 13] = "UnexpectedEndOfNumber";
      ParseErrorCode2[ParseErrorCode2["InvalidUnicode"] = 14] = "InvalidUnicode";
      ParseErrorCode2[ParseErrorCode2["InvalidEscapeCharacter"] = 15] = "InvalidEscapeCharacter";
      ParseErrorCode2[ParseErrorCode2["InvalidCharacter"] = 16] = "InvalidCharacter";
    })(ParseErrorCode || (ParseErrorCode = {}));
  }
});

// src/base/assert-never.ts
var init_assert_never = __esm({
  "src/base/assert-never.ts"() {
    "use strict";
  }
});

// src/base/invariant.ts
var init_invariant = __esm({
  "src/base/invariant.ts"() {
    "use strict";
  }
});

// src/base/nearest.ts
function nearest(word, candidates2, within = nearEnough(word)) {
  const lower = word.slice(0, longest).toLowerCase();
  const ranked = candidates2.map((candidate) => ({ candidate, steps: editDistance(lower, candidate.toLowerCase()) })).sort((a, b) => a.steps - b.steps);
  const [best] = ranked;
  if (best !== void 0 && best.steps <= within) return best.candidate;
  return word.length > 2 ? candidates2.find((candidate) => candidate.startsWith(word)) : void 0;
}
function nearEnough({ length }) {
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3));
}
function editDistance(a, b) {
  let before = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = at(previous, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(Math.min(at(previous, j) + 1, at(row, j - 1) + 1, replaced, swapped ? at(before, j - 2) + 1 : replaced));
    }
    before = previous;
    previous = row;
  }
  return at(previous, b.length);
}
function at(row, index) {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
var longest;
var init_nearest = __esm({
  "src/base/nearest.ts"() {
    "use strict";
    longest = 40;
  }
});

// src/base/stable-hash.ts
var init_stable_hash = __esm({
  "src/base/stable-hash.ts"() {
    "use strict";
    init_invariant();
  }
});

// src/base/index.ts
var init_base = __esm({
  "src/base/index.ts"() {
    "use strict";
    init_assert_never();
    init_invariant();
    init_nearest();
    init_stable_hash();
  }
});

// src/usage-problem.ts
function usageText(problem) {
  const place = problem.place === void 0 ? "" : `${problem.place}: `;
  return `${place}${problem.code} ${problem.message}
  ${problem.remedy}
`;
}
var UsageProblem;
var init_usage_problem = __esm({
  "src/usage-problem.ts"() {
    "use strict";
    init_source();
    UsageProblem = class extends Error {
      name = "UsageProblem";
      code;
      /** File, line and column, or the option as it was written. */
      place;
      remedy;
      constructor(code, message, more = {}) {
        super(message);
        this.code = code;
        this.place = more.place;
        this.remedy = more.remedy ?? catalogue[code].remedy;
      }
    };
  }
});

// src/configuration.ts

function defaultConfiguration(folder) {
  const none = { include: void 0, overflow: void 0, failOn: void 0, limit: void 0 };
  return { folder, file: void 0, ...none, exclude: [], jsdoc: false };
}
function findConfiguration(files, folder, root) {
  for (let at2 = folder; ; at2 = (0,external_node_path_namespaceObject.dirname)(at2)) {
    const own = (0,external_node_path_namespaceObject.join)(at2, fileName);
    if (files.fileExists(own)) return readConfiguration(files, own);
    const manifest = (0,external_node_path_namespaceObject.join)(at2, "package.json");
    const found = files.fileExists(manifest) ? readManifest(files, manifest) : void 0;
    if (found !== void 0) return found;
    if (at2 === root || (0,external_node_path_namespaceObject.dirname)(at2) === at2) return defaultConfiguration(root);
  }
}
function readConfiguration(files, path7) {
  if (path7.endsWith("package.json")) return readManifest(files, path7) ?? defaultConfiguration((0,external_node_path_namespaceObject.dirname)(path7));
  const text = textOf(files, path7);
  const errors = [];
  const tree = parseTree2(text, errors, { allowTrailingComma: true });
  const error = errors[0];
  if (error !== void 0) {
    const cause = printParseErrorCode(error.error).replace(/(?<=[a-z])(?=[A-Z])/gu, " ").toLowerCase();
    throw new UsageProblem("configuration.syntax", `this is not JSON: ${cause}`, {
      place: placeOf2(path7, text, error.offset)
    });
  }
  return decode(tree, path7, text);
}
function readManifest(files, path7) {
  const text = textOf(files, path7);
  const errors = [];
  const tree = parseTree2(text, errors);
  if (tree === void 0 || errors.length > 0) return void 0;
  const field = findNodeAtLocation2(tree, ["countercheck"]);
  return field === void 0 ? void 0 : decode(field, path7, text);
}
function textOf(files, path7) {
  const bytes = files.readFile(path7);
  if (bytes === void 0)
    throw new UsageProblem("configuration.unreadable", "this file cannot be read", { place: path7 });
  return new TextDecoder().decode(bytes);
}
function placeOf2(path7, text, offset) {
  const { line, column } = positionAt(sourceFile(path7, text), offset);
  return `${path7}:${line}:${column}`;
}
function decode(tree, path7, text) {
  const wrong = (node, message) => {
    throw new UsageProblem("configuration.value", message, { place: placeOf2(path7, text, node?.offset ?? 0) });
  };
  if (tree?.type !== "object") return wrong(tree, "the configuration is an object in braces");
  for (const property of tree.children ?? []) refuseUnknown(property, path7, text);
  const field = (key) => findNodeAtLocation2(tree, [key]);
  return {
    folder: (0,external_node_path_namespaceObject.dirname)(path7),
    file: path7,
    include: field("include") === void 0 ? void 0 : globs(field("include"), "include", wrong),
    exclude: field("exclude") === void 0 ? [] : globs(field("exclude"), "exclude", wrong),
    overflow: overflowOf(field("overflow"), wrong),
    failOn: failOnOf(field("failOn"), wrong),
    limit: limitOf(field("limit"), wrong),
    jsdoc: jsdocOf(field("jsdoc"), wrong)
  };
}
function refuseUnknown(property, path7, text) {
  const key = String(property.children?.[0]?.value);
  if (key === "$schema" || configurationKeys.some((known) => known === key)) return;
  const meant = nearest(key, configurationKeys);
  const remedy = meant === void 0 ? `The keys are ${configurationKeys.join(", ")}.` : `Did you mean "${meant}"?`;
  const place = placeOf2(path7, text, property.offset);
  throw new UsageProblem("configuration.key", `"${key}" is not a key of the configuration`, { place, remedy });
}
function globs(node, key, wrong) {
  const items = node?.type === "array" ? node.children ?? [] : wrong(node, `"${key}" is a list of patterns`);
  return items.map((item) => {
    if (item.type !== "string" || item.value === "") return wrong(item, `each pattern of "${key}" is a text`);
    return String(item.value).replace(/^\.\//u, "").replace(/\/$/u, "");
  });
}
function overflowOf(node, wrong) {
  const value2 = node?.value;
  if (node === void 0 || value2 === "check" || value2 === "warn" || value2 === "ignore")
    return value2;
  return wrong(node, '"overflow" is "check", "warn" or "ignore"');
}
function failOnOf(node, wrong) {
  if (node === void 0) return void 0;
  const items = node.type === "array" ? node.children ?? [] : [node];
  const read = parseFailOn(items.map((item) => String(item.value)).join(","));
  if ("failOn" in read) return read.failOn;
  return wrong(node, `"failOn" is "never", or a list of ${failOnList}; not "${read.unknown}"`);
}
function limitOf(node, wrong) {
  if (node === void 0) return void 0;
  if (node.type === "number" && Number(node.value) > 0) return Number(node.value);
  return wrong(node, '"limit" is a number above 0: how many times the default limit the solver may spend');
}
function jsdocOf(node, wrong) {
  if (node === void 0) return false;
  return node.type === "boolean" ? Boolean(node.value) : wrong(node, '"jsdoc" is true or false');
}
var configurationKeys, fileName, failOnList;
var init_configuration = __esm({
  "src/configuration.ts"() {
    "use strict";
    init_main();
    init_base();
    init_report();
    init_source();
    init_usage_problem();
    configurationKeys = ["include", "exclude", "overflow", "failOn", "limit", "jsdoc"];
    fileName = "countercheck.json";
    failOnList = "refuted, invalid, vacuous, unproven, unsupported, assumption";
  }
});

// src/git.ts


function run(folder, args, input) {
  const { status, stdout } = (0,external_node_child_process_namespaceObject.spawnSync)("git", [...fixed, ...args], {
    cwd: folder,
    maxBuffer: largestOutput,
    stdio: ["pipe", "pipe", "ignore"],
    ...input === void 0 ? {} : { input }
  });
  return { ok: status === 0, output: stdout ?? Buffer.alloc(0) };
}
function openRepository(folder) {
  const top = run(folder, ["rev-parse", "--show-toplevel"]);
  if (!top.ok) return void 0;
  const root = (0,external_node_fs_namespaceObject.realpathSync)(top.output.toString("utf8").replace(/\r?\n$/u, ""));
  const git = (args, input) => run(root, args, input);
  return {
    root,
    files: () => [...new Set(parted2(git(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output))],
    generated: (files) => generatedOf(git(["check-attr", "-z", "--stdin", "linguist-generated"], files.join("\0")).output),
    commit: (revision) => oneLineOf(git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])),
    mergeBase: (a, b) => oneLineOf(git(["merge-base", a, b])),
    diff: (base, head2) => {
      const tracked = git([...diffOptions, base, ...head2 === void 0 ? [] : [head2], "--"]).output.toString("utf8");
      return head2 === void 0 ? tracked + untracked(git) : tracked;
    },
    tree: (commit) => treeOf(git(["ls-tree", "-r", "-z", "--full-tree", commit]).output),
    blobs: (ids) => blobsOf(git(["cat-file", "--batch"], `${ids.join("\n")}
`).output, ids.length)
  };
}
function untracked(git) {
  const files = parted2(git(["ls-files", "-z", "--others", "--exclude-standard"]).output);
  const sources = files.filter((file) => /\.[cm]?tsx?$/u.test(file));
  return sources.map((file) => git([...diffOptions, "--no-index", "--", "/dev/null", file]).output.toString("utf8")).join("");
}
function oneLineOf(ran) {
  const line = ran.output.toString("utf8").split("\n")[0]?.trim();
  return ran.ok && line !== void 0 && line !== "" ? line : void 0;
}
function parted2(output) {
  return output.toString("utf8").split("\0").filter((item) => item !== "");
}
function generatedOf(output) {
  const fields = output.toString("utf8").split("\0");
  const found = /* @__PURE__ */ new Set();
  for (let i = 0; i + 2 < fields.length; i += 3) {
    const [file, , value2] = fields.slice(i, i + 3);
    if (file !== void 0 && (value2 === "set" || value2 === "true")) found.add(file);
  }
  return found;
}
function treeOf(output) {
  const entries = parted2(output).flatMap((line) => {
    const match = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/su.exec(line);
    return match?.[1] === void 0 || match[2] === void 0 ? [] : [[match[2], match[1]]];
  });
  return new Map(entries);
}
function blobsOf(output, count) {
  const blobs = [];
  let at2 = 0;
  while (blobs.length < count && at2 < output.length) {
    const end = output.indexOf(10, at2);
    if (end < 0) break;
    const size = /^[0-9a-f]+ \w+ (\d+)$/u.exec(output.toString("utf8", at2, end))?.[1];
    blobs.push(size === void 0 ? void 0 : output.subarray(end + 1, end + 1 + Number(size)));
    at2 = end + 1 + (size === void 0 ? 0 : Number(size) + 1);
  }
  while (blobs.length < count) blobs.push(void 0);
  return blobs;
}
var largestOutput, settings, fixed, diffOptions;
var init_git = __esm({
  "src/git.ts"() {
    "use strict";
    largestOutput = 1 << 30;
    settings = ["core.quotePath=false", "core.fsmonitor=false", "core.hooksPath=/dev/null", "diff.external="];
    fixed = ["--no-optional-locks", ...settings.flatMap((setting) => ["-c", setting])];
    diffOptions = [
      "diff",
      "--no-color",
      "--no-ext-diff",
      "--no-textconv",
      "--src-prefix=a/",
      "--dst-prefix=b/",
      "--unified=3",
      "--find-renames",
      "--ignore-submodules"
    ];
  }
});

// src/cli-run.ts



function placeOf3({ world, parts, options }) {
  const cwd = (0,external_node_fs_namespaceObject.realpathSync)(world.cwd);
  const git = openRepository(cwd);
  const root = git?.root ?? cwd;
  const engine = parts.loadEngine();
  const disk = engine.nodeFileSystem;
  const configuration = options.config === void 0 ? findConfiguration(disk, cwd, root) : readConfiguration(disk, external_node_path_namespaceObject.resolve(cwd, options.config));
  return { root, cwd, git, configuration, engine };
}
async function runEngine(asked, place, setting) {
  const { world, parts, options } = setting;
  const progress = progressOn(world);
  const bank = bankFolder(options.bank, { ...place, env: world.env });
  let stopped = false;
  const services = place.engine.openServices({
    z3WorkerFile: parts.z3WorkerFile,
    replayFile: parts.replayFile,
    jobs: options.jobs,
    bankFolder: bank,
    progress: {
      working: (...work2) => {
        if (!stopped) progress.working(...work2);
      }
    }
  });
  let release = () => {
  };
  const interrupted = new Promise((resolve) => {
    release = world.onInterrupt(() => {
      stopped = true;
      resolve({ kind: "interrupted" });
    });
  });
  try {
    const work2 = place.engine.check(requestOf(asked, place, options), services);
    return await Promise.race([work2.then((report) => ({ kind: "done", report })), interrupted]);
  } finally {
    release();
    progress.clear();
    if (stopped) world.stderr.write(`${interruption(bank)}
`);
    const closing = services.close();
    const lines2 = stopped ? await Promise.race([closing, (0,promises_namespaceObject.setTimeout)(500, [])]) : await closing;
    for (const line of lines2) world.stderr.write(`${line}
`);
  }
}
function interruption(bank) {
  return bank === void 0 ? "interrupted" : "interrupted; what was proved is kept in the bank";
}
function requestOf(asked, { root, configuration }, options) {
  return {
    root,
    ...asked,
    overflow: options.overflow ?? configuration.overflow ?? "warn",
    jsdoc: configuration.jsdoc,
    all: options.all,
    limit: options.limit ?? configuration.limit ?? 1,
    replay: options.replay,
    retry: options.retry,
    suggest: true
  };
}
function sourcesOf(report, files, root) {
  const paths = new Set(report.findings.map(({ file }) => file));
  const sources = [...paths].flatMap((file) => {
    const bytes = files.readFile(external_node_path_namespaceObject.join(root, file));
    return bytes === void 0 ? [] : [[file, sourceFile(file, new TextDecoder().decode(bytes))]];
  });
  return new Map(sources);
}
function rendered(report, sources, place, setting) {
  const { options, world } = setting;
  switch (options.format) {
    case "json":
      return renderJson(report);
    case "markdown":
      return renderMarkdown(report, { sources });
    case "text": {
      const from = (file) => external_node_path_namespaceObject.relative(place.cwd, external_node_path_namespaceObject.join(place.root, file)).replaceAll(external_node_path_namespaceObject.sep, "/");
      const shown2 = relocated(report, from);
      const moved = new Map([...sources].map(([file, source]) => [from(file), source]));
      return renderText(shown2, moved, {
        ...textOptions(setting),
        verbose: options.verbose,
        width: widthOf(world.stdout)
      });
    }
  }
}
function textOptions({ world, options }) {
  const color = options.output === void 0 && wantsColor(world.stdout, world.env);
  return { color, width: widthOf(world.stdout) };
}
function relocated(report, from) {
  return {
    ...report,
    findings: report.findings.map((finding) => ({ ...finding, file: from(finding.file) })),
    notChecked: report.notChecked.map((entry) => ({ ...entry, file: from(entry.file) })),
    ...report.asks === void 0 ? {} : { asks: report.asks.map((entry) => ({ ...entry, file: from(entry.file) })) },
    notices: report.notices.map(
      (notice) => notice.file === void 0 ? notice : { ...notice, file: from(notice.file) }
    )
  };
}
function deliver(text, setting) {
  const { output } = setting.options;
  if (output === void 0) setting.world.stdout.write(text);
  else writeReport(external_node_path_namespaceObject.resolve(setting.world.cwd, output), text);
}
function writeReport(file, text) {
  try {
    (0,external_node_fs_namespaceObject.mkdirSync)(external_node_path_namespaceObject.dirname(file), { recursive: true });
    (0,external_node_fs_namespaceObject.writeFileSync)(file, text);
  } catch (error) {
    throw new UsageProblem("output.unwritable", error instanceof Error ? error.message : String(error), {
      place: file
    });
  }
}
function exitCodeOf(report, { options }, configuration) {
  if (report.notices.some(({ code }) => code === "internal.bug")) return 3;
  if (report.findings.some(({ problems }) => problems.some(({ code }) => code === "internal.bug"))) return 3;
  const failOn = options.failOn ?? configuration.failOn ?? defaultFailOn;
  return failing(report, failOn).length + failingNotices(report, failOn).length > 0 ? 1 : 0;
}
var init_cli_run = __esm({
  "src/cli-run.ts"() {
    "use strict";
    init_bank_folder();
    init_cli_terminal();
    init_configuration();
    init_git();
    init_report();
    init_source();
    init_usage_problem();
  }
});

// src/file-selection.ts


function selectFiles(request) {
  const all = candidates(request).filter((file) => typescript.test(file) && isFile(request, file));
  const { chosen, unmatched } = named(request, all);
  const generated = request.git?.generated(chosen) ?? /* @__PURE__ */ new Set();
  const files = [];
  const leftOut = /* @__PURE__ */ new Map();
  for (const file of chosen) {
    const reason = generated.has(file) ? "generated" : reasonFor(file, request);
    if (reason === void 0) files.push(file);
    else if (holdsClause(request, file)) leftOut.set(reason, [...leftOut.get(reason) ?? [], file]);
  }
  return { files, unmatched: [...unmatched, ...withoutFiles(request, chosen, files, unmatched)], leftOut };
}
function reasonFor(file, { root, configuration }) {
  if (file.split("/").includes("node_modules")) return "dependencies";
  const inFolder = slashed(external_node_path_namespaceObject.relative(configuration.folder, external_node_path_namespaceObject.join(root, file)));
  if (matches(inFolder, configuration.exclude)) return "excluded";
  if (configuration.include !== void 0 && !matches(inFolder, configuration.include)) return "excluded";
  return void 0;
}
function holdsClause(request, file) {
  const bytes = request.files.readFile(external_node_path_namespaceObject.join(request.root, file));
  return bytes !== void 0 && clause.test(new TextDecoder().decode(bytes));
}
function matches(file, patterns) {
  return patterns.some((p) => p === "." || file === p || file.startsWith(`${p}/`) || external_node_path_namespaceObject.matchesGlob(file, p));
}
function candidates(request) {
  const listed2 = request.git?.files() ?? walked(request.root, request.cwd);
  const asked = request.args.map((arg) => relativeToRoot(request, arg)).filter((file) => isFile(request, file));
  return [.../* @__PURE__ */ new Set([...listed2, ...asked])].sort();
}
function isFile(request, file) {
  return !file.startsWith("../") && request.files.fileExists(external_node_path_namespaceObject.join(request.root, file));
}
function named(request, all) {
  const patterns = request.args.length === 0 ? [relativeToRoot(request, ".")] : [];
  const byArgument = request.args.map((arg) => {
    const pattern = relativeToRoot(request, arg);
    return { arg, found: all.filter((file) => matches(file, [pattern])) };
  });
  const unmatched = byArgument.filter(({ found: found2 }) => found2.length === 0).map(({ arg }) => arg);
  const found = [...all.filter((file) => matches(file, patterns)), ...byArgument.flatMap((one) => one.found)];
  return { chosen: [...new Set(found)].sort(), unmatched };
}
function withoutFiles(request, chosen, files, unmatched) {
  const kept = new Set(files);
  return request.args.filter((arg) => {
    if (unmatched.includes(arg)) return false;
    const pattern = relativeToRoot(request, arg);
    return !chosen.some((file) => kept.has(file) && matches(file, [pattern]));
  });
}
function relativeToRoot(request, arg) {
  const absolute = external_node_path_namespaceObject.resolve(request.cwd, arg);
  const relative = slashed(external_node_path_namespaceObject.relative(request.root, absolute));
  return relative === "" ? "." : relative;
}
function slashed(file) {
  return external_node_path_namespaceObject.sep === "/" ? file : file.replaceAll(external_node_path_namespaceObject.sep, "/");
}
function walked(root, from) {
  const found = [];
  const queue = [from];
  for (let folder = queue.pop(); folder !== void 0; folder = queue.pop()) {
    for (const entry of entriesOf(folder)) {
      const absolute = external_node_path_namespaceObject.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) queue.push(absolute);
      if (entry.isFile()) found.push(slashed(external_node_path_namespaceObject.relative(root, absolute)));
    }
  }
  return found;
}
function entriesOf(folder) {
  try {
    return (0,external_node_fs_namespaceObject.readdirSync)(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
var typescript, clause;
var init_file_selection = __esm({
  "src/file-selection.ts"() {
    "use strict";
    typescript = /\.(?:ts|tsx|mts|cts)$/u;
    clause = /\/\/\s*@\s*(?:requires|ensures|throws|invariant|decreases|verify|extern|pure|refine)\b/u;
  }
});

// src/cli-check.ts
async function runCheck(args, setting) {
  const place = placeOf3(setting);
  const disk = place.engine.nodeFileSystem;
  const selection = selectFiles({ ...place, args, files: disk });
  refuseEmpty(selection, args);
  const ended = await runEngine({ files: disk, targets: selection.files }, place, setting);
  if (ended.kind === "interrupted") return interruptedCode;
  const { report } = ended;
  deliver(rendered(report, sourcesOf(report, disk, place.root), place, setting), setting);
  tellLeftOut(selection, setting);
  return exitCodeOf(report, setting, place.configuration);
}
function refuseEmpty({ files, unmatched }, args) {
  const [first] = unmatched;
  if (first !== void 0)
    throw new UsageProblem("usage.no-match", `"${oneLine(first)}" matches no TypeScript file to check`);
  if (files.length === 0) {
    const where = args.length === 0 ? "this folder" : "what was named";
    throw new UsageProblem("usage.no-match", `there is no TypeScript file to check in ${where}`);
  }
}
function tellLeftOut({ leftOut }, { world, options }) {
  for (const [reason, files] of leftOut) {
    world.stderr.write(`left out, ${reason}: ${counted(files.length, "file")} with contracts
`);
    if (options.verbose) for (const file of files) world.stderr.write(`  ${oneLine(file)}
`);
  }
}
var interruptedCode;
var init_cli_check = __esm({
  "src/cli-check.ts"() {
    "use strict";
    init_cli_run();
    init_file_selection();
    init_report();
    init_usage_problem();
    interruptedCode = 130;
  }
});

// src/cli-options.ts

function optionsOf(command) {
  return command === "check" ? { ...check, ...shared } : { ...review, ...shared };
}
function parseCommandLine(words) {
  const [first, ...rest] = words;
  if (first === void 0 || first === "--help" || first === "-h" || first === "help") {
    return { kind: "help", command: rest.find(isCommand) };
  }
  if (first === "--version" || first === "-V" || first === "version") return { kind: "version" };
  if (isCommand(first)) return parseCommand(first, rest);
  const meant = nearest(first, Object.keys(commands));
  const names = Object.keys(commands).join(", ");
  const remedy = meant === void 0 ? `The commands are ${names}.` : `Did you mean \`countercheck ${meant}\`?`;
  throw new UsageProblem("usage.command", `there is no command "${first}"`, { remedy });
}
function isCommand(word) {
  return Object.hasOwn(commands, word);
}
function parseCommand(command, words) {
  const described = optionsOf(command);
  refuseUnknown2(command, words, described);
  const table2 = Object.fromEntries(
    Object.entries(described).map(([name, { type, short }]) => [
      name,
      short === void 0 ? { type } : { type, short }
    ])
  );
  const { values, positionals } = parsed(words, table2);
  if (values["help"] === true) return { kind: "help", command };
  if (command === "review" && positionals[0] !== void 0) {
    const remedy = "Name revisions with --base and --head.";
    throw new UsageProblem("usage.value", `review takes no files: "${positionals[0]}"`, { remedy });
  }
  return { kind: "run", command, args: positionals, options: decode2(command, values) };
}
function parsed(words, options) {
  try {
    const { values, positionals } = (0,external_node_util_namespaceObject.parseArgs)({ args: [...words], options, allowPositionals: true, strict: true });
    return { values, positionals };
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error);
    throw new UsageProblem("usage.value", message);
  }
}
function refuseUnknown2(command, words, described) {
  const shorts = Object.values(described).flatMap(({ short }) => short === void 0 ? [] : [short]);
  const end = words.indexOf("--");
  for (const word of end < 0 ? words : words.slice(0, end)) {
    const long = /^--([^=]+)/u.exec(word)?.[1];
    const short = /^-([^-\d])/u.exec(word)?.[1];
    if (long !== void 0 && !Object.hasOwn(described, long))
      refuse(command, `--${long}`, nearest(long, Object.keys(described)));
    if (short !== void 0 && !shorts.includes(short)) refuse(command, `-${short}`, void 0);
  }
}
function refuse(command, option, meant) {
  const help = `\`countercheck ${command} --help\` lists the options.`;
  const remedy = meant === void 0 ? help : `Did you mean --${meant}? ${help}`;
  throw new UsageProblem("usage.option", `\`${command}\` has no option ${option}`, { remedy });
}
function decode2(command, values) {
  const text = (name) => {
    const value2 = values[name];
    return typeof value2 === "string" ? value2 : void 0;
  };
  if (command === "review" && text("base") === void 0) {
    const remedy = "For example: countercheck review --base origin/main";
    throw new UsageProblem("usage.value", "review needs --base REV", { remedy });
  }
  return {
    format: oneOf("format", text("format"), ["text", "json", "markdown"]) ?? "text",
    output: text("output"),
    overflow: oneOf("overflow", text("overflow"), ["check", "warn", "ignore"]),
    limit: positive("limit", text("limit"), { whole: false }),
    jobs: positive("jobs", text("jobs"), { whole: true }),
    bank: text("bank"),
    failOn: failOnOf2(text("fail-on")),
    retry: values["retry"] === true,
    replay: (oneOf("replay", text("replay"), ["on", "off"]) ?? "on") === "on",
    all: values["all"] === true,
    verbose: values["verbose"] === true,
    config: text("config"),
    base: text("base"),
    head: text("head"),
    html: text("html")
  };
}
function oneOf(option, value2, legal) {
  if (value2 === void 0) return void 0;
  const found = legal.find((word) => word === value2);
  if (found !== void 0) return found;
  const meant = nearest(value2, legal);
  const more = meant === void 0 ? {} : { remedy: `Did you mean ${meant}?` };
  throw new UsageProblem("usage.value", `--${option} is ${legal.join(" or ")}, not "${value2}"`, more);
}
function positive(option, value2, { whole }) {
  if (value2 === void 0) return void 0;
  const number = /^\d+(?:\.\d+)?$/u.test(value2) ? Number(value2) : 0;
  if (number > 0 && number <= 1e6 && (!whole || Number.isInteger(number))) return number;
  throw new UsageProblem("usage.value", `--${option} is a ${whole ? "whole " : ""}number above 0, not "${value2}"`);
}
function failOnOf2(value2) {
  if (value2 === void 0) return void 0;
  const read = parseFailOn(value2);
  if ("failOn" in read) return read.failOn;
  const remedy = `It is never, or a list of ${failOnList}.`;
  throw new UsageProblem("usage.value", `"${read.unknown}" is nothing that --fail-on knows`, { remedy });
}
function helpText(command) {
  if (command === void 0) {
    const list2 = Object.entries(commands).map(([name, { says: says2 }]) => `  ${name.padEnd(8)} ${says2}`);
    const more = [
      "  --help     this text, or that of a command: countercheck check --help",
      "  --version  the version"
    ];
    return `Proves annotated TypeScript functions, and shows the input that breaks them.

Commands
${list2.join("\n")}

${more.join("\n")}
`;
  }
  const rows = Object.entries(optionsOf(command)).map(([name, { short, value: value2, says: says2 }]) => {
    const flags = `${short === void 0 ? "    " : `-${short}, `}--${name}${value2 === void 0 ? "" : ` ${value2}`}`;
    return `  ${flags.padEnd(36)} ${says2}`;
  });
  const { usage, says } = commands[command];
  const list = `LIST may name ${failOnList}; the first three always fail.`;
  const codes = "Exit code: 0 nothing fails, 1 something fails, 2 wrong use, 3 our own failure, 130 interrupted.";
  return `${usage}

${says[0]?.toUpperCase()}${says.slice(1)}.

Options
${rows.join("\n")}

${list}
${codes}
`;
}
var shared, review, commands, check;
var init_cli_options = __esm({
  "src/cli-options.ts"() {
    "use strict";
    init_base();
    init_configuration();
    init_report();
    init_usage_problem();
    shared = {
      format: { type: "string", value: "text|json|markdown", says: "what the report looks like (text)" },
      output: { type: "string", short: "o", value: "FILE", says: "write the report to a file instead of stdout" },
      overflow: {
        type: "string",
        value: "check|warn|ignore",
        says: "integers beyond \xB1(2^53 \u2212 1): prove, list, ignore (warn)"
      },
      limit: { type: "string", value: "N", says: "multiples of the solver's default limit (1)" },
      jobs: { type: "string", short: "j", value: "N", says: "solvers at once (by cores and memory)" },
      bank: { type: "string", value: "DIR|off", says: "where proofs are remembered, or not at all" },
      "fail-on": { type: "string", value: "LIST", says: "never, or a list of what fails the run (refuted)" },
      retry: { type: "boolean", says: "ask again what was unproven last time" },
      replay: { type: "string", value: "on|off", says: "run functions on the inputs found (on)" },
      config: { type: "string", value: "FILE", says: "configuration to use instead of the nearest one" },
      verbose: { type: "boolean", short: "v", says: "derivations, the prover's words, what is left out" },
      help: { type: "boolean", short: "h", says: "this text" }
    };
    review = {
      base: { type: "string", value: "REV", says: "revision that the change is measured against" },
      head: { type: "string", value: "REV", says: "revision that is reviewed (the working tree)" },
      html: { type: "string", value: "FILE", says: "write the review as a page that looks like a pull request" }
    };
    commands = {
      check: { says: "check the contracts of files", usage: "countercheck check [files|folders|globs\u2026] [options]" },
      review: { says: "review a change as the bot would", usage: "countercheck review --base REV [--head REV] [options]" }
    };
    check = {
      all: { type: "boolean", says: "look at functions without a contract too: what breaks by itself" }
    };
  }
});

// src/revision-files.ts
function revisionFiles(git, commit, disk) {
  const tree = git.tree(commit);
  const folders = foldersOf([...tree.keys()]);
  const contents = /* @__PURE__ */ new Map();
  const first = [...tree].filter(([file]) => wanted.test(file));
  const blobs = git.blobs(first.map(([, id]) => id));
  for (const [i, [file]] of first.entries()) contents.set(file, blobs[i]);
  const inTree = (path7) => {
    if (path7 === git.root) return "";
    const inside = path7.startsWith(`${git.root}/`) ? path7.slice(git.root.length + 1) : void 0;
    return inside === void 0 || dependencies.test(inside) ? void 0 : inside;
  };
  const read = (file) => {
    const id = tree.get(file);
    if (id !== void 0 && !contents.has(file)) contents.set(file, git.blobs([id])[0]);
    return contents.get(file);
  };
  const atRevision = (path7, known, other) => {
    const file = inTree(path7);
    return file === void 0 ? other() : known(file);
  };
  return {
    readFile: (path7) => atRevision(path7, read, () => disk.readFile(path7)),
    fileExists: (path7) => atRevision(
      path7,
      (file) => tree.has(file),
      () => disk.fileExists(path7)
    ),
    directoryExists: (path7) => atRevision(
      path7,
      (file) => folders.has(file),
      () => disk.directoryExists(path7)
    ),
    readDirectory: (path7) => atRevision(
      path7,
      (file) => entriesOf2(file, folders),
      () => disk.readDirectory(path7)
    ),
    realPath: (path7) => atRevision(
      path7,
      () => path7,
      () => disk.realPath(path7)
    )
  };
}
function entriesOf2(folder, folders) {
  return folders.get(folder) ?? { files: [], directories: [] };
}
function foldersOf(files) {
  const folders = /* @__PURE__ */ new Map([["", { files: [], directories: [] }]]);
  const open = (folder) => {
    const known = folders.get(folder);
    if (known !== void 0) return known;
    const entries = { files: [], directories: [] };
    folders.set(folder, entries);
    open(parentOf(folder)).directories.push(nameOf(folder));
    return entries;
  };
  for (const file of files) open(parentOf(file)).files.push(nameOf(file));
  return folders;
}
function parentOf(path7) {
  return path7.includes("/") ? path7.slice(0, path7.lastIndexOf("/")) : "";
}
function nameOf(path7) {
  return path7.slice(path7.lastIndexOf("/") + 1);
}
var wanted, dependencies;
var init_revision_files = __esm({
  "src/revision-files.ts"() {
    "use strict";
    wanted = /\.(?:[cm]?tsx?|json|ya?ml)$/u;
    dependencies = /(?:^|\/)node_modules(?:\/|$)/u;
  }
});

// src/cli-review.ts
var cli_review_exports = {};
__export(cli_review_exports, {
  runReview: () => runReview
});


async function runReview(setting) {
  const place = placeOf3(setting);
  if (place.git === void 0) {
    throw new UsageProblem("usage.repository", "this folder lies in no git repository", { place: setting.world.cwd });
  }
  const range = rangeOf(place.git, setting);
  const diff = parseUnifiedDiff(place.git.diff(range.base, range.head));
  const disk = place.engine.nodeFileSystem;
  const files = range.head === void 0 ? disk : revisionFiles(place.git, range.head, disk);
  const selection = selectAt(place, files, range);
  const asked = {
    files,
    targets: selection.files,
    changed: new Map(diff.map((file) => [file.path, changedLines(file)]))
  };
  const ended = await runEngine(asked, place, setting);
  if (ended.kind === "interrupted") return interruptedCode;
  const base = revisionFiles(place.git, range.base, disk);
  const report = withNotices(ended.report, clauseLosses(diff, base, files, place.root));
  show(report, { diff, files, range }, place, setting);
  tellLeftOut(selection, setting);
  return exitCodeOf(report, setting, place.configuration);
}
function rangeOf(git, { options }) {
  const base = commitOf(git, options.base ?? "HEAD");
  const head2 = options.head === void 0 ? void 0 : commitOf(git, options.head);
  const start2 = git.mergeBase(base, head2 ?? commitOf(git, "HEAD"));
  if (start2 === void 0) {
    throw new UsageProblem(
      "usage.revision",
      `${options.base} and ${options.head ?? "HEAD"} have no common history here`
    );
  }
  return { base: start2, head: head2 };
}
function commitOf(git, revision) {
  const commit = git.commit(revision);
  if (commit === void 0) throw new UsageProblem("usage.revision", `git knows no commit "${revision}"`);
  return commit;
}
function selectAt(place, files, { head: head2 }) {
  const git = place.git;
  const listed2 = git === void 0 || head2 === void 0 ? git : { ...git, files: () => [...git.tree(head2).keys()] };
  return selectFiles({ ...place, cwd: place.root, args: [], files, git: listed2 });
}
function clauseLosses(diff, base, head2, root) {
  const text = (files, file) => {
    const bytes = files.readFile(external_node_path_namespaceObject.join(root, file));
    return bytes === void 0 ? void 0 : new TextDecoder().decode(bytes);
  };
  return diff.flatMap((file) => {
    if (file.basePath === void 0 || !/\.(?:[cm]?ts|tsx)$/u.test(file.path)) return [];
    const after = file.status === "deleted" ? void 0 : text(head2, file.path);
    const loss = clauseLoss(file.path, text(base, file.basePath), after);
    return loss === void 0 ? [] : [loss];
  });
}
function withNotices(report, notices) {
  return { ...report, notices: [...report.notices, ...notices] };
}
function show(report, change, place, setting) {
  const { options, world } = setting;
  const sources = sourcesOf(report, change.files, place.root);
  const failOn = options.failOn ?? place.configuration.failOn;
  const plan = planReview(report, change.diff, { sources, ...failOn === void 0 ? {} : { failOn } });
  const page = {
    title: `Review of ${options.head ?? "the working tree"} against ${options.base ?? ""}`,
    base: change.range.base.slice(0, 12),
    head: change.range.head?.slice(0, 12) ?? "working tree",
    diff: change.diff,
    body: plan.body,
    comments: plan.comments
  };
  if (options.html !== void 0) {
    const file = external_node_path_namespaceObject.resolve(world.cwd, options.html);
    writeReport(file, renderReviewHtml(page));
    world.stderr.write(`review written to ${(0,external_node_fs_namespaceObject.realpathSync)(file)}
`);
  }
  const text = options.format === "text" ? renderReviewText(page, textOptions(setting)) : rendered(report, sources, place, setting);
  if (options.html === void 0 || options.output !== void 0 || options.format !== "text") deliver(text, setting);
}
var init_cli_review = __esm({
  "src/cli-review.ts"() {
    "use strict";
    init_cli_check();
    init_cli_run();
    init_file_selection();
    init_report();
    init_revision_files();
    init_source();
    init_usage_problem();
  }
});

// src/cli-main.ts
async function main(words, world, parts, version) {
  try {
    const invocation = parseCommandLine(words);
    switch (invocation.kind) {
      case "help":
        world.stdout.write(helpText(invocation.command));
        return 0;
      case "version":
        world.stdout.write(`${version()}
`);
        return 0;
      case "run": {
        const setting = { world, parts, options: invocation.options };
        if (invocation.command === "check") return await runCheck(invocation.args, setting);
        const { runReview: runReview2 } = await Promise.resolve().then(() => (init_cli_review(), cli_review_exports));
        return await runReview2(setting);
      }
    }
  } catch (error) {
    if (error instanceof UsageProblem) {
      world.stderr.write(printable(usageText(error)));
      return 2;
    }
    world.stderr.write(
      `internal.bug This is a defect of ours, not of your code; please report it.
${printable(told(error))}
`
    );
    return 3;
  }
}
function told(error) {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
var init_cli_main = __esm({
  "src/cli-main.ts"() {
    "use strict";
    init_cli_check();
    init_cli_options();
    init_report();
    init_usage_problem();
  }
});

// src/parts.ts





function partsBeside(url) {
  const folder = external_node_path_namespaceObject.dirname((0,external_node_url_namespaceObject.fileURLToPath)(url));
  const engineFile = external_node_path_namespaceObject.join(folder, "engine", "index.js");
  return {
    loadEngine: () => {
      const { enginePart } = (0,external_node_module_namespaceObject.createRequire)(url)(engineFile);
      const openServices = (options) => enginePart.openServices({ build: buildOf(engineFile), ...options });
      return { ...enginePart, openServices };
    },
    z3WorkerFile: external_node_path_namespaceObject.join(folder, "z3", "index.js"),
    replayFile: external_node_path_namespaceObject.join(folder, "replay", "index.js")
  };
}
function buildOf(engineFile) {
  return (0,external_node_crypto_namespaceObject.createHash)("sha256").update((0,external_node_fs_namespaceObject.readFileSync)(engineFile)).digest("hex").slice(0, 16);
}
var init_parts = __esm({
  "src/parts.ts"() {
    "use strict";
  }
});

// src/cli-process.ts
var cli_process_exports = {};
__export(cli_process_exports, {
  runProcess: () => runProcess
});




async function runProcess(url) {
  external_node_process_namespaceObject.stdout.on("error", (error) => {
    if (error.code !== "EPIPE") throw error;
    external_node_process_namespaceObject.exit(external_node_process_namespaceObject.exitCode ?? 0);
  });
  const code = await main(external_node_process_namespaceObject.argv.slice(2), worldOfProcess(), partsBeside(url), () => versionBeside(url));
  if (code === interruptedCode) external_node_process_namespaceObject.exit(code);
  external_node_process_namespaceObject.exitCode = code;
}
function worldOfProcess() {
  return {
    cwd: external_node_process_namespaceObject.cwd(),
    env: external_node_process_namespaceObject.env,
    stdout: streamOf(external_node_process_namespaceObject.stdout),
    stderr: streamOf(external_node_process_namespaceObject.stderr),
    now: () => performance.now(),
    onInterrupt: (callback) => {
      const first = () => {
        external_node_process_namespaceObject.once("SIGINT", () => external_node_process_namespaceObject.exit(130));
        callback();
      };
      external_node_process_namespaceObject.once("SIGINT", first);
      external_node_process_namespaceObject.once("SIGTERM", first);
      return () => {
        external_node_process_namespaceObject.off("SIGINT", first);
        external_node_process_namespaceObject.off("SIGTERM", first);
      };
    }
  };
}
function streamOf(stream) {
  return { write: (text) => stream.write(text), isTerminal: stream.isTTY === true, columns: stream.columns };
}
function versionBeside(url) {
  const manifest = external_node_path_namespaceObject.join(external_node_path_namespaceObject.dirname((0,external_node_url_namespaceObject.fileURLToPath)(url)), "..", "package.json");
  const { version } = JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(manifest, "utf8"));
  return version;
}
var init_cli_process = __esm({
  "src/cli-process.ts"() {
    "use strict";
    init_cli_check();
    init_cli_main();
    init_parts();
  }
});

// src/cli.ts

var wanted2 = 24;
async function start() {
  const found = Number(external_node_process_namespaceObject.versions.node.split(".")[0]);
  if (found < wanted2) {
    external_node_process_namespaceObject.stderr.write(`countercheck needs Node ${wanted2} or newer; this is Node ${external_node_process_namespaceObject.versions.node}.
`);
    external_node_process_namespaceObject.exitCode = 2;
    return;
  }
  const { runProcess: runProcess2 } = await Promise.resolve().then(() => (init_cli_process(), cli_process_exports));
  await runProcess2(import.meta.url);
}
void start();

