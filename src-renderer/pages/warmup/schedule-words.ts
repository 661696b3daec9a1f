/** What the usual schedules say in plain words; what is not usual keeps its expression. The engine alone decides what is valid. */
import type { TFunction } from 'i18next';
import type { ScheduledJob } from '#shared/contract/index.ts';
import type { Formats } from '../../i18n/index.ts';

type Words = TFunction<'warmup'>;

/** What there is to choose from beside an expression of one's own; empty: never. */
export const CHOICES: Readonly<Record<ScheduledJob, readonly string[]>> = {
  full: ['0 2 * * *', '0 18 * * *', '0 2 * * 1-5', '0 2 * * 0', ''],
  incremental: ['0 8,14,20 * * *', '0 */2 * * *', '0 */4 * * *', '0 0,4,10 * * *', '30 * * * *', ''],
  cleanup: ['0 3 * * *', '0 3 * * 0', ''],
  statistics: ['0 0 * * *', ''],
  'log-archive': ['0 4 * * 0', '0 4 * * *', ''],
};

const WARMUPS: readonly ScheduledJob[] = ['full', 'incremental'];
/** A Sunday, for the names of weekdays. */
const SUNDAY = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

/** Gives the schedule in words. */
export function scheduleWords(expression: string, t: Words, locale: Formats['locale']): string {
  const text = expression.trim().replace(/\s+/g, ' ');
  if (text === '') return t('schedule.never');
  const [minute = '', hour = '', dayOfMonth, month, dayOfWeek = ''] = text.split(' ');
  const unusual = t('schedule.otherwise', { expression: text });
  if (dayOfMonth !== '*' || month !== '*') return unusual;
  const everyMinutes = stepOf(minute);
  if (hour === '*' && dayOfWeek === '*') {
    if (everyMinutes !== null) return t('schedule.everyMinutes', { minutes: everyMinutes });
    return isNumber(minute) ? t('schedule.hourly', { minute }) : unusual;
  }
  const everyHours = stepOf(hour);
  if (everyHours !== null && minute === '0' && dayOfWeek === '*') {
    return t('schedule.everyHours', { hours: everyHours });
  }
  if (!isNumber(minute) || !/^\d+(,\d+)*$/.test(hour)) return unusual;
  const times = hour.split(',').map((one) => `${one.padStart(2, '0')}:${minute.padStart(2, '0')}`);
  const joined = new Intl.ListFormat(locale, { type: 'conjunction' }).format(times);
  if (dayOfWeek === '*') return t('schedule.daily', { times: joined });
  if (dayOfWeek === '1-5') return t('schedule.weekdays', { times: joined });
  if (!/^[0-7]$/.test(dayOfWeek)) return unusual;
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    SUNDAY + Number(dayOfWeek) * DAY,
  );
  return t('schedule.weekly', { day, times: joined });
}

/** Gives the clock that the job's expression speaks of. */
export function zoneWords(job: ScheduledJob, t: Words): string {
  return WARMUPS.includes(job) ? t('schedule.zoneUtc') : t('schedule.zoneLocal');
}

/** Gives a coming run: in the reader's own time, and in UTC where the schedule is. */
export function runWords(at: string, timeZone: string, t: Words, locale: Formats['locale']): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const date = new Date(at);
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const local = new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', ...clock }).format(
    date,
  );
  if (timeZone !== 'UTC') return local;
  const utc = new Intl.DateTimeFormat(tag, { ...clock, timeZone: 'UTC' }).format(date);
  return t('schedule.run', { local, utc });
}

function isNumber(text: string): boolean {
  return /^\d+$/.test(text);
}

/** The step of `* /n` without the blank; null for anything else. */
function stepOf(field: string): string | null {
  return /^\*\/(\d+)$/.exec(field)?.[1] ?? null;
}
