/** Channels and platforms as people read them. */
import { useTranslation } from 'react-i18next';
import { sourceName } from '#shared/i18n/index.ts';
import { useFormats } from './use-formats.ts';

/** What the engine calls a platform, and with it a channel, that no file named. */
const UNNAMED = ['', 'file'];

/** Gives the words for a channel or platform; the engine's own name for "not stated" is never shown. */
export function useSourceName(): (name: string) => string {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const notStated = t('notStated');
  return (name) => (UNNAMED.includes(name) ? notStated : sourceName(name, locale));
}
