import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { OrderBatch } from '../../../../src-main/ingest/order-batch.ts';
import { settleBatch } from '../../../../src-main/ingest/settle/index.ts';
import { inspectText, type ReadOrder, readText, sum } from './read-text.ts';

/** What the orders of a file come to, in whole units of money. */
async function totals(text: string): Promise<{ gross: number; refunds: number }> {
  const { batches } = await readText(text);
  const orders = batches as OrderBatch[];
  for (const batch of orders) settleBatch(batch);
  const total = (name: 'grossSales' | 'refunds') =>
    sum(orders.flatMap((batch) => [...batch[name].subarray(0, batch.orders)])) / 10_000;
  return { gross: total('grossSales'), refunds: total('refunds') };
}

const quantities = (orders: readonly ReadOrder[]) =>
  orders.map(({ lines }) => lines.map(({ quantity }) => Math.sign(quantity)));

describe('a column of ways to pay', () => {
  it.each([
    ['Credit', 'Cash'],
    ['Credit', 'Debit'],
    ['Credit', 'Credit'],
  ])('is no status: %s and %s', async (one, other) => {
    const text = `Order ID,Date,Type,Product,Amount,Store\n1,2024-01-01,${one},A,2,S\n2,2024-01-02,${other},A,2,S`;
    expect((await inspectText(text)).settings?.columns.status).toBeUndefined();
    expect(await totals(text)).toEqual({ gross: 4, refunds: 0 });
  });

  it('is one of documents where credits stand beside sales', async () => {
    const text = 'Order ID,Date,Type,Product,Amount,Store\n1,2024-01-01,Sale,A,5,S\n2,2024-01-02,Credit,A,2,S';
    expect(await totals(text)).toEqual({ gross: 5, refunds: 2 });
  });
});

describe('an order that failed', () => {
  it.each([
    ['card', 'Failed', { gross: 5, refunds: 0 }],
    ['card', 'Payment declined', { gross: 5, refunds: 0 }],
    ['Cash on Delivery', 'Delivery failed', { gross: 9, refunds: 4 }],
  ])('brings nothing when paid by %s: %s', async (method, status, expected) => {
    const head = 'Order ID,Date,Order Status,Payment Method,Product,Amount,Store';
    const text = `${head}\n1,2024-01-01,Completed,${method},A,5,S\n2,2024-01-02,${status},${method},A,4,S`;
    expect(await totals(text)).toEqual(expected);
  });
});

