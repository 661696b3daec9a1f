/**
 * How far a stream of a shop has been listed. Windows overlap, a window's pages are taken up where they were left, and what
 * was listed twice is known by its version: nothing is missed, whatever ended in between.
 */
import type { StreamCapability } from '../platform/index.ts';

export type StreamName = 'orders' | 'listings';

/** UTC milliseconds of the platform's clock, not of this computer's. */
export interface StreamState {
  /** Everything changed before this has been listed; null: nothing yet. */
  readonly doneTo: number | null;
  /** The window under way. */
  readonly window: StreamWindow | null;
  /** When everything, not only what changed, was listed last; null: never. */
  readonly fullAt: number | null;
  /** How far the past has been listed by when things were made; null: not begun, or it is over. */
  readonly history: StreamHistory | null;
}

/**
 * The first sync of a platform that lists changes in short windows only: the past is listed in longer ones, by when things were
 * made. What changes meanwhile is listed from its beginning on.
 */
export interface StreamHistory {
  readonly listedTo: number;
  readonly beganAt: number;
}

export interface StreamWindow {
  readonly from: number;
  readonly to: number;
  readonly cursor: string | null;
  /** It lists everything there is: what it does not name is gone. */
  readonly full: boolean;
  /** It lists by when things were made, up to this; null: by when they changed. */
  readonly historyUntil: number | null;
}

export const FRESH_STREAM: StreamState = { doneTo: null, window: null, fullAt: null, history: null };

export interface StreamTerms {
  readonly capability: StreamCapability;
  /** UTC milliseconds as the platform tells them. */
  readonly now: number;
  /** How far back the first sync goes, in milliseconds. */
  readonly depth: number;
  /** Whether everything is to be listed, for what is gone. */
  readonly full: boolean;
}

/** Platforms tell seconds, some minutes: a window that begins and ends in the same one is refused, or lists nothing. */
const LEAST_WINDOW_MILLISECONDS = 60_000;

/** Gives the window to go on with. */
export function windowOf(state: StreamState, { capability, now, depth, full }: StreamTerms): StreamWindow {
  if (state.window) return state.window;
  if (full) return { from: 0, to: now, cursor: null, full: true, historyUntil: null };
  const earliest = capability.reach === null ? 0 : now - capability.reach;
  if (state.doneTo === null && capability.history) {
    const { listedTo, beganAt } = state.history ?? { listedTo: now - depth, beganAt: now };
    const window = plainWindow(Math.max(earliest, listedTo), beganAt, capability.history.longestWindow);
    return { ...window, historyUntil: beganAt };
  }
  const from = Math.max(earliest, state.doneTo === null ? now - depth : state.doneTo - capability.overlap);
  return plainWindow(from, now, capability.longestWindow);
}

/** A clock that was set back lists a moment twice rather than none. */
function plainWindow(from: number, present: number, longest: number | null): StreamWindow {
  const start = Math.min(from, present - LEAST_WINDOW_MILLISECONDS);
  const to = longest === null ? present : Math.min(present, start + longest);
  return { from: start, to, cursor: null, full: false, historyUntil: null };
}

/**
 * Gives the window as far as it reaches into the past: by a clock that was ahead, it can end where nothing has happened yet.
 * @param present UTC milliseconds as the platform has just told them.
 */
export function cutAtPresent(window: StreamWindow, present: number): StreamWindow {
  const least = window.from + LEAST_WINDOW_MILLISECONDS;
  return { ...window, to: Math.min(window.to, Math.max(least, present)) };
}

/** Gives the state after a page of the window. */
export function afterPage(state: StreamState, window: StreamWindow, next: string | null): StreamState {
  if (next !== null) return { ...state, window: { ...window, cursor: next } };
  const { historyUntil } = window;
  if (historyUntil !== null && window.to < historyUntil) {
    return { ...state, window: null, history: { listedTo: window.to, beganAt: historyUntil } };
  }
  const doneTo = Math.max(window.to, state.doneTo ?? 0);
  return { doneTo, window: null, fullAt: window.full ? window.to : state.fullAt, history: null };
}

/** True when the stream has been listed up to the present. */
export function isCaughtUp(state: StreamState, now: number): boolean {
  return state.window === null && state.doneTo !== null && state.doneTo >= now;
}

/**
 * Gives how much of the time from the first sync's beginning to now has been listed, in [0, 1].
 * @param reached the time of the last item of the window that is under way, where that is known.
 */
export function shareListed(state: StreamState, beganFrom: number, now: number, reached: number | null = null): number {
  const { window, doneTo, history } = state;
  const within = window && Math.min(window.to, Math.max(window.from, reached ?? window.from));
  const at = within ?? doneTo ?? history?.listedTo ?? beganFrom;
  if (now <= beganFrom) return 1;
  return Math.min(1, Math.max(0, (at - beganFrom) / (now - beganFrom)));
}
