/** Tables that tutorials and competitions use, one row a line or an order. */
import { delimited, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const tutorials = (): readonly Shape[] => [
  table(
    'net price a piece',
    'OrderKey,LineNumber,OrderDate,DeliveryDate,CustomerKey,StoreKey,ProductKey,Quantity,UnitPrice,NetPrice,UnitCost,CurrencyCode,ExchangeRate',
    ({ n, day, quantity, price, product, cost, random }) => {
      const net = Math.round(price * random.from([1, 0.95, 0.9]));
      const store = String(10 * (1 + (n % 3)));
      return [
        [
          1_000 + n,
          0,
          day.iso,
          day.iso,
          n,
          store,
          product,
          quantity,
          decimal(price),
          decimal(net),
          decimal(cost),
          'USD',
          '1.0',
        ],
        { order: String(n), store, sold: net * quantity * CENT, cost: cost * quantity * CENT },
      ];
    },
  ),
  table(
    'price of the whole line',
    'invoice_no,customer_id,gender,age,category,quantity,price,payment_method,invoice_date,shopping_mall',
    ({ n, day, quantity, amount, product }) => [
      [
        `I${100_000 + n}`,
        `C${n}`,
        'Female',
        30,
        `Category ${product}`,
        quantity,
        decimal(amount),
        'Cash',
        `${day.day}/${day.month}/${day.year}`,
        'Kanyon',
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'Mall' },
  ),
  table(
    'cancelled lines without an amount',
    'index,Order ID,Date,Status,Fulfilment,Sales Channel ,ship-service-level,Style,SKU,Category,Size,ASIN,Courier Status,Qty,currency,Amount,ship-city,ship-state,ship-postal-code,ship-country,promotion-ids,B2B,fulfilled-by,Unnamed: 22',
    ({ n, day, price, product, random }) => {
      const cancelled = random.chance(0.15);
      const nothing = cancelled && random.chance(0.6);
      return [
        [
          n,
          `405-${8_078_784 + n}-${5_731_545 - n}`,
          `${day.mm}-${day.dd}-${String(day.year).slice(2)}`,
          cancelled ? 'Cancelled' : random.from(['Shipped', 'Shipped - Delivered to Buyer']),
          'Merchant',
          'Amazon.in',
          'Standard',
          'SET389',
          `SET389-KR-${product}`,
          'Set',
          'S',
          'B09KXVBD7Z',
          cancelled ? 'Cancelled' : 'Shipped',
          nothing ? 0 : 1,
          nothing ? '' : 'INR',
          nothing ? '' : decimal(price),
          'MUMBAI',
          'MAHARASHTRA',
          '400081.0',
          'IN',
          '',
          'False',
          'Easy Ship',
          '',
        ],
        {
          order: String(n),
          units: nothing ? 0 : 1,
          sold: nothing ? 0 : price * CENT,
          back: cancelled && !nothing ? price * CENT : 0,
        },
      ];
    },
    { store: 'Amazon India', year: 2022 },
  ),
  table(
    'date and sum alone',
    'Date,Sales',
    ({ n, day, amount }) => [[day.iso, decimal(amount)], { order: String(n), units: 1, sold: amount * CENT }],
    { store: 'Corner shop', perDay: 1 },
  ),
  table(
    '柜台营业额',
    '工号,姓名,日期,时段,交易额,柜台',
    ({ n, day, amount }) => [
      [1_001, '员工', `${day.year}${day.mm}${day.dd}`, '9：00-14：00', Math.floor(amount / 100), '化妆品'],
      { order: String(n), units: 1, sold: Math.floor(amount / 100) * 10_000 },
    ],
    { store: '超市', file: '超市营业额.xlsx', bytes: (rows) => workbook([{ name: 'Sheet1', rows }]) },
  ),
  table(
    'pizza lines, two spellings of one order of dates',
    'pizza_id,order_id,pizza_name_id,quantity,order_date,order_time,unit_price,total_price,pizza_size,pizza_category,pizza_ingredients,pizza_name',
    ({ n, day, time, quantity, price, amount, product }) => [
      [
        n + 1,
        1 + Math.floor(n / 3),
        `pizza_${product}_m`,
        quantity,
        day.day <= 12 ? `${day.day}/${day.month}/${day.year}` : `${day.dd}-${day.mm}-${day.year}`,
        time,
        decimal(price),
        decimal(amount),
        'M',
        'Classic',
        'Sliced Ham, Pineapple',
        'The Hawaiian Pizza',
      ],
      { order: String(Math.floor(n / 3)), sold: amount * CENT },
    ],
    { store: 'Pizzeria', perDay: 3, year: 2015 },
  ),
  table(
    'sums of a seller in capitals',
    'ORDERNUMBER,QUANTITYORDERED,PRICEEACH,ORDERLINENUMBER,SALES,ORDERDATE,STATUS,QTR_ID,MONTH_ID,YEAR_ID,PRODUCTLINE,MSRP,PRODUCTCODE,CUSTOMERNAME,PHONE,ADDRESSLINE1,CITY,STATE,POSTALCODE,COUNTRY,TERRITORY,DEALSIZE',
    ({ n, day, quantity, price, amount, product, random }) => {
      const status = random.from(['Shipped', 'Shipped', 'Resolved', 'In Process', 'Disputed', 'Cancelled']);
      return [
        [
          10_100 + n,
          quantity,
          decimal(Math.min(price, 1_500)),
          1,
          decimal(amount),
          `${day.month}/${day.day}/${day.year} 0:00`,
          status,
          1,
          day.month,
          day.year,
          'Motorcycles',
          95,
          `S10_${product}`,
          'Mini Caravy',
          '33.1',
          'Rue Lyon',
          'Reims',
          '',
          '51100',
          'France',
          'EMEA',
          'Small',
        ],
        { order: String(n), sold: amount * CENT, back: status === 'Cancelled' ? amount * CENT : 0 },
      ];
    },
    { store: 'Toys', year: 2003 },
  ),
  table(
    'liquor invoices',
    'Invoice/Item Number,Date,Store Number,Store Name,Address,City,Zip Code,Store Location,County Number,County,Category,Category Name,Vendor Number,Vendor Name,Item Number,Item Description,Pack,Bottle Volume (ml),State Bottle Cost,State Bottle Retail,Bottles Sold,Sale (Dollars),Volume Sold (Liters),Volume Sold (Gallons)',
    ({ n, day, quantity, price, amount, cost, product }) => {
      const store = String(2_500 + (n % 4));
      return [
        [
          `S${29_198_800_001 + n}`,
          `${day.mm}/${day.dd}/${day.year}`,
          store,
          `HY-VEE ${store}`,
          '1 MAIN',
          'AMES',
          '50010',
          'POINT (-93 42)',
          85,
          'STORY',
          '1031100.0',
          'AMERICAN VODKAS',
          '380',
          'PHILLIPS',
          37_000 + product,
          'UV VODKA',
          12,
          750,
          `$${decimal(cost)}`,
          `$${decimal(price)}`,
          quantity,
          `$${decimal(amount)}`,
          '1.5',
          '0.4',
        ],
        { order: String(n), store, sold: amount * CENT, cost: cost * quantity * CENT },
      ];
    },
  ),
  table(
    'blank rows and headings between the months',
    'Order ID,Product,Quantity Ordered,Price Each,Order Date,Purchase Address',
    ({ n, day, time, quantity, price, amount, product }) => [
      [
        176_558 + n,
        `Cable ${product}`,
        quantity,
        decimal(price),
        `${day.mm}/${day.dd}/${String(day.year).slice(2)} ${time.slice(0, 5)}`,
        '917 1st St, Dallas, TX 75001',
      ],
      { order: String(n), sold: amount * CENT },
    ],
    {
      store: 'Web',
      bytes: ([headings = [], ...rows]) =>
        delimited([
          headings,
          ...rows.flatMap((row, n) => (n % 50 === 49 ? [row, headings.map(() => ''), headings] : [row])),
        ]),
    },
  ),
  table(
    'a bakery with decimal commas beside decimal points',
    ',date,time,ticket_number,article,Quantity,unit_price',
    ({ n, day, time, quantity, price, amount, product }) => [
      [
        n,
        day.iso,
        time.slice(0, 5),
        `${150_040 + n}.0`,
        `PAIN ${product}`,
        `${quantity}.0`,
        `${decimal(price).replace('.', ',')} €`,
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'Bakery' },
  ),
];
