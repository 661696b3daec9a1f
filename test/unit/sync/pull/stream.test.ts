import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterPage,
  cutAtPresent,
  FRESH_STREAM,
  isCaughtUp,
  type StreamState,
  type StreamTerms,
  shareListed,
  windowOf,
} from '../../../../src-main/sync/pull/stream.ts';

const HOUR = 3_600_000;
const terms = (now: number, change: Partial<StreamTerms> = {}): StreamTerms => ({
  capability: { longestWindow: null, overlap: 300_000, reach: null },
  now,
  depth: 90 * 24 * HOUR,
  full: false,
  ...change,
});

describe('the windows of a stream', () => {
  const now = Date.UTC(2026, 10, 21);

  it('begin as far back as the first sync goes, or as far as the platform lists at all', () => {
    expect(windowOf(FRESH_STREAM, terms(now)).from).toBe(now - 90 * 24 * HOUR);
    const capability = { longestWindow: null, overlap: 0, reach: 60 * 24 * HOUR };
    expect(windowOf(FRESH_STREAM, terms(now, { capability })).from).toBe(now - 60 * 24 * HOUR);
  });

  it('overlap with what was listed before', () => {
    const state: StreamState = { doneTo: now - HOUR, window: null, fullAt: null, history: null };
    expect(windowOf(state, terms(now))).toEqual({
      from: now - HOUR - 300_000,
      to: now,
      cursor: null,
      full: false,
      historyUntil: null,
    });
  });

  it('go on with the page where they were left', () => {
    const window = windowOf(FRESH_STREAM, terms(now));
    const state = afterPage(FRESH_STREAM, window, 'page-2');
    expect(windowOf(state, terms(now + HOUR))).toEqual({ ...window, cursor: 'page-2' });
    expect(afterPage(state, windowOf(state, terms(now)), null)).toMatchObject({ doneTo: window.to, window: null });
  });

  it('never shrink what has been listed when a clock goes back', () => {
    const state: StreamState = { doneTo: now, window: null, fullAt: null, history: null };
    const window = windowOf(state, terms(now - 48 * HOUR));
    expect(window.to).toBeGreaterThan(window.from);
    expect(afterPage(state, window, null).doneTo).toBe(now);
  });

  it('last a minute at least, whatever the clock does: platforms tell no moments', () => {
    const anyTime = fc.integer({ min: now - 96 * HOUR, max: now + 96 * HOUR });
    fc.assert(
      fc.property(
        fc.option(anyTime),
        anyTime,
        anyTime,
        fc.option(fc.constantFrom(HOUR / 2, 24 * HOUR)),
        (doneTo, at, said, longestWindow) => {
          const state: StreamState = { doneTo, window: null, fullAt: null, history: null };
          const window = windowOf(state, terms(at, { capability: { longestWindow, overlap: 300_000, reach: null } }));
          expect(window.to - window.from).toBeGreaterThanOrEqual(60_000);
          expect(window.to).toBeLessThanOrEqual(at);
          const cut = cutAtPresent(window, said);
          expect(cut.to - cut.from).toBeGreaterThanOrEqual(60_000);
          expect(cut.to).toBeLessThanOrEqual(window.to);
          if (said >= window.from + 60_000) expect(cut.to).toBeLessThanOrEqual(said);
        },
      ),
    );
  });

  it('list the past in longer windows where changes are listed in short ones, and then what changed since it began', () => {
    const capability = { longestWindow: HOUR / 2, overlap: 0, reach: null, history: { longestWindow: 24 * HOUR } };
    let state: StreamState = FRESH_STREAM;
    let at = now;
    const windows = [];
    while (!isCaughtUp(state, at)) {
      const window = windowOf(state, terms(at, { capability, depth: 3 * 24 * HOUR }));
      windows.push(window);
      // The process ends in the middle of each window, and goes on.
      state = afterPage(afterPage(state, window, 'page-2'), { ...window, cursor: 'page-2' }, null);
      if (window.historyUntil !== null) at += HOUR / 4;
    }
    const past = windows.filter(({ historyUntil }) => historyUntil !== null);
    expect(past.map(({ from, to }) => (to - from) / HOUR)).toEqual([24, 24, 24]);
    expect(past.at(-1)?.to).toBe(now);
    const changes = windows.slice(past.length);
    expect(changes[0]?.from).toBe(now);
    for (const { from, to } of changes) expect(to - from).toBeLessThanOrEqual(HOUR / 2);
  });

  it('list everything when they are to find what is gone', () => {
    const window = windowOf(
      { doneTo: now - HOUR, window: null, fullAt: null, history: null },
      terms(now, { full: true }),
    );
    expect(window).toMatchObject({ from: 0, full: true });
    expect(afterPage(FRESH_STREAM, window, null).fullAt).toBe(now);
  });

  it('cover all time without a gap, each no longer than the platform allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: HOUR / 2, max: 48 * HOUR }),
        fc.integer({ min: 0, max: HOUR / 4 }),
        fc.array(fc.integer({ min: -HOUR, max: 30 * HOUR }), { minLength: 1, maxLength: 10 }),
        (longestWindow, share, steps) => {
          const overlap = Math.min(share, Math.floor(longestWindow / 2));
          const capability = { longestWindow, overlap, reach: null };
          let state: StreamState = FRESH_STREAM;
          let at = now;
          let covered = Number.NaN;
          for (const step of steps) {
            at += step;
            for (let rounds = 0; !isCaughtUp(state, at) && rounds < 10_000; rounds++) {
              const window = windowOf(state, terms(at, { capability, depth: 24 * HOUR }));
              expect(window.to - window.from).toBeGreaterThan(0);
              expect(window.to - window.from).toBeLessThanOrEqual(longestWindow);
              if (!Number.isNaN(covered)) expect(window.from).toBeLessThanOrEqual(covered);
              state = afterPage(state, window, null);
              covered = Math.max(Number.isNaN(covered) ? 0 : covered, window.to);
            }
            expect(isCaughtUp(state, at)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('the share of a stream that has been listed', () => {
  it('grows from 0 to 1', () => {
    expect(shareListed(FRESH_STREAM, 0, 100)).toBe(0);
    expect(shareListed({ doneTo: 25, window: null, fullAt: null, history: null }, 0, 100)).toBe(0.25);
    expect(shareListed({ doneTo: 100, window: null, fullAt: null, history: null }, 0, 100)).toBe(1);
    expect(shareListed({ doneTo: 5, window: null, fullAt: null, history: null }, 10, 10)).toBe(1);
  });
});
