/** The building blocks of the contract: every area is made of these. */
import { z } from 'zod';
import { dayNumber } from '../domain/business-date.ts';
import { ERROR_CODES } from '../domain/error-codes.ts';
import type { FileGrantId, ImportId, OrderId, ProductId, StoreId } from '../domain/ids.ts';

const id = () => z.int().positive();
export const storeId = id().transform((value) => value as StoreId);
export const orderId = id().transform((value) => value as OrderId);
export const productId = id().transform((value) => value as ProductId);
export const importId = id().transform((value) => value as ImportId);
export const fileGrantId = z
  .string()
  .min(8)
  .max(64)
  .transform((value) => value as FileGrantId);

/** `YYYY-MM-DD`, a day that exists. */
export const businessDate = z.string().refine((value) => dayNumber(value) !== null, {
  error: 'not a calendar day',
  params: { 'zh-CN': '不是有效的日期' },
});
/** A UTC instant, ISO 8601 with `Z`. */
export const instant = z.iso.datetime();
/** An integer count of 1/10,000 of the currency unit (shared/domain/money.ts). */
export const money = z.number();
/** An integer count of 1/1,000 (shared/domain/quantity.ts). */
export const quantity = z.number();
/** ISO 4217, three capital letters. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

/** Which stores: every store there is, or these. */
export const storeScope = z.union([z.literal('all'), z.array(storeId).min(1).max(2_000)]);

/** A reason that can be shown: a code with what fills its sentence. */
export const reason = z.object({
  code: z.enum(ERROR_CODES),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Reason = z.infer<typeof reason>;
export type StoreScope = z.infer<typeof storeScope>;
