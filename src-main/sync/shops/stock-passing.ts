/**
 * Of several computers that list the same shop, one at a time passes its movements of stock on to the store's other shops: passed
 * on by two they would count twice. Whoever takes over from another computer begins with what it finds.
 */
import {
  createOwnership,
  type Later,
  type Lease,
  type LockPlace,
  type Locks,
  type Ownership,
} from '../../resilience/index.ts';

/** What the right was numbered in each place when it was held here last; null: it was never held there. */
export type StockFences = Readonly<Record<LockPlace, number | null>>;

export interface PassingShop {
  readonly id: number;
  /** Unique over all platforms and computers. */
  readonly name: string;
  /** Up to these numbers all is read that was passed on under the right. */
  readonly stockFences: StockFences;
}

export interface StockPassingOptions {
  readonly locks: Locks;
  readonly later: Later;
  /** Writes down that all is read that was passed on under the right up to this number of the place. */
  readonly keepFence: (shopId: number, place: LockPlace, fence: number) => void;
}

export interface StockPassing {
  /** Asks for the right to each of these shops, and gives up all others. Resolves when each was asked for once. */
  arrange(shops: readonly PassingShop[]): Promise<void>;
  /** Everything that the shop offers now has been read. */
  listed(shopId: number): void;
  /** Shops whose movements are passed on from here. */
  from(): readonly number[];
  stop(): Promise<void>;
}

interface Held {
  readonly ownership: Ownership;
  fences: StockFences;
  /** Where the right is held now. */
  place: LockPlace | null;
  /** Another computer was seen to have the right since it was held here: it may have had it in another place than is asked now. */
  hadOther: boolean;
  /**
   * No other computer has passed anything on since this one last read the shop. It holds on when the right is lost until it is
   * known who has it next: what is read meanwhile would be passed on by nobody where that is this computer again.
   */
  upToDate: boolean;
}

/** Makes it; no right is asked for before `arrange`. */
export function createStockPassing({ locks, later, keepFence }: StockPassingOptions): StockPassing {
  const held = new Map<number, Held>();

  function take(shop: PassingShop): Held {
    const one: Held = {
      fences: shop.stockFences,
      place: null,
      hadOther: false,
      upToDate: false,
      ownership: createOwnership({
        locks,
        name: `shop/${shop.name}/stock`,
        later,
        onChange: (lease, place) => changed(shop.id, one, lease, place),
        onOther() {
          one.hadOther = true;
          one.upToDate = false;
        },
      }),
    };
    return one;
  }

  function changed(id: number, one: Held, lease: Lease | null, place: LockPlace | null): void {
    if (!lease) return;
    one.place = place;
    if (!place) {
      one.upToDate = true;
      return;
    }
    one.upToDate = !one.hadOther && lease.fence === (one.fences[place] ?? 1);
    if (one.upToDate) keep(id, one, place, lease);
  }

  /** Before everything is read it must not be kept: whoever ends in between would take another's turn for its own. */
  function keep(id: number, one: Held, place: LockPlace, { fence }: Lease): void {
    one.fences = { ...one.fences, [place]: fence };
    one.hadOther = false;
    keepFence(id, place, fence);
  }

  return {
    async arrange(shops) {
      const wanted = new Set(shops.map(({ id }) => id));
      for (const [id, { ownership }] of held) {
        if (wanted.has(id)) continue;
        held.delete(id);
        await ownership.stop();
      }
      for (const shop of shops) if (!held.has(shop.id)) held.set(shop.id, take(shop));
      await Promise.all([...held.values()].map(({ ownership }) => ownership.asked));
    },
    listed(shopId) {
      const one = held.get(shopId);
      const lease = one?.ownership.lease;
      if (!one?.place || !lease || one.upToDate) return;
      one.upToDate = true;
      keep(shopId, one, one.place, lease);
    },
    from: () => [...held].filter(([, { upToDate }]) => upToDate).map(([id]) => id),
    async stop() {
      await Promise.all([...held.values()].map(({ ownership }) => ownership.stop()));
      held.clear();
    },
  };
}
