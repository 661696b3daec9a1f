/**
 * After every flush the rollup tables equal a fresh aggregate over the orders that were added and not taken away.
 * What comes in is kept at its finest (store, currency, day); months and the rows for all stores and channels are made
 * from it when it is written.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { WritableDb } from '../../database/index.ts';
import { createCellSums } from './cell-sums.ts';
import { createGroups, type Groups, inKeyOrder, widen } from './cube.ts';
import { cellMeasures, DIMENSION, type Dimension } from './dimensions.ts';
import { createEntryLog, type EntryLog } from './entry-log.ts';
import type { OrderFacts, RollupDelta } from './facts.ts';
import { createKeyTable } from './key-table.ts';
import { M, MEASURE_COUNT, PRODUCT_MEASURE_COUNT } from './measures.ts';
import { type CellRows, cellRows, type SalesRows, salesRows } from './rows.ts';

/** An entry of a line is 64 bytes: this many take 16 MB. More would save merging only when a file's days are in no order. */
const MOST_LINES = 2 ** 18;
/** Sums of orders by channel or hour, 96 bytes each. */
const MOST_CELLS = 2 ** 17;
const CHANNELS = 2 ** 20;
const HOURS = 32;

interface Level {
  readonly allStores: boolean;
  readonly month: boolean;
}

const LEVELS: readonly Level[] = [
  { allStores: false, month: false },
  { allStores: false, month: true },
  { allStores: true, month: false },
  { allStores: true, month: true },
];

/** Makes a collector that writes into the rollup tables of `db`, inside whatever transaction the caller has begun. */
export function createRollupDelta(db: WritableDb): RollupDelta {
  const days = createGroups();
  const channels = createCells(days, CHANNELS);
  const hours = createCells(days, HOURS);
  const lines = createEntryLog(PRODUCT_MEASURE_COUNT);
  const sales = salesRows(db);
  const cells = cellRows(db);
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

  function flushLines(): void {
    for (const level of LEVELS) flushCells(cells, DIMENSION.product, days, lines, level);
    lines.clear();
  }

  function flush(): void {
    if (days.size === 0) return;
    flushLines();
    for (const level of LEVELS) {
      flushSales(sales, days, channels.log, level);
      flushCells(cells, DIMENSION.channel, days, channels.log, level);
      flushCells(cells, DIMENSION.hour, days, hours.log, level);
      if (level.allStores) flushCells(cells, DIMENSION.store, days, channels.log, level);
    }
    days.clear();
    channels.clear();
    hours.clear();
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
      if (channels.log.size >= MOST_CELLS || hours.log.size >= MOST_CELLS) flush();
      else if (lines.size >= MOST_LINES) flushLines();
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

/** Writes a log's entries as blobs of cells, one for each store (or all), currency and day (or month). */
function flushCells(rows: CellRows, dimension: Dimension, days: Groups, log: EntryLog, level: Level): void {
  const sums = createCellSums(cellMeasures(dimension));
  const { stride, values } = log;
  for (const { storeId, currencyId, period, entries } of byRow(days, log, level)) {
    for (const entry of entries) {
      const id = dimension === DIMENSION.store ? days.storeId(log.group(entry)) : log.id(entry);
      sums.add(id, values, entry * stride);
    }
    rows.merge(dimension, storeId, currencyId, period, sums);
    sums.clear();
  }
}

/** Writes a log's entries as rows of sums over all of its ids. */
function flushSales(rows: SalesRows, days: Groups, log: EntryLog, level: Level): void {
  const sums = new Float64Array(MEASURE_COUNT);
  const { values } = log;
  for (const { storeId, currencyId, period, entries } of byRow(days, log, level)) {
    sums.fill(0);
    for (const entry of entries) {
      for (let measure = 0; measure < MEASURE_COUNT; measure++) {
        sums[measure]! += values[entry * MEASURE_COUNT + measure]!;
      }
    }
    if (!sums.every(Number.isSafeInteger)) throw new AppError('AMOUNT_TOO_LARGE');
    if (sums.some((sum) => sum !== 0)) rows.add(storeId, currencyId, period, sums);
  }
}

/** The entries of a log, gathered by the row of the given level that they count in; rows in the tables' order. */
function* byRow(days: Groups, log: EntryLog, { allStores, month }: Level) {
  const rows = createGroups();
  const { entries, bounds } = log.byParent(widen(days, rows, allStores, month), rows.size);
  for (const row of inKeyOrder(rows)) {
    if (bounds[row] === bounds[row + 1]) continue;
    yield {
      storeId: rows.storeId(row),
      currencyId: rows.currencyId(row),
      period: rows.period(row),
      entries: entries.subarray(bounds[row], bounds[row + 1]),
    };
  }
}
