/** The shape of the page while its numbers are on the way: the same boxes at the same places. */
import { useTranslation } from 'react-i18next';
import { FIGURES } from './figures.ts';
import type { PanelHeights } from './panel-heights.ts';

const CHARTS = ['trend', 'hours'];
const RANKINGS = ['channels', 'top', 'falling', 'stores'];

export function OverviewSkeleton({ heights }: { heights: PanelHeights }) {
  const { t } = useTranslation();
  return (
    <div className="overview" aria-busy="true">
      <p className="visually-hidden" role="status">
        {t('state.loading')}
      </p>
      <div className="tiles" aria-hidden="true">
        {FIGURES.map((name) => (
          <div key={name} className="tile is-skeleton" />
        ))}
      </div>
      <div className="compared" />
      <div className="panels" aria-hidden="true">
        {[...CHARTS, ...RANKINGS].map((id) => (
          <div key={id} className={`panel panel-${id} is-skeleton`}>
            <div className="panel-body" style={{ height: CHARTS.includes(id) ? heights.charts : heights.rankings }} />
          </div>
        ))}
      </div>
    </div>
  );
}
