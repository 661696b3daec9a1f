import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import { dayNumber } from '#shared/domain/business-date.ts';
import { hashText, orderKeySeed } from '../../../../src-main/database/index.ts';
import { numberedLineRef } from '../../../../src-main/ingest/line-ref-hash.ts';
import type { OrderBatch } from '../../../../src-main/ingest/order-batch.ts';
import { readingTasks } from '../../../../src-main/ingest/reading-worker/tasks.ts';
import { inspectText, readFiles, readPlanned, readText, sum, withFiles } from './read-text.ts';

const HEAD = 'Order ID,Order Date,Product,Quantity,Price,Store';
const reasons = (rejected: readonly { record: number; reason: string }[]) =>
  rejected.map(({ record, reason }) => `${record} ${reason}`);

describe('rows of orders', () => {
  it('are described by the row below the headings, which is left out', async () => {
    const { orders, rejected } = await readText(
      `${HEAD}\nUnique order ID,When it was placed,Its name,How many,In your currency,Where\n1,2024-01-01,A,1,2,S`,
    );
    expect([orders.length, rejected]).toEqual([1, []]);
  });

  it('are refused all the same where the first of them is bad', async () => {
    const { rejected } = await readText(`${HEAD}\n1,soon,A,1,much,S\n1,2024-01-01,A,1,2,S\n2,2024-01-01,A,1,2,S`);
    expect(reasons(rejected)).toEqual(['1 DATE_INVALID']);
  });

  it.each([
    ['leave out the number below it', ''],
    ['repeat the number', '7'],
  ])('may be headed by one that is no line, whose lines %s', async (_, number) => {
    const head = 'Order ID,Order Date,Store,Order Total,Product,Quantity,Amount';
    const order = (id: string, of: string) => `${id},2024-01-01,S,12.00,,,\n${of},,,,A,1,5.00\n${of},,,,B,2,7.00`;
    const { orders, rejected } = await readText(`${head}\n${order('7', number)}\n${order('8', number && '8')}`);
    expect(rejected).toEqual([]);
    expect(orders.map((o) => [o.number, o.store, o.lines.map(({ quantity }) => quantity / 1_000)])).toEqual([
      ['7', 'S', [1, 2]],
      ['8', 'S', [1, 2]],
    ]);
  });

  it('become one order where they follow each other with the same store and number', async () => {
    const { orders } = await readText(
      `${HEAD}\n1,2024-01-01,A,1,2,S\n1,2024-01-01,B,1,2,S\n1,2024-01-01,A,1,2,T\n2,2024-01-01,A,1,2,T`,
    );
    expect(orders.map(({ number, store, lines }) => [number, store, lines.length])).toEqual([
      ['1', 'S', 2],
      ['1', 'T', 1],
      ['2', 'T', 1],
    ]);
  });

  it('are not counted twice where a row that names no goods sums them up above', async () => {
    const { orders } = await readText(
      [
        'Order Number,Item Title,Quantity,Sold For,Total Price,Sale Date,Store',
        'E1,,3,$30.00,$34.00,Jan-03-24,S',
        'E1,Lens,2,$20.00,,,S',
        'E1,Cap,1,$10.00,,,S',
        'E2,Lens,1,$10.00,$10.00,Jan-04-24,S',
      ].join('\n'),
    );
    expect(orders.map(({ lines }) => lines.map(({ quantity }) => quantity))).toEqual([[2_000, 1_000], [1_000]]);
    expect(orders.map(({ total }) => total)).toEqual([340_000, 100_000]);
  });

  it('cost what the profit leaves of the amount that each line brought in, its discount off', async () => {
    const paid = await readText(
      '单号,日期,商品,数量,单价,应收金额,实收金额,毛利,门店\n1,2024-01-01,A,2,10,20,18,6,S\n1,2024-01-01,B,1,5,5,4,1,S',
    );
    expect(paid.orders[0]!.lines.map(({ cost }) => cost)).toEqual([120_000, 30_000]);
    const discounted = await readText(
      'Order ID,Order Date,Product,Quantity,Price,Item Discount,Profit,Store\n1,2024-01-01,A,2,10,5,6,S',
    );
    expect(discounted.orders[0]!.lines[0]).toMatchObject({ cost: 90_000 });
  });

  it('have a quantity that somebody wrote out', async () => {
    const quantities = ['1', '3', 'One', ' TWO ', '两', 'some', '4', '5', '6', '7', '8', '9'];
    const { orders, rejected } = await readText(
      `${HEAD}\n${quantities.map((quantity, i) => `${i},2024-01-01,A,${quantity},2,S`).join('\n')}`,
    );
    expect(orders.slice(0, 5).map(({ lines }) => lines[0]!.quantity)).toEqual([1_000, 3_000, 1_000, 2_000, 2_000]);
    expect(reasons(rejected)).toEqual(['6 QUANTITY_INVALID']);
  });

  it('carry the key that the writer knows orders and lines by', async () => {
    const { batches } = await readText(
      'Order ID,Line Item,Order Date,Product,Quantity,Price,Store\n007,3,2024-01-01,A,1,2,S',
    );
    const [batch] = batches as OrderBatch[];
    expect(batch!.keyHash[0]).toBe(hashText('007', orderKeySeed('file', 'S')));
    expect(batch!.lineKey[0]).toBe(numberedLineRef('3'));
  });

  it.each([
    ['one of one', ['many']],
    ['one of two', ['2', 'many']],
    ['two of three', ['2', 'many', 'few']],
  ])('are refused where a quantity is no number, %s in a short file too', async (_, quantities) => {
    const { rejected, orders } = await readText(
      `${HEAD}\n${quantities.map((quantity, i) => `${i},2024-01-01,A,${quantity},2,S`).join('\n')}`,
    );
    expect(rejected.map(({ reason }) => reason)).toEqual(
      quantities.filter((quantity) => quantity !== '2').map(() => 'QUANTITY_INVALID'),
    );
    expect(orders).toHaveLength(quantities.filter((quantity) => quantity === '2').length);
  });

  it.each([
    ['price', 'PRICE', 'AMOUNT_INVALID'],
    ['quantity', 'QUANTITY', 'QUANTITY_INVALID'],
    ['date', 'DATE', 'DATE_INVALID'],
  ])('are refused one by one where every second %s is bad, in a long file too', async (_, mark, reason) => {
    const row = 'DATE,PRICE,QUANTITY,ID'.split(',');
    const good: Record<string, string> = { DATE: '2024-01-01', PRICE: '3', QUANTITY: '2' };
    const rows = Array.from({ length: 40 }, (_, i) =>
      row.map((cell) => (cell === 'ID' ? `${i},A,S` : cell === mark && i % 2 === 1 ? 'ask Ann' : good[cell])).join(','),
    );
    const { orders, rejected } = await readText(`Order Date,Price,Quantity,Order ID,Product,Store\n${rows.join('\n')}`);
    expect(orders).toHaveLength(20);
    expect(rejected.map((each) => each.reason)).toEqual(new Array(20).fill(reason));
  });

  it.each([
    ['Discount Rate', ['0.2', '0.1', '0', '0.05', '0.2', '0.1']],
    ['Discount Applied', ['0.2', '0.1', '0', '0.05', '0.2', '0.1']],
    ['Discount %', ['20%', '10%', '0%', '5%', '20%', '10%']],
    ['Discount Percentage', ['20', '10', '0', '5', '20', '10']],
    ['折扣率', ['0.8', '0.9', '1', '0.95', '0.8', '0.9']],
    ['折扣率', ['80%', '90%', '100%', '95%', '80%', '90%']],
    ['折扣率', ['80', '90', '100', '95', '80', '90']],
    ['折扣', ['0.8', '0.9', '1', '0.95', '0.8', '0.9']],
    ['折扣', ['8折', '9折', '无', '9.5折', '80折', '90折']],
  ])('take a share off that stands under %s', async (heading, discounts) => {
    const { orders } = await readText(
      `Order ID,Order Date,Product,Quantity,Price,${heading},Store\n${discounts.map((discount, i) => `${i},2024-01-01,A,2,10,${discount},S`).join('\n')}`,
    );
    expect(orders.map(({ lines }) => lines[0]!.discount || 0)).toEqual([40_000, 20_000, 0, 10_000, 40_000, 20_000]);
  });

  it("are worth what is left of Amazon's prices when their promotions are off", async () => {
    const heads = ['amazon-order-id', 'purchase-date', 'order-status', 'sku', 'quantity', 'currency', 'item-price'];
    const rows = ['1\t2024-01-01T10:00:00+00:00\tShipped\tA\t2\tUSD\t20.00\t5.00\tX\tUS'];
    rows.push('2\t2024-01-01T10:00:00+00:00\tShipped\tA\t1\tUSD\t10.00\t\tX\tUS');
    const headings = [...heads, 'item-promotion-discount', 'ship-postal-code', 'ship-country'].join('\t');
    const { orders } = await readText(`${headings}\n${rows.join('\n')}`, { store: 'S' });
    expect(orders.map(({ lines }) => lines[0]!.amount)).toEqual([150_000, 100_000]);
  });

  it('count ten thousands where the heading says so', async () => {
    const { orders, rejected } = await readText(
      '订单号,下单时间,商品名称,销售额（万元）,实付金额(元),运费（万）,门店\n1,2024-01-01,A,1.5,15000,0.001,S\n2,2024-01-01,A,1,9000,999999999999,S',
    );
    expect(orders.map(({ lines, paid, shippingFee }) => [lines[0]!.amount, paid, shippingFee])).toEqual([
      [150_000_000, 150_000_000, 100_000],
    ]);
    expect(reasons(rejected)).toEqual(['2 AMOUNT_TOO_LARGE']);
  });

  it('count ten thousands where the cell says so, and no more where the heading does too', async () => {
    const { orders } = await readText(
      '订单号,下单时间,商品名称,销售额,实付金额（万元）,门店\n1,2024-01-01,A,1.5万,1.5,S\n2,2024-01-01,A,2万元,2万,S',
    );
    expect(orders.map(({ lines, paid }) => [lines[0]!.amount, paid])).toEqual([
      [150_000_000, 150_000_000],
      [200_000_000, 200_000_000],
    ]);
  });

  it('have no discount where the file only says that there was one', async () => {
    const { orders } = await readText(
      'Order ID,Order Date,Product,Quantity,Price,Discount Applied,Store\n1,2024-01-01,A,2,10,True,S\n2,2024-01-01,A,2,10,False,S',
    );
    expect(orders.map(({ lines }) => lines[0]!.discount)).toEqual([Number.NaN, Number.NaN]);
  });

  it.each([['支付时间'], ['Paid Time'], ['Created Time'], ['Business Date'], ['出库日期']])(
    'are placed when %s says, where nothing else does',
    async (heading) => {
      const { orders } = await readText(`Order ID,${heading},Product,Amount,Store\n1,2024-03-01 10:00,A,2,S`);
      expect(orders.map(({ businessDate }) => businessDate)).toEqual([dayNumber('2024-03-01')]);
    },
  );

  it('keep leading zeros and letter case, and lose what guards an id from a spreadsheet', async () => {
    const { orders } = await readText(
      `${HEAD}\n"=""00123""",2024-01-01,aB,1,2,S\n'0456,2024-01-01,Ab,1,2,S\n"\t789\t",2024-01-01,Ab,1,2,S`,
    );
    expect(orders.map(({ number }) => number)).toEqual(['00123', '0456', '789']);
    expect(orders.map(({ lines }) => lines[0]!.product)).toEqual(['aB', 'Ab', 'Ab']);
  });

  it('are orders of their own, the same each time, where the file has no numbers', async () => {
    const text = 'Date,Product,Quantity,Price,Store\n2024-01-01,A,1,2,S\n2024-01-01,A,1,2,S\n2024-01-02,B,1,2,S';
    const [first, again] = [await readText(text), await readText(text)];
    const numbers = first.orders.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(3);
    expect(again.orders.map(({ number }) => number)).toEqual(numbers);
  });

  it('are refused one by one, each with its reason', async () => {
    const { orders, rejected, skipped, rows } = await readText(
      [
        HEAD,
        '1,2024-01-01,A,1,2.5,S',
        '2,1900-01-01,A,1,2.5,S',
        '3,2099-01-01,A,1,2.5,S',
        '4,2024-01-01,A,1,1e308,S',
        '5,2024-01-01,A,=1+1,2,S',
        '6',
        '7,2024-01-01,A,1,abc,S',
        '8,,A,1,2,S',
        ',2024-01-01,A,1,2,S',
        '9,not a date,A,1,2,S',
        '10,2024-01-01,A,1,2,',
        HEAD,
        '11,2024-01-01,A,999999999999,2,S',
        '12,2024-01-01,A,1,2,S,more,fields,than,headings',
        'Total,,,100,200,',
      ].join('\n'),
    );
    expect(reasons(rejected)).toEqual([
      '2 DATE_OUT_OF_RANGE',
      '3 DATE_OUT_OF_RANGE',
      '4 AMOUNT_TOO_LARGE',
      '5 QUANTITY_INVALID',
      '6 TOO_FEW_FIELDS',
      '7 AMOUNT_INVALID',
      '8 DATE_MISSING',
      '9 ORDER_NUMBER_MISSING',
      '10 DATE_INVALID',
      '11 STORE_MISSING',
      '13 QUANTITY_TOO_LARGE',
    ]);
    expect(orders.map(({ number }) => number)).toEqual(['1', '12']);
    expect(skipped).toBe(2);
    expect(rows).toEqual([15]);
  });

  it('without number and date continue an order (merged cells), but a total row does not', async () => {
    const { orders, skipped } = await readText(
      '订单编号,下单时间,商品名称,数量,金额,门店名称\nA1,2024-06-01 10:00,拿铁,1,10,一店\n,,美式,2,24,\nA2,2024-06-01 11:00,拿铁,1,10,一店\n合计,,,4,44,\n',
    );
    expect(orders.map(({ lines }) => lines.length)).toEqual([2, 1]);
    expect(sum(orders.flatMap(({ lines }) => lines.map(({ amount }) => amount)))).toBe(440_000);
    expect(skipped).toBe(1);
  });

  it('go over in several batches with one dictionary', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `${Math.floor(i / 3)},2024-01-01,P${i % 7},1,2,S${i % 2 === 0 ? '' : ''}`,
    );
    const { batches, orders } = await readText(`${HEAD}\n${rows.join('\n')}`);
    expect(batches.length).toBeGreaterThan(1);
    expect(orders.length).toBe(6_667);
    expect(sum(orders.map(({ lines }) => lines.length))).toBe(20_000);
    expect(
      (batches as OrderBatch[]).flatMap(({ newStrings }) => newStrings).filter((text) => text === 'P3'),
    ).toHaveLength(1);
  });
});

