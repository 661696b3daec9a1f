/** Sales without an order number, each row an order, and receipts whose amounts are told by what stands beside them. */
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

const WEEKDAYS = '日一二三四五六';

export const unnumbered = (): readonly Shape[] => [
  table(
    '朝阳医院 (日期后有星期)',
    '购药时间,社保卡号,商品编码,商品名称,销售数量,应收金额,实收金额',
    ({ n, day, quantity, amount, product }) => {
      const isBack = n % 13 === 6;
      const sign = isBack ? -1 : 1;
      const weekday = WEEKDAYS[new Date(`${day.iso}T00:00:00Z`).getUTCDay()];
      const paid = amount - 100;
      return [
        [
          `${day.iso} 星期${weekday}`,
          `00161${n % 60}`,
          `2367${product}`,
          '银翘片',
          sign * quantity,
          decimal(sign * amount),
          decimal(sign * paid),
        ],
        { order: String(n), units: sign * quantity, sold: isBack ? 0 : paid * CENT, back: isBack ? paid * CENT : 0 },
      ];
    },
    { store: '医院' },
  ),
  table(
    'Ta-Feng (AMOUNT counts pieces)',
    'TRANSACTION_DT,CUSTOMER_ID,AGE_GROUP,PIN_CODE,PRODUCT_SUBCLASS,PRODUCT_ID,AMOUNT,ASSET,SALES_PRICE',
    ({ n, day, quantity, price, product }) => {
      const count = n % 3 === 0 ? quantity : 1;
      const date = `${day.month}/${day.day}/${day.year}`;
      return [
        [date, `0110${n % 40}`, '45-49', '115', '110411', `4710${product}`, count, price / 10, price * count],
        { order: String(n), units: count, sold: price * count * 100 * CENT },
      ];
    },
    { store: 'X' },
  ),
  table(
    'CDNOW',
    'user_id,order_dt,order_products,order_amount',
    ({ n, day, quantity, amount }) => [
      [Math.floor(n / 3), day.iso.replaceAll('-', ''), quantity, decimal(amount)],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'X' },
  ),
  table(
    'retail transactions (Total_Cost is what was paid)',
    'Transaction_ID,Date,Customer_Name,Product,Total_Items,Total_Cost,Payment_Method,City,Store_Type,Discount_Applied',
    ({ n, day, time, quantity, amount }) => [
      [
        1_000 + n,
        `${day.iso} ${time}`,
        'Ann',
        "['Soap', 'Tea']",
        quantity,
        decimal(amount),
        'Cash',
        'LA',
        'Club',
        'True',
      ],
      { order: String(n), sold: amount * CENT },
    ],
    { store: 'X' },
  ),
  table(
    'checks with tips',
    'Location,Order Id,Opened,Server,Amount,Tax,Tip,Gratuity,Total,Voided',
    ({ n, day, amount }) => {
      const tax = Math.round(amount * 0.08);
      const tip = n % 3 === 0 ? 0 : 150;
      const opened = `${day.month}/${day.day}/${String(day.year).slice(2)} 12:34 PM`;
      return [
        [
          'Main',
          `40${n}`,
          opened,
          'Ann',
          decimal(amount),
          decimal(tax),
          decimal(tip),
          '0.00',
          decimal(amount + tax + tip),
          'false',
        ],
        { order: String(n), store: 'Main', units: 1, sold: amount * CENT },
      ];
    },
  ),
];
