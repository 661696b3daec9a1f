/**
 * Pushes: whole batches, each statement over all of its rows. Computers that push for the same store take turns, so that
 * nobody waits for somebody who waits for them.
 */
import type { PoolClient } from 'pg';
import type { MasterAnswer, MasterKind, OfficeWriter, OrderAnswer } from '../office.ts';
import { LOCK_STORES } from './lock-space.ts';
import { MASTER_JSON, ORDER_JSON } from './rows.ts';

const ORDER_FIELDS = `i int, store text, platform text, number text, "businessDate" int, "placedAt" bigint, "localMinute" int,
  channel text, status smallint, currency text, total bigint, "grossSales" bigint, refunds bigint, "shippingFee" bigint,
  tax bigint, discount bigint, "deliveryCost" bigint, "platformFee" bigint, customer text, contact text, source text,
  lines jsonb, shipments jsonb, units bigint, cost bigint, "costedSales" bigint, "costedLines" bigint,
  base bigint, hash text, rank smallint, deleted boolean`;
const INCOMING = `incoming AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(${ORDER_FIELDS}))`;
const SAME_KEY = 'o.store_code = r.store AND o.platform = r.platform AND o.number = r.number';

/** Days that hold any of these orders. */
const DAYS = `WITH ${INCOMING} SELECT DISTINCT o.store_code AS store, o.business_date - DATE '1970-01-01' AS day
  FROM mendian.orders o JOIN incoming r ON ${SAME_KEY}`;

const COLUMNS = [
  ['business_date', `DATE '1970-01-01' + r."businessDate"`],
  ['placed_at', 'r."placedAt"'],
  ['local_minute', 'r."localMinute"'],
  ['channel', 'r.channel'],
  ['status', 'r.status'],
  ['currency', 'r.currency'],
  ['total', 'r.total'],
  ['gross_sales', 'r."grossSales"'],
  ['refunds', 'r.refunds'],
  ['shipping_fee', 'r."shippingFee"'],
  ['tax', 'r.tax'],
  ['discount', 'r.discount'],
  ['delivery_cost', 'r."deliveryCost"'],
  ['platform_fee', 'r."platformFee"'],
  ['customer', 'r.customer'],
  ['source', 'r.source'],
  ['lines', 'r.lines'],
  ['shipments', 'r.shipments'],
  ['units', 'r.units'],
  ['cost', 'r.cost'],
  ['costed_sales', 'r."costedSales"'],
  ['costed_lines', 'r."costedLines"'],
  ['status_rank', 'r.rank'],
  ['content_hash', 'r.hash'],
  ['deleted', 'false'],
  ['base_version', 'r.base'],
] as const;

/**
 * Taken where the writer knew the present state, or wrote it; else where it is the further one. A contact that is not told
 * stays.
 */
const UPSERT = `WITH ${INCOMING}
  INSERT INTO mendian.orders AS o (store_code, platform, number, ${COLUMNS.map(([name]) => name).join(', ')}, contact, origin)
  SELECT r.store, r.platform, r.number, ${COLUMNS.map(([, value]) => value).join(', ')}, r.contact, $2
  FROM incoming r WHERE NOT r.deleted ORDER BY r.store, r.platform, r.number
  ON CONFLICT (store_code, platform, number) DO UPDATE SET
    ${COLUMNS.map(([name]) => `${name} = excluded.${name}`).join(', ')},
    contact = coalesce(excluded.contact, o.contact), origin = excluded.origin
  WHERE o.content_hash <> excluded.content_hash AND (
    o.origin = excluded.origin
    OR o.version = excluded.base_version
    OR (excluded.status_rank, excluded.content_hash) > (o.status_rank, o.content_hash))`;

/** Of an order that went nothing of the customer is kept. */
const BURY = `WITH ${INCOMING}
  UPDATE mendian.orders o SET deleted = true, content_hash = r.hash, status_rank = r.rank, customer = NULL, contact = NULL,
    lines = '[]', shipments = '[]', origin = $2, base_version = r.base
  FROM incoming r WHERE r.deleted AND ${SAME_KEY} AND NOT o.deleted AND (o.origin = $2 OR o.version = r.base)`;

const RECOUNT = [
  `DELETE FROM mendian.day_rollup d USING jsonb_to_recordset($1::jsonb) AS t(store text, day int)
   WHERE d.store_code = t.store AND d.business_date = DATE '1970-01-01' + t.day`,
  `INSERT INTO mendian.day_rollup (store_code, business_date, currency, orders, units, gross_sales, refunds, net_sales, cost,
     costed_sales, costed_lines, placed, discounts, delivery_cost, platform_fee)
   SELECT o.store_code, o.business_date, o.currency, count(*), sum(o.units), sum(o.gross_sales), sum(o.refunds),
     sum(o.gross_sales - o.refunds), sum(o.cost), sum(o.costed_sales), sum(o.costed_lines), sum(o.total), sum(o.discount),
     sum(o.delivery_cost), sum(o.platform_fee)
   FROM (SELECT DISTINCT store, day FROM jsonb_to_recordset($1::jsonb) AS r(store text, day int)) t
   JOIN mendian.orders o ON o.store_code = t.store AND o.business_date = DATE '1970-01-01' + t.day
   WHERE NOT o.deleted GROUP BY 1, 2, 3`,
];

