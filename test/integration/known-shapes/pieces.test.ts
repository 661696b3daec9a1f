import { describe, expect, it } from 'vitest';
import type { Table } from './file-bytes.ts';
import { book, given, text } from './given.ts';

describe.concurrent('rows that name a product and neither quantity nor amount', () => {
  const menu: Table = [
    ['menu_item_id', 'item_name', 'price'],
    [101, 'Soup', 10],
    [102, 'Rice', 5],
  ];
  const PIECES = ['order_details_id', 'order_id', 'order_date', 'item_id'];
  const dishes: Table = [PIECES, [1, 1, '2025-01-03', 101], [2, 1, '2025-01-03', 102], [3, 2, '2025-01-04', 101]];

  it('are refused one by one where no list tells their price', async ({ expect }) => {
    const { inspected, end } = await given(text('order_details.csv', dishes));
    expect(inspected).toMatchObject([{ settings: { kind: 'orders' }, questions: [], missing: [] }]);
    expect(end.counts).toMatchObject({ orders: 0, rejections: [{ reason: 'PRICE_MISSING', rows: 3 }] });
  });

  it('are a piece each beside heads that tell the day', async ({ expect }) => {
    const { totals, months } = await given(
      text('orders.csv', [
        ['order_id', 'order_date', 'status'],
        [1, '2025-01-03', 'completed'],
        [2, '2025-02-04', 'cancelled'],
      ]),
      text(
        'order_items.csv',
        dishes.map(([, number, , item]) => [number!, item!]),
      ),
      text('menu.csv', menu),
    );
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000, refunds: 100_000 });
    expect(months).toEqual({ '2025-01': 150_000, '2025-02': 0 });
  });

  it('are sheets of a workbook like any others', async ({ expect }) => {
    const { totals } = await given(book({ name: 'menu', rows: menu }, { name: 'orders', rows: dishes }));
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000 });
  });

  it('count nothing twice that another table tells with its worth', async ({ expect }) => {
    const sold: Table = [
      ['order_id', 'order_date', 'item_id', 'quantity', 'unit_price'],
      [1, '2025-01-03', 101, 2, 10],
      [2, '2025-01-04', 102, 1, 5],
    ];
    const { inspected, totals } = await given(
      text('sold.csv', sold),
      text('pieces.csv', dishes),
      text('menu.csv', menu),
    );
    expect(inspected[1]).toMatchObject({ settings: null });
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000 });
  });

  it.each([
    [
      'reviews',
      ['order_id', 'product_id', 'created_at', 'rating'],
      [1, 101, '2025-01-03', 5],
      [1, 102, '2025-01-03', 4],
    ],
    [
      'a session',
      ['session_id', 'date', 'product_id', 'page'],
      [1, '2025-01-03', 101, 'home'],
      [1, '2025-01-03', 102, 'cart'],
    ],
    [
      'events',
      ['timestamp', 'visitor_id', 'item_id', 'transaction_id'],
      ['2025-01-03', 1, 101, ''],
      ['2025-01-03', 1, 102, ''],
      ['2025-01-03', 1, 101, 9],
    ],
    ['payments', ['order_id', 'payment_date', 'payment_method'], [1, '2025-01-03', 'cash'], [1, '2025-01-03', 'card']],
  ])('are not %s', async (_, ...rows) => {
    const { inspected } = await given(text('menu.csv', menu), text('other.csv', rows as Table));
    expect(inspected[1]).toMatchObject({ settings: null });
  });
});
