import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, firstDayOfMonth, monthNumber } from '../../../../shared/domain/business-date.ts';
import {
  anyDayTags,
  type Days,
  daysTags,
  importTags,
  ORDERS,
  orderTags,
  PRODUCTS,
  STORE_LIST,
  spanTags,
  tagsOfChanges,
} from '../../../../src-main/cache/levels/tags.ts';
import type { DataChanges, StoreChange } from '../../../../src-main/database/index.ts';

type Stores = 'all' | readonly number[];

const NOTHING: DataChanges = {
  last: 1,
  dataSet: 'a',
  any: true,
  everything: false,
  stores: [],
  orders: [],
  products: false,
  storeList: false,
};

function changeOf(store: Partial<StoreChange> & { storeId: number }, more: Partial<DataChanges> = {}): DataChanges {
  return { ...NOTHING, stores: [{ days: [], imported: false, span: false, ...store }], ...more };
}

function meets(entry: readonly string[], changes: DataChanges): boolean {
  const changed = new Set(tagsOfChanges(changes));
  return entry.some((tag) => changed.has(tag));
}

const MOST_NAMED = 8;
const storeIds = fc.integer({ min: 1, max: 15 });
const scopes = fc.oneof(
  fc.constant('all' as const),
  fc.uniqueArray(storeIds, { minLength: 1, maxLength: 12 }),
) as fc.Arbitrary<Stores>;
const FIRST = dayNumber('2025-11-20')!;
const days = fc.integer({ min: FIRST, max: FIRST + 500 });
const ranges = fc
  .tuple(days, fc.integer({ min: 0, max: 420 }))
  .map(([from, more]): Days => ({ from, to: from + more }));

function concerns(stores: Stores, storeId: number): boolean {
  return stores === 'all' || stores.length > MOST_NAMED || stores.includes(storeId);
}

/** Long ranges are covered by whole months, which reach beyond their ends. */
function covered({ from, to }: Days): Days {
  if (to - from <= 200) return { from, to };
  return { from: firstDayOfMonth(monthNumber(from)), to: firstDayOfMonth(monthNumber(to) + 1) - 1 };
}

describe('tags of an entry over days', () => {
  it('are met by a change of any day of its range, and by no other but of its months where the range is long', () => {
    fc.assert(
      fc.property(scopes, ranges, storeIds, days, (stores, range, storeId, day) => {
        const { from, to } = covered(range);
        const expected = concerns(stores, storeId) && day >= from && day <= to;
        expect(meets(daysTags(stores, range), changeOf({ storeId, days: [day] }))).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are met by a change of a store whose days are too many to name', () => {
    fc.assert(
      fc.property(scopes, ranges, storeIds, (stores, range, storeId) => {
        const changes = changeOf({ storeId, days: null });
        expect(meets(daysTags(stores, range), changes)).toBe(concerns(stores, storeId));
      }),
    );
  });

  it('are not many: whole months stand for their days', () => {
    const tags = daysTags([12], { from: dayNumber('2026-01-30')!, to: dayNumber('2026-04-02')! });
    expect(tags).toEqual([
      'store:12',
      'store:12/2026-01-30',
      'store:12/2026-01-31',
      'store:12/2026-02',
      'store:12/2026-03',
      'store:12/2026-04-01',
      'store:12/2026-04-02',
    ]);
  });
});

describe('tags of an entry over a very long range', () => {
  it('are few, and met by a change of any day', () => {
    const century = { from: dayNumber('1926-03-21')!, to: dayNumber('2026-03-20')! };
    const tags = daysTags([3, 4], century);
    expect(tags).toEqual(['store:3', 'store:3/any', 'store:4', 'store:4/any']);
    expect(meets(tags, changeOf({ storeId: 3, days: [FIRST] }))).toBe(true);
    expect(meets(tags, changeOf({ storeId: 5, days: [FIRST] }))).toBe(false);
  });
});

describe('tags of what does not depend on single days', () => {
  it('are met by what they name, and by nothing else', () => {
    const change = (part: Partial<StoreChange>) => changeOf({ storeId: 3, ...part });
    for (const stores of [[3], [1, 3], 'all', [1, 2, 3, 4, 5, 6, 7, 8, 9]] as Stores[]) {
      expect(meets(anyDayTags(stores), change({ days: [FIRST] }))).toBe(true);
      expect(meets(anyDayTags(stores), change({ imported: true }))).toBe(false);
      expect(meets(spanTags(stores), change({ span: true }))).toBe(true);
      expect(meets(spanTags(stores), change({ days: [FIRST] }))).toBe(false);
      expect(meets(importTags(stores), change({ imported: true }))).toBe(true);
      expect(meets(importTags(stores), change({ days: [FIRST] }))).toBe(false);
    }
    expect(
      meets(
        [...anyDayTags([4]), ...spanTags([4]), ...importTags([4])],
        change({ days: [FIRST], imported: true, span: true }),
      ),
    ).toBe(false);
  });

  it('tell an import that touches no store to the chain only', () => {
    const changes = changeOf({ storeId: 0, imported: true });
    expect(meets(importTags('all'), changes)).toBe(true);
    expect(meets(importTags([1]), changes)).toBe(false);
  });

  it('name single orders, or all of them where too many changed', () => {
    expect(meets(orderTags(7), { ...NOTHING, orders: [6, 7] })).toBe(true);
    expect(meets(orderTags(8), { ...NOTHING, orders: [6, 7] })).toBe(false);
    expect(tagsOfChanges({ ...NOTHING, orders: null })).toEqual([ORDERS]);
    expect(meets(orderTags(8), { ...NOTHING, orders: null })).toBe(true);
  });

  it('tell of products and of the list of stores', () => {
    expect(tagsOfChanges({ ...NOTHING, products: true, storeList: true })).toEqual([PRODUCTS, STORE_LIST]);
  });

  it('cannot tell what "everything" is', () => {
    expect(tagsOfChanges({ ...NOTHING, everything: true })).toBeNull();
  });
});
