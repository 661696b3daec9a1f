/**
 * Tables whose columns are stores, a row for each day: an order has one store, so that such a table can be read only once
 * each of its cells has a row of its own. Nothing but the headings tells stores from ways to pay or products.
 */
import { evidenceOf } from './column-evidence.ts';
import { readHeading } from './heading.ts';
import type { FileFindings } from './inspect-rows.ts';
import { isKnownHeading } from './synonym-index.ts';

const STORE_NAME =
  /.店(销售额|营业额|收入|实收|流水|金额)?$|^门店[\da-z一二三四五六七八九十]+|^(store|shop|branch|outlet)\d+|.(store|shop|branch|outlet)$/;
/** Ways to buy, and kinds of stores. */
const NO_NAME = /^(到|进|离|单|新|老|同|本|每|全|开|闭|网|微|直营|加盟)店|^(in|online|web|app)-?(store|shop)$/;
/** A column of takings has hardly anything but numbers. */
const MOSTLY = 0.9;
const FEWEST = 2;

/** Gives the headings that name the stores of such a table, null for any other. */
export function storesAcross({ headings, headerRecord, settings }: FileFindings, rows: readonly string[][]) {
  if (settings !== null && (settings.kind !== 'orders' || hasStore(settings.columns))) return null;
  const body = rows.slice(headerRecord + 1);
  const stores = headings.filter((text, column) => {
    const heading = readHeading(text);
    if (isKnownHeading(heading) || !STORE_NAME.test(heading.bareKey) || NO_NAME.test(heading.bareKey)) return false;
    const { given, numbers } = evidenceOf(body, column, settings?.decimalComma ?? false);
    return given > 0 && numbers >= MOSTLY;
  });
  return stores.length >= FEWEST ? stores : null;
}

function hasStore({ store, storeName, orderNumber }: NonNullable<FileFindings['settings']>['columns']): boolean {
  return store !== undefined || storeName !== undefined || orderNumber !== undefined;
}
