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
  for (const value of values) result += value;
  return result;
}

/**
 * The first of the choices whose weights can carry an amount. Weights below zero (a discount line) lower their own share,
 * unless they nearly cancel the others out, which would blow every share up: then only the others count.
 */
function usableWeights(choices: readonly (readonly number[])[]): readonly number[] | null {
  for (const weights of choices) {
    let most = 0;
    for (const weight of weights) if (weight > 0) most += weight;
    if (most > 0) return sum(weights) * 2 >= most ? weights : weights.map((weight) => Math.max(0, weight));
  }
  return null;
}

/**
 * Shares an integer amount out in proportion to weights. What rounding leaves over goes, one count each, to the largest
 * remainders, the earlier first (Hamilton's method).
 * @param choices sets of weights of equal length, the preferred first; the first that has a weight above zero is
 * used. When there is none, the first entry takes all.
 */
export function shareOut(amount: number, ...choices: readonly (readonly number[])[]): number[] {
  const length = choices[0]?.length ?? 0;
  const shares = new Array<number>(length).fill(0);
  if (length === 0 || amount === 0) return shares;
  if (length === 1) return [amount];
  const weights = usableWeights(choices);
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
  if (left > 0) {
    const largest = [...remainders.keys()].sort((one, other) => remainders[other]! - remainders[one]! || one - other);
    for (let i = 0; i < left; i++) shares[largest[i % length]!]! += 1;
  }
  return sign === 1 ? shares : shares.map((share) => (share === 0 ? 0 : -share));
}

/** Gives what `floor(a * b / c)` cut off, from 0 up to 1. */
function fraction(a: number, b: number, c: number, floor: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return (product - floor * c) / c;
  return Number(BigInt(a) * BigInt(b) - BigInt(floor) * BigInt(c)) / c;
}
