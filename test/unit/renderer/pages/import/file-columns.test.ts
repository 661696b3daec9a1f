import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS, type Field } from '#shared/contract/index.ts';
import { fieldGroupsOf } from '../../../../../src-renderer/pages/import/fields-of-kind.ts';
import {
  type Columns,
  fieldOfColumn,
  shownColumns,
  withColumn,
} from '../../../../../src-renderer/pages/import/file-columns.ts';

describe('what a column stands for', () => {
  it('is one field, and that field is read from no other column', () => {
    const change = fc.tuple(fc.nat(8), fc.option(fc.constantFrom(...FIELDS)));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        let columns: Columns = {};
        for (const [column, field] of changes) {
          columns = withColumn(columns, column, field);
          expect(fieldOfColumn(columns, column)).toBe(field);
        }
        const used = Object.values(columns);
        expect(new Set(used).size).toBe(used.length);
      }),
    );
  });

  it('moves with the field: the column that had it before stands for nothing', () => {
    expect(withColumn({ store: 1, quantity: 2 }, 4, 'store')).toEqual({ quantity: 2, store: 4 });
  });
});

describe('the columns shown', () => {
  it('are all, or those that stand for something, in the order of the file', () => {
    const columns: Columns = { quantity: 3, store: 1 };
    expect(shownColumns(columns, 5, false)).toEqual([0, 1, 2, 3, 4]);
    expect(shownColumns(columns, 5, true)).toEqual([1, 3]);
  });
});

describe('the fields offered', () => {
  const offered = (['orders', 'products', 'stores', 'stock'] as const).map((kind) =>
    fieldGroupsOf(kind).flatMap(([, fields]) => fields),
  );

  it('hold every field of the contract somewhere', () => {
    const all = new Set<Field>(offered.flat());
    expect(FIELDS.filter((field) => !all.has(field))).toEqual([]);
  });

  it('hold none twice for one kind', () => {
    for (const fields of offered) expect(new Set(fields).size).toBe(fields.length);
  });
});
