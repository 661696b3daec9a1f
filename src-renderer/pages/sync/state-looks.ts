/** How states look: a sign and a colour beside the word. */
import type { ChangeState, OfficeStatus, ShopStatus, SyncLogLine, TimelineEntry } from '#shared/contract/index.ts';

interface Look {
  readonly tag: string;
  readonly sign: string;
}

const GOOD: Look = { tag: 'is-good', sign: '✓' };
const BAD: Look = { tag: 'is-bad', sign: '✕' };
const WARNING: Look = { tag: 'is-warning', sign: '!' };
const MOVING: Look = { tag: 'is-running', sign: '…' };
const QUIET: Look = { tag: 'is-quiet', sign: '–' };

export type ShopLook = ShopStatus['state'] | 'waiting' | 'asks' | 'trouble';

/** Gives what is said of a shop: "in order" only when nothing waits and nothing stands in the way. */
export function shopLook(shop: ShopStatus): ShopLook {
  if (shop.state !== 'active') return shop.state;
  if (shop.problem !== null) return 'trouble';
  if (shop.parked + shop.conflicts > 0) return 'asks';
  return shop.waiting > 0 ? 'waiting' : 'active';
}

export const SHOP_LOOKS: Readonly<Record<ShopLook, Look>> = {
  active: GOOD,
  waiting: MOVING,
  asks: WARNING,
  trouble: WARNING,
  paused: { tag: 'is-warning', sign: '‖' },
  'sign-in': BAD,
  resting: WARNING,
  'first-sync': MOVING,
};

export type OfficeLook = OfficeStatus['state'] | 'waiting' | 'asks';

/** The same of the head office. */
export function officeLook({ state, waiting, parked }: OfficeStatus): OfficeLook {
  if (state !== 'active') return state;
  if (parked > 0) return 'asks';
  return waiting > 0 ? 'waiting' : 'active';
}

export const OFFICE_LOOKS: Readonly<Record<OfficeLook, Look>> = {
  waiting: MOVING,
  asks: WARNING,
  none: QUIET,
  connecting: MOVING,
  active: GOOD,
  unreachable: WARNING,
  refused: BAD,
  paused: { tag: 'is-warning', sign: '‖' },
  'catching-up': MOVING,
};

export const CHANGE_LOOKS: Readonly<Record<ChangeState, Look>> = {
  waiting: QUIET,
  sending: MOVING,
  acknowledged: GOOD,
  parked: BAD,
  conflict: WARNING,
  'given-up': QUIET,
  undone: QUIET,
  merged: QUIET,
};

export const STATION_LOOKS: Readonly<Record<TimelineEntry['event'], Look>> = {
  saved: { tag: 'is-quiet', sign: '●' },
  followed: { tag: 'is-quiet', sign: '⇄' },
  merged: QUIET,
  tried: { tag: 'is-quiet', sign: '→' },
  failed: WARNING,
  waits: MOVING,
  parked: BAD,
  retried: { tag: 'is-quiet', sign: '↻' },
  conflict: WARNING,
  resolved: GOOD,
  acknowledged: GOOD,
  'given-up': QUIET,
  undone: QUIET,
  pulled: { tag: 'is-quiet', sign: '←' },
};

export const LOG_LOOKS: Readonly<Record<SyncLogLine['level'], Look>> = { info: GOOD, warning: WARNING, error: BAD };
