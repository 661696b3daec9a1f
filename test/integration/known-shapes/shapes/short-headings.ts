/** Tables of databases and competitions: headings of short words, and words that mean several things. */
import { delimited, type Value } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, createRandom, createTally, dayOfYear, decimal, type Shape } from '../shape.ts';

export const shortHeadings = (): readonly Shape[] => [
  table(
    'short words',
    'DATE,STORE_NBR,LYLTY_CARD_NBR,TXN_ID,PROD_NBR,PROD_NAME,PROD_QTY,TOT_SALES',
    ({ n, day, quantity, amount, product }) => [
      [day.iso, n % 3, 1_000 + n, n, product, `Chips ${product}`, quantity, decimal(amount)],
      { order: String(n), store: String(n % 3), sold: amount * CENT },
    ],
  ),
  table(
    'short words of the goods, three prices',
    'create_dt,order_id,sku_id,sku_name,is_finished,sku_cnt,sku_prc,sku_sale_prc,sku_cost_prc,upc_code',
    ({ n, day, quantity, price, cost, product }) => [
      [day.iso, n, product, '货', 1, quantity, decimal(price + 100), decimal(price), decimal(cost), 6_900 + product],
      { order: String(n), sold: price * quantity * CENT, cost: cost * quantity * CENT },
    ],
    { store: 'Market' },
  ),
  table(
    'payment is how much, and who got it back',
    'id,orderID,userID,goodsID,orderAmount,payment,chanelID,platfromType,orderTime,payTime,chargeback',
    ({ n, day, time, amount, product }) => {
      const isBack = n % 9 === 4;
      const paid = Math.round(amount * 0.95);
      return [
        [
          n,
          `sys-${n}`,
          `user-${n % 40}`,
          `PR${product}`,
          decimal(amount),
          decimal(paid),
          `渠道-${n % 90}`,
          'APP',
          `${day.iso} ${time}`,
          `${day.iso} ${time}`,
          isBack ? '是' : '否',
        ],
        { order: String(n), units: 1, sold: paid * CENT, back: isBack ? paid * CENT : 0 },
      ];
    },
    { store: 'Shop' },
  ),
  table(
    'order counts the orders of a receipt',
    'transaction_id,transaction_date,transaction_time,sales_outlet_id,staff_id,customer_id,instore_yn,order,line_item_id,product_id,quantity,line_item_amount,unit_price,promo_item_yn',
    ({ n, day, time, quantity, price, amount, product }) => [
      [n, day.iso, time, 3, 12, 0, 'Y', 1, 1, product, quantity, decimal(amount), decimal(price), 'N'],
      { order: String(n), store: '3', sold: amount * CENT },
    ],
  ),
  table(
    'pieces, rate and gross amount',
    'index,DATE,Months,CUSTOMER,Style,SKU,Size,PCS,RATE,GROSS AMT',
    ({ n, day, quantity, price, amount, product }) => [
      [
        n,
        `${day.mm}-${day.dd}-${String(day.year).slice(2)}`,
        'Jun-21',
        'R',
        'M',
        `M${product}`,
        'L',
        `${quantity}.00`,
        decimal(price),
        decimal(amount),
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'Export' },
  ),
  table(
    '订单导出 (产品数量, 产品单价, 币种缩写)',
    '订单号,平台渠道,店铺,国家,币种缩写,订单总金额,SKU,产品名称,产品数量,产品单价,订单状态,下单时间',
    ({ n, day, time, quantity, price, amount, product }) => [
      [
        `AM${n}`,
        'amazon',
        'US-1',
        '美国',
        'CNY',
        decimal(amount),
        product,
        '线',
        quantity,
        decimal(price),
        '已发货',
        `${day.iso} ${time}`,
      ],
      { order: String(n), store: 'US-1', sold: amount * CENT },
    ],
  ),
  table(
    'item cost with shipping and tax',
    'PO#,Order#,Order Date,Ship By,Customer Name,City,State,Line#,UPC,Status,Item Description,Qty,SKU,Item Cost,Shipping Cost,Tax',
    ({ n, day, quantity, price, amount, product }) => [
      [
        `P${n}`,
        `N${n}`,
        day.iso,
        day.iso,
        'J',
        'Austin',
        'TX',
        1,
        '0001',
        'Delivered',
        'Lamp',
        quantity,
        `S${product}`,
        decimal(price),
        '0.00',
        '0.00',
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'Marketplace' },
  ),
  table(
    'value of what was made, revenue of what was sold',
    'Location,Number of Cows,Date,Product ID,Product Name,Quantity (liters/kg),Price per Unit,Total Value,Quantity Sold (liters/kg),Price per Unit (sold),Approx. Total Revenue(INR),Sales Channel',
    ({ n, day, quantity, price, amount, product }) => [
      [
        `District ${n % 3}`,
        96,
        day.iso,
        product,
        `Milk ${product}`,
        quantity + 40,
        decimal(price - 7),
        decimal((price - 7) * (quantity + 40)),
        quantity,
        decimal(price),
        decimal(amount),
        'Retail',
      ],
      { order: String(n), store: `District ${n % 3}`, sold: amount * CENT },
    ],
  ),
  unfilledTotals(),
];

/** Sales whose total was never filled in, with a share that is off the price, beside the products and their prices. */
function unfilledTotals(): Shape {
  const random = createRandom(31, 'unfilled totals');
  const tally = createTally();
  const prices = Array.from({ length: 20 }, (_, i) => 500 + 37 * i);
  const sales: Value[][] = [
    'SalesID,SalesPersonID,CustomerID,ProductID,Quantity,Discount,TotalPrice,SalesDate,TransactionNumber'.split(','),
  ];
  for (let n = 0; n < 200; n++) {
    const product = random.below(prices.length);
    const quantity = 1 + random.below(9);
    const day = dayOfYear(2018, Math.floor(n / 3));
    const off = random.below(3) === 0 ? 10 + 10 * random.below(2) : 0;
    sales.push([
      n,
      6,
      n % 40,
      product,
      quantity,
      (off / 100).toFixed(2),
      '0.00',
      `${day.iso} 07:38:25.430`,
      `FQL4S94E${n}`,
    ]);
    tally.add({ order: String(n), month: day.key, units: quantity, sold: prices[product]! * quantity * (100 - off) });
  }
  const products: Value[][] = [
    ['ProductID', 'ProductName', 'Price', 'CategoryID', 'Class'],
    ...prices.map((price, i) => [i, `Flour ${i}`, decimal(price), 3, 'Medium']),
  ];
  return {
    name: 'totals that were never filled in',
    files: [
      { name: 'sales.csv', bytes: delimited(sales) },
      { name: 'products.csv', bytes: delimited(products) },
    ],
    store: 'Grocer',
    truth: tally.truth(),
  };
}
