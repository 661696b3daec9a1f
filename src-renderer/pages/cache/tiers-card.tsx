/** Where answers are kept: each tier with its state, what it holds, how fast it is, and what waits for it. */
import { useTranslation } from 'react-i18next';
import type { CacheOverview, RedisFacts } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { formatMemory } from './format-memory.ts';

/** A tier that is optional and away is worth a look, not an alarm: pages do without it. */
const LOOKS = { off: 'is-quiet', ready: 'is-good', open: 'is-warning', probing: 'is-warning' } as const;
const SIGNS = { off: '–', ready: '✓', open: '!', probing: '…' } as const;
const UNKNOWN = '–';
const FIGURES = [
  'entries',
  'bytes',
  'budget',
  'hits',
  'misses',
  'readP50',
  'readP99',
  'failures',
  'timeouts',
  'waiting',
] as const;

export function TiersCard({ overview: { tiers, redis } }: { overview: CacheOverview }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const time = (value: number | null): string => (value === null ? UNKNOWN : formatMilliseconds(value, formats.locale));
  const size = (value: number | null): string => (value === null ? UNKNOWN : formatMemory(value, formats));
  const redisTier = tiers.find(({ tier }) => tier === 'redis');
  return (
    <section className="card" aria-labelledby="cache-tiers">
      <h2 id="cache-tiers">{t('sections.tiers')}</h2>
      <div className="scroll-box">
        <table className="plain-table dense" aria-labelledby="cache-tiers">
          <thead>
            <tr>
              <th scope="col">{t('columns.tier')}</th>
              <th scope="col">{t('columns.state')}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" className="figure">
                  {t(`columns.${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier) => (
              <tr key={tier.tier}>
                <td>
                  {t(`tiers.${tier.tier}`)} <span className="quiet block">{t(`tiersExplained.${tier.tier}`)}</span>
                </td>
                <td>
                  <span className={`state-tag ${LOOKS[tier.state]}`}>
                    <span aria-hidden="true">{SIGNS[tier.state]}</span> {t(`states.${tier.state}`)}
                  </span>
                  {tier.problem !== null && (
                    <span className="quiet block" lang="en">
                      {tier.problem}
                    </span>
                  )}
                </td>
                {tier.state === 'off' ? (
                  FIGURES.map((figure) => (
                    <td key={figure} className="figure quiet">
                      {UNKNOWN}
                    </td>
                  ))
                ) : (
                  <>
                    <td className="figure">{formats.number(tier.entries)}</td>
                    <td className="figure">{size(tier.bytes)}</td>
                    <td className="figure">{size(tier.budgetBytes)}</td>
                    <td className="figure">{formats.number(tier.hits)}</td>
                    <td className="figure">{formats.number(tier.misses)}</td>
                    <td className="figure">{time(tier.readP50)}</td>
                    <td className="figure">{time(tier.readP99)}</td>
                    <td className="figure">{formats.number(tier.failures)}</td>
                    <td className="figure">{formats.number(tier.timeouts)}</td>
                    <td className="figure">{formats.number(tier.waiting)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <RedisLine redis={redis} off={redisTier?.state === 'off'} waiting={redisTier?.waiting ?? 0} />
    </section>
  );
}

interface RedisLineProps {
  readonly redis: RedisFacts | null;
  readonly off: boolean;
  readonly waiting: number;
}

function RedisLine({ redis, off, waiting }: RedisLineProps) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const sentences: string[] = [];
  if (off) sentences.push(t('redis.off'));
  else if (redis === null) sentences.push(t('redis.away'));
  else {
    sentences.push(
      t('redis.facts', {
        version: redis.version,
        mode: t(`redis.modes.${redis.mode}`),
        used: formatMemory(redis.usedBytes, formats),
        limit: redis.maxBytes === null ? t('redis.noLimit') : formatMemory(redis.maxBytes, formats),
        policy: redis.policy,
        clients: formats.number(redis.connectedClients),
      }),
    );
  }
  if (waiting > 0) sentences.push(t('redis.waiting', { number: formats.number(waiting) }));
  return <p className="quiet small">{sentences.join(' ')}</p>;
}
