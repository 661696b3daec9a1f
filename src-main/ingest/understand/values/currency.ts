/** Currencies as files name them. */
import { foldWord, isTraditional } from './fold-word.ts';

// biome-ignore format: a word list
const NAMES: Readonly<Record<string, string>> = {
  人民币: 'CNY', 元: 'CNY', rmb: 'CNY', cnh: 'CNY', '¥': 'CNY', 人民币元: 'CNY',
  美元: 'USD', 欧元: 'EUR', 英镑: 'GBP', 日元: 'JPY', 円: 'JPY', 港币: 'HKD', 港元: 'HKD', 澳元: 'AUD', 加元: 'CAD', 新台币: 'TWD', 台币: 'TWD', 澳门元: 'MOP', 澳门币: 'MOP',
  $: 'USD', us$: 'USD', '€': 'EUR', '£': 'GBP', '₹': 'INR', '₩': 'KRW', '₽': 'RUB', '₺': 'TRY', tl: 'TRY', r$: 'BRL', hk$: 'HKD', a$: 'AUD', c$: 'CAD', s$: 'SGD', nt$: 'TWD',
};

const CODE = /^[A-Z]{3}$/;

/** Gives the ISO 4217 code of a currency's name or sign; null for anything else. */
export function namedCurrency(word: string): string | null {
  return NAMES[foldWord(word.trim())] ?? null;
}

/** Gives the ISO 4217 code of a currency's code, name or sign; null for anything else. */
export function currencyOf(word: string): string | null {
  const text = word.trim().toUpperCase();
  return namedCurrency(text) ?? (CODE.test(text) ? text : null);
}

/** Kana, and characters that only Japanese writes this way. */
const JAPANESE = /[\u3041-\u30fa単価円売発払済込届]/;
/** The signs that more than one country writes, unless what stands beside them says which. */
const SHARED_SIGN = /[元¥￥]/;

/**
 * Gives what 元 and ¥ mean beside headings of this script, null where they may be Taiwan's, Hong Kong's or Macao's: then
 * the store's currency holds.
 */
export function yuanOf(headings: readonly string[]): string | null {
  if (headings.some((heading) => JAPANESE.test(heading))) return 'JPY';
  return headings.some(isTraditional) ? null : 'CNY';
}

/** True for a text whose currency is told by such a sign alone. */
export function isSharedSign(text: string): boolean {
  return SHARED_SIGN.test(text) && !/人民|RMB|CNY/i.test(text);
}
