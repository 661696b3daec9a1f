/**
 * Money is an integer count of 1/10,000 of the currency unit (SQL `DECIMAL(19,4)`), never a fraction.
 * JavaScript numbers hold such counts exactly up to 2^53, about 900 billion currency units.
 */

/** How many counts make one currency unit. */
export const MONEY_SCALE = 10_000;
const DECIMALS = 4;

/** The largest amount that one field of one order may hold: 10 billion currency units, so that 90 such rows still add up exactly. */
export const MAX_AMOUNT = 10_000_000_000 * MONEY_SCALE;

/** Gives a count as a decimal string with all four decimals: `25500` is `"2.5500"`. Exact also for sums beyond 2^53 given as bigint. */
export function moneyToDecimal(count: number | bigint): string {
  const value = BigInt(count);
  const digits = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  return `${value < 0n ? '-' : ''}${whole}.${digits.slice(-DECIMALS)}`;
}

/** Gives the currency units of a count as a number, for drawing only: never add up what it returns. */
export function moneyToUnits(count: number): number {
  return count / MONEY_SCALE;
}

/** Gives the count of currency units that a drawing names, such as a mark on its axis. */
export function moneyFromUnits(units: number): number {
  return Math.round(units * MONEY_SCALE);
}
