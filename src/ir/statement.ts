/**
 * Gives statements: the only things with effects. All partial operations inside their terms owe their conditions at the
 * statement, evaluated left to right under the guards of `and`, `or`, `implies` and `ite`.
 * Variables of a function have names of their own (shadowing is resolved by the frontend), and a parameter is never
 * re-pointed: it changes only through paths, so that in clauses it always names the argument passed.
 */
import type { Span } from "../source/index.js";
import type { Clause, Variant } from "./contract.js";
import type { Term, Variable } from "./term.js";

/** A path from a variable to a part of its value. */
export interface Place {
  readonly root: Variable;
  readonly path: readonly Accessor[];
}

export type Accessor =
  | { readonly kind: "index"; readonly index: Term; readonly span: Span }
  /** Of a map; writing it adds the key where it is new, a way through it owes that the key is there. */
  | { readonly kind: "key"; readonly key: Term; readonly span: Span }
  | { readonly kind: "field"; readonly constructor: string; readonly field: string; readonly span: Span };

export interface Argument {
  readonly value: Term;
  /** Present where the callee may change the argument: the place that then holds the changed value. */
  readonly place?: Place;
}

/**
 * What becomes of the slots of an object that is changed in place: they all stay and more may come (`push`, `set`), or
 * they may hold something else afterwards, or be gone (`splice`, `sort`, `pop`, `delete`, `length = 0`).
 * Soundness: without it the slot gets another object, and other names of the old one keep what it was.
 */
export type InPlace = "grows" | "rearranges";

export type Statement =
  /** Declares a variable; without a value it is arbitrary until assigned. */
  | {
      readonly kind: "let";
      readonly variable: Variable;
      readonly value?: Term;
      /** Proof-only: the value is read as a clause is, and owes no more than a clause owes. */
      readonly ghost?: true;
      readonly span: Span;
    }
  /** `target := value`. Assigning an array's slot at its length grows it by one. */
  | {
      readonly kind: "assign";
      readonly target: Place;
      readonly value: Term;
      /** Present where the slot keeps its object and the value is that object's new content: `push`, `sort`, `length = 0`. */
      readonly inPlace?: InPlace;
      /** The variable that has got the element which leaves the array: `pop`, `shift`. */
      readonly leaves?: Variable;
      readonly ghost?: true;
      readonly span: Span;
    }
  | { readonly kind: "block"; readonly body: readonly Statement[]; readonly span: Span }
  | {
      readonly kind: "if";
      readonly condition: Term;
      readonly then: Statement;
      readonly else: Statement;
      readonly span: Span;
    }
  | {
      readonly kind: "loop";
      /** Exits `break` and `continue` name it; unique in the function. */
      readonly label: string;
      /** Statements that evaluate parts of the condition with effects; usually empty. Run before each test. */
      readonly prelude: readonly Statement[];
      readonly condition: Term;
      readonly body: Statement;
      /** Runs after the body and after `continue`; the `i++` of a `for`. */
      readonly step: Statement;
      readonly invariants: readonly Clause[];
      readonly variant?: Variant;
      /** Shown at each `break` and at the normal exit; known after the loop. */
      readonly doneWith?: readonly Clause[];
      /** The loop statement in the source. */
      readonly span: Span;
    }
  /** A block that `break label` leaves: a `switch`, or a labelled block. */
  | { readonly kind: "labelled"; readonly label: string; readonly body: Statement; readonly span: Span }
  | { readonly kind: "break"; readonly label: string; readonly span: Span }
  | { readonly kind: "continue"; readonly label: string; readonly span: Span }
  | { readonly kind: "return"; readonly value?: Term; readonly span: Span }
  /** `error` is the class thrown, for messages: "RangeError". */
  | { readonly kind: "throw"; readonly error: string; readonly span: Span }
  /** `target` is an already declared variable that receives the value. Known by the callee's contract alone. */
  | {
      readonly kind: "call";
      readonly target?: Variable;
      /**
       * An already declared boolean: present where the caller goes on when the callee throws, and then says whether it
       * did. Of a call that threw only this is known: it may do so, and what it may change is arbitrary.
       */
      readonly threw?: Variable;
      readonly callee: string;
      readonly args: readonly Argument[];
      readonly span: Span;
    }
  /** To prove, then known. `owes` says what kind of obligation it is: the author's `assert`, or a hazard the frontend found. */
  | {
      readonly kind: "assert";
      readonly clause: Clause;
      readonly owes: "assert" | "mark" | "exhaustive" | "prototype";
      readonly span: Span;
    }
  /** To trust; listed with every verdict that rests on it. */
  | { readonly kind: "assume"; readonly clause: Clause; readonly span: Span }
  /** The contract of a proved function as a lemma: its `requires` is shown, its `ensures` is known from here on. */
  | {
      readonly kind: "use";
      readonly callee: string;
      readonly args: readonly Term[];
      readonly text: string;
      readonly span: Span;
    }
  /**
   * The array's elements in the order of a stable sort: `positions[k]` is where the element at k was before, `places[k]`
   * where the one at k comes to be, `result` the elements in their new order. All three are new variables.
   */
  | {
      readonly kind: "order";
      readonly array: Term;
      /** Below 0 where `left` comes first, above 0 where `right` does; not a number counts as 0. */
      readonly comparison: { readonly left: Variable; readonly right: Variable; readonly term: Term };
      readonly positions: Variable;
      readonly places: Variable;
      readonly result: Variable;
      /** The elements at the positions, for who follows objects. */
      readonly value: Term;
      /** What is true of the three by ECMA-262, section 23.1.3.30, whatever the comparison does; nothing in it is owed. */
      readonly known: Term;
      readonly span: Span;
    }
  /**
   * Code that is not in the model: what it may have changed is arbitrary from here on. That it ends normally, and is not
   * seen by anything else, is trusted. `made` among the variables is new; the others may be kept by it.
   */
  | {
      readonly kind: "havoc";
      readonly variables: readonly Variable[];
      readonly made?: Variable;
      /** It names a value of which nothing is read, which may be or hold any object. */
      readonly unread?: true;
      /** What is trusted, for the list of assumptions. */
      readonly text: string;
      readonly span: Span;
    };
