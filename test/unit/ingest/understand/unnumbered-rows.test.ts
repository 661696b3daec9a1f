import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const HEADINGS = 'Order No,Order Date,Customer,Product,Qty,Amount,Store';

async function linesOf(rows: readonly string[], headings = HEADINGS) {
  const { orders, rejected, skipped } = await readText([headings, ...rows].join('\n'));
  return {
    orders: orders.map(({ number, lines }) => `${number}:${lines.map(({ product }) => product).join('+')}`),
    refused: rejected.map(({ record, reason }) => `${record} ${reason}`),
    skipped,
  };
}

describe('an order that gives its number in its first row only', () => {
  it('takes the rows below whose day is blank', async () => {
    expect(
      await linesOf(['1,2024-01-01,C,A,1,5,S', ',,,B,1,6,', '2,2024-01-02,C,A,1,5,S', ',,,B,1,6,', ',,,C,1,7,']),
    ).toEqual({ orders: ['1:A+B', '2:A+B+C'], refused: [], skipped: 0 });
  });

  it('takes the rows below of the same day too, where the file is written so', async () => {
    expect(
      await linesOf([
        '1,2024-01-01,C,A,1,5,S',
        ',2024-01-01,,B,1,6,S',
        '2,2024-01-01,C,A,1,5,S',
        ',2024-01-01,,B,1,6,S',
        ',2024-01-01,,C,1,7,S',
        '3,2024-01-02,C,A,1,5,S',
      ]),
    ).toEqual({ orders: ['1:A+B', '2:A+B+C', '3:A'], refused: [], skipped: 0 });
  });

  it('leaves sums out, wherever their row says so', async () => {
    expect(
      await linesOf([
        '1,2024-01-01,C,A,1,5,S',
        ',2024-01-01,,B,1,6,S',
        ',,,小计,2,11,',
        '2,2024-01-01,C,A,1,5,S',
        ',2024-01-01,,B,1,6,S',
        ',2024-01-01,合计,,2,11,S',
        ',2024-01-01,,Total,4,22,S',
      ]),
    ).toMatchObject({ orders: ['1:A+B', '2:A+B'], skipped: 3 });
  });

  it('is not one of another day or store', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => [`${n},2024-01-01,C,A,1,5,S`, ',2024-01-01,,B,1,6,S']).flat();
    const { orders, refused } = await linesOf([
      ...rows,
      ',2024-01-02,,C,1,6,S',
      '99,2024-01-03,C,A,1,5,S',
      ',2024-01-03,,B,1,6,T',
    ]);
    expect(orders.slice(-2)).toEqual(['29:A+B', '99:A']);
    expect(refused).toEqual(['61 ORDER_NUMBER_MISSING', '63 ORDER_NUMBER_MISSING']);
  });

  it('may name nothing that was sold', async () => {
    const { orders } = await readText(
      '单号,日期,数量,金额,门店\n1,2024-01-01,1,5,S\n,,2,6,\n2,2024-01-02,1,5,S\n,,3,7,\n合计,,7,23,',
    );
    expect(orders.map(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([
      [1_000, 2_000],
      [1_000, 3_000],
    ]);
  });
});

describe('a row whose number was forgotten', () => {
  it('is refused', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => `${n},2024-01-01,C,A,1,5,S`);
    rows[7] = ',2024-01-01,C,B,1,6,S';
    expect((await linesOf(rows)).refused).toEqual(['8 ORDER_NUMBER_MISSING']);
  });

  it('is refused also where it is one of several', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => `${n % 10 === 7 ? '' : n},2024-01-01,C,A,1,5,S`);
    const { orders, refused } = await linesOf(rows);
    expect([orders.length, refused.length]).toEqual([54, 6]);
  });
});
