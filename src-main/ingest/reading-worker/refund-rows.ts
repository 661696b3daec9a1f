/** Rows that are refunds of their own, told by a refund's number and by nothing that was sold (`understand/refund-number.ts`). */
import type { Field } from '#shared/contract/index.ts';
import type { RecordBlock } from '../record-block.ts';
import { type Cell, createCell, isMissing, moveTo, readMoney, unwrapId } from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';

const SOLD_FOR: readonly Field[] = ['lineAmount', 'orderTotal', 'amountPaid', 'amountReceived'];
const ZERO = 0x30;

export interface RefundRows {
  /** The column of the refunds' numbers, -1 when the file has none. */
  readonly column: number;
  isRefund(block: RecordBlock, record: number): boolean;
}

/** Makes what tells a file's refunds from its orders. */
export function createRefundRows({ settings, study }: FileReading): RefundRows {
  const sums = SOLD_FOR.map((field) => columnOf(settings, field)).filter((column) => column >= 0);
  const column = sums.length === 0 ? -1 : study.refundNumber;
  const cell = createCell();
  return {
    column,
    isRefund(block, record) {
      if (column < 0) return false;
      moveTo(cell, block, record, column);
      unwrapId(cell);
      if (isMissing(cell) || isZero(cell)) return false;
      return sums.every((sum) => {
        moveTo(cell, block, record, sum);
        return !(readMoney(cell, settings.decimalComma) > 0);
      });
    },
  };
}

/** Some programs write 0 where there is no number. */
function isZero({ bytes, start, end }: Cell): boolean {
  return end - start === 1 && bytes[start] === ZERO;
}
