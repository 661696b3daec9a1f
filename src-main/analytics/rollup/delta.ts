/**
 * After every flush the rollup tables equal a fresh aggregate over the orders that were added and not taken away.
 * What comes in is kept at its finest (store, currency, day); months and the rows for all stores and channels are made
 * from it when it is written.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { WritableDb } from '../../database/connection.ts';
import { type CellSums, createCellSums } from './cell-sums.ts';
import { createGroups, type Groups, widen } from './cube.ts';
import { createEntryLog, type EntryLog } from './entry-log.ts';
import type { OrderFacts, RollupDelta } from './facts.ts';
import { createKeyTable } from './key-table.ts';
import { M, MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from './measures.ts';
import { type BlobRows, blobRows, salesRows } from './rows.ts';

/** An entry of a line is 64 bytes: this many take 16 MB. More would save merging only when a file's days are in no order. */
const MOST_LINES = 2 ** 18;
/** Sums of orders by channel or hour, 96 bytes each. */
const MOST_CELLS = 2 ** 17;
const CHANNELS = 2 ** 20;
const HOURS = 32;

/** Each level of the cube, finest first: [all stores, month]. */
const LEVELS = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const;

/** Makes a collector that writes into the rollup tables of `db`, inside whatever transaction the caller has begun. */
export function createRollupDelta(db: WritableDb): RollupDelta {
  const days = createGroups();
  const channels = createCells(days, CHANNELS);
  const hours = createCells(days, HOURS);
  const lines = createEntryLog(PRODUCT_MEASURE_COUNT);
  const productSums = createCellSums(PRODUCT_MEASURE_COUNT);
  const hourSums = createCellSums(MEASURE_COUNT);
  const sales = salesRows(db);
  const hourRows = blobRows(db, 'rollup_hour');
  const productRows = blobRows(db, 'rollup_product');
  const order = new Float64Array(MEASURE_COUNT);
  let lastOrderOf = new Int32Array(1024); // by product: the last order it was seen in, so that an order counts once
  let orderCount = 0;

  function addLines(facts: OrderFacts, sign: number, group: number): void {
    orderCount += 1;
    for (const line of facts.lines) {
      const { productId } = line;
      const at = lines.append(group, productId);
      const { values } = lines;
      if (productId >= lastOrderOf.length) {
        const grown = new Int32Array(Math.max(productId + 1, lastOrderOf.length * 2));
        grown.set(lastOrderOf);
        lastOrderOf = grown;
      }
      if (lastOrderOf[productId] !== orderCount) values[at + M.orders] = sign;
      lastOrderOf[productId] = orderCount;
      order[M.units]! += values[at + M.units] = sign * line.quantity;
      values[at + M.grossSales] = sign * line.grossSales;
      values[at + M.refunds] = sign * line.refunds;
      if (line.cost !== null) {
        order[M.cost]! += values[at + M.cost] = sign * line.cost;
        order[M.costedSales]! += values[at + M.costedSales] = sign * (line.grossSales - line.refunds);
        order[M.costedLines]! += values[at + M.costedLines] = sign;
      }
    }
  }

  function flush(): void {
    if (days.size === 0) return;
    flushSales(days, channels.log, sales);
    for (const [allStores, month] of LEVELS) {
      flushBlobs(days, hours.log, allStores, month, hourSums, hourRows);
      flushBlobs(days, lines, allStores, month, productSums, productRows);
    }
    days.clear();
    channels.clear();
    hours.clear();
    lines.clear();
    lastOrderOf.fill(0);
    orderCount = 0;
  }

  return {
    add(facts, sign) {
      const group = days.indexOf(facts.storeId, facts.currencyId, facts.businessDate);
      order.fill(0);
      addLines(facts, sign, group);
      order[M.orders] = sign;
      order[M.placed] = sign * facts.placed;
      order[M.grossSales] = sign * facts.grossSales;
      order[M.refunds] = sign * facts.refunds;
      order[M.discounts] = sign * facts.discount;
      order[M.deliveryCost] = sign * facts.deliveryCost;
      order[M.platformFee] = sign * facts.platformFee;
      channels.add(group, facts.channelId, order);
      if (facts.hour >= 0) hours.add(group, facts.hour, order);
      if (lines.size >= MOST_LINES || channels.log.size >= MOST_CELLS || hours.log.size >= MOST_CELLS) flush();
    },
    flush,
  };
}

/** Sums of whole orders by (group, id), an entry each. */
interface Cells {
  readonly log: EntryLog;
  add(group: number, id: number, values: Float64Array): void;
  clear(): void;
}

function createCells(groups: Groups, ids: number): Cells {
  const keys = createKeyTable();
  const log = createEntryLog(MEASURE_COUNT);
  return {
    log,
    add(group, id, values) {
      if (id >= ids || group >= groups.size) throw new AppError('INTERNAL', { action: 'park', details: { id } });
      const entry = keys.indexOf(group * ids + id);
      const at = entry === log.size ? log.append(group, id) : entry * MEASURE_COUNT;
      const sums = log.values;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[at + measure]! += values[measure]!;
    },
    clear() {
      keys.clear();
      log.clear();
    },
  };
}

/** Writes a log's entries into rows of blobs, one for each store (or all), currency and day (or month). */
function flushBlobs(
  days: Groups,
  log: EntryLog,
  allStores: boolean,
  month: boolean,
  sums: CellSums,
  rows: BlobRows,
): void {
  const wider = createGroups();
  const { entries, bounds } = log.byParent(widen(days, wider, allStores, month), wider.size);
  const { stride, values } = log;
  for (const parent of inKeyOrder(wider)) {
    const end = bounds[parent + 1]!;
    if (bounds[parent] === end) continue;
    for (let i = bounds[parent]!; i < end; i++) sums.add(log.id(entries[i]!), values, entries[i]! * stride);
    rows.merge(wider.storeId(parent), wider.currencyId(parent), wider.period(parent), sums);
    sums.clear();
  }
}

/** Writes sums by channel into rollup_sales: the whole cube of store or all, channel or all, day or month. */
function flushSales(days: Groups, log: EntryLog, rows: ReturnType<typeof salesRows>): void {
  const sums = createCellSums(MEASURE_COUNT);
  const { stride, values } = log;
  const row = new Float64Array(MEASURE_COUNT);
  for (const [allStores, month] of LEVELS) {
    const wider = createGroups();
    const { entries, bounds } = log.byParent(widen(days, wider, allStores, month), wider.size);
    for (const parent of inKeyOrder(wider)) {
      for (let i = bounds[parent]!; i < bounds[parent + 1]!; i++) {
        const at = entries[i]! * stride;
        sums.add(log.id(entries[i]!), values, at);
        sums.add(0, values, at);
      }
      for (let slot = 0; slot < sums.size; slot++) {
        let something = false;
        for (let measure = 0; measure < MEASURE_COUNT; measure++) {
          row[measure] = sums.columns[measure]![slot]!;
          if (row[measure] !== 0) something = true;
        }
        if (!something) continue;
        rows.add(wider.storeId(parent), sums.idAt(slot), wider.currencyId(parent), wider.period(parent), row);
      }
      sums.clear();
    }
  }
}

/** Groups in the order of the tables' keys: pages are then written one after another. */
function inKeyOrder(groups: Groups): number[] {
  return Array.from({ length: groups.size }, (_, group) => group).sort(
    (a, b) =>
      groups.storeId(a) - groups.storeId(b) ||
      groups.currencyId(a) - groups.currencyId(b) ||
      groups.period(a) - groups.period(b),
  );
}
