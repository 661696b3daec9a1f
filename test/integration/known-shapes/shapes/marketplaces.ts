/** Orders of marketplaces in South East Asia, some of them called off before or after they were paid. */
import { delimited, workbook } from '../file-bytes.ts';
import { table } from '../one-table.ts';
import { CENT, decimal, type Shape } from '../shape.ts';

export const marketplaces = (): readonly Shape[] => [
  table(
    'orders with the time they were paid',
    'Order ID|Order Status|SKU ID|Product Name|Quantity|SKU Unit Original Price|SKU Subtotal After Discount|Order Amount|Order Refund Amount|Created Time|Paid Time|Cancelled Time',
    ({ n, day, time, quantity, price, amount, product }) => {
      const isOff = n % 7 === 3;
      const isUnpaid = isOff && n % 2 === 0;
      const total = amount + 399;
      const at = `${day.mm}/${day.dd}/${day.year} ${time}`;
      const back = isOff && !isUnpaid ? total : 0;
      return [
        [
          `57646${n}`,
          isOff ? 'Canceled' : 'Completed',
          `17${product}`,
          'Hat',
          quantity,
          decimal(price),
          decimal(amount),
          decimal(total),
          decimal(back),
          at,
          isUnpaid ? '' : at,
          isOff ? at : '',
        ],
        { order: String(n), sold: isUnpaid ? 0 : total * CENT, back: back * CENT },
      ];
    },
    { separator: '|', store: 'Hats', bytes: (rows) => delimited(rows, { bom: true }) },
  ),
  table(
    'items with the price that was paid',
    'orderItemId,orderType,sellerSku,createTime,orderNumber,payMethod,paidPrice,unitPrice,sellerDiscountTotal,shippingFee,itemName,status',
    ({ n, day, time, price, product }) => {
      const isOff = n % 7 === 3;
      const status = isOff ? 'canceled' : n % 11 === 5 ? 'returned' : 'delivered';
      const paid = price - 150;
      return [
        [
          `6${n}01`,
          'Normal',
          `sk${product}`,
          `${day.iso} ${time}`,
          3_001_000 + n,
          'COD',
          paid / 100,
          price / 100,
          -1.5,
          4.9,
          'Shirt',
          status,
        ],
        { order: String(n), units: 1, sold: paid * CENT, back: status === 'delivered' ? 0 : paid * CENT },
      ];
    },
    { store: 'Shirts', bytes: (rows) => workbook([{ name: 'sheet1', rows }]) },
  ),
];
