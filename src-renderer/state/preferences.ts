/** Language, theme and rise colour as the settings and the system give them. */
import type { Settings } from '#shared/contract/index.ts';
import { type Locale, resolveLocale } from '../i18n/index.ts';

export interface Preferences {
  readonly locale: Locale;
  readonly theme: 'light' | 'dark';
  /** The colour that stands for a rise; a fall has the other one. */
  readonly rise: 'red' | 'green';
}

export type PreferenceSettings = Pick<Settings, 'language' | 'theme' | 'riseColour'>;

export interface SystemPreferences {
  readonly languages: readonly string[];
  readonly dark: boolean;
}

/** Chinese exchanges print a rise in red, most others in green: `system` follows the language. */
export function resolvePreferences(settings: PreferenceSettings, system: SystemPreferences): Preferences {
  const locale = resolveLocale(settings.language, system.languages);
  return {
    locale,
    theme: settings.theme === 'system' ? (system.dark ? 'dark' : 'light') : settings.theme,
    rise: settings.riseColour === 'system' ? (locale === 'zh-CN' ? 'red' : 'green') : settings.riseColour,
  };
}
