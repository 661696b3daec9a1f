/** Quantities are integer counts of 1/1,000 (kilograms are sold too), so `1.5` is `1500`. */
export const QUANTITY_SCALE = 1_000;

/** Gives a count as a decimal string without needless zeros: `1500` is `"1.5"`, `3000` is `"3"`. */
export function quantityToDecimal(count: number | bigint): string {
  const value = BigInt(count);
  const digits = (value < 0n ? -value : value).toString().padStart(4, '0');
  const fraction = digits.slice(-3).replace(/0+$/, '');
  const whole = digits.slice(0, -3);
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