describe('a document of its own for what came back', () => {
  it.each([
    ['Type', 'Sale', 'Return'],
    ['Type', 'Invoice', 'Credit Note'],
    ['Type', 'Sales invoice', 'Sales credit note'],
    ['Transaction Type', 'Sale', 'Refund'],
    ['单据类型', '销售', '退货'],
    ['单据类型', '销售单', '销售退货单'],
    ['交易类型', '销货', '退款单'],
    ['Order Status', 'Sale', 'Return'],
    ['状态', '销售', '退货'],
    ['业务类型', '销售', '退货'],
    ['業務類型', '銷售', '退貨'],
    ['Belegart', 'Rechnung', 'Gutschrift'],
    ['Belegart', 'Rechnung', 'Stornorechnung'],
    ['Vorgangsart', 'Verkauf', 'Retoure'],
    ['Typ', 'Rechnung', 'Gutschrift'],
  ])('takes off the sales what it comes to: %s %s, %s', async (heading, sale, back) => {
    const rows = `1,2024-01-01,${sale},A,1,9,S\n2,2024-01-02,${sale},A,1,9,S\n3,2024-01-03,${back},A,1,4,S`;
    expect(await totals(`Order ID,Date,${heading},Product,Quantity,Amount,Store\n${rows}`)).toEqual({
      gross: 18,
      refunds: 4,
    });
  });

  it('counts the same whatever its file writes with a minus sign', async () => {
    const rows = ['1,9', '-1,9', '1,-9', '-1,9'].map(
      (cells, i) => `${i},2024-01-0${i + 1},${i === 0 ? 'Sale' : 'Return'},A,${cells},S`,
    );
    const text = (price: string) => `Order ID,Date,Type,Product,Quantity,${price},Store\n${rows.join('\n')}`;
    expect(await totals(text('Price'))).toEqual({ gross: 9, refunds: 27 });
    expect(await totals(text('Amount'))).toEqual({ gross: 9, refunds: 27 });
  });

  it('takes back what was taken off the price and what the goods cost', async () => {
    const { orders } = await readText(
      'Order ID,Date,Type,Product,Quantity,Price,Item Discount,Line Cost,Store\n1,2024-01-01,Sale,A,2,9,1,3,S\n2,2024-01-02,Return,A,2,9,1,3,S',
    );
    const [sold, back] = orders.map(({ lines }) => lines[0]!);
    expect([back!.quantity, back!.discount, back!.cost]).toEqual([-sold!.quantity, -sold!.discount, -sold!.cost]);
    expect(back!.unitPrice).toBe(sold!.unitPrice);
  });

  it('has a total to take off as well', async () => {
    const { orders } = await readText(
      'Order ID,Date,Type,Product,Order Total,Store\n1,2024-01-01,Sale,A,9,S\n1,2024-01-01,Sale,B,9,S\n2,2024-01-02,Return,A,4,S\n2,2024-01-02,,B,4,S',
    );
    expect(orders.map(({ total }) => total)).toEqual([90_000, -40_000]);
    expect(quantities(orders)).toEqual([
      [1, 1],
      [-1, -1],
    ]);
  });

  it('under the number of the sale leaves that sale as it was', async () => {
    const text =
      'Order ID,Date,Type,Product,Quantity,Amount,Store\n1,2024-01-01,Sale,A,1,9,S\n1,2024-01-01,Sale,B,1,5,S\n1,2024-01-02,Return,A,1,9,S';
    expect(await totals(text)).toEqual({ gross: 14, refunds: 9 });
  });

  it.each([
    ['Order Status', 'Completed', 'Returned'],
    ['Order Status', 'Completed', 'Return'],
    ['Type', 'Completed', 'Refunded'],
    ['Type', 'Completed', 'Return'],
    ['Type', 'Shipped', 'Return'],
    ['单据类型', '已完成', '退货'],
    ['单据类型', '已发货', '退货'],
    ['订单状态', '已完成', '已退款'],
    ['订单状态', '已完成', '退货'],
  ])('is not an order that was given back: %s %s, %s', async (heading, sale, back) => {
    const text = `Order ID,Date,${heading},Product,Quantity,Amount,Store\n1,2024-01-01,${sale},A,1,9,S\n2,2024-01-03,${back},A,1,4,S`;
    expect(await totals(text)).toEqual({ gross: 13, refunds: 4 });
    expect(quantities((await readText(text)).orders)).toEqual([[1], [1]]);
  });
});

describe('a column of states', () => {
  const text = (heading: string, words: readonly string[]) =>
    `Order ID,Date,Product,Amount,${heading},Store\n${words.map((word, i) => `${i},2024-01-01,A,9,${word},S`).join('\n')}`;

  it('is one by its heading where only some of its few words are known', async () => {
    expect(await totals(text('订单状态', ['堂食', '堂食', '已退单', '堂食']))).toEqual({ gross: 36, refunds: 9 });
    expect(await totals(text('Status', ['Served', 'Served', 'Cancelled', 'Served']))).toEqual({
      gross: 36,
      refunds: 9,
    });
  });

  it('is none where no word is', async () => {
    const found = await inspectText(text('Status', ['Gold', 'Silver', 'Gold', 'Silver']));
    expect(found.settings?.columns.status).toBeUndefined();
  });
});

