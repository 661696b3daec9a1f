/**
 * What must be so in the end, whatever happened: known from what staff were told and from what was done on the platforms, never
 * from what the engine believes.
 */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { ChangeRow } from '../../../src-main/sync/outbox/index.ts';
import type { SimPc } from './sim-pc.ts';
import type { SimShop } from './sim-shop.ts';

/** A change that staff were told is saved. */
export interface Promised {
  readonly pc: SimPc;
  readonly shop: SimShop;
  readonly id: string;
  readonly editId: string;
  readonly kind: ChangeRow['kind'];
  readonly lane: string;
  /** The listing's id or the order's number. */
  readonly target: string;
  /** Pieces, money, a text, or the number of a parcel. */
  readonly value: number | string;
}

export interface Truth {
  readonly promised: Promised[];
  /** Edits that staff took back. */
  readonly undone: Set<string>;
  /** Changes that staff gave up, for the platform could not carry them out. */
  readonly givenUp: Set<string>;
  /** What a listing would hold without any PC: sales and what was counted in the platform's own office, in pieces. */
  readonly pieces: Map<object, number>;
}

export function createTruth(): Truth {
  return { promised: [], undone: new Set(), givenUp: new Set(), pieces: new Map() };
}

/** Thousandths of what the tables hold. */
export const PIECE = 1_000;

/** Gives in words what is not as it must be. */
export function violationsOf(truth: Truth, pcs: readonly SimPc[], shops: readonly SimShop[]): string[] {
  return [
    ...lostChanges(truth, pcs),
    ...wrongStock(truth, shops),
    ...wrongParcels(truth),
    ...wrongOrder(truth),
    ...pcs.flatMap((pc) => [...wrongListings(pc), ...wrongOrders(pc), ...wrongMirror(pc)]),
  ];
}

/** Each change is acknowledged, or something that staff or a policy decided has taken its place. */
function lostChanges(truth: Truth, pcs: readonly SimPc[]): string[] {
  const rowsOf = new Map(pcs.map((pc) => [pc, pc.changes()]));
  return truth.promised.flatMap((one) => {
    const rows = rowsOf.get(one.pc)!;
    // With one file from a backup and the other one lost, nobody knows any more of what was done before: it must be done.
    const isForgotten = one.pc.hasLostBoth && !rows.has(one.id);
    const why = isForgotten ? whyUndone(truth, one) : whyLost(truth, one, rows);
    return why === null ? [] : [`lost: ${one.pc.name} ${one.kind} ${one.value} for ${one.target} ${why}`];
  });
}

/** Differences and parcels are counted, texts and prices that nothing has followed were there. */
function whyUndone({ promised }: Truth, one: Promised): string | null {
  if (!isContested(one.kind) || one.shop.held(one.target, one.kind).has(one.value)) return null;
  const later = promised.slice(promised.indexOf(one) + 1);
  const isFollowed = later.some(({ pc, lane, kind }) => pc === one.pc && lane === one.lane && kind === one.kind);
  return isFollowed ? null : 'is in neither file, and was never there';
}

/** Null: it is not. */
function whyLost(
  { undone, givenUp }: Truth,
  { shop, id, editId, kind, target, value }: Promised,
  rows: ReadonlyMap<string, ChangeRow>,
): string | null {
  const row = rows.get(id);
  if (!row) return 'is in neither file';
  switch (row.outcome) {
    case null:
      return row.parked_at === null ? 'still waits' : `is parked: ${row.problem}`;
    case 'acknowledged':
      return hasBeenThere(shop, kind, target, value, row) ? null : 'was acknowledged and has never been there';
    case 'merged':
      return hasSuccessor(rows, row) ? null : 'was merged into nothing';
    case 'undone':
      return undone.has(editId) ? null : 'was taken back by nobody';
    case 'given-up':
      return givenUp.has(id) || isContested(kind) ? null : 'was given up by nobody';
  }
}

function isContested(kind: ChangeRow['kind']): kind is 'price' | 'title' | 'order-note' {
  return kind === 'price' || kind === 'title' || kind === 'order-note';
}

