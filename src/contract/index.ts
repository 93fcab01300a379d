/** The door of `contract`: annotation text to clauses. */
export { closedChain } from "./chain.js";
export { commentLines, countClauses } from "./count-clauses.js";
export { type Keyword, keywordList, keywords, type Target } from "./keywords.js";
export { printClause, printExpression } from "./print.js";
export { type Annotations, type CommentText, readAnnotations } from "./read-annotations.js";
export type {
  BinaryOperator,
  Binder,
  ClauseSyntax,
  Expression,
  FormulaKeyword,
  Property,
  TypeSyntax,
  UnaryOperator,
} from "./syntax.js";
