/** Between the first and the last hour with orders no hour is left out: a gap is a zero and looks like one. */
import type { Overview } from '#shared/contract/index.ts';

type Hour = Overview['hours'][number];

/** Gives the hours with the quiet ones between them filled in. */
export function everyHour(hours: readonly Hour[]): readonly Hour[] {
  const first = hours[0];
  const last = hours.at(-1);
  if (first === undefined || last === undefined) return [];
  const known = new Map(hours.map((row) => [row.hour, row]));
  return Array.from({ length: last.hour - first.hour + 1 }, (_, index) => {
    const hour = first.hour + index;
    return known.get(hour) ?? { hour, orders: 0, netSales: 0, previousNetSales: 0 };
  });
}