function hasBeenThere(
  shop: SimShop,
  kind: ChangeRow['kind'],
  target: string,
  value: number | string,
  row: ChangeRow,
): boolean {
  // Differences are counted by their sum; what they were merged with went along.
  if (kind === 'stock') return true;
  if (kind === 'fulfilment') return true;
  const wanted = row.sent_value ?? row.value;
  return shop.held(target, kind).has(JSON.parse(wanted) as number | string) || shop.held(target, kind).has(value);
}

/** Something later in its lane stands for it. */
function hasSuccessor(rows: ReadonlyMap<string, ChangeRow>, row: ChangeRow): boolean {
  if (row.kind === 'stock') return true;
  return [...rows.values()].some(
    (other) =>
      other.lane === row.lane &&
      other.kind === row.kind &&
      other.id !== row.id &&
      (other.id === row.carried_by || other.hlc > row.hlc) &&
      other.outcome !== 'undone',
  );
}

/** Every difference counts once: what customers bought, what the platform's office counted, and what staff counted. */
function wrongStock({ promised, undone, givenUp, pieces }: Truth, shops: readonly SimShop[]): string[] {
  const expected = new Map(pieces);
  const listingOf = ({ shop, target }: Promised) => shop.fake.shop.listings.get(target);
  for (const change of promised) {
    if (change.kind !== 'stock' || undone.has(change.editId) || givenUp.has(change.id)) continue;
    const listing = listingOf(change);
    if (listing) expected.set(listing, expected.get(listing)! + Number(change.value));
  }
  return shops.flatMap((shop) =>
    [...shop.fake.shop.listings.values()]
      .filter((listing) => expected.get(listing) !== listing.pieces)
      .map((listing) => {
        const by = listing.pieces - expected.get(listing)!;
        return `stock: ${shop.platform} ${listing.listingId} is ${by} off: ${listing.pieces} instead of ${expected.get(listing)}`;
      }),
  );
}

/** A parcel is sent once. */
function wrongParcels({ promised, givenUp }: Truth): string[] {
  return promised.flatMap(({ kind, shop, target, value, id }) => {
    if (kind !== 'fulfilment') return [];
    const sent = shop.fake.shop.orders.get(target)!.shipments.filter((one) => one.trackingNumber === value).length;
    return sent === (givenUp.has(id) ? 0 : 1) ? [] : [`parcel: ${value} of ${target} was sent ${sent} times`];
  });
}

/** What one PC's staff want of a field arrives in the order in which they wanted it. */
function wrongOrder({ promised }: Truth): string[] {
  const rank = new Map<string, Map<number | string, number>>();
  const keyOf = (pc: SimPc, shop: SimShop, kind: string, target: string) =>
    `${pc.name} ${shop.platform} ${kind} ${target}`;
  for (const { pc, shop, kind, target, value } of promised) {
    if (!isContested(kind)) continue;
    const key = keyOf(pc, shop, kind, target);
    const ranks = rank.get(key) ?? new Map<number | string, number>();
    rank.set(key, ranks);
    // What was set back by an undo has been there before: nothing can be told of it.
    ranks.set(value, ranks.has(value) ? Number.NaN : ranks.size);
  }
  const wrong: string[] = [];
  for (const [key, ranks] of rank) {
    const { pc, shop, kind, target } = promised.find((one) => keyOf(one.pc, one.shop, one.kind, one.target) === key)!;
    let newest = -1;
    for (const write of shop.fake.shop.writes) {
      const place = write.kind === kind && write.target === target ? ranks.get(write.value) : undefined;
      if (place === undefined || Number.isNaN(place)) continue;
      if (place < newest) wrong.push(`order: ${pc.name} ${kind} ${write.value} for ${target} came after a later one`);
      newest = Math.max(newest, place);
    }
  }
  return wrong;
}

interface ListingCopy {
  readonly shop_id: number;
  readonly listing_id: string;
  readonly title: string;
  readonly price: number;
  readonly quantity: number;
  readonly on_sale: number;
  readonly stock: number | null;
  readonly siblings: number;
}

