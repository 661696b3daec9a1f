/** Workbooks with several sheets: years apart, orders beside returns and sales staff, orders beside their product list. */
import { moment, type Value, workbook } from '../file-bytes.ts';
import { CENT, createRandom, createTally, dayOfYear, type Shape, timeOfDay } from '../shape.ts';

const UCI = ['Invoice', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'Price', 'Customer ID', 'Country'];

/** Two sheets of orders, a year each; credit notes begin with C. */
export function twoYears(): Shape {
  const random = createRandom(11, 'two years');
  const tally = createTally();
  let number = 489_434;
  const sheets = [2010, 2011].map((year) => {
    const rows: Value[][] = [UCI];
    for (let order = 0; order < 90; order++) {
      const day = dayOfYear(year, 1 + order * 4);
      const back = random.chance(0.1);
      const invoice = back ? `C${number++}` : number++;
      const time = timeOfDay(random);
      for (let line = 0; line <= random.below(4); line++) {
        const price = 50 + random.below(900);
        const quantity = 1 + random.below(12);
        const amount = price * quantity * CENT;
        const code = random.chance(0.5) ? 20_000 + random.below(90) : `${85_000 + random.below(90)}B`;
        const who = random.chance(0.2) ? null : 13_000 + random.below(50);
        rows.push([
          invoice,
          code,
          'WHITE HANGING HEART',
          back ? -quantity : quantity,
          moment(day.iso, time),
          price / 100,
          who,
          'United Kingdom',
        ]);
        const order = String(invoice);
        if (back) tally.add({ order, month: day.key, units: -quantity, sold: 0, back: amount });
        else tally.add({ order, month: day.key, units: quantity, sold: amount });
      }
    }
    return { name: `Year ${year - 1}-${year}`, rows, formats: { 4: 'm/d/yy h:mm' } };
  });
  return {
    name: 'online retail, a sheet a year',
    files: [{ name: 'two-years.xlsx', bytes: workbook(sheets) }],
    store: 'Web shop',
    truth: tally.truth(),
  };
}

const SUPERSTORE = [
  'Row ID',
  'Order ID',
  'Order Date',
  'Ship Date',
  'Ship Mode',
  'Customer ID',
  'Customer Name',
  'Segment',
  'Country/Region',
  'City',
  'State/Province',
  'Postal Code',
  'Region',
  'Product ID',
  'Category',
  'Sub-Category',
  'Product Name',
  'Sales',
  'Quantity',
  'Discount',
  'Profit',
];
const SUPERSTORE_ZH = [
  '行 ID',
  '订单 ID',
  '订单日期',
  '发货日期',
  '邮寄方式',
  '客户 ID',
  '客户名称',
  '细分',
  '城市',
  '省/自治区',
  '国家/地区',
  '地区',
  '产品 ID',
  '类别',
  '子类别',
  '产品名称',
  '销售额',
  '数量',
  '折扣',
  '利润',
];

/** Orders, the orders that came back, and who sells where: `Sales` is after the discount, `Discount` a rate. */
export function superstore(chinese: boolean): Shape {
  const random = createRandom(12, chinese ? 'superstore zh' : 'superstore');
  const tally = createTally();
  const orders: Value[][] = [chinese ? SUPERSTORE_ZH : SUPERSTORE];
  const returned: Value[][] = [chinese ? ['退回', '订单 ID'] : ['Returned', 'Order ID']];
  let row = 0;
  for (let order = 0; order < 150; order++) {
    const day = dayOfYear(2023, 2 * order);
    const id = `${chinese ? 'CN' : 'CA'}-2023-${100_006 + order * 7}`;
    const back = random.chance(0.08);
    if (back) returned.push([chinese ? '是' : 'Yes', id]);
    for (let line = 0; line <= random.below(4); line++) {
      row++;
      const quantity = 1 + random.below(9);
      // Four decimals, as the set has them; never beyond what money can hold.
      const sales = 10_000 + random.below(9_000_000);
      const profit = Math.round(sales * (random.next() * 0.9 - 0.4));
      const rate = random.from([0, 0, 0, 0.2, 0.2, 0.4, 0.7]);
      const ship = dayOfYear(2023, 2 * order + 4);
      const product = `${random.from(['FUR-BO', 'OFF-LA', 'TEC-PH'])}-1000${1000 + random.below(60)}`;
      const values = [sales / 10_000, quantity, rate, profit / 10_000];
      orders.push(
        chinese
          ? [
              row,
              id,
              moment(day.iso),
              moment(ship.iso),
              '二级',
              `客户-1${4000 + random.below(40)}`,
              '客户',
              '公司',
              '杭州',
              '浙江',
              '中国',
              '华东',
              product,
              '办公用品',
              '用品',
              'Fiskars 剪刀, 蓝色',
              ...values,
            ]
          : [
              row,
              id,
              moment(day.iso),
              moment(ship.iso),
              'Second Class',
              `CG-1${2500 + random.below(40)}`,
              'Customer 1',
              'Consumer',
              'United States',
              'Henderson',
              'Kentucky',
              42_420,
              'South',
              product,
              'Furniture',
              'Bookcases',
              'Bush Somerset Collection Bookcase',
              ...values,
            ],
      );
      tally.add({
        order: id,
        month: day.key,
        units: quantity,
        sold: sales,
        back: back ? sales : 0,
        cost: back ? 0 : sales - profit,
      });
    }
  }
  const people: Value[][] = chinese
    ? [
        ['地区经理', '地区'],
        ['经理一', '华东'],
        ['经理二', '中南'],
      ]
    : [
        ['Regional Manager', 'Region'],
        ['Manager 1', 'West'],
        ['Manager 2', 'East'],
      ];
  const dates = { 2: chinese ? 'yyyy/m/d' : 'm/d/yyyy', 3: chinese ? 'yyyy/m/d' : 'm/d/yyyy' };
  const sheets = chinese
    ? [
        { name: '订单', rows: orders, formats: dates },
        { name: '退货', rows: returned },
        { name: '销售人员', rows: people },
      ]
    : [
        { name: 'Orders', rows: orders, formats: dates },
        { name: 'Returns', rows: returned },
        { name: 'People', rows: people },
      ];
  return {
    name: chinese ? '示例 - 超市 (xls)' : 'sample superstore (xls)',
    files: [{ name: chinese ? '示例 - 超市.xls' : 'superstore.xls', bytes: workbook(sheets, 'biff8') }],
    store: 'Superstore',
    truth: tally.truth(),
  };
}

