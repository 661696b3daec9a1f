import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../../../src-main/cache/entry.ts';
import { readRecord, writeRecord } from '../../../../src-main/cache/tiers/entry-record.ts';

const entries: fc.Arbitrary<StoredEntry> = fc.record({
  key: fc.string({ unit: 'grapheme' }),
  level: fc.constantFrom('L1', 'L2', 'L3', 'L4'),
  family: fc.string(),
  tags: fc.array(fc.string({ unit: 'grapheme' })),
  storeId: fc.option(fc.integer({ min: 1 })),
  stamp: fc.nat(),
  bornAt: fc.nat(),
  freshUntil: fc.nat(),
  goneAt: fc.nat(),
  loadMilliseconds: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
  version: fc.option(fc.string()),
  missing: fc.boolean(),
  payload: fc.uint8Array({ maxLength: 2_000 }),
});

describe('an entry as a record', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(
        entries,
        fc.dictionary(
          fc.string().filter((name) => name !== '__proto__'),
          fc.nat(),
        ),
        (entry, lease) => {
          const read = readRecord(writeRecord(entry, { lease }));
          expect({ ...read?.entry, payload: Uint8Array.from(read?.entry.payload ?? []) }).toEqual(entry);
          expect(read?.more).toEqual({ lease: { ...lease } });
        },
      ),
    );
  });

  it('that is cut off or none at all is nothing, whatever its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(readRecord(bytes)).toBeNull();
      }),
    );
    const record = writeRecord(fc.sample(entries, 1)[0]!);
    for (let length = 0; length < 40; length++) expect(readRecord(record.subarray(0, length))).toBeNull();
  });
});
