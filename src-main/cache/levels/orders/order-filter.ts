/** The filters of the list of orders as tests of a row of columns. Each opens only the columns that it looks at. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { TextColumn } from '../../codec/index.ts';
import type { OrdersTable } from './columns.ts';
import type { StoreOrdersQuestion } from './list-orders.ts';

type Matches = (row: number) => boolean;

/** Gives a function that tells whether the order in a row is wanted. */
export function orderFilter({ orders, lines }: OrdersTable, question: StoreOrdersQuestion): Matches {
  const { number, status, channel, productId } = question;
  const tests: Matches[] = [];
  if (status !== undefined) {
    const wanted = ORDER_STATUS[status];
    const { values } = orders.column('status');
    tests.push((row) => values[row] === wanted);
  }
  if (channel !== undefined) tests.push(equals(orders.column('channel'), channel));
  if (productId !== undefined)
    tests.push(holds(orders.column('lines').values, lines.column('productId').values, productId));
  if (number) tests.push(contains(orders.column('number'), number));
  return (row) => tests.every((test) => test(row));
}

function equals({ dictionary, at }: TextColumn, text: string): Matches {
  if (!dictionary) return (row) => at(row) === text;
  const wanted = dictionary.texts.indexOf(text);
  return (row) => dictionary.codes[row] === wanted && wanted >= 0;
}

/** Letter case of ASCII does not count, as in SQLite's `lower`. */
function contains({ at }: TextColumn, part: string): Matches {
  const wanted = foldCase(part);
  return (row) => foldCase(at(row) ?? '').includes(wanted);
}

function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The orders with a line of the product, found in one pass over all lines. */
function holds(counts: ArrayLike<number>, products: ArrayLike<number>, productId: number): Matches {
  const has = new Uint8Array(counts.length);
  let line = 0;
  for (let row = 0; row < counts.length; row++) {
    const end = line + counts[row]!;
    for (; line < end; line++) if (products[line] === productId) has[row] = 1;
  }
  return (row) => has[row] === 1;
}
