/** The languages to choose from, each named in itself so that whoever reads only that one finds it. */
import type { Settings } from '#shared/contract/index.ts';

/** Gives the choices; `system` words the one that follows the system. */
export function languageChoices(system: string): { value: Settings['language']; label: string }[] {
  return [
    { value: 'system', label: system },
    { value: 'zh-CN', label: '简体中文' },
    { value: 'en', label: 'English' },
  ];
}
