import { describe, expect, it } from 'vitest';
import { backoff, parseHttpDate, parseRetryAfter } from '../../../src-main/resilience/index.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 0);

describe('Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['2.0', 2_000],
    [' 0 ', 0],
    ['0.25', 250],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 37_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 37_000],
    ['Sun Nov  6 08:49:37 1994', 37_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
  ])('reads %s', (header, milliseconds) => {
    expect(parseRetryAfter(header, NOW)).toBe(milliseconds);
  });

  it.each([undefined, '', 'soon', '-5', '1e3', '2026-03-02'])('reads nothing in %s', (header) => {
    expect(parseRetryAfter(header, NOW)).toBeNull();
  });

  it('makes nothing of a date while nobody knows when it was said', () => {
    expect(parseRetryAfter('Sun, 06 Nov 1994 08:49:37 GMT', null)).toBeNull();
    expect(parseHttpDate('Sun, 06 Nov 1994 08:49:37 GMT')).toBe(NOW + 37_000);
  });
});

describe('backoff', () => {
  it('is a random part of what doubles from a second to five minutes', () => {
    expect([1, 2, 3, 9, 10, 5_000].map((tried) => backoff(tried, 1))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
    expect(backoff(4, 0)).toBe(0);
    expect(backoff(4, 0.25)).toBe(2_000);
  });

  it('never ends before what was asked for', () => {
    expect(backoff(1, 0, 7_000)).toBe(7_000);
    expect(backoff(2, 0.5, 7_000)).toBe(8_000);
  });
});
