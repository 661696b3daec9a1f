import { describe, expect, it } from 'vitest';
import type { Field } from '#shared/contract/index.ts';
import { readHeading } from '../../../../src-main/ingest/understand/heading.ts';
import { inspectRows } from '../../../../src-main/ingest/understand/index.ts';

const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','));
/** Kind and the heading of each field. */
const recognise = (text: string) => recogniseRows(rowsOf(text));

function recogniseRows(rows: string[][]) {
  const { settings, headings, questions } = inspectRows(rows);
  const columns = Object.entries(settings?.columns ?? {}).map(([field, column]) => [field, headings[column]]);
  return {
    kind: settings?.kind ?? null,
    columns: Object.fromEntries(columns) as Partial<Record<Field, string>>,
    questions,
    settings,
  };
}

describe('a heading', () => {
  it('is compared by its letters, whatever its width, case and punctuation', () => {
    const spellings = ['Unit Price', 'unit_price', 'UnitPrice', ' UNIT-PRICE ', 'Ｕｎｉｔ　Ｐｒｉｃｅ'];
    expect(new Set(spellings.map((text) => readHeading(text).key))).toEqual(new Set(['unitprice']));
  });

  it('is the same in traditional characters and with or without accents', () => {
    expect(readHeading('訂單編號').key).toBe(readHeading('订单编号').key);
    expect(readHeading('Quantité').key).toBe(readHeading('QUANTITE').key);
    expect(readHeading('İşlem Tarihi').key).toBe(readHeading('islem tarihi').key);
    expect(readHeading('パッケージ').key).not.toBe(readHeading('ハッケーシ').key);
  });

  it('states a currency by its sign', () => {
    expect(readHeading('單價(NT$)')).toMatchObject({ bareKey: readHeading('单价').key, currency: 'TWD' });
    expect(readHeading('金額（港幣）').currency).toBe('HKD');
    expect(readHeading('NT$ 金額').currency).toBe('TWD');
    expect(readHeading('Sales$').currency).toBe('USD');
  });

  it('keeps its unit apart', () => {
    expect(readHeading('商品总价(元)')).toMatchObject({ bareKey: '商品总价', currency: 'CNY' });
    expect(readHeading('商品总价（元）')).toMatchObject({ bareKey: '商品总价', currency: 'CNY' });
    expect(readHeading('Unit Price USD')).toMatchObject({ bareKey: 'unitprice', currency: 'USD' });
    expect(readHeading('Total (€)')).toMatchObject({ bareKey: 'total', currency: 'EUR' });
    expect(readHeading('商品数量(件)')).toMatchObject({ bareKey: '商品数量', currency: null });
  });
});

