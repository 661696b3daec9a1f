/** Prices. The discount price is said along, for AliExpress takes it away where it is left out. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import type { PlatformContext, PushOf, PushOutcome } from '../../../platform/index.ts';
import { readListingId } from '../listing-id.ts';
import { read } from '../request.ts';
import { batchApi, pushBatch } from './batch.ts';

const priceApi = batchApi('aliexpress.solution.batch.product.price.update');

/** Prices have two decimals. */
const cents = (price: number): string => moneyToDecimal(Math.round(price / 100) * 100).slice(0, -2);

export function pushPrices(
  context: PlatformContext,
  items: readonly PushOf<'price'>[],
): Promise<readonly PushOutcome[]> {
  return pushBatch(context, priceApi, items, ({ listingId, price }, sku) => {
    const discounted = read.count(sku.sku_discount_price, 10_000, 'sku_discount_price');
    return {
      sku_code: readListingId(listingId).code ?? '',
      price: cents(price),
      // One that is no discount any more is refused.
      ...(discounted !== null && discounted < price ? { discount_price: cents(discounted) } : {}),
    };
  });
}
