/** The door of `semantics`: programs and values to values, JavaScript's meaning. */
export { clauseAsDoubles, sortAsDouble, theoryAsDoubles, valueAsDouble } from "./as-doubles.js";
export { sameValue } from "./equality.js";
export { evaluate, truth } from "./evaluate.js";
export {
  type Environment,
  type Evaluated,
  type Hazard,
  type Theory,
  type Unknown,
  whyUnknown,
} from "./evaluation.js";
export { type InterpretOptions, interpret } from "./interpret.js";
export type { Broken, BrokenKind, Interpreted } from "./interpretation.js";
export { type OnHead, progress } from "./interpreter-run.js";
export { type MapValue, withEntry } from "./maps.js";
export { asRun, fromObserved, numberOf, type Read, type Tagged, toJavaScript } from "./observed.js";
export { applyOperator, type StrictOperator } from "./operators.js";
export { doubleOfRational, rationalOfDouble } from "./rational.js";
export type { EvaluationOptions, Meter } from "./scope.js";
export { showKey, showNumber, showString, showValue } from "./show.js";
