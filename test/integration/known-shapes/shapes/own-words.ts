/** Exports of systems that have their own words for numbers and amounts, and rows that leave amounts out. */
import { delimited } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

const orderOf = (n: number) => Math.floor(n / 2);

export const ownWords = (): readonly Shape[] => [
  table(
    '电商 ERP 订单 (每行重复整单金额)',
    '内部订单号,线上订单号,店铺名称,订单状态,下单时间,付款日期,应付金额,实付金额,商品编码,商品名称,颜色规格,数量,单价,商品金额,成本价',
    ({ n, day, time, product }) => {
      const lines = [2_000, 500].map((price) => price + 100 * (orderOf(n) % 7));
      const price = lines[n % 2]!;
      const total = lines[0]! + lines[1]!;
      const cancelled = orderOf(n) % 9 === 4;
      return [
        [
          1_000_000 + orderOf(n),
          `38${orderOf(n)}`,
          orderOf(n) % 3 ? '天猫店' : '抖音店',
          cancelled ? '已取消' : '已发货',
          `${day.iso} ${time.slice(0, 5)}`,
          `${day.iso} ${time}`,
          decimal(total),
          decimal(total),
          `P${product}`,
          '连衣裙',
          '红;M',
          1,
          decimal(price),
          decimal(price),
          decimal(price / 2),
        ],
        {
          order: String(orderOf(n)),
          store: orderOf(n) % 3 ? '天猫店' : '抖音店',
          units: 1,
          sold: price * CENT,
          back: cancelled ? price * CENT : 0,
          cost: cancelled ? 0 : (price / 2) * CENT,
        },
      ];
    },
    { bytes: (rows) => delimited(rows, { encoding: 'gbk' }) },
  ),
  table(
    'till lines with a discount and a tax of each',
    'Date,Ticket #,Line,Item #,Description,Qty,Retail,Subtotal,Discount,Subtotal w/Discount,Tax,Total,Cost,Shop',
    ({ n, day, product, quantity, amount, cost }) => {
      const off = n % 3 === 0 ? 150 : 0;
      const tax = Math.round((amount - off) * 0.08);
      return [
        [
          `${day.month}/${day.day}/${day.year}`,
          2_000 + orderOf(n),
          (n % 2) + 1,
          `10${product}`,
          'Tube',
          quantity,
          `$${decimal(amount / quantity)}`,
          ...[amount, off, amount - off, tax, amount - off + tax, cost * quantity].map((cents) => `$${decimal(cents)}`),
          'North',
        ],
        {
          order: String(orderOf(n)),
          store: 'North',
          sold: (amount - off + tax) * CENT,
          cost: cost * quantity * CENT,
        },
      ];
    },
  ),
  table(
    'a marketplace that leaves the amounts of cancelled orders out',
    'index,Order ID,Date,Status,Fulfilment,SKU,Category,Qty,currency,Amount,ship-city',
    ({ n, day, quantity, amount }) => {
      const cancelled = n % 6 === 1;
      const blank = n % 12 === 1;
      return [
        [
          n,
          `405-${n}`,
          `${day.mm}-${day.dd}-${String(day.year).slice(2)}`,
          cancelled ? 'Cancelled' : 'Shipped - Delivered to Buyer',
          'Merchant',
          `SET${n}`,
          'Set',
          quantity,
          blank ? '' : 'INR',
          blank ? '' : decimal(amount),
          'MUMBAI',
        ],
        {
          order: String(n),
          units: quantity,
          sold: blank ? 0 : amount * CENT,
          back: cancelled && !blank ? amount * CENT : 0,
        },
      ];
    },
    { store: 'Marketplace', bytes: delimited },
  ),
];
