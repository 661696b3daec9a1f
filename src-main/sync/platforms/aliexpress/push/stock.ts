/**
 * Stock can only be set. What is there is read right before, so that what was sold since it was last said is not put back; and a
 * change whose answer was lost must be read back before it is sent again, for setting it twice would count it twice.
 */
import { type PlatformContext, type PushOf, type PushOutcome, wholePieces } from '../../../platform/index.ts';
import { readListingId } from '../listing-id.ts';
import { read } from '../request.ts';
import { batchApi, pushBatch } from './batch.ts';

const inventoryApi = batchApi('aliexpress.solution.batch.product.inventory.update');

export function pushStock(
  context: PlatformContext,
  items: readonly PushOf<'stock'>[],
): Promise<readonly PushOutcome[]> {
  return pushBatch(context, inventoryApi, items, ({ listingId, delta }, sku) => ({
    sku_code: readListingId(listingId).code ?? '',
    // Fewer than none cannot be said.
    inventory: Math.max(0, read.whole(sku.ipm_sku_stock, 'ipm_sku_stock') + wholePieces('aliexpress', delta)),
  }));
}
