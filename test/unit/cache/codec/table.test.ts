import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createTable,
  encodeTables,
  openTables,
  type TableData,
  tableDataOf,
} from '../../../../src-main/cache/codec/index.ts';
import { cellsOf } from './cells.ts';

const number = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true }),
  fc.integer({ min: -1_000, max: 1_000 }).map((cents) => cents / 100),
  fc.constantFrom(0, -0, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, Number.NEGATIVE_INFINITY, 5e-324),
);
/** Runs of one kind, as columns are. */
const numbers = fc.oneof(
  fc.array(number, { maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 70_000 }), { maxLength: 400 }),
  fc.array(fc.maxSafeInteger(), { maxLength: 100 }),
  fc.array(
    fc.integer({ min: 0, max: 2_000 }).map((step) => step * 100),
    { maxLength: 300 },
  ),
  fc.array(fc.nat(1_000), { maxLength: 300 }).map((steps) =>
    steps.map(
      (
        (at) => (step: number) =>
          (at += step)
      )(0),
    ),
  ),
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.nat().map((digits) => `A-${digits}`),
  fc.nat(99).map((digits) => String(digits).padStart(20, '0')),
  fc.constantFrom('', '\ud800', '\ufeffmark', '0', '00', 'a1b2c3d4e5f6g7h8i9j1k2l3m4n5'),
);
const texts = fc.oneof(
  fc.array(text, { maxLength: 200 }),
  fc.array(fc.constantFrom('现金', 'card', ''), { maxLength: 200 }),
  fc.array(fc.nat(999_999), { minLength: 50, maxLength: 300 }).map((all) => all.map((n) => `订单${n}号`)),
  fc
    .array(fc.string(), { minLength: 50, maxLength: 300 })
    .map((all) => all.map((end) => `the same beginning ${end}`).sort()),
);
const gap = fc.option(fc.nat(9), { nil: null });

const encoded = (data: TableData, method: 'none' | 'gzip' | 'zstd' = 'zstd') =>
  openTables(encodeTables({ it: data }, method)).get('it')!;

describe('a table', () => {
  it('gives back every number as it was, the sign of zero included, with gaps', () => {
    fc.assert(
      fc.property(numbers, gap, (given, every) => {
        const values = given.map((value, i) => (every !== null && i % (every + 2) === 0 ? Number.NaN : value));
        const column = encoded({ rows: values.length, columns: { n: { kind: 'number', values } } }).column('n');
        expect(values.map((_, row) => column.at(row))).toEqual(values.map((v) => (Number.isNaN(v) ? null : v)));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every text as it was, halves of surrogate pairs included, with gaps', () => {
    fc.assert(
      fc.property(texts, gap, fc.constantFrom('none', 'gzip', 'zstd'), (given, every, method) => {
        const cells = given.map((value, i) => (every !== null && i % (every + 2) === 0 ? null : value));
        const table = encoded({ rows: cells.length, columns: { t: { kind: 'text', texts: cells } } }, method);
        expect(cellsOf(table)).toEqual({ t: cells });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same through gaps in dictionaries: codes point at what the cells say', () => {
    const cells = Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? null : `kind ${'abc'[i % 3]}`));
    const column = encoded({ rows: 100, columns: { t: { kind: 'text', texts: cells } } }).column('t');
    if (column.kind !== 'text' || !column.dictionary) throw new Error('no dictionary');
    const { texts, codes } = column.dictionary;
    expect(Array.from(codes, (code) => texts[code] ?? null)).toEqual(cells);
  });

  it('takes numbers, texts and rows of large tables', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => ({
      id: i * 3,
      number: `2026${String(i * 17).padStart(14, '0')}`,
      note: i % 11 === 0 ? null : `note ${(i * 2_654_435_761) % 4_294_967_296}`,
      product: (i * i) % 2_003,
      invoice: `INV${Math.floor(i / 20)}`,
    }));
    const schema = { id: 'number', number: 'text', note: 'text', product: 'number', invoice: 'text' } as const;
    const table = encoded(tableDataOf(schema, rows));
    expect(rows.map((_, i) => table.row(i))).toEqual(rows);
  });

  it('takes rows whose cells come in another order, beside others, or not at all', () => {
    const schema = { price: 'number', name: 'text', units: 'number' } as const;
    const rows = [
      { price: 1, name: 'a', units: 2 },
      { units: 3, other: 'x', name: 'b', price: 4 },
      { name: null, price: null, units: 0 },
      { price: 7, units: 5 } as { price: number; name: null; units: number },
    ];
    expect(tableDataOf(schema, rows).columns).toEqual({
      price: { kind: 'number', values: Float64Array.of(1, 4, Number.NaN, 7) },
      name: { kind: 'text', texts: ['a', 'b', null, null] },
      units: { kind: 'number', values: Float64Array.of(2, 3, 0, 5) },
    });
  });

  it('gives back texts of patterns that take turns, long numbers, leading zeros and other digits included', () => {
    const shapes = [
      (i: number) => `${String(i).padStart(21, '0')}-${i}`,
      (i: number) => `${String(i).padStart(21, '0')}_${i}`,
      (i: number) => `${i % 7}店${String(i % 1_000).padStart(3, '0')}号`,
      (i: number) => `${i % 7}店${String(i % 1_000).padStart(3, '0')}楼`,
      () => 'no digits at all',
      (i: number) => `٣${i}`,
      () => '',
    ];
    const several = Array.from({ length: 3_000 }, (_, i) => shapes[(i * i) % shapes.length]!(i * 7_919));
    const beyond = Array.from({ length: 3_000 }, (_, i) => `${i}.`.repeat(i < 2_000 ? 3 : 13));
    for (const texts of [several, beyond]) {
      const table = encoded({ rows: texts.length, columns: { t: { kind: 'text', texts } } });
      expect(cellsOf(table)).toEqual({ t: texts });
    }
  });

  it('opens a column without the others', () => {
    const data: TableData = {
      rows: 3,
      columns: { n: { kind: 'number', values: [1, 2, 4] }, t: { kind: 'text', texts: ['a', null, 'c'] } },
    };
    const table = encoded(data);
    expect([...(table.column('n') as { values: Iterable<number> }).values]).toEqual([1, 2, 4]);
    expect(() => table.column('other')).toThrow(RangeError);
  });

  it('gives the same column as long as somebody holds it', () => {
    const table = encoded({ rows: 1, columns: { n: { kind: 'number', values: [1] } } });
    expect(table.column('n')).toBe(table.column('n'));
  });

  it('gives rows that cannot be changed, and none beyond the last', () => {
    const table = encoded({ rows: 1, columns: { n: { kind: 'number', values: [1] } } });
    expect(() => Object.assign(table.row(0), { n: 2 })).toThrow(TypeError);
    expect(() => Object.assign(table, { rows: 2 })).toThrow(TypeError);
    expect(() => table.row(1)).toThrow(RangeError);
  });

  it('of columns in memory refuses columns of another kind or length', () => {
    const columns = { n: { kind: 'number', values: [1, 2] } } as const;
    expect(createTable({ n: 'number' }, { rows: 2, columns }).row(1)).toEqual({ n: 2 });
    expect(() => createTable({ n: 'number' }, { rows: 3, columns })).toThrow(RangeError);
    expect(() => createTable({ n: 'text' }, { rows: 2, columns })).toThrow(RangeError);
    expect(() => createTable({ m: 'number' }, { rows: 2, columns })).toThrow(RangeError);
  });
});
