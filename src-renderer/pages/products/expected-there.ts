/** What a platform will show once everything that waits, and what is being typed, has been sent. */
import type { ProductListing, ProductRow } from '#shared/contract/index.ts';
import { type Draft, stockAfter } from './draft.ts';

export interface Expected {
  readonly price: number;
  /** Null: the platform keeps no count. */
  readonly quantity: number | null;
  /** The draft's price is in another currency, so it is not taken there. */
  readonly otherCurrency: boolean;
}

export function expectedThere(row: ProductRow, listing: ProductListing, { price, stock }: Draft): Expected {
  const otherCurrency = row.currency !== null && row.currency !== listing.currency;
  const difference = stock === undefined ? 0 : stockAfter(row.stock, stock) - (row.stock ?? 0);
  return {
    price: price === undefined || otherCurrency ? listing.expectedPrice : price,
    quantity: listing.expectedQuantity === null ? null : listing.expectedQuantity + difference,
    otherCurrency: price !== undefined && otherCurrency,
  };
}