describe('times', () => {
  it('are the store`s local time, unless they carry an offset', async () => {
    const text = `${HEAD}\n1,2024-03-09 23:30:00,A,1,2,S\n2,2024-03-09T23:30:00+00:00,A,1,2,S`;
    const { orders } = await withFiles({ 'a.csv': text }, async ([path]) => {
      const [found] = await readingTasks.inspect({ files: [{ path: path! }] });
      return readPlanned([{ path: path!, settings: found!.settings! }], { S: 'Asia/Shanghai' });
    });
    expect(orders[0]).toMatchObject({
      businessDate: dayNumber('2024-03-09'),
      localMinute: 1_410,
      placedAt: Date.UTC(2024, 2, 9, 15, 30) / 1_000,
    });
    expect(orders[1]).toMatchObject({
      businessDate: dayNumber('2024-03-10'),
      localMinute: 450,
      placedAt: Date.UTC(2024, 2, 9, 23, 30) / 1_000,
    });
  });

  it('use the zone that a store list of the same plan gives', async () => {
    const files = {
      'orders.csv': `${HEAD}\n1,2024-01-01 08:00,A,1,2,S`,
      'stores.csv': 'Store ID,City,Time Zone\nS,Tokyo,Asia/Tokyo\nT,Paris,Europe/Paris',
    };
    const { orders, batches } = await withFiles(files, (paths) => readFiles(paths));
    expect(batches.map(({ kind }) => kind)).toEqual(['stores', 'orders']);
    expect(orders[0]!.placedAt).toBe(Date.UTC(2023, 11, 31, 23) / 1_000);
  });

  it('are none where the file only gives days', async () => {
    const { orders } = await readText(`${HEAD}\n1,2024-01-01 00:00:00,A,1,2,S\n2,2024-01-02 00:00:00,A,1,2,S`);
    expect(orders.map(({ localMinute }) => localMinute)).toEqual([-1, -1]);
  });

  it('come from a column of their own where there is one', async () => {
    const { orders } = await readText(
      'Order ID,Date,Time,Product,Quantity,Price,Store\n1,1/13/2024,1:08 PM,A,1,2,S\n2,1/14/2024,13:09,A,1,2,S',
    );
    expect(orders.map(({ localMinute }) => localMinute)).toEqual([788, 789]);
  });
});

