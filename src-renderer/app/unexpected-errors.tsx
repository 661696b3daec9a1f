/** What nobody caught is not lost: it is shown once, with its number, and written to the log. */
import { App as AntdApp } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../api/index.ts';
import { TraceId } from '../components/index.ts';
import { reportError } from './report-error.ts';

/** Browsers say this when a layout took two turns; nothing has failed. */
const HARMLESS = /^ResizeObserver loop/;

export function UnexpectedErrors() {
  const { t } = useTranslation();
  const client = useClient();
  const { notification } = AntdApp.useApp();
  useEffect(() => {
    const show = async (thrown: unknown): Promise<void> => {
      const traceId = await reportError(client, thrown);
      notification.error({
        key: 'unexpected',
        title: t('state.unexpected'),
        description: (
          <>
            <p>{t('state.unexpectedExplained')}</p>
            <TraceId traceId={traceId} />
          </>
        ),
        duration: 0,
      });
    };
    const onError = (event: ErrorEvent): void => {
      if (!HARMLESS.test(event.message)) void show(event.error ?? event.message);
    };
    const onRejection = (event: PromiseRejectionEvent): void => void show(event.reason);
    window.addEventListener('error', onError);
    window.addEventListener('unhandledrejection', onRejection);
    return () => {
      window.removeEventListener('error', onError);
      window.removeEventListener('unhandledrejection', onRejection);
    };
  }, [client, notification, t]);
  return null;
}
