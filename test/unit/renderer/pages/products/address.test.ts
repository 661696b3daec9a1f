import { describe, expect, it } from 'vitest';
import type { Store } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { cellBeside } from '../../../../../src-renderer/pages/products/cell-places.ts';
import { parseFilters, withFilters } from '../../../../../src-renderer/pages/products/product-filters.ts';
import { storeToShow } from '../../../../../src-renderer/pages/products/remembered-store.ts';

describe('the address of the list of products', () => {
  it('keeps what the list is narrowed to and sorted by', () => {
    const params = withFilters(new URLSearchParams('x=1'), {
      store: 3 as StoreId,
      search: 'tea',
      state: 'waiting',
      sort: 'price',
      descending: true,
    });
    expect(params.toString()).toBe('x=1&store=3&search=tea&state=waiting&sort=price&descending=true');
    expect(parseFilters(params)).toMatchObject({ store: 3, search: 'tea', state: 'waiting', sort: 'price' });
  });

  it('loses what cannot be read', () => {
    const params = new URLSearchParams('store=-1&state=lost&sort=weight&product=x&search=%20');
    expect(Object.values(parseFilters(params)).filter((value) => value !== null)).toEqual([]);
  });
});

describe('the store that is shown', () => {
  const store = (id: number) => ({ id, name: `S${id}` }) as Store;
  const stores = [store(1), store(2), store(3), store(4)];

  it('is the one asked for, else the one of last time, else one that a shop feeds, else the first', () => {
    expect(storeToShow(stores, 4, 2, [3])?.id).toBe(4);
    expect(storeToShow(stores, 9, 2, [3])?.id).toBe(2);
    expect(storeToShow(stores, null, 9, [3])?.id).toBe(3);
    expect(storeToShow(stores, null, null, [])?.id).toBe(1);
    expect(storeToShow([], 1, 1, [1])).toBeNull();
  });
});

describe('arrow keys', () => {
  it('lead to the cell beside, and nowhere at the edge', () => {
    expect(cellBeside({ field: 'price', index: 0 }, 'ArrowDown', 2)).toEqual({ field: 'price', index: 1 });
    expect(cellBeside({ field: 'price', index: 1 }, 'ArrowDown', 2)).toBeNull();
    expect(cellBeside({ field: 'price', index: 0 }, 'ArrowLeft', 2)).toEqual({ field: 'name', index: 0 });
    expect(cellBeside({ field: 'name', index: 0 }, 'ArrowLeft', 2)).toBeNull();
    expect(cellBeside({ field: 'name', index: 0 }, 'Tab', 2)).toBeNull();
  });
});
