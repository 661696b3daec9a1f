import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readPacificTime,
  writePacificTime,
  writePacificWindow,
} from '../../../../../src-main/sync/platforms/aliexpress/pacific-time.ts';
import { fromPacific, toPacific } from '../../../../fakes/aliexpress/pacific-clock.ts';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(text);
/** In 2026 clocks go back at 9:00 UTC on this day. */
const BACK = at('2026-11-01T09:00:00Z');

describe("AliExpress's time", () => {
  it('is eight hours behind UTC in winter and seven in summer', () => {
    expect(writePacificTime(at('2026-03-01T00:00:00Z'))).toBe('2026-02-28 16:00:00');
    expect(writePacificTime(at('2026-07-01T00:00:00Z'))).toBe('2026-06-30 17:00:00');
    expect(readPacificTime('2026-02-28 16:00:00')).toBe(at('2026-03-01T00:00:00Z'));
    expect(readPacificTime('2026-06-30 17:00:00')).toBe(at('2026-07-01T00:00:00Z'));
  });

  it('writes midnight as 00, and cuts off what is left of a second', () => {
    expect(writePacificTime(at('2026-03-01T08:00:00.999Z'))).toBe('2026-03-01 00:00:00');
  });

  it('of an hour that happens twice means the second', () => {
    expect(readPacificTime('2026-11-01 01:30:00')).toBe(at('2026-11-01T09:30:00Z'));
    expect(readPacificTime('2026-11-01 00:59:59')).toBe(at('2026-11-01T07:59:59Z'));
    expect(readPacificTime('2026-11-01 02:00:00')).toBe(at('2026-11-01T10:00:00Z'));
  });

  it('of an hour that is skipped is read with the offset before', () => {
    expect(readPacificTime('2026-03-08 02:30:00')).toBe(at('2026-03-08T10:30:00Z'));
  });

  it.each([null, undefined, '', 'soon', '2026-02-28', 20260228])('reads %s as no time', (value) => {
    expect(readPacificTime(value)).toBeNull();
  });

  it('agrees with the rule of 2007 at every second since then', () => {
    const times = fc.integer({ min: at('2008-01-01T00:00:00Z') / 1_000, max: at('2035-01-01T00:00:00Z') / 1_000 });
    fc.assert(
      fc.property(times, (second) => {
        const text = toPacific(second * 1_000);
        expect(writePacificTime(second * 1_000)).toBe(text);
        expect(readPacificTime(text)).toBe(fromPacific(text));
      }),
      { examples: [[BACK / 1_000], [BACK / 1_000 - 1], [(BACK - HOUR) / 1_000], [(BACK + HOUR) / 1_000]] },
    );
  });
});

describe("a window in AliExpress's time", () => {
  it('names its first and its last second', () => {
    expect(writePacificWindow(at('2026-03-01T00:00:00Z'), at('2026-03-01T01:00:00Z'))).toEqual({
      start: '2026-02-28 16:00:00',
      end: '2026-02-28 16:59:59',
    });
  });

  it('covers all of itself, whichever of two hours of the same name the platform takes its edges for', () => {
    const minutes = fc.integer({ min: -180, max: 180 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 180 }), (start, length) => {
        const from = BACK + start * 60_000;
        const to = from + length * 60_000;
        const window = writePacificWindow(from, to);
        // Read as late as possible, and as early as possible.
        expect(readPacificTime(window.start)!).toBeLessThanOrEqual(from);
        const earliestEnd = [8, 7].map((hours) => Date.parse(`${window.end.replace(' ', 'T')}Z`) + hours * HOUR);
        const possible = earliestEnd.filter((time) => writePacificTime(time) === window.end);
        expect(Math.min(...possible)).toBeGreaterThanOrEqual(to - 1_000);
      }),
    );
  });
});
