/** Connecting a shop: what a platform asks for, and what a test of it finds. */
import { z } from 'zod';
import { reason } from './primitives.ts';
import { changeKind } from './sync-changes.ts';

export const platformForm = z.object({
  platform: z.string(),
  fields: z.array(z.object({ name: z.string(), secret: z.boolean(), required: z.boolean() })),
  push: z.array(changeKind),
  webhooks: z.boolean(),
});
export type PlatformForm = z.infer<typeof platformForm>;

/** What a connection test found, step by step; the first that failed says what is wrong. */
export const connectionTest = z.object({
  ok: z.boolean(),
  steps: z.array(
    z.object({
      step: z.enum(['network', 'clock', 'signature', 'access', 'shop', 'orders', 'listings']),
      outcome: z.enum(['ok', 'failed', 'skipped']),
      problem: reason.nullable(),
    }),
  ),
  shop: z.object({ shopId: z.string(), title: z.string(), currency: z.string().nullable() }).nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTest>;

/** Secrets belong into the credentials, and paths are put behind it. */
function isPlainAddress({ username, password, search, hash }: URL): boolean {
  return username === '' && password === '' && search === '' && hash === '';
}

/** What a shop is reached with; never given out. */
export const shopAccess = z.object({
  platform: z.string().max(40),
  /** Another address than the platform's own: a gateway, a stand-in. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .refine((url) => !URL.canParse(url) || isPlainAddress(new URL(url)), {
      error: 'an address without a name, a password, a question or a mark in it',
      params: { 'zh-CN': '地址中不能带有用户名、密码、查询参数或锚点' },
    })
    .optional(),
  credentials: z.record(z.string().max(60), z.string().max(4_000)),
});
