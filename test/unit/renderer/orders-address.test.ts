import { describe, expect, it } from 'vitest';
import type { ProductId, StoreId } from '../../../shared/domain/ids.ts';
import { parseFilters } from '../../../src-renderer/pages/orders/order-filters.ts';
import { daysOfPoint } from '../../../src-renderer/pages/overview/days-of-point.ts';
import { customPeriod, ordersAddress, parseScope, type Scope } from '../../../src-renderer/state/index.ts';

const scope: Scope = {
  stores: [3, 4] as StoreId[],
  period: customPeriod('2026-11-01', '2026-11-20'),
  currency: 'GBP',
};

function read(address: string) {
  const url = new URL(address, 'http://page.test');
  return { path: url.pathname, scope: parseScope(url.searchParams), filters: parseFilters(url.searchParams) };
}

describe('the way from a figure to its orders', () => {
  it('keeps stores, period and currency', () => {
    expect(read(ordersAddress(scope, {}))).toMatchObject({ path: '/orders', scope });
  });

  it('is understood by the orders page, whatever the names hold', () => {
    const product = { id: 17 as ProductId, name: 'Tea & cake, 50% "off" #1 茶' };
    const { filters } = read(ordersAddress(scope, { channel: 'A&B=C 美团', product }));
    expect(filters).toMatchObject({ channel: 'A&B=C 美团', productId: 17, productName: product.name });
  });

  it('tells orders without a channel from those of any channel', () => {
    expect(read(ordersAddress(scope, { channel: '' })).filters.channel).toBe('');
    expect(read(ordersAddress(scope, {})).filters.channel).toBeNull();
  });

  it('narrows the stores or the days and leaves the rest', () => {
    const found = read(
      ordersAddress(scope, { stores: [9] as StoreId[], period: customPeriod('2026-11-05', '2026-11-05') }),
    );
    expect(found.scope).toEqual({ stores: [9], period: customPeriod('2026-11-05', '2026-11-05'), currency: 'GBP' });
  });
});

describe('the days of a point of the trend', () => {
  const range = { from: '2024-01-10', to: '2024-03-05' };

  it('are its day', () => {
    expect(daysOfPoint('2024-02-29', 'day', range)).toEqual(customPeriod('2024-02-29', '2024-02-29'));
  });

  it('are its whole month, a leap day included', () => {
    expect(daysOfPoint('2024-02-01', 'month', range)).toEqual(customPeriod('2024-02-01', '2024-02-29'));
  });

  it('end where the range does', () => {
    expect(daysOfPoint('2024-01-01', 'month', range)).toEqual(customPeriod('2024-01-10', '2024-01-31'));
    expect(daysOfPoint('2024-03-01', 'month', range)).toEqual(customPeriod('2024-03-01', '2024-03-05'));
  });
});
