import { describe, expect, it } from 'vitest';
import { hashText } from '../../../../src-main/database/index.ts';
import { createKeyFilter } from '../../../../src-main/ingest/write/key-filter.ts';

describe('the filter of known keys', () => {
  it('never calls a known key new, and seldom a new one known', () => {
    const filter = createKeyFilter();
    const count = 300_000; // more than the first layer holds
    let suspected = 0;
    for (let i = 0; i < count; i++) if (filter.add(hashText(`order ${i}`))) suspected++;
    expect(suspected).toBeLessThanOrEqual(15);
    let missed = 0;
    for (let i = 0; i < count; i++) if (!filter.add(hashText(`order ${i}`))) missed++;
    expect(missed).toBe(0);
  });

  it('says of many at once what it says of each', () => {
    const [one, many] = [createKeyFilter(), createKeyFilter()];
    const hashes = Float64Array.from({ length: 1000 }, (_, i) => hashText(`order ${i % 700}`));
    expect([...many.addAll(hashes)]).toEqual(Array.from(hashes, (hash) => (one.add(hash) ? 1 : 0)));
  });
});
