/** When warmups ran and will run, drawn on a clock. The table beside it says the same in words. */
import { useTranslation } from 'react-i18next';
import type { WarmupRun } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { timelineRows } from './timeline-rows.ts';

const PAST_DAYS = 6;
const HOURS = [0, 6, 12, 18, 24];
const ENDED = new Set<WarmupRun['state']>(['done', 'elsewhere']);

interface TimelineProps {
  readonly runs: readonly WarmupRun[];
  /** Instants of the runs to come. */
  readonly planned: readonly string[];
  readonly now: number;
}

export function Timeline({ runs, planned, now }: TimelineProps) {
  const { t } = useTranslation('warmup');
  const { locale, moment } = useFormats();
  const day = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const rows = timelineRows(runs, planned, now, PAST_DAYS);
  const shown = runs.filter(({ started_at }) => Date.parse(started_at) >= (rows.at(-1)?.day ?? 0));
  const label = t('runs.timeline', {
    done: shown.filter(({ state }) => ENDED.has(state)).length,
    count: shown.length,
    days: PAST_DAYS + 1,
  });
  const today = rows.findIndex(({ day: begin }) => begin <= now);
  return (
    <div className="timeline" role="img" aria-label={label}>
      <div className="timeline-hours">
        {HOURS.map((hour) => (
          <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
            {String(hour).padStart(2, '0')}
          </span>
        ))}
      </div>
      {rows.map(({ day: begin, marks }, index) => (
        <div key={begin} className={index === today ? 'timeline-row is-today' : 'timeline-row'}>
          <span className="timeline-day">{day.format(begin)}</span>
          <span className="timeline-track">
            {index === today && <i className="timeline-now" style={{ left: `${clockShare(now, begin) * 100}%` }} />}
            {marks.map(({ key, left, width, run, at }) => (
              <i
                key={key}
                className={`timeline-mark ${run === null ? 'is-planned' : `is-${run.state} is-${run.type}`}`}
                style={{ left: `${left * 100}%`, width: `max(7px, ${width * 100}%)` }}
                title={`${moment(new Date(at).toISOString(), now)} · ${
                  run === null ? t('runs.future') : `${t(`types.${run.type}`)} · ${t(`states.${run.state}`)}`
                }`}
              />
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}

function clockShare(now: number, begin: number): number {
  const end = new Date(begin);
  end.setDate(end.getDate() + 1);
  return (now - begin) / (end.getTime() - begin);
}
