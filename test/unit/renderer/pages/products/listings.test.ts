import { describe, expect, it } from 'vitest';
import type { ShopStatus, SyncStatus } from '#shared/contract/index.ts';
import { expectedThere } from '../../../../../src-renderer/pages/products/expected-there.ts';
import { summariesOf } from '../../../../../src-renderer/pages/products/listing-summary.ts';
import { type Outlook, outlookOf } from '../../../../../src-renderer/pages/products/outlook.ts';
import { reviewLines } from '../../../../../src-renderer/pages/products/review-lines.ts';
import { productListing, productRow } from './product-row.ts';

describe('how a product stands on its platforms', () => {
  it('says what needs somebody first, and platforms of one state together', () => {
    const summaries = summariesOf([
      productListing({ platform: 'shopify' }),
      productListing({ platform: 'taobao', state: 'waiting', waitingSince: '2026-11-21T07:05:00.000Z' }),
      productListing({ platform: '1688', state: 'waiting', waitingSince: '2026-11-21T07:01:00.000Z' }),
      productListing({ platform: 'pinduoduo', state: 'conflict' }),
      productListing({ platform: 'shopify', listingId: 'L2' }),
    ]);
    expect(summaries).toEqual([
      { state: 'conflict', platforms: ['pinduoduo'], since: null },
      { state: 'waiting', platforms: ['taobao', '1688'], since: '2026-11-21T07:01:00.000Z' },
      { state: 'same', platforms: ['shopify'], since: null },
    ]);
  });
});

describe('what a platform will show', () => {
  it('is the new price, and its own stock moved by the difference', () => {
    const listing = productListing({ expectedQuantity: 3_000 });
    const expected = expectedThere(productRow(), listing, { price: 90_000, stock: { counted: 7_000 } });
    expect(expected).toEqual({ price: 90_000, quantity: 5_000, otherCurrency: false });
  });

  it('is its own price where that is in another currency, and no count where it keeps none', () => {
    const listing = productListing({ currency: 'USD', expectedQuantity: null });
    const expected = expectedThere(productRow(), listing, { price: 90_000, stock: { delta: 1_000 } });
    expect(expected).toEqual({ price: 100_000, quantity: null, otherCurrency: true });
  });
});

describe('what becomes of an edit that is saved', () => {
  const listings = [productListing()];
  const shop = (state: ShopStatus['state']): ShopStatus => ({
    shopId: 1,
    platform: 'shopify',
    title: 'Web shop',
    storeId: 1 as ShopStatus['storeId'],
    state,
    lastSuccess: null,
    waiting: 1,
    waitingSince: null,
    parked: 0,
    conflicts: 0,
    unread: 0,
    callsToday: 0,
    callsSaved: 0,
    quota: { limit: null, used: 0, toppedUp: 0, level: 'ok', resetsAt: null },
    progress: null,
    nextTryAt: null,
    problem: null,
  });
  const status = (part: Partial<SyncStatus> = {}): SyncStatus => ({
    connection: 'online',
    since: '2026-11-21T07:00:00.000Z',
    paused: false,
    pausedSince: null,
    waiting: 1,
    waitingSince: null,
    parked: 0,
    conflicts: 0,
    lastSettled: null,
    owner: true,
    shops: [shop('active')],
    office: {
      state: 'none',
      lastSuccess: null,
      waiting: 0,
      waitingSince: null,
      parked: 0,
      progress: null,
      problem: null,
    },
    ...part,
  });

  it.each([
    ['sending', status()],
    ['sending', null],
    ['offline', status({ connection: 'offline' })],
    ['offline', status({ connection: 'captive', paused: true })],
    ['paused', status({ paused: true })],
    ['paused', status({ shops: [shop('paused')] })],
    ['signIn', status({ shops: [shop('sign-in')] })],
    ['resting', status({ shops: [shop('resting')] })],
  ] satisfies [Outlook, SyncStatus | null][])('is told as %s', (outlook, sync) => {
    expect(outlookOf(sync, { listings, changes: 1, waiting: 1 })).toBe(outlook);
  });

  it('has arrived only when nothing of it waits', () => {
    expect(outlookOf(status({ connection: 'offline' }), { listings, changes: 2, waiting: 0 })).toBe('sent');
  });

  it('goes nowhere without a listing', () => {
    expect(outlookOf(status(), { listings: [], changes: 0, waiting: 0 })).toBe('onlyHere');
    expect(outlookOf(status(), { listings, changes: 0, waiting: 0 })).toBe('nothingToSend');
  });
});

describe('the preview of many changes', () => {
  it('has a line for each field, and first those that deserve a second look', () => {
    const lines = reviewLines([
      { row: productRow({ id: 1 }), draft: { price: 90_000, name: 'Green tea' } },
      { row: productRow({ id: 2, unitCost: 80_000 }), draft: { price: 70_000 } },
      { row: productRow({ id: 3 }), draft: { price: 40_000 } },
      { row: productRow({ id: 4 }), draft: { stock: { delta: -6_000 } } },
    ]);
    expect(lines.map(({ row, field, warning, change }) => [row.id, field, warning, change])).toEqual([
      [2, 'price', 'belowCost', -0.3],
      [3, 'price', 'large', -0.6],
      [4, 'stock', 'belowZero', null],
      [1, 'name', null, null],
      [1, 'price', null, -0.1],
    ]);
  });
});
