import { describe, expect, it } from 'vitest';
import { inspectRows } from '../../../../src-main/ingest/understand/index.ts';

/** Rows of two lines an order, each second of them with a discount of 1.50. */
function rowsOf(cells: (line: { n: number; quantity: number; price: number; off: number }) => readonly string[]) {
  return Array.from({ length: 40 }, (_, n) => [
    `A${Math.floor(n / 2)}`,
    '2025-01-03',
    `P${n}`,
    ...cells({ n, quantity: 1 + (n % 3), price: 4 + (n % 7), off: n % 2 === 0 ? 0 : 1.5 }),
  ]);
}
const HEADINGS = ['order number', 'date', 'sku'];
const fieldsOf = (headings: readonly string[], rows: string[][]) => {
  const all = [...HEADINGS, ...headings];
  const { settings } = inspectRows([all, ...rows]);
  return Object.fromEntries(Object.entries(settings?.columns ?? {}).map(([field, column]) => [field, all[column]]));
};
const text = (amount: number) => amount.toFixed(2);

describe('an amount with a discount beside it', () => {
  it('is the column that is less the discount, whatever its heading', () => {
    const rows = rowsOf(({ quantity, price, off }) =>
      [quantity, price, quantity * price, off, quantity * price - off].map(text),
    );
    const headings = ['quantity', 'unit price', 'amount', 'discount', 'what is left'];
    expect(fieldsOf(headings, rows)).toMatchObject({ lineAmount: 'what is left', lineDiscount: 'discount' });
  });

  it('is found where the amount before the discount is only quantity times price', () => {
    const rows = rowsOf(({ quantity, price, off }) => [quantity, price, off, quantity * price - off].map(text));
    expect(fieldsOf(['quantity', 'unit price', 'discount', 'income'], rows)).toMatchObject({ lineAmount: 'income' });
  });

  it("has its tax put on where the line's total has it", () => {
    const rows = rowsOf(({ quantity, price, off }) =>
      [quantity, quantity * price, off, 0.3, quantity * price - off + 0.3].map(text),
    );
    const fields = fieldsOf(['qty', 'subtotal', 'discount', 'tax', 'total'], rows);
    expect(fields).toMatchObject({ lineAmount: 'total' });
    expect(fields).not.toHaveProperty('orderTotal');
  });

  it('stays as it is where no column is less the discount', () => {
    const rows = rowsOf(({ n, quantity, price, off }) => [quantity * price, off, n].map(text));
    expect(fieldsOf(['amount', 'discount', 'points'], rows)).toMatchObject({ lineAmount: 'amount' });
  });
});

describe('a price that is less the discount already', () => {
  it.each([
    ['money', ({ price, off }: { price: number; off: number }) => [price + off, off, price]],
    ['a share', ({ price }: { price: number }) => [price / 0.8, 0.2, price]],
    ['a percentage', ({ price }: { price: number }) => [price / 0.8, 20, price]],
  ])('has no discount taken off once more: %s', (_, cells) => {
    const rows = rowsOf((line) => [line.quantity, ...cells(line)].map((cell) => String(cell)));
    const fields = fieldsOf(['qty', 'before', 'discount', 'price'], rows);
    expect(fields).toMatchObject({ unitPrice: 'price' });
    expect(fields).not.toHaveProperty('lineDiscount');
  });
});
