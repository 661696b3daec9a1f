/** Says when the engine is away or unwell; quiet while all is well. */
import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormats } from '../i18n/index.ts';
import { useWindowState } from '../state/index.ts';

export function EngineState() {
  const { t } = useTranslation();
  const { locale } = useFormats();
  const link = useWindowState((state) => state.link);
  const health = useWindowState((state) => state.health);
  const configRefused = useWindowState((state) => state.configRefused);

  if (link !== 'open') {
    const quiet = link === 'connecting';
    return (
      <Tooltip title={quiet ? undefined : t(`link.${link}Explained`)}>
        <span className={`engine-state ${quiet ? 'is-waiting' : 'is-lost'}`} role="status">
          <span className="engine-dot" aria-hidden="true" />
          {t(`link.${link}`)}
        </span>
      </Tooltip>
    );
  }
  const state = health ?? 'healthy';
  const unwell = state !== 'healthy' || configRefused !== null;
  const sentence =
    configRefused === null ? t(`health.${state}`) : t('state.configRefused', { message: configRefused[locale] });
  return (
    <Tooltip title={sentence}>
      <Link
        className={`engine-state ${unwell ? 'is-unwell' : 'is-well'}`}
        to="/system"
        aria-label={state === 'healthy' ? t('link.open') : t(`health.${state}`)}
      >
        <span className="engine-dot" aria-hidden="true" />
        <span role="status" className={unwell ? undefined : 'visually-hidden'}>
          {state === 'healthy' ? t('link.open') : t(`health.${state}`)}
        </span>
      </Link>
    </Tooltip>
  );
}
