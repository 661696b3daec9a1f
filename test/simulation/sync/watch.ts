/** What must be so at every moment, not only in the end. */
import type { VirtualTime } from '../../virtual-time/index.ts';
import type { SimPc } from './pc/index.ts';
import type { SimRedis } from './redis/index.ts';
import type { SimShop } from './sim-shop.ts';
import type { Truth } from './truth.ts';

export interface WatchParts {
  readonly truth: Truth;
  readonly time: VirtualTime;
  readonly redis: SimRedis | null;
  readonly pcs: readonly SimPc[];
  readonly shops: readonly SimShop[];
  readonly count: (what: string) => void;
}

/** By then everybody who reaches Redis has asked for the lock there, and whoever died with it has lost it. */
const SETTLED_MILLISECONDS = 20_000;
/** Of fewer listings a platform may lose all without anybody being asked. */
const FEWEST_LISTINGS = 5;

export function createWatch({ truth, time, redis, pcs, shops, count }: WatchParts) {
  /** How many listings of a shop a computer had when the shop's lists vanished. */
  const before = new Map<SimShop, Map<SimPc, number>>();
  const onSale = (pc: SimPc, shop: SimShop) =>
    pc.all<{ n: number }>(
      'SELECT count(*) AS n FROM listing l JOIN shop s ON s.id = l.shop_id WHERE l.on_sale = 1 AND s.platform = ?',
      shop.platform,
    )[0]!.n;

  return {
    /** Of two computers with the same outbox one alone sends, as long as both reach Redis. */
    onWrite(pc: SimPc): void {
      if (!redis || !pcs.some((other) => other !== pc && truth.copies.get(other) === truth.copies.get(pc))) return;
      const soundSince = Math.max(redis.soundSince, pc.reachesRedisSince());
      if (time.elapsed() < soundSince + SETTLED_MILLISECONDS) return;
      const owner = redis.server.get(`chain:lock:{outbox/${truth.copies.get(pc)}}`);
      count('sent by one of two');
      if (owner !== null && !owner.startsWith(`${pc.name}#`)) {
        truth.seen.push(`owner: ${pc.name} sends while ${owner} has the outbox`);
      }
    },
    /** While a platform's lists are empty nothing goes that nobody was asked about. */
    look(): void {
      for (const shop of shops) {
        if (time.elapsed() >= shop.vanishedUntil) {
          before.delete(shop);
          continue;
        }
        const known =
          before.get(shop) ?? new Map(pcs.filter((pc) => pc.shops.includes(shop)).map((pc) => [pc, onSale(pc, shop)]));
        before.set(shop, known);
        for (const [pc, listings] of known) {
          if (pc.isOff || pc.crashed || listings < FEWEST_LISTINGS || onSale(pc, shop) * 2 >= listings) continue;
          truth.seen.push(`fail-safe: ${pc.name} took away most of ${listings} listings of ${shop.platform} unasked`);
          known.delete(pc);
        }
      }
    },
  };
}
