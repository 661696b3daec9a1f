/** A price changed by a percentage and then rounded, exact to the last 1/10,000. */
import { MONEY_SCALE } from '#shared/domain/money.ts';
import { type Entry, readDecimal } from '../../i18n/index.ts';

/** Percentages are counts of 1/10,000 of a percent: `12.5` is 125,000. */
const PERCENT_DECIMALS = 4;
const HUNDRED_PERCENT = 100n * 10n ** BigInt(PERCENT_DECIMALS);

/** A price ends as these say: a multiple of `unit` and then `ending`, both in 1/10,000. */
export interface Rounding {
  readonly unit: number;
  readonly ending: number;
}

/** What a price may end in; `cent` is what the currency itself has. */
export const ROUNDINGS = ['cent', '0.05', '0.10', '0.50', '1', '.90', '.99', '9'] as const;
export type RoundingName = (typeof ROUNDINGS)[number];

/** Gives a rounding by its name. @param decimals of the currency. */
export function roundingOf(name: RoundingName, decimals: number): Rounding {
  switch (name) {
    case 'cent':
      return { unit: MONEY_SCALE / 10 ** decimals, ending: 0 };
    case '.90':
      return { unit: MONEY_SCALE, ending: 9_000 };
    case '.99':
      return { unit: MONEY_SCALE, ending: 9_900 };
    case '9':
      return { unit: 10 * MONEY_SCALE, ending: 9 * MONEY_SCALE };
    default:
      return { unit: Math.round(Number(name) * MONEY_SCALE), ending: 0 };
  }
}

/** Reads `-10`, `12.5 %` or `+3,5` as a count of 1/10,000 of a percent; a price cannot fall by more than 100 %. */
export function readPercent(text: string): Entry<number> {
  const entry = readDecimal(text.normalize('NFKC').replace('%', ''), PERCENT_DECIMALS);
  return 'value' in entry && BigInt(entry.value) < -HUNDRED_PERCENT ? { problem: 'negative' } : entry;
}

/** Gives the price after a percentage, half a count away from zero, and after rounding. */
export function changePrice(price: number, percent: number, rounding: Rounding): number {
  const raised = divideRounded(BigInt(price) * (HUNDRED_PERCENT + BigInt(percent)), HUNDRED_PERCENT);
  return roundPrice(Number(raised), rounding);
}

/** Gives the nearest price that ends as asked, the dearer of two that are as near; never one below the first such price. */
export function roundPrice(price: number, { unit, ending }: Rounding): number {
  if (price === 0) return 0;
  const steps = Math.floor((2 * (price - ending) + unit) / (2 * unit));
  // Nothing that costs something is given away by rounding.
  const least = ending === 0 ? 1 : 0;
  return Math.max(least, steps) * unit + ending;
}

function divideRounded(count: bigint, by: bigint): bigint {
  return (2n * count + by) / (2n * by);
}
