/** The door of `ir`: the typed program. */

export { type Behaviour, behaviourOf, type Measure } from "./behaviour.js";
export {
  add,
  and,
  apply,
  arrayGet,
  arrayLength,
  arraySet,
  atMost,
  bigint,
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
  mapFound,
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
export { inheritedNames, isNoneOf, prototypeName } from "./inherited-names.js";
export type { Operator } from "./operator.js";
export type {
  Declined,
  Elementwise,
  Example,
  Executable,
  FunctionIR,
  Lifted,
  LiftedFact,
  LogicalFunction,
  OverflowMode,
  PathPlace,
  Program,
  ProgramCounts,
  RecursiveSum,
  SharedCase,
  Site,
} from "./program.js";
export { globalNames, textMemberNames } from "./replay-names.js";
export type { BigIntOperator, BitOperator, StringOperator } from "./scalar-operators.js";
export { showPlace, showSort, showStatement, showTerm } from "./show.js";
export type {
  ArraySort,
  DataConstructor,
  DataSort,
  DataType,
  DataTypes,
  Field,
  Foreign,
  FunctionSignature,
  MapForm,
  MapSort,
  OpaqueSort,
  Sort,
} from "./sort.js";
export {
  anySort,
  bigintSort,
  bool,
  dataType,
  deepFacts,
  doubleSort,
  everyElement,
  intSort,
  isMutable,
  lengthFact,
  natSort,
  realSort,
  representation,
  safeFacts,
  safeInteger,
  sameRepresentation,
  sizeOf,
  stringSort,
  typeFacts,
  unitSort,
} from "./sorts.js";
export type { Accessor, Argument, InPlace, Place, Statement } from "./statement.js";
export { type Bound, boundOf, callsIn, mentions, type Step, startOf, stateAt, stepOf } from "./step-recursion.js";
export { resultName, type Term, type Variable } from "./term.js";
export type { Value } from "./value.js";
export { binders, children, freeVariables, resolveOld, substitute, termsOfStep, withChildren } from "./walk.js";
