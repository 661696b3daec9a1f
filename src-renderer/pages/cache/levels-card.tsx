/** What each level holds, how well it serves, what it takes to compute, and what pushed its entries out. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type CacheOverview, type ClearTarget, evictionCause } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { formatMemory } from './format-memory.ts';
import { useCacheNames } from './use-cache-names.ts';

interface LevelsCardProps {
  readonly overview: CacheOverview;
  onClear(target: ClearTarget): void;
}

const UNKNOWN = '–';

export function LevelsCard({ overview: { levels, memory }, onClear }: LevelsCardProps) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const names = useCacheNames();
  const now = useNow(60_000);
  const time = (value: number | null): string => (value === null ? UNKNOWN : formatMilliseconds(value, formats.locale));
  const budget = formatMemory(memory.budgetBytes, formats);
  return (
    <section className="card" aria-labelledby="cache-levels">
      <h2 id="cache-levels">{t('sections.levels')}</h2>
      <div className="scroll-box">
        <table className="plain-table dense levels-table" aria-labelledby="cache-levels">
          <thead>
            <tr>
              <th scope="col">{t('columns.level')}</th>
              <Figure name={t('columns.hitRate')} />
              <Figure name={t('columns.requests')} />
              <Figure name={t('columns.entries')} />
              <Figure name={t('columns.memory')} />
              <Figure name={t('columns.ratio')} />
              <Figure name={t('columns.loadP50')} />
              <Figure name={t('columns.loadP99')} />
              <Figure name={t('columns.behind')} hint={t('columns.behindHint')} />
              <Figure name={t('columns.failures')} />
              <Figure name={t('columns.oldest')} />
              <th scope="col">{t('columns.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {levels.map((one) => (
              <tr key={one.level}>
                <td>
                  {names.level(one.level)} <span className="quiet block">{t(`levelsExplained.${one.level}`)}</span>
                </td>
                <td className="figure">{one.hitRate === null ? UNKNOWN : formats.percent(one.hitRate)}</td>
                <td className="figure">{formats.number(one.outcomes.requests)}</td>
                <td className="figure">{formats.number(one.entries)}</td>
                <td className="figure">{formatMemory(one.memoryBytes, formats)}</td>
                <td className="figure">
                  {one.rawBytes === 0 ? UNKNOWN : formats.percent(one.storedBytes / one.rawBytes)}
                </td>
                <td className="figure">{time(one.loadP50)}</td>
                <td className="figure">{time(one.loadP99)}</td>
                <td className="figure">{formats.number(one.backgroundLoads)}</td>
                <td className="figure">{formats.number(one.loadFailures)}</td>
                <td className="figure">
                  {one.oldestBornAt === null ? UNKNOWN : formats.moment(one.oldestBornAt, now)}
                </td>
                <td>
                  <Button
                    size="small"
                    aria-label={t('clear.rowNamed', { name: names.level(one.level) })}
                    onClick={() => onClear({ what: 'level', level: one.level })}
                  >
                    {t('clear.row')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet small">
        {t(`profile.${memory.profile}`, { budget, stores: formats.number(memory.stores) })}{' '}
        {t('profile.heap', {
          used: formatMemory(memory.heapUsedBytes, formats),
          limit: formatMemory(memory.heapLimitBytes, formats),
        })}{' '}
        {t('profile.window', { share: formats.percent(memory.windowShare) })}
      </p>
      <h3 id="cache-evictions">{t('sections.evictions')}</h3>
      <div className="scroll-box">
        <table className="plain-table dense" aria-labelledby="cache-evictions">
          <thead>
            <tr>
              <th scope="col">{t('columns.level')}</th>
              {evictionCause.options.map((cause) => (
                <Figure key={cause} name={t(`causes.${cause}`)} />
              ))}
            </tr>
          </thead>
          <tbody>
            {levels.map(({ level, evictions }) => (
              <tr key={level}>
                <td>{names.level(level)}</td>
                {evictionCause.options.map((cause) => (
                  <td key={cause} className={`figure ${evictions[cause] ? '' : 'quiet'}`}>
                    {formats.number(evictions[cause] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Figure({ name, hint }: { name: string; hint?: string }) {
  return (
    <th scope="col" className="figure" title={hint}>
      {name}
    </th>
  );
}
