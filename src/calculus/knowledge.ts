/**
 * Gives what may be believed of a callee while a function is derived (SEMANTICS, section 5). The engine decides it:
 * it works component by component of the uses graph, callees first.
 */
export interface CalleeKnowledge {
  /** Its contract may be assumed: verified, or trusted on record. False of a refuted callee. */
  readonly facts: boolean;
  /** Its logical symbol has facts: proved total, and its calls satisfy their `requires`. */
  readonly logical: boolean;
  /** Verified and total: its contract may be used as a lemma. */
  readonly proved?: boolean;
  /** It lies in the component at work: its contract is known only where the measure is shown smaller. */
  readonly recursive: boolean;
  /** Its contract was proved of all integers, not only of the safe ones that runs are about. */
  readonly anyIntegers?: boolean;
}

export interface DeriveOptions {
  /**
   * Prove the contract of all integers: that the arguments are safe is then no fact, and guards overflow alone. A
   * contract that holds so may be used at calls whose arguments are not shown safe. Default: of safe integers.
   */
  readonly anyIntegers?: boolean;
}

export type Knowledge = (callee: string) => CalleeKnowledge;
