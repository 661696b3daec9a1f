/** The settings that staff see: the configuration's, with what the computer decides decided. */
import type { Settings } from '#shared/contract/index.ts';
import { type Language, languageOfLocale } from '#shared/i18n/index.ts';
import type { Config } from '../config/index.ts';

/** Gives the settings in force; `defaultTimeZone` is always a zone. */
export function settingsOf(config: Config): Settings {
  const { language, theme, riseColour, defaultTimeZone, defaultCurrency } = config;
  const zone = defaultTimeZone === 'system' ? Intl.DateTimeFormat().resolvedOptions().timeZone : defaultTimeZone;
  return { language, theme, riseColour, defaultTimeZone: zone, defaultCurrency };
}

/** Gives the language of texts that are written where nobody chose one: the setting, else the computer's. */
export function languageOf({ language }: Config): Language {
  return languageOfLocale(language === 'system' ? Intl.DateTimeFormat().resolvedOptions().locale : language);
}
