/** Gives a function that words a value in the language of the page. */
import { useTranslation } from 'react-i18next';
import type { ChangeKind } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { type FieldValue, valueText } from './field-value.ts';

export function useValueText(): (kind: ChangeKind | null, value: FieldValue, currency: string | null) => string {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const words = { none: t('values.none'), empty: t('values.empty') };
  return (kind, value, currency) => valueText({ kind, value, currency }, formats, words);
}
