/**
 * Listings. All of them come variant by variant in the order of their ids, which nothing changes. Those that changed come by
 * product, for a product's time of change covers its title, its status and its variants alike.
 */
import {
  type Fields,
  type Listed,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteListing,
  readEach,
  readWithin,
  type SaidPage,
} from '../../platform/index.ts';
import { placeAfter, readPlace } from './deep-list.ts';
import { gid, idOfGid, readListingId } from './ids.ts';
import { mapVariant, nameVariant, PRODUCT_FIELDS, type SaidVariant, VARIANT_FIELDS } from './map-listing.ts';
import { changedWithin, connectionOf, lastChange, timeText } from './orders.ts';
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
  read(data): SaidPage<SaidVariant> {
    const { nodes, next } = connectionOf(data.productVariants, 'productVariants');
    return { items: withProducts(nodes, currencyOf(data)), next };
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
  read: (data) => ({ ...connectionOf(data.products, 'products'), currency: currencyOf(data) }),
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
  read: (data) => withProducts(read.list(data.nodes, 'nodes'), currencyOf(data)),
});

function currencyOf(data: Fields): string {
  return read.currency(read.fields(data.shop).currencyCode, 'currencyCode');
}

function withProducts(variants: readonly Fields[], currency: string): readonly SaidVariant[] {
  return variants.map((variant) => ({ variant, product: read.fields(variant.product), currency }));
}

export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  const place = readPlace(cursor);
  const { since, after } = place;
  if (from <= 0) {
    const query = since === null ? null : `id:>=${since}`;
    const { items, next } = await context.call(variantsApi, { after, query });
    const last = read.text(items.at(-1)?.variant.id);
    const page = { count: items.length, next, last: last && idOfGid(last) };
    return { ...(await readEach(items, nameVariant, mapVariant)), next: placeAfter(place, page) };
  }
  const query = changedWithin(since ?? timeText(from), to);
  const { nodes, next, currency } = await context.call(productsApi, { after, query });
  const listed = await readWithin(nodes, nameProduct, async (product) =>
    readEach(await readVariants(context, product, currency), nameVariant, mapVariant),
  );
  return { ...listed, next: placeAfter(place, { count: nodes.length, next, last: lastChange(nodes) }) };
}

function nameProduct(product: Fields) {
  return { id: null, shown: read.text(product.id) ?? '' };
}

async function readVariants(
  context: PlatformContext,
  product: Fields,
  currency: string,
): Promise<readonly SaidVariant[]> {
  const { nodes } = connectionOf(product.variants, 'variants');
  const isAll = !read.yes(read.fields(read.fields(product.variants).pageInfo).hasNextPage);
  if (isAll) return nodes.map((variant) => ({ variant, product, currency }));
  const query = `product_id:${idOfGid(read.id(product.id, 'product.id'))}`;
  const variants: SaidVariant[] = [];
  let after: string | null = null;
  do {
    const page: SaidPage<SaidVariant> = await context.call(variantsApi, { after, query });
    variants.push(...page.items);
    after = page.next;
  } while (after !== null);
  return variants;
}

export async function readListingsById(
  context: PlatformContext,
  ids: readonly string[],
): Promise<Listed<RemoteListing>> {
  return readEach(await context.call(nodesApi, ids), nameVariant, mapVariant);
}
