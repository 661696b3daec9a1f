import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCellSums } from '../../../../src-main/analytics/rollup/index.ts';

const COLUMNS = 7;

function sumsOf(cells: ReadonlyMap<number, readonly number[]>, columns = COLUMNS) {
  const sums = createCellSums(columns);
  for (const [id, values] of cells) sums.add(id, Float64Array.from(values), 0);
  return sums;
}

function cellsOf(sums: ReturnType<typeof createCellSums>): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  for (let slot = 0; slot < sums.size; slot++) {
    cells.set(
      sums.idAt(slot),
      Array.from(sums.values.subarray(slot * sums.columns, (slot + 1) * sums.columns), (v) => v + 0),
    );
  }
  return cells;
}

/** Integers of every width, round ones among them, up to the ends of what is exact. */
const value = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -200, max: 200 }),
  fc.integer({ min: -40_000, max: 40_000 }).map((n) => n * 100),
  fc.maxSafeInteger(),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 39, -(2 ** 47)),
);
const cells = fc
  .array(
    fc.tuple(fc.oneof(fc.nat(300), fc.nat(2 ** 22)), fc.array(value, { minLength: COLUMNS, maxLength: COLUMNS })),
    { maxLength: 60 },
  )
  .map((entries) => new Map(entries));

describe('a blob of cells', () => {
  it('gives back every value, for any integers up to 2^53', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const blob = sumsOf(given).encode();
        const read = createCellSums(COLUMNS);
        if (blob) read.addBlob(blob);
        const kept = [...given].filter(([, values]) => values.some((v) => v !== 0));
        expect(cellsOf(read)).toEqual(new Map(kept.sort(([a], [b]) => a - b)));
      }),
    );
  });

  it('is the same bytes whatever order the cells came in', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const backwards = new Map([...given].reverse());
        expect(sumsOf(given).encode()?.slice()).toEqual(sumsOf(backwards).encode()?.slice());
      }),
    );
  });

  it('adds to what is there, and leaves nothing when all is taken away again', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const blob = sumsOf(given).encode()?.slice();
        const sums = sumsOf(new Map([...given].map(([id, values]) => [id, values.map((v) => -v)])));
        if (blob) sums.addBlob(blob);
        expect(sums.encode()).toBeNull();
      }),
    );
  });

  it('is read in its first columns only by a reader that wants no more', () => {
    const blob = sumsOf(new Map([[7, [1, 2, 3, 4, 5, 6, 7]]])).encode()!;
    const few = createCellSums(2);
    few.addBlob(blob);
    expect(cellsOf(few)).toEqual(new Map([[7, [1, 2]]]));
  });

  it('is refused when it is cut off or of an unknown version', () => {
    const blob = sumsOf(new Map([[7, [1, 2, 3, 4, 5, 6, 70_000]]]))
      .encode()!
      .slice();
    const reader = createCellSums(COLUMNS);
    expect(() => reader.addBlob(blob.subarray(0, blob.length - 1))).toThrow('DATABASE_CORRUPT');
    blob[0] = 99;
    expect(() => reader.addBlob(blob)).toThrow('DATABASE_CORRUPT');
  });

  it('is refused when a sum is no longer exact', () => {
    const sums = sumsOf(new Map([[1, [Number.MAX_SAFE_INTEGER, 0, 0, 0, 0, 0, 0]]]));
    sums.add(1, Float64Array.from([10, 0, 0, 0, 0, 0, 0]), 0);
    expect(() => sums.encode()).toThrow('AMOUNT_TOO_LARGE');
  });
});
