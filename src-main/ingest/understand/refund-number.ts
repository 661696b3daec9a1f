/**
 * Bills of payment services write what was given back as a row of its own: under the number of the order that it belongs
 * to, with a number of the refund beside it, and with nothing sold. Found by its heading.
 */
import { readHeading } from './heading.ts';

const REFUND_NUMBER =
  /退款(单号|单编号|编号|批次号|流水号|交易号)|^(refund|return)(id|no|number|reference|transactionid)$/;

/** Gives the column of the refunds' numbers, -1 when there is none. */
export function refundNumberColumn(headings: readonly string[]): number {
  return headings.findIndex((heading) => REFUND_NUMBER.test(readHeading(heading).key));
}
