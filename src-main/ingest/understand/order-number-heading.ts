/**
 * Every system has a name of its own for the number of an order: `抖音订单号`, `系统单号`, `Uber Order ID`. Where no heading is
 * the usual one, one that ends like it is the number; without it each line would count as an order, with the whole order's amounts.
 */
import { readHeading } from './heading.ts';
import { claimsOf } from './synonym-index.ts';

const ORDER_NUMBER =
  /(订单|单据|交易|小票|账单|流水)(编号|编码|号码|号|id)$|单号$|(order|invoice|receipt|transaction|ticket|bill)(id|no|nr|num|number|ref|reference)$/;
/** Numbers of a part of an order, of what became of it, of another document or of somebody else's. */
const OTHER_NUMBER =
  /子|明细|物流|快递|运单|运输|配送|发货|退|售后|支付|付款|收款|原|采购|入库|调拨|盘点|关联|发票|item|line|detail|return|refund|original|parent|purchase|po|shipment|shipping|tracking|payment|supplier|vendor/;

/** Gives the first column whose heading ends like the number of an order and means nothing else; undefined for none. */
export function orderNumberColumn(headings: readonly string[]): number | undefined {
  const column = headings.findIndex((text) => {
    const heading = readHeading(text);
    return (
      ORDER_NUMBER.test(heading.bareKey) &&
      !OTHER_NUMBER.test(heading.bareKey) &&
      claimsOf('orders', heading).length === 0
    );
  });
  return column < 0 ? undefined : column;
}
