import { describe, expect, it } from 'vitest';
import { inspectText } from './read-text.ts';

/** Ten days of takings below these headings. */
const takings = (headings: string) => {
  const columns = headings.split(',').length - 1;
  const rows = Array.from({ length: 10 }, (_, n) =>
    [`2024-01-${String(n + 1).padStart(2, '0')}`, ...Array<string>(columns).fill('120.50')].join(','),
  );
  return inspectText([headings, ...rows].join('\n'));
};

describe('a table that gives each store a column', () => {
  it.each([
    ['日期,人民路店,中山路店,火车站店,合计', '人民路店, 中山路店, 火车站店'],
    ['日期,东门店营业额（元）,西门店营业额（元）', '东门店营业额（元）, 西门店营业额（元）'],
    ['Date,Store 1,Store 2,Total', 'Store 1, Store 2'],
    ['Date,Harbour Store,Airport Store', 'Harbour Store, Airport Store'],
  ])('is refused by a sentence that names them: %s', async (headings, columns) => {
    const { refusal } = await takings(headings);
    expect(refusal).toEqual({ code: 'FILE_STORES_ACROSS', details: { columns } });
  });

  it.each([
    ['日期,现金,微信,支付宝,合计'],
    ['日期,堂食,外卖,到店,合计'],
    ['Date,In-Store,Online Store,Total'],
    ['日期,门店,营业额'],
  ])('is not one of ways to pay or to buy, nor one of a store a row: %s', async (headings) => {
    expect((await takings(headings)).refusal).toBeNull();
  });
});
