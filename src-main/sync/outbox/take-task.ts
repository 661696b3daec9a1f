/**
 * Says what a shop's push is to do next. What is to be sent is marked as perhaps sent, and committed, before anybody sends it:
 * whatever happens afterwards, nobody takes it for new.
 */
import type { TaskContext, WritableDb } from '../../database/index.ts';
import type { PushCapability, PushItem, PushKind } from '../platform/index.ts';
import { acknowledge, lastSaysAll } from './acknowledge.ts';
import { type ChangeRow, parseJson, settleChange, updateChange } from './change-row.ts';
import { listingLane } from './lanes.ts';
import { parkChange } from './park-change.ts';
import { pushItemOf } from './push-item.ts';
import { noteStation } from './record.ts';
import type { Transact } from './transact.ts';
import type { SyncTransaction } from './transaction.ts';

export interface TakeArgs<Policies> {
  readonly shopId: number;
  readonly seed: string;
  /** What the platform takes. */
  readonly kinds: Readonly<Partial<Record<PushKind, PushCapability>>>;
  /** The most listings that one call reads. */
  readonly readBatch: number;
  /** Lanes that something is under way in. */
  readonly busy: readonly string[];
  /** What the platform said before this is read anew before it is written over; UTC milliseconds. */
  readonly freshSince: number;
  /** So many milliseconds what was sent without an answer may still arrive: it is too early to look. */
  readonly quietFor: number;
  /** This process has not run for so long yet: what one before it sent may be on its way, whatever the clock says now. */
  readonly tooEarly: boolean;
  readonly policies: Policies;
}

/** One change that goes out, perhaps with others inside. */
export interface TakenItem {
  readonly id: string;
  readonly lane: string;
  readonly tries: number;
  readonly faults: number;
  /** It was never sent before without an answer: what is known of this try is known of the change. */
  readonly fresh: boolean;
  /** How many changes it stands for. */
  readonly changes: number;
  readonly push: PushItem;
}

export interface Doubt {
  readonly item: TakenItem;
  /** When what was there before was said, by the platform's clock. */
  readonly baseSaidAt: number;
}

export type Taken =
  | { readonly step: 'send'; readonly kind: PushKind; readonly items: readonly TakenItem[] }
  /** Their present state must be known first. */
  | { readonly step: 'read'; readonly listingIds: readonly string[]; readonly lanes: readonly string[] }
  /** They were sent, and nobody knows whether they arrived: about listings, as many as are read at once, or one order. */
  | { readonly step: 'find-out'; readonly doubts: readonly Doubt[] }
  /** Nothing now; null: nothing until something new comes. */
  | { readonly step: 'idle'; readonly nextAt: number | null }
  /** The shop is paused, must sign in, or is not connected. */
  | { readonly step: 'off' };

/** Looks whether the platform has something else than the change set out from. `settled`: a policy has decided against it. */
export type ConflictGate<Policies> = (
  tx: SyncTransaction,
  change: ChangeRow,
  policies: Policies,
) => 'free' | 'held' | 'settled';

interface ShopRow {
  readonly state: string;
  readonly paused: number;
  readonly disconnected_at: number | null;
  readonly clock_offset: number;
}

interface ListingRow {
  readonly title: string;
  readonly price: number;
  readonly quantity: number | null;
  readonly said_at: number;
  readonly recheck: number;
}

/** The longest that one change waits: a clock that was set back cannot make it wait longer. */
export const LONGEST_WAIT_MILLISECONDS = 300_000;
/** A platform's clock is known this exactly. */
const CLOCK_BLUR_MILLISECONDS = 2_000;
/** Rows are read in pages, so that a long outbox costs no more than what is taken from it. */
const PAGE = 500;

