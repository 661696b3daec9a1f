import { describe, expect, it } from 'vitest';
import { createKnownVersions } from '../../../../../src-main/cache/tiers/redis/known-versions.ts';

describe('the versions that a process knows', () => {
  it('are those that were learnt, until they are forgotten', () => {
    const known = createKnownVersions(() => 0);
    known.learn({ '#1': 7, 's|store:1': 3 }, known.mark());
    expect([known.get('#1'), known.get('s|store:1'), known.get('s|store:2')]).toEqual([7, 3, undefined]);
    known.forget(['s|store:1']);
    expect([known.get('#1'), known.get('s|store:1')]).toEqual([7, undefined]);
    known.forgetAll();
    expect(known.get('#1')).toBeUndefined();
  });

  it('are not learnt from a read during which anything was forgotten', () => {
    const known = createKnownVersions(() => 0);
    for (const forget of [() => known.forget(['other']), () => known.forgetAll()]) {
      const mark = known.mark();
      forget();
      known.learn({ 's|store:1': 3 }, mark);
      expect(known.get('s|store:1')).toBeUndefined();
    }
  });

  it('are read anew after an hour, so that buckets in use do not expire in Redis', () => {
    let now = 0;
    const known = createKnownVersions(() => now);
    known.learn({ 's|store:1': 3 }, known.mark());
    now = 3_600_001;
    expect(known.get('s|store:1')).toBeUndefined();
    known.learn({ 's|store:2': 4 }, known.mark());
    expect([known.get('s|store:1'), known.get('s|store:2')]).toEqual([undefined, 4]);
  });

  it('are bounded in number', () => {
    const known = createKnownVersions(() => 0);
    const many = Array.from({ length: 50_000 }, (_, tag) => [`s|store:${tag}`, 1] as const);
    known.learn(Object.fromEntries(many), known.mark());
    known.learn({ 's|one more': 1 }, known.mark());
    expect([known.get('s|store:0'), known.get('s|one more')]).toEqual([undefined, 1]);
  });
});
