/** Takes numbers; gives choices by them, one after the other, and the first of each once they are used up. */
export interface Tape {
  /** A number below this one. */
  readonly choose: (count: number) => number;
  readonly pick: <T>(list: readonly T[]) => T;
}

export function openTape(numbers: readonly number[]): Tape {
  let at = 0;
  const choose = (count: number): number => (numbers[at++] ?? 0) % count;
  return {
    choose,
    pick: (list) => {
      const chosen = choose(list.length);
      for (const item of list.slice(chosen, chosen + 1)) return item;
      throw new Error("nothing to choose from");
    },
  };
}
