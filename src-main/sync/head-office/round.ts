/**
 * One round with the head office: what is here goes there, then what is new there comes here. Every page and every batch is
 * acknowledged by itself, so a round that ends anywhere goes on there.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import { reasonOf } from '../reason.ts';
import type { OfficeScope } from './local/apply.ts';
import type { WaitingTable } from './local/park.ts';
import type { OfficeReadTasks, OfficeWriteTasks } from './local/tasks.ts';
import {
  type MasterKind,
  type Office,
  type OfficeStream,
  type OfficeWriter,
  PULL_BEGIN,
  type PullPlace,
} from './office.ts';
import { pushApart, type RefusedRow } from './push-apart.ts';

/** Called by name between two durable steps: a simulation ends the process there. */
export type OfficeCrashPoint = (name: OfficeCrashPointName) => void;
export const OFFICE_CRASH_POINTS = [
  /** The office has it, and nothing here knows. */
  'office.pushed',
  /** What it answered is taken in. */
  'office.settled',
  /** A page was read, and not yet taken in. */
  'office.pulled',
  'office.taken',
] as const;
export type OfficeCrashPointName = (typeof OFFICE_CRASH_POINTS)[number];

export interface RoundOptions {
  readonly office: Office;
  readonly reader: Reader<OfficeReadTasks>;
  readonly writer: Writer<OfficeWriteTasks>;
  readonly who: OfficeWriter;
  /** All stores, or those that are here and these. */
  readonly scope: OfficeScope;
  readonly withContacts: boolean;
  /** Whether this database may have been set back since the last round: its process has begun since. */
  readonly mayBeSetBack: boolean;
  readonly signal: AbortSignal;
  readonly crashPoint: OfficeCrashPoint;
  /** So many rows more are done; of so many in all. */
  readonly onProgress: (done: number, total: number) => void;
  /** The office did not take so many rows, for these reasons. */
  readonly onRefused?: (errors: readonly AppError[]) => void;
  /** This database came from before what it had told of so many products: that is put right. */
  readonly onSetBack: (products: number) => void;
  /** Data of these stores were written. */
  readonly onData: (stores: readonly number[]) => void;
}

export interface RoundResult {
  readonly pushed: number;
  /** Rows that were another here. */
  readonly pulled: number;
}

const ORDERS_AT_ONCE = 500;
const MASTERS_AT_ONCE = 1_000;
const MOVES_AT_ONCE = 1_000;
const PAGE = 500;
/** What orders and stock refer to comes before them. */
const STREAMS: readonly OfficeStream[] = ['stores', 'products', 'targets', 'stock', 'orders'];
const OF_STORES: ReadonlySet<OfficeStream> = new Set(['targets', 'stock', 'orders']);

/** @throws AppError CANCELLED when the signal aborts, and what the office throws. */
export async function officeRound(options: RoundOptions): Promise<RoundResult> {
  const { reader, scope } = options;
  const pushed = await push(options);
  const here = await reader.read('office.storeCodes', undefined);
  const stores = [...new Set([...here, ...scope.stores])];
  const lacking = scope.stores.some((code) => !here.includes(code));
  return { pushed, pulled: await pull(options, stores, lacking) };
}

async function push(options: RoundOptions): Promise<number> {
  let pushed = 0;
  for (const step of [
    () => pushMasters(options, 'store'),
    () => pushMasters(options, 'product'),
    () => pushStock(options, 'first'),
    () => pushStock(options, 'move'),
    () => compareTold(options),
    () => pushStock(options, 'move'),
    () => pushOrders(options),
  ]) {
    for (let count = await step(); count > 0; count = await step()) pushed += count;
  }
  return pushed;
}

/** Gives how many were told. */
async function pushMasters(options: RoundOptions, kind: MasterKind): Promise<number> {
  const { office, reader, writer, who, scope, signal, crashPoint, onData } = options;
  goOn(signal);
  const { items, stale, payload } = await reader.read('office.takeMasters', { kind, limit: MASTERS_AT_ONCE });
  if (items.length + stale.length === 0) return 0;
  const { answers, refused } =
    items.length === 0 ? NOTHING : await pushApart(payload, (part) => office.pushMasters(kind, part, who));
  crashPoint('office.pushed');
  await parkRefused(options, refused, (place) => ({ table: 'office_pending', key: items[place]!.seq }));
  onData((await writer.write('office.settleMasters', { kind, items, stale, answers, scope })).stores);
  crashPoint('office.settled');
  return items.length + stale.length;
}

