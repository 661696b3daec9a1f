/** A title is the product's: it changes for all of its variants. */
import type { PlatformContext, PushOf, PushOutcome } from '../../../platform/index.ts';
import { gid, readListingId } from '../ids.ts';
import { errorsOf, mutationApi, outcomeOf } from './mutations.ts';

const titleApi = mutationApi('productUpdate', 'userErrors { field message }');

export async function pushTitles(
  context: PlatformContext,
  items: readonly PushOf<'title'>[],
): Promise<readonly PushOutcome[]> {
  const payloads = await context.call(
    titleApi,
    items.map(({ listingId, title }) => ({
      arguments: {
        product: { type: 'ProductUpdateInput', value: { id: gid('Product', readListingId(listingId).product), title } },
      },
    })),
  );
  return items.map(({ changeId }, n) => outcomeOf(changeId, errorsOf(payloads[n] ?? {})[0]));
}
