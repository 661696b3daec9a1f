/**
 * Asks a shop's platform for what has to be known before anything is sent. What it does not want to hear of is looked for until it
 * is alone, so that it hides nothing else.
 */
import type { Doubt } from '../take-task.ts';
import { answerOf } from './answer-of.ts';
import { findOut } from './find-out.ts';
import { failed, isOfShop } from './judge.ts';
import type { ShopHealth } from './shop-health.ts';
import type { ShopOutcomes } from './shop-outcomes.ts';
import type { OpenShop, ShopParts } from './shop-parts.ts';

/** Both throw AppError CANCELLED when they are cut off before what is known is written down. */
export interface ShopReading {
  /** Reads listings whose present state must be known first. */
  readListings(shop: OpenShop, listingIds: readonly string[]): Promise<void>;
  /** Looks what became of changes that were sent and got no answer. */
  lookInto(shop: OpenShop, doubts: readonly Doubt[]): Promise<void>;
}

/** Makes the reading of one shop. */
export function createShopReading(parts: ShopParts, health: ShopHealth, outcomes: ShopOutcomes): ShopReading {
  const { now, random, crashPoint, cut } = parts;

  async function readListings(shop: OpenShop, listingIds: readonly string[]): Promise<void> {
    const readAt = now();
    const told = await answerOf(cut, () => shop.platform.listingsById(shop.context, listingIds));
    if (told === null) return;
    if ('answer' in told) {
      health.answered();
      crashPoint('push.read');
      await outcomes.readBack(told.answer, listingIds, readAt);
    } else if (told.fault.action === 'retry' || isOfShop(told.fault)) {
      await health.blame(told.fault);
    } else if (listingIds.length > 1) {
      const half = Math.ceil(listingIds.length / 2);
      await readListings(shop, listingIds.slice(0, half));
      await readListings(shop, listingIds.slice(half));
    } else {
      await outcomes.readBack({ items: [], unread: [] }, listingIds, readAt);
    }
  }

  async function lookInto(shop: OpenShop, doubts: readonly Doubt[]): Promise<void> {
    const readAt = now();
    const told = await answerOf(cut, () => findOut(shop.platform, shop.context, doubts));
    if (told === null) return;
    if ('answer' in told) {
      health.answered();
      crashPoint('push.read');
      await outcomes.foundOut(told.answer, readAt);
    } else if (told.fault.action === 'retry' || isOfShop(told.fault)) {
      await health.blame(told.fault);
    } else if (doubts.length > 1) {
      const half = Math.ceil(doubts.length / 2);
      await lookInto(shop, doubts.slice(0, half));
      await lookInto(shop, doubts.slice(half));
    } else {
      const { fault } = told;
      await outcomes.settle(
        doubts.map(({ item }) => failed(item, fault, { own: true, random })),
        false,
      );
    }
  }

  return { readListings, lookInto };
}
