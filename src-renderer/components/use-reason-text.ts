/** Reasons that sync gives, in words: platforms and kinds of changes by the names that people know. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChangeKind, changeKind, type Reason } from '#shared/contract/index.ts';
import { formatError, sourceName } from '#shared/i18n/index.ts';
import { useFormats } from '../i18n/index.ts';

/** Gives a function that words a reason in the language of the page. */
export function useReasonText(): (reason: Reason) => { readonly sentence: string; readonly wayOut: string } {
  const { t } = useTranslation('sync');
  const { locale } = useFormats();
  return useCallback(
    ({ code, details }) => {
      const { platform, kind } = details;
      return formatError(
        code,
        {
          ...details,
          ...(typeof platform === 'string' ? { platform: sourceName(platform, locale) } : {}),
          ...(isKind(kind) ? { kind: t(`kinds.${kind}`) } : {}),
        },
        locale,
      );
    },
    [t, locale],
  );
}

function isKind(value: unknown): value is ChangeKind {
  return changeKind.options.some((kind) => kind === value);
}
