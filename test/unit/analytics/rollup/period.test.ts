import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '#shared/domain/business-date.ts';
import { GRAIN_BOUNDS, GRAINS, type Grain, periodOfDay } from '../../../../src-main/analytics/rollup/index.ts';

function grainOf(period: number): Grain {
  return GRAINS.find((grain) => period >= GRAIN_BOUNDS[grain].first && period <= GRAIN_BOUNDS[grain].last)!;
}

const LAST = dayNumber('2101-01-01')!;

describe('periodOfDay', () => {
  it('gives periods that lie within one another, each kind apart from the others', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(dayNumber('0101-12-31')!, dayNumber('9999-12-31')!, 0, -1, LAST),
        fc.nat(400),
        (day, back) => {
          for (const [i, grain] of GRAINS.entries()) {
            const period = periodOfDay(grain, day - back);
            expect(grainOf(period)).toBe(grain);
            const longer = GRAINS[i + 1];
            if (!longer || periodOfDay(grain, day - back - 1) !== period) continue;
            expect(periodOfDay(longer, day - back - 1)).toBe(periodOfDay(longer, day - back));
          }
        },
      ),
    );
  });
});