/** Orders with soiled cells beside their product list, in one workbook. */
export function ordersBesideProducts(): Shape {
  const random = createRandom(13, 'daily goods');
  const tally = createTally();
  const products: Value[][] = [['商品编号', '商品名称', '商品小类', '商品大类', '销售单价']];
  const prices: number[] = [];
  for (let i = 1; i <= 40; i++) {
    prices.push(5 + random.below(200));
    products.push([
      `X${String(i).padStart(3, '0')}`,
      `商品${i}`,
      random.from(['面膜', '爽肤水', '眼霜']),
      random.from(['护肤品', '彩妆']),
      prices[i - 1]!,
    ]);
  }
  const rows: Value[][] = [
    [
      '订单编码',
      '订单日期',
      '客户编码',
      '所在区域',
      '所在省份',
      '所在地市',
      '商品编号',
      '订购数量',
      '订购单价',
      '金额',
    ],
  ];
  for (let line = 0; line < 400; line++) {
    const day = dayOfYear(2019, Math.floor((line * 270) / 400));
    const product = random.below(40);
    const quantity = 1 + random.below(700);
    const price = prices[product]!;
    const id = `D${31_313 + line}`;
    const soiled = random.chance(0.05);
    rows.push([
      id,
      soiled ? `${day.year}#${day.month}#${day.day}` : moment(day.iso),
      `S${22_000 + random.below(300)}`,
      '东区',
      '浙江省',
      '台州市',
      String(products[product + 1]![0]),
      soiled ? `${quantity}个` : quantity,
      soiled ? `${price}元` : price,
      price * quantity,
    ]);
    tally.add({ order: id, month: day.key, units: quantity, sold: price * quantity * 10_000 });
  }
  const sheets = [
    { name: '销售订单表', rows, formats: { 1: 'yyyy/m/d' } },
    { name: '商品信息表', rows: products },
  ];
  return {
    name: '日化 (orders beside products)',
    files: [{ name: 'goods.xlsx', bytes: workbook(sheets) }],
    store: '总部',
    truth: tally.truth(),
  };
}

/** One row a line of coffee, date and time in two columns of serial numbers. */
export function coffeeShops(): Shape {
  const random = createRandom(14, 'coffee');
  const tally = createTally();
  const rows: Value[][] = [
    [
      'transaction_id',
      'transaction_date',
      'transaction_time',
      'transaction_qty',
      'store_id',
      'store_location',
      'product_id',
      'unit_price',
      'product_category',
      'product_type',
      'product_detail',
    ],
  ];
  const shops = [
    [5, 'Lower Manhattan'],
    [8, "Hell's Kitchen"],
    [3, 'Astoria'],
  ] as const;
  for (let id = 1; id <= 500; id++) {
    const day = dayOfYear(2023, Math.floor(id / 3));
    const [code, place] = random.from(shops);
    const quantity = 1 + random.below(3);
    const price = random.from([250, 300, 310, 375, 450]);
    const clock = timeOfDay(random).split(':').map(Number) as [number, number, number];
    const fraction = (clock[0] * 3600 + clock[1] * 60 + clock[2]) / 86_400;
    rows.push([
      id,
      moment(day.iso),
      fraction,
      quantity,
      code,
      place,
      20 + random.below(60),
      price / 100,
      'Coffee',
      'Gourmet brewed coffee',
      'Ethiopia Rg',
    ]);
    tally.add({
      order: String(id),
      month: day.key,
      store: String(code),
      units: quantity,
      sold: quantity * price * CENT,
    });
  }
  return {
    name: 'coffee shop sales',
    files: [
      {
        name: 'coffee.xlsx',
        bytes: workbook([{ name: 'Transactions', rows, formats: { 1: 'm/d/yyyy', 2: 'h:mm:ss', 7: '0.00' } }]),
      },
    ],
    truth: tally.truth(),
  };
}
