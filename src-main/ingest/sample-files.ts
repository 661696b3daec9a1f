/** What the sample files hold: a chain whose last day is today, or the real set as it is. */
import { join } from 'node:path';
import type { WriteSampleArgs } from './file-tasks.ts';

export type SampleSet = 'chain' | 'uci-online-retail';

/** Enough for every chart to have something to say, little enough to be there in seconds. */
const CHAIN = { stores: 20, orders: 60_000, days: 120, products: 600, seed: 20 } as const;

/** Gives today's date and the minute of the day in a zone. */
function localNow(now: number, timeZone: string): { date: string; minute: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(now);
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return { date: `${of('year')}-${of('month')}-${of('day')}`, minute: Number(of('hour')) * 60 + Number(of('minute')) };
}

export function sampleFiles(
  set: SampleSet,
  paths: { readonly samples: string; readonly resources: string },
  now: number,
  timeZone: string,
): WriteSampleArgs {
  const directory = join(paths.samples, set);
  if (set === 'uci-online-retail') return { set, directory, resources: paths.resources };
  const { date, minute } = localNow(now, timeZone);
  return { set, directory, options: { ...CHAIN, endDate: date, endMinute: minute } };
}
