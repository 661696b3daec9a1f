import { describe, it } from 'vitest';
import type { Table } from './file-bytes.ts';
import { book, given, text } from './given.ts';
import { importShape } from './import-shape.ts';

const DETAIL = ['单号', '日期', '商品编码', '数量', '单价'];
const january: Table = [DETAIL, ['A1', '2025-01-03', 'p', 2, 10], ['A2', '2025-01-04', 'q', 1, 5]];
const february: Table = [DETAIL, ['A3', '2025-02-03', 'p', 1, 10]];

const HEADS = ['order_id', 'order_date', 'status'];
const LINES = ['order_id', 'sku', 'quantity', 'unit_price'];

describe.concurrent('a workbook of several tables', () => {
  it('is read without the sums that repeat its orders', async ({ expect }) => {
    const daily: Table = [
      ['日期', '销售额'],
      ['2025-01-03', 20],
      ['2025-01-04', 5],
      ['2025-02-03', 10],
    ];
    const { totals, inspected } = await given(
      book({ name: '汇总', rows: daily }, { name: '1月', rows: january }, { name: '2月', rows: february }),
    );
    expect(totals).toMatchObject({ orders: 3, gross: 350_000 });
    expect(inspected).toMatchObject([{ settings: { sheet: '1月', moreSheets: ['2月'] } }]);
  });

  it('is read with both of two tables of different orders, though their headings differ', async ({ expect }) => {
    const online: Table = [
      ['订单编号', '下单时间', '商品名称', '数量', '金额'],
      ['W1', '2025-01-05 10:00:00', '茶', 1, 7],
    ];
    const { totals } = await given(book({ name: '门店', rows: january }, { name: '网店', rows: online }));
    expect(totals).toMatchObject({ orders: 3, gross: 320_000 });
  });

  it('is read once where another sheet shows the same orders in another way', async ({ expect }) => {
    const bills: Table = [
      ['单号', '日期', '金额'],
      ['A1', '2025-01-03', 20],
      ['A2', '2025-01-04', 5],
    ];
    const { totals } = await given(book({ name: '账单', rows: bills }, { name: '明细', rows: january }));
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000 });
  });

  it('gives its lines the prices and costs of its product list', async ({ expect }) => {
    const sold: Table = [
      ['单号', '日期', '商品编码', '数量'],
      ['A1', '2025-01-03', 'p', 3],
    ];
    const list: Table = [
      ['商品编码', '商品名称', '售价', '成本价'],
      ['p', '茶', 10, 4],
    ];
    const { totals } = await given(book({ name: '销售', rows: sold }, { name: '商品', rows: list }));
    expect(totals).toMatchObject({ orders: 1, units: 3, gross: 300_000, cost: 120_000 });
  });

  it('counts orders on its list of returns as refunded', async ({ expect }) => {
    const returns: Table = [
      ['Returned', 'Order ID'],
      ['Yes', 'A2'],
    ];
    const { totals } = await given(book({ name: 'Orders', rows: january }, { name: 'Returns', rows: returns }));
    expect(totals).toMatchObject({ orders: 2, gross: 250_000, refunds: 50_000 });
  });
});

