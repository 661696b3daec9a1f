/** What every platform must do with what is pushed to it: each once, whatever happens on the way. */
import { describe, expect, it } from 'vitest';
import type { PlatformContext, PushItem, PushKind } from '../../../src-main/sync/platform/index.ts';
import type { FakeListing } from '../../fakes/index.ts';
import { type Contract, failureOf, type Kit, startKit } from './platform-contract-kit.ts';

const TITLE = '法式连衣裙 & “été” +10% <新>';

/** Ids as the outbox mints them. */
const changeId = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** What is pushed of this kind to the nth listing or order. */
function itemOf(kit: Kit, kind: PushKind, n: number, inOneProduct: boolean): PushItem {
  const id = changeId(n + 1);
  if (kind === 'fulfilment' || kind === 'order-note') {
    const unshipped = [...kit.fake.shop.orders.values()].filter(({ status }) => status === 'paid');
    const { number: orderNumber, remoteId } = unshipped[n]!;
    if (kind === 'order-note') return { kind, changeId: id, orderNumber, remoteId, note: `${TITLE} ${n}` };
    return { kind, changeId: id, orderNumber, remoteId, carrier: 'SF Express', trackingNumber: `SF${1_000 + n}` };
  }
  // One for each product: a title belongs to all of its variants.
  const listing = inOneProduct && kind !== 'title' ? variantOf(kit, n) : productsOf(kit)[n]!;
  const { listingId } = listing;
  if (kind === 'stock') return { kind, changeId: id, listingId, delta: 3_000, base: listing.pieces * 1_000 };
  if (kind === 'price')
    return { kind, changeId: id, listingId, price: 1_234_500 + n * 100, currency: listing.currency };
  return { kind, changeId: id, listingId, title: `${TITLE} ${n}` };
}

const productsOf = (kit: Kit) => [
  ...new Map([...kit.fake.shop.listings.values()].map((listing) => [listing.productId, listing])).values(),
];

/** The nth variant of the first product. */
function variantOf(kit: Kit, n: number): FakeListing {
  const { shop } = kit.fake;
  const [{ productId, title, price }] = productsOf(kit) as [FakeListing];
  while (shop.listingsOfProduct(productId).length <= n) shop.addListing({ productId, title, price, pieces: 50 });
  return shop.listingsOfProduct(productId)[n]!;
}

/** What the platform holds of what an item wants. */
function heldOf(kit: Kit, item: PushItem): number | string | null {
  const { shop } = kit.fake;
  switch (item.kind) {
    case 'stock':
      return shop.listings.get(item.listingId)!.pieces * 1_000;
    case 'price':
      return shop.listings.get(item.listingId)!.price;
    case 'title':
      return shop.listings.get(item.listingId)!.title;
    case 'fulfilment':
      return shop.orders
        .get(item.orderNumber)!
        .shipments.map(({ trackingNumber }) => trackingNumber)
        .join();
    case 'order-note':
      return shop.orders.get(item.orderNumber)!.note;
  }
}

function wantedOf(item: PushItem): number | string {
  switch (item.kind) {
    case 'stock':
      return item.base + item.delta;
    case 'price':
      return item.price;
    case 'title':
      return item.title;
    case 'fulfilment':
      return item.trackingNumber;
    case 'order-note':
      return item.note;
  }
}

