/** Before the first import: what would stand here, and the two ways to get it. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyNotice } from './empty-notice.tsx';

export function NoDataYet() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <EmptyNotice sentence={t('noDataYet.sentence')}>
      <Button type="primary" onClick={() => void navigate('/import')}>
        {t('noDataYet.toImport')}
      </Button>
      <Button onClick={() => void navigate('/welcome')}>{t('noDataYet.toSamples')}</Button>
    </EmptyNotice>
  );
}
