/** What is known of a shop besides its row: progress, problems, and the calls of the day. */
import type { QuotaState, Reason, SyncProgress } from '#shared/contract/index.ts';
import type { Reader } from '../../database/index.ts';
import type { Quota } from '../../resilience/index.ts';
import { instantOf } from '../instant.ts';
import type { Push } from '../outbox/index.ts';
import type { OutboxReadTasks } from '../outbox/tasks.ts';
import type { Pull, PullReadTasks } from '../pull/index.ts';
import { appOf, type OpenShop } from '../shops/index.ts';
import { soonest } from './soonest.ts';

export interface ShopFacts {
  readonly resting: boolean;
  readonly progress: SyncProgress | null;
  /** UTC milliseconds. */
  readonly nextTryAt: number | null;
  readonly problem: Reason | null;
  /** Items that could not be read, and are asked for again. */
  readonly unread: number;
  readonly callsToday: number;
  readonly callsSaved: number;
  readonly quota: QuotaState;
}

export interface ShopFactsOptions {
  readonly reader: Reader<OutboxReadTasks & PullReadTasks>;
  readonly pull: Pick<Pull, 'state'>;
  readonly push: Pick<Push, 'shop'>;
  readonly quota: Pick<Quota, 'state'>;
  /** UTC milliseconds. */
  readonly now: () => number;
}

const DAY = 86_400_000;

/** Reads what all shops need. Gives a function that gives the present facts of a shop. */
export async function readShopFacts(options: ShopFactsOptions): Promise<(shop: OpenShop) => ShopFacts> {
  const { reader, pull, push, quota, now } = options;
  const pushed = await reader.read('outbox.pushed', { day: Math.floor(now() / DAY) });
  const unreadOf = new Map((await reader.read('pull.unreadCount', undefined)).map((one) => [one.shopId, one.unread]));
  const savedOf = new Map(pushed.map(({ shopId, changes, calls }) => [shopId, Math.max(0, changes - calls)]));

  return (shop) => {
    const { id, platform } = shop.row;
    const { problem, progress, nextAt } = pull.state(id);
    const used = quota.state({ platform, app: appOf(shop) });
    return {
      resting: problem?.code === 'PLATFORM_RESTING',
      progress,
      nextTryAt: soonest(nextAt, push.shop(id).nextTryAt),
      problem,
      unread: unreadOf.get(id) ?? 0,
      callsToday: used.used,
      callsSaved: savedOf.get(id) ?? 0,
      quota: { ...used, resetsAt: instantOf(used.resetsAt) },
    };
  };
}
