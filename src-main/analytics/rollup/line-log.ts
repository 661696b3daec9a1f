/**
 * Lines as they come, 48 bytes each, to be gone through day by day later. A log put in order by counting costs less time
 * and memory than a hash table of cells, because few products repeat within one store's day.
 */
import type { CellSums } from './cell-sums.ts';
import { inRowOrder, type Ordered } from './in-row-order.ts';
import { M, PRODUCT_MEASURE_COUNT } from './measures.ts';

export interface LineLog {
  /** How many lines there are. */
  size(): number;
  /**
   * @param isFirst whether the line begins an order.
   * @param cost NaN: not known.
   */
  append(
    group: number,
    productId: number,
    sign: number,
    isFirst: boolean,
    quantity: number,
    grossSales: number,
    refunds: number,
    cost: number,
  ): void;
  /** Finds what each line adds to the orders of its product: an order counts once. */
  countOrders(): void;
  inRowOrder(ranks: Int32Array): Ordered;
  /** Adds the lines of the group of a rank to the sums of their products. */
  addRun(ordered: Ordered, rank: number, sums: CellSums): void;
  clear(): void;
}

/** 32-bit words of an entry's record. */
const WORDS = 10;
/** The same record as 64-bit numbers: first the words (product; flags), then quantity, gross sales, refunds, cost. */
const NUMBERS = WORDS / 2;
/** Flags of an entry. */
const TAKEN_AWAY = 1;
const FIRST_OF_ORDER = 2;
const COUNTS_AS_ORDER = 4;

export function createLineLog(): LineLog {
  let capacity = 4096;
  let size = 0;
  // What orders the entries stands apart, the rest of an entry together: it is fetched from memory in no order.
  let groups = new Int32Array(capacity);
  let products = new Int32Array(capacity);
  let numbers = new Float64Array(capacity * NUMBERS);
  let words = new Int32Array(numbers.buffer);

  function grow(): void {
    capacity *= 2;
    const [oldGroups, oldProducts, oldNumbers] = [groups, products, numbers];
    groups = new Int32Array(capacity);
    products = new Int32Array(capacity);
    numbers = new Float64Array(capacity * NUMBERS);
    words = new Int32Array(numbers.buffer);
    groups.set(oldGroups);
    products.set(oldProducts);
    numbers.set(oldNumbers);
  }

  return {
    size: () => size,
    append(group, productId, sign, isFirst, quantity, grossSales, refunds, cost) {
      if (size === capacity) grow();
      groups[size] = group;
      products[size] = productId;
      const word = size * WORDS;
      words[word] = productId;
      words[word + 1] = (sign < 0 ? TAKEN_AWAY : 0) | (isFirst ? FIRST_OF_ORDER : 0);
      const at = size * NUMBERS;
      numbers[at + 1] = quantity;
      numbers[at + 2] = grossSales;
      numbers[at + 3] = refunds;
      numbers[at + 4] = cost;
      size += 1;
    },
    countOrders() {
      let most = 0;
      for (let entry = 0; entry < size; entry++) if (products[entry]! > most) most = products[entry]!;
      const lastOrderOf = new Int32Array(most + 1); // by product: the last order it was seen in, from 1
      let order = 0;
      for (let entry = 0; entry < size; entry++) {
        const flags = entry * WORDS + 1;
        if (words[flags]! & FIRST_OF_ORDER) order += 1;
        if (lastOrderOf[products[entry]!] === order) continue;
        lastOrderOf[products[entry]!] = order;
        words[flags]! |= COUNTS_AS_ORDER;
      }
    },
    inRowOrder: (ranks) => inRowOrder(size, groups, products, ranks),
    addRun({ entries, bounds }, rank, sums) {
      const end = bounds[rank + 1]!;
      let productId = -1;
      let at = 0;
      let values = sums.values;
      for (let i = bounds[rank]!; i < end; i++) {
        const word = entries[i]! * WORDS;
        if (words[word] !== productId) {
          productId = words[word]!;
          at = sums.slotFor(productId) * PRODUCT_MEASURE_COUNT;
          values = sums.values;
        }
        const flags = words[word + 1]!;
        const sign = flags & TAKEN_AWAY ? -1 : 1;
        const from = entries[i]! * NUMBERS;
        const grossSales = numbers[from + 2]!;
        const refunds = numbers[from + 3]!;
        const cost = numbers[from + 4]!;
        if (flags & COUNTS_AS_ORDER) values[at + M.orders]! += sign;
        values[at + M.units]! += sign * numbers[from + 1]!;
        values[at + M.netSales]! += sign * (grossSales - refunds);
        values[at + M.refunds]! += sign * refunds;
        if (Number.isNaN(cost)) continue;
        values[at + M.cost]! += sign * cost;
        values[at + M.costedSales]! += sign * (grossSales - refunds);
        values[at + M.costedLines]! += sign;
      }
    },
    clear() {
      size = 0;
    },
  };
}
