/** Numbers of a sample, where only their size matters and not how they are written. */

const TEN_THOUSANDS = /\d\s*[万萬]/;

/** Gives a number near enough to compare amounts of a sample, NaN for a text without digits: of two kinds of separators, the last is the decimal sign. */
export function roughNumber(text: string | undefined): number {
  const digits = (text ?? '').replace(/[^\d.,-]/g, '');
  if (digits === '') return Number.NaN;
  const decimal = Math.max(digits.lastIndexOf('.'), /,\d{1,2}$/.test(digits) ? digits.lastIndexOf(',') : -1);
  const whole = (decimal < 0 ? digits : digits.slice(0, decimal)).replace(/[.,]/g, '');
  const number = Number(decimal < 0 ? whole : `${whole}.${digits.slice(decimal + 1).replace(/[.,]/g, '')}`);
  return TEN_THOUSANDS.test(text!) ? number * 10_000 : number;
}
