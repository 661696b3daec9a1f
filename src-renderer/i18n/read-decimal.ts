/** Figures as people type or paste them, read exactly: no fraction ever stands between the text and the count. */

/** Why a text was not taken. */
export type EntryProblem = 'empty' | 'notANumber' | 'tooPrecise' | 'negative' | 'tooLarge';
export type Entry<Value> = { readonly value: Value } | { readonly problem: EntryProblem };

/** What spreadsheets put around a figure. */
const AROUND = /\s|['’]|[¥$€£₩]|元$|^[A-Z]{3}|[A-Z]{3}$/g;

/**
 * Reads a decimal as the count of its last decimal. Where only a comma stands, it divides thousands if three digits follow it,
 * else it is the decimal point of those who write it so.
 */
export function readDecimal(text: string, decimals: number): Entry<number> {
  const plain = plainText(text);
  if (plain === '') return { problem: 'empty' };
  const parts = /^([+-]?)([\d.,]*\d[\d.,]*)$/.exec(plain);
  const [whole, fraction] = splitNumber(parts?.[2] ?? '');
  if (whole === null || fraction === undefined) return { problem: 'notANumber' };
  if (fraction.slice(decimals).replaceAll('0', '') !== '') return { problem: 'tooPrecise' };
  const count = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (count > BigInt(Number.MAX_SAFE_INTEGER)) return { problem: 'tooLarge' };
  const value = Number(count);
  return { value: parts?.[1] === '-' && value !== 0 ? -value : value };
}

/** Full-width digits and signs become plain ones; a typographic minus becomes one that is typed. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replaceAll(/[\u2212\u2013]/g, '-')
    .replaceAll(AROUND, '');
}

function splitNumber(digits: string): readonly [whole: string | null, fraction?: string] {
  const point = pointOf(digits);
  const whole = point === null ? digits : digits.slice(0, point);
  const fraction = point === null ? '' : digits.slice(point + 1);
  const isGrouped = /^\d{1,3}(,\d{3})+$/.test(whole) || /^\d{1,3}(\.\d{3})+$/.test(whole);
  if (!isGrouped && !/^\d*$/.test(whole)) return [null];
  return /^\d*$/.test(fraction) && whole + fraction !== '' ? [whole.replaceAll(/[.,]/g, '') || '0', fraction] : [null];
}

/** Where the decimal point stands; null: nowhere. */
function pointOf(digits: string): number | null {
  const [dot, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')];
  if (dot >= 0 && comma >= 0) return Math.max(dot, comma);
  const only = Math.max(dot, comma);
  if (only < 0 || digits.indexOf(digits[only]!) !== only) return null;
  return dot < 0 && /^[1-9]\d{0,2},\d{3}$/.test(digits) ? null : only;
}
