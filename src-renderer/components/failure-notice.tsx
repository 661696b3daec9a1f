/** An error where its content would have stood: a sentence and a way out for staff, a trace id for IT. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { toFailure } from '../api/index.ts';
import { TraceId } from './trace-id.tsx';
import { useFailureText } from './use-failure-text.ts';

interface FailureNoticeProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** The way out where a store of the address is no more: to ask again for it would help nobody. */
  readonly onAllStores?: () => void;
}

export function FailureNotice({ error, onRetry, onAllStores }: FailureNoticeProps) {
  const { t } = useTranslation();
  const { sentence, wayOut, traceId } = useFailureText()(error);
  const leadsToAllStores = onAllStores !== undefined && toFailure(error).error.code === 'STORE_UNKNOWN';
  return (
    <div className="notice notice-failure" role="alert">
      <p className="notice-sentence">{sentence}</p>
      <p className="notice-way-out">{wayOut}</p>
      {traceId !== null && <TraceId traceId={traceId} />}
      {leadsToAllStores && (
        <Button type="primary" onClick={onAllStores}>
          {t('state.toAllStores')}
        </Button>
      )}
      {!leadsToAllStores && onRetry !== undefined && <Button onClick={onRetry}>{t('state.retry')}</Button>}
    </div>
  );
}
