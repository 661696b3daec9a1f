/**
 * Adds up orders by day. What comes in is kept at its finest (store, currency, day); when it is drained, it is gone through
 * twice: store by store, and day by day over all stores.
 */
import { createRowCollector, type RollupRows, type RowCollector, takeRows } from './encoded-rows.ts';
import type { OrderFacts, OrderSink } from './facts.ts';
import { createKeyTable } from './key-table.ts';
import { createLineLog } from './line-log.ts';
import { M, MEASURE_COUNT } from './measures.ts';
import { createOrderCells } from './order-cells.ts';
import { currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';
import { clearRowSums, createRowSums, type RowSums } from './row-sums.ts';
import { refuseBlock } from './store-block.ts';

/**
 * 48 bytes each, 12 MB. More would save merging only when a file's days are in no order. A little less than a power of two:
 * the order that reaches it shall not make the log double.
 */
const MOST_LINES = 2 ** 18 - 2 ** 12;
/** So many are drained too when their days have many each: then going through them often costs little, and holds less. */
const MANY_LINES = 2 ** 16 - 2 ** 11;
const MANY_LINES_A_DAY = 16;
/** Sums of orders by channel or hour, 96 bytes each: 12 MB. */
const MOST_CELLS = 2 ** 17;

export interface DaySums extends OrderSink {
  /** True when as much is held as is worth holding: more is taken, but it should be drained before the next order. */
  isFull(): boolean;
  /**
   * Gives the rows of what was added since the last time, and forgets it.
   * @throws AppError SUM_TOO_LARGE when a sum is beyond 2^53 and can no longer be exact.
   */
  drain(): RollupRows;
}

export function createDaySums(): DaySums {
  /** Keys of the days' rows; their indexes are the groups below. */
  const days = createKeyTable();
  const channels = createOrderCells();
  const hours = createOrderCells();
  const lines = createLineLog();
  const collector = createRowCollector();
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

  function addAllRows(): void {
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

  const sums: DaySums = {
    isFull() {
      const size = lines.size();
      if (size < MANY_LINES) return false;
      if (size >= MOST_LINES || size >= days.size * MANY_LINES_A_DAY) return true;
      return channels.size() >= MOST_CELLS || hours.size() >= MOST_CELLS;
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
      refuseBlock(storeId);
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
      if (days.size > 0) addAllRows();
      days.clear();
      channels.clear();
      hours.clear();
      lines.clear();
      return takeRows(collector);
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
 * Adds the rows of days.
 * @param ranks days of one row one after another.
 * @param rowOf the key of the row that a day counts in.
 */
function addRows(
  collector: RowCollector,
  ranks: Int32Array,
  rowOf: (rank: number) => number,
  addDay: (rank: number, sums: RowSums) => void,
): void {
  const sums = createRowSums();
  for (let i = 0; i < ranks.length; i++) {
    const row = rowOf(ranks[i]!);
    addDay(ranks[i]!, sums);
    if (i + 1 < ranks.length && rowOf(ranks[i + 1]!) === row) continue;
    collector.add(row, sums, true);
    clearRowSums(sums);
  }
}
