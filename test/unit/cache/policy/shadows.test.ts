import { describe, expect, it } from 'vitest';
import { FrequencySketch } from '../../../../src-main/cache/policy/frequency-sketch.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';
import { SETTINGS, type Setting } from '../../../../src-main/cache/policy/settings.ts';
import { Shadows } from '../../../../src-main/cache/policy/shadows.ts';
import { seededRandom } from '../memory/seeded-random.ts';

/** Whether some of a loop that is too long for the cache stays until it comes round again. */
const keepsOfLoops = ({ windowShare, admission }: Setting) => windowShare <= (admission === 'return' ? 0.4 : 0.1);
const LRU = SETTINGS.findIndex(({ windowShare }) => windowShare === 1);

function shadowsOf(budget: number, setting: number) {
  const sketch = new FrequencySketch();
  sketch.widen(budget);
  const shadows = new Shadows({ sketch, budget, setting });
  const request = (key: number) => {
    const hash = spread(key);
    sketch.add(hash);
    if (shadows.samples(hash)) shadows.request(hash, 1, false);
  };
  return { shadows, request, leading: () => SETTINGS[shadows.setting]! };
}

describe('the shadows', () => {
  it('lead to what keeps a part of a loop that is too long for the cache', () => {
    const { request, leading } = shadowsOf(400, LRU);
    for (let access = 0; access < 10_000; access++) request(access % 500);
    expect(leading()).toSatisfy(keepsOfLoops);
  });

  it('lead to a large window where only what is new is asked for', () => {
    const { request, leading } = shadowsOf(400, 0);
    const random = seededRandom(2);
    for (let access = 0; access < 10_000; access++) request(Math.floor(access / 3 + 200 * random()));
    expect(leading().windowShare).toBeGreaterThanOrEqual(0.4);
  });

  it('change their mind soon after the requests change', () => {
    const { request, leading } = shadowsOf(400, 0);
    const random = seededRandom(2);
    for (let access = 0; access < 20_000; access++) request(Math.floor(access / 3 + 200 * random()));
    for (let access = 0; access < 5_000; access++) request(1_000_000 + (access % 500));
    expect(leading()).toSatisfy(keepsOfLoops);
  });

  it('sample fewer keys of a large cache, and come to the same end', () => {
    const { shadows, request, leading } = shadowsOf(40_000, LRU);
    for (let access = 0; access < 400_000; access++) request(access % 50_000);
    const sampled = Array.from({ length: 10_000 }, (_, key) => shadows.samples(spread(key))).filter(Boolean).length;
    expect(sampled).toBeLessThan(3_000);
    expect(leading()).toSatisfy(keepsOfLoops);
  });

  it('lead to letting in who returns, where keys come back soon after they had to leave', () => {
    const { request, leading } = shadowsOf(400, 0);
    // Each key is asked for three times, 500 requests apart, among as many others.
    for (let step = 0; step < 10_000; step++) for (const back of [0, 170, 340]) request(step - back + 1_000);
    expect(leading().admission).toBe('return');
  });
});
