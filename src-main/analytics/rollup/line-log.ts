/**
 * Lines as they come, 42 bytes each, to be gone through day by day later. A log put in order by counting costs less time
 * and memory than a hash table of cells, because few products repeat within one store's day.
 */
import type { CellSums } from './cell-sums.ts';
import { inRowOrder, type Ordered } from './in-row-order.ts';
import { M, PRODUCT_MEASURE_COUNT } from './measures.ts';

export interface LineLog {
  readonly size: number;
  /**
   * @param orders what the line adds to the orders of its product: the sign, or 0 when the order is counted already.
   * @param cost NaN: not known.
   */
  append(
    group: number,
    productId: number,
    sign: number,
    orders: number,
    quantity: number,
    grossSales: number,
    refunds: number,
    cost: number,
  ): void;
  inRowOrder(ranks: Int32Array): Ordered;
  /** Adds an entry to the sums of its product. */
  addTo(products: CellSums, entry: number): void;
  clear(): void;
}

export function createLineLog(): LineLog {
  let capacity = 4096;
  let size = 0;
  let groups = new Int32Array(capacity);
  let products = new Int32Array(capacity);
  let signs = new Int8Array(capacity);
  let orders = new Int8Array(capacity);
  /** Quantity, gross sales, refunds, cost of each entry. */
  let amounts = new Float64Array(capacity * 4);

  function grow(): void {
    capacity *= 2;
    groups = grown(groups, new Int32Array(capacity));
    products = grown(products, new Int32Array(capacity));
    signs = grown(signs, new Int8Array(capacity));
    orders = grown(orders, new Int8Array(capacity));
    amounts = grown(amounts, new Float64Array(capacity * 4));
  }

  return {
    get size() {
      return size;
    },
    append(group, productId, sign, ordersOfProduct, quantity, grossSales, refunds, cost) {
      if (size === capacity) grow();
      groups[size] = group;
      products[size] = productId;
      signs[size] = sign;
      orders[size] = ordersOfProduct;
      const at = size * 4;
      amounts[at] = quantity;
      amounts[at + 1] = grossSales;
      amounts[at + 2] = refunds;
      amounts[at + 3] = cost;
      size += 1;
    },
    inRowOrder: (ranks) => inRowOrder(size, groups, products, ranks),
    addTo(sums, entry) {
      const at = sums.slotFor(products[entry]!) * PRODUCT_MEASURE_COUNT;
      const { values } = sums;
      const sign = signs[entry]!;
      const from = entry * 4;
      const grossSales = amounts[from + 1]!;
      const refunds = amounts[from + 2]!;
      const cost = amounts[from + 3]!;
      values[at + M.orders]! += orders[entry]!;
      values[at + M.units]! += sign * amounts[from]!;
      values[at + M.grossSales]! += sign * grossSales;
      values[at + M.refunds]! += sign * refunds;
      if (Number.isNaN(cost)) return;
      values[at + M.cost]! += sign * cost;
      values[at + M.costedSales]! += sign * (grossSales - refunds);
      values[at + M.costedLines]! += sign;
    },
    clear() {
      size = 0;
    },
  };
}

function grown<Column extends Int32Array | Int8Array | Float64Array>(column: Column, larger: Column): Column {
  larger.set(column);
  return larger;
}
