/** Where what was just imported can be seen. */
import type { ImportCounts } from '#shared/contract/index.ts';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import { customPeriod, withScope } from './scope.ts';

/** No longer a period than this is opened at first: a year and a day, so that a whole year fits. */
const MOST_DAYS = 366;

/** Gives the overview on the days of an import, the last year of them if there are more; where it had no orders, on its own choice of days. */
export function overviewAddress({ firstDate, lastDate }: Pick<ImportCounts, 'firstDate' | 'lastDate'>): string {
  const last = lastDate === null ? null : dayNumber(lastDate);
  if (firstDate === null || lastDate === null || last === null) return '/overview';
  const earliest = businessDate(last - MOST_DAYS + 1);
  const period = customPeriod(firstDate < earliest ? earliest : firstDate, lastDate);
  return `/overview?${withScope(new URLSearchParams(), { stores: 'all', period, currency: null })}`;
}
