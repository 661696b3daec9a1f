/** Both languages are in the bundle, so that a word is never waited for. */
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languageOfLocale } from '#shared/i18n/index.ts';
import { en } from './en/index.ts';
import { zhCN } from './zh-CN/index.ts';

export type Locale = Language;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof en;
  }
}

/** Gives the translator in the given language; React escapes what is filled in. */
export function createI18n(locale: Locale): i18n {
  const instance = createInstance({
    lng: locale,
    fallbackLng: 'en',
    defaultNS: 'shell',
    ns: Object.keys(en),
    resources: { en, 'zh-CN': zhCN },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void instance.use(initReactI18next).init();
  return instance;
}

/** Gives the locale for a language setting; `preferred` is what the system speaks, the best first. */
export function resolveLocale(setting: 'system' | Locale, preferred: readonly string[]): Locale {
  return setting === 'system' ? languageOfLocale(preferred[0] ?? 'en') : setting;
}
