/** Words that name a sum of the rows above or below, where a row of data would name a product, an order or a store. */

const TOTAL =
  /^[\s*＊-]*(总计|合计|小计|总合计|本页合计|页小计|共计|累计|汇总|总数|合 ?计|grand total|sub-?total|totals?|sum|total general|overall)\s*([:：]\s*[\d.,]*|[(（].*)?$/i;

/** True for `合计`, `Grand Total`, `小计：` … */
export function isTotalWord(text: string): boolean {
  return TOTAL.test(text);
}
