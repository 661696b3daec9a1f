/** What staff are asked, and what they answer. */
import type { ChangeRow } from '../../../src-main/sync/outbox/index.ts';
import type { FakeOrder } from '../../fakes/index.ts';
import type { SimPc } from './pc/index.ts';
import { refused, type StaffParts, staffOf } from './staff.ts';
import { PIECE } from './truth.ts';

interface Conflict {
  readonly id: number;
  readonly kind: ChangeRow['kind'];
  readonly lane: string;
  readonly shop_id: number;
  readonly change_id: string;
}

const CONFLICT = 'SELECT id, kind, lane, shop_id, change_id FROM conflict';
/** What is bought at a time where none are left. */
const CALLS = 100;

/** What no change has deserved: an outage, a limit or a missing sign-in is the shop's, and counts against none. */
const OF_THE_SHOP: ReadonlySet<string> = new Set([
  'PLATFORM_UNREACHABLE',
  'PLATFORM_RESTING',
  'PLATFORM_THROTTLED',
  'PLATFORM_SIGN_IN',
  'QUOTA_USED_UP',
]);

/** Gives whether it was carried out. */
async function decide(parts: StaffParts, pc: SimPc, work: () => unknown): Promise<boolean> {
  try {
    work();
    return true;
  } catch (error) {
    if (pc.crashed) await pc.restart();
    else refused(parts, pc, error);
    return false;
  }
}

const openConflicts = (pc: SimPc) => pc.all<Conflict>(`${CONFLICT} WHERE resolution IS NULL ORDER BY id`);

/** Answers what was asked first. */
export async function answerConflict(parts: StaffParts, pc: SimPc, wanted: 'local' | 'remote'): Promise<void> {
  const [first] = openConflicts(pc);
  if (first) await resolve(parts, pc, first, wanted);
}

/** Of stock somebody looks into the platform's books whether the difference has arrived. */
async function resolve(parts: StaffParts, pc: SimPc, conflict: Conflict, wanted: 'local' | 'remote'): Promise<void> {
  const resolution = conflict.kind === 'stock' ? (hasArrived(pc, conflict) ? 'remote' : 'local') : wanted;
  parts.count(`question ${conflict.kind}`);
  const { stock } = pc.sync.policies();
  const answer = { id: conflict.id, resolution, ...(stock && { stock }), ...staffOf(pc) };
  await decide(parts, pc, () => pc.write('conflicts.resolve', answer));
  if (!pc.crashed) pc.sync.push.wake([conflict.shop_id]);
}

function hasArrived(pc: SimPc, { change_id }: Conflict): boolean {
  const [row] = pc.all<ChangeRow>('SELECT * FROM change WHERE id = ?', change_id);
  const sent = (JSON.parse(row!.sent_value ?? row!.value) as number) / PIECE;
  const { writes } = pc.shopOf(row!.shop_id).fake.shop;
  return writes.some((write) => write.kind === 'stock' && write.target === row!.listing_id && write.value === sent);
}

/** Takes back what was decided last. */
export async function undoResolution(parts: StaffParts, pc: SimPc): Promise<void> {
  const [last] = pc.all<Conflict>(
    `${CONFLICT} WHERE resolution IS NOT NULL AND resolved_by = 'staff' ORDER BY resolved_at DESC, id DESC LIMIT 1`,
  );
  if (!last) return;
  const isOpen = () => pc.all('SELECT 1 FROM conflict WHERE id = ? AND resolution IS NULL', last.id).length > 0;
  await decide(parts, pc, () => pc.write('conflicts.undo', { id: last.id, ...staffOf(pc) }));
  if (!isOpen()) return;
  parts.count(`taken back ${last.kind}`);
  parts.truth.reopened.add(`${pc.name} ${last.lane} ${last.kind}`);
  pc.sync.push.wake([last.shop_id]);
}

/** That the order is not to be sent any more may be because this very parcel is on its way: that is not given up. */
function hasParcel(order: FakeOrder | undefined, { value }: ChangeRow): boolean {
  const { trackingNumber } = JSON.parse(value) as { trackingNumber: string };
  return order?.shipments.some((shipment) => shipment.trackingNumber === trackingNumber) ?? false;
}

/** Staff try again what is parked, and give up what the platform will never do. */
export async function lookAtParked(parts: StaffParts, pc: SimPc): Promise<void> {
  const { truth, count } = parts;
  const parked = 'SELECT * FROM change WHERE settled_at IS NULL AND parked_at IS NOT NULL ORDER BY seq';
  for (const row of pc.all<ChangeRow>(parked)) {
    const { orders, listings } = pc.shopOf(row.shop_id).fake.shop;
    const order = row.order_number === null ? undefined : orders.get(row.order_number);
    const never =
      row.listing_id === null
        ? row.kind === 'fulfilment' && order?.status !== 'paid' && !hasParcel(order, row)
        : !listings.has(row.listing_id);
    const { code } = JSON.parse(row.problem ?? '{}') as { code?: string };
    if (code !== undefined && OF_THE_SHOP.has(code))
      truth.seen.push(`poison: ${pc.name} ${row.kind} was parked for ${code}`);
    count(never ? 'given up' : 'tried again');
    await decide(parts, pc, () => {
      pc.write(never ? 'outbox.giveUp' : 'outbox.retry', { id: row.id, ...staffOf(pc) });
      if (never) truth.givenUp.add(row.id);
    });
    if (!pc.crashed) pc.sync.push.wake([row.shop_id]);
  }
}

/** Whoever is asked for a sign-in gives it. */
async function signIn(parts: StaffParts, pc: SimPc): Promise<void> {
  for (const { id } of pc.all<{ id: number }>("SELECT id FROM shop WHERE state = 'sign-in'")) {
    parts.count('sign-in');
    try {
      await pc.signIn(id);
    } catch (error) {
      refused(parts, pc, error);
    }
  }
}

/** A pull would take most away: staff look whether the platform has it still. */
async function answerFailSafe(parts: StaffParts, pc: SimPc): Promise<void> {
  for (const { id } of pc.all<{ id: number }>("SELECT id FROM shop WHERE fail_safe = 'asking'")) {
    parts.count('fail-safe asked');
    const known = pc.all<{ listing_id: string }>(
      'SELECT listing_id FROM listing WHERE shop_id = ? AND on_sale = 1',
      id,
    );
    const { listings } = pc.shopOf(id).fake.shop;
    const left = known.filter(({ listing_id }) => listings.has(listing_id)).length;
    const allow = left * 2 < known.length;
    await decide(parts, pc, () => pc.write('pull.answerFailSafe', { shopId: id, allow, ...staffOf(pc) }));
    if (!pc.crashed) await pc.sync.syncNow(id);
  }
}

/** Everything that anybody is asked is answered. */
export async function answerQuestions(parts: StaffParts, pcs: readonly SimPc[]): Promise<void> {
  for (const pc of pcs.filter(({ isOff }) => !isOff)) {
    await signIn(parts, pc);
    for (let n = await pc.buyCalls(CALLS); n > 0; n--) parts.count('calls bought');
    await answerFailSafe(parts, pc);
    for (const conflict of openConflicts(pc))
      await resolve(parts, pc, conflict, conflict.id % 2 === 0 ? 'local' : 'remote');
    await lookAtParked(parts, pc);
  }
}
