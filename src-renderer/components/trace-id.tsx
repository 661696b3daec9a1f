/** The number under which IT finds an error in the log, ready to be copied. */
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';

export function TraceId({ traceId }: { traceId: string }) {
  const { t } = useTranslation();
  return (
    <p className="trace-id">
      {t('state.traceId')}{' '}
      <Typography.Text code copyable={{ text: traceId, tooltips: [t('state.copy'), t('state.copied')] }}>
        {traceId}
      </Typography.Text>
    </p>
  );
}
