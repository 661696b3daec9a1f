/** Every service with its state in words and what it says of itself. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { cacheTier, warmupState } from '#shared/contract/index.ts';
import { detailsIn } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { factText, KNOWN_FACTS, KNOWN_SERVICES, known } from './service-facts.ts';

/** Facts such as sizes move without an event. */
const EVERY = 10_000;
const LOOKS = {
  starting: 'is-quiet',
  healthy: 'is-good',
  degraded: 'is-warning',
  failed: 'is-bad',
  stopped: 'is-quiet',
} as const;
const SIGNS = { starting: '…', healthy: '✓', degraded: '!', failed: '✕', stopped: '–' } as const;

export function ServicesCard() {
  const { t } = useTranslation(['system', 'warmup', 'cache']);
  const words = { formats: useFormats(), now: useNow(60_000), yes: t('services.yes'), no: t('services.no') };
  const nameOf = (service: string): string => {
    const name = known(KNOWN_SERVICES, service);
    return name === null ? service : t(`services.names.${name}`);
  };
  const factOf = (fact: string): string => {
    const name = known(KNOWN_FACTS, fact);
    return name === null ? fact : t(`services.factNames.${name}`);
  };
  /** Some facts are names of the engine's own that have words on other pages. */
  const wordsOf = (fact: string, value: string | number | boolean): string => {
    const state = fact === 'lastState' ? warmupState.safeParse(value).data : undefined;
    if (state !== undefined) return t(`warmup:states.${state}`);
    if (fact !== 'tiersDown') return factText(fact, value, words);
    const tiers = String(value)
      .split(', ')
      .map((name) => cacheTier.safeParse(name).data);
    return tiers.flatMap((tier) => (tier === undefined ? [] : [t(`cache:tiers.${tier}`)])).join(', ');
  };
  const health = useQuery(useApi().system.health.queryOptions({ refetchInterval: EVERY }));
  return (
    <section className="card system-wide" aria-labelledby="system-services">
      <h2 id="system-services">{t('services.heading')}</h2>
      {health.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {health.error !== null && <FailureNotice error={health.error} onRetry={() => void health.refetch()} />}
      {health.data !== undefined && (
        <div className="scroll-box">
          <table className="plain-table" aria-labelledby="system-services">
            <thead>
              <tr>
                <th scope="col">{t('services.name')}</th>
                <th scope="col">{t('services.state')}</th>
                <th scope="col">{t('services.facts')}</th>
              </tr>
            </thead>
            <tbody>
              {health.data.services.map((service) => (
                <tr key={service.name}>
                  <td>
                    {nameOf(service.name)}{' '}
                    {service.optional && <span className="quiet">({t('services.optional')})</span>}
                  </td>
                  <td>
                    <span className={`state-tag ${LOOKS[service.state]}`}>
                      <span aria-hidden="true">{SIGNS[service.state]}</span> {t(`services.states.${service.state}`)}
                    </span>
                  </td>
                  <td>
                    <div className="service-facts">
                      {Object.entries(detailsIn(words.formats.locale, service.facts)).map(([name, value]) => (
                        <span key={name}>
                          <span className="quiet">{factOf(name)}</span> {wordsOf(name, value)}
                        </span>
                      ))}
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
