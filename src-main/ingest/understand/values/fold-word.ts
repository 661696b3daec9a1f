/**
 * Words are compared by what they say: full-width as half-width, capitals as small letters, `Quantité` as `quantite`,
 * 訂單 as 订单. Characters of the traditional script are turned into simplified ones, so that one list serves both.
 */

/** Each traditional character that headings and statuses are written with, and its simplified one. */
const PAIRS =
  '訂订單单編编號号狀状態态買买賣卖帳账賬账戶户時时間间種种類类別别貨货價价數数總总額额實实際际費费運运補补貼贴優优減减紅红點点' +
  '續续務务稅税發发門门鋪铺舖铺結结開开關关閉闭銷销營营業业區区縣县國国幣币匯汇員员會会顧顾聯联絡络電电話话機机備备註注記记錄录' +
  '圖图條条碼码規规選选項项樣样顏颜庫库倉仓儲储進进潤润貿贸臺台灣湾確确認认預预計计當当應应該该繳缴據据憑凭證证識识標标題题說说雜杂' +
  '廳厅飲饮檯台廠厂裝装遞递達达簽签驗验還还換换償偿訖讫讓让辦办處处審审過过濟济團团購购網网線线頁页簡简稱称屬属層层級级組组維维傳传' +
  '僅仅個个滿满贈赠禮礼積积現现鈔钞錢钱銀银轉转賒赊負负責责職职櫃柜檔档隊队淨净虧亏損损餘余車车輸输郵邮寶宝貝贝產产質质兩两雙双' +
  '異异動动無无從从來来與与並并為为後后樓楼體体鐘钟週周歷历術术託托擔担適适範范圍围參参約约終终複复復复執执報报場场專专歸归廣广師师' +
  '細细詢询評评請请調调撥拨護护檢检測测變变佔占廢废銹锈訊讯館馆齡龄盤盘';
const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS[2 * i]!, PAIRS[2 * i + 1]!]),
);
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');
/** The marks that accented Latin letters are made with; those of kana are others. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Gives a word as it is compared. */
export function foldWord(text: string): string {
  const lower = text.toLowerCase();
  if (!/[\u0080-\uffff]/.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('帐', '账')
    .replace(TRADITIONAL, (character) => SIMPLIFIED.get(character) ?? character);
}

/** True for a text in the traditional script, as far as its characters tell. */
export function isTraditional(text: string): boolean {
  return text.search(TRADITIONAL) >= 0;
}
