/** A page that threw: staff read a sentence and can go on, IT gets a number. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { useClient } from '../api/index.ts';
import { TraceId } from '../components/index.ts';
import { reportError } from './report-error.ts';

export function PageFailure() {
  const { t } = useTranslation();
  const client = useClient();
  const error = useRouteError();
  const [traceId, setTraceId] = useState<string | null>(null);
  useEffect(() => {
    let current = true;
    void reportError(client, error).then((id) => {
      if (current) setTraceId(id);
    });
    return () => {
      current = false;
    };
  }, [client, error]);
  return (
    <div className="notice notice-failure" role="alert">
      <h1 className="notice-sentence">{t('state.unexpected')}</h1>
      <p className="notice-way-out">{t('state.unexpectedExplained')}</p>
      {traceId !== null && <TraceId traceId={traceId} />}
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('state.reload')}
      </Button>
    </div>
  );
}
