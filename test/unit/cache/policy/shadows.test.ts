import { describe, expect, it } from 'vitest';
import { FrequencySketch } from '../../../../src-main/cache/policy/frequency-sketch.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';
import { Shadows } from '../../../../src-main/cache/policy/shadows.ts';
import { seededRandom } from '../memory/seeded-random.ts';

function shadowsOf(budget: number, windowShare: number) {
  const sketch = new FrequencySketch();
  sketch.widen(budget);
  const shadows = new Shadows({ sketch, budget, windowShare });
  const request = (key: number) => {
    const hash = spread(key);
    sketch.add(hash);
    if (shadows.samples(hash)) shadows.request(hash, 1);
  };
  return { shadows, request };
}

describe('the shadows', () => {
  it('lead to a small window on a loop that is too long for the cache', () => {
    const { shadows, request } = shadowsOf(400, 1);
    for (let access = 0; access < 10_000; access++) request(access % 500);
    expect(shadows.windowShare).toBeLessThanOrEqual(0.1);
  });

  it('lead to a large window where only what is new is asked for', () => {
    const { shadows, request } = shadowsOf(400, 0.01);
    const random = seededRandom(2);
    for (let access = 0; access < 10_000; access++) request(Math.floor(access / 3 + 200 * random()));
    expect(shadows.windowShare).toBeGreaterThanOrEqual(0.6);
  });

  it('change their mind soon after the requests change', () => {
    const { shadows, request } = shadowsOf(400, 0.01);
    const random = seededRandom(2);
    for (let access = 0; access < 20_000; access++) request(Math.floor(access / 3 + 200 * random()));
    for (let access = 0; access < 5_000; access++) request(1_000_000 + (access % 500));
    expect(shadows.windowShare).toBeLessThanOrEqual(0.1);
  });

  it('sample fewer keys of a large cache, and come to the same end', () => {
    const { shadows, request } = shadowsOf(40_000, 1);
    for (let access = 0; access < 400_000; access++) request(access % 50_000);
    const sampled = Array.from({ length: 10_000 }, (_, key) => shadows.samples(spread(key))).filter(Boolean).length;
    expect(sampled).toBeLessThan(3_000);
    expect(shadows.windowShare).toBeLessThanOrEqual(0.1);
  });
});
