/**
 * After every flush the rollup table equals a fresh aggregate over the orders that were added and not taken away.
 * What comes in is kept at its finest (store, currency, day). When it is written, it is gone through twice: store by
 * store, and day by day over all stores; months are added up from the days that have just been added up.
 */
import type { WritableDb } from '../../database/index.ts';
import type { RollupDelta } from './facts.ts';
import { createKeyTable } from './key-table.ts';
import { createLineLog } from './line-log.ts';
import { M, MEASURE_COUNT } from './measures.ts';
import { createOrderCells } from './order-cells.ts';
import { monthPeriodOfDay } from './period.ts';
import { currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';
import { addRowSums, clearRowSums, createRowSums, type RowSums } from './row-sums.ts';
import { type RollupRows, rollupRows } from './rows.ts';

/** 48 bytes each, 12 MB. More would save merging only when a file's days are in no order. */
const MOST_LINES = 2 ** 18;
/** Sums of orders by channel or hour, 96 bytes each: 12 MB. */
const MOST_CELLS = 2 ** 17;

/** Makes a collector that writes into the rollup table of `db`, inside whatever transaction the caller has begun. */
export function createRollupDelta(db: WritableDb): RollupDelta {
  /** Keys of the days' rows; their indexes are the groups below. */
  const days = createKeyTable();
  const channels = createOrderCells();
  const hours = createOrderCells();
  const lines = createLineLog();
  const rows = rollupRows(db);
  /** The order whose lines are being added; a sign of 0: there is none. */
  const order = new Float64Array(MEASURE_COUNT);
  let openSign = 0;
  let openGroup = 0;
  let openChannel = 0;
  let openHour = -1;
  let lastOrderOf = new Int32Array(1024); // by product: the last order it was seen in, so that an order counts once
  let orderCount = 0;

  /** Counts the order that is open in its channel and hour: only now all of its lines are known. */
  function closeOrder(): void {
    if (openSign === 0) return;
    channels.add(openGroup, openChannel, order);
    if (openHour >= 0) hours.add(openGroup, openHour, order);
    openSign = 0;
  }

  /** What an order adds to the orders of a product on one of its lines: it counts once. */
  function ordersOf(productId: number): number {
    if (productId >= lastOrderOf.length) {
      const grown = new Int32Array(Math.max(productId + 1, lastOrderOf.length * 2));
      grown.set(lastOrderOf);
      lastOrderOf = grown;
    }
    if (lastOrderOf[productId] === orderCount) return 0;
    lastOrderOf[productId] = orderCount;
    return openSign;
  }

  function flush(): void {
    closeOrder();
    if (days.size === 0) return;
    const keys = Float64Array.from({ length: days.size }, (_, group) => days.keyAt(group)).sort();
    const ranks = new Int32Array(keys.length); // by group
    for (let rank = 0; rank < keys.length; rank++) ranks[days.indexOf(keys[rank]!)] = rank;
    const inOrder = {
      channels: channels.inRowOrder(ranks),
      hours: hours.inRowOrder(ranks),
      lines: lines.inRowOrder(ranks),
    };
    const keyOf = (rank: number) => keys[rank]!;
    const addDay = (rank: number, sums: RowSums) => {
      channels.addTotal(inOrder.channels, rank, sums.totals, 0);
      channels.addRun(inOrder.channels, rank, sums.channel);
      hours.addRun(inOrder.hours, rank, sums.hour);
      lines.addRun(inOrder.lines, rank, sums.product);
    };
    const addDayOfAllStores = (rank: number, sums: RowSums) => {
      addDay(rank, sums);
      const at = sums.store.slotFor(storeOfKey(keyOf(rank))) * MEASURE_COUNT;
      channels.addTotal(inOrder.channels, rank, sums.store.values, at);
    };

    rows.begin();
    // All stores first: their rows come first in the table.
    const byDay = ranksByDay(keys);
    writeRows(rows, byDay, (rank) => keyOfAllStores(keyOf(rank)), addDayOfAllStores);
    const byStore = Int32Array.from(keys, (_, rank) => rank);
    writeRows(rows, byStore, keyOf, addDay);
    days.clear();
    channels.clear();
    hours.clear();
    lines.clear();
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
      if (lines.size >= MOST_LINES || channels.size >= MOST_CELLS || hours.size >= MOST_CELLS) flush();
      orderCount += 1;
      openSign = sign;
      openGroup = days.indexOf(rowKey(storeId, currencyId, businessDate));
      openChannel = channelId;
      openHour = hour;
      order[M.orders] = sign;
      order[M.units] = 0;
      order[M.cost] = 0;
      order[M.costedSales] = 0;
      order[M.costedLines] = 0;
      order[M.placed] = sign * placed;
      order[M.grossSales] = sign * gross;
      order[M.refunds] = sign * refunds;
      order[M.discounts] = sign * discount;
      order[M.deliveryCost] = sign * delivery;
      order[M.platformFee] = sign * fee;
    },
    addLine(productId, quantity, grossSales, refunds, cost) {
      const sign = openSign;
      lines.append(openGroup, productId, sign, ordersOf(productId), quantity, grossSales, refunds, cost);
      order[M.units]! += sign * quantity;
      if (Number.isNaN(cost)) return;
      order[M.cost]! += sign * cost;
      order[M.costedSales]! += sign * (grossSales - refunds);
      order[M.costedLines]! += sign;
    },
    add(facts, sign) {
      delta.addOrder(
        sign,
        facts.storeId,
        facts.channelId,
        facts.currencyId,
        facts.businessDate,
        facts.hour,
        facts.placed,
        facts.grossSales,
        facts.refunds,
        facts.discount,
        facts.deliveryCost,
        facts.platformFee,
      );
      for (const line of facts.lines) {
        delta.addLine(line.productId, line.quantity, line.grossSales, line.refunds, line.cost ?? Number.NaN);
      }
    },
    flush,
  };
  return delta;
}

function keyOfAllStores(key: number): number {
  return rowKey(0, currencyOfKey(key), periodOfKey(key));
}

function keyOfMonth(key: number): number {
  return rowKey(storeOfKey(key), currencyOfKey(key), monthPeriodOfDay(periodOfKey(key)));
}

/** Ranks with those of one currency and day one after another. */
function ranksByDay(keys: Float64Array): Int32Array {
  const days = Float64Array.from(keys, keyOfAllStores);
  return Int32Array.from(keys, (_, rank) => rank).sort((a, b) => days[a]! - days[b]! || a - b);
}

/**
 * Writes the rows of days and of their months.
 * @param ranks days of one row one after another, and days of one month's row too.
 * @param rowOf the key of the row that a day counts in.
 */
function writeRows(
  rows: RollupRows,
  ranks: Int32Array,
  rowOf: (rank: number) => number,
  addDay: (rank: number, sums: RowSums) => void,
): void {
  const day = createRowSums();
  const month = createRowSums();
  for (let i = 0; i < ranks.length; i++) {
    const row = rowOf(ranks[i]!);
    addDay(ranks[i]!, day);
    const next = i + 1 < ranks.length ? rowOf(ranks[i + 1]!) : null;
    if (next === row) continue;
    addRowSums(month, day);
    rows.add(row, day);
    clearRowSums(day);
    if (next !== null && keyOfMonth(next) === keyOfMonth(row)) continue;
    rows.add(keyOfMonth(row), month);
    clearRowSums(month);
  }
}
