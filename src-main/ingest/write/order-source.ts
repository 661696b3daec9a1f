/**
 * An order's `source` column holds what the file gave for the whole order, so that the order can be settled anew when
 * more of it arrives. Most orders need none (NULL), and most others only letters: a value equal to the order's total,
 * which has its own column, is not written again.
 *
 * `T` total, `P` paid, `V` received, `R` refunded, each alone (equal to the total) or with its value in 1/10,000;
 * `C` cash on delivery; `X` the numbers of lines that were given back on their own. Parts are parted by blanks.
 */
import type { OrderAmounts } from './settle-order.ts';

export interface OrderSource extends OrderAmounts {
  readonly cashOnDelivery: boolean;
  readonly returnedLines: readonly number[];
}

function part(letter: string, value: number, total: number): string {
  if (Number.isNaN(value)) return '';
  return value === total ? ` ${letter}` : ` ${letter}${value}`;
}

/** @param total the value of the order's `total` column. */
export function encodeOrderSource(source: OrderSource, total: number): string | null {
  let text = Number.isNaN(source.total) ? '' : ' T';
  text += part('P', source.paid, total) + part('V', source.received, total) + part('R', source.refunded, total);
  if (source.cashOnDelivery) text += ' C';
  if (source.returnedLines.length > 0) text += ` X${source.returnedLines.join(',')}`;
  return text === '' ? null : text.slice(1);
}

/** @param total the value of the order's `total` column. */
export function decodeOrderSource(text: string | null, total: number): OrderSource {
  const source = {
    total: Number.NaN,
    paid: Number.NaN,
    received: Number.NaN,
    refunded: Number.NaN,
    cashOnDelivery: false,
    returnedLines: [] as number[],
  };
  if (text === null) return source;
  for (const item of text.split(' ')) {
    const value = item.length === 1 ? total : Number(item.slice(1));
    switch (item[0]) {
      case 'T':
        source.total = total;
        break;
      case 'P':
        source.paid = value;
        break;
      case 'V':
        source.received = value;
        break;
      case 'R':
        source.refunded = value;
        break;
      case 'C':
        source.cashOnDelivery = true;
        break;
      case 'X':
        source.returnedLines = item.slice(1).split(',').map(Number);
        break;
    }
  }
  return source;
}
