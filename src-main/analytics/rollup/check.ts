/**
 * The stored rollups equal a fresh aggregate over the orders: this finds where they do not. The aggregate is plain SQL and
 * shares nothing with what keeps the rollups, so that a fault there is found too; it is as slow as a scan of all orders.
 */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { createCellSums } from './cell-sums.ts';
import { DIMENSIONS, type Dimension } from './dimensions.ts';
import { MEASURE_COLUMNS, MEASURES } from './measures.ts';
import { monthPeriodOfDay } from './period.ts';
import { addSection } from './sections.ts';

export interface RollupDifference {
  /** `total`, or by what the sums are split. */
  readonly of: string;
  /** Store (0: all), currency, period, and the cell's id. */
  readonly key: string;
  readonly measure: string;
  readonly stored: number;
  readonly fresh: number;
}

/** Sums by `of store/currency/period/id`. */
type Values = Map<string, number[]>;

/**
 * Compares the stored rollups with a fresh aggregate.
 * @param most how many differences are given at most.
 */
export function compareRollups(db: ReadableDb | WritableDb, most = 20): RollupDifference[] {
  return differencesOf(storedValues(db), freshValues(db), most);
}

const LINES = `SELECT l.order_id, sum(l.quantity) AS units, coalesce(sum(l.cost), 0) AS cost,
    coalesce(sum(l.gross_sales - l.refunds) FILTER (WHERE l.cost IS NOT NULL), 0) AS costed_sales,
    count(l.cost) AS costed_lines
  FROM order_line l GROUP BY l.order_id`;

/** Sums of whole orders, by day and by what `id` says. */
const orderSums = (id: string, where = 'true') => `WITH line AS MATERIALIZED (${LINES})
  SELECT o.store_id, o.currency_id, o.business_date, ${id},
    count(*), coalesce(sum(line.units), 0), sum(o.gross_sales), sum(o.refunds), coalesce(sum(line.cost), 0),
    coalesce(sum(line.costed_sales), 0), coalesce(sum(line.costed_lines), 0), sum(o.total), sum(o.discount),
    sum(o.delivery_cost), sum(o.platform_fee)
  FROM orders o LEFT JOIN line ON line.order_id = o.id WHERE ${where} GROUP BY 1, 2, 3, 4`;

const PRODUCT_SUMS = `SELECT o.store_id, o.currency_id, o.business_date, l.product_id,
    count(DISTINCT o.id), sum(l.quantity), sum(l.gross_sales), sum(l.refunds), coalesce(sum(l.cost), 0),
    coalesce(sum(l.gross_sales - l.refunds) FILTER (WHERE l.cost IS NOT NULL), 0), count(l.cost)
  FROM order_line l JOIN orders o ON o.id = l.order_id GROUP BY 1, 2, 3, 4`;

const FRESH_SQL = {
  channel: orderSums('o.channel_id'),
  hour: orderSums('o.local_minute / 60', 'o.local_minute IS NOT NULL'),
  store: orderSums('o.store_id'),
  product: PRODUCT_SUMS,
} as const satisfies Record<Dimension, string>;

function freshValues(db: ReadableDb | WritableDb): Values {
  const values: Values = new Map();
  for (const [dimension, sql] of Object.entries(FRESH_SQL) as [Dimension, string][]) {
    for (const row of db.prepare(sql).raw().iterate() as Iterable<number[]>) {
      const [storeId, currencyId, day, id, ...sums] = row as [number, number, number, number, ...number[]];
      for (const store of dimension === 'store' ? [0] : [0, storeId]) {
        for (const period of [day, monthPeriodOfDay(day)]) {
          add(values, `${dimension} ${store}/${currencyId}/${period}/${id}`, sums);
        }
      }
      if (dimension !== 'store') continue;
      for (const store of [0, storeId]) {
        for (const period of [day, monthPeriodOfDay(day)]) add(values, `total ${store}/${currencyId}/${period}`, sums);
      }
    }
  }
  return values;
}

function add(values: Values, key: string, sums: readonly number[]): void {
  const known = values.get(key);
  if (known) for (const [i, sum] of sums.entries()) known[i]! += sum;
  else values.set(key, [...sums]);
}

function storedValues(db: ReadableDb | WritableDb): Values {
  const values: Values = new Map();
  const rows = db.prepare(
    `SELECT store_id, currency_id, period, parts, products, ${MEASURE_COLUMNS.join(', ')} FROM rollup`,
  );
  type Row = [number, number, number, Uint8Array, Uint8Array, ...number[]];
  for (const [store, currency, period, parts, products, ...totals] of rows.raw().iterate() as Iterable<Row>) {
    const key = `${store}/${currency}/${period}`;
    values.set(`total ${key}`, totals);
    for (const [dimension, { column, section, measures }] of Object.entries(DIMENSIONS)) {
      const sums = createCellSums(measures);
      addSection(column === 'parts' ? parts : products, section, sums);
      for (let slot = 0; slot < sums.size; slot++) {
        const cell = sums.values.subarray(slot * measures, (slot + 1) * measures);
        values.set(`${dimension} ${key}/${sums.idAt(slot)}`, [...cell]);
      }
    }
  }
  return values;
}

function differencesOf(stored: Values, fresh: Values, most: number): RollupDifference[] {
  const differences: RollupDifference[] = [];
  for (const name of new Set([...stored.keys(), ...fresh.keys()])) {
    if (differences.length >= most) break;
    const [of = '', key = ''] = name.split(' ');
    const [ours, truth] = [stored.get(name), fresh.get(name)];
    for (let i = 0; i < (ours ?? truth ?? []).length; i++) {
      const [a, b] = [ours?.[i] ?? 0, truth?.[i] ?? 0];
      if (a !== b) differences.push({ of, key, measure: MEASURES[i] ?? '', stored: a, fresh: b });
    }
    // A row of zeros is a difference too: equal data must give equal tables.
    if (!ours !== !truth) differences.push({ of, key, measure: 'row', stored: ours ? 1 : 0, fresh: truth ? 1 : 0 });
  }
  return differences.slice(0, most);
}
