import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSection,
  type CellSums,
  createCellSums,
  createSectionEncoder,
} from '../../../../src-main/analytics/rollup/index.ts';

const COLUMNS = 7;

/** The cells as a blob of their own. */
const encode = (sums: CellSums) => createSectionEncoder()([sums]);

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
  it('holds sections that are read on their own, and blobs one behind another like one', () => {
    fc.assert(
      fc.property(cells, cells, cells, (first, second, third) => {
        const blobs = [[first, second], [third], [second, first, third]].map((sections) =>
          createSectionEncoder()(sections.map((section) => sumsOf(section))),
        );
        const read = createCellSums(COLUMNS);
        addSection(Buffer.concat(blobs), 1, read);
        const expected = createCellSums(COLUMNS);
        expected.addAll(sumsOf(second));
        expected.addAll(sumsOf(first));
        fc.pre(expected.values.every(Number.isSafeInteger));
        expect(encode(read)).toEqual(encode(expected));
      }),
      { numRuns: 20 },
    );
  });

  it('gives back every value, for any integers up to 2^53', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const blob = encode(sumsOf(given));
        const read = createCellSums(COLUMNS);
        addSection(blob, 0, read);
        const kept = [...given].filter(([, values]) => values.some((v) => v !== 0));
        expect(cellsOf(read)).toEqual(new Map(kept.sort(([a], [b]) => a - b)));
      }),
    );
  });

  it('is the same bytes whatever order the cells came in', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const backwards = new Map([...given].reverse());
        expect(encode(sumsOf(given))).toEqual(encode(sumsOf(backwards)));
      }),
    );
  });

  it('adds to what is there, and leaves nothing when all is taken away again', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const blob = encode(sumsOf(given));
        const sums = sumsOf(new Map([...given].map(([id, values]) => [id, values.map((v) => -v)])));
        addSection(blob, 0, sums);
        expect(encode(sums)).toEqual(encode(createCellSums(COLUMNS)));
      }),
    );
  });

  it('is read in its first columns only by a reader that wants no more', () => {
    const blob = encode(sumsOf(new Map([[7, [1, 2, 3, 4, 5, 6, 7]]])));
    const few = createCellSums(2);
    addSection(blob, 0, few);
    expect(cellsOf(few)).toEqual(new Map([[7, [1, 2]]]));
  });

  it('is refused when it is cut off or of an unknown version', () => {
    const blob = encode(sumsOf(new Map([[7, [1, 2, 3, 4, 5, 6, 70_000]]])));
    const reader = createCellSums(COLUMNS);
    for (let length = 1; length < blob.length; length++) {
      expect(() => addSection(blob.subarray(0, length), 0, reader)).toThrow('DATABASE_CORRUPT');
    }
    blob[0] = 99;
    expect(() => addSection(blob, 0, reader)).toThrow('DATABASE_CORRUPT');
  });

  it('is refused when a sum is no longer exact', () => {
    const sums = sumsOf(new Map([[1, [Number.MAX_SAFE_INTEGER, 0, 0, 0, 0, 0, 0]]]));
    sums.add(1, Float64Array.from([10, 0, 0, 0, 0, 0, 0]), 0);
    expect(() => encode(sums)).toThrow('AMOUNT_TOO_LARGE');
  });
});