describe.concurrent('orders told in heads and lines', () => {
  it('are put together whichever file comes first, a pair of files a month too', async ({ expect }) => {
    const { totals, months } = await given(
      text('lines-1.csv', [LINES, ['1', 'p', 2, 10], ['1', 'q', 1, 5]]),
      text('lines-2.csv', [LINES, ['2', 'p', 1, 10]]),
      text('heads-1.csv', [HEADS, ['1', '2025-01-03', 'completed']]),
      text('heads-2.csv', [HEADS, ['2', '2025-02-03', 'completed']]),
    );
    expect(totals).toMatchObject({ orders: 2, units: 4, gross: 350_000 });
    expect(months).toEqual({ '2025-01': 250_000, '2025-02': 100_000 });
  });

  it('take status and what was paid from the head, and share it out over the lines', async ({ expect }) => {
    const { totals } = await given(
      text('heads.csv', [
        [...HEADS, 'amount paid'],
        ['1', '2025-01-03', 'completed', '24'],
        ['2', '2025-01-03', 'cancelled', '10'],
      ]),
      text('lines.csv', [LINES, ['1', 'p', 2, 10], ['2', 'p', 1, 10], ['1', 'q', 1, 5]]),
    );
    expect(totals).toMatchObject({ orders: 2, units: 4, gross: 340_000, refunds: 100_000 });
  });

  it('keep a head without lines that says what it is worth, and refuse one that does not', async ({ expect }) => {
    const worth = await given(
      text('heads.csv', [
        [...HEADS, 'total'],
        ['1', '2025-01-03', 'completed', 20],
        ['2', '2025-01-04', 'completed', 7],
      ]),
      text('lines.csv', [LINES, ['1', 'p', 2, 10]]),
    );
    expect(worth.totals).toMatchObject({ orders: 2, gross: 270_000 });
    const bare = await given(
      text('heads.csv', [HEADS, ['1', '2025-01-03', 'completed'], ['2', '2025-01-04', 'completed']]),
      text('lines.csv', [LINES, ['1', 'p', 2, 10]]),
    );
    expect(bare.end.counts).toMatchObject({ orders: 1, rejections: [{ reason: 'PRICE_MISSING', rows: 1 }] });
  });

  it('are put together by the number that lines name, of several that heads have', async ({ expect }) => {
    const { totals } = await given(
      text('SalesOrderHeader.csv', [
        ['SalesOrderID', 'OrderDate', 'Status', 'SalesOrderNumber', 'SubTotal', 'TaxAmt', 'TotalDue'],
        [43659, '2011-05-31', 5, 'SO43659', 25, 2, 27],
        [43660, '2011-06-01', 5, 'SO43660', 10, 1, 11],
      ]),
      text('SalesOrderDetail.csv', [
        ['SalesOrderID', 'SalesOrderDetailID', 'OrderQty', 'ProductID', 'UnitPrice', 'LineTotal'],
        [43659, 1, 2, 776, 10, 20],
        [43659, 2, 1, 777, 5, 5],
        [43660, 3, 1, 776, 10, 10],
      ]),
    );
    expect(totals).toMatchObject({ orders: 2, units: 4, gross: 350_000 });
  });

  it('refuse a line whose head is not there', async ({ expect }) => {
    const { end } = await given(
      text('heads.csv', [HEADS, ['1', '2025-01-03', 'completed']]),
      text('lines.csv', [LINES, ['1', 'p', 2, 10], ['9', 'p', 1, 10]]),
    );
    expect(end.counts).toMatchObject({ orders: 1, rejections: [{ reason: 'DATE_MISSING', rows: 1 }] });
  });

  it('are asked for what is missing while only one of the two is there', async ({ expect }) => {
    const lines = await given(text('lines.csv', [LINES, ['1', 'p', 2, 10]]));
    expect(lines.inspected).toMatchObject([{ settings: { kind: 'orders' }, missing: ['placedAt'] }]);
    expect(lines.end).toMatchObject({ state: 'failed', failure: { code: 'MAPPING_INCOMPLETE' } });
  });
});

