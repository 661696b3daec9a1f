/** Short times that were measured, as exact as they are of use. */

/** Gives `0.04 ms`, `2.8 ms`, `135 ms`, `1.2 sec`, `93 sec` in the language. */
export function formatMilliseconds(milliseconds: number, locale: string): string {
  const inSeconds = milliseconds >= 999.5;
  const value = inSeconds ? milliseconds / 1_000 : milliseconds;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    unitDisplay: 'short',
    maximumFractionDigits: value < 1 ? 2 : value < 10 ? 1 : 0,
  }).format(value);
}