async function pushStock(options: RoundOptions, kind: 'first' | 'move'): Promise<number> {
  const { office, reader, writer, who, scope, signal, crashPoint, onData } = options;
  goOn(signal);
  const taken = await reader.read('office.takeMoves', { kind, limit: MOVES_AT_ONCE });
  const { ids, payload } = taken;
  const count = ids.length + taken.listings.length;
  if (count === 0) return 0;
  const { answers: levels, refused } = await pushApart(payload, (part) => office.pushStock(kind, part, who));
  crashPoint('office.pushed');
  await parkRefused(options, refused, (place) =>
    place < ids.length
      ? { table: 'office_stock_move', key: ids[place]! }
      : { table: 'office_said', key: taken.listings[place - ids.length]! },
  );
  const without = new Set(refused.map(({ place }) => place));
  const settled = {
    ids: ids.filter((_, place) => !without.has(place)),
    listings: taken.listings.filter((_, place) => !without.has(ids.length + place)),
  };
  onData((await writer.write('office.settleStock', { kind, ...settled, levels, scope })).stores);
  crashPoint('office.settled');
  return count;
}

/** Gives 0: there is nothing to go on with. */
async function compareTold({ office, writer, who, mayBeSetBack, signal, onSetBack }: RoundOptions): Promise<0> {
  if (!mayBeSetBack) return 0;
  goOn(signal);
  const products = await writer.write('office.compareTold', { totals: await office.told(who.origin) });
  if (products > 0) onSetBack(products);
  return 0;
}

async function pushOrders(options: RoundOptions): Promise<number> {
  const { office, reader, writer, who, scope, withContacts, signal, crashPoint, onData } = options;
  goOn(signal);
  const taken = await reader.read('office.takeOrders', { limit: ORDERS_AT_ONCE, withContacts });
  const { items, stale, payload } = taken;
  if (items.length + stale.length === 0) return 0;
  const { answers, refused } =
    items.length === 0 ? NOTHING : await pushApart(payload, (part) => office.pushOrders(part, who));
  crashPoint('office.pushed');
  await parkRefused(options, refused, (place) => {
    const { seq, orderId } = items[place]!;
    return { table: orderId === null ? 'office_gone' : 'office_pending', key: seq };
  });
  onData((await writer.write('office.settleOrders', { items, stale, answers, scope })).stores);
  crashPoint('office.settled');
  return items.length + stale.length;
}

const NOTHING = { answers: [], refused: [] } as const;

/** They hold nobody up, and are tried again when they change or somebody asks for it. */
async function parkRefused(
  { writer, onRefused }: RoundOptions,
  refused: readonly RefusedRow[],
  rowOf: (place: number) => { readonly table: WaitingTable; readonly key: number | string },
): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ place, error }) => ({ ...rowOf(place), problem: reasonOf(error) }));
  await writer.write('office.park', { rows });
  onRefused?.(refused.map(({ error }) => error));
}

interface Way {
  readonly stream: OfficeStream;
  /** A store's code; '': all stores. */
  readonly scope: string;
  readonly from: PullPlace;
}

/** @param lacking stores that belong to this computer are not here yet: their rows may be behind the cursor. */
async function pull(options: RoundOptions, stores: readonly string[], lacking: boolean): Promise<number> {
  const { office, reader, scope, signal } = options;
  const ways: Way[] = [];
  for (const stream of STREAMS) {
    for (const one of OF_STORES.has(stream) && !scope.all ? stores : ['']) {
      const known = await reader.read('office.place', { stream, scope: one });
      const from = stream === 'stores' && lacking ? PULL_BEGIN : (known ?? PULL_BEGIN);
      ways.push({ stream, scope: one, from });
    }
  }
  const counts: number[] = [];
  for (const { stream, scope: one, from } of ways) {
    goOn(signal);
    counts.push(await office.count({ stream, scope: one, after: from, until: null }));
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  let done = 0;
  let changed = 0;
  // What refers to something never comes from a later moment than what it refers to.
  let until: string | null = null;
  for (const way of ways) {
    until = await pullWay(options, way, until, (rows, applied) => {
      done += rows;
      changed += applied;
      options.onProgress(done, Math.max(total, done));
    });
  }
  return changed;
}

/** Gives how far it could go. */
async function pullWay(
  options: RoundOptions,
  { stream, scope: one, from }: Way,
  upTo: string | null,
  onRows: (rows: number, applied: number) => void,
): Promise<string | null> {
  const { office, writer, scope, signal, crashPoint, onData } = options;
  let after = from;
  for (let until = upTo; ; ) {
    goOn(signal);
    const page = await office.pull({ stream, scope: one, after, until, limit: PAGE });
    crashPoint('office.pulled');
    const { rows } = page;
    const applied = await writer.write('office.takePage', {
      stream,
      scope: one,
      rows,
      after: page.after,
      whose: scope,
    });
    crashPoint('office.taken');
    onRows(rows.length, applied.rows);
    if (applied.stores.length > 0) onData(applied.stores);
    after = page.after;
    until = page.until;
    if (page.isLast) return until;
  }
}

function goOn(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('CANCELLED');
}