/** The copy says what the platform says, and so does the store's own count where one shop alone sells it. */
function wrongListings(pc: SimPc): string[] {
  const copies = pc.all<ListingCopy>(
    `SELECT l.*, s.quantity AS stock, (SELECT count(*) FROM listing o WHERE o.product_id = l.product_id) AS siblings
     FROM listing l LEFT JOIN stock_level s ON s.product_id = l.product_id`,
  );
  const wrong: string[] = [];
  for (const copy of copies) {
    const shop = pc.shopOf(copy.shop_id);
    const there = shop.fake.shop.listings.get(copy.listing_id);
    const say = (what: string, here: unknown, said: unknown) =>
      wrong.push(`copy: ${pc.name} ${shop.platform} ${copy.listing_id} has ${what} ${here} for ${said}`);
    if (!there) {
      if (copy.on_sale) say('on sale', true, false);
      continue;
    }
    if (copy.price !== there.price) say('price', copy.price, there.price);
    if (copy.title !== there.title) say('title', copy.title, there.title);
    if (copy.quantity !== there.pieces * PIECE) say('quantity', copy.quantity / PIECE, there.pieces);
    if (copy.siblings === 1 && copy.stock !== there.pieces * PIECE)
      say('stock', Number(copy.stock) / PIECE, there.pieces);
  }
  for (const shop of pc.shops) {
    const known = copies.filter(({ shop_id }) => pc.shopOf(shop_id) === shop).length;
    if (known < shop.fake.shop.listings.size)
      wrong.push(`copy: ${pc.name} knows ${known} of ${shop.fake.shop.listings.size} listings of ${shop.platform}`);
  }
  return wrong;
}

/** The others tell the seller's own note only of a single order. */
const TELL_NOTES: ReadonlySet<string> = new Set(['shopify', 'pinduoduo']);

/** Every order of a platform is here once, in its state there. */
function wrongOrders(pc: SimPc): string[] {
  const copies = pc.all<{ number: string; shop_id: number; status: number; own: number | null; note: string | null }>(
    `SELECT r.number, r.shop_id, r.status, o.status AS own, r.note FROM remote_order r LEFT JOIN orders o ON o.id = r.order_id`,
  );
  const wrong: string[] = [];
  const counted = new Map<SimShop, number>();
  for (const { number, shop_id, status, own, note } of copies) {
    const shop = pc.shopOf(shop_id);
    counted.set(shop, (counted.get(shop) ?? 0) + 1);
    const there = shop.fake.shop.orders.get(number);
    const wanted = there && ORDER_STATUS[there.status];
    if (wanted !== status || wanted !== own)
      wrong.push(`order: ${pc.name} ${shop.platform} ${number} is ${status} (${own}) for ${there?.status}`);
    if (TELL_NOTES.has(shop.platform) && (note ?? '') !== (there?.note ?? ''))
      wrong.push(`order: ${pc.name} ${shop.platform} ${number} has the note ${note} for ${there?.note}`);
  }
  for (const shop of pc.shops) {
    // Pinduoduo tells of no order before it is paid.
    const told = [...shop.fake.shop.orders.values()].filter(
      ({ status }) => shop.platform !== 'pinduoduo' || status !== 'unpaid',
    );
    if ((counted.get(shop) ?? 0) < told.length)
      wrong.push(`order: ${pc.name} knows ${counted.get(shop) ?? 0} of ${told.length} orders of ${shop.platform}`);
  }
  const own = pc.all<{ n: number }>('SELECT count(*) AS n FROM orders')[0]!.n;
  if (own !== copies.length) wrong.push(`order: ${pc.name} holds ${own} orders for ${copies.length} of its shops`);
  return wrong;
}

function wrongMirror(pc: SimPc): string[] {
  const open = [...pc.changes().values()].filter((row) => row.settled_at === null);
  return open.length === 0
    ? []
    : [`mirror: ${pc.name} has ${open.length} changes open that the database knows nothing of`];
}
