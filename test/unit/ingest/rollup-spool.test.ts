import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import type { RollupRows } from '../../../src-main/analytics/rollup/index.ts';
import { createRollupSpool, readSpooled } from '../../../src-main/ingest/rollup-spool.ts';

const TOTALS = 3;
const BLOBS = 2;

interface Row {
  readonly key: number;
  readonly totals: readonly number[];
  readonly blobs: readonly (readonly number[])[];
}

const bytes = fc.array(fc.nat(255), { maxLength: 40 });
const row: fc.Arbitrary<Row> = fc.record({
  key: fc.integer({ min: 1, max: 2 ** 50 }),
  totals: fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger(), fc.maxSafeInteger()),
  blobs: fc.tuple(bytes, bytes),
});

function pack(rows: readonly Row[]): RollupRows {
  const blobs = rows.flatMap((one) => one.blobs);
  const ends = blobs.map((_, i) => blobs.slice(0, i + 1).reduce((sum, { length }) => sum + length, 0));
  return {
    keys: Float64Array.from(rows, ({ key }) => key),
    totals: Float64Array.from(rows.flatMap(({ totals }) => totals)),
    ends: Int32Array.from(ends),
    bytes: Uint8Array.from(blobs.flat()),
  };
}

function unpack({ keys, totals, ends, bytes: all }: RollupRows): Row[] {
  return Array.from(keys, (key, r) => ({
    key,
    totals: [...totals.slice(r * TOTALS, (r + 1) * TOTALS)],
    blobs: Array.from({ length: BLOBS }, (_, blob) => {
      const at = r * BLOBS + blob;
      return [...all.slice(at === 0 ? 0 : ends[at - 1]!, ends[at]!)];
    }),
  }));
}

describe('rows for the rollups that wait', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'mendian-spool-'));
    file = join(directory, 'rollups');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function spooled(puts: readonly (readonly Row[])[]) {
    const spool = createRollupSpool(file);
    for (const rows of puts) spool.put(pack(rows));
    return spool.finish();
  }

  it('come back as they were put, in the order of their keys, and what came first first', () => {
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 6 }), { maxLength: 5 }), (puts) => {
        const expected = puts.flat().sort((a, b) => a.key - b.key);
        expect([...readSpooled(spooled(puts))].flatMap(unpack)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('come back in slices, so that they are never all in memory', () => {
    const blob = new Array<number>(100_000).fill(7);
    const many = Array.from({ length: 30 }, (_, i) => ({ key: 30 - i, totals: [1, 2, 3], blobs: [blob, []] }));
    const slices = [...readSpooled(spooled(many.map((one) => [one])))];
    expect(slices.length).toBeGreaterThan(2);
    expect(slices.flatMap(unpack).map(({ key }) => key)).toEqual(many.map(({ key }) => key).reverse());
  });

  const one: Row = { key: 5, totals: [1, 2, 3], blobs: [[4], [5, 6]] };

  it('write over what was there', () => {
    writeFileSync(file, new Uint8Array(1000).fill(9));
    expect([...readSpooled(spooled([[one]]))].flatMap(unpack)).toEqual([one]);
  });

  it('are missed when the file is shorter than what was put', () => {
    const places = spooled([[one]]);
    truncateSync(file, 7);
    expect(() => [...readSpooled(places)]).toThrow(expect.objectContaining({ code: 'DISK_WRITE_FAILED' }));
  });

  it('are missed when the file is not what was put', () => {
    const places = spooled([[one]]);
    const bytes = readFileSync(file);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(file, bytes);
    expect(() => [...readSpooled(places)]).toThrow(expect.objectContaining({ code: 'DISK_WRITE_FAILED' }));
  });

  it('say that the disk is at fault when they cannot be put down', () => {
    rmSync(directory, { recursive: true });
    writeFileSync(directory, '');
    expect(() => spooled([[one]])).toThrow(AppError);
  });
});
