/** Sends what was taken for one shop, and says of every item what became of it. A fault of an item is looked for until it is alone. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Verdict } from '../settle-task.ts';
import type { TakenItem } from '../take-task.ts';
import { answerOf } from './answer-of.ts';
import { failed, isOfShop, judge } from './judge.ts';
import type { ShopHealth } from './shop-health.ts';
import type { ShopOutcomes } from './shop-outcomes.ts';
import type { OpenShop, ShopParts } from './shop-parts.ts';

/** @throws AppError CANCELLED when it is cut off before what is known is written down. */
export type SendAll = (shop: OpenShop, items: readonly TakenItem[]) => Promise<void>;

/** Makes the sending of one shop: its items are sent in one call, or in several where one of them is suspect. */
export function createShopSending(parts: ShopParts, health: ShopHealth, outcomes: ShopOutcomes): SendAll {
  const { shopId, random, crashPoint, log, stopping, cut } = parts;
  /** The most items that one of these may be sent with, since a batch with it failed as a whole. */
  const suspects = new Map<string, number>();

  /** Items that a batch failed with are sent in ever smaller ones, until the one that it lies with is alone. */
  async function sendAll(shop: OpenShop, items: readonly TakenItem[]): Promise<void> {
    crashPoint('push.taken');
    const rest = [...items].sort((a, b) => (suspects.get(a.id) ?? Infinity) - (suspects.get(b.id) ?? Infinity));
    while (rest.length > 0) {
      const most = Math.min(...rest.slice(0, 1).map(({ id }) => suspects.get(id) ?? rest.length));
      const batch = rest.splice(0, most);
      if (stopping.aborted || health.restsUntil !== null)
        await outcomes.settle(
          batch.map((item) => unsent(shop, item)),
          false,
        );
      else await send(shop, batch);
    }
  }

  function unsent({ platform }: OpenShop, item: TakenItem): Verdict {
    const details = { platform: platform.name, unsent: true };
    const error = new AppError('PLATFORM_RESTING', { action: 'retry', details });
    return failed(item, error, { own: false, random });
  }

  async function send(shop: OpenShop, batch: readonly TakenItem[]): Promise<void> {
    const sent = await answerOf(cut, () =>
      shop.platform.push(
        shop.context,
        batch.map(({ push }) => push),
      ),
    );
    crashPoint('push.answered');
    if (sent === null) return;
    if ('fault' in sent) {
      await sendFailed(shop, batch, sent.fault);
      return;
    }
    health.answered();
    const { verdicts, shopFault } = judge(batch, sent.answer, { platform: shop.platform.name, random });
    for (const verdict of verdicts) if (verdict.verdict === 'done') suspects.delete(verdict.id);
    await outcomes.settle(verdicts, true);
    crashPoint('push.settled');
    if (shopFault) await health.blame(shopFault);
  }

  async function sendFailed(shop: OpenShop, batch: readonly TakenItem[], error: AppError): Promise<void> {
    if (error.code === 'INTERNAL') log('error', 'an adapter failed', { shopId, error: String(error.cause) });
    if (isOfShop(error)) {
      await outcomes.settle(
        batch.map((item) => failed(item, error, { own: false, random })),
        true,
      );
      await health.blame(error);
      return;
    }
    const inARow = health.missed();
    const ofItems = error.action !== 'retry' || error.code === 'INTERNAL' || (inARow > 1 && (await isUp(shop)));
    if (ofItems) {
      health.answered();
      const half = Math.max(1, Math.floor(batch.length / 2));
      for (const { id } of batch) suspects.set(id, half);
    }
    const own = ofItems && batch.length === 1;
    await outcomes.settle(
      batch.map((item) => failed(item, error, { own, random })),
      true,
    );
    if (!ofItems) health.restAfter(error);
  }

  /** Tells a platform that is down from one that chokes on what it was sent. */
  async function isUp({ platform, context }: OpenShop): Promise<boolean> {
    const told = await answerOf(cut, () => platform.shopInfo(context));
    return told !== null && 'answer' in told;
  }

  return sendAll;
}
