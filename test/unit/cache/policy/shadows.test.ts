import { describe, expect, it } from 'vitest';
import { FrequencySketch } from '../../../../src-main/cache/policy/frequency-sketch.ts';
import { Ghosts } from '../../../../src-main/cache/policy/ghosts.ts';
import { spread } from '../../../../src-main/cache/policy/key-hash.ts';
import { Segments } from '../../../../src-main/cache/policy/segments.ts';
import { SETTINGS } from '../../../../src-main/cache/policy/settings.ts';
import { Shadows } from '../../../../src-main/cache/policy/shadows.ts';
import { SlotFacts } from '../../../../src-main/cache/policy/slot-facts.ts';
import { seededRandom } from '../memory/seeded-random.ts';

const LRU = SETTINGS.findIndex(({ windowShare }) => windowShare === 1);
/** How far behind the best of its settings a cache may be that follows the lead, of all requests. */
const NEAR_THE_BEST = 0.04;

/** A cache in one setting, which is told of every request and says whether it had the key. */
function cacheOf(budget: number, sketch: FrequencySketch, setting: number) {
  const facts = new SlotFacts();
  const slots = new Map<number, number>();
  const segments = new Segments({
    facts,
    sketch,
    budget,
    setting: SETTINGS[setting]!,
    ghosts: new Ghosts(budget),
    random: () => 1,
    onEvict(slot) {
      slots.delete(facts.hash[slot]!);
      facts.release(slot);
    },
  });
  function request(hash: number): boolean {
    const slot = slots.get(hash);
    if (slot !== undefined) {
      segments.touch(slot);
      return true;
    }
    const taken = facts.take(hash, 1);
    slots.set(hash, taken);
    segments.add(taken);
    return false;
  }
  return { request, follow: (next: number) => segments.setSetting(SETTINGS[next]!) };
}

/** Shadows beside a cache that follows their lead, and, where they are compared, beside one cache in each of the settings. */
function shadowsOf(budget: number, setting: number, { compared }: { readonly compared: boolean }) {
  const sketch = new FrequencySketch();
  sketch.widen(budget);
  const shadows = new Shadows({ sketch, budget, setting });
  const own = cacheOf(budget, sketch, setting);
  const each = compared ? SETTINGS.map((_, place) => cacheOf(budget, sketch, place)) : [];
  let leader = setting;

  /** Gives whether the following cache, and each of the others, had the key. */
  function request(key: number): { readonly own: boolean; readonly each: readonly boolean[] } {
    const hash = spread(key);
    sketch.add(hash);
    const hit = own.request(hash);
    if (shadows.samples(hash)) shadows.request(hash, 1, hit);
    if (shadows.setting !== leader) {
      leader = shadows.setting;
      own.follow(leader);
    }
    return { own: hit, each: each.map((cache) => cache.request(hash)) };
  }

  /** Asks for so many keys; gives the shares that the following cache had, and that the best of the others had. */
  function shares(keys: Iterable<number>): { readonly own: number; readonly best: number } {
    const hits = SETTINGS.map(() => 0);
    let mine = 0;
    let all = 0;
    for (const key of keys) {
      const had = request(key);
      all += 1;
      if (had.own) mine += 1;
      for (const [place, hit] of had.each.entries()) if (hit) hits[place]! += 1;
    }
    return { own: mine / all, best: Math.max(...hits) / all };
  }

  return { shadows, request, shares, leading: () => SETTINGS[shadows.setting]! };
}

function* looping(length: number, requests: number, base = 0): Generator<number> {
  for (let access = 0; access < requests; access++) yield base + (access % length);
}

describe('the shadows', () => {
  it('lead to a small window on a loop that is too long for the cache', () => {
    const { shares, leading } = shadowsOf(400, LRU, { compared: true });
    shares(looping(500, 8_000));
    const { own, best } = shares(looping(500, 2_000));
    expect(leading()).toMatchObject({ admission: 'frequency' });
    expect(leading().windowShare).toBeLessThanOrEqual(0.1);
    expect(best).toBeGreaterThan(0.7);
    expect(own).toBeGreaterThan(best - NEAR_THE_BEST);
  });

  it('lead to a large window where only what is new is asked for', () => {
    const { request, leading } = shadowsOf(400, 0, { compared: false });
    const random = seededRandom(2);
    for (let access = 0; access < 10_000; access++) request(Math.floor(access / 3 + 200 * random()));
    expect(leading().windowShare).toBeGreaterThanOrEqual(0.4);
  });

  it('change their mind soon after the requests change', () => {
    const { request, shares, leading } = shadowsOf(400, 0, { compared: true });
    const random = seededRandom(2);
    for (let access = 0; access < 20_000; access++) request(Math.floor(access / 3 + 200 * random()));
    shares(looping(500, 9_000, 1_000_000));
    const { own, best } = shares(looping(500, 1_000, 1_000_000));
    expect(leading()).toMatchObject({ admission: 'frequency' });
    expect(leading().windowShare).toBeLessThanOrEqual(0.1);
    expect(own).toBeGreaterThan(best - NEAR_THE_BEST);
  });

  it('sample fewer keys of a large cache, and come to the same end', () => {
    const { shadows, request, leading } = shadowsOf(40_000, LRU, { compared: false });
    for (const key of looping(50_000, 400_000)) request(key);
    const sampled = Array.from({ length: 10_000 }, (_, key) => shadows.samples(spread(key))).filter(Boolean).length;
    expect(sampled).toBeLessThan(3_000);
    expect(leading()).toMatchObject({ admission: 'frequency' });
    expect(leading().windowShare).toBeLessThanOrEqual(0.1);
  });

  it('lead to letting in who returns, where keys come back soon after they had to leave', () => {
    const { request, leading } = shadowsOf(400, 0, { compared: false });
    // Each key is asked for three times, 500 requests apart, among as many others.
    for (let step = 0; step < 10_000; step++) for (const back of [0, 170, 340]) request(step - back + 1_000);
    expect(leading().admission).toBe('return');
  });
});
