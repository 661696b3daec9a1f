/** What staff read when a call has failed, and what IT needs to find it in the log. */
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
  return (thrown) => {
    const { error, traceId } = toFailure(thrown);
    return { ...formatError(error.code, error.details, locale), traceId };
  };
}
