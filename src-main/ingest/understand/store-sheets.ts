/**
 * Sheets with the same columns may be pieces of one table, cut by time or by length, or a store each. Where the table
 * names no store, the sheets' names tell which: `Sheet2`, `2010`, `March` are pieces, `Köln Mitte` is a store.
 */
import type { SheetGroup } from './choose-sheets.ts';

/** Names that programs give, or that count. */
const COUNTED =
  /^(sheet|table|page|part|data|orders?|sales|lines?|export|tabelle|blatt|teil|daten|seite|工作表|表|数据|订单|明细|第.*[页部份])[\s_.-]*[(（]?\d*[)）]?$/i;
const TIME = [
  /(19|20)\d\d/,
  /^\d+([./-]\d+)*$/,
  /^(jan(uary|uar)?|feb(ruary|ruar)?|mar(ch)?|märz?|apr(il)?|may|mai|jun[ei]?|jul[yi]?|aug(ust)?|sept?(ember)?|o[ck]t(ober)?|nov(ember)?|de[cz](ember)?)\b/i,
  /^(\d{1,2}|[一二三四五六七八九十]+)\s*月/,
  /^([qh][1-4]|第?[一二三四1-4]季度?|[上下]半年)/i,
  /^(week|wk|kw)[\s_.-]*\d+$|^第?\s*\d+\s*周/i,
  /^(mon|tues|wednes|thurs|fri|satur|sun)day\b|^(周|星期)[一二三四五六日天]/i,
];

function namesStore(sheet: string | undefined): boolean {
  const name = sheet?.trim() ?? '';
  return name !== '' && !COUNTED.test(name) && !TIME.some((pattern) => pattern.test(name));
}

/** True when each sheet of the group is asked about on its own, its name being proposed as its store. */
export function areStores(group: SheetGroup): boolean {
  const [{ findings }] = group;
  const asksStore = findings.settings?.kind === 'orders' && findings.questions.includes('store');
  return asksStore && group.length > 1 && group.every(({ sheet }) => namesStore(sheet));
}
