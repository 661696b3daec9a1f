/** Staff who edit through the hub's API without a pause, and remember what they were told. Edits and orders do not touch the same stock. */
import type { FakePlatform } from '../../../fakes/index.ts';
import { type HubProcess, HubRefusal } from './hub-process.ts';

export interface ShopUnderTest {
  readonly fake: FakePlatform;
  readonly shopId: number;
  readonly storeId: number;
  /** Whose stock staff count; nobody buys them. */
  readonly counted: readonly EditedProduct[];
  /** What customers buy. */
  readonly sold: readonly EditedProduct[];
  readonly carrier: string;
}

export interface EditedProduct {
  readonly productId: number;
  readonly listingId: string;
}

export interface Told {
  /** Edits that were answered "saved", with how many changes they made. */
  readonly acknowledged: Map<string, number>;
  /** Requests that nobody answered: each may be saved, or not. */
  unanswered: number;
  /** Edits that were answered with a no, in its words. */
  readonly refused: string[];
  /** Orders that somebody gave a parcel to: nobody does so twice. */
  readonly sent: Set<string>;
}

export interface Staff {
  /** Edits until it is told to stop, or the hub is gone. @param onSaved called after each that was saved. */
  work(hub: HubProcess, onSaved?: () => void): Promise<void>;
  stop(): void;
}

export function createStaff(shops: readonly ShopUnderTest[], told: Told, random: () => number): Staff {
  let stopped = false;
  let parcels = 0;
  const whole = (below: number) => Math.floor(random() * below);
  const pick = <Item>(items: readonly Item[]): Item => items[whole(items.length)]!;

  function nextEdit(shop: ShopUnderTest): { path: string; body: object; order?: string } {
    const chance = random();
    if (chance < 0.15) {
      const order = [...shop.fake.shop.orders.values()].find(
        ({ status, number }) => status === 'paid' && !told.sent.has(number),
      );
      if (order) {
        const shipment = { carrier: shop.carrier, trackingNumber: `KILL${shop.shopId}${parcels++}` };
        const body = { shopId: shop.shopId, number: order.number, shipment };
        return { path: '/sync/orders/edits', body, order: order.number };
      }
    }
    const { productId } = pick(shop.counted);
    const change = chance < 0.7 ? { stockDelta: (1 + whole(5)) * 1_000 } : { price: (1_000 + whole(50_000)) * 100 };
    return { path: '/products/edits', body: { storeId: shop.storeId, edits: [{ productId, ...change }] } };
  }

  return {
    async work(hub, onSaved = () => undefined) {
      stopped = false;
      while (!stopped) {
        const { path, body, order } = nextEdit(pick(shops));
        // Whether it is saved or not: whoever saw no answer would not send another parcel.
        if (order) told.sent.add(order);
        try {
          const saved = await hub.ask<{ editId: string; changes: number }>('POST', path, body);
          told.acknowledged.set(saved.editId, saved.changes);
          onSaved();
        } catch (error) {
          if (error instanceof HubRefusal) {
            if (order) told.sent.delete(order);
            // An order that the hub has not heard of yet is no fault.
            if (!(order && error.message.includes('NOT_FOUND'))) told.refused.push(error.message);
            continue;
          }
          told.unanswered += 1;
          return;
        }
      }
    },
    stop() {
      stopped = true;
    },
  };
}
