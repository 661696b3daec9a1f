/**
 * Databases shorten the words of their headings: `PROD_QTY`, `tran_date`, `TOT_SALES`. Written out, they are the headings of the word
 * lists, which name only such short forms as are not made word by word.
 */

const WRITTEN_OUT: Readonly<Record<string, string>> = {
  amt: 'amount',
  cat: 'category',
  cd: 'code',
  cnt: 'count',
  curr: 'currency',
  cust: 'customer',
  descr: 'description',
  disc: 'discount',
  dt: 'date',
  dte: 'date',
  inv: 'invoice',
  loc: 'location',
  nbr: 'number',
  nm: 'name',
  ord: 'order',
  pmt: 'payment',
  prc: 'price',
  prod: 'product',
  pymt: 'payment',
  qnty: 'quantity',
  qty: 'quantity',
  rev: 'revenue',
  sls: 'sales',
  tm: 'time',
  tot: 'total',
  tran: 'transaction',
  trans: 'transaction',
  trn: 'transaction',
  trx: 'transaction',
  ttl: 'total',
  txn: 'transaction',
};

/** Gives a heading with each of its short words written out. */
export function writtenOut(text: string): string {
  return text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[\s_./-]+/)
    .map((word) => WRITTEN_OUT[word.toLowerCase()] ?? word)
    .join(' ');
}
