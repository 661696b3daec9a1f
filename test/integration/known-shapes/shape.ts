/** A shape: files as a well-known data set or platform writes them, with invented rows, and what those rows add up to. */
import { createRandom, type Random } from '../../../src-main/ingest/sample/random.ts';

export interface ShapeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Counted from the invented rows themselves; money in 1/10,000. */
export interface Truth {
  readonly orders: number;
  readonly units: number;
  readonly gross: number;
  readonly refunds: number;
  /** Left out where the files tell nothing of costs. */
  readonly cost?: number;
  /** Net sales by `YYYY-MM`. */
  readonly months: Readonly<Record<string, number>>;
  /** Net sales by store code; left out where staff say the store. */
  readonly stores?: Readonly<Record<string, number>>;
}

export interface Shape {
  readonly name: string;
  readonly files: readonly ShapeFile[];
  /** The store that staff name for files without one. */
  readonly store?: string;
  /** Rows that are no data and are refused, such as a line that says who printed the report. */
  readonly refused?: number;
  readonly truth: Truth;
}

/** Adds up what a shape's rows are worth. */
export function createTally() {
  const orders = new Set<string>();
  const months: Record<string, number> = {};
  const stores: Record<string, number> = {};
  let units = 0;
  let gross = 0;
  let refunds = 0;
  let cost: number | undefined;
  let stored = false;
  return {
    /** One line, or one order of several units: `sold` and `back` in 1/10,000. */
    add(row: {
      order: string;
      month: string;
      store?: string;
      units: number;
      sold: number;
      back?: number;
      cost?: number;
    }): void {
      const net = row.sold - (row.back ?? 0);
      orders.add(`${row.store ?? ''}\n${row.order}`);
      units += row.units;
      gross += row.sold;
      refunds += row.back ?? 0;
      if (row.cost !== undefined) cost = (cost ?? 0) + row.cost;
      months[row.month] = (months[row.month] ?? 0) + net;
      if (row.store !== undefined) {
        stored = true;
        stores[row.store] = (stores[row.store] ?? 0) + net;
      }
    },
    truth: (): Truth => ({
      orders: orders.size,
      units,
      gross,
      refunds,
      months,
      ...(cost === undefined ? {} : { cost }),
      ...(stored ? { stores } : {}),
    }),
  };
}

/** A day that is the `n`-th of a year, as its parts. */
export function dayOfYear(year: number, n: number) {
  const date = new Date(Date.UTC(year, 0, 1 + n));
  const two = (value: number) => String(value).padStart(2, '0');
  const month = date.getUTCMonth() + 1;
  const day = date.getUTCDate();
  return {
    year,
    month,
    day,
    mm: two(month),
    dd: two(day),
    key: `${year}-${two(month)}`,
    iso: `${year}-${two(month)}-${two(day)}`,
  };
}

/** A time of the shopping day, `HH:MM:SS`. */
export function timeOfDay(random: Random): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(8 + random.below(14))}:${two(random.below(60))}:${two(random.below(60))}`;
}

/** Cents as a decimal text with as many decimals as asked for. */
export function decimal(cents: number, decimals = 2): string {
  return (cents / 100).toFixed(decimals);
}

/** Hundredths of a unit in 1/10,000. */
export const CENT = 100;

export { createRandom, type Random };
