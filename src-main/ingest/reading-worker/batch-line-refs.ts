/**
 * What the lines of a batch are known by, if their orders are new: their number in the file, else their product, and for
 * repeats within an order the how-many-th they are. The same as write/line-refs.ts finds for orders one at a time, in the
 * form in which it is stored.
 */
import { FIRST_OF_PRODUCT, occurrenceLineRef, repeatedLineRef } from '../line-ref-hash.ts';
import type { OrderBatch } from '../order-batch.ts';

export type LineRefColumns = Pick<OrderBatch, 'lineStart' | 'lineKey' | 'product' | 'lineRef'>;

/** Orders with more numbered lines than this count repeats in a map instead of looking back. */
const FEW_LINES = 24;

/** Makes what fills `lineRef` for the orders of batches. @param text the import's dictionary. */
export function createBatchLineRefs(text: (index: number) => string) {
  /** By product: the last order it was seen in, and how often before. */
  let lastOrder = new Int32Array(1024);
  let times = new Int32Array(1024);
  let orders = 0;

  function makeRoom(product: number): void {
    if (product < lastOrder.length) return;
    const length = Math.max(product + 1, lastOrder.length * 2);
    const [oldOrders, oldTimes] = [lastOrder, times];
    lastOrder = new Int32Array(length);
    times = new Int32Array(length);
    lastOrder.set(oldOrders);
    times.set(oldTimes);
  }

  function ofProduct(product: number): number {
    makeRoom(product);
    if (lastOrder[product] === orders) {
      times[product]! += 1;
      return occurrenceLineRef(text(product), times[product]!);
    }
    lastOrder[product] = orders;
    times[product] = 0;
    return FIRST_OF_PRODUCT;
  }

  /** Numbers hardly ever repeat: the lines before are looked through, or put into a map where there are many. */
  function ofNumbered({ lineKey, lineRef }: LineRefColumns, start: number, end: number): void {
    const counts = end - start > FEW_LINES ? new Map<number, number>() : null;
    for (let line = start; line < end; line++) {
      const key = lineKey[line]!;
      if (Number.isNaN(key)) continue;
      let occurrence = counts?.get(key) ?? 0;
      counts?.set(key, occurrence + 1);
      if (!counts) for (let before = start; before < line; before++) if (lineKey[before] === key) occurrence++;
      lineRef[line] = repeatedLineRef(key, occurrence);
    }
  }

  return (columns: LineRefColumns, count: number): void => {
    const { lineStart, lineKey, product, lineRef } = columns;
    for (let order = 0; order < count; order++) {
      orders++;
      const start = lineStart[order]!;
      const end = lineStart[order + 1]!;
      let numbered = false;
      for (let line = start; line < end; line++) {
        if (Number.isNaN(lineKey[line]!)) lineRef[line] = ofProduct(product[line]!);
        else numbered = true;
      }
      if (numbered) ofNumbered(columns, start, end);
    }
  };
}
