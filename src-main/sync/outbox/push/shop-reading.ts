/**
 * Asks a shop's platform for what has to be known before anything is sent. What it does not want to hear of is looked for until it
 * is alone, so that it hides nothing else.
 */
import type { AppError } from '#shared/domain/app-error.ts';
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

interface Inquiry<Item, Answer> {
  ask(items: readonly Item[]): Promise<Answer>;
  /** Writes down what was told. @param readAt when it was asked for, in UTC milliseconds. */
  answered(answer: Answer, items: readonly Item[], readAt: number): Promise<void>;
  /** Writes down that the platform does not want to hear of the only one that is left. */
  refused(items: readonly Item[], fault: AppError, readAt: number): Promise<void>;
}

/** Makes the reading of one shop. */
export function createShopReading(parts: ShopParts, health: ShopHealth, outcomes: ShopOutcomes): ShopReading {
  const { now, random, crashPoint, cut } = parts;

  async function askAbout<Item, Answer>(items: readonly Item[], inquiry: Inquiry<Item, Answer>): Promise<void> {
    const readAt = now();
    const told = await answerOf(cut, () => inquiry.ask(items));
    if (told === null) return;
    if ('answer' in told) {
      health.answered();
      crashPoint('push.read');
      await inquiry.answered(told.answer, items, readAt);
    } else if (told.fault.action === 'retry' || isOfShop(told.fault)) {
      await health.blame(told.fault);
    } else if (items.length > 1) {
      const half = Math.ceil(items.length / 2);
      await askAbout(items.slice(0, half), inquiry);
      await askAbout(items.slice(half), inquiry);
    } else {
      await inquiry.refused(items, told.fault, readAt);
    }
  }

  return {
    readListings: ({ platform, context }, listingIds) =>
      askAbout(listingIds, {
        ask: (ids) => platform.listingsById(context, ids),
        answered: (listed, ids, readAt) => outcomes.readBack(listed, ids, readAt),
        refused: (ids, _fault, readAt) => outcomes.readBack({ items: [], unread: [] }, ids, readAt),
      }),
    lookInto: ({ platform, context }, doubts) =>
      askAbout(doubts, {
        ask: (some) => findOut(platform, context, some),
        answered: (found, _doubts, readAt) => outcomes.foundOut(found, readAt),
        refused: (some, fault) =>
          outcomes.settle(
            some.map(({ item }) => failed(item, fault, { own: true, random })),
            false,
          ),
      }),
  };
}