/** Makes the task. @param gate decides about conflicts. */
export function createTakeTask<Policies>(transact: Transact, gate: ConflictGate<Policies>) {
  return (context: TaskContext<WritableDb>, args: TakeArgs<Policies>): Taken =>
    transact(context, args.seed, (tx) => {
      const shop = tx.get<ShopRow>(
        'SELECT state, paused, disconnected_at, clock_offset FROM shop WHERE id = ?',
        args.shopId,
      );
      if (!shop || shop.disconnected_at !== null || shop.paused === 1 || shop.state === 'sign-in')
        return { step: 'off' };
      return createTaking(tx, shop, args, gate).take();
    });
}

function createTaking<Policies>(
  tx: SyncTransaction,
  shop: ShopRow,
  args: TakeArgs<Policies>,
  gate: ConflictGate<Policies>,
) {
  const seen = new Set(args.busy);
  const items: TakenItem[] = [];
  const reads: { listingId: string; lane: string }[] = [];
  const unknown: ChangeRow[] = [];
  let kind: PushKind | null = null;
  let nextAt: number | null = null;
  /** Cursors keep the platform's time; here it is ours. */
  const listedUpTo =
    (tx.get<{ done_to: number }>(
      "SELECT done_to FROM sync_cursor WHERE shop_id = ? AND stream = 'listings'",
      args.shopId,
    )?.done_to ?? 0) - shop.clock_offset;

  const wait = (until: number) => {
    nextAt = Math.min(nextAt ?? until, until);
  };
  const listingOf = (change: ChangeRow) =>
    tx.get<ListingRow>(
      'SELECT title, price, quantity, said_at, recheck FROM listing WHERE shop_id = ? AND listing_id = ?',
      args.shopId,
      change.listing_id,
    );

  /** What is known of it is too old to write over it. */
  function needsReading(listing: ListingRow | undefined): boolean {
    if (!listing || listing.recheck === 1) return true;
    const saidAt = Math.max(
      listing.said_at,
      listedUpTo <= tx.now + CLOCK_BLUR_MILLISECONDS ? Math.min(listedUpTo, tx.now) : 0,
    );
    return saidAt < args.freshSince || saidAt > tx.now;
  }

  /** The first of a lane that waits. */
  function meetHead(head: ChangeRow): void {
    const capability = args.kinds[head.kind];
    if (!capability) {
      parkChange(tx, head, { code: 'PUSH_UNSUPPORTED', details: { kind: head.kind } });
      return;
    }
    // Farther off than anything waits: the clock was set back.
    if (head.next_try_at > tx.now && head.next_try_at <= tx.now + LONGEST_WAIT_MILLISECONDS) {
      wait(head.next_try_at);
      return;
    }
    const listing = head.listing_id === null ? undefined : listingOf(head);
    if (head.first_sent_at !== null) meetUnknown(head, capability, listing);
    else meetFresh(head, capability, listing);
  }

  /** The platform still knows the change by its id. A clock that was set back says nothing: it is found out. */
  function isRemembered(head: ChangeRow, keyLife = Number.POSITIVE_INFINITY): boolean {
    const age = tx.now - head.first_sent_at!;
    return keyLife === Number.POSITIVE_INFINITY || (age >= 0 && age < keyLife);
  }

  function meetUnknown(head: ChangeRow, capability: PushCapability, listing: ListingRow | undefined): void {
    const { repeat, batch, keyLife } = capability;
    if (repeat === 'key' && isRemembered(head, keyLife)) {
      if (hasRoom(head.kind, batch)) add(head);
    } else if (repeat === 'same' && lastSaysAll(head.kind) && !isQuiet(head)) {
      // What is still on its way, of a process that has ended too, would come after what is set next, and take it back.
    } else if (repeat === 'same' && lastSaysAll(head.kind) && listing) {
      // To set it again does no harm, unless somebody has set something else meanwhile: so it is read first.
      if (needsReading(listing)) askFor(head);
      else if (alreadyThere(head, listing)) acknowledge(tx, head, null);
      else if (gate(tx, head, args.policies) === 'free' && hasRoom(head.kind, batch)) add(head);
    } else if (repeat === 'same') {
      if (hasRoom(head.kind, batch)) add(head);
    } else if (isQuiet(head)) {
      unknown.push(head);
    }
  }

  /** Whether what was sent has arrived by now, if it ever does. */
  function isQuiet({ id, first_sent_at }: ChangeRow): boolean {
    const sentAt = first_sent_at ?? tx.now;
    if (!args.tooEarly && sentAt + args.quietFor <= tx.now) return true;
    // A clock that was set back does not tell how long ago it was: it counts from here.
    if (sentAt > tx.now) updateChange(tx, id, { first_sent_at: tx.now });
    wait(Math.max(args.tooEarly ? tx.now : 0, Math.min(sentAt, tx.now)) + args.quietFor);
    return false;
  }

  function meetFresh(head: ChangeRow, { batch }: PushCapability, listing: ListingRow | undefined): void {
    if (head.listing_id !== null && needsReading(listing)) {
      askFor(head);
      return;
    }
    if (gate(tx, head, args.policies) !== 'free') return;
    if (!hasRoom(head.kind, batch)) return;
    const group = groupOf(head);
    const carrier = group.at(-1)!;
    const value = wantedOf(group);
    if (isPointless(carrier, value, listing)) {
      for (const { id } of group.slice(0, -1)) settleChange(tx, id, 'merged');
      if (carrier.kind === 'stock') settleChange(tx, carrier.id, 'merged');
      else acknowledge(tx, carrier, null);
      return;
    }
    add(prepare(group, carrier, value, listing));
  }

  function askFor({ listing_id, lane }: ChangeRow): void {
    if (listing_id !== null && reads.length < args.readBatch) reads.push({ listingId: listing_id, lane });
  }

  function hasRoom(wanted: PushKind, batch: number): boolean {
    kind ??= wanted;
    return kind === wanted && items.length < batch;
  }

  /** Those of the lane that say the same kind of thing and were never sent. */
  function groupOf(head: ChangeRow): ChangeRow[] {
    if (head.kind !== 'stock' && !lastSaysAll(head.kind)) return [head];
    return tx.all<ChangeRow>(
      `SELECT * FROM change WHERE lane = ? AND kind = ? AND seq >= ? AND settled_at IS NULL AND parked_at IS NULL
         AND conflict_id IS NULL AND carried_by IS NULL AND first_sent_at IS NULL ORDER BY seq`,
      head.lane,
      head.kind,
      head.seq,
    );
  }

  /** Commits what is about to be sent, so that sending it again sends the very same. */
  function prepare(
    group: readonly ChangeRow[],
    carrier: ChangeRow,
    value: unknown,
    listing: ListingRow | undefined,
  ): ChangeRow {
    for (const member of group) {
      if (member === carrier) continue;
      updateChange(tx, member.id, { carried_by: carrier.id });
      noteStation(tx, { lane: member.lane, changeId: member.id, kind: member.kind, event: 'merged' });
    }
    const base = carrier.kind === 'stock' ? (listing?.quantity ?? 0) : parseJson(group[0]!.base);
    const prepared = {
      sent_value: JSON.stringify(value),
      sent_base: base === null ? null : JSON.stringify(base),
      sent_base_at: listing ? listing.said_at + shop.clock_offset : null,
      faults: Math.max(...group.map(({ faults }) => faults)),
      base: group[0]!.base,
    };
    updateChange(tx, carrier.id, prepared);
    return { ...carrier, ...prepared };
  }

  function add(change: ChangeRow): void {
    const tries = change.tries + 1;
    // The one that may still arrive is the last.
    const isAgain = change.first_sent_at !== null && args.kinds[change.kind]?.repeat !== 'same';
    updateChange(tx, change.id, { tries, first_sent_at: isAgain ? change.first_sent_at : tx.now });
    if (tries === 1) noteStation(tx, { lane: change.lane, changeId: change.id, kind: change.kind, event: 'tried' });
    items.push(takenItem(tx, { ...change, tries }, change.first_sent_at === null));
  }

  /** What was sent from a lane comes before all else of it, though what it carries along may have been older. */
  function underWayIn(lane: string): ChangeRow | undefined {
    return tx.get<ChangeRow>(
      `SELECT * FROM change WHERE shop_id = ? AND lane = ? AND settled_at IS NULL AND parked_at IS NULL
         AND conflict_id IS NULL AND carried_by IS NULL AND first_sent_at IS NOT NULL ORDER BY seq LIMIT 1`,
      args.shopId,
      lane,
    );
  }

  /** Looks through what is due, the oldest first, until there is enough of one kind. */
  function scan(): void {
    let after = 0;
    for (;;) {
      const page = tx.all<ChangeRow>(
        `SELECT * FROM change WHERE shop_id = ? AND seq > ? AND settled_at IS NULL AND parked_at IS NULL
           AND conflict_id IS NULL AND carried_by IS NULL ORDER BY seq LIMIT ${PAGE}`,
        args.shopId,
        after,
      );
      for (const row of page) {
        if (seen.has(row.lane)) continue;
        seen.add(row.lane);
        meetHead(underWayIn(row.lane) ?? row);
        if (kind !== null && items.length >= (args.kinds[kind]?.batch ?? 0)) return;
        if (reads.length >= args.readBatch) return;
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.seq;
    }
  }

  return {
    take(): Taken {
      scan();
      if (kind !== null && items.length > 0) return { step: 'send', kind, items };
      if (unknown.length > 0) return { step: 'find-out', doubts: doubtsToLookAt() };
      if (reads.length === 0) addDoubtful();
      if (reads.length > 0) {
        return { step: 'read', listingIds: reads.map((read) => read.listingId), lanes: reads.map((read) => read.lane) };
      }
      return { step: 'idle', nextAt };
    },
  };

  /** The first, and those that the same reading answers. */
  function doubtsToLookAt(): Doubt[] {
    const [first] = unknown;
    const ofListings = unknown.filter(({ listing_id }) => listing_id !== null);
    const together = first?.listing_id === null ? [first] : ofListings.slice(0, args.readBatch);
    return together.map((change) => ({
      item: takenItem(tx, change, false),
      baseSaidAt: change.sent_base_at ?? change.created_at + shop.clock_offset,
    }));
  }

  /** Listings of which something was left open while a change was under way. */
  function addDoubtful(): void {
    const rows = tx.all<{ listing_id: string }>(
      'SELECT listing_id FROM listing WHERE shop_id = ? AND recheck = 1 LIMIT ?',
      args.shopId,
      args.readBatch,
    );
    for (const { listing_id } of rows) {
      const lane = listingLane(args.shopId, listing_id);
      if (!seen.has(lane)) reads.push({ listingId: listing_id, lane });
    }
  }
}

/** Differences add up; of everything else the last one holds. */
function wantedOf(group: readonly ChangeRow[]): unknown {
  if (group[0]?.kind !== 'stock') return parseJson(group.at(-1)!.value);
  return group.reduce((sum, { value }) => sum + (parseJson<number>(value) ?? 0), 0);
}

function alreadyThere(change: ChangeRow, listing: ListingRow): boolean {
  const wanted = parseJson(change.sent_value ?? change.value);
  return change.kind === 'price' ? listing.price === wanted : change.kind === 'title' && listing.title === wanted;
}

function isPointless(carrier: ChangeRow, value: unknown, listing: ListingRow | undefined): boolean {
  if (carrier.kind === 'stock') return value === 0;
  return listing !== undefined && alreadyThere({ ...carrier, sent_value: JSON.stringify(value) }, listing);
}

function takenItem(tx: SyncTransaction, change: ChangeRow, fresh: boolean): TakenItem {
  const members = tx.get<{ n: number }>('SELECT count(*) AS n FROM change WHERE carried_by = ?', change.id);
  return {
    id: change.id,
    lane: change.lane,
    tries: change.tries,
    faults: change.faults,
    fresh,
    changes: 1 + (members?.n ?? 0),
    push: pushItemOf(tx, change),
  };
}
