/**
 * Listings. All of them come variant by variant in the order of their ids, which nothing changes. Those that changed come by
 * product, for a product's time of change covers its title, its status and its variants alike.
 */
import type { Fields, Page, PageRequest, PlatformContext, RemoteListing } from '../../platform/index.ts';
import { gid, readListingId } from './ids.ts';
import { mapVariant, PRODUCT_FIELDS, VARIANT_FIELDS } from './map-listing.ts';
import { changedWithin, connectionOf } from './orders.ts';
import { graphqlApi, read } from './request.ts';

/** Three objects for each variant: 750 of the 1,000 points that one query may reserve. */
const VARIANTS_A_PAGE = 250;
const PRODUCTS_A_PAGE = 15;
/** Variants that come with a product; most products have fewer. */
const FIRST_VARIANTS = 20;
/** As many as are read by their ids in one call. */
export const READ_BATCH = 250;

const variantsApi = graphqlApi({
  name: 'productVariants',
  cost: () => 5 + VARIANTS_A_PAGE * 3,
  document: () => `query productVariants($first: Int!, $after: String, $query: String) {
    shop { currencyCode }
    productVariants(first: $first, after: $after, query: $query, sortKey: ID) {
      pageInfo { hasNextPage endCursor }
      nodes { ${VARIANT_FIELDS} product { ${PRODUCT_FIELDS} } }
    }
  }`,
  variables: ({ after, query }: { readonly after: string | null; readonly query: string | null }) => ({
    first: VARIANTS_A_PAGE,
    after,
    query,
  }),
  read(data): Page<RemoteListing> {
    const { nodes, next } = connectionOf(data.productVariants);
    const currency = currencyOf(data);
    return { items: nodes.map((variant) => mapVariant(variant, read.fields(variant.product), currency)), next };
  },
});

const productsApi = graphqlApi({
  name: 'products',
  cost: () => 5 + PRODUCTS_A_PAGE * (3 + FIRST_VARIANTS * 2),
  document: () => `query products($first: Int!, $after: String, $query: String) {
    shop { currencyCode }
    products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo { hasNextPage endCursor }
      nodes { ${PRODUCT_FIELDS} variants(first: ${FIRST_VARIANTS}) { pageInfo { hasNextPage } nodes { ${VARIANT_FIELDS} } } }
    }
  }`,
  variables: ({ after, query }: { readonly after: string | null; readonly query: string }) => ({
    first: PRODUCTS_A_PAGE,
    after,
    query,
  }),
  read: (data) => ({ ...connectionOf(data.products), currency: currencyOf(data) }),
});

const nodesApi = graphqlApi({
  name: 'nodes',
  cost: (ids: readonly string[]) => 2 + ids.length * 3,
  document: () => `query nodes($ids: [ID!]!) {
    shop { currencyCode }
    nodes(ids: $ids) { ... on ProductVariant { ${VARIANT_FIELDS} product { ${PRODUCT_FIELDS} } } }
  }`,
  variables: (ids) => ({ ids: ids.map((listingId) => gid('ProductVariant', readListingId(listingId).variant)) }),
  // One that is gone is null in the list.
  read: (data) =>
    read.list(data.nodes).map((variant) => mapVariant(variant, read.fields(variant.product), currencyOf(data))),
});

function currencyOf(data: Fields): string {
  return read.id(read.fields(data.shop).currencyCode, 'currencyCode');
}

export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  if (from <= 0) return context.call(variantsApi, { after: cursor, query: null });
  const { nodes, next, currency } = await context.call(productsApi, { after: cursor, query: changedWithin(from, to) });
  const items: RemoteListing[] = [];
  for (const product of nodes) {
    const { nodes: variants } = connectionOf(product.variants);
    const isAll = !read.yes(read.fields(read.fields(product.variants).pageInfo).hasNextPage);
    if (isAll) items.push(...variants.map((variant) => mapVariant(variant, product, currency)));
    else items.push(...(await readAllVariants(context, product)));
  }
  return { items, next };
}

async function readAllVariants(context: PlatformContext, product: Fields): Promise<readonly RemoteListing[]> {
  const id = read.id(product.id, 'product.id');
  const query = `product_id:${id.slice(id.lastIndexOf('/') + 1)}`;
  const items: RemoteListing[] = [];
  let after: string | null = null;
  do {
    const page: Page<RemoteListing> = await context.call(variantsApi, { after, query });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

export function readListingsById(context: PlatformContext, ids: readonly string[]): Promise<readonly RemoteListing[]> {
  return context.call(nodesApi, ids);
}
