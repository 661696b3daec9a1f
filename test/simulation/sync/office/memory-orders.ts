/** Orders of an office in memory: taken where the writer knew the present state, or wrote it; else where it is the further one. */
import type { OfficeWriter, OrderAnswer, PushedOrder } from '../../../../src-main/sync/head-office/office.ts';
import type { Content, Row, Table } from './memory-table.ts';

type Key = Pick<PushedOrder, 'store' | 'platform' | 'number'>;

const keyOf = ({ store, platform, number }: Key) => [store, platform, number];

interface Held extends Content {
  readonly hash: string;
  readonly rank: number;
  readonly contact: string | null;
}

export function takeOrder(table: Table, tx: number, order: PushedOrder, { origin }: OfficeWriter): void {
  const known = table.get(keyOf(order));
  const { i: _place, base, deleted, ...content } = order;
  if (deleted) {
    // Of an order that went nothing of the customer is kept.
    if (!known || known.deleted || (known.origin !== origin && known.version !== base)) return;
    const { hash, rank } = order;
    const left = { ...known.content, hash, rank, customer: null, contact: null, lines: [], shipments: [] };
    table.put(tx, keyOf(order), left, { origin, base, deleted: true });
    return;
  }
  if (!known) {
    table.put(tx, keyOf(order), content, { origin, base });
    return;
  }
  const held = known.content as Held;
  if (held.hash === order.hash) return;
  if (known.origin !== origin && known.version !== base && !isFurther(order, held)) return;
  const contact = (content as Partial<Held>).contact ?? held.contact;
  table.put(tx, keyOf(order), { ...content, contact }, { origin, base });
}

function isFurther(one: Pick<Held, 'rank' | 'hash'>, other: Pick<Held, 'rank' | 'hash'>): boolean {
  return one.rank === other.rank ? one.hash > other.hash : one.rank > other.rank;
}

export function answerOrder(table: Table, order: PushedOrder): OrderAnswer {
  const row = table.get(keyOf(order));
  const accepted = !row || (row.content as Held).hash === order.hash;
  return { i: order.i, version: row?.version ?? 0, accepted, row: row && !accepted ? table.textOf(row) : null };
}

/** What only the office needs is not told. */
const OWN = new Set(['hash', 'rank', 'units', 'cost', 'costedSales', 'costedLines']);

export function orderText({ content, version, deleted, origin }: Row): unknown {
  const told = Object.entries(content).filter(([name]) => !OWN.has(name));
  return { ...Object.fromEntries(told), version, deleted, origin };
}
