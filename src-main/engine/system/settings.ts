/** The settings that staff see: the configuration's, with what the computer decides decided. */
import type { Settings } from '#shared/contract/index.ts';
import type { Config } from '../config/index.ts';

/** Gives the settings in force; `defaultTimeZone` is always a zone. */
export function settingsOf(config: Config): Settings {
  const { language, theme, riseColour, defaultTimeZone, defaultCurrency } = config;
  const zone = defaultTimeZone === 'system' ? Intl.DateTimeFormat().resolvedOptions().timeZone : defaultTimeZone;
  return { language, theme, riseColour, defaultTimeZone: zone, defaultCurrency };
}
