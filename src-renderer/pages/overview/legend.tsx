/** What bars and line stand for. */
import { useTranslation } from 'react-i18next';

export function Legend() {
  const { t } = useTranslation('overview');
  return (
    <span className="legend">
      <i className="legend-bar" aria-hidden="true" />
      {t('figures.netSales')}
      <i className="legend-line" aria-hidden="true" />
      {t('columns.previous')}
    </span>
  );
}
