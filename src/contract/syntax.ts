/**
 * Gives the syntax of annotations: clauses and their expressions, with the span of every node in the file.
 * Expressions are those of TypeScript without effects, and the contract language's own forms (ANNOTATIONS, "Expressions").
 * The frontend also turns the pure parts of code into this syntax, so that one elaborator gives both their meaning.
 */
import type { Span } from "../source/index.js";

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "**"
  | "<"
  | "<="
  | ">"
  | ">="
  | "==="
  | "!=="
  | "=="
  | "!="
  | "&&"
  | "||"
  | "??"
  | "==>"
  | "<==>"
  | "in"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>";

export type UnaryOperator = "!" | "-" | "+" | "~" | "typeof";

export interface Binder {
  readonly name: string;
  readonly type: TypeSyntax | undefined;
  readonly span: Span;
}

/** A type as written in a clause: its text, resolved by the frontend. */
export interface TypeSyntax {
  readonly text: string;
  readonly span: Span;
}

/** A field of an object literal, or `...value`, whose name is then empty. */
export interface Property {
  readonly name: string;
  /** `[key]: value`, where the name is not known; `name` is then empty. */
  readonly key?: Expression;
  readonly value: Expression;
  readonly span: Span;
  /** Its fields stand here. `tag` says which member of a union it is taken for; that it is this one is owed. */
  readonly spread?: {
    readonly tag: string | number | boolean | undefined;
    /** Of its optional fields: the names of booleans that say of one that is undefined whether it is there. */
    readonly there?: ReadonlyMap<string, string>;
    /** By `Object.assign`, which sets the prototype where a spread makes a key `__proto__`. */
    readonly assigned?: true;
  };
}

export type Expression =
  | { readonly kind: "number"; readonly text: string; readonly value: number; readonly span: Span }
  | { readonly kind: "bigint"; readonly value: bigint; readonly span: Span }
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "null"; readonly span: Span }
  | { readonly kind: "undefined"; readonly span: Span }
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | { readonly kind: "this"; readonly span: Span }
  | { readonly kind: "result"; readonly span: Span }
  | { readonly kind: "old"; readonly of: Expression; readonly span: Span }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly operatorSpan: Span;
      readonly span: Span;
    }
  | {
      readonly kind: "conditional";
      readonly condition: Expression;
      readonly then: Expression;
      readonly else: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "member";
      readonly object: Expression;
      readonly property: string;
      readonly propertySpan: Span;
      readonly optional: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "index";
      readonly object: Expression;
      readonly index: Expression;
      readonly optional: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly callee: Expression;
      readonly args: readonly Expression[];
      readonly optional: boolean;
      readonly span: Span;
    }
  | { readonly kind: "array"; readonly items: readonly Expression[]; readonly span: Span }
  | {
      readonly kind: "object";
      readonly properties: readonly Property[];
      readonly span: Span;
    }
  /** `of!`; with a member, in code, that one of a mixed union for which TypeScript takes the value: owed all the same. */
  | { readonly kind: "nonNull"; readonly of: Expression; readonly member?: string; readonly span: Span }
  /** `...e`, as an item of an array or an argument of a call. */
  | { readonly kind: "spread"; readonly of: Expression; readonly span: Span }
  | {
      readonly kind: "quantifier";
      readonly quantifier: "forall" | "exists";
      readonly binder: Binder;
      readonly body: Expression;
      /** Written without the backslash: a function of this name in scope wins, and it is then a call of that. */
      readonly bare?: true;
      /** That call, of all that stands in the parentheses; on the outermost of several quantifiers. */
      readonly asCall?: Expression;
      readonly span: Span;
    }
  /** `x => e`, `(x, i) => e`: an argument of a call. */
  | { readonly kind: "lambda"; readonly parameters: readonly Binder[]; readonly body: Expression; readonly span: Span }
  /** `const name = value` before the rest of a function's body; code only. */
  | {
      readonly kind: "let";
      readonly name: string;
      readonly value: Expression;
      readonly body: Expression;
      readonly span: Span;
    }
  /** TypeScript that a clause of this version declines by name: a function, a spread, a regular expression … */
  | { readonly kind: "unsupported"; readonly construct: string; readonly span: Span };

/** Keywords that carry one boolean expression. `\\sum`, `\\count`, `\\perm` are calls of names with the backslash. */
export type FormulaKeyword =
  | "requires"
  | "ensures"
  | "throws"
  | "example"
  | "invariant"
  | "assert"
  | "assume"
  | "done_with";

/**
 * `text` is what stands after the keyword, `span` goes from the keyword to the end of the text, and `comment` over the
 * whole comment, further lines included.
 */
export type ClauseSyntax =
  | {
      readonly keyword: FormulaKeyword;
      readonly expression: Expression;
      /** From a JSDoc tag. A `throws` of this kind that is not of type boolean is documentation. */
      readonly jsdoc?: true;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  /** `decreases e` or `decreases [e, f]` / `decreases e, f`; `"*"` asks for partial correctness. */
  | {
      readonly keyword: "decreases";
      readonly measure: readonly Expression[] | "*";
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | {
      readonly keyword: "type";
      readonly subject: string;
      readonly type: TypeSyntax;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | {
      readonly keyword: "verify" | "pure" | "skip" | "autohavoc" | "safe-slice" | "backend" | "refine";
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | {
      readonly keyword: "overflow";
      readonly mode: "check" | "warn" | "ignore";
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | { readonly keyword: "contract"; readonly text: string; readonly span: Span; readonly comment: Span }
  /** Parameters and fields: `a`, `this.b`. */
  | {
      readonly keyword: "modifies";
      readonly places: readonly Expression[];
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | {
      readonly keyword: "use";
      readonly lemma: Extract<Expression, { kind: "call" }>;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  | {
      readonly keyword: "ghost";
      /** `ghost let`, with a type if one is written; without it is an assignment. */
      readonly declares: boolean;
      readonly name: string;
      readonly nameSpan: Span;
      readonly type: TypeSyntax | undefined;
      readonly value: Expression;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  /** `key` is empty, or the name of the calls that are meant: `replace`, `JSON.parse`. */
  | {
      readonly keyword: "havoc";
      readonly key: string;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  /** `member` is empty, or `N.m`: a member of an imported namespace or object. */
  | {
      readonly keyword: "extern";
      readonly member: string;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  /** `declaration` is what TypeScript would say: `interface N { … }` or `type N = T`. */
  | {
      readonly keyword: "declare-type";
      readonly name: string;
      readonly declaration: string;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    }
  /** `declaration` is the import as TypeScript would say it. */
  | {
      readonly keyword: "import";
      readonly declaration: string;
      readonly text: string;
      readonly span: Span;
      readonly comment: Span;
    };
