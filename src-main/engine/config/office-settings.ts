/** The settings of the head office: a PostgreSQL where the computers of a chain meet. */
import { z } from 'zod';
import { isOfficeAddress } from './office-address.ts';

const address = (what: string) =>
  z
    .string()
    .refine((url) => url === '' || isOfficeAddress(url), {
      error: 'not an address of PostgreSQL (a password stands apart, in `office.password`)',
      params: { 'zh-CN': '不是 PostgreSQL 地址（密码请写在 `office.password` 中）' },
    })
    .default('')
    .describe(what)
    .meta({ restart: true });

export const officeSettings = {
  url: address(
    "The head office's PostgreSQL: `postgres://host:5432/database`, with `user@` before the host if you like. Empty: none. Everything works without it. Emptied and filled in again, everything is compared anew.",
  ),
  replicaUrl: address(
    'A copy of it that may be read instead, as for `office.url`; it may lag behind. Empty: the server itself is read.',
  ),
  user: z
    .string()
    .max(200)
    .default('')
    .describe('The user name there, where the address does not say it.')
    .meta({ restart: true }),
  password: z
    .string()
    .max(1_000)
    .default('')
    .describe('The password there. Better given by the environment than kept in the file.')
    .meta({ restart: true }),
  tls: z
    .boolean()
    .default(false)
    .describe('Whether the connection is encrypted; the certificate must be one that this computer trusts.')
    .meta({ restart: true }),
  role: z
    .enum(['store', 'office'])
    .default('store')
    .describe(
      "`store`: this computer takes part in its own stores. `office`: it has all stores' data, and what it says of stores and products holds for all.",
    )
    .meta({ restart: true }),
  stores: z
    .array(z.string().min(1).max(200))
    .default([])
    .describe(
      'Codes of stores that this computer belongs to besides those that it has: a second computer of a store names it here and gets its data.',
    )
    .meta({ restart: true }),
  sendContacts: z
    .boolean()
    .default(false)
    .describe("Whether customers' names, telephone numbers and addresses are sent to the head office."),
  mayMigrate: z
    .boolean()
    .default(false)
    .describe("Whether this computer may make the head office's tables, and bring them up to date after an update.")
    .meta({ restart: true }),
  everySeconds: z.int().min(5).max(86_400).default(30).describe('Seconds from one exchange to the next.'),
};
