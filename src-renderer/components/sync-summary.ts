/** The state of sync in one word: what matters most comes first, and "in sync" is said only when nothing speaks against it. */
import type { ShopStatus, SyncStatus } from '#shared/contract/index.ts';

export type SyncWord =
  | 'paused'
  | 'pausedWaiting'
  | 'offline'
  | 'offlineWaiting'
  | 'captive'
  | 'asleep'
  | 'attention'
  | 'trouble'
  | 'firstSync'
  | 'waiting'
  | 'synced';

export interface SyncSummary {
  readonly word: SyncWord;
  readonly count: number;
  readonly tone: 'good' | 'quiet' | 'warning' | 'bad';
}

/** Null: there is nobody to sync with. */
export function syncSummary(status: SyncStatus): SyncSummary | null {
  const { connection, paused, shops, waiting, office } = status;
  if (shops.length === 0 && office.state === 'none') return null;
  if (paused) return { word: waiting > 0 ? 'pausedWaiting' : 'paused', count: waiting, tone: 'warning' };
  if (connection === 'offline') {
    return { word: waiting > 0 ? 'offlineWaiting' : 'offline', count: waiting, tone: 'warning' };
  }
  if (connection === 'captive') return { word: 'captive', count: waiting, tone: 'warning' };
  if (connection === 'asleep') return { word: 'asleep', count: waiting, tone: 'quiet' };
  const attention = needsSomebody(status);
  if (attention > 0) return { word: 'attention', count: attention, tone: 'bad' };
  const trouble = shops.filter(isInTrouble).length + (isOfficeAway(office.state) ? 1 : 0);
  if (trouble > 0) return { word: 'trouble', count: trouble, tone: 'warning' };
  if (shops.some(({ state }) => state === 'first-sync')) return { word: 'firstSync', count: 0, tone: 'quiet' };
  if (waiting > 0) return { word: 'waiting', count: waiting, tone: 'quiet' };
  return { word: 'synced', count: 0, tone: 'good' };
}

/** How many things go no further until somebody has done something. */
export function needsSomebody({ parked, conflicts, shops }: SyncStatus): number {
  return parked + conflicts + shops.filter((shop) => isSignedOut(shop) || asksFailSafe(shop)).length;
}

export function isSignedOut({ state }: ShopStatus): boolean {
  return state === 'sign-in';
}

/** A pull was stopped that would have taken most products away. */
export function asksFailSafe({ problem }: ShopStatus): boolean {
  return problem?.code === 'PULL_WOULD_EMPTY';
}

/** Something stands in the way that passes by itself. */
function isInTrouble(shop: ShopStatus): boolean {
  if (isSignedOut(shop) || asksFailSafe(shop) || shop.state === 'paused') return false;
  return shop.problem !== null || shop.state === 'resting';
}

function isOfficeAway(state: SyncStatus['office']['state']): boolean {
  return state === 'unreachable' || state === 'refused';
}

/** Changes when lists of changes, conflicts or the log may have; not with each step of a first sync. */
export function listsStamp({ waiting, parked, conflicts, lastSettled, shops, office }: SyncStatus): string {
  const ofShops = shops.map(({ shopId, state, waiting: own, lastSuccess, nextTryAt, problem }) =>
    [shopId, state, own, lastSuccess, nextTryAt, problem?.code].join('|'),
  );
  return [waiting, parked, conflicts, lastSettled, office.lastSuccess, ...ofShops].join('/');
}
