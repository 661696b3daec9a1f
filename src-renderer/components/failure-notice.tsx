/** An error where its content would have stood: a sentence and a way out for staff, a trace id for IT. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { TraceId } from './trace-id.tsx';
import { useFailureText } from './use-failure-text.ts';

export function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { sentence, wayOut, traceId } = useFailureText()(error);
  return (
    <div className="notice notice-failure" role="alert">
      <p className="notice-sentence">{sentence}</p>
      <p className="notice-way-out">{wayOut}</p>
      {traceId !== null && <TraceId traceId={traceId} />}
      {onRetry !== undefined && <Button onClick={onRetry}>{t('state.retry')}</Button>}
    </div>
  );
}
