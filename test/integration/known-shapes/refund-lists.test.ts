import { describe, it } from 'vitest';
import type { Table } from './file-bytes.ts';
import { book, given, text } from './given.ts';

const LINES = ['order_id', 'sku', 'quantity', 'unit_price'];

describe.concurrent('a list of refunds', () => {
  const REFUNDS = ['order_item_refund_id', 'created_at', 'order_item_id', 'order_id', 'refund_amount_usd'];
  const orders: Table = [
    ['order_id', 'created_at', 'price_usd'],
    [1, '2025-01-03 10:00:00', 15],
    [2, '2025-01-04 10:00:00', 10],
    [3, '2025-01-05 10:00:00', 10],
  ];
  const items: Table = [
    ['order_item_id', 'created_at', 'order_id', 'product_id', 'price_usd'],
    [1, '2025-01-03 10:00:00', 1, 7, 10],
    [2, '2025-01-03 10:00:00', 1, 8, 5],
    [3, '2025-01-04 10:00:00', 2, 7, 10],
    [4, '2025-01-05 10:00:00', 3, 7, 10],
  ];
  const refunds: Table = [
    REFUNDS,
    [1, '2025-02-01 10:00:00', 1, 1, 4],
    [2, '2025-02-02 10:00:00', 2, 1, 5],
    [3, '2025-02-03 10:00:00', 3, 2, 10],
  ];

  it('is taken off its orders, on the days of the orders, however often it names one', async ({ expect }) => {
    const files = [text('orders.csv', orders), text('items.csv', items), text('refunds.csv', refunds)];
    const { inspected, totals, months, again } = await given(...files);
    expect(inspected).toMatchObject([{ missing: [] }, { missing: [] }, { missing: [], questions: [] }]);
    expect(totals).toMatchObject({ orders: 3, units: 4, gross: 350_000, refunds: 190_000 });
    expect(months).toEqual({ '2025-01': 160_000 });
    expect(again.counts).toMatchObject({ added: 0, changed: 0 });
  });

  it('may come in several files, or on a sheet', async ({ expect }) => {
    const [headings, ...rows] = refunds;
    const apart = await given(
      text('items.csv', items),
      ...rows.map((row, i) => text(`refunds-${i}.csv`, [headings!, row])),
    );
    expect(apart.totals).toMatchObject({ gross: 350_000, refunds: 190_000 });
    const sheets = await given(book({ name: 'items', rows: items }, { name: 'refunds', rows: refunds }));
    expect(sheets.totals).toMatchObject({ gross: 350_000, refunds: 190_000 });
  });

  it('is no heads of lines, and heads with a column of refunds are no list of them', async ({ expect }) => {
    const alone = await given(text('refunds.csv', refunds));
    expect(alone.inspected).toMatchObject([{ missing: ['placedAt', 'lineAmount'] }]);
    const { totals } = await given(
      text('heads.csv', [
        ['order_id', 'order_date', 'refund_amount'],
        [1, '2025-01-03', 5],
        [2, '2025-01-04', 0],
      ]),
      text('lines.csv', [LINES, [1, 'p', 1, 10], [2, 'p', 1, 10]]),
    );
    expect(totals).toMatchObject({ orders: 2, gross: 200_000, refunds: 50_000 });
  });
});
