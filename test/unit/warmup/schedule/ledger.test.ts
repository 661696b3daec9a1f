import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueStrike, type JobLedger } from '../../../../src-main/warmup/schedule/ledger.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A job that strikes every day at 02:00. */
const previous = (now: number) => Math.floor((now - 2 * HOUR) / DAY) * DAY + 2 * HOUR;
const at = (day: number, hour: number) => day * DAY + hour * HOUR;

/** Looks at these times and gives the times at which the job ran. */
function runsAt(times: readonly number[], firstRun = false): number[] {
  let ledger: JobLedger | null = null;
  const runs: number[] = [];
  for (const now of times) {
    const due = dueStrike(ledger, previous(now), now, firstRun);
    ledger = due.ledger;
    if (due.strike !== null) runs.push(now);
  }
  return runs;
}

describe('what is due', () => {
  it('is each strike, once, however often one looks', () => {
    const looks = [at(10, 1), at(10, 2), at(10, 2) + 1, at(10, 3), at(11, 1), at(11, 2), at(11, 9)];
    expect(runsAt(looks)).toEqual([at(10, 2), at(11, 2)]);
  });

  it('is one run for all that were missed', () => {
    expect(runsAt([at(10, 3), at(15, 9), at(15, 10), at(16, 9)])).toEqual([at(15, 9), at(16, 9)]);
  });

  it('is nothing at first, unless the job is one that is wanted at first', () => {
    expect(runsAt([at(10, 9), at(10, 10)])).toEqual([]);
    expect(runsAt([at(10, 9), at(10, 10)], true)).toEqual([at(10, 9)]);
  });

  it('does not come twice when the clock is set back a little over a strike', () => {
    expect(runsAt([at(10, 1), at(10, 2) + 500, at(10, 2) - 500, at(10, 2) + 100, at(10, 3)])).toEqual([
      at(10, 2) + 500,
    ]);
  });

  it('does not stop for days after the clock was ahead for a while', () => {
    // Five days ahead by mistake at 09:00, put right at 10:00: the next morning's run comes, and those after it.
    const looks = [at(10, 3), at(15, 9), at(10, 10), at(11, 3), at(12, 3), at(14, 3), at(15, 3), at(16, 3)];
    expect(runsAt(looks)).toEqual([at(15, 9), at(11, 3), at(12, 3), at(14, 3), at(15, 3), at(16, 3)]);
  });

  it('does not come again for what was done when the clock was behind for a while', () => {
    // Done on day 10; the clock stands at 1970 after a flat battery, and is put right.
    expect(runsAt([at(10, 1), at(10, 2), at(0, 5), at(0, 6), at(10, 9), at(11, 9)])).toEqual([at(10, 2), at(11, 9)]);
  });

  it('is at most one run a strike and at least one a day of looks, however the clock jumps between days', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 12 }), (jumps) => {
        let day = 100;
        const looks = [at(day, 1)];
        for (const jump of jumps) {
          day += jump;
          looks.push(at(day, 9));
        }
        // Put right for good, well past every strike that was seen: each morning has its run again.
        const right = [200, 201, 202].map((late) => at(late, 9));
        const runs = runsAt([...looks, ...right]);
        expect(runs.slice(-3)).toEqual(right);
        for (const [i, run] of runs.entries()) {
          // The same strike twice only if its first run was done with the clock a long way ahead.
          const earlier = runs.slice(0, i).filter((one) => previous(one) === previous(run));
          expect(earlier.every((one) => one > run + HOUR)).toBe(true);
        }
      }),
    );
  });
});
