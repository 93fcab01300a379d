/** The door of `contract`: annotation text to clauses. */
export type {
  BinaryOperator,
  Binder,
  ClauseSyntax,
  Expression,
  FormulaKeyword,
  TypeSyntax,
  UnaryOperator,
} from "./syntax.js";
