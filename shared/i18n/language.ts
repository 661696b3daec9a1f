/** The languages that every text is written in. */
export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Gives the language that fits a locale such as `zh_CN.UTF-8`, `zh-Hant`, `en-GB` or `C`; English when none does. */
export function languageOfLocale(locale: string): Language {
  return /^zh(?![a-z])/i.test(locale) ? 'zh-CN' : 'en';
}
