/** Stores with their computers and shops, and how each step is carried out in them. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import type { ChangeRow } from '../../../src-main/sync/outbox/index.ts';
import { createVirtualTime, seeded } from '../../virtual-time/index.ts';
import type { PlantedBug } from './planted.ts';
import { createSimPc, type SimPc, STORE, TAKES } from './sim-pc.ts';
import { createSimShop, type SimShop } from './sim-shop.ts';
import type { Plan, Step } from './steps.ts';
import { workDirectory } from './template.ts';
import { createTruth, PIECE } from './truth.ts';

export interface WorldOptions {
  readonly plan: Omit<Plan, 'steps'>;
  readonly bug: PlantedBug | null;
  /** A database with its tables, to be copied. */
  readonly template: string;
  /** Hears of every action and fault that came about. */
  readonly count: (what: string) => void;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** Enough that nobody runs out whatever is counted down. */
const PIECES_AT_FIRST = 100_000;
const CARRIER = { carrier: 'YTO', trackingNumber: '' };
const ALIEXPRESS_CARRIER = 'CAINIAO_STANDARD';
/** What may become of an order by itself. */
const NEXT: Readonly<Partial<Record<OrderStatusName, OrderStatusName>>> = {
  unpaid: 'paid',
  paid: 'refunded',
  shipped: 'completed',
};

