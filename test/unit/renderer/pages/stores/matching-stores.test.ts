import { describe, expect, it } from 'vitest';
import type { Store } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { matchingStores } from '../../../../../src-renderer/pages/stores/matching-stores.ts';

function store(id: number, name: string, code: string, city: string | null): Store {
  return {
    id: id as StoreId,
    name,
    code,
    city,
    timeZone: 'UTC',
    currency: null,
    country: null,
    region: null,
    openedOn: null,
  };
}

const STORES = [
  store(1, '人民广场店', 'SH-001', '上海'),
  store(2, 'High Street', 'LON7', 'London'),
  store(3, 'Quay', 'Q', null),
];
const found = (sought: string) => matchingStores(STORES, sought).map(({ id }) => id);

describe('looking for a store', () => {
  it('finds a part of its name, code or city, whatever the case', () => {
    expect(found('广场')).toEqual([1]);
    expect(found('lon')).toEqual([2]);
    expect(found('sh-0')).toEqual([1]);
  });

  it('wants every word, in any order', () => {
    expect(found('london high')).toEqual([2]);
    expect(found('london quay')).toEqual([]);
  });

  it('gives all for nothing', () => {
    expect(found('  ')).toEqual([1, 2, 3]);
  });
});
