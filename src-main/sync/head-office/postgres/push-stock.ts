/**
 * Counts stock: each movement once by its id, and each state of a listing once by what it is, whichever computer tells it. Who
 * pushes for the same store takes turns.
 */
import type { PoolClient } from 'pg';
import type { OfficeLevel, OfficeWriter, ToldTotal } from '../office.ts';
import { LOCK_STORES } from './lock-space.ts';
import { LEVEL_JSON } from './rows.ts';

/** A movement has an id, a listing none. */
const STOCK = `jsonb_to_recordset($1::jsonb) AS r(id uuid, store text, product text, delta bigint, named int, listings jsonb,
  platform text, shop text, listing text, quantity bigint, at bigint, base bigint)`;
const COUNTED = 'store_code, platform, shop, listing, product_code, quantity, at, origin';

const FIRSTS = `WITH taken AS (
    INSERT INTO mendian.stock_level (store_code, product_code, quantity, first_id, origin)
    SELECT r.store, r.product, r.delta, r.id, $2 FROM ${STOCK} ORDER BY r.store, r.product ON CONFLICT DO NOTHING
    RETURNING first_id)
  INSERT INTO mendian.stock_listing (${COUNTED})
  SELECT r.store, l.platform, l.shop, l.listing, r.product, l.quantity, l.at, $2
  FROM ${STOCK} CROSS JOIN jsonb_to_recordset(r.listings) AS l(platform text, shop text, listing text, quantity bigint, at bigint)
  WHERE r.id IN (SELECT first_id FROM taken) ON CONFLICT DO NOTHING`;

const MOVES = `WITH counted AS (
    INSERT INTO mendian.stock_move (id, store_code, product_code, delta, origin)
    SELECT r.id, r.store, r.product, r.delta, $2 FROM ${STOCK} WHERE r.id IS NOT NULL ON CONFLICT DO NOTHING
    RETURNING id, store_code, product_code, delta),
  told AS (
    INSERT INTO mendian.stock_told AS t (origin, store_code, product_code, total)
    SELECT $2, store_code, product_code, sum(delta) FROM counted
    WHERE id NOT IN (SELECT r.id FROM ${STOCK} WHERE r.named = 1) GROUP BY 2, 3
    ON CONFLICT (origin, store_code, product_code) DO UPDATE SET total = t.total + excluded.total)
  INSERT INTO mendian.stock_level AS l (store_code, product_code, quantity, origin)
  SELECT store_code, product_code, sum(delta), $2 FROM counted GROUP BY 1, 2 ORDER BY 1, 2
  ON CONFLICT (store_code, product_code) DO UPDATE SET quantity = l.quantity + excluded.quantity, origin = excluded.origin`;

/** Of two states at one time the later word holds: whoever has read an older one reads the newer one yet. */
const LISTINGS = `WITH news AS (
    SELECT r.*, r.quantity - coalesce(c.quantity, r.base) AS delta_since FROM ${STOCK} LEFT JOIN mendian.stock_listing c
      ON c.store_code = r.store AND c.platform = r.platform AND c.shop = r.shop AND c.listing = r.listing
    WHERE r.listing IS NOT NULL AND (c.at IS NULL OR c.at <= r.at
      AND (c.at, c.quantity, c.product_code) IS DISTINCT FROM (r.at, r.quantity, r.product))),
  kept AS (
    INSERT INTO mendian.stock_listing (${COUNTED})
    SELECT store, platform, shop, listing, product, quantity, at, $2 FROM news
    ON CONFLICT (store_code, platform, shop, listing) DO UPDATE SET product_code = excluded.product_code,
      quantity = excluded.quantity, at = excluded.at, origin = excluded.origin)
  INSERT INTO mendian.stock_level AS l (store_code, product_code, quantity, origin)
  SELECT n.store, n.product, sum(n.delta_since), $2 FROM news n GROUP BY 1, 2
  HAVING sum(n.delta_since) <> 0
    OR EXISTS (SELECT 1 FROM mendian.stock_level k WHERE k.store_code = n.store AND k.product_code = n.product)
  ORDER BY 1, 2
  ON CONFLICT (store_code, product_code) DO UPDATE SET quantity = l.quantity + excluded.quantity, origin = excluded.origin`;

const STATEMENTS = { first: [FIRSTS], move: [MOVES, LISTINGS] } as const;

const LEVELS = `SELECT ${LEVEL_JSON} AS row FROM mendian.stock_level o
  JOIN (SELECT DISTINCT store, product FROM ${STOCK}) r ON o.store_code = r.store AND o.product_code = r.product`;

/** Within a transaction. */
export async function pushStock(
  client: PoolClient,
  kind: 'first' | 'move',
  payload: string,
  { origin }: OfficeWriter,
): Promise<OfficeLevel[]> {
  await client.query(LOCK_STORES, [payload]);
  for (const sql of STATEMENTS[kind]) await client.query(sql, [payload, origin]);
  const { rows } = await client.query<{ row: string }>(LEVELS, [payload]);
  return rows.map(({ row }) => JSON.parse(row) as OfficeLevel);
}

/** Gives what was counted of one computer's moves. */
export async function toldTotals(client: PoolClient, origin: string): Promise<ToldTotal[]> {
  const { rows } = await client.query<ToldTotal>(
    `SELECT store_code AS store, product_code AS product, total::float8 FROM mendian.stock_told WHERE origin = $1
     ORDER BY 1, 2`,
    [origin],
  );
  return rows;
}
