/** A stream of numbers that is the same for the same seed on every machine (sfc32, C. Doty-Humphrey, PractRand). */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of these. */
  from<Item>(items: readonly Item[]): Item;
}

/** Gives a stream for a seed; streams of different names are independent of each other. */
export function createRandom(seed: number, name: string): Random {
  let a = seed | 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const step = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (const character of name) {
    b ^= character.codePointAt(0)!;
    step();
  }
  for (let round = 0; round < 12; round++) step();
  const next = () => step() / 0x1_0000_0000;
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    from: (items) => items[below(items.length)]!,
  };
}

/** Gives a function that picks an index with the probability of its weight. */
export function createPicker(weights: readonly number[]): (random: Random) => number {
  const sums = new Float64Array(weights.length);
  let sum = 0;
  for (const [index, weight] of weights.entries()) {
    sum += weight;
    sums[index] = sum;
  }
  return (random) => {
    const target = random.next() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
