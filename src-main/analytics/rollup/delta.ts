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
import type { RollupDelta } from './facts.ts';
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
  /** The order whose lines are being added; a sign of 0: there is none. */
  const open = { sign: 0, group: 0, channelId: 0, hour: -1 };

  /** Counts the order that is open in its channel and hour: only now all of its lines are known. */
  function closeOrder(): void {
    if (open.sign === 0) return;
    channels.add(open.group, open.channelId, order);
    if (open.hour >= 0) hours.add(open.group, open.hour, order);
    open.sign = 0;
  }

  function flushLines(): void {
    for (const level of LEVELS) flushCells(cells, DIMENSION.product, days, lines, level);
    lines.clear();
  }

  function flush(): void {
    closeOrder();
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

  const delta: RollupDelta = {
    addOrder(
      sign,
      storeId,
      channelId,
      currencyId,
      businessDate,
      hour,
      placed,
      gross,
      refunds,
      discount,
      delivery,
      fee,
    ) {
      closeOrder();
      if (channels.log.size >= MOST_CELLS || hours.log.size >= MOST_CELLS) flush();
      else if (lines.size >= MOST_LINES) flushLines();
      orderCount += 1;
      open.sign = sign;
      open.group = days.indexOf(storeId, currencyId, businessDate);
      open.channelId = channelId;
      open.hour = hour;
      order.fill(0);
      order[M.orders] = sign;
      order[M.placed] = sign * placed;
      order[M.grossSales] = sign * gross;
      order[M.refunds] = sign * refunds;
      order[M.discounts] = sign * discount;
      order[M.deliveryCost] = sign * delivery;
      order[M.platformFee] = sign * fee;
    },
    addLine(productId, quantity, grossSales, refunds, cost) {
      const { sign } = open;
      const at = lines.append(open.group, productId);
      const { values } = lines;
      if (productId >= lastOrderOf.length) {
        const grown = new Int32Array(Math.max(productId + 1, lastOrderOf.length * 2));
        grown.set(lastOrderOf);
        lastOrderOf = grown;
      }
      if (lastOrderOf[productId] !== orderCount) values[at + M.orders] = sign;
      lastOrderOf[productId] = orderCount;
      order[M.units]! += values[at + M.units] = sign * quantity;
      values[at + M.grossSales] = sign * grossSales;
      values[at + M.refunds] = sign * refunds;
      if (Number.isNaN(cost)) return;
      order[M.cost]! += values[at + M.cost] = sign * cost;
      order[M.costedSales]! += values[at + M.costedSales] = sign * (grossSales - refunds);
      order[M.costedLines]! += values[at + M.costedLines] = sign;
    },
    add(facts, sign) {
      const { storeId, channelId, currencyId, businessDate, hour, placed, grossSales, refunds } = facts;
      const { discount, deliveryCost, platformFee } = facts;
      delta.addOrder(
        sign,
        storeId,
        channelId,
        currencyId,
        businessDate,
        hour,
        placed,
        grossSales,
        refunds,
        discount,
        deliveryCost,
        platformFee,
      );
      for (const line of facts.lines) {
        delta.addLine(line.productId, line.quantity, line.grossSales, line.refunds, line.cost ?? Number.NaN);
      }
    },
    flush,
  };
  return delta;
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
