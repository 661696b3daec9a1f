/** A product and a listing for tests; what matters to a test is given. */
import type { ProductListing, ProductRow } from '#shared/contract/index.ts';
import type { ProductId } from '#shared/domain/ids.ts';

export function productRow(part: Partial<Omit<ProductRow, 'id'>> & { readonly id?: number } = {}): ProductRow {
  return {
    code: 'A1',
    name: 'Tea',
    category: null,
    price: 100_000,
    unitCost: null,
    currency: 'CNY',
    stock: 5_000,
    countedAt: null,
    unitsSold: 0,
    netSales: 0,
    listings: [],
    ...part,
    id: (part.id ?? 1) as ProductId,
  };
}

export function productListing(part: Partial<ProductListing> = {}): ProductListing {
  return {
    shopId: 1,
    platform: 'shopify',
    shop: 'Web shop',
    listingId: 'L1',
    state: 'same',
    price: 100_000,
    currency: 'CNY',
    quantity: 5_000,
    title: 'Tea',
    saidAt: '2026-11-21T07:00:00.000Z',
    expectedPrice: 100_000,
    expectedQuantity: 5_000,
    expectedTitle: 'Tea',
    waitingSince: null,
    ...part,
  };
}
