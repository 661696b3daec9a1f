/**
 * What can happen in a world. A step holds everything that it needs, so that a world can be lived again without some of its
 * steps: places count round, whatever there is when it is carried out.
 */
import type { ConflictPolicies } from '../../../src-main/sync/conflicts/index.ts';
import type { OfficeCrashPointName } from '../../../src-main/sync/head-office/index.ts';
import type { CrashPointName } from '../../../src-main/sync/outbox/index.ts';
import type { PlatformName } from '../../../src-main/sync/platform/index.ts';
import type { Mishap } from '../../fakes/index.ts';

interface AtPc {
  readonly pc: number;
}
interface AtShop {
  readonly shop: number;
}
interface Lasting {
  readonly milliseconds: number;
}

/** What staff do. */
export type StaffStep =
  | ({ readonly do: 'stock'; readonly listing: number; readonly pieces: number } & AtPc)
  | ({ readonly do: 'price'; readonly listing: number; readonly price: number } & AtPc)
  | ({ readonly do: 'title'; readonly listing: number; readonly title: string } & AtPc)
  | ({ readonly do: 'note'; readonly order: number; readonly note: string } & AtPc)
  | ({ readonly do: 'fulfilment'; readonly order: number; readonly tracking: string } & AtPc)
  | ({ readonly do: 'undo' } & AtPc)
  | ({ readonly do: 'resolve'; readonly resolution: 'local' | 'remote' } & AtPc)
  | ({ readonly do: 'undo-resolution' } & AtPc)
  | ({ readonly do: 'retry-parked' } & AtPc)
  | ({ readonly do: 'sync-now' } & AtPc)
  | ({ readonly do: 'list-everything' } & AtPc)
  | ({ readonly do: 'back-up' } & AtPc);

/** What happens on the platforms' side: customers, and the platforms' own back office. */
export type ShopStep =
  | ({ readonly do: 'sale'; readonly listing: number; readonly pieces: number; readonly paid: boolean } & AtShop)
  | ({ readonly do: 'order-moves'; readonly order: number } & AtShop)
  | ({ readonly do: 'price-there'; readonly listing: number; readonly price: number } & AtShop)
  | ({ readonly do: 'title-there'; readonly listing: number; readonly title: string } & AtShop)
  | ({ readonly do: 'stock-there'; readonly listing: number; readonly pieces: number } & AtShop)
  | ({ readonly do: 'note-there'; readonly order: number; readonly note: string } & AtShop)
  | ({ readonly do: 'new-listing'; readonly title: string; readonly price: number } & AtShop)
  | ({ readonly do: 'remove-listing'; readonly listing: number } & AtShop)
  | ({ readonly do: 'webhooks'; readonly how: 'once' | 'twice' | 'backwards' | 'lost' } & AtShop)
  | ({ readonly do: 'call-fault'; readonly mishap: Mishap } & AtShop)
  | ({ readonly do: 'platform-down' } & AtShop & Lasting)
  /** Its lists are empty, as if everything had been deleted. */
  | ({ readonly do: 'lists-vanish' } & AtShop & Lasting);

/** What befalls a computer. */
export type PcStep =
  | ({ readonly do: 'crash'; readonly point: CrashPointName | OfficeCrashPointName; readonly nth: number } & AtPc)
  | ({ readonly do: 'kill' } & AtPc)
  | ({ readonly do: 'line-down' } & AtPc & Lasting)
  | ({ readonly do: 'clock'; readonly hours: number } & AtPc)
  | ({ readonly do: 'disk-full'; readonly pages: number } & AtPc & Lasting)
  /** Of the log so much is left, in [0, 1). */
  | ({ readonly do: 'torn-log'; readonly left: number } & AtPc)
  | ({ readonly do: 'restore-backup' } & AtPc)
  | ({ readonly do: 'lose-mirror' } & AtPc);

/** What befalls that which computers share. */
export type SharedStep =
  | ({ readonly do: 'redis-down'; readonly how: 'refused' | 'silent' } & Lasting)
  | { readonly do: 'redis-emptied' }
  | ({ readonly do: 'redis-cut' } & AtPc & Lasting)
  | ({ readonly do: 'office-down' } & Lasting)
  /** The next exchange with it: its answer is lost after it has committed, or takes its time. */
  | ({ readonly do: 'office-answer-lost'; readonly after: number } & AtPc)
  | ({ readonly do: 'office-slow' } & Lasting);

export type Step = StaffStep | ShopStep | PcStep | SharedStep | ({ readonly do: 'wait' } & Lasting);

/**
 * What a store's second computer is: `shops`: it is connected with the same shops; `copy`: a copy of the first one's disk;
 * `office`: it knows what it knows from the head office.
 */
export type SecondPc = 'shops' | 'copy' | 'office';

export interface StorePlan {
  readonly platforms: readonly PlatformName[];
  readonly pcs: number;
  readonly listings: number;
  readonly orders: number;
  /** Left out: `shops`. */
  readonly second?: SecondPc;
  /** Whether its computers exchange with the head office; not, if left out. */
  readonly office?: boolean;
  /** Whether what one of its shops sells is sold in the others too; not, if left out. */
  readonly shareStock?: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly stores: readonly StorePlan[];
  readonly policies: ConflictPolicies;
  /** Whether there is a Redis; none, if left out. */
  readonly redis?: boolean;
  /** Whether an area manager's computer reads all stores from the head office; not, if left out. */
  readonly manager?: boolean;
  /** Calls a day of each platform's app; as many as they like, if left out. */
  readonly dailyCalls?: number;
  readonly steps: readonly Step[];
}
