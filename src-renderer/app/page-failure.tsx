/** A page that threw: staff read a sentence and can go on, IT gets a number. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { useClient } from '../api/index.ts';
import { TraceId } from '../components/index.ts';
import { useWindowState } from '../state/index.ts';
import { isPageMissing } from './page-missing.ts';
import { reportError } from './report-error.ts';

export function PageFailure() {
  const error = useRouteError();
  const isAway = useLoadWhenBack(isPageMissing(error));
  return isAway ? <PageAway /> : <PageThrew error={error} />;
}

/** Gives true while nothing answers that could bring the page; when something does, all is loaded anew. */
function useLoadWhenBack(isMissing: boolean): boolean {
  const link = useWindowState((state) => state.link);
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    if (!isMissing) return;
    if (link === 'lost') setWasLost(true);
    else if (wasLost) window.location.reload();
  }, [isMissing, link, wasLost]);
  return isMissing && (wasLost || link === 'lost');
}

/** Its program could not be fetched, for nothing answers: it comes as soon as something does. */
function PageAway() {
  const { t } = useTranslation();
  return (
    <div className="notice notice-failure" role="alert">
      <h1 className="notice-sentence">{t('state.away')}</h1>
      <p className="notice-way-out">{t('state.awayExplained')}</p>
    </div>
  );
}

function PageThrew({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const client = useClient();
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
