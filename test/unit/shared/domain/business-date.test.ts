import { describe, expect, it } from 'vitest';
import { businessDate, dayNumber } from '../../../../shared/domain/business-date.ts';

/** Coprime to weeks, years and centuries: in a few thousand steps every kind of day is met. */
const STEP = 997;

describe('a business date', () => {
  it('is written as the calendar of Date writes it, from year 0 to 9999', () => {
    const written = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
    const days = [-719_528, -719_469, -719_468, -1, 0, 11_016, 2_932_896];
    for (let day = -719_468; day <= 2_932_896; day += STEP) days.push(day);
    for (const day of days) expect(businessDate(day)).toBe(written(day));
  });

  it('is read back to the day that it was written for', () => {
    for (let day = -683_003; day <= 2_932_896; day += STEP) expect(dayNumber(businessDate(day))).toBe(day);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '26-01-01', ''])('is not %j', (text) => {
    expect(dayNumber(text)).toBeNull();
  });
});
