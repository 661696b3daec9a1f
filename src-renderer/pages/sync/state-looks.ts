/** How states look: a sign and a colour beside the word. */
import type {
  ChangeState,
  OfficeStatus,
  Reason,
  ShopStatus,
  SyncLogLine,
  SyncStatus,
  TimelineEntry,
} from '#shared/contract/index.ts';

interface Look {
  readonly tag: string;
  readonly sign: string;
}

const GOOD: Look = { tag: 'is-good', sign: '✓' };
const BAD: Look = { tag: 'is-bad', sign: '✕' };
const WARNING: Look = { tag: 'is-warning', sign: '!' };
const MOVING: Look = { tag: 'is-running', sign: '…' };
const QUIET: Look = { tag: 'is-quiet', sign: '–' };

export type ShopLook = ShopStatus['state'] | 'waiting' | 'held' | 'asks' | 'trouble';

/** Whether nothing can go to any shop now: sync is paused, or the line is not there. */
export function isHeld({ paused, connection }: Pick<SyncStatus, 'paused' | 'connection'>): boolean {
  return paused || connection !== 'online';
}

/** Whether the line explains it: then nobody is to look for it in the platform. */
export function isOfLine(problem: Reason | null, held: boolean): boolean {
  return held && (problem?.code === 'PLATFORM_UNREACHABLE' || problem?.code === 'PLATFORM_RESTING');
}

/** Gives what is said of a shop: "in order" only when nothing waits and nothing stands in the way. */
export function shopLook(shop: ShopStatus, held: boolean): ShopLook {
  const rests = held && shop.state === 'resting';
  if (shop.state !== 'active' && !rests) return shop.state;
  if (shop.problem !== null && !isOfLine(shop.problem, held)) return 'trouble';
  if (shop.parked + shop.conflicts > 0) return 'asks';
  if (held) return 'held';
  return shop.waiting > 0 ? 'waiting' : 'active';
}

export const SHOP_LOOKS: Readonly<Record<ShopLook, Look>> = {
  active: GOOD,
  waiting: MOVING,
  held: QUIET,
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
