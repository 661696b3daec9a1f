/** The root fields that write. Errors of the trade stand in the payload; a missing idempotency key is an error of the query. */
import { GraphQLError, type GraphQLResolveInfo, getDirectiveValues } from 'graphql';
import type { FakeShop } from '../index.ts';
import { createIdempotency } from './idempotency.ts';
import { schema } from './schema.ts';
import { idOf, LOCATION, type Views, variantOf } from './views.ts';

/** What a request is carried out with: gives the code with which its next row fails, or null. */
export interface RequestContext {
  nextFailure(): string | null;
}

interface UserError {
  readonly field: readonly string[];
  readonly message: string;
  readonly code: string;
}

interface Change {
  readonly delta: number;
  readonly inventoryItemId: string;
  readonly locationId: string;
  readonly changeFromQuantity?: number | null;
}

const problem = (code: string, ...field: readonly string[]): UserError => ({
  code,
  field,
  message: `${code} (${field.join('.')})`,
});
const LONGEST_TITLE = 255;
const HIGHEST_QUANTITY = 1_000_000_000;

export function createMutations(shop: FakeShop, views: Views, now: () => number) {
  const idempotency = createIdempotency(now);
  const listingOfItem = (text: string) => shop.listingByVariantId(variantOf(idOf(text)));

  function keyOf(info: GraphQLResolveInfo): string {
    const directive = schema.getDirective('idempotent');
    const [field] = info.fieldNodes;
    const values = directive && field ? getDirectiveValues(directive, field, info.variableValues) : undefined;
    if (values?.key) return String(values.key);
    throw new GraphQLError(`The @idempotent directive is required for ${info.fieldName}.`, {
      extensions: { code: 'BAD_REQUEST' },
    });
  }

  function problemOfChange(change: Change, place: number): UserError | null {
    const field = ['input', 'changes', String(place)];
    const listing = listingOfItem(change.inventoryItemId);
    if (!listing) return problem('INVALID_INVENTORY_ITEM', ...field, 'inventoryItemId');
    if (idOf(change.locationId) !== LOCATION) return problem('INVALID_LOCATION', ...field, 'locationId');
    if (change.changeFromQuantity === undefined)
      return problem('CHANGE_FROM_QUANTITY_STALE', ...field, 'changeFromQuantity');
    if (change.changeFromQuantity !== null && change.changeFromQuantity !== listing.pieces) {
      return problem('CHANGE_FROM_QUANTITY_STALE', ...field, 'changeFromQuantity');
    }
    if (listing.pieces + change.delta > HIGHEST_QUANTITY)
      return problem('INVALID_QUANTITY_TOO_HIGH', ...field, 'delta');
    return null;
  }

  return {
    inventoryAdjustQuantities(
      { input }: { readonly input: { readonly changes: readonly Change[] } },
      context: RequestContext,
      info: GraphQLResolveInfo,
    ) {
      const key = keyOf(info);
      const userErrors = idempotency.once(key, JSON.stringify(input), () => {
        const failure = context.nextFailure();
        const problems = input.changes.map(problemOfChange).filter((found) => found !== null);
        if (failure) problems.push(problem(failure, 'input', 'changes', '0'));
        if (problems.length > 0) return problems;
        for (const { inventoryItemId, delta } of input.changes) {
          const { listingId } = listingOfItem(inventoryItemId)!;
          shop.write({ kind: 'stock', target: listingId, value: delta, idempotencyKey: key });
        }
        return [];
      });
      return {
        inventoryAdjustmentGroup:
          userErrors.length > 0 ? null : { id: `gid://shopify/InventoryAdjustmentGroup/${key}` },
        userErrors,
      };
    },

    productVariantsBulkUpdate(
      args: {
        readonly productId: string;
        readonly variants: readonly { readonly id: string; readonly price?: string }[];
        readonly allowPartialUpdates?: boolean;
      },
      context: RequestContext,
    ) {
      const variants = shop.listingsOfProduct(idOf(args.productId));
      if (variants.length === 0) return { userErrors: [problem('PRODUCT_DOES_NOT_EXIST', 'productId')] };
      const userErrors: UserError[] = [];
      const writes: (() => void)[] = [];
      for (const [row, { id, price }] of args.variants.entries()) {
        const field = ['variants', String(row)];
        const failure = context.nextFailure();
        const listing = variants.find(({ variantId }) => variantId === idOf(id));
        if (failure) userErrors.push(problem(failure, ...field));
        else if (!listing) userErrors.push(problem('PRODUCT_VARIANT_DOES_NOT_EXIST', ...field, 'id'));
        else if (Number(price) < 0) userErrors.push(problem('GREATER_THAN_OR_EQUAL_TO', ...field, 'price'));
        else {
          const value = Math.round(Number(price) * 10_000);
          writes.push(() => shop.write({ kind: 'price', target: listing.listingId, value, idempotencyKey: null }));
        }
      }
      if (userErrors.length === 0 || args.allowPartialUpdates) for (const write of writes) write();
      return { userErrors };
    },

    productUpdate(
      { product }: { readonly product: { readonly id: string; readonly title?: string } },
      context: RequestContext,
    ) {
      const [listing] = shop.listingsOfProduct(idOf(product.id));
      const { title = '' } = product;
      const failure = context.nextFailure();
      if (failure) return { userErrors: [problem(failure, 'title')] };
      if (!listing) return { userErrors: [problem('Product does not exist', 'id')] };
      if (title.trim() === '') return { userErrors: [problem("Title can't be blank", 'title')] };
      if (title.length > LONGEST_TITLE) return { userErrors: [problem('Title is too long', 'title')] };
      shop.write({ kind: 'title', target: listing.listingId, value: title, idempotencyKey: null });
      return { product: () => views.product(listing), userErrors: [] };
    },

    fulfillmentCreate(
      args: {
        readonly fulfillment: {
          readonly lineItemsByFulfillmentOrder: readonly { readonly fulfillmentOrderId: string }[];
          readonly trackingInfo?: { readonly company?: string; readonly number?: string };
        };
      },
      context: RequestContext,
    ) {
      const { lineItemsByFulfillmentOrder: lines, trackingInfo } = args.fulfillment;
      const order = shop.orderByRemoteId(idOf(lines[0]?.fulfillmentOrderId ?? ''));
      const failure = context.nextFailure();
      if (failure) return { userErrors: [problem(failure, 'fulfillment')] };
      if (!order) return { userErrors: [problem('Fulfillment order does not exist.', 'fulfillment')] };
      const [open] = views.order(order).fulfillmentOrders({ first: 1 }).nodes;
      if (open?.status !== 'OPEN') return { userErrors: [problem('Fulfillment order is not open.', 'fulfillment')] };
      const { number = '', company = '' } = trackingInfo ?? {};
      shop.write({ kind: 'fulfilment', target: order.number, value: number, carrier: company, idempotencyKey: null });
      return { userErrors: [] };
    },

    orderUpdate(
      { input }: { readonly input: { readonly id: string; readonly note?: string } },
      context: RequestContext,
    ) {
      const order = shop.orderByRemoteId(idOf(input.id));
      const failure = context.nextFailure();
      if (failure) return { userErrors: [problem(failure, 'note')] };
      if (!order) return { userErrors: [problem('Order does not exist', 'id')] };
      shop.write({ kind: 'order-note', target: order.number, value: input.note ?? '', idempotencyKey: null });
      return { userErrors: [] };
    },
  };
}