describe('recognising a file', () => {
  it('takes a list of payments for no orders: beside these it would count them twice', () => {
    expect(recognise('Check Number,Payment Date,Amount\nHQ1,2024-01-01,20\nHQ2,2024-01-02,30').kind).toBeNull();
  });

  it.each([
    ['抖音订单号', '69001'],
    ['自定义单号', '69001'],
    ['Uber Order ID', 'E-1'],
    ['Ticket #', '7'],
  ])('takes what ends like the number of an order for it: %s', (heading, number) => {
    const text = `${heading},下单时间,商品名称,数量,实付金额\n${number},2024-01-01,A,1,9\n${number},2024-01-01,B,1,9`;
    expect(recognise(text).columns.orderNumber).toBe(heading);
  });

  it.each(['退款单号', '采购订单号', '快递单号', 'Return Order ID', '子单编号'])(
    'takes no other number for it: %s',
    (heading) => {
      const text = `${heading},下单时间,商品名称,数量,金额\n69001,2024-01-01,A,1,9\n69002,2024-01-01,B,1,9`;
      expect(recognise(text).columns).not.toHaveProperty('orderNumber');
    },
  );

  it('takes no column with gaps for the number under an unusual heading', () => {
    const text = '线下单号,下单时间,商品名称,数量,金额\n69001,2024-01-01,A,1,9\n,2024-01-01,B,1,9';
    expect(recognise(text).columns).not.toHaveProperty('orderNumber');
  });

  it('takes the day of a delivery note with prices for that of the sale, and a list of parcels for no orders', () => {
    const note = recognise('发货单号,发货日期,客户简称,存货编码,数量,含税单价,价税合计\nF1,2024-01-03,甲,P1,2,5,10');
    expect(note).toMatchObject({ kind: 'orders', columns: { orderNumber: '发货单号', placedAt: '发货日期' } });
    const parcels = recognise('Order ID,Ship Date,SKU,Quantity,Price,Tracking Number\n1,2024-01-03,P1,2,5,T1');
    expect(parcels.columns).not.toHaveProperty('placedAt');
  });

  it('takes of two amounts the one with its tax', () => {
    const { columns } = recognise(
      'Order ID,Order Date,Sales (excl. tax),Tax on Sales,Sales (incl. tax)\n1,2024-01-01,10,1,11\n2,2024-01-02,20,2,22',
    );
    expect(columns).toMatchObject({ lineAmount: 'Sales (incl. tax)' });
  });

  it('takes what was sold for the quantity, and the reduced price for the price', () => {
    const { columns } = recognise(
      'Date,Product,Quantity,Quantity Sold,Price,Discounted Price\n2024-01-01,A,9,1,8,7\n2024-01-02,B,9,2,8,7',
    );
    expect(columns).toMatchObject({ quantity: 'Quantity Sold', unitPrice: 'Discounted Price' });
    const chinese = recognise('日期,品名,数量,零售价,折后价\n2024-01-01,A,9,8,7\n2024-01-02,B,9,8,7');
    expect(chinese.columns).toMatchObject({ unitPrice: '折后价' });
  });

  it('maps a till export in German, with its decimal commas and days before months', () => {
    const { kind, columns, questions, settings } = recogniseRows([
      [
        'Bestellnummer',
        'Bestelldatum',
        'Filiale',
        'Artikelnummer',
        'Artikel',
        'Menge',
        'Einzelpreis',
        'Betrag',
        'Status',
      ],
      ['B-1001', '03.11.2026 14:05', 'Köln Mitte', '4711', 'Kaffeebohnen 1 kg', '2', '12,50', '25,00', 'Bezahlt'],
      ['B-1001', '03.11.2026 14:05', 'Köln Mitte', '4712', 'Tasse groß', '1', '9,90', '9,90', 'Bezahlt'],
      ['B-1002', '31.10.2026 09:12', 'Bonn Süd', '4711', 'Kaffeebohnen 1 kg', '81', '12,50', '1.012,50', 'Storniert'],
    ]);
    expect(kind).toBe('orders');
    expect(questions).toEqual([]);
    expect(settings).toMatchObject({ decimalComma: true });
    expect(columns).toEqual({
      orderNumber: 'Bestellnummer',
      placedAt: 'Bestelldatum',
      store: 'Filiale',
      productCode: 'Artikelnummer',
      productName: 'Artikel',
      quantity: 'Menge',
      unitPrice: 'Einzelpreis',
      lineAmount: 'Betrag',
      status: 'Status',
    });
  });

  it.each([
    [
      'products',
      `Artikelnummer,Artikelbezeichnung,Warengruppe,Verkaufspreis,Einkaufspreis,Marke
      4711,Kaffeebohnen 1 kg,Kaffee,12.50,7.20,Eigenmarke
      4712,Tasse groß,Geschirr,9.90,3.10,Eigenmarke`,
    ],
    [
      'stores',
      `Filialnummer,Filialname,Stadt,Bundesland,Eröffnungsdatum
      F01,Köln Mitte,Köln,Nordrhein-Westfalen,2019-05-01
      F02,Bonn Süd,Bonn,Nordrhein-Westfalen,2021-09-15`,
    ],
    [
      'stock',
      `Filiale,Artikelnummer,Lagerbestand,Stichtag
      Köln Mitte,4711,12,2026-10-31
      Bonn Süd,4711,7,2026-10-31`,
    ],
  ])('tells a German list of %s by its headings', (kind, text) => {
    expect(recognise(text).kind).toBe(kind);
  });

  it('maps a till export in Chinese with title lines above and a total below', () => {
    const { kind, columns, questions, settings } = recognise(`
      某连锁销售明细
      统计日期：2024-06-01至2024-06-02
      门店编号,门店名称,订单编号,下单时间,渠道,商品编码,商品名称,数量,单价(元),金额(元),实收金额(元),配送费(元),平台服务费(元)
      S1,人民路店,A1,2024-06-01 10:00,堂食,P1,拿铁,2,10,20,19,0,0
      S1,人民路店,A1,2024-06-01 10:00,堂食,P2,美式,1,12,12,11,0,0
      S2,中山店,A2,2024-06-02 11:00,外卖,P1,拿铁,1,10,10,9,3,1.5
      合计,,,,,,,4,,42,39,3,1.5`);
    expect(kind).toBe('orders');
    expect(questions).toEqual([]);
    expect(settings?.headerRecord).toBe(2);
    expect(columns).toMatchObject({
      store: '门店编号',
      storeName: '门店名称',
      orderNumber: '订单编号',
      placedAt: '下单时间',
      channel: '渠道',
      productCode: '商品编码',
      productName: '商品名称',
      quantity: '数量',
      unitPrice: '单价(元)',
      lineAmount: '金额(元)',
      amountReceived: '实收金额(元)',
      deliveryCost: '配送费(元)',
      platformFee: '平台服务费(元)',
    });
  });

  it('maps a retail set with a discount rate and a profit', () => {
    const { kind, columns } = recognise(`
      Row ID,Order ID,Order Date,Ship Date,Customer ID,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit
      1,CA-1,11/8/2016,11/11/2016,CG-1,South,FUR-1,Furniture,Bookcases,Somerset,261.96,2,0,41.9136
      2,CA-1,11/8/2016,11/11/2016,CG-1,South,FUR-2,Furniture,Chairs,Hon,731.94,3,0.2,-219.582`);
    expect(kind).toBe('orders');
    expect(columns).toMatchObject({
      lineNumber: 'Row ID',
      orderNumber: 'Order ID',
      placedAt: 'Order Date',
      productCode: 'Product ID',
      productName: 'Product Name',
      lineAmount: 'Sales',
      lineDiscount: 'Discount',
      lineProfit: 'Profit',
    });
  });

  it('takes date and time from two columns', () => {
    const { columns } = recognise(`
      transaction_id,transaction_date,transaction_time,transaction_qty,store_id,store_location,product_id,unit_price,product_category,product_detail
      1,2023-01-01,07:06:11,2,5,Lower Manhattan,32,3,Coffee,Ethiopia
      2,2023-01-01,07:08:56,2,8,Astoria,57,3.1,Tea,Chai`);
    expect(columns).toMatchObject({
      placedDate: 'transaction_date',
      placedTime: 'transaction_time',
      store: 'store_id',
      storeName: 'store_location',
    });
    expect(columns.placedAt).toBeUndefined();
  });

  it.each([
    ['products', '商品编码,商品名称,分类,售价(元),成本价(元)\nP1,拿铁,饮品,12,5\nP2,美式,饮品,10,4'],
    [
      'products',
      'product_id,manufacturer_id,department,brand,product_category,product_type\n25671,2,GROCERY,National,FRZN ICE,ICE\n26081,2,MISC,National,,',
    ],
    ['stores', 'shop_name,shop_id\nMain Street,59\nHarbour,25'],
    ['stores', '门店编号,门店名称,城市,开业日期\nS1,人民路店,上海,2019/5/1\nS2,中山店,上海,2019/6/1'],
    [
      'stores',
      'StoreKey,Country,State,Square Meters,Open Date\n1,Australia,ACT,595,01-01-2008\n2,Australia,NT,665,01-12-2008',
    ],
    ['stock', '门店编号,商品编码,库存数量,更新时间\nS1,P1,5,2024-06-30\nS1,P2,7,2024-06-30'],
    ['stock', 'SKU,Product Name,Quantity on Hand\nA,Mug,5\nB,Cup,6'],
    [
      null,
      'CustomerKey,Gender,Name,City,State,Country,Birthday\n301,F,Lilly,X,SA,Australia,07-03-1939\n302,F,Anna,Y,SA,Australia,07-04-1939',
    ],
    [null, 'Date,Currency,Exchange\n01-01-2015,USD,1\n01-01-2015,CAD,1.1583'],
    [null, 'Table,Field,Description\nSales,Order Number,Unique ID for each order\nSales,Line Item,Products'],
    [null, 'campaign_id,campaign_type,start_date,end_date\n1,Type B,2017-03-03,2017-04-09'],
    [null, 'household_id,coupon_upc,campaign_id,redemption_date\n1029,51380041013,26,2017-01-01'],
    [null, 'household_id,age,income\n1,65+,35-49K'],
  ])('sees %s in its columns', (kind, text) => expect(recognise(text).kind).toBe(kind));

  it('asks for the store where no column names one', () => {
    expect(recognise('Order ID,Order Date,Quantity,Price\n1,2024-01-01,1,2').questions).toEqual(['store']);
  });

  it('knows a file of headings alone', () => {
    expect(recognise('Order ID,Order Date,Quantity,Price,Store')).toMatchObject({ kind: 'orders', questions: [] });
  });

  it('lets a saved template win over everything built in', () => {
    const rows = rowsOf('Order ID,Order Date,Quantity,Price,Memo\n1,2024-01-01,1,2,Shop A');
    const saved = {
      name: 'ours',
      headings: ['order id', 'ORDER DATE', 'quantity', 'price', 'memo'],
      settings: {
        kind: 'orders',
        headerRecord: 0,
        columns: { orderNumber: 0, placedAt: 1, store: 4 },
        decimalComma: false,
        template: null,
      },
    } as const;
    expect(inspectRows(rows, {}, [saved]).settings).toMatchObject({ template: 'ours', columns: { store: 4 } });
    expect(inspectRows(rows).settings).toMatchObject({ template: null });
  });

  it('does what staff have decided', () => {
    const rows = rowsOf('a,b,c\nx,2024-01-01,5');
    const { settings } = inspectRows(rows, { kind: 'orders', columns: { placedAt: 1, lineAmount: 2 }, store: 'S' });
    expect(settings).toMatchObject({
      kind: 'orders',
      columns: { placedAt: 1, lineAmount: 2 },
      store: 'S',
      headerRecord: 0,
    });
  });

  it('judges the decimal sign over the file', () => {
    const head = 'Order Date;Product;Quantity;Price'.replaceAll(';', '|');
    const rows = (cells: string[]) => [head.split('|'), ...cells.map((price) => ['2024-01-01', 'A', '1', price])];
    expect(inspectRows(rows(['1.234,50', '2.000,00'])).settings?.decimalComma).toBe(true);
    expect(inspectRows(rows(['1,234.50', '2,000'])).settings?.decimalComma).toBe(false);
  });
});

describe('whose amount a column holds', () => {
  const scopes = (rows: string) => recognise(`Order ID,Order Date,Product,Quantity,Unit Price,Total\n${rows}`).columns;

  it('is the order`s when its rows repeat it', () => {
    expect(scopes('1,2024-01-01,A,1,5,15\n1,2024-01-01,B,2,5,15\n2,2024-01-01,A,1,5,5')).toMatchObject({
      orderTotal: 'Total',
    });
  });

  it('is the row`s when the rows of an order differ', () => {
    expect(scopes('1,2024-01-01,A,1,5,5\n1,2024-01-01,B,2,5,10\n2,2024-01-01,A,1,5,5')).toMatchObject({
      lineAmount: 'Total',
    });
  });

  it('is told by what a row is worth where the rows of an order are alike', () => {
    expect(scopes('1,2024-01-01,A,1,5,5\n1,2024-01-01,A,1,5,5')).toMatchObject({ lineAmount: 'Total' });
    expect(scopes('1,2024-01-01,A,1,5,10\n1,2024-01-01,A,1,5,10')).toMatchObject({ orderTotal: 'Total' });
  });
});
