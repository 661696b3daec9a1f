/** The chain's stores. Files make them; staff may name them and set their zone and currency. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { businessDate, currencyCode, storeId } from './primitives.ts';

export const store = z.object({
  id: storeId,
  /** What files call it: a number, a code or its name. */
  code: z.string(),
  name: z.string(),
  timeZone: z.string(),
  currency: currencyCode.nullable(),
  country: z.string().nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  openedOn: businessDate.nullable(),
});
export type Store = z.infer<typeof store>;

export const storesContract = {
  list: oc
    .route({ method: 'GET', path: '/stores', tags: ['Stores'], summary: 'All stores by name' })
    .output(z.object({ stores: z.array(store) })),
  update: oc
    .route({ method: 'PATCH', path: '/stores/{id}', tags: ['Stores'], summary: 'Rename a store' })
    .input(z.object({ id: z.coerce.number().pipe(storeId), name: z.string().trim().min(1).max(120) }))
    .output(store),
};
