import { expect, it } from 'vitest';
import type { CacheHistoryPoint } from '../../../../../shared/contract/index.ts';
import { createFormats, createI18n } from '../../../../../src-renderer/i18n/index.ts';
import { HISTORY_CHARTS } from '../../../../../src-renderer/pages/cache/history-lines.ts';
import { historyView, valuesOf } from '../../../../../src-renderer/pages/cache/history-view.ts';

const t = createI18n('en').getFixedT('en', 'cache');
const formats = createFormats('en');
const HOUR = 3_600_000;
const AT = Date.parse('2026-11-20T10:00:00Z');

const nothing = {
  memoryHits: 0,
  diskHits: 0,
  redisHits: 0,
  staleServed: 0,
  loads: 0,
  shared: 0,
  missing: 0,
  failed: 0,
};
const point: CacheHistoryPoint = {
  at: new Date(AT).toISOString(),
  outcomes: { ...nothing, requests: 10, memoryHits: 7, loads: 3 },
  byLevel: [
    { level: 'L2', requests: 10, hits: 7 },
    { level: 'L3', requests: 0, hits: 0 },
  ],
  byTier: [],
  loadP50: 4,
  loadP99: 40,
  memoryBytes: 0,
  evictions: { size: 2, expired: 0, replaced: 0, invalidated: 0, cleared: 0, pressure: 0, refused: 0 },
};
const view = historyView({ stepMilliseconds: HOUR, points: [point] }, 24, AT + HOUR / 2, 'en');

/** What a chart draws of the point: by the key of its line. */
function drawn(id: string): Record<string, number | null> {
  const chart = HISTORY_CHARTS.find((one) => one.id === id)!;
  const slot = view.slots.findIndex((one) => one.point === point);
  return Object.fromEntries(chart.lines(t, formats, view).map(({ key, value }) => [key, valuesOf(view, value)[slot]!]));
}

it('the hit rate has a line for each level, with nothing where nothing was asked for', () => {
  expect(drawn('hit-rate')).toEqual({ L1: null, L2: 0.7, L3: null, L4: null });
});

it('answers and evictions have a line for what happened, and for nothing else', () => {
  expect(drawn('answers')).toEqual({ memoryHits: 7, loads: 3 });
  expect(drawn('evictions')).toEqual({ size: 2 });
});

it('the wait has its median and its slowest hundredth', () => {
  expect(drawn('latency')).toEqual({ p50: 4, p99: 40 });
});

it('every chart names its lines in words, each with a look of its own', () => {
  for (const chart of HISTORY_CHARTS) {
    const lines = chart.lines(t, formats, view);
    for (const { name } of lines) expect(name).not.toMatch(/^$|\./);
    expect(new Set(lines.map(({ look }) => look)).size).toBe(lines.length);
  }
});
