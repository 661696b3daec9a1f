/**
 * What must be so in the end, whatever happened: known from what staff were told and from what was done on the platforms, never
 * from what the engine believes.
 */
import type { ConflictPolicies } from '../../../src-main/sync/conflicts/index.ts';
import type { ChangeRow } from '../../../src-main/sync/outbox/index.ts';
import type { SimPc } from './pc/index.ts';
import type { SimShop } from './sim-shop.ts';
import { wrongListings, wrongOrders } from './truth-copies.ts';

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

/** A difference in stock that staff were told is counted, whatever shops it concerns. */
export interface Counted {
  readonly pc: SimPc;
  readonly editId: string;
  readonly product: string;
  readonly pieces: number;
}

export interface Truth {
  /** Who decides where a field was changed on both sides. */
  readonly policies: ConflictPolicies;
  readonly promised: Promised[];
  readonly counted: Counted[];
  /** Edits that staff took back. */
  readonly undone: Set<string>;
  /** Changes that staff gave up, for the platform could not carry them out. */
  readonly givenUp: Set<string>;
  /** Fields of a computer in which a decision was taken back: its name, the lane, the kind. */
  readonly reopened: Set<string>;
  /** What a listing would hold without any PC, in pieces: at first, and what customers and the platform's own office moved. */
  readonly pieces: Map<object, { readonly first: number; moved: number }>;
  /** Shops whose movements their store's other shops follow: all of the store. */
  readonly sharing: Map<SimShop, readonly SimShop[]>;
  /** Whose outbox a computer has: copies have the same. */
  readonly copies: Map<SimPc, string>;
  /** What was wrong at the moment when it was seen. */
  readonly seen: string[];
}

export function createTruth(policies: ConflictPolicies): Truth {
  return {
    policies,
    promised: [],
    counted: [],
    undone: new Set(),
    givenUp: new Set(),
    reopened: new Set(),
    pieces: new Map(),
    sharing: new Map(),
    copies: new Map(),
    seen: [],
  };
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
    ...pcs
      .filter(({ isOff }) => !isOff)
      .flatMap((pc) => [...wrongListings(pc), ...wrongOrders(pc), ...wrongMirror(pc)]),
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

/**
 * Differences and parcels are counted, texts and prices that staff did not take back and nothing has followed were there, unless
 * it may have been decided for another hand that wrote there as well: that is forgotten too.
 */
function whyUndone(truth: Truth, one: Promised): string | null {
  const { promised, undone } = truth;
  if (!isContested(one.kind) || undone.has(one.editId) || one.shop.held(one.target, one.kind).has(one.value))
    return null;
  if (mayHaveYielded(truth, one, one.kind)) return null;
  const later = promised.slice(promised.indexOf(one) + 1);
  const isFollowed = later.some(({ pc, lane, kind }) => pc === one.pc && lane === one.lane && kind === one.kind);
  return isFollowed ? null : 'is in neither file, and was never there';
}

/** Another hand wrote there, and the policy for the field, or staff who took its decision back, may have preferred that. */
function mayHaveYielded(
  { policies, reopened }: Truth,
  { pc, shop, lane, target }: Promised,
  kind: ContestedKind,
): boolean {
  if (!shop.foreign.has(`${kind} ${target}`)) return false;
  const policy = policies[kind === 'order-note' ? 'note' : kind];
  return policy !== 'local' || reopened.has(`${pc.name} ${lane} ${kind}`);
}

/** Null: it is not. */
function whyLost(
  { undone, givenUp, reopened }: Truth,
  { pc, shop, id, editId, kind, lane, target, value }: Promised,
  rows: ReadonlyMap<string, ChangeRow>,
): string | null {
  const row = rows.get(id);
  if (!row) return 'is in neither file';
  // Of what is gone there it is enough that nothing waits for it.
  if (row.outcome !== null && row.listing_id !== null && !shop.fake.shop.listings.has(target)) return null;
  switch (row.outcome) {
    case null:
      return row.parked_at === null ? 'still waits' : `is parked: ${row.problem}`;
    case 'acknowledged':
      return hasBeenThere(shop, kind, target, value, row) ? null : 'was acknowledged and has never been there';
    case 'merged':
      return hasSuccessor(rows, row) ? null : 'was merged into nothing';
    case 'undone':
      return undone.has(editId) || reopened.has(`${pc.name} ${lane} ${kind}`) ? null : 'was taken back by nobody';
    case 'given-up':
      return givenUp.has(id) || isContested(kind) ? null : 'was given up by nobody';
  }
}

type ContestedKind = 'price' | 'title' | 'order-note';

function isContested(kind: ChangeRow['kind']): kind is ContestedKind {
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
function wrongStock(truth: Truth, shops: readonly SimShop[]): string[] {
  const { promised, undone, givenUp, pieces } = truth;
  const expected = new Map([...pieces].map(([listing, { first, moved }]) => [listing, first + moved]));
  const listingOf = ({ shop, target }: Promised) => shop.fake.shop.listings.get(target);
  for (const change of promised) {
    if (change.kind !== 'stock' || undone.has(change.editId) || givenUp.has(change.id)) continue;
    const listing = listingOf(change);
    if (listing) expected.set(listing, expected.get(listing)! + Number(change.value));
  }
  return shops.flatMap((shop) =>
    [...shop.fake.shop.listings.values()].flatMap((listing) => {
      const wanted = expected.get(listing)! + followed(truth, shop, listing.sku);
      const by = listing.pieces - wanted;
      if (by === 0) return [];
      return [`stock: ${shop.platform} ${listing.listingId} is ${by} off: ${listing.pieces} instead of ${wanted}`];
    }),
  );
}

/** What the store's other shops have sold of it, where shops follow one another. */
function followed({ sharing, pieces }: Truth, shop: SimShop, sku: string): number {
  const others = (sharing.get(shop) ?? []).filter((other) => other !== shop);
  const same = others.flatMap(({ fake }) => [...fake.shop.listings.values()].filter((listing) => listing.sku === sku));
  return same.reduce((sum, listing) => sum + pieces.get(listing)!.moved, 0);
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
    // What was set back by an undo has been there before, perhaps from another PC: nothing can be told of it.
    const isOthers = promised.some(
      (one) => one.pc !== pc && one.shop === shop && one.kind === kind && one.target === target && one.value === value,
    );
    ranks.set(value, ranks.has(value) || isOthers ? Number.NaN : ranks.size);
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

function wrongMirror(pc: SimPc): string[] {
  const open = [...pc.changes().values()].filter((row) => row.settled_at === null);
  return open.length === 0
    ? []
    : [`mirror: ${pc.name} has ${open.length} changes open that the database knows nothing of`];
}