describe.concurrent('heads beside lines that are dated themselves', () => {
  const DATED_LINES = ['order_item_id', 'created_at', 'order_id', 'product_id', 'price_usd'];
  const items: Table = [
    DATED_LINES,
    [1, '2025-01-03 10:00:00', 1, 7, 10],
    [2, '2025-01-03 10:00:00', 1, 8, 5],
    [3, '2025-01-04 10:00:00', 2, 7, 10],
  ];
  const bills: Table = [
    ['订单号', '下单时间', '门店', '订单状态', '实付金额'],
    ['A1', '2025-01-03 10:00:00', '东', '已完成', 24],
    ['A2', '2025-01-04 10:00:00', '西', '已取消', 10],
  ];
  const goods: Table = [
    ['订单号', '下单时间', '商品名称', '数量', '单价', '金额'],
    ['A2', '2025-02-04 10:00:00', '茶', 1, 10, 10],
    ['A1', '2025-02-03 10:00:00', '茶', 2, 10, 20],
    ['A1', '2025-02-03 10:00:00', '咖啡', 1, 5, 5],
  ];
  const withoutStore = (rows: Table): Table => rows.map((row) => row.filter((_, column) => column !== 2));

  it('are not counted once more', async ({ expect }) => {
    const orders: Table = [
      ['order_id', 'created_at', 'user_id', 'price_usd'],
      [1, '2025-01-03 10:00:00', 5, 15],
      [2, '2025-01-04 10:00:00', 5, 10],
    ];
    const { totals, again } = await given(text('orders.csv', orders), text('order_items.csv', items));
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000 });
    expect(again.counts).toMatchObject({ added: 0, changed: 0 });
  });

  it('tell day, store, status and what was paid, for which the lines need not be asked', async ({ expect }) => {
    const files = [text('订单.csv', bills), text('订单明细.csv', goods)];
    const { inspected, totals, months, stores } = await importShape({ files });
    expect(inspected).toMatchObject([{ questions: [] }, { questions: [] }]);
    expect(totals).toMatchObject({ orders: 2, units: 4, gross: 340_000, refunds: 100_000 });
    expect(months).toEqual({ '2025-01': 240_000 });
    expect(stores).toMatchObject({ 东: 240_000 });
  });

  it('come along from a sheet of the same workbook', async ({ expect }) => {
    const { totals } = await given(book({ name: '订单', rows: withoutStore(bills) }, { name: '明细', rows: goods }));
    expect(totals).toMatchObject({ orders: 2, units: 4, gross: 340_000, refunds: 100_000 });
  });

  it('may say nothing of their worth', async ({ expect }) => {
    const orders: Table = [HEADS, [2, '2025-01-04', 'cancelled'], [1, '2025-01-03', 'completed']];
    const { totals } = await given(text('orders.csv', orders), text('order_items.csv', items));
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000, refunds: 100_000 });
  });

  it('leave to the lines what they do not say, and the orders that they do not know', async ({ expect }) => {
    const orders: Table = [
      ['order_id', 'order_date', 'status', 'total'],
      [1, '', 'completed', 15],
    ];
    const { totals, months } = await given(text('orders.csv', orders), text('order_items.csv', items));
    expect(totals).toMatchObject({ orders: 2, units: 3, gross: 250_000 });
    expect(months).toEqual({ '2025-01': 250_000 });
  });

  it('are orders of their own where the numbers are others', async ({ expect }) => {
    const other: Table = bills.map(([number, ...rest], row) => [row === 0 ? number! : `B${row}`, ...rest]);
    const files = [text('一月.csv', other), text('二月.csv', goods)];
    expect((await importShape({ files })).inspected).toMatchObject([{ questions: [] }, { questions: ['store'] }]);
    const { totals } = await given(text('一月.csv', withoutStore(other)), text('二月.csv', goods));
    expect(totals).toMatchObject({ orders: 4, units: 6, gross: 690_000 });
  });

  it('are asked for their worth where no lines tell it', async ({ expect }) => {
    const orders: Table = [HEADS, [8, '2025-01-03', 'completed'], [9, '2025-01-04', 'completed']];
    const { end } = await given(text('orders.csv', orders), text('order_items.csv', items));
    expect(end).toMatchObject({ state: 'failed', failure: { code: 'MAPPING_INCOMPLETE' } });
  });
});

describe('lines that name a category alone', () => {
  it('are lines of their heads', async ({ expect }) => {
    const { totals } = await given(
      text('List of Orders.csv', [
        ['Order ID', 'Order Date', 'CustomerName', 'State', 'City'],
        ['B-1', '2025-01-03', 'Bharat', 'Gujarat', 'Ahmedabad'],
      ]),
      text('Order Details.csv', [
        ['Order ID', 'Amount', 'Profit', 'Quantity', 'Category', 'Sub-Category'],
        ['B-1', 20, 5, 2, 'Furniture', 'Chairs'],
        ['B-1', 10, 1, 1, 'Clothing', 'Shirt'],
      ]),
    );
    expect(totals).toMatchObject({ orders: 1, units: 3, gross: 300_000, cost: 240_000 });
  });
});
