/** Copies version and health, for a message to whoever looks after the installation. */
import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { diagnosticsText, type Installation } from './diagnostics.ts';

export function CopyDiagnostics({ info }: { info: Installation | undefined }) {
  const { t } = useTranslation('system');
  const health = useQuery(useApi().system.health.queryOptions());
  if (info === undefined) return null;
  return (
    <Typography.Text
      className="copy-diagnostics"
      // Not the clipboard of the browser: the desktop's window grants the page no permission, and this one needs none.
      copyable={{
        text: () => diagnosticsText(info, health.data, new Date().toISOString()),
        tooltips: [t('diagnostics.copy'), t('diagnostics.copied')],
        icon: [
          <span key="copy">
            <CopyOutlined aria-hidden="true" /> {t('diagnostics.copy')}
          </span>,
          <span key="copied">
            <CheckOutlined aria-hidden="true" /> {t('diagnostics.copied')}
          </span>,
        ],
      }}
    />
  );
}
