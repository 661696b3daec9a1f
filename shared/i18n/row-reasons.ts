/** Why one row of a file was refused, in a sentence short enough to stand in a column beside it. */
import type { RowReason } from '../domain/row-reasons.ts';
import type { Language } from './language.ts';

const SENTENCES: Readonly<Record<Language, Readonly<Record<RowReason, string>>>> = {
  en: {
    ORDER_NUMBER_MISSING: 'The order number is missing',
    DATE_MISSING: 'The date is missing',
    DATE_INVALID: 'The date cannot be read',
    DATE_OUT_OF_RANGE: 'The date lies too far in the past or the future',
    QUANTITY_INVALID: 'The quantity cannot be read',
    QUANTITY_TOO_LARGE: 'The quantity is too large',
    AMOUNT_INVALID: 'An amount cannot be read',
    AMOUNT_TOO_LARGE: 'An amount is too large',
    STORE_MISSING: 'The store is missing',
    PRODUCT_CODE_MISSING: 'The product is missing',
    TEXT_TOO_LONG: 'A text is too long',
    TOO_FEW_FIELDS: 'The row has too few fields',
    PRICE_MISSING: 'Neither the file nor a product list has a price',
  },
  'zh-CN': {
    ORDER_NUMBER_MISSING: '缺少订单编号',
    DATE_MISSING: '缺少日期',
    DATE_INVALID: '日期无法识别',
    DATE_OUT_OF_RANGE: '日期过早或过晚',
    QUANTITY_INVALID: '数量无法识别',
    QUANTITY_TOO_LARGE: '数量过大',
    AMOUNT_INVALID: '金额无法识别',
    AMOUNT_TOO_LARGE: '金额过大',
    STORE_MISSING: '缺少门店',
    PRODUCT_CODE_MISSING: '缺少商品',
    TEXT_TOO_LONG: '文本过长',
    TOO_FEW_FIELDS: '该行字段过少',
    PRICE_MISSING: '文件与商品清单中均无价格',
  },
};

function isRowReason(code: string): code is RowReason {
  return Object.hasOwn(SENTENCES.en, code);
}

/** Gives the sentence of a row reason; a code that a newer version wrote is given back as it is. */
export function rowReasonText(code: string, language: Language): string {
  return isRowReason(code) ? SENTENCES[language][code] : code;
}
