import { describe, expect, it } from 'vitest';
import type { OrderBatch } from '../../../../src-main/ingest/order-batch.ts';
import { settleBatch } from '../../../../src-main/ingest/settle/index.ts';
import { readText, sum } from './read-text.ts';

async function totals(text: string) {
  const { batches, orders, skipped, rejected } = await readText(text);
  const settled = batches as OrderBatch[];
  for (const batch of settled) settleBatch(batch);
  const total = (name: 'grossSales' | 'refunds') =>
    sum(settled.flatMap((batch) => [...batch[name].subarray(0, batch.orders)])) / 10_000;
  return {
    orders: orders.length,
    lines: orders.flatMap(({ lines }) => lines).length,
    gross: total('grossSales'),
    refunds: total('refunds'),
    skipped,
    refused: rejected.length,
  };
}

describe('a receipt told in rows of several kinds', () => {
  it.each([
    ['Line Type', 'Sale', 'Sale Line', 'Payment'],
    ['Record', 'HEADER', 'LINE', 'TENDER'],
    ['行类型', '主单', '明细', '支付'],
    ['Row Type', 'order', 'order_item', 'payment'],
    ['行類型', '訂單', '訂單明細', '付款'],
  ])('sells what its lines say: %s', async (heading, head, line, payment) => {
    const receipt = (n: number) => [
      `2024-01-0${n},${n},${head},3,9.00,,S,CLOSED`,
      `2024-01-0${n},${n},${line},1,5.00,Cap,S,CLOSED`,
      `2024-01-0${n},${n},${line},2,4.00,Hat,S,CLOSED`,
      `2024-01-0${n},${n},${payment},,9.00,Cash,S,`,
    ];
    expect(
      await totals(
        [
          `Date,Receipt Number,${heading},Quantity,Total,Details,Store,Status`,
          ...receipt(1),
          ...receipt(2),
          ...receipt(3),
        ].join('\n'),
      ),
    ).toEqual({ orders: 3, lines: 6, gross: 27, refunds: 0, skipped: 6, refused: 0 });
  });

  it('is not one where the words only name sales', async () => {
    expect(
      await totals(
        'Date,Receipt Number,Kind,Quantity,Amount,Product,Store\n2024-01-01,1,Item,1,5,Cap,S\n2024-01-01,2,Order,1,5,Hat,S',
      ),
    ).toMatchObject({ orders: 2, gross: 10, skipped: 0 });
  });

  it('has lines with a total of their own that their tax is in', async () => {
    expect(
      await totals(
        'Date,Receipt Number,Quantity,Subtotal,Sales Tax,Total,Product,Store\n2024-01-01,1,1,5.00,0.50,5.50,Cap,S\n2024-01-01,1,1,6.00,0.60,6.60,Hat,S\n2024-01-01,2,1,5.00,0.50,5.50,Cap,S',
      ),
    ).toMatchObject({ orders: 2, lines: 3, gross: 17.6 });
  });
});

describe('a column of documents beside the status', () => {
  it.each([
    ['业务类型', '交易', '退款'],
    ['Invoice Kind', 'Sales invoice', 'Sales credit note'],
    ['Kind', 'Sale', 'Return'],
  ])('takes back what its returns say: %s', async (heading, sale, back) => {
    expect(
      await totals(
        `单号,日期,状态,${heading},商品,数量,金额,门店\n1,2024-01-01,已付款,${sale},茶,1,9,S\n2,2024-01-02,已付款,${back},茶,1,4,S\n3,2024-01-02,已取消,${back},茶,1,4,S`,
      ),
    ).toMatchObject({ orders: 3, gross: 13, refunds: 8 });
  });

  it('is none where it tells how was paid', async () => {
    expect(
      await totals(
        'Order No,Date,Paid How,Product,Qty,Amount,Store\n1,2024-01-01,Charge,A,1,9,S\n2,2024-01-02,Credit,A,1,4,S',
      ),
    ).toMatchObject({ gross: 13, refunds: 0 });
  });
});
