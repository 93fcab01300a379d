/** The door of `ir`: the typed program. */

export {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  bool as boolTerm,
  double,
  exists,
  falseTerm,
  field,
  forall,
  iff,
  implies,
  int,
  is,
  isFalse,
  isTrue,
  ite,
  lessThan,
  mapDelete,
  mapEmpty,
  mapGet,
  mapHas,
  mapKeys,
  mapPosition,
  mapSet,
  mapSize,
  not,
  or,
  realOf,
  same,
  string,
  subtract,
  tabulate,
  trueTerm,
  unit,
  use,
  variable,
  withField,
} from "./builders.js";
export type {
  Assumption,
  AssumptionKind,
  Clause,
  EffectiveContract,
  SharedChange,
  SharedPlace,
  SharedPlaces,
  SharingSummary,
  Variant,
} from "./contract.js";
export { inCase } from "./in-case.js";
export type { Operator } from "./operator.js";
export type {
  Declined,
  Example,
  Executable,
  FunctionIR,
  Lifted,
  LiftedFact,
  LogicalFunction,
  OverflowMode,
  Program,
  ProgramCounts,
  SharedCase,
  Site,
} from "./program.js";
export { globalNames, textMemberNames } from "./replay-names.js";
export type { BitOperator, StringOperator } from "./scalar-operators.js";
export { showPlace, showSort, showStatement, showTerm } from "./show.js";
export type {
  ArraySort,
  DataConstructor,
  DataSort,
  DataType,
  DataTypes,
  Field,
  MapForm,
  MapSort,
  Sort,
} from "./sort.js";
export {
  bool,
  dataType,
  doubleSort,
  everyElement,
  intSort,
  isMutable,
  natSort,
  realSort,
  representation,
  sameRepresentation,
  stringSort,
  typeFacts,
  unitSort,
} from "./sorts.js";
export type { Accessor, Argument, InPlace, Place, Statement } from "./statement.js";
export { resultName, type Term, type Variable } from "./term.js";
export type { Value } from "./value.js";
export { binders, children, freeVariables, resolveOld, substitute, termsOfStep, withChildren } from "./walk.js";
