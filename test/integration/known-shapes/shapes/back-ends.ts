/** Exports of shop and till back-ends, one row a line or an order. */
import { delimited, moment, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const backEnds = (): readonly Shape[] => [
  table(
    'auction house report',
    ',Sales Record Number,Order Number,Buyer Username,Buyer Name,Ship To City,Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,Seller Collected Tax,Total Price,Payment Method,Sale Date,Paid On Date',
    ({ n, day, quantity, price, amount, product }) => [
      [
        '',
        100 + n,
        `12-${10_000 + n}-${99_999 - n}`,
        'buyer',
        'A B',
        'Reno',
        `1100${product}`,
        'Lamp, "blue"',
        `L-${product}`,
        quantity,
        `$${decimal(price)}`,
        '$5.00',
        '$0.00',
        `$${decimal(amount + 500)}`,
        'Card',
        `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.month - 1]}-${day.dd}-${String(day.year).slice(2)}`,
        '',
      ],
      { order: String(n), sold: (amount + 500) * CENT },
    ],
    {
      store: 'Auctions',
      refused: 2,
      bytes: (rows) => delimited([...rows, ['300', 'record(s) downloaded'], ['Seller ID : someone']]),
    },
  ),
  table(
    '微商城订单',
    '订单号,订单状态,订单类型,订单创建时间,买家付款时间,商品名称,商品规格,规格编码,商品单价,商品数量,商品金额合计,运费,店铺优惠合计,订单实付金额,商品已退款金额,收货人/提货人,归属店铺',
    ({ n, day, time, quantity, price, amount, product, random }) => {
      const closed = random.chance(0.1);
      return [
        [
          `E${day.year}${day.mm}${day.dd}${100_000 + n}`,
          closed ? '交易关闭' : '交易完成',
          '普通订单',
          `${day.iso} ${time}`,
          closed ? '' : `${day.iso} ${time}`,
          `商品${product}`,
          '红色',
          `G${product}`,
          decimal(price),
          quantity,
          decimal(amount),
          '0.00',
          '1.00',
          decimal(closed ? 0 : amount - 100),
          '0.00',
          '*',
          n % 2 ? '一店' : '二店',
        ],
        { order: String(n), store: n % 2 ? '一店' : '二店', sold: closed ? 0 : (amount - 100) * CENT },
      ];
    },
    { file: '订单.csv', bytes: (rows) => delimited(rows, { bom: true }) },
  ),
  table(
    '进销存明细',
    '单据日期|单据编号|往来单位|仓库全名|商品编号|商品全名|规格|单位|数量|单价|金额|成本单价|成本金额|毛利|毛利率',
    ({ n, day, quantity, price, amount, cost, product }) => [
      [
        moment(day.iso),
        `XS-${day.iso}-${String(n).padStart(4, '0')}`,
        '散客',
        '总仓',
        `0${100 + product}`,
        `商品${product}`,
        '',
        '件',
        quantity,
        price / 100,
        amount / 100,
        cost / 100,
        (cost * quantity) / 100,
        (amount - cost * quantity) / 100,
        '40%',
      ],
      { order: String(n), sold: amount * CENT, cost: cost * quantity * CENT },
    ],
    {
      separator: '|',
      store: '总店',
      file: '销售明细.xls',
      bytes: (rows) =>
        workbook(
          [
            {
              name: 'Sheet1',
              rows: [['销售明细账'], ['日期：2023-01-01 至 2023-12-31'], ...rows],
              formats: { 0: 'yyyy-mm-dd' },
            },
          ],
          'biff8',
        ),
    },
  ),
  table(
    '餐厅账单',
    '营业日期,账单号,门店,桌台,人数,开台时间,结账时间,消费金额,优惠金额,应收金额,实收金额,支付方式,服务员',
    ({ n, day, time, amount }) => [
      [
        day.iso,
        `${day.mm}${day.dd}${n}`,
        n % 2 ? 'A店' : 'B店',
        'T1',
        2,
        `${day.iso} ${time}`,
        `${day.iso} ${time}`,
        decimal(amount),
        '5.00',
        decimal(amount - 500),
        decimal(amount - 500),
        '支付宝',
        '李',
      ],
      { order: String(n), units: 1, store: n % 2 ? 'A店' : 'B店', sold: (amount - 500) * CENT },
    ],
  ),
  table(
    '小红书订单',
    '订单号,订单状态,售后状态,订单创建时间,订单支付时间,订单发货时间,商品名称,商品规格,SKU件数,商品总价(元),商家优惠(元),平台优惠(元),商家应收金额(元)(支付金额),快递单号',
    ({ n, day, time, quantity, amount, product, random }) => {
      const back = random.chance(0.1);
      return [
        [
          `P${701_234_567_890 + n}`,
          back ? '已取消' : '已完成',
          back ? '售后完成' : '无售后',
          `${day.iso} ${time}`,
          `${day.iso} ${time}`,
          '',
          `商品${product}`,
          '',
          quantity,
          decimal(amount),
          '2.00',
          '0.00',
          decimal(amount - 200),
          '',
        ],
        { order: String(n), sold: (amount - 200) * CENT, back: back ? (amount - 200) * CENT : 0 },
      ];
    },
    { store: '红店', file: 'orders.xlsx', bytes: (rows) => workbook([{ name: '订单', rows }]) },
  ),
  table(
    'till receipts with a type',
    'Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,Dining option,POS,Store,Cashier name,Customer name,Customer contacts,Comment,Status',
    ({ n, day, time, quantity, amount, cost, product, random }) => {
      const back = random.chance(0.08);
      const sign = back ? -1 : 1;
      return [
        [
          `${day.month}/${day.day}/${String(day.year).slice(2)} ${time.slice(0, 5)}`,
          `1-${1_000 + n}`,
          back ? 'Refund' : 'Sale',
          'Drinks',
          `1000${product}`,
          'Tea',
          '',
          '',
          (quantity * sign).toFixed(3),
          decimal(amount * sign),
          '0.00',
          decimal(amount * sign),
          decimal(cost * quantity * sign),
          decimal((amount - cost * quantity) * sign),
          '0.00',
          'Dine in',
          'POS 1',
          n % 2 ? 'East' : 'West',
          'Owner',
          '',
          '',
          '',
          'Closed',
        ],
        {
          order: String(n),
          store: n % 2 ? 'East' : 'West',
          units: quantity * sign,
          sold: back ? 0 : amount * CENT,
          back: back ? amount * CENT : 0,
          cost: cost * quantity * sign * CENT,
        },
      ];
    },
  ),
  table(
    'shop backend with grand totals',
    '"ID","Purchase Point","Purchase Date","Bill-to Name","Ship-to Name","Grand Total (Base)","Grand Total (Purchased)","Status","Total Refunded"'.replaceAll(
      '"',
      '',
    ),
    ({ n, day, time, amount, random }) => {
      const status = random.from(['complete', 'processing', 'closed', 'canceled', 'pending_payment']);
      const back = status === 'closed' ? amount : 0;
      return [
        [
          String(n + 1).padStart(9, '0'),
          'Main Website\n   Main Store',
          `${day.iso} ${time}`,
          'A B',
          'A B',
          decimal(amount),
          decimal(amount),
          status,
          decimal(back),
        ],
        {
          order: String(n),
          units: 1,
          sold: status === 'pending_payment' ? 0 : amount * CENT,
          back: status === 'canceled' ? amount * CENT : back * CENT,
        },
      ];
    },
    { store: 'Web' },
  ),
];
