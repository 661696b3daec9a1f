/** How far the listing of a stream is, as staff see it: how much there is in all, and how long it will still take. */
import type { SyncProgress } from '#shared/contract/index.ts';
import type { StreamProgress } from './cursors.ts';
import { type StreamName, shareListed } from './stream.ts';

export interface Listed {
  readonly state: StreamProgress;
  /** The time by which the stream is ordered, of the last item that was listed; null: the page held none. */
  readonly at: number | null;
  /** UTC milliseconds as the platform tells them. */
  readonly present: number;
}

export interface StreamMeter {
  progress(listed: Listed): SyncProgress;
}

/** Before this, speed is a guess not worth showing. */
const LEAST_MILLISECONDS = 2_000;

/** @param now UTC milliseconds by this computer's clock. */
export function createStreamMeter(stage: StreamName, now: () => number): StreamMeter {
  /** Where this round was when its first page had come. */
  let begin: { readonly share: number; readonly at: number } | null = null;
  let most = 0;

  return {
    progress({ state, at, present }) {
      // An item that was met again does not set it back.
      most = Math.max(most, shareListed(state, state.beganFrom ?? present, present, at));
      begin ??= { share: most, at: now() };
      const { listed } = state;
      const total = most > 0 ? Math.max(listed, Math.round(listed / most)) : null;
      return { stage, done: listed, total, secondsLeft: secondsLeft(begin, most, now()) };
    },
  };
}

function secondsLeft(begin: { readonly share: number; readonly at: number }, share: number, at: number): number | null {
  const elapsed = at - begin.at;
  const gained = share - begin.share;
  if (elapsed < LEAST_MILLISECONDS || gained <= 0) return null;
  return Math.round(((elapsed / gained) * (1 - share)) / 1_000);
}
