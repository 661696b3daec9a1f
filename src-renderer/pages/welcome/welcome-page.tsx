/** The first start: language, time zone and currency, then a file or sample data. The import takes it from there. */
import { useQuery } from '@tanstack/react-query';
import { Button, Select, Skeleton } from 'antd';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Settings } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { currencies, timeZones } from '../choices.ts';
import { DropZone, type SampleSet, useChooseFiles, useImportDraft } from '../import/index.ts';
import { languageChoices } from '../language-choices.ts';
import { useUpdateSettings } from '../use-update-settings.ts';
import '../cards.css';
import { Suggestion } from './suggestion.tsx';
import './welcome.css';

export function WelcomePage() {
  const { t } = useTranslation('welcome');
  const navigate = useNavigate();
  const info = useQuery(useApi().system.info.queryOptions());
  const [, change] = useImportDraft();
  const files = useChooseFiles(change, () => void navigate('/import'));
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="welcome">
        <header>
          <h2>{t('greeting')}</h2>
          <p className="quiet">{t('explain')}</p>
        </header>
        {info.error !== null && <FailureNotice error={info.error} onRetry={() => void info.refetch()} />}
        {info.data !== undefined && !info.data.firstStart && (
          <p className="welcome-already">
            {t('already')}{' '}
            <Button type="link" onClick={() => void navigate('/overview')}>
              {t('toOverview')}
            </Button>
          </p>
        )}
        <section className="card" aria-labelledby="welcome-settings">
          <h3 id="welcome-settings">{t('settings')}</h3>
          {info.data === undefined ? (
            <Skeleton active title={false} paragraph={{ rows: 1 }} />
          ) : (
            <>
              <FirstSettings settings={info.data.settings} />
              {info.data.firstStart && <Suggestion settings={info.data.settings} />}
            </>
          )}
          <p className="quiet">{t('settingsHint')}</p>
        </section>
        <section className="card" aria-labelledby="welcome-open">
          <h3 id="welcome-open">{t('open')}</h3>
          <DropZone files={files} />
        </section>
        <section aria-labelledby="welcome-sample">
          <h3 id="welcome-sample">{t('sample')}</h3>
          <div className="samples">
            <Sample set="chain" busy={files.busy} onUse={files.sample} />
            <Sample set="uci-online-retail" busy={files.busy} onUse={files.sample} />
          </div>
          <p className="quiet">{t('undoHint')}</p>
        </section>
      </div>
    </>
  );
}

function FirstSettings({ settings }: { settings: Settings }) {
  const { t } = useTranslation('welcome');
  const update = useUpdateSettings();
  const zones = useMemo(timeZones, []);
  const money = useMemo(currencies, []);
  const [language, zone, currency] = [useId(), useId(), useId()];
  return (
    <div className="welcome-settings">
      <div className="field">
        <label htmlFor={language}>{t('language')}</label>
        <Select
          id={language}
          value={settings.language}
          options={languageChoices(t('asSystem'))}
          onChange={(value) => update.mutate({ language: value })}
        />
      </div>
      <div className="field">
        <label htmlFor={zone}>{t('timeZone')}</label>
        <Select
          id={zone}
          showSearch
          value={settings.defaultTimeZone}
          options={zones}
          onChange={(value) => update.mutate({ defaultTimeZone: value })}
        />
      </div>
      <div className="field">
        <label htmlFor={currency}>{t('currency')}</label>
        <Select
          id={currency}
          showSearch
          value={settings.defaultCurrency}
          options={money}
          onChange={(value) => update.mutate({ defaultCurrency: value })}
        />
      </div>
    </div>
  );
}

function Sample({
  set,
  busy,
  onUse,
}: {
  set: SampleSet;
  busy: boolean;
  onUse: (set: SampleSet, store: string) => void;
}) {
  const { t } = useTranslation('welcome');
  const words = set === 'chain' ? 'chain' : 'uci';
  return (
    <article className="card sample" aria-labelledby={`sample-${words}`}>
      <h4 id={`sample-${words}`}>{t(`${words}.title`)}</h4>
      <Button disabled={busy} onClick={() => onUse(set, t('uci.store'))}>
        {busy ? t('preparing') : t(`${words}.use`)}
      </Button>
      <p>{t(`${words}.explain`)}</p>
      {set === 'uci-online-retail' && <p className="quiet attribution">{t('uci.attribution')}</p>}
    </article>
  );
}
