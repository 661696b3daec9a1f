/**
 * Adds up orders without a database, so that any thread can. What comes in is kept at its finest (store, currency, day).
 * When it is drained, it is gone through twice: store by store, and day by day over all stores; longer periods are added up
 * from the shorter ones that have just been added up.
 */
import { createRowCollector, type RollupRows, type RowCollector } from './encoded-rows.ts';
import type { OrderFacts, OrderSink } from './facts.ts';
import { createKeyTable } from './key-table.ts';
import { createLineLog } from './line-log.ts';
import { M, MEASURE_COUNT } from './measures.ts';
import { createOrderCells } from './order-cells.ts';
import { GRAINS, periodOfDay } from './period.ts';
import { currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';
import { addRowSums, clearRowSums, createRowSums, type RowSums } from './row-sums.ts';

/**
 * 48 bytes each, 12 MB. More would save merging only when a file's days are in no order. A little less than a power of two:
 * the order that reaches it shall not make the log double.
 */
const MOST_LINES = 2 ** 18 - 2 ** 12;
/** Sums of orders by channel or hour, 96 bytes each: 12 MB. */
const MOST_CELLS = 2 ** 17;

export interface RollupSums extends OrderSink {
  /** True when as much is held as is worth holding: more is taken, but it should be drained before the next order. */
  readonly full: boolean;
  /**
   * Gives the rows of what was added since the last time, and forgets it. They are independent of rows drained earlier:
   * all of them are to be written, in any order.
   * @throws AppError AMOUNT_TOO_LARGE when a sum is beyond 2^53 and can no longer be exact.
   */
  drain(): RollupRows;
}

export function createRollupSums(): RollupSums {
  /** Keys of the days' rows; their indexes are the groups below. */
  const days = createKeyTable();
  const channels = createOrderCells();
  const hours = createOrderCells();
  const lines = createLineLog();
  /** The order whose lines are being added; a sign of 0: there is none. */
  const order = new Float64Array(MEASURE_COUNT);
  let openSign = 0;
  let openGroup = 0;
  let openChannel = 0;
  let openHour = -1;
  let isFirstLine = false;

  /** Counts the order that is open in its channel and hour: only now all of its lines are known. */
  function closeOrder(): void {
    if (openSign === 0) return;
    channels.add(openGroup, openChannel, order);
    if (openHour >= 0) hours.add(openGroup, openHour, order);
    openSign = 0;
  }

  function addAllRows(collector: RowCollector): void {
    const keys = Float64Array.from({ length: days.size }, (_, group) => days.keyAt(group)).sort();
    const ranks = new Int32Array(keys.length); // by group
    for (let rank = 0; rank < keys.length; rank++) ranks[days.indexOf(keys[rank]!)] = rank;
    lines.countOrders();
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
    // All stores first: their rows come first in the table.
    const byDay = ranksByDay(keys);
    addRows(collector, byDay, (rank) => keyOfAllStores(keyOf(rank)), addDayOfAllStores);
    const byStore = Int32Array.from(keys, (_, rank) => rank);
    addRows(collector, byStore, keyOf, addDay);
  }

  const sums: RollupSums = {
    get full() {
      return lines.size >= MOST_LINES || channels.size >= MOST_CELLS || hours.size >= MOST_CELLS;
    },
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
      openSign = sign;
      openGroup = days.indexOf(rowKey(storeId, currencyId, businessDate));
      openChannel = channelId;
      openHour = hour;
      isFirstLine = true;
      order[M.orders] = sign;
      order[M.units] = 0;
      order[M.cost] = 0;
      order[M.costedSales] = 0;
      order[M.costedLines] = 0;
      order[M.placed] = sign * placed;
      order[M.netSales] = sign * (gross - refunds);
      order[M.refunds] = sign * refunds;
      order[M.discounts] = sign * discount;
      order[M.deliveryCost] = sign * delivery;
      order[M.platformFee] = sign * fee;
    },
    addLine(productId, quantity, grossSales, refunds, cost) {
      const sign = openSign;
      lines.append(openGroup, productId, sign, isFirstLine, quantity, grossSales, refunds, cost);
      isFirstLine = false;
      order[M.units]! += sign * quantity;
      if (Number.isNaN(cost)) return;
      order[M.cost]! += sign * cost;
      order[M.costedSales]! += sign * (grossSales - refunds);
      order[M.costedLines]! += sign;
    },
    add(facts: OrderFacts, sign: 1 | -1) {
      sums.addOrder(
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
        sums.addLine(line.productId, line.quantity, line.grossSales, line.refunds, line.cost ?? Number.NaN);
      }
    },
    drain() {
      closeOrder();
      const collector = createRowCollector();
      if (days.size > 0) addAllRows(collector);
      days.clear();
      channels.clear();
      hours.clear();
      lines.clear();
      return collector.rows();
    },
  };
  return sums;
}

function keyOfAllStores(key: number): number {
  return rowKey(0, currencyOfKey(key), periodOfKey(key));
}

/** Ranks with those of one currency and day one after another. */
function ranksByDay(keys: Float64Array): Int32Array {
  const days = Float64Array.from(keys, keyOfAllStores);
  return Int32Array.from(keys, (_, rank) => rank).sort((a, b) => days[a]! - days[b]! || a - b);
}

/**
 * Adds the rows of days and of the longer periods that they lie in.
 * @param ranks days of one row one after another, and days of one longer period too.
 * @param rowOf the key of the row that a day counts in.
 */
function addRows(
  collector: RowCollector,
  ranks: Int32Array,
  rowOf: (rank: number) => number,
  addDay: (rank: number, sums: RowSums) => void,
): void {
  /** By grain: the sums of the period that is being added up, and its key. */
  const open = GRAINS.map(() => createRowSums());
  const keys: number[] = GRAINS.map(() => 0);
  let day = -1;
  const keyAt = (grain: number) =>
    rowKey(storeOfKey(day), currencyOfKey(day), periodOfDay(GRAINS[grain]!, periodOfKey(day)));

  for (let i = 0; i < ranks.length; i++) {
    const row = rowOf(ranks[i]!);
    if (row !== day) {
      day = row;
      for (let grain = 0; grain < GRAINS.length; grain++) keys[grain] = keyAt(grain);
    }
    addDay(ranks[i]!, open[0]!);
    const next = i + 1 < ranks.length ? rowOf(ranks[i + 1]!) : null;
    if (next === row) continue;
    if (next !== null) day = next;
    for (let grain = 0; grain < GRAINS.length; grain++) {
      // Periods nest: when one goes on, the longer ones do too.
      const nextKey = next === null ? -1 : keyAt(grain);
      if (nextKey === keys[grain]) break;
      const done = open[grain]!;
      collector.add(keys[grain]!, done);
      const longer = open[grain + 1];
      if (longer) addRowSums(longer, done);
      clearRowSums(done);
      keys[grain] = nextKey;
    }
  }
}
