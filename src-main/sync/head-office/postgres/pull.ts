/**
 * Pulls by the transactions that wrote: a row is read when every transaction up to its own has ended, so nothing comes later that
 * would have had to come before. Where a replica answers it says itself how far it is: it may lag, and nothing is skipped.
 */
import type { PoolClient } from 'pg';
import type { PullPage, PullQuestion } from '../office.ts';
import { STREAMS, type StreamTable } from './rows.ts';

/** Everything before it has ended, here. */
const HORIZON = 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx';

interface Range {
  /** SQL over $1…; `o` is the row. */
  readonly where: string;
  readonly values: unknown[];
}

function rangeOf({ key, store }: StreamTable, { scope, after }: Omit<PullQuestion, 'limit'>, until: string): Range {
  const from = key.map((_, i) => after.key[i] ?? '');
  const byStore = store !== null && scope !== '';
  const values: unknown[] = [after.tx, until, ...from, ...(byStore ? [scope] : [])];
  const columns = ['changed_tx', ...key].map((column) => `o.${column}`).join(', ');
  const places = key.map((_, i) => `$${i + 3}`).join(', ');
  const where = `o.changed_tx >= $1::xid8 AND (${columns}) > ($1::xid8, ${places}) AND o.changed_tx < $2::xid8
    ${byStore ? `AND o.${store} = $${values.length}` : ''}`;
  return { where, values };
}

async function horizonOf(client: PoolClient, until: string | null): Promise<string> {
  const { tx } = (await client.query<{ tx: string }>(HORIZON)).rows[0]!;
  return until !== null && BigInt(until) < BigInt(tx) ? until : tx;
}

/** Reads the next page of a stream. */
export async function pullPage(client: PoolClient, question: PullQuestion): Promise<PullPage> {
  const { stream, after, limit } = question;
  const table = STREAMS[stream];
  const until = await horizonOf(client, question.until);
  // A replica that is further behind than where we are has nothing for us yet.
  if (BigInt(until) < BigInt(after.tx)) return { rows: [], after, until, isLast: true };
  const { where, values } = rangeOf(table, question, until);
  const keys = table.key.map((column) => `o.${column}`).join(', ');
  const { rows } = await client.query<{ row: string; tx: string; key: string[] }>(
    `SELECT ${table.json} AS row, o.changed_tx::text AS tx, ARRAY[${keys}]::text[] AS key FROM mendian.${table.table} o
     WHERE ${where} ORDER BY o.changed_tx, ${keys} LIMIT ${limit}`,
    values,
  );
  const last = rows.at(-1);
  const isLast = rows.length < limit || !last;
  return {
    rows: rows.map(({ row }) => row),
    after: isLast ? { tx: until, key: [] } : { tx: last.tx, key: last.key },
    until,
    isLast,
  };
}

/** Counts the rows that a pull to the end would bring. */
export async function countRows(client: PoolClient, question: Omit<PullQuestion, 'limit'>): Promise<number> {
  const table = STREAMS[question.stream];
  const until = await horizonOf(client, question.until);
  const { where, values } = rangeOf(table, question, until);
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::float8 AS n FROM mendian.${table.table} o WHERE ${where}`,
    values,
  );
  return rows[0]!.n;
}
