/** The handful of figures that say whether all is well. */
import { useTranslation } from 'react-i18next';
import type { CacheOverview } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { formatMemory } from './format-memory.ts';

interface Tile {
  readonly key: 'hitRate' | 'memory' | 'loads' | 'loadTime' | 'encoding' | 'waiting';
  readonly value: string;
  readonly note: string;
  /** A bar below, 0 to 1. */
  readonly share?: number;
}

export function CacheHeadlines({ overview }: { overview: CacheOverview }) {
  const { t } = useTranslation('cache');
  return (
    <ul className="cache-tiles" aria-label={t('figures.label')}>
      {useTiles(overview).map(({ key, value, note, share }) => (
        <li key={key}>
          <span className="tile-name">{t(`figures.${key}`)}</span>
          <strong className="figure">{value}</strong>
          {share !== undefined && (
            <span className="bar" aria-hidden="true">
              <span style={{ width: `${Math.min(1, share) * 100}%` }} />
            </span>
          )}
          <span className="tile-note" title={note}>
            {note}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The same boxes while the figures are on the way. */
export function CacheHeadlinesSkeleton() {
  return (
    <ul className="cache-tiles" aria-hidden="true">
      {['hitRate', 'memory', 'loads', 'loadTime', 'encoding', 'waiting'].map((key) => (
        <li key={key} className="is-skeleton" />
      ))}
    </ul>
  );
}

function useTiles({ memory, outcomes, hitRate, levels, tiers, encoding, since }: CacheOverview): Tile[] {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const now = useNow(60_000);
  const unknown = t('figures.unknown');
  const time = (value: number | null): string => (value === null ? unknown : formatMilliseconds(value, formats.locale));
  // The median of the level that computed most: one figure for all levels is not known.
  const busiest = levels.toSorted((one, other) => other.outcomes.loads - one.outcomes.loads)[0];
  const redis = tiers.find(({ tier }) => tier === 'redis');
  const used = memory.bytes / memory.budgetBytes;
  return [
    {
      key: 'hitRate',
      value: hitRate === null ? unknown : formats.percent(hitRate),
      note:
        outcomes.requests === 0
          ? t('figures.noRequests')
          : t('figures.hitRateNote', {
              requests: formats.number(outcomes.requests),
              since: formats.moment(since, now),
            }),
    },
    {
      key: 'memory',
      value: formatMemory(memory.bytes, formats),
      note: t('figures.memoryNote', {
        share: formats.percent(used),
        budget: formatMemory(memory.budgetBytes, formats),
      }),
      share: used,
    },
    {
      key: 'loads',
      value: formats.number(outcomes.loads),
      note: t('figures.loadsNote', {
        number: formats.number(outcomes.loads + outcomes.shared),
        failed: formats.number(outcomes.failed),
      }),
    },
    {
      key: 'loadTime',
      value: time(busiest?.loadP50 ?? null),
      note: t('figures.loadTimeNote', { p99: time(busiest?.loadP99 ?? null) }),
    },
    {
      key: 'encoding',
      value: encoding.ratio === null ? unknown : formats.percent(1 / encoding.ratio),
      note: t('figures.encodingNote', { encode: time(encoding.encodeP50), decode: time(encoding.decodeP50) }),
    },
    {
      key: 'waiting',
      value: redis?.state === 'off' ? unknown : formats.number(redis?.waiting ?? 0),
      note: redis?.state === 'off' ? t('figures.noRedis') : t('figures.waitingNote'),
    },
  ];
}