export function describePushing(contract: Contract): void {
  const { platform, facts } = contract;
  const kinds = Object.entries(platform.capabilities.push) as [PushKind, { batch: number; repeat: string }][];
  const start = (batch = 1) => startKit(contract, { orders: batch * 8 + 40, listings: batch * 3 + 10 });
  const batchOf = (kit: Kit, kind: PushKind, size: number) =>
    Array.from({ length: size }, (_, n) => itemOf(kit, kind, n, facts.batchesOneProduct ?? false));

  it('something can be pushed', () => {
    expect(kinds.map(([kind]) => kind)).toContain('stock');
  });

  describe.each(kinds)('%s', (kind, { batch, repeat }) => {
    it('reaches the platform for every item of a full batch, once', async () => {
      const kit = start(batch);
      const items = batchOf(kit, kind, batch);
      const outcomes = await kit.time.until(platform.push(kit.context, items));
      expect(outcomes.map(({ changeId: id, outcome }) => [id, outcome])).toEqual(
        items.map(({ changeId: id }) => [id, 'done']),
      );
      for (const item of items) expect(heldOf(kit, item)).toBe(wantedOf(item));
      expect(kit.fake.shop.writes).toHaveLength(batch);
      expect(new Set(kit.fake.shop.writes.map((write) => write.kind))).toEqual(new Set([kind]));
    });

    it('of a batch that fails in part is told item by item', async () => {
      const kit = start(Math.max(batch, 2));
      const size = Math.min(batch, 5);
      const failing = size === 1 ? [0] : [1, size - 1];
      const items = batchOf(kit, kind, size);
      const before = items.map((item) => heldOf(kit, item));
      kit.fake.misbehave({ kind: 'partial', places: failing, code: facts.itemError }, { api: await writingApi(kind) });
      const outcomes = await kit.time.until(platform.push(kit.context, items));
      expect(outcomes).toHaveLength(size);
      for (const [place, item] of items.entries()) {
        const outcome = outcomes.find(({ changeId: id }) => id === item.changeId)!;
        if (!failing.includes(place)) {
          expect(outcome.outcome).toBe('done');
          expect(heldOf(kit, item)).toBe(wantedOf(item));
          continue;
        }
        expect(outcome).toMatchObject({
          outcome: 'failed',
          error: { action: expect.stringMatching(/refuse|park|retry/) },
        });
        expect(heldOf(kit, item)).toBe(before[place]);
      }
    });

    it('whose answer is lost acts once when it is repeated as declared', async () => {
      const kit = start(batch);
      const items = batchOf(kit, kind, Math.min(batch, 4));
      kit.fake.misbehave({ kind: 'drop-after' }, { api: await writingApi(kind) });
      const error = await failureOf(kit, platform.push(kit.context, items));
      expect(error).toMatchObject({ code: 'PLATFORM_UNREACHABLE', action: 'retry' });
      await kit.time.advance(30_000);
      if (repeat === 'read-back') {
        for (const item of items) expect(await readBack(kit, item)).toBe(wantedOf(item));
        expect(kit.fake.shop.writes).toHaveLength(items.length);
        return;
      }
      const outcomes = await kit.time.until(platform.push(kit.context, items));
      expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['done']));
      for (const item of items) expect(heldOf(kit, item)).toBe(wantedOf(item));
      if (repeat === 'key') expect(kit.fake.shop.writes).toHaveLength(items.length);
    });
  });

  /** What the adapter reads of what an item wants. */
  async function readBack(kit: Kit, item: PushItem): Promise<number | string | null> {
    if (item.kind === 'fulfilment' || item.kind === 'order-note') {
      const order = await kit.time.until(platform.order(kit.context, item.orderNumber));
      return item.kind === 'order-note' ? (order!.note ?? null) : (order!.shipments?.[0]?.trackingNumber ?? null);
    }
    const { items } = await kit.time.until(platform.listingsById(kit.context, [item.listingId]));
    const [listing] = items;
    if (item.kind === 'stock') return listing!.quantity;
    return item.kind === 'price' ? listing!.price : listing!.title;
  }

  /** The call that writes, by the platform's own name: a push may read before it. */
  async function writingApi(kind: PushKind): Promise<string> {
    const kit = start();
    const names: string[] = [];
    const context: PlatformContext = {
      ...kit.context,
      call: (api, args) => {
        if (api.writes) names.push(api.name);
        return kit.context.call(api, args);
      },
    };
    await kit.time.until(platform.push(context, batchOf(kit, kind, 1)));
    return names.at(-1)!;
  }
}
