import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const HEADINGS = 'Transaction ID,Item,Quantity,Price Per Unit,Total Spent,Location,Transaction Date';
const GOOD = Array.from(
  { length: 20 },
  (_, n) => `G${n},Tea,${1 + (n % 4)},2.5,${2.5 * (1 + (n % 4))},North,2024-01-01`,
);

/** What the rows become behind good ones: quantity, price and amount of each in whole units, or why it was refused. */
async function become(rows: readonly string[], headings = HEADINGS, good = GOOD) {
  const { orders, rejected } = await readText([headings, ...good, ...rows].join('\n'));
  const lines = orders
    .slice(good.length)
    .map(({ lines: [line] }) => [line!.quantity / 1_000, line!.unitPrice / 10_000, line!.amount / 10_000]);
  return [...lines, ...rejected.map(({ reason }) => reason)];
}

describe('a row with a bad cell', () => {
  it.each(['ERROR', 'UNKNOWN', 'abc'])('is taken where its other cells give what %s should say', async (bad) => {
    expect(
      await become([
        `1,Tea,${bad},2.5,7.5,North,2024-01-01`,
        `2,Tea,3,${bad},7.5,North,2024-01-01`,
        `3,Tea,3,2.5,${bad === 'UNKNOWN' ? 'ERROR' : bad},North,2024-01-01`,
      ]),
    ).toEqual([
      [3, 2.5, 7.5],
      [3, 2.5, 7.5],
      [3, 2.5, 7.5],
    ]);
  });

  it('is refused where the others would give a part of a piece, or do not say', async () => {
    expect(
      await become([
        '1,Tea,ERROR,2.5,8,North,2024-01-01',
        '2,Tea,ERROR,ERROR,8,North,2024-01-01',
        '3,Tea,ERROR,2.5,ERROR,North,2024-01-01',
        '4,Tea,,2.5,,North,2024-01-01',
        '5,Tea,2,ERROR,ERROR,North,2024-01-01',
        '6,Tea,2,2.5,5,North,ERROR',
        '7,Tea,2,2.5,5,North,',
      ]),
    ).toEqual([
      'QUANTITY_INVALID',
      'QUANTITY_INVALID',
      'QUANTITY_INVALID',
      'QUANTITY_INVALID',
      'AMOUNT_INVALID',
      'DATE_INVALID',
      'DATE_MISSING',
    ]);
  });

  it('is refused where amounts are not what quantity and price make', async () => {
    const discounted = GOOD.map((row, n) => row.replace(/,[\d.]+,North/, `,${n + 1}.1,North`));
    expect(
      await become(
        ['1,Tea,ERROR,2.5,7.5,North,2024-01-01', '2,Tea,3,2.5,ERROR,North,2024-01-01'],
        HEADINGS,
        discounted,
      ),
    ).toEqual(['QUANTITY_INVALID', 'AMOUNT_INVALID']);
  });
});

describe('a row that does not know its store', () => {
  const rows = ['UNKNOWN', 'ERROR', 'null', '未知', 'South'].map(
    (store, n) => `${n},Tea,1,2.5,2.5,${store},2024-01-01`,
  );

  it('is refused like one that does not say it', async () => {
    const { orders, rejected } = await readText([HEADINGS, ...GOOD, ...rows].join('\n'));
    expect([...new Set(orders.map(({ store }) => store))]).toEqual(['North', 'South']);
    expect(rejected.map(({ reason }) => reason)).toEqual(Array(4).fill('STORE_MISSING'));
  });

  it('is of the store that staff chose for the file', async () => {
    const { orders, rejected } = await readText([HEADINGS, ...GOOD, ...rows].join('\n'), { store: 'Main' });
    expect(orders.slice(GOOD.length).map(({ store }) => store)).toEqual(['Main', 'Main', 'Main', 'Main', 'South']);
    expect(rejected).toEqual([]);
  });
});