describe('a plan', () => {
  it('fails with the reason when settings do not suffice', async () => {
    await withFiles({ 'a.csv': `${HEAD}\n1,2024-01-01,A,1,2,S` }, async ([path]) => {
      const base = { kind: 'orders', headerRecord: 0, decimalComma: false, template: null } as const;
      await expect(
        readPlanned([{ path: path!, settings: { ...base, columns: { placedAt: 1 } } }]),
      ).rejects.toMatchObject({ code: 'STORE_NEEDED' });
      await expect(readPlanned([{ path: path!, settings: { ...base, columns: {} } }])).rejects.toMatchObject({
        code: 'MAPPING_INCOMPLETE',
      });
      await expect(
        readPlanned([{ path: `${path}.gone`, settings: { ...base, columns: { placedAt: 1, store: 5 } } }]),
      ).rejects.toBeInstanceOf(AppError);
    });
  });

  it('is not begun with a wrong encoding chosen by hand', async () => {
    const text = `${HEAD}\n1,2024-01-01,拿铁,1,2,一店\n`;
    expect((await inspectText(text, { encoding: 'windows-1252' })).refusal?.code).toBe('FILE_ENCODING_WRONG');
    expect((await inspectText(text)).preview[0]![2]).toBe('拿铁');
  });

  it('says why a file cannot be read', async () => {
    expect((await inspectText('')).refusal?.code).toBe('FILE_EMPTY');
    expect((await inspectText(new Uint8Array(2_000).map((_, i) => i % 7))).refusal?.code).toBe('FILE_BINARY');
  });
});

describe('refused rows', () => {
  it('come back as a table with a reason each, formulas disarmed', async () => {
    const text = `${HEAD}\n1,2024-01-01,A,1,2,S\n2,,"=cmd|' /C calc'!A0",-5,2,@S\n3,2024-01-01,"a ""b"", c",x,2,S`;
    const csv = await withFiles({ 'a.csv': text }, async ([path]) => {
      const [found] = await readingTasks.inspect({ files: [{ path: path! }] });
      const files = [{ path: path!, settings: found!.settings! }];
      const { rejected } = await readPlanned(files);
      return readingTasks.extractRejected({ files, verdicts: rejected, language: 'en' });
    });
    expect(csv).toBe(
      [
        '\uFEFFOrder ID,Order Date,Product,Quantity,Price,Store,Reason,Row',
        `2,,'=cmd|' /C calc'!A0,-5,2,'@S,The date is missing,3`,
        '3,2024-01-01,"a ""b"", c",x,2,S,The quantity cannot be read,4',
        '',
      ].join('\r\n'),
    );
  });
});
