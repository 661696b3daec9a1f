/** Says that the database was damaged or taken away since the start, and what stands in its place now. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Recovery } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

export function RecoveryNotice({ recovered: { reason, from, setAside, at } }: { recovered: Recovery }) {
  const { t } = useTranslation('system');
  const formats = useFormats();
  const moment = formats.moment(at, useNow(60_000));
  if (reason === 'removed') {
    return notice(
      t('recovered.removedTitle'),
      t('recovered.writtenAnew', { at: moment }),
      setAside === null ? '' : t('recovered.foundInstead', { file: setAside }),
    );
  }
  return notice(
    t('recovered.title'),
    from === null ? t('recovered.fromNothing', { at: moment }) : t('recovered.fromBackup', { at: moment, from }),
    setAside === null ? '' : t('recovered.setAside', { file: setAside }),
  );
}

function notice(title: string, ...sentences: readonly string[]) {
  return <Alert className="system-wide" type="warning" showIcon title={title} description={sentences.join(' ')} />;
}
