/** What everything that belongs to one shop's push is given. */
import type { Platform, PlatformContext } from '../../platform/index.ts';
import type { PushParts } from './push.ts';

export interface ShopParts extends PushParts {
  readonly shopId: number;
  /** Aborts when nothing more is to be taken; what is under way goes on. */
  readonly stopping: AbortSignal;
  /** Aborts when what is under way is cut off as well. */
  readonly cut: AbortSignal;
}

/** The shop's platform with the way to it, as it was opened for what is under way. */
export interface OpenShop {
  readonly platform: Platform;
  readonly context: PlatformContext;
}
