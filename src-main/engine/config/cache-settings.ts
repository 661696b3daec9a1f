/** The settings of the cache and of the Redis that PCs may share. Lifetimes are in seconds. */
import { z } from 'zod';
import { isRedisAddress } from './redis-address.ts';

const HOUR = 3_600;
const YEAR = 365 * 24 * HOUR;

function lifetime(hours: number, what: string) {
  return z
    .int()
    .min(1)
    .max(YEAR)
    .default(hours * HOUR)
    .describe(`How long ${what} count as fresh, in seconds.`);
}

export const cacheSettings = {
  memoryMegabytes: z
    .int()
    .min(0)
    .max(65_536)
    .default(0)
    .describe(
      'The memory that cached answers may take, in MB. `0`: chosen by the number of stores (256 below 20, 512 up to 50, 1024 up to 100, 2048 above).',
    ),
  diskMegabytes: z
    .int()
    .min(16)
    .max(1_000_000)
    .default(1_024)
    .describe('The most that the cache takes on disk, in MB.'),
  diskDeadline: z
    .int()
    .min(5)
    .max(60_000)
    .default(25)
    .describe(
      'How long a read may wait for the cache on disk before the database is asked instead, in milliseconds. More where the disk is slow, and the database on another one.',
    )
    .meta({ restart: true }),
  ordersTtl: lifetime(24, "a store's orders of a month (L1)"),
  aggregatesTtl: lifetime(6, "one store's figures (L2)"),
  diagnosisTtl: lifetime(1, 'figures of several stores (L3)'),
  orderDetailTtl: lifetime(48, 'single orders (L4)'),
  orderSearchTtl: lifetime(48, 'searches for orders (L4)'),
  trackingTtl: lifetime(6, 'the tracking of shipments (L4)'),
  jitter: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.1)
    .describe('The share of its lifetime by which an answer may live shorter, so that not all end at once.'),
  grace: z
    .int()
    .min(0)
    .max(YEAR)
    .default(24 * HOUR)
    .describe(
      'How long past its lifetime an answer may be shown, marked as old, while no newer one can be had, in seconds.',
    ),
  earlyRefresh: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .describe(
      'How eagerly answers are refreshed before they end; answers that take long to make, earlier. `0`: never.',
    ),
};

export const redisSettings = {
  url: z
    .string()
    .refine((url) => url === '' || isRedisAddress(url), {
      error: 'not an address of Redis',
      params: { 'zh-CN': '不是 Redis 地址' },
    })
    .default('')
    .describe(
      'The Redis that the PCs of a shop or chain share: `redis://host:6379/0`, `rediss://…` for TLS, `redis-sentinel://host:26379,host:26379/master-name/0`, or `redis-cluster://host:7000,host:7001`. Empty: none. Everything works without it.',
    )
    .meta({ restart: true }),
  username: z.string().default('').describe('The user name at Redis, where it wants one.').meta({ restart: true }),
  password: z
    .string()
    .default('')
    .describe('The password at Redis. Better given by the environment than kept in the file.')
    .meta({ restart: true }),
  chain: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .default('mendian')
    .describe('The name that begins all keys: PCs of one chain have the same.')
    .meta({ restart: true }),
  dataSet: z
    .string()
    .regex(/^[\w.-]{0,64}$/)
    .default('')
    .describe(
      'PCs whose databases hold the same data may say so by the same name here; they then share figures too. Empty: this PC shares only what comes from platforms.',
    )
    .meta({ restart: true }),
};
