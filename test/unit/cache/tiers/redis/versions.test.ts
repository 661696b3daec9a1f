import { describe, expect, it } from 'vitest';
import { SHARED, versionedTag } from '../../../../../src-main/cache/tiers/redis/names.ts';
import { dependencies, holds, leaseOf } from '../../../../../src-main/cache/tiers/redis/versions.ts';

const facts = { key: 'a:1', tags: ['store:1/2026-11-20', 'stores'] };

/** What Redis would say: all epochs 9, all versions 0, but for these. */
function present(changed: Record<string, number> = {}): Record<string, number> {
  const lease: Record<string, number> = {};
  for (const { bucket, field } of dependencies('d', facts)) Object.assign(lease, { [`#${bucket}`]: 9, [field]: 0 });
  return { ...lease, ...changed };
}

describe('the versions that an entry hangs on', () => {
  it('put the days and months of a store into the bucket of the store', () => {
    const buckets = ['store:7', 'store:7/2026-11', 'store:7/2026-11-20'].map((tag) => versionedTag(SHARED, tag).bucket);
    expect(new Set(buckets).size).toBe(1);
  });

  it('hold while all of them stand, and not when one has gone up or a bucket began anew', () => {
    const written = leaseOf('d', facts, 'L2', present());
    if (!written) throw new Error('the lease covers it');
    expect(holds('d', facts, 'L2', written, present())).toBe(true);
    for (const { bucket, field } of dependencies('d', facts)) {
      const ofOtherLevel = /\*L[134]$/.test(field);
      expect(holds('d', facts, 'L2', written, present({ [field]: 1 }))).toBe(ofOtherLevel);
      expect(holds('d', facts, 'L2', written, present({ [`#${bucket}`]: 8 }))).toBe(false);
    }
  });

  it('give no lease for what was not read', () => {
    expect(leaseOf('d', { ...facts, tags: [...facts.tags, 'other'] }, 'L2', present())).toBeNull();
    expect(leaseOf(SHARED, facts, 'L2', present())).toBeNull();
  });
});
