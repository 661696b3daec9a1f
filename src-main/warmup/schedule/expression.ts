/** When a cron expression strikes: the next and the previous time, from any instant, in any zone. */
import cron from 'node-cron';
import { AppError } from '#shared/domain/app-error.ts';
import { type Words, wordDetails } from '#shared/i18n/index.ts';
import { localTime, utcInstant } from './local-time.ts';

export interface Schedule {
  readonly expression: string;
  readonly timeZone: string;
  /** The first strike after an instant (UTC milliseconds); null when there is none within five years. */
  next(after: number): number | null;
  /** The last strike at or before an instant; null when there is none within five years. */
  previous(at: number): number | null;
}

const FIELDS = 5;
const MILLISECONDS_A_DAY = 86_400_000;
/** A 29th of February comes within five years but for the turn of most centuries. */
const MOST_DAYS = 5 * 366;

const FIELD_NAMES: Readonly<Record<string, Words>> = {
  minute: { en: 'the minute', 'zh-CN': '分' },
  hour: { en: 'the hour', 'zh-CN': '时' },
  dayOfMonth: { en: 'the day of the month', 'zh-CN': '日' },
  month: { en: 'the month', 'zh-CN': '月' },
  dayOfWeek: { en: 'the day of the week', 'zh-CN': '星期' },
};

function invalid(problem: Words): AppError {
  return new AppError('SCHEDULE_INVALID', { details: wordDetails('problem', problem) });
}

/** Gives what is wrong with an expression; null when nothing is. */
function problemOf(expression: string): Words | null {
  const fields = expression.trim().split(/\s+/);
  if (fields.length !== FIELDS) {
    const found = expression.trim() === '' ? 0 : fields.length;
    return { en: `it has ${found} parts instead of ${FIELDS}`, 'zh-CN': `应有 ${FIELDS} 段，实际有 ${found} 段` };
  }
  const [error] = cron.validateDetailed(expression).errors;
  if (!error) return null;
  const field = FIELD_NAMES[error.field] ?? { en: error.field, 'zh-CN': error.field };
  const value = error.value ?? '';
  return { en: `“${value}” does not fit ${field.en}`, 'zh-CN': `“${value}”不能用作${field['zh-CN']}` };
}

/** @throws AppError SCHEDULE_INVALID that names the part that is wrong. */
export function parseSchedule(expression: string, timeZone: string): Schedule {
  const problem = problemOf(expression);
  if (problem) throw invalid(problem);
  const { minute, hour, month } = cron.parse(expression);
  const matches = matcher(expression, timeZone);
  const times = hour.flatMap((h) => minute.map((m) => ({ hour: h, minute: m })));

  /** The strikes of a local day, ascending; where clocks are set, one that no clock shows is left out. */
  function strikes(year: number, monthIndex: number, day: number): number[] {
    return times
      .map((time) => utcInstant({ year, month: monthIndex + 1, day, ...time }, timeZone))
      .filter(matches)
      .sort((a, b) => a - b);
  }

  function search(from: number, step: 1 | -1, wanted: (strike: number) => boolean): number | null {
    const start = localTime(from, timeZone);
    const first = Date.UTC(start.year, start.month - 1, start.day);
    // From the day before: where clocks are set back at midnight, a day begins twice.
    for (let days = -1; days <= MOST_DAYS; days++) {
      const date = new Date(first + step * days * MILLISECONDS_A_DAY);
      if (!month.includes(date.getUTCMonth() + 1)) continue;
      const found = strikes(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).filter(wanted);
      const nearest = step === 1 ? found[0] : found.at(-1);
      if (nearest !== undefined) return nearest;
    }
    return null;
  }

  return {
    expression,
    timeZone,
    next: (after) => search(after, 1, (strike) => strike > after),
    previous: (at) => search(at, -1, (strike) => strike <= at),
  };
}

/** Gives the next strikes, at most so many. */
export function nextStrikes(schedule: Schedule, after: number, count: number): number[] {
  const strikes: number[] = [];
  for (let at = schedule.next(after); at !== null && strikes.length < count; at = schedule.next(at)) strikes.push(at);
  return strikes;
}

/** Asks node-cron whether it would strike then, so that what is foretold is what happens. */
function matcher(expression: string, timeZone: string): (instant: number) => boolean {
  const task = cron.createTask(expression, () => undefined, { timezone: timeZone });
  // The library keeps a list of its tasks; this one is never started.
  void task.destroy();
  return (instant) => task.match(new Date(instant));
}

/** Whether this is an expression that a job can be given. */
export function isSchedule(expression: string): boolean {
  return problemOf(expression) === null;
}
