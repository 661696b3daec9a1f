/** Rights that one computer of the chain at a time holds, by the server's clock alone. */
import type { LeaseStore } from '../../../resilience/index.ts';
import type { OfficePool } from '../pool.ts';

/** A claim that has run out is anybody's; the number goes up when it goes to another one. */
const TAKE = `INSERT INTO mendian.claim AS c (name, holder, fence, until)
  VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
  ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until,
    fence = c.fence + (c.holder <> excluded.holder)::int
  WHERE c.holder = excluded.holder OR c.until < clock_timestamp()
  RETURNING fence::int`;
const HELD = `SELECT holder, greatest(1, extract(epoch FROM until - clock_timestamp()) * 1000)::int AS milliseconds
  FROM mendian.claim WHERE name = $1`;
const KEEP = `UPDATE mendian.claim SET until = clock_timestamp() + $3 * interval '1 millisecond'
  WHERE name = $1 AND holder = $2 AND until >= clock_timestamp()`;
/** Who had it last stays known. */
const LEAVE = `UPDATE mendian.claim SET holder = coalesce($3, holder), until = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE name = $1 AND holder = $2`;

/** Makes the office's place for leases. */
export function createOfficeClaims(pool: Pick<OfficePool, 'use'>): LeaseStore {
  return {
    take: ([name], token, lease) =>
      pool.use(async (client) => {
        const taken = await client.query<{ fence: number }>(TAKE, [name, token, lease]);
        if (taken.rows[0]) return { value: token, milliseconds: lease, fence: taken.rows[0].fence };
        const held = await client.query<{ holder: string; milliseconds: number }>(HELD, [name]);
        const { holder = '', milliseconds = 1 } = held.rows[0] ?? {};
        return { value: holder, milliseconds, fence: 0 };
      }),
    keep: (name, token, milliseconds) =>
      pool.use(async (client) => (await client.query(KEEP, [name, token, milliseconds])).rowCount === 1),
    async leave(name, token, left) {
      await pool.use((client) => client.query(LEAVE, [name, token, left?.value ?? null, left?.milliseconds ?? -1]));
    },
  };
}
