/** What staff type or paste, read exactly: no fraction ever stands between the text and the count. */
import { MAX_AMOUNT } from '#shared/domain/money.ts';
import { type Entry, plainText, readDecimal } from '../../i18n/index.ts';

/** What is said of a stock: what was counted, or how many more or fewer there are. Both in 1/1,000. */
export type StockEntry = { readonly counted: number } | { readonly delta: number };

/** A billion pieces, as the contract takes. */
const MOST_STOCK = 1_000_000_000_000;
const PRICE_DECIMALS = 4;
const QUANTITY_DECIMALS = 3;

/** Reads an amount as the count of 1/10,000. */
export function readPrice(text: string): Entry<number> {
  const entry = readDecimal(text, PRICE_DECIMALS);
  if ('problem' in entry) return entry;
  if (entry.value < 0) return { problem: 'negative' };
  return entry.value > MAX_AMOUNT ? { problem: 'tooLarge' } : entry;
}

/** Reads a stock: `12` is what was counted, `+3` and `-2` are differences. */
export function readStock(text: string): Entry<StockEntry> {
  const entry = readDecimal(text, QUANTITY_DECIMALS);
  if ('problem' in entry) return entry;
  if (Math.abs(entry.value) > MOST_STOCK) return { problem: 'tooLarge' };
  const signed = /^[+-]/.test(plainText(text));
  return { value: signed ? { delta: entry.value } : { counted: entry.value } };
}
