/**
 * Headings are compared by what they say, not by how they are typed: full-width or half-width, any letter case, any
 * blanks and punctuation, `InvoiceNo` as `invoice_no`, with or without accents, in traditional or simplified characters,
 * and without a unit in brackets, which is kept apart.
 */
import { writtenOut } from './abbreviations.ts';
import { namedCurrency } from './values/currency.ts';
import { foldWord } from './values/fold-word.ts';

export interface Heading {
  /** Letters and digits only, lower case: `Unit Price USD` and `unit_price_usd` are `unitpriceusd`. */
  readonly key: string;
  /** The key without a currency or unit at its end, and without the table that it was taken from: `unitprice`. */
  readonly bareKey: string;
  /** The bare key with short words written out: `prod_qty` is `productquantity`. */
  readonly fullKey: string;
  /** Currency stated in the heading, ISO 4217. */
  readonly currency: string | null;
}

const CURRENCY_CODES = new Set(
  'USD EUR GBP CNY JPY AUD CAD CHF HKD TWD SGD INR KRW NZD SEK NOK DKK PLN CZK HUF RUB BRL MXN ZAR TRY AED SAR THB MYR IDR PHP VND ILS MOP'.split(
    ' ',
  ),
);

/** Back-ends whose orders have lines write `Order Lines/Quantity` or `订单行/数量` for what is a line's. */
const OF_LINES =
  /^((sales? )?(order|invoice|bill)[\s_-]*)?(lines?|items?)\s*\/\s*|^(销售)?(订单|单据|发票)?(商品)?(明细|行|明细行)\s*\/\s*/i;
/** `NT$` is no dollar of the United States, but the dollar of `Sales$` is one. */
const SIGN = /(?<!\p{L})(?:US|NT|HK|[RACS])\$|[$€£]/iu;

/** Gives a heading's comparable forms. */
export function readHeading(text: string): Heading {
  const plain = text.normalize('NFKC').trim();
  const brackets = [...plain.matchAll(/[([{【]([^)\]}】]*)[)\]}】]/g)].map((match) => match[1]!.trim());
  const outside = plain
    .replace(/[([{【][^)\]}】]*[)\]}】]/g, ' ')
    .trim()
    .replace(OF_LINES, '');
  const words = outside.split(/[\s_/-]+/);
  const last = words.at(-1) ?? '';
  const currency =
    brackets.map(currencyOf).find((code) => code !== null) ??
    (words.length > 1 ? currencyOf(last) : null) ??
    currencyOf(SIGN.exec(outside)?.[0] ?? '');
  const bare = words.length > 1 && currencyOf(last) !== null ? words.slice(0, -1).join(' ') : outside;
  const key = keyOf(plain);
  const bareKey = keyOf(bare);
  return { key, bareKey: bareKey === '' ? key : bareKey, fullKey: keyOf(writtenOut(bare)), currency };
}

function currencyOf(word: string): string | null {
  const code = word.toUpperCase();
  return namedCurrency(word) ?? (CURRENCY_CODES.has(code) ? code : null);
}

/** Letters and digits of any script, lower case. */
export function keyOf(text: string): string {
  return foldWord(text).replace(/[^\p{L}\p{N}%#]+/gu, '');
}
