/** The history as all charts of the page see it: the same slots, with the same labels. */
import type { CacheHistoryPoint } from '#shared/contract/index.ts';
import { type TimeSlot, timeSlots } from '../../charts/index.ts';
import type { Formats } from '../../i18n/index.ts';

export interface HistoryView {
  readonly slots: readonly TimeSlot<CacheHistoryPoint>[];
  /** What was counted, the oldest first. */
  readonly points: readonly CacheHistoryPoint[];
  readonly labels: readonly string[];
  readonly headings: readonly string[];
}

const A_DAY = 24;

/** Gives the view; `at` is when the history was asked for, UTC milliseconds. */
export function historyView(
  history: { readonly stepMilliseconds: number; readonly points: readonly CacheHistoryPoint[] },
  hours: number,
  at: number,
  locale: Formats['locale'],
): HistoryView {
  const slots = timeSlots(history.points, history.stepMilliseconds, hours, at);
  const tag = locale === 'en' ? 'en-GB' : locale;
  const time = { hour: '2-digit', minute: '2-digit' } as const;
  const label = new Intl.DateTimeFormat(tag, hours <= A_DAY ? time : { day: 'numeric', month: 'short' });
  const heading = new Intl.DateTimeFormat(tag, { weekday: 'short', day: 'numeric', month: 'short', ...time });
  return {
    slots,
    points: history.points,
    labels: slots.map((slot) => label.format(slot.at)),
    headings: slots.map((slot) => heading.format(slot.at)),
  };
}

/** Gives a value for each slot; null where nothing was counted or the value is unknown. */
export function valuesOf(
  view: HistoryView,
  value: (point: CacheHistoryPoint) => number | null,
): readonly (number | null)[] {
  return view.slots.map(({ point }) => (point === null ? null : value(point)));
}
