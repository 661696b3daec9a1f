/** What is shared out adds up to exactly the amount given, whatever the weights. */

/** Gives `a * b / c` rounded towards minus infinity, exact for any integers a number can hold. */
function multiplyDivide(a: number, b: number, c: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return Math.floor(product / c);
  const [dividend, divisor] = [BigInt(a) * BigInt(b), BigInt(c)];
  const quotient = dividend / divisor;
  return Number(dividend % divisor < 0n ? quotient - 1n : quotient);
}

function sum(values: readonly number[]): number {
  let result = 0;
  for (let i = 0; i < values.length; i++) result += values[i]!;
  return result;
}

/** Gives the weight of an entry, by its number from 0 on. */
export type WeightOf = (entry: number) => number;

function weigh(length: number, weightOf: WeightOf): number[] {
  const weights = new Array<number>(length);
  for (let i = 0; i < length; i++) weights[i] = weightOf(i);
  return weights;
}

/**
 * The first of the choices whose weights can carry an amount. Weights below zero (a discount line) lower their own share,
 * unless they nearly cancel the others out, which would blow every share up: then only the others count.
 */
function usableWeights(length: number, choices: readonly WeightOf[]): readonly number[] | null {
  for (const weightOf of choices) {
    const weights = weigh(length, weightOf);
    let most = 0;
    for (let i = 0; i < length; i++) if (weights[i]! > 0) most += weights[i]!;
    if (most > 0) return sum(weights) * 2 >= most ? weights : weights.map((weight) => Math.max(0, weight));
  }
  return null;
}

/**
 * Shares an integer amount out in proportion to weights. What rounding leaves over goes, one count each, to the largest
 * remainders, the earlier first (Hamilton's method).
 * @param length how many entries there are.
 * @param choices ways to weigh them, the preferred first; the first that gives any of them a weight above zero is
 * used. When there is none, the first entry takes all.
 */
export function shareOut(amount: number, length: number, ...choices: readonly WeightOf[]): number[] {
  const shares = new Array<number>(length).fill(0);
  if (length === 0 || amount === 0) return shares;
  if (length === 1) return [amount];
  const weights = usableWeights(length, choices);
  if (!weights) {
    shares[0] = amount;
    return shares;
  }
  const total = sum(weights);
  const sign = amount < 0 ? -1 : 1;
  const size = amount * sign;
  let left = size;
  const remainders = new Array<number>(length).fill(0);
  for (let i = 0; i < length; i++) {
    const share = multiplyDivide(size, weights[i]!, total);
    shares[i] = share;
    left -= share;
    remainders[i] = fraction(size, weights[i]!, total, share);
  }
  if (length > FEW_ENTRIES) giveToSorted(shares, remainders, left);
  else giveToLargest(shares, remainders, left);
  return sign === 1 ? shares : shares.map((share) => (share === 0 ? 0 : -share));
}

/** So many are looked through for each count that is left rather than sorted: nearly all orders have a few lines. */
const FEW_ENTRIES = 16;

/** Each remainder is below 1 and they add up to `left`, so there are always more of them than counts. */
function giveToLargest(shares: number[], remainders: number[], left: number): void {
  for (let given = 0; given < left; given++) {
    let largest = 0;
    for (let i = 1; i < remainders.length; i++) if (remainders[i]! > remainders[largest]!) largest = i;
    shares[largest]! += 1;
    remainders[largest] = -1;
  }
}

function giveToSorted(shares: number[], remainders: readonly number[], left: number): void {
  if (left === 0) return;
  const largest = [...remainders.keys()].sort((one, other) => remainders[other]! - remainders[one]! || one - other);
  for (let i = 0; i < left; i++) shares[largest[i]!]! += 1;
}

/** Gives what `floor(a * b / c)` cut off, from 0 up to 1. */
function fraction(a: number, b: number, c: number, floor: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return (product - floor * c) / c;
  return Number(BigInt(a) * BigInt(b) - BigInt(floor) * BigInt(c)) / c;
}