const ANSWER = `WITH ${INCOMING}
  SELECT r.i, coalesce(o.version, 0)::float8 AS version, coalesce(o.content_hash = r.hash, true) AS accepted,
    CASE WHEN o.content_hash <> r.hash THEN ${ORDER_JSON} END AS row
  FROM incoming r LEFT JOIN mendian.orders o ON ${SAME_KEY} ORDER BY r.i`;

interface Day {
  readonly store: string;
  readonly day: number;
}

/** Within a transaction. */
export async function pushOrders(
  client: PoolClient,
  payload: string,
  { origin }: OfficeWriter,
): Promise<OrderAnswer[]> {
  await client.query(LOCK_STORES, [payload]);
  const before = await client.query<Day>(DAYS, [payload]);
  await client.query(UPSERT, [payload, origin]);
  await client.query(BURY, [payload, origin]);
  const after = await client.query<Day>(DAYS, [payload]);
  const days = JSON.stringify([...before.rows, ...after.rows]);
  for (const sql of RECOUNT) await client.query(sql, [days]);
  return (await client.query<OrderAnswer>(ANSWER, [payload])).rows;
}

const MASTER_FIELDS = {
  store: `name text, "timeZone" text, currency text, country text, region text, city text, kind text, "openedOn" int`,
  product: `name text, category text, brand text, barcode text, "listPrice" bigint, "listPriceCurrency" text,
    "unitCost" bigint, "unitCostCurrency" text`,
} as const;
const MASTER_COLUMNS = {
  store: [
    ['name', 'r.name'],
    ['time_zone', 'r."timeZone"'],
    ['currency', 'r.currency'],
    ['country', 'r.country'],
    ['region', 'r.region'],
    ['city', 'r.city'],
    ['kind', 'r.kind'],
    ['opened_on', `DATE '1970-01-01' + r."openedOn"`],
  ],
  product: [
    ['name', 'r.name'],
    ['category', 'r.category'],
    ['brand', 'r.brand'],
    ['barcode', 'r.barcode'],
    ['list_price', 'r."listPrice"'],
    ['list_price_currency', 'r."listPriceCurrency"'],
    ['unit_cost', 'r."unitCost"'],
    ['unit_cost_currency', 'r."unitCostCurrency"'],
  ],
} as const;

function masterSql(kind: MasterKind) {
  const incoming = `incoming AS (SELECT * FROM jsonb_to_recordset($1::jsonb)
    AS r(i int, base bigint, code text, ${MASTER_FIELDS[kind]}))`;
  const names = MASTER_COLUMNS[kind].map(([name]) => name);
  /** Who may change it, and knows the present state or wrote it. */
  const may = '($3::boolean AND (o.origin = excluded.origin OR o.version = excluded.base_version))';
  // Otherwise only what the office does not know yet is filled in; a name that is only the code is none.
  const filled = (name: string) => {
    if (name === 'name') return 'CASE WHEN o.name = o.code THEN excluded.name ELSE o.name END';
    // A currency belongs to its amount.
    const amount = /^(.+)_currency$/.exec(name)?.[1];
    const gap = amount ? `o.${amount} IS NULL` : `o.${name} IS NULL`;
    return `CASE WHEN ${gap} THEN excluded.${name} ELSE o.${name} END`;
  };
  const next = (name: string) => `CASE WHEN ${may} THEN excluded.${name} ELSE ${filled(name)} END`;
  return {
    upsert: `WITH ${incoming}
      INSERT INTO mendian.${kind} AS o (code, ${names.join(', ')}, origin, base_version)
      SELECT r.code, ${MASTER_COLUMNS[kind].map(([, value]) => value).join(', ')}, $2, r.base FROM incoming r ORDER BY r.code
      ON CONFLICT (code) DO UPDATE SET ${names.map((name) => `${name} = ${next(name)}`).join(', ')}, origin = excluded.origin,
        base_version = excluded.base_version
      WHERE (${names.map((name) => `o.${name}`).join(', ')}) IS DISTINCT FROM (${names.map(next).join(', ')})`,
    answer: `WITH ${incoming} SELECT r.i, o.version::float8 AS version, ${MASTER_JSON[kind]} AS row
      FROM incoming r JOIN mendian.${kind} o ON o.code = r.code ORDER BY r.i`,
  };
}
const MASTER_SQL = { store: masterSql('store'), product: masterSql('product') } as const;

/** Within a transaction. */
export async function pushMasters(
  client: PoolClient,
  kind: MasterKind,
  payload: string,
  { origin, mayChange }: OfficeWriter,
): Promise<MasterAnswer[]> {
  const { upsert, answer } = MASTER_SQL[kind];
  await client.query(upsert, [payload, origin, mayChange]);
  return (await client.query<MasterAnswer>(answer, [payload])).rows;
}
