/**
 * Gives the one catalogue of everything a user can be told: stable dotted codes, each with severity, a title, what it
 * means and what to do. `docs/diagnostics.md` is generated from it. Relies on nothing.
 *
 * A code is never renamed; a code that is no longer used is deleted with the thing it spoke of.
 */
export type Severity = "error" | "warning" | "note";

export interface CatalogueEntry {
  readonly severity: Severity;
  /** Short name, lower case. */
  readonly title: string;
  /** What has happened, in a sentence or two. */
  readonly meaning: string;
  /** The next step. */
  readonly remedy: string;
}

export const catalogue = {
  "postcondition.refuted": {
    severity: "error",
    title: "postcondition broken",
    meaning: "The function was run on the input shown; every precondition held, and this `ensures` did not.",
    remedy:
      "Correct the body. If such an input is not meant, rule it out with `requires`; if the clause says too much, correct that.",
  },
  "postcondition.unproven": {
    severity: "warning",
    title: "postcondition not proved",
    meaning: "The prover could not show this `ensures`, and no failing run was found.",
    remedy:
      "Add an `assert` on the way to it, which may stand where the proof breaks off; or ask more of callers with `requires`; or say more in a loop's `invariant`.",
  },
  "absent.refuted": {
    severity: "error",
    title: "use of an absent value",
    meaning:
      "The function was run on the input shown and uses a value that is `undefined`, `null` or another member of its union.",
    remedy: "Test the value before it is used, or require that it is there.",
  },
  "absent.unproven": {
    severity: "warning",
    title: "value not proved to be present",
    meaning: "The prover could not show that this value is present, and no failing run was found.",
    remedy: "Test the value before it is used, or require that it is there.",
  },
  "assert.refuted": {
    severity: "error",
    title: "assertion broken",
    meaning: "The function was run on the input shown, and this `assert` did not hold.",
    remedy: "Correct the code before it, or the assertion.",
  },
  "assert.unproven": {
    severity: "warning",
    title: "assertion not proved",
    meaning: "The prover could not show this `assert`, and no failing run was found.",
    remedy: "Add a smaller `assert` before it, or strengthen the loop's `invariant`.",
  },
  "assumption.fails": {
    severity: "warning",
    title: "an assumption can fail",
    meaning: "A run on the input shown breaks something that was only assumed.",
    remedy: "Turn the assumption into a `requires`, or prove it with `assert`.",
  },
  "assumption.vacuous": {
    severity: "error",
    title: "assumptions contradict each other",
    meaning: "What is assumed at this point can never hold, so that whatever is proved after it says nothing.",
    remedy: "Correct the clauses that contradict each other.",
  },
  "done_with.refuted": {
    severity: "error",
    title: "`done_with` broken",
    meaning: "The function was run on the input shown, and this condition did not hold where the loop ended.",
    remedy: "Correct the clause, or what the loop does before it is left.",
  },
  "done_with.unproven": {
    severity: "warning",
    title: "`done_with` not proved",
    meaning: "The prover could not show that this condition holds wherever the loop ends.",
    remedy: "Strengthen the loop's `invariant`, or say less.",
  },
  "example.refuted": {
    severity: "error",
    title: "example fails",
    meaning: "The function was run on the arguments of this `example`, and what it says of them is false.",
    remedy: "Correct the body, or the example.",
  },
  "example.unproven": {
    severity: "warning",
    title: "example not settled",
    meaning: "Neither evaluating nor running the function on the arguments of this `example` settled it.",
    remedy: "Use arguments that the contract allows, and say of the result what a run can tell.",
  },
  "lemma.unproven": {
    severity: "warning",
    title: "lemma not proved",
    meaning:
      "`use` names a function that is not shown to keep its contract and to return, so that nothing is known from it.",
    remedy: "Prove the lemma first; a recursive one needs a `decreases`.",
  },
  "bank.warning": {
    severity: "note",
    title: "bank not used",
    meaning: "The bank could not be read or written in part; answers were computed anew.",
    remedy: "Remove the bank's file if this happens again.",
  },
  "clause.defined.refuted": {
    severity: "error",
    title: "clause has no meaning here",
    meaning: "On the input shown, this clause divides by zero, reads outside of an array, or uses an absent value.",
    remedy:
      "Correct what the body comes to, or guard the clause: `0 <= i && i < xs.length ==> …`, or `&&` before the part that needs it.",
  },
  "clause.defined.unproven": {
    severity: "warning",
    title: "clause not proved to have a meaning",
    meaning: "The prover could not show that this clause has a meaning wherever it is read.",
    remedy: "Guard the clause: write `i < xs.length ==> …` or `&&` before the part that needs it.",
  },
  "contract.not-runnable": {
    severity: "warning",
    title: "cannot be decided by a run",
    meaning:
      "A failing input was proposed, but the run cannot decide a clause on it, so that nothing is shown to be wrong.",
    remedy: "Bound the quantifiers of the clause: `forall(k, 0 <= k && k < n ==> …)`.",
  },
  "contracts.fewer": {
    severity: "warning",
    title: "fewer clauses than before",
    meaning: "The change leaves this file with fewer clauses than its base has.",
    remedy: "Make sure that the contracts were meant to go.",
  },
  "division.refuted": {
    severity: "error",
    title: "division by zero",
    meaning: "The function was run on the input shown and divides by zero.",
    remedy: "Guard the division, or require a divisor that is not zero.",
  },
  "division.unproven": {
    severity: "warning",
    title: "divisor not proved to differ from zero",
    meaning: "The prover could not show that this divisor differs from zero, and no failing run was found.",
    remedy: "State that the divisor is not zero: in `requires`, or by a guard.",
  },
  "exhaustive.refuted": {
    severity: "error",
    title: "falls out at the end",
    meaning: "The function was run on the input shown and ends without the value that its type promises.",
    remedy: "Add the case that is missing.",
  },
  "exhaustive.unproven": {
    severity: "warning",
    title: "not proved that a case is always taken",
    meaning:
      "The prover could not show that every way through the function ends with a value, and no failing run was found.",
    remedy: "Add the case that is missing, or require what rules it out.",
  },
  "files.left-out": {
    severity: "note",
    title: "files left out",
    meaning: "Files with contracts were not read.",
    remedy: "Look at `include` and `exclude` in the configuration.",
  },
  "function.verified": {
    severity: "note",
    title: "verified",
    meaning: "Every obligation of the function is proved.",
    remedy: "Nothing: the finding lists what the proof rests on.",
  },
  "index.refuted": {
    severity: "error",
    title: "index out of range",
    meaning: "The function was run on the input shown and reads an array outside of its bounds.",
    remedy: "Guard the read, or require what keeps the index in range.",
  },
  "index.unproven": {
    severity: "warning",
    title: "index not proved in range",
    meaning: "The prover could not show that this index lies inside the array, and no failing run was found.",
    remedy: "State the bounds of the index: in `requires`, or in the loop's `invariant`.",
  },
  "prototype.refuted": {
    severity: "error",
    title: "key that every object has",
    meaning:
      "The function was run on the input shown and reads a key that the object does not have itself, but has from `Object.prototype` (`constructor`, `toString` …), or writes `__proto__`, which sets the prototype.",
    remedy: "Use a `Map`, or an object made by `Object.create(null)`, or test the key with `Object.hasOwn` first.",
  },
  "prototype.unproven": {
    severity: "warning",
    title: "key not shown to be the object's own",
    meaning:
      "The prover could not show that this key is the object's own or no name on `Object.prototype`, and no failing run was found.",
    remedy: "Use a `Map`, or an object made by `Object.create(null)`, or test the key with `Object.hasOwn` first.",
  },
  "range.refuted": {
    severity: "error",
    title: "argument out of range",
    meaning:
      "The function was run on the input shown and calls a library member with an argument that it has no value for.",
    remedy: "Guard the call, or require what keeps the argument in range.",
  },
  "range.unproven": {
    severity: "warning",
    title: "argument not proved in range",
    meaning:
      "The prover could not show that this argument lies where the library member has a value, and no failing run was found.",
    remedy: "State the bounds of the argument: in `requires`, or in the loop's `invariant`.",
  },
  "integral.refuted": {
    severity: "error",
    title: "not an integer",
    meaning: "On the input shown, a value that is taken for an integer has a fraction.",
    remedy: "Round it, or mark its variable `real` or `double`.",
  },
  "integral.unproven": {
    severity: "warning",
    title: "not proved to be an integer",
    meaning: "The prover could not show that this value is an integer, and no failing run was found.",
    remedy: "Round it, or mark its variable `real` or `double`.",
  },
  "internal.bug": {
    severity: "error",
    title: "defect of ours",
    meaning: "Countercheck failed on this function; nothing is said of it. The other results stand.",
    remedy: "Please report it with the function's text.",
  },
  "invariant.initial.refuted": {
    severity: "error",
    title: "invariant does not hold at first",
    meaning: "The function was run on the input shown, and this `invariant` did not hold when the loop was reached.",
    remedy: "Correct what is before the loop, or the invariant.",
  },
  "invariant.initial.unproven": {
    severity: "warning",
    title: "invariant not proved at first",
    meaning:
      "The prover could not show that this `invariant` holds when the loop is reached, and no failing run was found.",
    remedy: "State what makes the invariant true at the start: in `requires`, or by an `assert` before the loop.",
  },
  "invariant.preserved.refuted": {
    severity: "error",
    title: "invariant not kept",
    meaning: "The function was run on the input shown, and this `invariant` did not hold after a turn of the loop.",
    remedy: "Correct the body of the loop, or the invariant.",
  },
  "invariant.preserved.unproven": {
    severity: "warning",
    title: "invariant not proved to be kept",
    meaning:
      "The prover could not show that each turn of the loop keeps this `invariant`, and no failing run was found.",
    remedy: "Add to the loop's invariants what this one needs: bounds of its variables, or what the loop leaves alone.",
  },
  "mark.refuted": {
    severity: "error",
    title: "value outside of its mark",
    meaning:
      "On the input shown, a value breaks what the type or mark of its place says: `nat`, `int`, or a union of literals.",
    remedy: "Correct the value, or the mark.",
  },
  "mark.unproven": {
    severity: "warning",
    title: "value not proved to be within its mark",
    meaning:
      "The prover could not show that this value is what the type or mark of its place says, and no failing run was found.",
    remedy: "State what keeps the value in range: in `requires`, or in the loop's `invariant`.",
  },
  "overflow.listed": {
    severity: "note",
    title: "may leave the exact integers",
    meaning: "This operation may leave ±(2^53 − 1); it is listed, not proved.",
    remedy: "Bound the inputs with `requires`, or say `//@ overflow check` or `//@ overflow ignore`.",
  },
  "overflow.refuted": {
    severity: "error",
    title: "integer beyond the exact ones",
    meaning: "On the input shown, an integer leaves the range ±(2^53 − 1) in which JavaScript's numbers are exact.",
    remedy: "Require bounds of the inputs, use `bigint`, or mark the value `double`.",
  },
  "overflow.unproven": {
    severity: "warning",
    title: "integer not proved to be exact",
    meaning: "The prover could not show that this integer stays within ±(2^53 − 1), and no failing run was found.",
    remedy: "Require bounds of the inputs, or state them in the loop's `invariant`.",
  },
  "precondition.refuted": {
    severity: "error",
    title: "precondition of a call broken",
    meaning: "The function was run on the input shown and calls another function outside of what that one requires.",
    remedy: "Guard the call, or require of this function what the called one needs.",
  },
  "precondition.unproven": {
    severity: "warning",
    title: "precondition of a call not proved",
    meaning:
      "The prover could not show that this call keeps what the called function requires, and no failing run was found.",
    remedy: "Say before the call what makes it right: a guard, a `requires`, or an `assert`.",
  },
  "recursion.decreases.refuted": {
    severity: "error",
    title: "recursion does not lower its measure",
    meaning: "The function was run on the input shown and calls itself without a smaller measure.",
    remedy: "Correct the `decreases` clause, or the call.",
  },
  "recursion.decreases.unproven": {
    severity: "warning",
    title: "recursion not proved to lower its measure",
    meaning: "The prover could not show that this recursive call has a smaller measure, and no failing run was found.",
    remedy: "State a measure that each recursive call lowers, and in `requires` what keeps it at least zero.",
  },
  "replay.off": {
    severity: "warning",
    title: "not run here",
    meaning:
      "A failing input was proposed, but this run may not execute code of the change, so that nothing is shown to be wrong.",
    remedy: "Run the command on a machine of your own.",
  },
  "requires.vacuous": {
    severity: "error",
    title: "preconditions contradict each other",
    meaning: "No input can satisfy the `requires` of this function, so that whatever is proved of it says nothing.",
    remedy: "Correct the clauses that contradict each other.",
  },
  "termination.unproven": {
    severity: "warning",
    title: "termination not proved",
    meaning: "Everything else is proved, but nothing shows that this loop or recursion comes to an end.",
    remedy:
      "Write `//@ decreases` with a value that falls at each turn and is at least 0; `//@ decreases *` asks for partial correctness only.",
  },
  "throw.refuted": {
    severity: "error",
    title: "throws where it may not",
    meaning: "The function was run on the input shown and throws, although none of its `throws` clauses held on entry.",
    remedy: "Widen the `throws` clause, or guard the throw.",
  },
  "throw.undeclared": {
    severity: "error",
    title: "undeclared throw",
    meaning: "The function was run on the input shown and throws, and no clause allows it.",
    remedy: "Declare it with `throws`, rule it out with `requires`, or return instead.",
  },
  "throw.unproven": {
    severity: "warning",
    title: "not proved that it throws only where it may",
    meaning:
      "The prover could not show that this is reached only where a `throws` clause allows it, and no failing run was found.",
    remedy: "State in `throws` when the function throws, or in `requires` that it does not.",
  },
  "variant.bounded.refuted": {
    severity: "error",
    title: "measure falls below zero",
    meaning: "The function was run on the input shown, and the loop goes on although its measure is below zero.",
    remedy: "Correct the `decreases` clause, or the loop's condition.",
  },
  "variant.bounded.unproven": {
    severity: "warning",
    title: "measure not proved to stay above zero",
    meaning:
      "The prover could not show that the loop's measure is at least zero while it goes on, and no failing run was found.",
    remedy: "State in the loop's `invariant` what keeps the measure at least zero.",
  },
  "variant.decreases.refuted": {
    severity: "error",
    title: "measure does not decrease",
    meaning: "The function was run on the input shown, and a turn of the loop did not lower its measure.",
    remedy: "Correct the `decreases` clause, or the loop.",
  },
  "variant.decreases.unproven": {
    severity: "warning",
    title: "measure not proved to decrease",
    meaning: "The prover could not show that each turn of the loop lowers its measure, and no failing run was found.",
    remedy: "State in the loop's `invariant` what bounds the measure's variables.",
  },
  "write.refuted": {
    severity: "error",
    title: "write out of range",
    meaning: "The function was run on the input shown and writes an array at an index below 0 or beyond its length.",
    remedy: "Guard the write, or require what keeps the index in range.",
  },
  "write.unproven": {
    severity: "warning",
    title: "write not proved in range",
    meaning:
      "The prover could not show that this write lies inside the array or just at its end, and no failing run was found.",
    remedy: "State the bounds of the index: in `requires`, or in the loop's `invariant`.",
  },
  "configuration.key": {
    severity: "error",
    title: "unknown configuration key",
    meaning: "The configuration has a key that means nothing here.",
    remedy: "Use one of the keys that the message lists.",
  },
  "configuration.syntax": {
    severity: "error",
    title: "configuration does not parse",
    meaning: "The configuration file is not JSON with comments.",
    remedy: "Correct the text at the place shown.",
  },
  "configuration.unreadable": {
    severity: "error",
    title: "configuration cannot be read",
    meaning: "The configuration file that was named does not exist or may not be read.",
    remedy: "Name a file that is there, or leave the option out.",
  },
  "configuration.value": {
    severity: "error",
    title: "wrong configuration value",
    meaning: "A key of the configuration has a value of the wrong kind.",
    remedy: "Write a value of the kind that the message names.",
  },
  "output.unwritable": {
    severity: "error",
    title: "output cannot be written",
    meaning: "The file that the report was to go to could not be written.",
    remedy: "Name a file in a folder that may be written.",
  },
  "github.bank-unavailable": {
    severity: "note",
    title: "the bank was not carried",
    meaning: "The Actions cache did not give or take the bank in time. Nothing is lost but time: all is proved anew.",
    remedy: "Nothing, unless it stays so; `bank: off` turns the bank off.",
  },
  "github.comment-refused": {
    severity: "warning",
    title: "a comment was refused",
    meaning: "GitHub did not take a comment at its line. What it says stands in the body of the review.",
    remedy: "Nothing: the finding is told all the same.",
  },
  "github.diff-incomplete": {
    severity: "warning",
    title: "the diff is longer than GitHub lists",
    meaning:
      "GitHub lists at most 3,000 files of a pull request and 300 of a comparison; everything is checked instead.",
    remedy: "Check out with `fetch-depth: 0`, so that the whole diff is read from git.",
  },
  "github.event-not-handled": {
    severity: "error",
    title: "event not handled",
    meaning: "The workflow was started by an event for which there is nothing to check.",
    remedy: "Run the action on `pull_request`, `push`, `merge_group` or `workflow_dispatch`.",
  },
  "github.event-unreadable": {
    severity: "error",
    title: "event not readable",
    meaning: "The environment or the event's payload lacks what a step of a workflow has.",
    remedy: "Run the action as a step of a GitHub workflow; on your own machine use the command.",
  },
  "github.head-moved": {
    severity: "note",
    title: "the pull request has moved on",
    meaning:
      "New commits came while this run was at work. Its review would speak of lines that are gone: none is posted.",
    remedy: "Nothing: the run for the new commits posts its own.",
  },
  "github.history-missing": {
    severity: "warning",
    title: "no history to compare with",
    meaning: "The commits that a change lies between are not there, so everything is checked instead of what changed.",
    remedy: "Check out with `fetch-depth: 0`, or give the token `contents: read`.",
  },
  "github.input-invalid": {
    severity: "error",
    title: "wrong input of the action",
    meaning: "An input under `with:` has a value that it cannot take.",
    remedy: "Use one of the values that the message names.",
  },
  "github.no-pull-request": {
    severity: "error",
    title: "event without pull request",
    meaning: "The event is said to be of a pull request, and its payload describes none.",
    remedy: "Run the action on the event itself, not on a payload made by hand.",
  },
  "github.permission-missing": {
    severity: "warning",
    title: "the token may not",
    meaning:
      "GitHub refused a request because the token lacks a permission, as on pull requests from forks. The findings are in the job summary and in annotations.",
    remedy: "Add the permission that the message names to the job; on forks nothing can be done.",
  },
  "github.request-failed": {
    severity: "warning",
    title: "a request to GitHub failed",
    meaning: "GitHub did not answer, or refused a request. The findings are in the job summary and in annotations.",
    remedy: "Run the job again; if it stays so, the message says what GitHub answered.",
  },
  "github.token-missing": {
    severity: "error",
    title: "no token",
    meaning: "The action reads the pull request and writes its review with a token, and was given none.",
    remedy: "Leave the input `token` out, so that the workflow's own is used, or name a secret that exists.",
  },
  "github.workspace-missing": {
    severity: "error",
    title: "nothing is checked out",
    meaning: "The workspace, or the folder that `working-directory` names, is not there or empty.",
    remedy:
      "Put `actions/checkout` before this action, and see that `working-directory` is a folder of the repository.",
  },
  "usage.command": {
    severity: "error",
    title: "unknown command",
    meaning: "The first word is not a command of countercheck.",
    remedy: "Use `check` or `review`; `countercheck --help` lists them.",
  },
  "usage.no-match": {
    severity: "error",
    title: "nothing to check there",
    meaning: "A path or pattern matches no TypeScript file that may be checked.",
    remedy: "Correct the path; files that git ignores, `.d.ts` files and what `exclude` names are left out.",
  },
  "usage.option": {
    severity: "error",
    title: "unknown option",
    meaning: "The command has no such option.",
    remedy: "Use the nearest one shown, or read `--help`.",
  },
  "usage.repository": {
    severity: "error",
    title: "no git repository here",
    meaning: "A review compares two revisions, and the folder lies in no git repository, or git cannot be run.",
    remedy: "Run it inside a clone, with git on the PATH.",
  },
  "usage.revision": {
    severity: "error",
    title: "unknown revision",
    meaning: "git knows no commit of this name here, or the two commits have no common history.",
    remedy: "Fetch the history that is missing (`git fetch --unshallow`), or name another revision.",
  },
  "usage.value": {
    severity: "error",
    title: "wrong value of an option",
    meaning: "An option has a value that it cannot take, or lacks one.",
    remedy: "Use one of the values that the message names.",
  },
  "annotation.block-comment": {
    severity: "error",
    title: "clause in a block comment",
    meaning: "A clause was written inside a block comment, where it is not read.",
    remedy: "Write it as a line comment of its own, starting with `//@`.",
  },
  "annotation.misplaced": {
    severity: "error",
    title: "clause in the wrong place",
    meaning: "The clause stands where it belongs to nothing, or to something that has no such clause.",
    remedy: "Move it to the place named: above the function, loop or statement, or first in its body.",
  },
  "annotation.syntax": {
    severity: "error",
    title: "clause does not parse",
    meaning: "The text of the clause is not in the annotation language, from the character shown on.",
    remedy:
      "Write the form that the message names; a condition is one of TypeScript, with `\\result`, `\\old(x)`, `==>` and `forall(k, …)` besides.",
  },
  "annotation.unknown": {
    severity: "error",
    title: "unknown clause",
    meaning: "The word after `//@` begins no clause, so that the line would have no effect.",
    remedy: "Write the word named, or leave out the `@` if it is an ordinary comment.",
  },
  "file.encoding": {
    severity: "warning",
    title: "file is not UTF-8",
    meaning: "The file holds bytes that are not UTF-8 text, so it was not read.",
    remedy: "Save it as UTF-8.",
  },
  "file.outside": {
    severity: "warning",
    title: "file lies outside the workspace",
    meaning: "The file's real path, links followed, lies outside the workspace root, so it was not read.",
    remedy: "Run from the folder that holds all of the project.",
  },
  "file.syntax": {
    severity: "warning",
    title: "file does not parse",
    meaning:
      "TypeScript found a syntax error in the file; functions that it touches get no verdict. Of a file that is nested too deeply none does.",
    remedy: "Correct the syntax error.",
  },
  "file.too-large": {
    severity: "warning",
    title: "file is over 1 MB",
    meaning: "Files over 1 MB are left out.",
    remedy: "Move the annotated functions to a smaller file.",
  },
  "file.unreadable": {
    severity: "warning",
    title: "file cannot be read",
    meaning: "The file could not be opened.",
    remedy: "Check that it exists and may be read.",
  },
  aliasing: {
    severity: "error",
    title: "two names for one changing object",
    meaning:
      "The function writes through one name to an object that another name reaches too; the prover knows each object by one owner.",
    remedy: "Write through the one path that owns the object, copy the object, or add `//@ requires distinct(a, b)`.",
  },
  "callee.unsupported": {
    severity: "error",
    title: "called function not read",
    meaning:
      "The function calls another that is outside the subset or whose annotations are invalid, so nothing is known of the call.",
    remedy: "Correct or contract the called function first.",
  },
  "clause.distinct": {
    severity: "error",
    title: "misplaced `distinct`",
    meaning:
      "`distinct(a, b)` stands alone or joined by `&&` in a `requires`, and names two parameters that are objects.",
    remedy: "Write `//@ requires distinct(a, b)` on a line of its own.",
  },
  "clause.measure": {
    severity: "error",
    title: "not a measure",
    meaning: "A termination measure is an integer, or several of them from the most significant on.",
    remedy: "Write an integer that gets smaller: `//@ decreases n - i`.",
  },
  "clause.old": {
    severity: "error",
    title: "misplaced `\\old`",
    meaning: "`\\old(e)` is the value of e at entry; it has no meaning in a clause that speaks of the entry itself.",
    remedy: "Write the expression without `\\old`.",
  },
  "clause.result": {
    severity: "error",
    title: "misplaced `\\result`",
    meaning: "`\\result` is the value that the function returns; only `ensures` can speak of it.",
    remedy: "Move the clause to an `ensures`.",
  },
  "clause.type": {
    severity: "error",
    title: "clause of a wrong type",
    meaning: "Part of the clause has another type than the place wants; a clause as a whole is a boolean.",
    remedy: "Correct the expression at the place shown.",
  },
  "clause.unknown-name": {
    severity: "error",
    title: "unknown name in a clause",
    meaning: "The clause names something that does not exist where it stands.",
    remedy:
      "Correct the name. Above a function its parameters, `\\result` and names of the module are known; what a local variable holds is said beside its statement, with `assert` or `invariant`.",
  },
  "typescript.error": {
    severity: "error",
    title: "type error",
    meaning: "TypeScript finds a fault inside the function, so that its meaning is not certain.",
    remedy: "Correct what TypeScript reports.",
  },
  "unsupported.call": {
    severity: "error",
    title: "call outside the subset",
    meaning: "The called function or method has no meaning to the prover.",
    remedy: "Contract the function, or write the operation with what the language has.",
  },
  "unsupported.class": {
    severity: "error",
    title: "class construct outside the subset",
    meaning:
      "A class that extends another, or whose objects come to be in a way that is not followed: fields that speak of `this`, a constructor that lets the object go or returns another, a decorator that may replace it.",
    remedy: "Move the logic to a function that takes what it needs.",
  },
  "unsupported.clause": {
    severity: "error",
    title: "clause not read yet",
    meaning: "The annotation is part of the language, but this version does not read it.",
    remedy: "Leave it out, or say the same with `requires`, `ensures` and `invariant`.",
  },
  "unsupported.constant": {
    severity: "error",
    title: "module state outside the subset",
    meaning:
      "Of what stands outside functions, constants that are primitive, and literals that nobody writes or exports, are known.",
    remedy: "Pass the value as a parameter.",
  },
  "unsupported.conversion": {
    severity: "error",
    title: "conversion outside the subset",
    meaning: "JavaScript would convert the value to another type here; the prover does not follow.",
    remedy: "Write the conversion out, or use one type.",
  },
  "unsupported.evaluation-order": {
    severity: "error",
    title: "effects between operands",
    meaning: "An operand that refers to an object is followed by one that may change it.",
    remedy: "Give the parts names, one statement each.",
  },
  "unsupported.expression": {
    severity: "error",
    title: "expression outside the subset",
    meaning: "The expression has no meaning to the prover.",
    remedy: "Write it with operators, calls of contracted functions and literals.",
  },
  "unsupported.fallthrough": {
    severity: "error",
    title: "case that falls through",
    meaning: "A case that declares a variable runs on into the next one.",
    remedy: "End the case with `break` or `return`, or declare the variable before the `switch`.",
  },
  "unsupported.function": {
    severity: "error",
    title: "function outside the subset",
    meaning:
      "Generators, functions that await, functions without a body or too long to be followed, and functions in whose place code of the project may put others.",
    remedy: "Write what is to be proved as a plain function or method of its own.",
  },
  "unsupported.function-value": {
    severity: "error",
    title: "function as a value",
    meaning: "Functions stored, passed or created inside a function are not read yet.",
    remedy: "Call a function of the module by its name.",
  },
  "unsupported.identity": {
    severity: "error",
    title: "identity of objects",
    meaning: "`===` on objects compares identities, which the prover does not know.",
    remedy: "Compare the fields or the elements.",
  },
  "unsupported.iteration": {
    severity: "error",
    title: "change of what is iterated",
    meaning: "The body of the loop may change the array that the loop goes through.",
    remedy: "Iterate by index, with an invariant.",
  },
  "unsupported.loose-equality": {
    severity: "error",
    title: "loose equality",
    meaning: "`==` converts its operands; it is read against null and undefined only.",
    remedy: "Write `===` or `!==`.",
  },
  "unsupported.mark": {
    severity: "error",
    title: "mark not read",
    meaning: "The mark of a number says nothing that can be used here.",
    remedy: "Mark parameters, fields and results with int, nat, real or double.",
  },
  "unsupported.name": {
    severity: "error",
    title: "name outside the subset",
    meaning: "The name stands for something that the prover does not know.",
    remedy: "Pass the value as a parameter.",
  },
  "unsupported.operator": {
    severity: "error",
    title: "operator outside the subset",
    meaning: "The operator is not read on these operands.",
    remedy: "Write it with arithmetic, comparison and `?:`.",
  },
  "unsupported.parameter": {
    severity: "error",
    title: "parameter outside the subset",
    meaning: "`this` parameters, and defaults that call, divide or name another object, are not read.",
    remedy: "Name each parameter.",
  },
  "unsupported.refine": {
    severity: "warning",
    title: "no body to check",
    meaning: "The function asks for its body to be derived from the contract, which is not in this version.",
    remedy: "Write the body, and delete `refine`.",
  },
  "unsupported.recursive-type": {
    severity: "error",
    title: "type that contains itself",
    meaning: "The type contains itself in a way that is not read: through a map, or through arrays alone.",
    remedy: "Let records hold themselves: in fields, in optional fields, or in arrays of records.",
  },
  "unsupported.statement": {
    severity: "error",
    title: "statement outside the subset",
    meaning: "The statement has no meaning to the prover.",
    remedy: "Write it with assignments, if, switch, loops, return and throw.",
  },
  "unsupported.this": {
    severity: "error",
    title: "use of `this`",
    meaning: "The object that the method runs on has no fields that are read, or one of a type that is not.",
    remedy: "Pass the value as a parameter.",
  },
  "unsupported.throw": {
    severity: "error",
    title: "throw outside the subset",
    meaning: "Errors of JavaScript itself are thrown, with a plain message.",
    remedy: 'Write `throw new RangeError("…")`.',
  },
  "unsupported.type-parameter": {
    severity: "error",
    title: "type parameter used as more than a value",
    meaning: "What this does depends on the type that the parameter stands for, of which nothing is known here.",
    remedy: "Say `//@ type T (==)` where values are compared by what they are; else write it for the concrete type.",
  },
  "unsupported.type": {
    severity: "error",
    title: "type outside the subset",
    meaning: "Values of this type have no meaning to the prover.",
    remedy: "Use numbers, booleans, strings, arrays, tuples, records and discriminated unions.",
  },
  "unsupported.variable": {
    severity: "error",
    title: "declaration outside the subset",
    meaning:
      "`using`, a `var` that is seen outside its block, or a pattern that takes apart what is not a record, array, tuple or dictionary.",
    remedy: "Declare each variable by a name of its own, with `const` or `let`.",
  },
} as const satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof catalogue;
