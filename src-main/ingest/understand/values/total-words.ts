/** Words that name a sum of the rows above or below, where a row of data would name a product, an order or a store. */
import { foldWord } from './fold-word.ts';

const TOTAL =
  /^[\s*＊-]*(总计|合计|小计|总合计|本页合计|页小计|共计|累计|汇总|总数|总交易[单笔]数|(交易|资金流水)?总笔数|合 ?计|総计|総合计|grand total|sub-?total|totals?|sum|total (general|geral)|overall|(gesamt|zwischen|end)?summe|gesamt|sous-total|total generale?|totale( complessivo| generale)?|subtotale|(genel |ara )?toplam)\s*([:：]\s*[\d.,]*|[(（].*)?$/i;

/** True for `合计`, `Grand Total`, `小计：` … */
export function isTotalWord(text: string): boolean {
  return TOTAL.test(foldWord(text));
}
