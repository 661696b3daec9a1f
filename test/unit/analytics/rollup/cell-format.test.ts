import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CellSums,
  createCellSums,
  createChosenSums,
  createIdSums,
} from '../../../../src-main/analytics/rollup/index.ts';

const COLUMNS = 7;

const ALL = { first: 0, end: COLUMNS };

/** Some columns of the cells as a blob. */
function encode(sums: CellSums, columns = ALL): Uint8Array {
  const target = new Uint8Array(sums.encodedBound(columns));
  return target.slice(0, sums.encode(target, 0, columns));
}

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

/** A run of ids holds cells for those between, too. */
function withoutZeros(cells: Map<number, number[]>): Map<number, number[]> {
  return new Map([...cells].filter(([, values]) => values.some((v) => v !== 0)));
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
  it('is read like one with others behind it', () => {
    fc.assert(
      fc.property(cells, cells, cells, (first, second, third) => {
        const all = [first, second, third];
        const read = createCellSums(COLUMNS);
        read.addCells(Buffer.concat(all.map((given) => encode(sumsOf(given)))), ALL);
        const expected = createCellSums(COLUMNS);
        for (const [id, values] of all.flatMap((given) => [...given])) expected.add(id, Float64Array.from(values), 0);
        fc.pre(expected.values.every(Number.isSafeInteger));
        expect(encode(read)).toEqual(encode(expected));
      }),
      { numRuns: 20 },
    );
  });

  it('holds some of the columns, and only cells that are not zero in them', () => {
    fc.assert(
      fc.property(cells, fc.nat(COLUMNS - 1), fc.integer({ min: 1, max: COLUMNS }), (given, first, count) => {
        const columns = { first, end: Math.min(first + count, COLUMNS) };
        const read = createCellSums(COLUMNS);
        read.addCells(encode(sumsOf(given), columns), columns);
        const kept = [...given]
          .map(([id, values]) => [id, values.map((v, i) => (i >= columns.first && i < columns.end ? v : 0))] as const)
          .filter(([, values]) => values.some((v) => v !== 0));
        expect(withoutZeros(cellsOf(read))).toEqual(new Map(kept.sort(([a], [b]) => a - b)));
      }),
    );
  });

  it('gives back every value, for any integers up to 2^53', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const blob = encode(sumsOf(given));
        const read = createCellSums(COLUMNS);
        read.addCells(blob, ALL);
        const kept = [...given].filter(([, values]) => values.some((v) => v !== 0));
        expect(withoutZeros(cellsOf(read))).toEqual(new Map(kept.sort(([a], [b]) => a - b)));
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
        sums.addCells(blob, ALL);
        expect(encode(sums)).toEqual(encode(createCellSums(COLUMNS)));
      }),
    );
  });

  it('is read in its first columns only by a reader that wants no more', () => {
    const blob = encode(sumsOf(new Map([[7, [1, 2, 3, 4, 5, 6, 7]]])));
    const few = createCellSums(2);
    few.addCells(blob, ALL, 2);
    expect(cellsOf(few)).toEqual(new Map([[7, [1, 2]]]));
  });

  it('is added up by id, and of chosen ids only, as it is added up by slot', () => {
    fc.assert(
      fc.property(cells, fc.uniqueArray(fc.nat(300), { maxLength: 9 }), fc.boolean(), (given, chosen, away) => {
        const sign = away ? -1 : 1;
        const sums = sumsOf(given);
        const expected = (id: number, column: number) => sign * (given.get(id)?.[column] ?? 0) + 0;

        const byId = createIdSums();
        byId.addCells(encode(sums, { first: 0, end: 1 }), sign);
        for (const id of given.keys()) expect((byId.values[id] ?? 0) + 0).toBe(expected(id, 0));
        expect(byId.values.subarray(byId.bound).every((v) => v === 0)).toBe(true);

        const few = createChosenSums(2);
        few.choose(chosen);
        few.addCells(encode(sums, { first: 1, end: 3 }), { first: 1, end: 3 }, sign);
        for (const id of chosen) {
          expect(few.valueOf(id, 0) + 0).toBe(expected(id, 1));
          expect(few.valueOf(id, 1) + 0).toBe(expected(id, 2));
        }
      }),
    );
  });

  /** Ids that follow each other closely, more of them than one byte can count; values of one width. */
  const dense = fc
    .tuple(fc.integer({ min: 1, max: 6 }), fc.array(fc.integer({ min: 1, max: 130 }), { minLength: 1, maxLength: 300 }))
    .map(([width, gaps]) => {
      const cells = new Map<number, number[]>();
      let id = 0;
      for (const [i, gap] of gaps.entries()) {
        id += gap;
        cells.set(id, [(i % 2 === 0 ? 1 : -1) * (2 ** (8 * width - 2) - 1 - (i % 60))]);
      }
      return cells;
    });

  it('is added up by id where many ids follow each other closely, behind others and before others', () => {
    fc.assert(
      fc.property(fc.array(dense, { minLength: 1, maxLength: 4 }), (blobs) => {
        const byId = createIdSums();
        byId.addCells(Buffer.concat(blobs.map((given) => encode(sumsOf(given, 1), { first: 0, end: 1 }))), 1);
        const expected = new Map<number, number>();
        for (const [id, [worth]] of blobs.flatMap((given) => [...given])) {
          expected.set(id, (expected.get(id) ?? 0) + worth!);
        }
        for (const [id, sum] of expected) expect(byId.values[id]).toBe(sum);
        expect(byId.bound).toBe(Math.max(...expected.keys()) + 1);
      }),
    );
  });

  it('takes less room with its ids filled up where most of them are there', () => {
    const every = (step: number) => new Map(Array.from({ length: 400 }, (_, i) => [9 + i * step, [5_000_001 + i]]));
    const bytesOf = (given: ReadonlyMap<number, number[]>) => encode(sumsOf(given, 1), { first: 0, end: 1 }).length;
    expect(bytesOf(every(1))).toBeLessThan(400 * 3 + 10);
    expect(bytesOf(every(9))).toBeLessThan(400 * 4 + 10);
  });

  it('is refused when it is cut off', () => {
    const run = new Map([6, 7, 8].map((id) => [id, [1, 2, 3, 4, 5, 6, 70_000]]));
    for (const given of [run, new Map([[7, [1, 2, 3, 4, 5, 6, 70_000]]])]) {
      const blob = encode(sumsOf(given));
      const reader = createCellSums(COLUMNS);
      for (let length = 1; length < blob.length; length++) {
        expect(() => reader.addCells(blob.subarray(0, length), ALL)).toThrow('DATABASE_CORRUPT');
      }
    }
    const close = new Map(Array.from({ length: 70 }, (_, i) => [3 + i * 9, [70_000 + i]]));
    const blob = encode(sumsOf(close, 1), { first: 0, end: 1 });
    for (let length = 1; length < blob.length; length++) {
      expect(() => createIdSums().addCells(blob.subarray(0, length), 1)).toThrow('DATABASE_CORRUPT');
    }
  });

  it('is refused when a sum is no longer exact', () => {
    const sums = sumsOf(new Map([[1, [Number.MAX_SAFE_INTEGER, 0, 0, 0, 0, 0, 0]]]));
    sums.add(1, Float64Array.from([10, 0, 0, 0, 0, 0, 0]), 0);
    expect(() => encode(sums)).toThrow('SUM_TOO_LARGE');
  });
});
