import { expect, it } from 'vitest';
import { createLatency } from '../../../../../src-main/cache/tiers/guard/latency.ts';

it('gives percentiles by nearest rank, of the last calls only', () => {
  const latency = createLatency();
  expect(latency.percentile(0.5)).toBeNull();
  for (let at = 1; at <= 100; at++) latency.add(at);
  expect([latency.percentile(0.5), latency.percentile(0.99), latency.percentile(1)]).toEqual([50, 99, 100]);
  for (let at = 0; at < 512; at++) latency.add(7);
  expect([latency.percentile(0), latency.percentile(1)]).toEqual([7, 7]);
});
