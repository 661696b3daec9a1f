import { describe, it } from 'vitest';
import type { Table } from './file-bytes.ts';
import { book, text } from './given.ts';
import { importShape } from './import-shape.ts';

describe.concurrent('orders that are told twice, in lines and summed up', () => {
  const lines: Table = [
    ['Date', 'Receipt number', 'Receipt type', 'Item', 'Quantity', 'Net sales', 'Cost of goods', 'Store'],
    ['2025-01-03', 'R-1001', 'Sale', 'Latte', 2, 8, 2, 'North'],
    ['2025-01-03', 'R-1001', 'Sale', 'Tea', 1, 3, 1, 'North'],
    ['2025-01-03', 'R-1002', 'Sale', 'Tea', 1, 3, 1, 'South'],
    ['2025-01-04', 'R-1003', 'Refund', 'Latte', -1, -4, -1, 'North'],
    ['2025-01-04', 'R-1004', 'Sale', 'Bun', 1, 5, 2, 'North'],
    ['2025-01-04', 'R-1004', 'Sale', 'Latte', 1, 4, 1, 'North'],
  ];
  const receipts: Table = [
    ['Date', 'Receipt number', 'Receipt type', 'Net sales', 'Cost of goods', 'Description', 'Store'],
    ['2025-01-03', 'R-1001', 'Sale', 11, 3, '2 x Latte, 1 x Tea', 'North'],
    ['2025-01-03', 'R-1002', 'Sale', 3, 1, '1 x Tea', 'South'],
    ['2025-01-04', 'R-1003', 'Refund', -4, -1, '1 x Latte', 'North'],
    ['2025-01-04', 'R-1004', 'Sale', 9, 3, '1 x Bun, 1 x Latte', 'North'],
  ];
  const files = [text('receipts.csv', receipts), text('items.csv', lines)] as const;

  it('count once, whichever of the two files comes first', async ({ expect }) => {
    const once = { orders: 4, units: 5, gross: 230_000, refunds: 40_000, cost: 60_000 };
    expect((await importShape({ files })).totals).toEqual(once);
    expect((await importShape({ files: files.toReversed() })).totals).toEqual(once);
  });

  it('have the state and the discount of the sheet that sums them up, and the store', async ({ expect }) => {
    const orders: Table = [
      ['订单号', '下单时间', '门店', '商品信息', '商品总数', '订单金额', '优惠', '实收金额', '订单状态'],
      ['A1', '2025-01-03 10:00', '东店', '茶x2,杯x1', 3, 25, 5, 20, '已完成'],
      ['A2', '2025-01-04 10:00', '东店', '茶x1', 1, 10, 0, 10, '已退款'],
    ];
    const goods: Table = [
      ['订单号', '下单时间', '商品名称', '数量', '单价', '金额'],
      ['A1', '2025-01-03 10:00', '茶', 2, 10, 20],
      ['A1', '2025-01-03 10:00', '杯', 1, 5, 5],
      ['A2', '2025-01-04 10:00', '茶', 1, 10, 10],
    ];
    for (const sheets of [
      [orders, goods],
      [goods, orders],
    ]) {
      const { totals } = await importShape({
        files: [book(...sheets.map((rows, i) => ({ name: `${i + 1}`, rows })))],
      });
      expect(totals).toMatchObject({ orders: 2, units: 4, gross: 300_000, refunds: 100_000 });
    }
  });

  it('stay two tables where they have the same columns', async ({ expect }) => {
    const [head, ...rows] = lines;
    const more = rows.slice(0, 3).map((row) => row.with(1, `${row[1]}0`).with(3, 'Juice'));
    const { totals } = await importShape({ files: [files[1], text('more.csv', [head!, ...more])] });
    expect(totals).toMatchObject({ orders: 6, units: 9 });
  });
});
