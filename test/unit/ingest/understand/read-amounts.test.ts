import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const HEAD = 'Order ID,Order Date,Product,Quantity,Price,Store';

describe('amounts', () => {
  it('of the order count once, of its rows belong to the rows', async () => {
    const head = '订单编号,下单时间,商品名称,数量,单价,实收金额,平台服务费,门店名称';
    const repeated = await readText(`${head}\nA,2024-06-01,甲,1,10,30,2,店\nA,2024-06-01,乙,2,11,30,2,店`);
    expect(repeated.orders[0]).toMatchObject({ received: 300_000, platformFee: 20_000 });
    const each = await readText(`${head}\nA,2024-06-01,甲,1,10,9,1,店\nA,2024-06-01,乙,2,11,20,2,店`);
    expect(each.orders[0]!.received).toBeNaN();
    expect(each.orders[0]!.platformFee).toBe(30_000);
    expect(each.orders[0]!.lines.map(({ amount }) => amount)).toEqual([90_000, 200_000]);
  });

  it('make the cost out of a profit', async () => {
    const { orders } = await readText(
      'Order ID,Order Date,Product,Quantity,Sales,Profit,Store\n1,2024-01-01,A,2,261.96,41.9136,S\n2,2024-01-02,A,2,100,-20,S',
    );
    expect(orders.map(({ lines }) => lines[0]!.cost)).toEqual([2_200_464, 1_200_000]);
  });

  it('turn a discount rate into money only where the price is before it', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},2024-01-01,A,2,10,${i % 2 === 0 ? '0.15' : '0.2'},S`).join(
      '\n',
    );
    const { orders } = await readText(`Order ID,Order Date,Product,Quantity,Unit Price,Discount,Store\n${rows}`);
    expect(orders[0]!.lines[0]!.discount).toBe(30_000);
    const net = await readText(`Order ID,Order Date,Product,Quantity,Sales,Discount,Store\n${rows}`);
    expect(net.orders[0]!.lines[0]!.discount).toBeNaN();
  });

  it('state their currency in the heading or beside the number', async () => {
    const stated = await readText(
      'Order ID,Order Date,Product,Quantity,Unit Price USD,Currency Code,Store\n1,2024-01-01,A,1,2,CAD,S',
    );
    expect(stated.orders[0]).toMatchObject({ currency: 'USD', flags: 2 });
    const signs = await readText(`${HEAD}\n1,2024-01-01,A,1,"£1,299.00 ",S`);
    expect(signs.orders[0]).toMatchObject({ currency: 'GBP', flags: 2 });
    const column = await readText(
      'Order ID,Order Date,Product,Quantity,Price,Currency Code,Store\n1,2024-01-01,A,1,2,CAD,S',
    );
    expect(column.orders[0]).toMatchObject({ currency: 'CAD', flags: 0 });
  });

  it.each([
    ['订单编号,日期,商品,数量,单价(元),门店', '2', 'CNY'],
    ['訂單編號,日期,商品,數量,單價(元),門市', '2', null],
    ['訂單編號,日期,商品,數量,單價(NT$),門市', '2', 'TWD'],
    ['訂單編號,日期,商品,數量,單價,門市', 'HK$2', 'HKD'],
    ['注文番号,日付,商品名,数量,単価,店舗', '¥2', 'JPY'],
  ])('take the signs of several countries by the script of the headings: %s', async (heads, price, currency) => {
    const { orders } = await readText(`${heads}\n1,2024-01-01,A,1,${price},S`);
    expect(orders[0]!.currency).toBe(currency);
  });
});
