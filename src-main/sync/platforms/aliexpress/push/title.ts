/** A product's title in its main language; the titles in its other languages are said along, so that they stay. */
import { AppError } from '#shared/domain/app-error.ts';
import { done, type PlatformContext, type PushOf, type PushOutcome, pushGroups } from '../../../platform/index.ts';
import { readListingId } from '../listing-id.ts';
import { mainLanguage, type Subject, subjectsOf } from '../map-listing.ts';
import { readProducts } from '../products.ts';
import { openResult, syncApi } from '../request.ts';

const editApi = syncApi(
  'aliexpress.solution.product.edit',
  ({ product, subjects }: { readonly product: string; readonly subjects: readonly Subject[] }) => ({
    edit_product_request: `{"product_id":${product},"multi_language_subject_list":${JSON.stringify(subjects)}}`,
  }),
  openResult,
  { writes: true },
);

export function pushTitles(
  context: PlatformContext,
  items: readonly PushOf<'title'>[],
): Promise<readonly PushOutcome[]> {
  return pushGroups(
    items.map((item) => [item]),
    async ([item]) => {
      if (!item) return [];
      const { product } = readListingId(item.listingId);
      const details = (await readProducts(context, [product])).get(product);
      if (details instanceof AppError) throw details;
      const subjects = subjectsOf(details ?? {});
      const language = mainLanguage(subjects);
      const others = subjects.filter((subject) => subject.language !== language);
      await context.call(editApi, { product, subjects: [{ language, subject: item.title }, ...others] });
      return [done(item)];
    },
  );
}
