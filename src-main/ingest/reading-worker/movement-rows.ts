/** What each row of a payment service's bill is: a sale, money given back, or neither (`understand/movements.ts`). */
import type { Field } from '#shared/contract/index.ts';
import type { RecordBlock } from '../record-block.ts';
import { createCell, type Movement, type Movements, moveTo, readMoney, textOf } from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';

const AMOUNTS: readonly Field[] = ['amountReceived', 'amountPaid', 'orderTotal', 'lineAmount'];

/** Makes the reader of one bill's movements. */
export function createMovementReader(
  { settings }: FileReading,
  movements: Movements,
): (block: RecordBlock, record: number) => Movement {
  const amount = AMOUNTS.map((field) => columnOf(settings, field)).find((column) => column >= 0) ?? -1;
  const cell = createCell();

  function word(block: RecordBlock, record: number, column: number): string {
    moveTo(cell, block, record, column);
    return textOf(cell);
  }

  return (block, record) => {
    const kind = word(block, record, movements.kind);
    if (movements.direction >= 0) return movements.meaning(kind, word(block, record, movements.direction));
    moveTo(cell, block, record, amount);
    return movements.meaning(kind, readMoney(cell, settings.decimalComma));
  };
}
