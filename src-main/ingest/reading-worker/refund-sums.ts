/** What lists of refunds give back of each order: an order may be on them several times. */
import { MONEY_SCALE } from '#shared/domain/money.ts';
import type { RecordBlock } from '../record-block.ts';
import { createCell, createTextDictionary, moveTo, readMoney, unwrapId } from '../understand/index.ts';
import type { OrderIndex } from './order-index.ts';
import type { OrderTable } from './order-table.ts';

const encoder = new TextEncoder();
const DECIMALS = String(MONEY_SCALE).length - 1;

/** Adds up the lists; gives them as an index of one field, written with a decimal comma or without. Throws what opening them throws. */
export async function indexRefunds(lists: readonly OrderTable[]): Promise<(decimalComma: boolean) => OrderIndex> {
  const numbers = createTextDictionary();
  /** By the dictionary's number of the order's; 1/10,000. */
  const sums: number[] = [];
  const cell = createCell();

  function entryAt(block: RecordBlock, record: number, column: number): number {
    moveTo(cell, block, record, column);
    unwrapId(cell);
    return cell.start === cell.end ? -1 : numbers.index(cell.bytes, cell.start, cell.end);
  }

  for (const { settings, open } of lists) {
    const { columns, headerRecord, decimalComma } = settings;
    for await (const block of await open()) {
      for (let record = Math.max(0, headerRecord + 1 - block.firstRecord); record < block.records; record++) {
        const entry = entryAt(block, record, columns.orderNumber!);
        moveTo(cell, block, record, columns.refundedAmount!);
        const amount = readMoney(cell, decimalComma);
        if (entry >= 0 && Number.isFinite(amount)) sums[entry] = (sums[entry] ?? 0) + Math.abs(amount);
      }
    }
  }

  return (decimalComma) => {
    const textOf = (order: number) => encoder.encode(written(sums[order] ?? 0, decimalComma ? ',' : '.'));
    return {
      orders: sums.length,
      repeated: 0,
      find(block, record, column) {
        const entry = entryAt(block, record, column);
        return sums[entry] === undefined ? -1 : entry;
      },
      copy(order, _field, target, at) {
        const text = textOf(order);
        target.set(text, at);
        return at + text.length;
      },
      isBlank: () => false,
      size: (order) => textOf(order).length,
    };
  };
}

function written(amount: number, sign: string): string {
  return `${Math.floor(amount / MONEY_SCALE)}${sign}${String(amount % MONEY_SCALE).padStart(DECIMALS, '0')}`;
}