describe('a column of what came back', () => {
  const text = (heading: string, cells: readonly string[]) =>
    `Order ID,Date,Product,Amount,${heading},Store\n${cells.map((cell, i) => `${i},2024-01-01,A,9,${cell},S`).join('\n')}`;

  it.each([
    ['Returns', ['1.0', '0.0', '', '0.0']],
    ['Returns', ['1', '0', '', '0']],
    ['Returned', ['1.0', '0.0', '0.0', '0.0']],
    ['是否退货', ['是', '否', '', '否']],
  ])('gives back the rows that say so: %s %j', async (heading, cells) => {
    expect(await totals(text(heading, cells))).toEqual({ gross: 36, refunds: 9 });
  });

  it.each([[['0.00', '1.00', '-12.50', '0.00']], [['0', '1', '3', '0']], [['0', '0', '$4.00', '0']]])(
    'that says how much is no answer: %j',
    async (cells) => {
      expect((await inspectText(text('Returns', cells))).settings?.columns.refundStatus).toBeUndefined();
    },
  );
});

describe('a column of kinds of business', () => {
  it.each([
    [['堂食', '外卖'], 'channel'],
    [['零售', '批发'], 'channel'],
    [['销售', '退货', '换货'], 'status'],
  ])('is judged by its values: %s', async (kinds, field) => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},2024-01-01,${kinds[i % kinds.length]},A,9,S`).join('\n');
    const { settings } = await inspectText(`单号,日期,业务类型,商品,金额,门店\n${rows}`);
    expect(settings?.columns[field as 'channel' | 'status']).toBe(2);
    expect([settings?.columns.channel, settings?.columns.status]).toContain(undefined);
  });
});

describe('a column that only says whether an order was called off', () => {
  it.each([
    ['true', 'false'],
    ['Yes', 'No'],
    ['是', '否'],
  ])('calls off the rows of %s and not those of %s', async (yes, no) => {
    const { orders } = await readText(
      `Order ID,Date,Cancelled At,Product,Amount,Store\n1,2024-01-01,${no},A,2,S\n2,2024-01-02,${yes},A,2,S\n3,2024-01-02,,A,2,S`,
    );
    expect(orders.map(({ status }) => status)).toEqual([
      ORDER_STATUS.completed,
      ORDER_STATUS.cancelled,
      ORDER_STATUS.completed,
    ]);
  });

  it('calls off single lines, the first one too', async () => {
    const { orders } = await readText(
      'Order ID,Date,Void?,Product,Amount,Store\n1,2024-01-01,true,A,2,S\n1,2024-01-01,false,B,2,S',
    );
    expect(orders.map(({ lines }) => lines.map(({ returned }) => returned))).toEqual([[true, false]]);
  });
});

describe('an order that was called off', () => {
  const file = (paidAt: string, cells = '') =>
    `Order ID,Date,Status,Product,Amount,Paid Time${cells && ',Refund Amount'},Store\n1,2024-01-01,Completed,A,9,2024-01-01${cells && ',0'},S\n2,2024-01-02,Cancelled,A,4,${paidAt}${cells},S`;

  it('brought nothing where it was not paid, as far as the file says when orders were', async () => {
    expect(await totals(file(''))).toEqual({ gross: 9, refunds: 0 });
    expect(await totals(file('-'))).toEqual({ gross: 9, refunds: 0 });
    expect(await totals(file('2024-01-02'))).toEqual({ gross: 13, refunds: 4 });
  });

  it('gave back what its file says it gave back', async () => {
    expect(await totals(file('', ',4'))).toEqual({ gross: 13, refunds: 4 });
  });

  it('stays in the sales where the file says of no order when it was paid', async () => {
    expect(await totals(file('').replace(',9,2024-01-01', ',9,'))).toEqual({ gross: 13, refunds: 4 });
  });
});

describe('a log of what visitors of a shop did', () => {
  it('sells what was bought and nothing else', async () => {
    const events = ['view', 'cart', 'add_to_cart', 'remove_from_cart', 'purchase', 'view'];
    const rows = events.map((event, i) => `2024-01-01 10:00:0${i},${event},P${i},3,S`);
    const { orders, skipped, rejected } = await readText(
      `event_time,event_type,product_id,price,Store\n${rows.join('\n')}`,
    );
    expect(orders.map(({ lines }) => lines[0]!.product)).toEqual(['P4']);
    expect([skipped, rejected]).toEqual([5, []]);
  });
});
