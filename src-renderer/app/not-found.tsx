/** An address that no page has is not a dead end. */
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyNotice, PageHeader } from '../components/index.ts';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('state.notFound')} />
      <EmptyNotice sentence={t('state.notFound')}>
        <Link to="/overview">{t('state.toOverview')}</Link>
      </EmptyNotice>
    </>
  );
}
