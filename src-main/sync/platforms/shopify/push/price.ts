/** Prices are set product by product; a product's rows fail one by one, and the others are set all the same. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import { type Fields, groupBy, type PlatformContext, type PushOf, type PushOutcome } from '../../../platform/index.ts';
import { gid, readListingId } from '../ids.ts';
import { read } from '../request.ts';
import { errorsOf, mutationApi, outcomeOf } from './mutations.ts';

const pricesApi = mutationApi('productVariantsBulkUpdate', 'userErrors { field message code }');

export async function pushPrices(
  context: PlatformContext,
  items: readonly PushOf<'price'>[],
): Promise<readonly PushOutcome[]> {
  const products = groupBy(items, ({ listingId }) => readListingId(listingId).product, items.length);
  const payloads = await context.call(
    pricesApi,
    products.map((rows) => ({
      arguments: {
        productId: { type: 'ID!', value: gid('Product', readListingId(rows[0]?.listingId ?? '').product) },
        variants: { type: '[ProductVariantsBulkInput!]!', value: rows.map(rowOf) },
        allowPartialUpdates: { type: 'Boolean', value: true },
      },
    })),
  );
  return products.flatMap((rows, n) => {
    const errors = errorsOf(payloads[n] ?? {});
    return rows.map(({ changeId }, row) =>
      outcomeOf(
        changeId,
        errors.find((error) => concerns(error, row)),
      ),
    );
  });
}

function rowOf({ listingId, price }: PushOf<'price'>) {
  return { id: gid('ProductVariant', readListingId(listingId).variant), price: moneyToDecimal(price) };
}

/** An error's field is a path such as `["variants", "0", "price"]`; one without a row concerns the product as a whole. */
function concerns(error: Fields, row: number): boolean {
  const [start, place] = Array.isArray(error.field) ? error.field : [];
  return start !== 'variants' || place === undefined || read.text(place) === String(row);
}
