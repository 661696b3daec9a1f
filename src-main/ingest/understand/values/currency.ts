/** Currencies as files name them. */
// biome-ignore format: a word list
const NAMES: Readonly<Record<string, string>> = {
  人民币: 'CNY', 元: 'CNY', RMB: 'CNY', CNH: 'CNY', '￥': 'CNY', '¥': 'CNY', 人民币元: 'CNY',
  美元: 'USD', 欧元: 'EUR', 英镑: 'GBP', 日元: 'JPY', 港币: 'HKD', 港元: 'HKD', 澳元: 'AUD', 加元: 'CAD', 新台币: 'TWD', 澳门元: 'MOP',
  $: 'USD', US$: 'USD', '€': 'EUR', '£': 'GBP', '₹': 'INR', '₩': 'KRW', '₽': 'RUB', R$: 'BRL', HK$: 'HKD', A$: 'AUD', C$: 'CAD', NT$: 'TWD',
};

const CODE = /^[A-Z]{3}$/;

/** Gives the ISO 4217 code of a currency's code, name or sign; null for anything else. */
export function currencyOf(word: string): string | null {
  const text = word.trim().toUpperCase();
  return NAMES[text] ?? (CODE.test(text) ? text : null);
}
