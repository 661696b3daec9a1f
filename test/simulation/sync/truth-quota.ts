/** No app is called more often in a day than it may be. */
import { PLATFORMS } from '../../../src-main/sync/loaded.ts';
import type { SimPc } from './pc/index.ts';
import type { SimShop } from './sim-shop.ts';

/** A process that ends may have called so often since it wrote that down. */
const FORGOTTEN_CALLS = 5;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Gives in words where it was. */
export function overdrawn(dailyCalls: number, pcs: readonly SimPc[], shops: readonly SimShop[]): string[] {
  return shops.flatMap((shop) => {
    const [pc, ...others] = pcs.filter((one) => one.shops.includes(shop));
    // Several that do not reach each other count each for themselves; so does one whose day is another.
    if (!pc || others.length > 0 || pc.isRestored || pc.hadWrongClock) return [];
    const offset = (PLATFORMS.find(({ name }) => name === shop.platform)?.capabilities.quotaDayOffset ?? 0) * MINUTE;
    const days = new Map<number, number>();
    for (const { at } of shop.fake.calls) {
      const day = Math.floor((at + offset) / DAY);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    // Stand-ins of a platform have one app: what was bought for one of them, all have.
    const bought = shops
      .filter(({ platform }) => platform === shop.platform)
      .reduce((sum, one) => sum + one.callsBought, 0);
    const allowed = dailyCalls + bought + FORGOTTEN_CALLS * pc.starts;
    const most = Math.max(0, ...days.values());
    return most <= allowed ? [] : [`quota: ${shop.platform} was called ${most} times a day for ${allowed}`];
  });
}
