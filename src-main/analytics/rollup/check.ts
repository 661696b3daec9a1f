/**
 * The stored rollups equal a fresh aggregate over the orders: this finds where they do not. The aggregate is plain SQL and
 * shares nothing with what keeps the rollups, so that a fault there is found too. It reads every order, store by store.
 */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import type { CellSums } from './cell-sums.ts';
import { CELL_COLUMN_NAMES, CELL_COLUMNS, type CellColumn, DIMENSIONS, type Dimension } from './dimensions.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT, MEASURES } from './measures.ts';
import { FIRST_PERIOD, GRAINS, holdsEverything, LAST_PERIOD, periodOfDay } from './period.ts';
import { CURRENCIES, currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';
import { createRowSums, type RowSums } from './row-sums.ts';
import { blockKey, isBlock, keptBlocks } from './store-block.ts';

export interface RollupDifference {
  /** `total`, or by what the sums are split. */
  readonly of: string;
  /** Store (0: all), currency, period, and the cell's id. */
  readonly key: string;
  readonly measure: string;
  readonly stored: number;
  readonly fresh: number;
}

/** Rows by key. */
type Rows = Map<number, RowSums>;

const STORES_SQL = `SELECT store_id FROM orders GROUP BY 1
  UNION SELECT store_id FROM rollup WHERE store_id <> 0 ORDER BY 1`;
const STRAY_SQL = `SELECT id FROM (SELECT id FROM rollup_product_net UNION SELECT id FROM rollup_product)
  WHERE id NOT IN (SELECT id FROM rollup) LIMIT ?`;

/**
 * Compares the stored rollups with a fresh aggregate.
 * @param most how many differences are given at most.
 */
export function compareRollups(db: ReadableDb | WritableDb, most = 20): RollupDifference[] {
  const differences: RollupDifference[] = [];
  const allStores: Rows = new Map();
  const blocks: Rows = new Map();
  const isKept = keptBlocks(db);
  const stores = db.prepare(STORES_SQL).pluck().all() as number[];
  for (const storeId of stores.filter((id) => !isBlock(id))) {
    const fresh: Rows = new Map();
    addFresh(db, storeId, fresh, allStores);
    addToBlocks(blocks, fresh, isKept);
    compareStore(db, storeId, fresh, differences, most);
  }
  compareStore(db, 0, allStores, differences, most);
  const ofBlocks = Map.groupBy(blocks, ([key]) => storeOfKey(key));
  for (const block of new Set([...stores.filter(isBlock), ...ofBlocks.keys()])) {
    compareStore(db, block, new Map(ofBlocks.get(block)), differences, most);
  }
  for (const id of db.prepare(STRAY_SQL).pluck().all(most) as number[]) {
    differences.push({ of: 'product', key: keyText(id), measure: 'row', stored: 1, fresh: 0 });
  }
  return differences.slice(0, most);
}

/** Adds the rows of a store to those of its block that are kept. */
function addToBlocks(blocks: Rows, own: Rows, isKept: (key: number) => boolean): void {
  for (const [key, sums] of own) {
    const block = blockKey(key);
    if (block === null || !isKept(block)) continue;
    const row = rowOf(blocks, block);
    for (let i = 0; i < MEASURE_COUNT; i++) row.totals[i]! += sums.totals[i]!;
    for (const dimension of Object.keys(DIMENSIONS) as Dimension[]) {
      const { size, idAt, values, columns } = sums[dimension];
      for (let slot = 0; slot < size; slot++) row[dimension].add(idAt(slot), values, slot * columns);
    }
  }
}

/** Sums of whole orders of a store, by currency, day and what `id` says. */
const orderSums = (id: string, where = 'true') => `SELECT currency_id, business_date, ${id},
    sum(gross_sales - refunds), count(*), sum(units), sum(refunds), sum(cost), sum(costed_sales), sum(costed_lines),
    sum(total), sum(discount), sum(delivery_cost), sum(platform_fee)
  FROM (SELECT o.*, coalesce(sum(l.quantity), 0) AS units, coalesce(sum(l.cost), 0) AS cost, count(l.cost) AS costed_lines,
      coalesce(sum(l.gross_sales - l.refunds) FILTER (WHERE l.cost IS NOT NULL), 0) AS costed_sales
    FROM orders o LEFT JOIN order_line l ON l.order_id = o.id WHERE o.store_id = ? GROUP BY o.id)
  WHERE ${where} GROUP BY 1, 2, 3`;

const FRESH_SQL = {
  channel: orderSums('channel_id'),
  hour: orderSums('local_minute / 60', 'local_minute IS NOT NULL'),
  product: `SELECT o.currency_id, o.business_date, l.product_id,
      sum(l.gross_sales - l.refunds), count(DISTINCT o.id), sum(l.quantity), sum(l.refunds), coalesce(sum(l.cost), 0),
      coalesce(sum(l.gross_sales - l.refunds) FILTER (WHERE l.cost IS NOT NULL), 0), count(l.cost)
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id WHERE o.store_id = ? GROUP BY 1, 2, 3`,
} as const;

/** Adds what a store's orders come to, to its own rows and to those of all stores. */
function addFresh(db: ReadableDb | WritableDb, storeId: number, own: Rows, allStores: Rows): void {
  for (const [dimension, sql] of Object.entries(FRESH_SQL) as [keyof typeof FRESH_SQL, string][]) {
    for (const row of db.prepare(sql).raw().iterate(storeId) as Iterable<number[]>) {
      const [currencyId, day, id, ...measures] = row as [number, number, number, ...number[]];
      const sums = Float64Array.from(measures);
      for (const period of GRAINS.map((grain) => periodOfDay(grain, day))) {
        const ofStore = rowOf(own, rowKey(storeId, currencyId, period));
        const ofAll = rowOf(allStores, rowKey(0, currencyId, period));
        ofStore[dimension].add(id, sums, 0);
        ofAll[dimension].add(id, sums, 0);
        if (dimension !== 'channel') continue; // every order has one channel: its sums make the totals
        for (let i = 0; i < MEASURE_COUNT; i++) ofStore.totals[i]! += sums[i]!;
        for (let i = 0; i < MEASURE_COUNT; i++) ofAll.totals[i]! += sums[i]!;
        ofAll.store.add(storeId, sums, 0);
      }
    }
  }
}

function rowOf(rows: Rows, key: number): RowSums {
  let row = rows.get(key);
  if (!row) {
    row = createRowSums();
    rows.set(key, row);
  }
  return row;
}

const COLUMNS = CELL_COLUMN_NAMES.map((name): CellColumn => CELL_COLUMNS[name]);
const STORED_SQL = `SELECT rollup.id, ${[...MEASURE_COLUMNS, ...COLUMNS.map(({ column }) => column)].join(', ')} FROM rollup
  LEFT JOIN rollup_product_net n ON n.id = rollup.id LEFT JOIN rollup_product p ON p.id = rollup.id
  WHERE rollup.id BETWEEN ? AND ?`;
type StoredRow = (number | Uint8Array | null)[];

function compareStore(
  db: ReadableDb | WritableDb,
  storeId: number,
  fresh: Rows,
  differences: RollupDifference[],
  most: number,
): void {
  const first = rowKey(storeId, 0, FIRST_PERIOD);
  const last = rowKey(storeId, CURRENCIES - 1, LAST_PERIOD);
  const missing = new Set(fresh.keys());
  for (const row of db.prepare(STORED_SQL).raw().iterate(first, last) as Iterable<StoredRow>) {
    if (differences.length >= most) return;
    const id = row[0] as number;
    const stored = createRowSums();
    for (let measure = 0; measure < MEASURE_COUNT; measure++) stored.totals[measure] = row[1 + measure] as number;
    for (const [blob, column] of COLUMNS.entries()) {
      const cells = row[1 + MEASURE_COUNT + blob] as Uint8Array | null;
      if (cells) stored[column.dimension].addCells(cells, column);
    }
    compareRow(id, stored, fresh.get(id), differences);
    missing.delete(id);
  }
  for (const id of missing) {
    if (differences.length >= most) return;
    compareRow(id, undefined, fresh.get(id), differences);
  }
}

function compareRow(
  id: number,
  stored: RowSums | undefined,
  fresh: RowSums | undefined,
  differences: RollupDifference[],
): void {
  const key = keyText(id);
  differences.push(...differencesOf('total', key, stored?.totals, fresh?.totals));
  // A row of zeros is a difference too: equal data must give equal tables.
  if (!stored !== !fresh) {
    differences.push({ of: 'total', key, measure: 'row', stored: stored ? 1 : 0, fresh: fresh ? 1 : 0 });
  }
  for (const dimension of Object.keys(DIMENSIONS) as Dimension[]) {
    const [ours, truth] = [stored?.[dimension], fresh?.[dimension]];
    const isShort = dimension === 'product' && (isBlock(storeOfKey(id)) || !holdsEverything(periodOfKey(id)));
    const measures = isShort ? CELL_COLUMNS.counts.end : DIMENSIONS[dimension].measures;
    for (const cell of new Set([...idsOf(ours), ...idsOf(truth)])) {
      const [stored, fresh] = [valuesOf(ours, cell, measures), valuesOf(truth, cell, measures)];
      differences.push(...differencesOf(dimension, `${key}/${cell}`, stored, fresh));
    }
  }
}

function keyText(id: number): string {
  return `${storeOfKey(id)}/${currencyOfKey(id)}/${periodOfKey(id)}`;
}

function idsOf(sums: CellSums | undefined): number[] {
  return Array.from({ length: sums?.size ?? 0 }, (_, slot) => sums!.idAt(slot));
}

function valuesOf(sums: CellSums | undefined, id: number, measures: number): Float64Array | undefined {
  const slot = sums?.find(id) ?? -1;
  return slot < 0 ? undefined : sums?.values.subarray(slot * sums.columns, slot * sums.columns + measures);
}

type Values = Float64Array | undefined;

/** A cell that is not there is one of zeros. */
function differencesOf(of: string, key: string, ours: Values, truth: Values): RollupDifference[] {
  const differences: RollupDifference[] = [];
  for (let i = 0; i < (ours ?? truth ?? []).length; i++) {
    const [stored, fresh] = [ours?.[i] ?? 0, truth?.[i] ?? 0];
    if (stored !== fresh) differences.push({ of, key, measure: MEASURES[i] ?? '', stored, fresh });
  }
  return differences;
}
