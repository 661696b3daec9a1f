import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { readText } from './read-text.ts';

const HEAD = 'Order ID,Order Date,Product,Quantity,Price,Store';

describe('status', () => {
  const read = async (words: readonly string[]) =>
    (
      await readText(
        `订单编号,下单时间,商品名称,数量,金额,订单状态,门店名称\n${words.map((word, i) => `${i},2024-06-01,甲,1,10,"${word}",店`).join('\n')}`,
      )
    ).orders.map(({ status }) => status);

  it('understands the words of platforms', async () => {
    const { unpaid, paid, shipped, completed, cancelled, refunded } = ORDER_STATUS;
    const words = {
      等待买家付款: unpaid,
      '买家已付款，等待卖家发货': paid,
      待发货: paid,
      '卖家已发货，等待买家确认': shipped,
      '已发货，待收货': shipped,
      交易成功: completed,
      已完成: completed,
      已收货: completed,
      交易关闭: cancelled,
      已取消: cancelled,
      '已取消，退款成功': refunded,
      '(删除)等待出库': cancelled,
    };
    expect(await read(Object.keys(words))).toEqual(Object.values(words));
  });

  it('take an order that was closed for a good one, unless the good ones are finished and none is cancelled', async () => {
    const { paid, completed, cancelled } = ORDER_STATUS;
    expect(await read(['Complete', 'Closed', 'Canceled'])).toEqual([completed, completed, cancelled]);
    expect(await read(['Finished', 'Closed', 'Awaiting shipment'])).toEqual([completed, cancelled, paid]);
    expect(await read(['TRADE_FINISHED', 'TRADE_CLOSED'])).toEqual([completed, cancelled]);
  });

  it('of one row of several gives that row back alone', async () => {
    const { orders } = await readText(
      '订单编号,下单时间,商品名称,数量,金额,订单状态,售后状态,门店名称\nA,2024-06-01,甲,1,10,已完成,-,店\nA,2024-06-01,乙,1,12,已关闭,退款成功,店\nB,2024-06-01,乙,1,12,已关闭,退款成功,店',
    );
    expect(orders.map(({ status }) => status)).toEqual([ORDER_STATUS.partiallyRefunded, ORDER_STATUS.refunded]);
    expect(orders[0]!.lines.map(({ returned }) => returned)).toEqual([false, true]);
  });

  it('is cancelled for a number like C536379 whose lines are all negative', async () => {
    const { orders } = await readText(
      `${HEAD}\nC536379,2024-01-01,A,-1,2,S\n536380,2024-01-01,A,-1,0,S\nC536381,2024-01-01,A,1,2,S`,
    );
    expect(orders.map(({ status }) => status)).toEqual([
      ORDER_STATUS.cancelled,
      ORDER_STATUS.completed,
      ORDER_STATUS.completed,
    ]);
  });

  it('notes what is paid on delivery', async () => {
    const { orders } = await readText(
      'Order ID,Order Date,Product,Quantity,Price,Order Status,Payment Method,Store\n1,2024-01-01,A,1,2,pending,Cash on Delivery (COD),S\n2,2024-01-01,A,1,2,pending,Card,S',
    );
    expect(orders.map(({ status, flags }) => [status, flags])).toEqual([
      [ORDER_STATUS.unpaid, 1],
      [ORDER_STATUS.unpaid, 0],
    ]);
  });
});
