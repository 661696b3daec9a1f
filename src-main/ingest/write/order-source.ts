/**
 * An order's `source` column holds what the file gave for the whole order, so that the order can be settled anew when
 * more of it arrives. Most orders need none (NULL), and most others only letters: a value equal to one of the order's
 * own columns is not written again.
 *
 * `T` total, `P` paid, `V` received, `R` refunded: a capital alone is the order's total, a small letter alone its gross
 * sales, else the value in 1/10,000 follows. `C` cash on delivery; `X` the numbers of lines that were given back on
 * their own. Parts are parted by blanks.
 */
import type { OrderAmounts } from '../settle/index.ts';

export interface OrderSource extends OrderAmounts {
  readonly cashOnDelivery: boolean;
  readonly returnedLines: readonly number[];
}

/** The columns of the order's row that its source refers to. */
export interface SourceColumns {
  readonly total: number;
  readonly grossSales: number;
}

function part(letter: string, value: number, { total, grossSales }: SourceColumns): string {
  if (Number.isNaN(value)) return '';
  if (value === total) return ` ${letter}`;
  return value === grossSales ? ` ${letter.toLowerCase()}` : ` ${letter}${value}`;
}

export function encodeOrderSource(source: OrderSource, columns: SourceColumns): string | null {
  let text = Number.isNaN(source.total) ? '' : ' T';
  text += part('P', source.paid, columns) + part('V', source.received, columns) + part('R', source.refunded, columns);
  if (source.cashOnDelivery) text += ' C';
  if (source.returnedLines.length > 0) text += ` X${source.returnedLines.join(',')}`;
  return text === '' ? null : text.slice(1);
}

const CACHED = 5;
const OTHER = 4;

/** Which of the forms of `part` a value takes. */
function form(value: number, total: number, grossSales: number): number {
  if (Number.isNaN(value)) return 0;
  if (value === total) return 1;
  if (value === grossSales) return 2;
  return value === 0 ? 3 : OTHER;
}

/** Makes an encoder of sources without returned lines that makes each text once: nearly all orders have one of few. */
export function createSourceEncoder() {
  const texts = new Array<string | null | undefined>(CACHED ** 3 * 4);
  const source = { total: 0, paid: 0, received: 0, refunded: 0, cashOnDelivery: false, returnedLines: [] };
  const columns = { total: 0, grossSales: 0 };
  return (
    total: number,
    paid: number,
    received: number,
    refunded: number,
    cashOnDelivery: boolean,
    placed: number,
    grossSales: number,
  ): string | null => {
    const ofPaid = form(paid, placed, grossSales);
    const ofReceived = form(received, placed, grossSales);
    const ofRefunded = form(refunded, placed, grossSales);
    const flags = (Number.isNaN(total) ? 0 : 1) + (cashOnDelivery ? 2 : 0);
    const index = ((ofPaid * CACHED + ofReceived) * CACHED + ofRefunded) * 4 + flags;
    const known = texts[index];
    if (known !== undefined) return known;
    Object.assign(source, { total, paid, received, refunded, cashOnDelivery });
    Object.assign(columns, { total: placed, grossSales });
    const text = encodeOrderSource(source, columns);
    if (ofPaid !== OTHER && ofReceived !== OTHER && ofRefunded !== OTHER) texts[index] = text;
    return text;
  };
}

export function decodeOrderSource(text: string | null, { total, grossSales }: SourceColumns): OrderSource {
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
    const value = item.length > 1 ? Number(item.slice(1)) : item === item.toUpperCase() ? total : grossSales;
    switch (item[0]!.toUpperCase()) {
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