export async function openWorld({ plan, bug, count, template }: WorldOptions) {
  const time = createVirtualTime();
  const ids = seeded(plan.seed * 3 + 3);
  const trace = createHash('sha256');
  const note = (line: string) => trace.update(`${time.elapsed()} ${line}\n`);
  const truth = createTruth();
  const directory = mkdtempSync(join(workDirectory(), 'mendian-simulation-'));
  const shops: SimShop[] = [];
  const pcs: SimPc[] = [];

  for (const [place, store] of plan.stores.entries()) {
    const own = store.platforms.map((platform) =>
      createSimShop({ platform, time, random: seeded(plan.seed + shops.length * 7919), onCall: note, onMishap: count }),
    );
    for (const shop of own) {
      fill(shop, store.listings, store.orders);
      shops.push(shop);
    }
    for (let n = 0; n < store.pcs; n++) {
      const name = `store ${place + 1}${'ab'[n]}`;
      const pc = createSimPc({
        name,
        directory: join(directory, `${place}-${n}`),
        shops: own,
        time,
        random: seeded(Math.floor(ids() * 2 ** 31)),
        policies: plan.policies,
        bug,
        onLog: (line) => note(`${name} ${line}`),
        onCrash: (point) => count(`crash ${point}`),
      });
      await pc.begin(template);
      pcs.push(pc);
    }
  }
  // Everybody knows what his shops hold before anything happens.
  for (let passed = 0; pcs.some((pc) => pc.isListing()) && passed < 600; passed++) await time.advance(1_000);
  for (const pc of pcs) pc.backUp();

  function fill(shop: SimShop, listings: number, orders: number): void {
    const { fake } = shop;
    const made = Array.from({ length: listings }, (_, n) => {
      const listing = fake.shop.addListing({
        title: `Title ${n + 1}`,
        price: 10_000 * (n + 5),
        pieces: PIECES_AT_FIRST,
      });
      truth.pieces.set(listing, PIECES_AT_FIRST);
      return listing;
    });
    for (let n = 0; n < orders; n++) {
      const lines = [{ listingId: made[n % made.length]!.listingId, pieces: 1 }];
      fake.shop.placeOrder({ lines, status: 'paid', at: time.now() - (n + 1) * 4 * 3_600_000 });
    }
    fake.takeWebhooks();
  }

  const around = <Item>(items: readonly Item[], place: number): Item | undefined => items[place % items.length];

  /** What a listing or an order of a PC's shops is known by there. */
  function listingAt(pc: SimPc, place: number) {
    return around(
      pc.all<{ product_id: number; listing_id: string; shop_id: number }>(
        'SELECT product_id, listing_id, shop_id FROM listing WHERE on_sale = 1 ORDER BY shop_id, listing_id',
      ),
      place,
    );
  }

  function orderAt(pc: SimPc, place: number) {
    return around(
      pc.all<{ number: string; shop_id: number }>('SELECT number, shop_id FROM remote_order ORDER BY shop_id, number'),
      place,
    );
  }

  const editIds = (pc: SimPc) => new Set(pc.all<{ id: string }>('SELECT id FROM edit').map(({ id }) => id));

  /** Staff are told that it is saved, or that it is not; or the process ends before anybody is told anything. */
  async function save(
    pc: SimPc,
    work: () => { readonly shopIds: readonly number[]; readonly editId: string },
  ): Promise<string | null> {
    const before = editIds(pc);
    try {
      const { shopIds, editId } = work();
      pc.sync.push.wake(shopIds);
      remember(pc, editId);
      return editId;
    } catch (error) {
      if (!pc.crashed) {
        if (!(error instanceof AppError)) throw error;
        if (error.code === 'INTERNAL') throw error;
        note(`${pc.name} refused ${error.code}`);
        if (error.code === 'DISK_FULL') count('disk full');
        return null;
      }
      await pc.restart();
      // It was not answered: all of it is there, or nothing.
      const [saved] = [...editIds(pc)].filter((id) => !before.has(id));
      if (saved === undefined) return null;
      remember(pc, saved);
      return saved;
    }
  }

  function remember(pc: SimPc, editId: string): void {
    for (const row of pc.all<ChangeRow>('SELECT * FROM change WHERE edit_id = ? ORDER BY seq', editId)) {
      const said = JSON.parse(row.value) as number | string | { trackingNumber: string };
      const value = typeof said === 'object' ? said.trackingNumber : row.kind === 'stock' ? Number(said) / PIECE : said;
      truth.promised.push({
        pc,
        shop: pc.shopOf(row.shop_id),
        id: row.id,
        editId,
        kind: row.kind,
        lane: row.lane,
        target: row.listing_id ?? row.order_number!,
        value,
      });
    }
  }

  const common = (pc: SimPc) => ({ takes: TAKES, seed: pc.seed(), actor: 'staff' });

  /** Edits that staff may still take back, the newest last. */
  const undoable = new Map<SimPc, string[]>();

  async function editProduct(pc: SimPc, place: number, change: { price?: number; name?: string; stockDelta?: number }) {
    const listing = listingAt(pc, place);
    if (!listing) return;
    const edits = [{ productId: listing.product_id, ...change }];
    const saved = await save(pc, () => pc.write('products.edit', { storeId: STORE, edits, ...common(pc) }));
    if (saved) undoable.set(pc, [...(undoable.get(pc) ?? []), saved]);
  }

  async function editOrder(pc: SimPc, place: number, wanted: { note: string } | { tracking: string }) {
    const order = orderAt(pc, place);
    if (!order) return;
    const shop = pc.shopOf(order.shop_id);
    const kind = 'note' in wanted ? 'order-note' : 'fulfilment';
    if (!TAKES[shop.platform]?.includes(kind)) return;
    if ('tracking' in wanted) {
      const there = shop.fake.shop.orders.get(order.number)!;
      const isMeant = truth.promised.some(
        (one) => one.kind === 'fulfilment' && one.target === order.number && one.shop === shop,
      );
      if (there.status !== 'paid' || isMeant) return;
    }
    const shipment = shop.platform === 'aliexpress' ? { ...CARRIER, carrier: ALIEXPRESS_CARRIER } : CARRIER;
    const what =
      'note' in wanted ? { note: wanted.note } : { shipment: { ...shipment, trackingNumber: wanted.tracking } };
    await save(pc, () =>
      pc.write('orders.edit', { shopId: order.shop_id, number: order.number, ...what, ...common(pc) }),
    );
  }

  async function undo(pc: SimPc): Promise<void> {
    const editId = undoable.get(pc)?.pop();
    if (editId === undefined) return;
    const isUndone = () => pc.all('SELECT 1 FROM edit WHERE id = ? AND undone_by IS NOT NULL', editId).length > 0;
    const saved = await save(pc, () => pc.write('products.undo', { editId, ...common(pc) }));
    if (saved && isUndone()) {
      truth.undone.add(editId);
      // The opposite of what had been sent is a promise of its own; of differences both are left out.
      truth.undone.add(saved);
    }
  }

  interface OpenConflict {
    readonly id: number;
    readonly kind: ChangeRow['kind'];
    readonly shop_id: number;
    readonly change_id: string;
  }

  /** Of stock somebody looks into the platform's books whether the difference has arrived. */
  async function resolve(pc: SimPc, conflict: OpenConflict, wanted: 'local' | 'remote'): Promise<void> {
    const resolution = conflict.kind === 'stock' ? (hasArrived(pc, conflict) ? 'remote' : 'local') : wanted;
    count(`question ${conflict.kind}`);
    await decide(pc, () =>
      pc.write('conflicts.resolve', { id: conflict.id, resolution, seed: pc.seed(), actor: 'staff' }),
    );
    if (!pc.crashed) pc.sync.push.wake([conflict.shop_id]);
  }

  function hasArrived(pc: SimPc, { change_id }: OpenConflict): boolean {
    const [row] = pc.all<ChangeRow>('SELECT * FROM change WHERE id = ?', change_id);
    const sent = (JSON.parse(row!.sent_value ?? row!.value) as number) / PIECE;
    const { writes } = pc.shopOf(row!.shop_id).fake.shop;
    return writes.some((write) => write.kind === 'stock' && write.target === row!.listing_id && write.value === sent);
  }

  async function decide(pc: SimPc, work: () => unknown): Promise<void> {
    try {
      work();
    } catch (error) {
      if (pc.crashed) await pc.restart();
      else if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
      else note(`${pc.name} refused ${error.code}`);
    }
  }

  const openConflicts = (pc: SimPc) =>
    pc.all<OpenConflict>('SELECT id, kind, shop_id, change_id FROM conflict WHERE resolution IS NULL ORDER BY id');
  const parked = (pc: SimPc) =>
    pc.all<ChangeRow>('SELECT * FROM change WHERE settled_at IS NULL AND parked_at IS NOT NULL ORDER BY seq');

  /** What no change has deserved: an outage, a limit or a missing sign-in is the shop's, and counts against none. */
  const OF_THE_SHOP: ReadonlySet<string> = new Set([
    'PLATFORM_UNREACHABLE',
    'PLATFORM_RESTING',
    'PLATFORM_THROTTLED',
    'PLATFORM_SIGN_IN',
  ]);
  const poisoned: string[] = [];

  /** Staff try again what is parked, and give up what the platform will never do. */
  async function lookAtParked(pc: SimPc): Promise<void> {
    for (const row of parked(pc)) {
      const shop = pc.shopOf(row.shop_id);
      const order = row.order_number === null ? null : shop.fake.shop.orders.get(row.order_number);
      const never = row.kind === 'fulfilment' && order?.status !== 'paid';
      const { code } = JSON.parse(row.problem ?? '{}') as { code?: string };
      if (code !== undefined && OF_THE_SHOP.has(code))
        poisoned.push(`poison: ${pc.name} ${row.kind} was parked for ${code}`);
      count(never ? 'given up' : 'tried again');
      const task = never ? 'outbox.giveUp' : 'outbox.retry';
      await decide(pc, () => {
        pc.write(task, { id: row.id, seed: pc.seed(), actor: 'staff' });
        if (never) truth.givenUp.add(row.id);
      });
      if (!pc.crashed) pc.sync.push.wake([row.shop_id]);
    }
  }

  /** Whoever is asked for a sign-in gives it. */
  async function signIn(pc: SimPc): Promise<void> {
    for (const { id } of pc.all<{ id: number }>("SELECT id FROM shop WHERE state = 'sign-in'")) {
      count('sign-in');
      try {
        await pc.signIn(id);
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'INTERNAL') throw error;
        note(`${pc.name} cannot sign in: ${error.code}`);
      }
    }
  }

  async function deliver(shop: SimShop, how: 'once' | 'twice' | 'backwards' | 'lost'): Promise<void> {
    const requests = [...shop.fake.takeWebhooks()];
    if (how === 'lost') return;
    if (how === 'backwards') requests.reverse();
    for (const pc of pcs.filter((one) => one.shops.includes(shop))) {
      const [row] = pc.sync.shops.list().filter(({ row }) => pc.shopOf(row.id) === shop);
      for (const request of how === 'twice' ? requests.flatMap((one) => [one, one]) : requests) {
        if (row && !pc.crashed) await time.until(pc.sync.hear(row.row.id, request));
      }
    }
  }

  function sell(shop: SimShop, place: number, pieces: number, paid: boolean): void {
    const listing = around([...shop.fake.shop.listings.values()], place)!;
    shop.fake.shop.placeOrder({ lines: [{ listingId: listing.listingId, pieces }], status: paid ? 'paid' : 'unpaid' });
    truth.pieces.set(listing, truth.pieces.get(listing)! - pieces);
  }

  function moveOrder(shop: SimShop, place: number): void {
    const order = around([...shop.fake.shop.orders.values()], place);
    const next = order && NEXT[order.status];
    if (!order || !next || (next === 'refunded' && place % 3 > 0)) return;
    shop.fake.shop.changeOrder(order.number, { status: next });
  }

  async function carryOut(step: Step): Promise<void> {
    note(`step ${JSON.stringify(step)}`);
    const pc = 'pc' in step ? around(pcs, step.pc)! : null;
    const shop = 'shop' in step ? around(shops, step.shop)! : null;
    if (step.do !== 'crash' && step.do !== 'call-fault') count(step.do);
    switch (step.do) {
      case 'stock':
        return editProduct(pc!, step.listing, { stockDelta: step.pieces * PIECE });
      case 'price':
        return editProduct(pc!, step.listing, { price: step.price });
      case 'title':
        return editProduct(pc!, step.listing, { name: step.title });
      case 'note':
        return editOrder(pc!, step.order, { note: step.note });
      case 'fulfilment':
        return editOrder(pc!, step.order, { tracking: step.tracking });
      case 'undo':
        return undo(pc!);
      case 'resolve': {
        const [first] = openConflicts(pc!);
        return first && resolve(pc!, first, step.resolution);
      }
      case 'retry-parked':
        return lookAtParked(pc!);
      case 'sync-now':
        return decideSoon(pc!, pc!.sync.syncNow(null));
      case 'sale':
        return sell(shop!, step.listing, step.pieces, step.paid);
      case 'order-moves':
        return moveOrder(shop!, step.order);
      case 'office-price':
      case 'office-title':
      case 'office-stock':
        return officeChanges(shop!, step);
      case 'office-note': {
        const order = around([...shop!.fake.shop.orders.values()], step.order);
        if (order) shop!.fake.shop.changeOrder(order.number, { note: step.note });
        return;
      }
      case 'new-listing':
        truth.pieces.set(
          shop!.fake.shop.addListing({ title: step.title, price: step.price, pieces: PIECES_AT_FIRST }),
          PIECES_AT_FIRST,
        );
        return;
      case 'wait':
        return pass(step.milliseconds);
      case 'webhooks':
        return deliver(shop!, step.how);
      case 'crash':
        return pc!.crashAt(step.point, step.nth);
      case 'kill':
        return pc!.restart();
      case 'call-fault':
        // Two computers that take each other's token away would need somebody to sign in for ever.
        if (step.mishap.kind !== 'expire-token' || pcs.filter((one) => one.shops.includes(shop!)).length === 1)
          shop!.mishaps.push(step.mishap);
        return;
      case 'platform-down':
        shop!.downUntil = time.elapsed() + step.milliseconds;
        return;
      case 'line-down':
        return pc!.cutLine(step.milliseconds);
      case 'clock':
        return pc!.setClock(step.hours * 3_600_000);
      case 'disk-full':
        pc!.limitDisk(step.pages);
        time.later(step.milliseconds, () => pc!.limitDisk(null));
        return;
      case 'torn-log':
        return pc!.tear();
      case 'back-up':
        return pc!.backUp();
      case 'restore-backup':
        if (pc!.hasBackup()) await pc!.restore();
        return;
      case 'lose-mirror':
        return pc!.loseMirror();
    }
  }

  function officeChanges(
    { fake }: SimShop,
    step: Extract<Step, { do: 'office-price' | 'office-title' | 'office-stock' }>,
  ): void {
    const listing = around([...fake.shop.listings.values()], step.listing)!;
    if (step.do === 'office-price') fake.shop.changeListing(listing.listingId, { price: step.price });
    else if (step.do === 'office-title') fake.shop.changeListing(listing.listingId, { title: step.title });
    else {
      fake.shop.changeListing(listing.listingId, { pieces: listing.pieces + step.pieces });
      truth.pieces.set(listing, truth.pieces.get(listing)! + step.pieces);
    }
  }

  async function decideSoon(pc: SimPc, work: Promise<unknown>): Promise<void> {
    try {
      await time.until(work, 60_000);
    } catch (error) {
      if (!pc.crashed && !(error instanceof AppError)) throw error;
    }
  }

  /** Time passes; what has ended meanwhile is started again. */
  async function pass(milliseconds: number): Promise<void> {
    const end = time.elapsed() + milliseconds;
    while (time.elapsed() < end) {
      await time.advance(Math.min(5_000, end - time.elapsed()));
      for (const pc of pcs) if (pc.crashed) await pc.restart();
    }
  }

  /** Whatever went wrong is over. */
  function calm(): void {
    for (const shop of shops) {
      shop.mishaps.length = 0;
      shop.downUntil = 0;
    }
    for (const pc of pcs) {
      pc.disarm();
      pc.limitDisk(null);
      pc.cutLine(0);
    }
  }

  async function answerQuestions(): Promise<void> {
    for (const pc of pcs) {
      await signIn(pc);
      for (const conflict of openConflicts(pc)) await resolve(pc, conflict, conflict.id % 2 === 0 ? 'local' : 'remote');
      await lookAtParked(pc);
    }
  }

  return {
    time,
    truth,
    pcs,
    shops,
    note,
    pass,
    calm,
    answerQuestions,
    /** Gives in words what was parked though it could not help it. */
    poisoned: (): readonly string[] => poisoned,
    async carryOut(step: Step): Promise<void> {
      await carryOut(step);
      for (const pc of pcs) if (pc.crashed) await pc.restart();
    },
    hash: () => trace.copy().digest('hex').slice(0, 16),
    close(): void {
      for (const pc of pcs) pc.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
