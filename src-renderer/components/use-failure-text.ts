/** What staff read when a call has failed, and what IT needs to find it in the log. */
import { useTranslation } from 'react-i18next';
import { formatError } from '#shared/i18n/index.ts';
import { toFailure } from '../api/index.ts';
import { useFormats } from '../i18n/index.ts';

export interface FailureText {
  readonly sentence: string;
  readonly wayOut: string;
  readonly traceId: string | null;
}

/** Gives a function that words whatever a call threw in the language of the page. */
export function useFailureText(): (thrown: unknown) => FailureText {
  const { locale } = useFormats();
  const { t } = useTranslation();
  return (thrown) => {
    const { error, traceId } = toFailure(thrown);
    // Nothing answered: no part of Mendian is to blame, and its own pages cannot tell more.
    if (error.code === 'SERVICE_UNAVAILABLE' && traceId === null) {
      return { sentence: t('state.away'), wayOut: t('state.awayExplained'), traceId };
    }
    return { ...formatError(error.code, error.details, locale), traceId };
  };
}
