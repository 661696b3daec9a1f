/** Products and stock as a store has them, and staff's edits of them. Every edit works offline and is sent later. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { currencyCode, instant, money, productId, quantity, reason, storeId } from './primitives.ts';

/** How a product stands on one shop of a platform. */
export const listingState = z.enum(['same', 'waiting', 'parked', 'conflict', 'off-sale']);
export type ListingState = z.infer<typeof listingState>;

export const productListing = z.object({
  shopId: z.int(),
  platform: z.string(),
  shop: z.string(),
  listingId: z.string(),
  state: listingState,
  /** What the platform said last. */
  price: money,
  currency: currencyCode,
  quantity: quantity.nullable(),
  title: z.string(),
  saidAt: instant,
  /** What it will be once everything that waits has been sent. */
  expectedPrice: money,
  expectedQuantity: quantity.nullable(),
  expectedTitle: z.string(),
  /** Since when something waits; null: nothing does. */
  waitingSince: instant.nullable(),
});
export type ProductListing = z.infer<typeof productListing>;

export const productRow = z.object({
  id: productId,
  code: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  price: money.nullable(),
  unitCost: money.nullable(),
  currency: currencyCode.nullable(),
  /** In the store that is looked at; null: never counted there. */
  stock: quantity.nullable(),
  countedAt: instant.nullable(),
  /** In the last 30 days, in that store. */
  unitsSold: quantity,
  netSales: money,
  listings: z.array(productListing),
});
export type ProductRow = z.infer<typeof productRow>;

/** A billion pieces: what several such edits add up to is still counted exactly. */
const MOST_STOCK = 1_000_000_000_000;

/** One edit of one product; what is left out stays as it is. */
export const productEdit = z
  .object({
    productId,
    /** The new price, here and on every listing of the store's shops. */
    price: money.int().min(0).optional(),
    name: z.string().trim().min(1).max(500).optional(),
    /** How many more or fewer there are (1/1,000): what several people do at once adds up. */
    stockDelta: quantity.int().min(-MOST_STOCK).max(MOST_STOCK).optional(),
    /** What was counted (1/1,000): turned into the difference from what is on record when it is saved. */
    stockCounted: quantity.int().min(0).max(MOST_STOCK).optional(),
    /** Only these shops; every shop of the store when left out. */
    shopIds: z.array(z.int()).optional(),
  })
  .refine(({ stockDelta, stockCounted }) => stockDelta === undefined || stockCounted === undefined, {
    error: 'either a difference or a count',
    params: { 'zh-CN': '差额与盘点数只能填一个' },
  });
export type ProductEdit = z.infer<typeof productEdit>;

export const productSort = z.enum(['code', 'name', 'price', 'stock', 'unitsSold', 'netSales']);

const tags = ['Products'];
export const productsContract = {
  list: oc
    .route({ method: 'GET', path: '/products', tags, summary: 'Products of a store with stock, sales and platforms' })
    .input(
      z.object({
        storeId: z.coerce.number().pipe(storeId),
        search: z.string().trim().max(200).optional(),
        state: listingState.optional(),
        sort: productSort.default('code'),
        descending: z.stringbool().or(z.boolean()).default(false),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        /** Of the page before; left out: from the beginning. */
        cursor: z.string().max(500).optional(),
      }),
    )
    .output(z.object({ products: z.array(productRow), total: z.int(), next: z.string().nullable() })),
  /** All of the edits or none: they are one step for undo. Answered after they are on the disk. */
  edit: oc
    .route({
      method: 'POST',
      path: '/products/edits',
      tags,
      summary: 'Edit products; saved at once, sent when possible',
    })
    .input(z.object({ storeId, edits: z.array(productEdit).min(1).max(2_000) }))
    .output(z.object({ editId: z.string(), changes: z.int(), savedAt: instant })),
  /** What is not sent yet is taken back; for what is, the opposite is sent. */
  undo: oc
    .route({ method: 'POST', path: '/products/edits/{editId}/undo', tags, summary: 'Undo an edit' })
    .input(z.object({ editId: z.uuid() }))
    .output(z.object({ editId: z.string(), changes: z.int(), savedAt: instant })),
  edits: oc
    .route({ method: 'GET', path: '/products/edits', tags, summary: 'Edits of a store, the newest first' })
    .input(
      z.object({
        storeId: z.coerce.number().pipe(storeId),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        edits: z.array(
          z.object({
            editId: z.string(),
            at: instant,
            products: z.int(),
            changes: z.int(),
            waiting: z.int(),
            undoable: z.boolean(),
            /** Why it cannot be undone. */
            reason: reason.nullable(),
          }),
        ),
      }),
    ),
};
